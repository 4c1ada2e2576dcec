package drift

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"provc/compiler/diag"
	"provc/compiler/schematest"
)

// whole is a report in which each kind of thing was found. The values of secrets are in
// it, as if somebody had forgotten to take them out.
func whole() *Report {
	place := diag.Pos{File: "ward.cue", Line: 8, Column: 3}
	return &Report{
		Root: "root",
		Masks: []Mask{
			{Of: Entity{"ana", "Ana | Marsh", true}, At: diag.Pos{File: "people/ana-phone.cfg", Line: 3}, Level: "user-override", Parameter: "prov.login.localPassword", Password: true, Secret: true,
				Theirs: "hunter2", Ours: []Value{{Secret: "ana", File: "people/ana.cfg", Pos: place}}},
			{Of: Entity{ID: "00907a000001"}, Stranger: true, At: diag.Pos{File: "00907a000001-web.cfg", Line: 1}, Level: "web", Parameter: "up.a", Theirs: "",
				Ours: []Value{{Text: "<b>*1*</b>", File: "people/ana.cfg", Pos: place, Owner: "ana"}}, Profiles: []string{"ana", "ben"}, Unless: "pbx.cfg"},
		},
		Left: []Left{{Entity{ID: "gone", Person: true}, Gone, []string{"people/gone-phone.cfg"}}, {Entity{ID: "00907a0000ff"}, Unlisted, []string{"a", "b"}},
			{Entity{"ben", "", true}, Stray, []string{"old/ben-phone.cfg"}}},
		Damaged: []Damage{{diag.Pos{File: "people/cleo-phone.cfg", Line: 2}, "it is cut off", 4}},
		Edits: []Edit{{File: "site.cfg", Pos: place, Recorded: true, Changes: []Change{{"up.a", new("1"), &Value{Text: "2", File: "site.cfg", Pos: place}, false},
			{"up.b", nil, &Value{Text: "2", File: "site.cfg"}, false}, {"up.password", new("hunter2"), nil, true}}},
			{File: "features.cfg", Broken: 3}},
		Missing: []Missing{{File: "a.cfg", Pos: place, Of: "ana"}},
		Unbuilt: []string{"b.cfg"},
		Unseen:  []string{"handsets write to http://x.example/, which lies outside of the root"},
		Files:   9, Handsets: 1, People: 2,
	}
}

// What is printed as JSON is what docs/drift.schema.json describes, and the schema
// refuses what is not.
func TestJSONSchema(t *testing.T) {
	valid := schematest.Valid(t, "../../docs", "drift.schema.json")
	for name, r := range map[string]*Report{"whole": whole(), "nothing": {Root: "root"}} {
		var b bytes.Buffer
		if err := WriteJSON(&b, r, diag.List{diag.Failure(os.ErrNotExist)}); err != nil {
			t.Fatal(err)
		}
		if err := valid(b.Bytes()); err != nil {
			t.Errorf("%s: %v\n%s", name, err, &b)
		}
		if valid(bytes.Replace(b.Bytes(), []byte(`"version": 1`), []byte(`"version": 2`), 1)) == nil {
			t.Errorf("%s: another version is valid", name)
		}
		for _, bad := range [][2]string{{`"why": "gone"`, `"why": "left"`}, {`"web"`, `"pages"`}, {`"line": 3`, `"line": 0`}} {
			if wrong := bytes.Replace(b.Bytes(), []byte(bad[0]), []byte(bad[1]), 1); name == "whole" && valid(wrong) == nil {
				t.Errorf("%s is valid", bad[1])
			}
		}
	}
}

// No format shows a secret, even if one is in a report.
func TestFormatsHideSecrets(t *testing.T) {
	for name, write := range map[string]func(*bytes.Buffer) error{
		"text":     func(b *bytes.Buffer) error { return WriteText(b, whole(), TextOptions{}) },
		"markdown": func(b *bytes.Buffer) error { return WriteMarkdown(b, whole()) },
		"json":     func(b *bytes.Buffer) error { return WriteJSON(b, whole(), nil) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(b.String(), "hunter2") {
			t.Errorf("%s shows a secret:\n%s", name, &b)
		}
		if !strings.Contains(b.String(), "prov.login.localPassword") {
			t.Errorf("%s says nothing of it:\n%s", name, &b)
		}
	}
}

// Lines fit the width, but for words that are longer, and colours take no room.
func TestTextWidth(t *testing.T) {
	for _, width := range []int{40, 80} {
		for _, colour := range []bool{false, true} {
			var b bytes.Buffer
			if err := WriteText(&b, whole(), TextOptions{Width: width, Colour: colour}); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(b.String()) {
				line = strings.TrimRight(line, "\n")
				plain := line
				for _, code := range []string{"\x1b[33m", "\x1b[31m", "\x1b[1;31m", "\x1b[36m", "\x1b[2m", "\x1b[0m"} {
					plain = strings.ReplaceAll(plain, code, "")
				}
				if len(plain) > width && strings.Contains(strings.TrimSpace(plain), " ") {
					t.Errorf("%d columns at width %d: %q", len(plain), width, line)
				}
			}
		}
	}
}

// A name in a report moves no cursor and turns no line.
func TestMarkdownShowsWhatIsInvisible(t *testing.T) {
	var b strings.Builder
	r := &Report{Root: "root", Left: []Left{{Of: Entity{ID: "x\u202e", Person: true}, Why: Gone, Files: []string{"x\u202e-phone.cfg", "y\x1b[31m-phone.cfg", "z\n-phone.cfg"}}}}
	if err := WriteMarkdown(&b, r); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(b.String(), "\u202e\x1b") || !strings.Contains(b.String(), `x\\u202e-phone.cfg`) {
		t.Errorf("%q", b.String())
	}
}

// Nothing in a report becomes markup.
func TestMarkdownIsInert(t *testing.T) {
	var b strings.Builder
	if err := WriteMarkdown(&b, whole()); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		if strings.Contains(line, "<b>") || strings.Contains(line, " *1* ") {
			t.Errorf("%q", line)
		}
		if strings.HasPrefix(line, "| ") && strings.Count(strings.ReplaceAll(line, `\|`, ""), "|") != 7 {
			t.Errorf("a row of other columns: %q", line)
		}
	}
}
