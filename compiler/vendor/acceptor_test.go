package vendor_test

import (
	"slices"
	"testing"

	"provc/compiler/diag"
	"provc/compiler/lineartest"
	"provc/compiler/value"
	"provc/compiler/vendor"
)

// part is a part of a deployment that stands on a line of its own and accepts findings
// of a check.
func part(line int, check, until string) (*value.Node, diag.Pos) {
	at := func(column int) diag.Pos { return diag.Pos{File: "ward.cue", Line: line, Column: column} }
	text := func(column int, text string) *value.Node {
		return &value.Node{Kind: value.String, Text: text, Pos: at(column)}
	}
	field := func(label string, v *value.Node) value.Field {
		return value.Field{Label: label, Value: v, Pos: v.Pos}
	}
	entry := &value.Node{Kind: value.Struct, Pos: at(10), Fields: []value.Field{
		field("check", text(11, check)), field("until", text(12, until))}}
	list := &value.Node{Kind: value.List, Pos: at(9), Items: []*value.Node{entry}}
	return &value.Node{Kind: value.Struct, Pos: at(2), Fields: []value.Field{field("accept", list), field("label", text(20, "x"))}}, at(1)
}

func at(line, column int, check string, s diag.Severity) diag.Diagnostic {
	return diag.Diagnostic{Check: check, Severity: s, Pos: diag.Pos{File: "ward.cue", Line: line, Column: column}}
}

func TestAcceptorsMarkWhatIsFoundAtTheirPlaces(t *testing.T) {
	var all vendor.Acceptors
	for line := 1; line <= 2; line++ {
		all.Add(vendor.NewAcceptor(part(line, "line-without-server", "")))
	}
	found := diag.List{
		at(1, 20, "line-without-server", diag.Warning),
		at(2, 1, "line-without-server", diag.Note),
		at(2, 20, "mac-vendor", diag.Note),
		at(3, 20, "line-without-server", diag.Warning),
		at(1, 20, "line-without-server", diag.Error),
		at(1, 20, "line-without-server", diag.Warning),
	}
	all.Mark(found)
	for i, want := range []int{1, 2, 0, 0, 0, 1} {
		switch accepted := found[i].Accepted; {
		case want == 0 && len(accepted) != 0, want != 0 && (len(accepted) != 1 || accepted[0].Pos.Line != want):
			t.Errorf("finding %d is accepted by %v, want by the part in line %d", i, accepted, want)
		}
	}
}

// What stands in another file, such as a template of many parts, no part accepts.
func TestAcceptorsLeaveOtherFiles(t *testing.T) {
	t.Parallel()
	n, pos := part(1, "line-without-server", "")
	template := diag.Pos{File: "template.cue", Line: 5, Column: 3}
	n.Fields[1].Value.Pos, n.Fields[1].Pos = template, template
	var all vendor.Acceptors
	all.Add(vendor.NewAcceptor(n, pos))
	own, others := at(1, 1, "line-without-server", diag.Warning), at(1, 20, "line-without-server", diag.Warning)
	others.Pos = template
	found := diag.List{own, others}
	all.Mark(found)
	if len(found[0].Accepted) != 1 || len(found[1].Accepted) != 0 {
		t.Errorf("accepted are %v", found)
	}
}

// Each of very many parts may accept something, and something may be found in each.
func TestAcceptorsMarkInLinearTime(t *testing.T) {
	lineartest.Hold(t, 30_000, func(parts int) func() {
		var all vendor.Acceptors
		var found diag.List
		for line := range parts {
			all.Add(vendor.NewAcceptor(part(line, "line-without-server", "")))
			found.Add(at(line, 20, "line-without-server", diag.Warning))
		}
		return func() {
			marked := slices.Clone(found)
			all.Mark(marked)
			if left := marked.Unaccepted("2027-01-01"); len(left) != 0 {
				t.Errorf("%d findings are not accepted", len(left))
			}
		}
	})
}

// A day that there is not has been told of its own, so that its entry says nothing more.
func TestAcceptedDays(t *testing.T) {
	for until, want := range map[string]int{
		"": 1, "2027-03-31": 1, "2027-12-01": 1,
		"2027-13-01": 0, "2027-00-10": 0, "2027-01-32": 0, "2027-01-00": 0, "tomorrow": 0,
	} {
		n, _ := part(1, "mac-vendor", until)
		if until == "" {
			n.Fields[0].Value.Items[0].Fields = n.Fields[0].Value.Items[0].Fields[:1]
		}
		if got := len(vendor.Accepted(n)); got != want {
			t.Errorf("until %q: %d entries, want %d", until, got, want)
		}
	}
}
