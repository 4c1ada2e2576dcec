package diff

import (
	"encoding/json"
	"strings"
	"testing"

	"provc/compiler/catalogue"
	"provc/compiler/diag"
)

// rewritten is a value as JSON and back, for what programs read of it.
func rewritten(t *testing.T, v any) map[string]any {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]any{}
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// Programs read of a change all that people do, and more: values that there are, whose
// word counts, who sees it, who has another value, and in which words it is told.
func TestJSONOfChange(t *testing.T) {
	t.Parallel()
	d := ward()
	def := "5"
	pos := diag.Pos{File: "a.cue", Line: 3}
	ch := made(ofHandsets, Changed, catalogue.RestartYes, Impact{Handsets: []int{0, 5}, Users: []int{1}, States: []string{"host"}, MaskedHandsets: 2, MaskedUsers: 1, Masked: []string{"b.cfg"}, Unless: []string{"pbx.cfg"}, Elsewhere: []string{"c.cfg"}, LogIn: 4, stays: true})
	ch.Pos, ch.Stated, ch.Default, ch.Varies, ch.Keeps, ch.Unsure, ch.Emergency, ch.again, ch.Valueless = pos, pos, &def, true, true, true, true, true, []string{"s"}
	out := &Document{}
	at := map[string]int{}
	got := rewritten(t, d.docChange(ch, out, at))
	for field, want := range map[string]string{
		"parameter": `"up.x"`, "kind": `"changed"`, "old": `{"text":"1"}`, "new": `{"text":"2"}`, "restart": `"yes"`, "when": `"boot"`, "states": `["host"]`, "level": `"restart"`, "audience": `0`,
		"masked": `{"by":["b.cfg"],"handsets":2,"users":1}`, "unless": `["pbx.cfg"]`, "toldAt": `["c.cfg"]`, "varies": `true`, "again": `true`, "logInHandsets": `4`, "default": `"5"`, "keepsOldValue": `true`, "mayBeEqual": `true`,
		"secretsWithoutValue": `["s"]`, "emergency": `true`, "says": `"handset a1, every handset that is not listed, user bo (2 handsets and 1 user have values of their own), unless pbx.cfg sets it"`,
	} {
		text, _ := json.Marshal(got[field])
		if string(text) != want {
			t.Errorf("%s is %s, want %s", field, text, want)
		}
	}
	for _, field := range []string{"position", "restartStated"} {
		if text, _ := json.Marshal(got[field]); !strings.Contains(string(text), `"a.cue"`) || !strings.Contains(string(text), "3") {
			t.Errorf("%s is %s", field, text)
		}
	}
	for _, x := range []struct {
		ch       *Change
		old, new bool
		audience int
	}{
		{made(ofHandsets, Added, 0, Impact{Handsets: []int{0}, Users: []int{4}}), false, true, 1},
		{made(ofHandsets, Removed, 0, Impact{Handsets: []int{0, 5}}), true, false, 2},
		{made(ofHandsets, Unknown, 0, Impact{}), true, true, 3},
		{made(ofHandsets, Changed, 0, Impact{Handsets: []int{0, 5}, Users: []int{1}}), true, true, 0},
		{made(ofHandsets, Changed, 0, Impact{Users: []int{0, 4}}), true, true, 4},
		{made(ofHandsets, Changed, 0, Impact{Handsets: []int{0, 5}}), true, true, 2},
	} {
		c := d.docChange(x.ch, out, at)
		if (c.Old != nil) != x.old || (c.New != nil) != x.new || c.Audience != x.audience || c.Masked != nil {
			t.Errorf("%s of %+v: %+v", x.ch.Kind, x.ch.Impact, c)
		}
	}
	if len(out.Reach) != 5 || len(out.Reach[1].Handsets) != 1 || out.Reach[1].Users[0] != 4 || out.Reach[2].Users == nil || out.Reach[3].Handsets == nil {
		t.Errorf("who sees changes is %+v", out.Reach)
	}
}

// The document has all of a diff, empty lists where there is nothing, and no text that is
// escaped for pages.
func TestDocument(t *testing.T) {
	t.Parallel()
	d := ward()
	d.Old, d.New = "main", "now"
	d.Title = Title{Packages: []string{"wards"}, Old: Origin{Commit: Commit{ID: "1", Day: "2026-01-01"}}, New: Origin{Commit: Commit{ID: "2", Day: "2026-01-02", Dirty: true}}}
	f := &File{Path: "b.cfg", OldPath: "a.cfg", Kind: Renamed, Role: ofPerson, Entity: "b", Label: "B", Pos: diag.Pos{File: "a.cue", Line: 3}, opaque: true}
	ch := made(ofPerson, Changed, 0, Impact{})
	ch.file = f
	f.Changes = []*Change{ch}
	d.Files = []*File{f, {Path: "c.cfg", Kind: Added}}
	d.LosesProfile, d.LosesRegistration = []Loss{{Who: "ana", Why: "<gone>"}}, []Loss{{Who: "a1"}}
	d.Renames, d.Notes = []*Rename{{Kind: OfUser, Old: "a", New: "b"}}, []*Note{{Kind: NoteNew, Says: "x"}}
	d.Findings = diag.List{{Check: "diff-malformed", Summary: "x"}}
	var b strings.Builder
	if err := WriteJSON(&b, d, []Policy{PolicyProfile}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), `"why": "<gone>"`) {
		t.Error("texts are escaped for pages")
	}
	doc := map[string]any{}
	if err := json.Unmarshal([]byte(b.String()), &doc); err != nil {
		t.Fatal(err)
	}
	for field, want := range map[string]string{
		"version": "2", "old": `"main"`, "new": `"now"`, "packages": `["wards"]`, "oldCommit": `{"day":"2026-01-01","id":"1"}`, "newCommit": `{"day":"2026-01-02","dirty":true,"id":"2"}`,
		"violations": `[{"policy":"loses-profile","what":"ana"}]`, "losesProfile": `[{"who":"ana","why":"\u003cgone\u003e"}]`,
	} {
		if text, _ := json.Marshal(doc[field]); string(text) != want {
			t.Errorf("%s is %s, want %s", field, text, want)
		}
	}
	for field, want := range map[string]int{"files": 2, "audiences": 1, "handsets": 9, "users": 5, "losesRegistration": 1, "renames": 1, "notes": 1, "findings": 1} {
		if got := len(doc[field].([]any)); got != want {
			t.Errorf("%s has %d, want %d", field, got, want)
		}
	}
	file := doc["files"].([]any)[0].(map[string]any)
	for field, want := range map[string]any{"path": "b.cfg", "oldPath": "a.cfg", "kind": "renamed", "role": "user", "entity": "b", "label": "B", "content": true} {
		if file[field] != want {
			t.Errorf("%s of the file is %v, want %v", field, file[field], want)
		}
	}
	b.Reset()
	if err := WriteJSON(&b, &Diff{}, nil); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "null") || strings.Contains(b.String(), "Commit") || strings.Contains(b.String(), "packages") {
		t.Errorf("nothing is\n%s", b.String())
	}
}
