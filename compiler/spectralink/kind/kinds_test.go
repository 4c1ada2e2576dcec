package kind

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/spectralink/facts"
)

// lineOf is a handset with a setting of its own that checks look at.
func lineOf(mac, name, value string) (*facts.Phone, []*facts.Setting) {
	s := &facts.Setting{Param: artifact.Param{Name: name, Value: value}}
	return &facts.Phone{MAC: mac}, []*facts.Setting{s}
}

// Handsets that differ in the number of a line are one kind, and counted; whoever says
// something else is a kind of its own, and whoever says nothing is of the kind above.
func TestKinds(t *testing.T) {
	dir := "ward"
	d := &facts.Deployment{}
	a, b := New(d), New(d)
	base := Stack{&d.Base}
	a.Stacks = append(a.Stacks, base)
	p, says := lineOf("1", "reg.1.address", "11")
	a.Handset(p, says)
	p, says = lineOf("2", "reg.1.address", "12")
	a.Handset(p, says)
	p, says = lineOf("3", "reg.1.address", "13")
	b.Handset(p, says)
	p, says = lineOf("4", "reg.1.address", "14")
	b.Handset(p, says)
	p, says = lineOf("5", "reg.2.address", "15")
	b.Handset(p, says)
	b.Handset(&facts.Phone{MAC: "6"}, nil)
	for _, special := range []facts.Layer{{HasNumbers: true}, {Directory: &dir}, {Foreign: facts.Foreigners{After: []facts.Foreign{{Name: "x"}}}}} {
		b.Handset(&facts.Phone{MAC: "7", Layer: special}, nil)
	}
	a.Join(b)
	a.Sort()
	count := map[string]int{}
	for _, s := range a.Stacks {
		if len(s) > 1 {
			count[s[0].Title] += a.Handsets(s)
		}
	}
	if len(a.Stacks) != 6 || count["handset 1"] != 4 || count["handset 5"] != 1 || count["handset 7"] != 3 {
		t.Errorf("%d kinds, of handsets %v", len(a.Stacks), count)
	}
	if a.Listed[&d.Base] != 1 || a.Handsets(base) != 1 {
		t.Errorf("%d handsets say nothing", a.Listed[&d.Base])
	}
	if len(a.Real["ward"]) != 1 || len(a.InFolder[""]) != 5 || len(a.Real[""]) != 5 {
		t.Errorf("kinds lie in %d and %d", len(a.Real["ward"]), len(a.Real[""]))
	}
}

// In whatever order handsets are seen, their kinds come in the order in which they are
// declared, so that what is told of the first is told of the same.
func TestKindsInOrder(t *testing.T) {
	k := New(&facts.Deployment{})
	for _, n := range []int{7, 3, 9, 1, 8, 2, 6, 4, 5} {
		line := fmt.Sprint(n)
		p, says := lineOf(line, "reg."+line+".address", "1"+line)
		p.Pos = diag.Pos{File: "d.cue", Line: n % 5}
		k.Handset(p, says)
	}
	k.Sort()
	var got []string
	for _, s := range k.InFolder[""] {
		got = append(got, s[0].Title)
	}
	want := "handset 5, handset 1, handset 6, handset 2, handset 7, handset 3, handset 8, handset 4, handset 9"
	if strings.Join(got, ", ") != want {
		t.Errorf("%q, want %s", got, want)
	}
}
