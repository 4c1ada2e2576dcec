package explain

import (
	"fmt"
	"iter"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"provc/compiler/catalogue"
	"provc/compiler/diag"
	"provc/compiler/lookup"
	"provc/compiler/meant"
	"provc/compiler/vendor"
)

// Patterns say which parameters are asked for: names, beginnings of names up to a dot,
// and patterns in which * and ? stand for any. None stands for all.
type Patterns struct {
	all     []string
	literal map[string]bool // names of parameters of a catalogue
	unset   []string        // sentences of beginnings of such names, of which nothing is set
}

// Parse reads what was typed. What is neither a parameter of a catalogue, nor the
// beginning of one, and set nowhere, is an error that tells the nearest; set lists what is
// set.
func Parse(typed []string, facts *vendor.Facts, set iter.Seq[string]) (Patterns, error) {
	p := Patterns{literal: map[string]bool{}}
	if len(typed) > 0 {
		p.all = slices.Clone(typed)
	}
	for i, t := range typed {
		if anyIndex.MatchString(t) && isFamily(facts, t) {
			t = anyIndex.ReplaceAllString(t, "$1*$2")
			p.all[i] = t
		}
		if _, err := path.Match(t, ""); err != nil {
			return p, fmt.Errorf("%s is not well-formed: [ begins a set of letters, as in [ab], and * and ? stand for any", t)
		}
		if known(facts, t) {
			p.literal[t] = true
			continue
		}
		found := false
		var names []string
		for name := range set {
			if fits(t, name) {
				found = true
				break
			}
			names = append(names, name)
		}
		if found {
			continue
		}
		if group, ok := group(facts, typed[i]); ok {
			p.unset = append(p.unset, fmt.Sprintf("Nothing sets a parameter below %s; provc params %s tells which there are.", typed[i], group))
			continue
		}
		if strings.ContainsAny(t, "*?[") {
			return p, fmt.Errorf("nothing sets a parameter that fits %s; provc params '%s' searches all there are", t, t)
		}
		near := meant.Nearest(t, names)
		if near == "" {
			near = lookup.Nearest(facts.Vendors.Catalogues(), []string{t})
		}
		if near != "" {
			return p, fmt.Errorf("%s is no parameter; did you mean %s?", diag.Quoted(t), near)
		}
		return p, fmt.Errorf("%s is no parameter; provc params searches all there are", diag.Quoted(t))
	}
	return p, nil
}

// anyIndex is a letter in the place of an index, as the catalogues have it.
var anyIndex = regexp.MustCompile(`([._])[xyz]([._]|$)`)

// isFamily reports whether a name with letters for indexes stands for parameters of a
// catalogue.
func isFamily(facts *vendor.Facts, name string) bool {
	return slices.ContainsFunc(lookup.All(facts.Vendors.Catalogues()), func(h lookup.Hit) bool {
		return len(h.Param.Indexes) > 0 && (h.Param.Name == name || strings.HasPrefix(h.Param.Name, name+"."))
	})
}

func known(facts *vendor.Facts, name string) bool {
	for _, v := range facts.Vendors {
		if _, ok := v.Schema().Param(name); ok {
			return true
		}
	}
	return false
}

// group is the beginning of names of parameters that a name is, as catalogues have it. In
// the name a number stands for an index, or the letter of the catalogue.
func group(facts *vendor.Facts, name string) (string, bool) {
	parts := strings.Split(strings.TrimSuffix(name, "."), ".")
	for _, v := range facts.Vendors {
		for p := range v.Schema().Group(parts[0]) {
			if begins(p, parts) {
				return strings.Join(p.Labels[:len(parts)], "."), true
			}
		}
	}
	return "", false
}

// begins reports whether the labels of a parameter begin with some, and are more.
func begins(p catalogue.Param, parts []string) bool {
	if len(p.Labels) <= len(parts) {
		return false
	}
	indexes := p.Indexes
	for i, part := range parts {
		label := p.Labels[i]
		if !isIndex(label) || len(indexes) == 0 {
			if part != label {
				return false
			}
			continue
		}
		if n, err := strconv.Atoi(part); part != label && (err != nil || n < 1 || n > indexes[0]) {
			return false
		}
		indexes = indexes[1:]
	}
	return true
}

// isIndex reports whether a label stands for an index.
func isIndex(label string) bool { return anyIndex.MatchString("." + label) }

func (p Patterns) fit(name string) bool {
	if len(p.all) == 0 {
		return true
	}
	for _, t := range p.all {
		if fits(t, name) {
			return true
		}
	}
	return false
}

func fits(pattern, name string) bool {
	if pattern == name || strings.HasPrefix(name, strings.TrimSuffix(pattern, ".")+".") {
		return true
	}
	ok, err := path.Match(pattern, name)
	return ok && err == nil
}
