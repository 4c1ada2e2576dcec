package lsp

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"provc/compiler"
	"provc/compiler/diag"
	"provc/compiler/filetest"
)

// A finding has the severity that editors know, its check and the places beside it, or
// names those where an editor shows none.
func TestDiagnostics(t *testing.T) {
	root := filetest.Folder(t, map[string]string{"a.cue": "a: bcd\n", "b/b.cue": "\nx: yz\n"})
	at := func(file string, line, column int) diag.Pos { return diag.Pos{File: file, Line: line, Column: column} }
	for severity, want := range map[diag.Severity]int{diag.Error: 1, diag.Warning: 2, diag.Note: 3} {
		v := &view{root: root, texts: map[string]*text{}}
		if got := v.diagnostic(diag.Diagnostic{Severity: severity, Pos: at("a.cue", 1, 4)}).Severity; got != want {
			t.Errorf("%v is severity %d, want %d", severity, got, want)
		}
	}
	d := diag.Diagnostic{Severity: diag.Warning, Check: "extension-twice", Pos: at("a.cue", 1, 4), Summary: "one", Detail: "two", Hint: "three",
		Related: []diag.Related{{Message: "another is here", Pos: at("b/b.cue", 2, 4)}, {Message: "and nowhere"}}}
	for _, shows := range []bool{true, false} {
		v := &view{root: root, related: shows, texts: map[string]*text{}, open: map[string]*document{filepath.Join(root, "a.cue"): {uri: "file:///as/the/editor/has%20it", text: newText([]byte("a: bcd\n"))}}}
		got := v.diagnostic(d)
		if got.Code != "extension-twice" || got.Source != "provc" || got.Range != (span{position{0, 3}, position{0, 6}}) {
			t.Errorf("%+v", got)
		}
		message, beside := "one: two; three\nand nowhere", 1
		if !shows {
			message, beside = "one: two; three\nanother is here b/b.cue:2:4\nand nowhere", 0
		}
		if got.Message != message || len(got.Related) != beside {
			t.Errorf("other places are shown: %t: %q %+v", shows, got.Message, got.Related)
		}
		if beside == 1 && (got.Related[0].Location.Range != span{position{1, 3}, position{1, 5}} || !strings.HasSuffix(got.Related[0].Location.URI, "/b/b.cue") || got.Related[0].Message != "another is here") {
			t.Errorf("beside is %+v", got.Related[0])
		}
		if uri := v.location(d.Pos).URI; uri != "file:///as/the/editor/has%20it" {
			t.Errorf("an open file is called %s", uri)
		}
	}
}

// Which files an inventory may name, whatever their letter case.
func TestTablesOfFolder(t *testing.T) {
	dir := filetest.Folder(t, map[string]string{"a.csv": "", "b.JSON": "", "c.jsonl": "", "d.ndjson": "", "e.yaml": "", "f.yml": "", "g.cue": "", "h.txt": "", "csv": "", "i.csv.bak": "", "j/k.csv": ""})
	if got, want := tables(dir), []string{"a.csv", "b.JSON", "c.jsonl", "d.ndjson", "e.yaml", "f.yml"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// What is about a folder is told of the file that was changed, and of none if none was.
func TestFoundIn(t *testing.T) {
	root := filetest.Folder(t, map[string]string{"w/a.cue": "a: 1\n"})
	of := func(names ...string) found {
		findings := diag.List{{Pos: diag.Pos{File: "w", Line: 3}}, {Pos: diag.Pos{File: "w/a.cue", Line: 1}}}
		return foundIn(root, compiler.Checked{Findings: findings, Folders: []string{"w"}}, names)
	}
	file, other := filepath.Join(root, "w", "a.cue"), filepath.Join(root, "w", "b.cue")
	got := of(other)
	if len(got.in) != 2 || len(got.in[other]) != 1 || got.in[other][0].Pos != (diag.Pos{File: other}) || len(got.in[file]) != 1 {
		t.Errorf("%+v", got.in)
	}
	if !got.folders[filepath.Join(root, "w")] || len(got.folders) != 1 {
		t.Errorf("of folders %v", got.folders)
	}
	if got := of(); len(got.in) != 1 || len(got.in[file]) != 1 {
		t.Errorf("%+v", got.in)
	}
}
