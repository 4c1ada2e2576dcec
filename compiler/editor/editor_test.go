package editor_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler"
	"provc/compiler/editor"
	"provc/compiler/vendors"
)

// example is a package of examples/, compiled.
func example(t testing.TB, name string) (*editor.Package, map[string][]byte) {
	t.Helper()
	return compiledIn(t, filepath.Join("..", "..", "examples"), name)
}

func compiledIn(t testing.TB, dir, name string) (*editor.Package, map[string][]byte) {
	t.Helper()
	texts := map[string][]byte{}
	files, err := filepath.Glob(filepath.Join(dir, name, "*.cue"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		texts[filepath.ToSlash(filepath.Join(name, filepath.Base(f)))] = text
	}
	result, err := compiler.Compile(context.Background(), compiler.Options{Dir: dir, Packages: []string{"./" + name}})
	if err != nil || result.Findings.HasErrors() {
		t.Fatal(err, result)
	}
	p := editor.New(vendors.All(), nil).Compiled(texts, result.Packages[0])
	p.Prepare()
	return p, texts
}

// cut takes the mark of the cursor out of a text.
func cut(t testing.TB, marked string) (text []byte, offset int) {
	t.Helper()
	before, after, ok := strings.Cut(marked, "‸")
	if !ok {
		t.Fatalf("no mark in %q", marked)
	}
	return []byte(before + after), len(before)
}

// Of each layer of the examples it is told whom it reaches.
func TestLenses(t *testing.T) {
	for name, want := range map[string]string{
		"clinic/clinic.cue": `9 ward: reaches 2 handsets, every handset that is not listed, and 3 people
57 theatre: reaches 2 handsets and 3 people
`,
		"hospital/templates.cue": `6 _sip: reaches 44 handsets, every handset that is not listed, and 60 people
14 _time: reaches 44 handsets, every handset that is not listed, and 60 people
26 _forPhysicians: reaches 16 handsets and 12 people
33 _line: reaches 60 people
`,
		"hospital/tables.cue": "",
	} {
		p, texts := example(t, filepath.Dir(name))
		if got := lenses(p, name, texts[name]); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
		}
	}
}

func lenses(p *editor.Package, file string, text []byte) string {
	var b strings.Builder
	for _, l := range p.Lenses(file, text) {
		fmt.Fprintf(&b, "%d %s: %s\n", bytes.Count(text[:l.From], []byte("\n"))+1, text[l.From:l.To], l.Title)
	}
	return b.String()
}
