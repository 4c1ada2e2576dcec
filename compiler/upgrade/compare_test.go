package upgrade_test

import (
	"bytes"
	"reflect"
	"slices"
	"testing"

	"provc/compiler/diag"
	"provc/compiler/diff"
	"provc/compiler/upgrade"
)

func finding(check, file string, line int, message string) diag.JSON {
	return diag.JSON{Severity: "warning", Check: check, File: file, Line: line, Message: message}
}

// Findings are matched one to one: first those that are equal, then those of one check at
// one place.
func TestFindings(t *testing.T) {
	t.Parallel()
	a, b, c := finding("a", "x.cue", 1, "one"), finding("a", "x.cue", 1, "two"), finding("b", "x.cue", 1, "one")
	graver := a
	graver.Severity = "error"
	hinted := a
	hinted.Hint = "do"
	for name, x := range map[string]struct {
		old, new                  []diag.JSON
		both, add, gone, reworded int
	}{
		"nothing":          {nil, nil, 0, 0, 0, 0},
		"the same":         {[]diag.JSON{a, c}, []diag.JSON{c, a}, 2, 0, 0, 0},
		"twice":            {[]diag.JSON{a}, []diag.JSON{a, a}, 1, 1, 0, 0},
		"another check":    {[]diag.JSON{a}, []diag.JSON{c}, 0, 1, 1, 0},
		"other words":      {[]diag.JSON{a}, []diag.JSON{b}, 0, 0, 0, 1},
		"equal ones first": {[]diag.JSON{a, b}, []diag.JSON{b, hinted}, 1, 0, 0, 1},
		"graver":           {[]diag.JSON{a}, []diag.JSON{graver}, 0, 0, 0, 1},
		"another file":     {[]diag.JSON{a}, []diag.JSON{finding("a", "y.cue", 1, "one")}, 0, 1, 1, 0},
		"another line":     {[]diag.JSON{a}, []diag.JSON{finding("a", "x.cue", 2, "one")}, 0, 1, 1, 0},
	} {
		was, is := slices.Clone(x.old), slices.Clone(x.new)
		f := upgrade.CompareFindings(x.old, x.new)
		if !reflect.DeepEqual(was, x.old) || !reflect.DeepEqual(is, x.new) {
			t.Errorf("%s: what is compared is others afterwards", name)
		}
		if f.Both != x.both || len(f.New) != x.add || len(f.Gone) != x.gone || len(f.Reworded) != x.reworded {
			t.Errorf("%s: %+v", name, f)
		}
		if c := (upgrade.Comparison{Findings: f}); c.Empty() != (x.add+x.gone+x.reworded == 0) {
			t.Errorf("%s: it is empty: %t", name, c.Empty())
		}
	}
}

// Of many files a few are named, and all of them if asked for. What another program says
// moves no cursor.
func TestText(t *testing.T) {
	t.Parallel()
	c := &upgrade.Comparison{Old: "x, v1", New: "v2", Files: &upgrade.Files{Layout: []string{"a", "b", "c d", "e\x1b", "f", "g", "h"}}, Findings: upgrade.Findings{Gone: []diag.JSON{finding("a", "x\x1b[2J.cue", 1, "red \x1b[31m")}}}
	for verbose, want := range map[bool]string{
		false: "= a, b, c d, \"e\\x1b\", f and 2 others\n",
		true:  "= a, b, c d, \"e\\x1b\", f, g, h\n",
	} {
		var b bytes.Buffer
		if err := upgrade.WriteText(&b, c, diff.TextOptions{Verbose: verbose}); err != nil {
			t.Fatal(err)
		}
		if !bytes.HasSuffix(b.Bytes(), []byte("files: 0 the same, 7 in other bytes that say the same\n"+want)) || bytes.ContainsRune(b.Bytes(), '\x1b') {
			t.Errorf("%s", b.Bytes())
		}
	}
}
