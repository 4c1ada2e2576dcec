package schema_test

import (
	"strings"
	"testing"

	"cuelang.org/go/cue"
)

// Relations know which parameters restart a handset by a list of their own, since plain
// CUE cannot read @param: those that the vendor says so of, and all of push to talk.
func TestRestarts(t *testing.T) {
	p, err := vendors["spectralink"]()
	if err != nil {
		t.Fatal(err)
	}
	root := p.parameters(t, "spectralink")
	restarts := p.definition(t, "_#restarts")
	check := func(about, params string, talk, other bool) {
		t.Helper()
		v := restarts.FillPath(cue.MakePath(cue.Def("of")), p.text(t, params))
		for field, want := range map[string]bool{"ptt": talk, "other": other} {
			got, err := v.LookupPath(cue.ParsePath(field)).Bool()
			if err != nil {
				t.Fatal(err)
			}
			if got != want {
				t.Errorf("%s: %s is %v", about, field, got)
			}
		}
	}
	var others strings.Builder
	n := 0
	for _, r := range readRows(t, "spectralink") {
		var b strings.Builder
		way, _ := p.find(root, r.fill(lowest(r)))
		write(&b, labels(way), "true")
		talk := strings.HasPrefix(r.name, "ptt.")
		if r.facts["restart"] == "yes" || talk {
			n++
			check(r.name, b.String(), talk, r.facts["restart"] == "yes" && !talk)
		} else {
			others.WriteString(b.String())
		}
	}
	if n < 300 {
		t.Errorf("only %d parameters restart a handset", n)
	}
	check("all that restart nothing", others.String(), false, false)
}
