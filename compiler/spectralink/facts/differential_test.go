package facts_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"provc/compiler/catalogue"
	"provc/compiler/diag"
	"provc/compiler/spectralink/deploytest"
	"provc/compiler/spectralink/facts"
	"provc/compiler/value"
)

// Native checks and plain CUE give the same verdict on every parameter of the
// catalogue: one value that is allowed, and one that is not.

// filled is a parameter with its indexes at their highest, as CUE has it.
func filled(p catalogue.Param, value string) string {
	var b strings.Builder
	used := 0
	for _, label := range p.Labels {
		parts := strings.Split(label, ".")
		for i, part := range parts {
			if used < len(p.Indexes) && part == []string{"x", "y", "z"}[used] {
				parts[i] = fmt.Sprint(p.Indexes[used])
				used++
			}
		}
		fmt.Fprintf(&b, "%q: ", strings.Join(parts, "."))
	}
	return b.String() + value
}

// sample finds a value that is allowed, or one that is not, as CUE has it.
func sample(t *testing.T, p catalogue.Param, allowed bool) string {
	candidates := []value.Node{
		{Kind: value.Bool, Text: "true"},
		{Kind: value.Int, Text: "99999999999"},
		{Kind: value.Int, Text: "-99999999999"},
	}
	for _, i := range []string{"0", "1", "3", "5", "8", "10", "32", "60", "96", "128", "300", "533", "800", "1024", "3600", "5000", "-1", "-40"} {
		candidates = append(candidates, value.Node{Kind: value.Int, Text: i})
	}
	for _, n := range []int{1, 3, 5} {
		candidates = append(candidates, value.Node{Kind: value.String, Text: strings.Repeat("x", n)})
	}
	candidates = append(candidates, value.Node{Kind: value.String, Text: "03:30"})
	for _, e := range p.Field.Type.Enum() {
		candidates = append(candidates, value.Node{Kind: value.String, Text: e})
	}
	if !allowed {
		slices.Reverse(candidates)
	}
	for _, n := range candidates {
		if p.Field.Type.Admits(&n) == allowed {
			if n.Kind == value.String {
				return fmt.Sprintf("%q", n.Text)
			}
			return n.Text
		}
	}
	if allowed {
		t.Errorf("no value found for %s", p.Name)
	}
	return "[1]"
}

func TestEveryParameter(t *testing.T) {
	if testing.Short() {
		t.Skip("CUE's evaluator is one thread, on which the race detector spends minutes for nothing")
	}
	var good, bad strings.Builder
	var names []string
	facts.Schema().Params(func(p catalogue.Param) bool {
		names = append(names, p.Name)
		fmt.Fprintf(&good, "params: %s\n", filled(p, sample(t, p, true)))
		fmt.Fprintf(&bad, "params: %s\n", filled(p, sample(t, p, false)))
		return true
	})
	if len(names) < 3000 {
		t.Fatalf("only %d parameters", len(names))
	}
	good.WriteString(`users: x: password: "x"`) // whom prov.login.defaultUser names
	if c := deploytest.Compile(t, good.String()); c.Findings.HasErrors() {
		t.Errorf("provc refuses good values:\n%s", c.Text(c.Findings))
	}
	if said := deploytest.Vetted(t, good.String()); len(said) > 0 {
		t.Errorf("plain CUE refuses good values:\n%s", strings.Join(said, "\n"))
	}
	refused := map[int]bool{} // by line; some parameters have checks of their own
	for _, d := range deploytest.Compile(t, bad.String()).Findings {
		refused[d.Pos.Line] = refused[d.Pos.Line] || d.Severity == diag.Error
	}
	for i, name := range names {
		if !refused[i+1] {
			t.Errorf("provc takes a bad value of %s", name)
		}
	}
	if said := deploytest.Vetted(t, bad.String()); len(said) < len(names) {
		t.Errorf("plain CUE refuses %d of %d bad values", len(said), len(names))
	}
}
