// Package proof shows that an import has lost nothing. A second, plain reader counts all
// that the source files say, and each item must have become something (account.go);
// then provc compiles the repository that import wrote, and what every handset acts on,
// and every person, must be what it was (effective.go).
package proof

import (
	"context"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"slices"

	"provc/compiler"
	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/importer/tree"
	"provc/compiler/root"
	"provc/compiler/secret"
	"provc/compiler/vendor"
)

// Report is the proof, or what is wrong with it.
type Report struct {
	Dir      string       // that was read
	Repo     string       // that was made
	Package  string       // of the repository
	Files    []*File      // of the folder, by path
	Fates    map[Fate]int // of all that the files say
	Says     int          // attributes, and elements with text
	Elements int
	Residue  []Residue // by place
	Faults   []Fault
	Notes    []string // what people should know of the whole

	Findings diag.List // of compiling the repository; nothing is compared where one is an error
	Handsets int       // that were compared, kinds of those that nobody listed included
	Fresh    []string  // sentences' words for those that found nothing in the folder as it is: only files named after them were compared
	Named    int       // of Handsets, those with a MAC or an identity
	Kinds    []string  // the others, as sentences call them
	People   int
	Differs  []*Difference
	Dropped  int // parameters in effect that no phone knows, and that were dropped

	sums map[sum]map[Fate]int // of files of which nothing is held
}

// Formats are what a report can be printed as.
var Formats = []string{"text", "json", "html"}

// Options say what to prove.
type Options struct {
	Tree    *tree.Tree
	Repo    string // that was made of it
	Package string // its folder in the repository
	Secrets string // the file of passwords
	Vendors vendor.List
	Notes   []string
}

// Account makes the report of a folder of which no repository is made.
func Account(ctx context.Context, t *tree.Tree, notes []string) (*Report, error) {
	r := &Report{Dir: t.Dir, Fates: map[Fate]int{}, Notes: notes}
	return r, r.count(ctx, t)
}

// Check makes the report of an import that has been written.
func Check(ctx context.Context, o Options) (*Report, error) {
	r, err := Account(ctx, o.Tree, o.Notes)
	if err != nil {
		return nil, err
	}
	r.Repo, r.Package = o.Repo, o.Package
	result, err := compiler.Compile(ctx, compiler.Options{Dir: o.Repo, Packages: []string{"./" + path.Clean(o.Package)}, Vendors: o.Vendors})
	if err != nil {
		return nil, fmt.Errorf("%s cannot be compiled: %w", o.Repo, err)
	}
	resolver, found, err := secret.Open(secret.Source{File: o.Secrets})
	if err != nil {
		return nil, err
	}
	values, missing := result.Resolve(resolver)
	r.Findings = append(append(append(r.Findings, result.Findings...), found...), missing...).Sorted()
	if r.Findings.HasErrors() {
		return r, nil
	}
	before, err := root.Files(filepath.FromSlash(o.Tree.Dir), o.Vendors)
	if err != nil {
		return nil, err
	}
	parts := make([]root.Part, len(result.Packages))
	for i, p := range result.Packages {
		parts[i] = root.Part{Tree: p.Tree}
	}
	after := root.Compiled(o.Repo, o.Vendors, parts...)
	after.Borrow(before)
	c := comparison{Report: r, tree: o.Tree, before: before, after: after, facts: before.Facts,
		value: func(p artifact.Param) string {
			if p.Secret != "" {
				v, _ := values.Get(p.Secret)
				return v
			}
			return p.Value
		}}
	c.compare()
	return r, nil
}

// Same reports whether all handsets and people act on what they did.
func (r *Report) Same() bool { return !r.Findings.HasErrors() && len(r.Differs) == 0 }

// Lacking lists the phones that lack a file which cannot be read, by MAC, each once. An
// empty one stands for those that are not listed.
func (r *Report) Lacking() []string {
	seen := map[string]bool{}
	for _, f := range r.Files {
		for _, mac := range f.Lack {
			seen[mac] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// Lack says how many phones lack a file that cannot be read; it is empty where none does.
func (r *Report) Lack() string {
	lack := r.Lacking()
	const ofKind = "phones that are not listed"
	switch n := len(lack); {
	case n == 0:
		return ""
	case lack[0] != "":
		return count(n, "phone") + plural(n, " lacks", " lack") + " a file that cannot be read"
	case n == 1:
		return ofKind + " lack a file that cannot be read"
	default:
		return count(n-1, "phone") + " and " + ofKind + " lack a file that cannot be read"
	}
}

// Strict reports whether everything has arrived as it was meant: there is no residue, and
// no file that nobody can read.
func (r *Report) Strict() bool {
	return len(r.Residue) == 0 && !slices.ContainsFunc(r.Files, func(f *File) bool { return f.Kind == tree.Broken })
}

// Whole reports whether everything is accounted for.
func (r *Report) Whole() bool { return len(r.Faults) == 0 }
