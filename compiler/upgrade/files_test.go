package upgrade_test

import (
	"bytes"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/diff"
	"provc/compiler/filetest"
	"provc/compiler/root"
	"provc/compiler/upgrade"
	"provc/compiler/vendors"
)

// Files are told apart by their bytes, and those that differ by whether phones read
// something else in them.
func TestFiles(t *testing.T) {
	t.Parallel()
	master := `<APPLICATION CONFIG_FILES="site.cfg, more.cfg"/>`
	load := func(files map[string]string) *root.Root {
		files["000000000000.cfg"] = master
		r, err := root.Folder(filetest.Folder(t, files), vendors.All())
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	old := load(map[string]string{"site.cfg": `<x up.idleTimeout="1"/>`, "more.cfg": `<x up.backlight.onIntensity="1"/>`, "gone.cfg": "<x/>"})
	now := load(map[string]string{"site.cfg": `<x up.idleTimeout="2"/>`, "more.cfg": "<x\n  up.backlight.onIntensity=\"1\"/>", "new.cfg": "<x/>"})
	c := &upgrade.Comparison{Old: "a, v1", New: "v2"}
	if err := c.CompareFiles(old, now, func(string) (string, bool) { return "", false }); err != nil {
		t.Fatal(err)
	}
	f := c.Files
	if f.Both != 1 || strings.Join(f.Changed, " ") != "site.cfg" || strings.Join(f.Layout, " ") != "more.cfg" || strings.Join(f.New, " ") != "new.cfg" || strings.Join(f.Gone, " ") != "gone.cfg" || c.Empty() {
		t.Errorf("%+v", f)
	}
	var b bytes.Buffer
	if err := upgrade.WriteText(&b, c, diff.TextOptions{}); err != nil {
		t.Fatal(err)
	}
	if want := "files: 1 the same, 1 new, 1 gone, 1 changed, 1 in other bytes that say the same\n+ new.cfg\n- gone.cfg\n~ site.cfg\n= more.cfg\n\n"; !strings.Contains(b.String(), want) || !strings.Contains(b.String(), "up.idleTimeout: 1 → 2") {
		t.Errorf("%s", &b)
	}
	same := &upgrade.Comparison{}
	if err := same.CompareFiles(old, old, nil); err != nil || !same.Empty() || same.Files.Both != 4 {
		t.Errorf("%+v %v", same.Files, err)
	}
	var none bytes.Buffer
	if err := upgrade.WriteText(&none, same, diff.TextOptions{}); err != nil || none.String() != "this provc, , beside , on the same sources\nfindings: 0 the same\nfiles: 4 the same\n" {
		t.Errorf("%q %v", &none, err)
	}
	var out bytes.Buffer
	if err := upgrade.WriteJSON(&out, &upgrade.Comparison{Old: "<a>", Diff: c.Diff}); err != nil || !strings.Contains(out.String(), `"diff": {`) || !strings.Contains(out.String(), `"old": "<a>"`) {
		t.Errorf("%s %v", &out, err)
	}
	// A secret that nobody knows keeps files from being compared.
	file := &artifact.File{Path: "x.cfg", Format: func([]artifact.Param) ([]byte, error) { return nil, nil }, Params: []artifact.Param{{Name: "a", Secret: "pw"}}}
	secret := root.Compiled("x", vendors.All(), root.Part{Tree: &artifact.Tree{Files: []*artifact.File{file}}})
	known := func(string) (string, bool) { return "x", true }
	unknown := func(string) (string, bool) { return "", false }
	if err := (&upgrade.Comparison{}).CompareFiles(secret, secret, unknown); err == nil || !strings.Contains(err.Error(), `"pw" has no value`) {
		t.Error(err)
	}
	if err := (&upgrade.Comparison{}).CompareFiles(secret, secret, known); err != nil {
		t.Error(err)
	}
	// A file that is written only where there is none says nothing of what phones read.
	seed := func(text string) *root.Root {
		f := &artifact.File{Path: "people.cfg", Seed: true, Data: []byte(text)}
		return root.Compiled("x", vendors.All(), root.Part{Tree: &artifact.Tree{Files: []*artifact.File{f}}})
	}
	seeds := &upgrade.Comparison{}
	if err := seeds.CompareFiles(seed("1"), seed("2"), nil); err != nil || strings.Join(seeds.Files.Changed, " ") != "people.cfg" {
		t.Errorf("%+v %v", seeds.Files, err)
	}
}

// Any difference keeps a comparison from being empty.
func TestEmpty(t *testing.T) {
	t.Parallel()
	one := []diag.JSON{{}}
	for _, c := range []upgrade.Comparison{
		{Unbuilt: "x"}, {Files: &upgrade.Files{New: []string{"a"}}}, {Files: &upgrade.Files{Gone: []string{"a"}}}, {Files: &upgrade.Files{Changed: []string{"a"}}}, {Files: &upgrade.Files{Layout: []string{"a"}}},
		{Findings: upgrade.Findings{New: one}}, {Findings: upgrade.Findings{Gone: one}}, {Findings: upgrade.Findings{Reworded: []upgrade.Reworded{{}}}},
	} {
		if c.Empty() {
			t.Errorf("%+v is empty", c)
		}
	}
	for _, c := range []upgrade.Comparison{{}, {Files: &upgrade.Files{Both: 3}}, {Findings: upgrade.Findings{Both: 3}}} {
		if !c.Empty() {
			t.Errorf("%+v is not empty", c)
		}
	}
}

// Each finding is a sentence with its place, its check and what to do, and each kind of
// difference a sign before it.
func TestFindingsInText(t *testing.T) {
	t.Parallel()
	a, b := finding("c", "x.cue", 3, "new"), finding("c", "", 0, "old")
	a.Column, a.Hint = 7, "mend it"
	c := &upgrade.Comparison{Old: "a, v1", New: "v2", Unbuilt: "this provc finds errors", Findings: upgrade.Findings{Both: 2, New: []diag.JSON{a, a}, Gone: []diag.JSON{b}, Reworded: []upgrade.Reworded{{Old: b, New: a}}},
		Files: &upgrade.Files{New: []string{"1", "2", "3", "4", "5", "6"}, Gone: []string{"1", "2", "3", "4", "5"}}}
	var out bytes.Buffer
	if err := upgrade.WriteText(&out, c, diff.TextOptions{}); err != nil {
		t.Fatal(err)
	}
	want := `this provc, v2, beside a, v1, on the same sources
findings: 2 the same, 2 new, 1 gone, 1 said otherwise
+ x.cue:3:7: warning: new; mend it [c]
+ x.cue:3:7: warning: new; mend it [c]
- warning: old [c]
~ x.cue:3:7: warning: new; mend it [c]
  was: warning: old [c]
files: not compared, because this provc finds errors
files: 0 the same, 6 new, 5 gone
+ 1, 2, 3, 4, 5 and 1 other
- 1, 2, 3, 4, 5
`
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", &out, want)
	}
}
