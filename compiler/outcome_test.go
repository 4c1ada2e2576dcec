package compiler_test

import (
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"provc/compiler"
	"provc/compiler/artifact"
	"provc/compiler/diag"
)

// What provc makes of a package is held against plain CUE, which evaluates the same
// files under the full schema, as `cue vet -c` and `cue export` do.

// outcome is what one of the two makes of a package: it is refused with errors, or
// it has values, by where they are declared and what they are called, such as
// "d users ann reg.1.label".
type outcome struct {
	errors []string
	unseen bool     // provc's errors are of checks that CUE cannot make
	either bool     // CUE's errors are of values that provc need not look at
	names  bool     // provc's errors are of unknown names alone
	blind  bool     // CUE's errors are of relations that may not see which alternative is left
	embeds bool     // a struct embeds a deployment, and CUE takes any name beside it
	places []string // of CUE's errors, as a.cue:12
	values map[string]string
	small  *outcome // what provc makes of it on the ways of large packages, if that differs
}

func (o outcome) String() string {
	var b strings.Builder
	for _, e := range o.errors {
		fmt.Fprintf(&b, "  refused: %.300s\n", e)
	}
	if len(o.errors) == 0 {
		fmt.Fprintln(&b, "  accepted")
	}
	for _, name := range slices.Sorted(maps.Keys(o.values)) {
		if len(o.values) <= 40 {
			fmt.Fprintf(&b, "  %s = %s\n", name, o.values[name])
		}
	}
	if o.small != nil {
		fmt.Fprintf(&b, "  on the ways of large packages:\n%s", *o.small)
	}
	return b.String()
}

// built is what provc makes of the package of a folder, whatever its size.
func built(t testing.TB, dir string, tags ...string) outcome {
	t.Helper()
	options := compiler.Options{Dir: dir, Tags: tags}
	o, small := compiled(t, options), compiled(t, compiler.Small(options))
	if o.String() != small.String() {
		o.small = &small
	}
	return o
}

func compiled(t testing.TB, options compiler.Options) outcome {
	t.Helper()
	o := outcome{values: map[string]string{}}
	result, err := compiler.Compile(t.Context(), options)
	if err != nil {
		o.errors = append(o.errors, err.Error())
		return o
	}
	o.unseen, o.names = true, true
	for _, d := range result.Findings {
		if d.Severity == diag.Error {
			o.unseen = o.unseen && beyondCUE.MatchString(string(d.Check)+": "+d.Message())
			o.names = o.names && strings.HasSuffix(string(d.Check), "-unknown")
			o.errors = append(o.errors, fmt.Sprintf("%s: %s: %s", d.Pos, d.Check, d.Message()))
		}
	}
	if len(o.errors) > 0 {
		return o
	}
	for _, p := range result.Packages {
		for f := range p.Tree.All() {
			place := placeOf(f)
			for _, p := range f.Params {
				o.values[place+" "+p.Name] = p.Value
				if p.Secret != "" {
					o.values[place+" "+p.Name] = "secret " + p.Secret
				}
				if p.Access != "" {
					o.values[f.Owner+" access "+p.Name] = p.Access
				}
			}
		}
	}
	return o
}

// placeOf says where the values of a file are declared.
func placeOf(f *artifact.File) string {
	name := strings.TrimSuffix(path.Base(f.Path), path.Ext(f.Path))
	at := func(kind, name string) string { return strings.TrimSpace(f.Owner + " " + kind + " " + name) }
	switch {
	case strings.HasPrefix(name, "group-"):
		return at("groups", strings.TrimPrefix(name, "group-"))
	case strings.HasPrefix(name, "phone-"):
		return at("phones", f.Entity)
	case path.Ext(f.Path) == ".cfg" && f.Entity == name && f.Phase == artifact.Handset:
		return at("master of", f.Entity)
	case f.Entity != "" && (path.Base(path.Dir(f.Path)) == "host" || path.Ext(f.Path) == ".xml" && f.Entity == name && path.Base(path.Dir(f.Path)) != "mobile"):
		return at("phones", f.Entity)
	case f.Entity != "":
		return at("users", f.Entity)
	case name == "000000000000":
		return at("master", "")
	case name == "default":
		return at("default", "")
	case strings.HasPrefix(name, "spa"):
		return at("models", strings.ToUpper(name[:3])+name[3:])
	}
	return f.Owner
}

// difference says how what provc built differs from what CUE has; nothing if it does
// not.
func difference(cue, provc outcome) string {
	if differs := oneDifference(cue, provc); differs != "" || provc.small == nil {
		return differs
	}
	if differs := oneDifference(cue, *provc.small); differs != "" {
		return differs + "\n(on the ways of large packages)"
	}
	return ""
}

func oneDifference(cue, provc outcome) string {
	switch {
	case len(cue.errors) > 0 && len(provc.errors) > 0, len(provc.errors) > 0 && (provc.unseen || cue.either || provc.names && cue.embeds):
		return ""
	case cue.blind:
		return ""
	case len(cue.errors) > 0:
		return "provc builds what CUE refuses"
	case len(provc.errors) > 0:
		return "provc refuses what CUE accepts"
	}
	var all []string
	for _, name := range slices.Sorted(maps.Keys(cue.values)) {
		if got, ok := provc.values[name]; !ok {
			all = append(all, fmt.Sprintf("%s is in no file; CUE has %q", name, cue.values[name]))
		} else if got != cue.values[name] {
			all = append(all, fmt.Sprintf("%s is %q; CUE has %q", name, got, cue.values[name]))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(provc.values)) {
		if _, ok := cue.values[name]; !ok && !addedByProvc.MatchString(name) {
			all = append(all, fmt.Sprintf("%s is %q; CUE has no such value", name, provc.values[name]))
		}
	}
	return strings.Join(all, "\n")
}

// beyondCUE are checks of several deployments, of files, and of what Cisco's rules say
// (docs/cue.md).
var beyondCUE = regexp.MustCompile(`^(path-collision|mac-duplicate|config-files-too-long|contacts-elsewhere|unlisted-letter-case|vendor-unknown|inventory-.*|em-rule-.*|em-credentials-in-public-branch): |^em-user-id-duplicate: .* two passwords`)

// compared shows a package with both outcomes, if they differ.
func compared(files map[string]string, cue, provc outcome) string {
	differs := difference(cue, provc)
	if differs == "" {
		return ""
	}
	var b strings.Builder
	fmt.Fprintln(&b, differs)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(&b, "-- %s --\n%s", name, files[name])
	}
	fmt.Fprintf(&b, "-- CUE --\n%s-- provc --\n%s", cue, provc)
	return b.String()
}

// addedByProvc are values that stand under other names in a deployment, or that files
// hold for reasons of the vendor's.
var addedByProvc = regexp.MustCompile(` master | master of | phoneLock\.| feature\.enhancedFeatureKeys\.| device\..*\bset$|^\S+ (models|phones|users|default)( \S+)? [A-Z]\w*$`)
