package editor_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
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

// Several ask at once, while the package changes.
func TestSeveralAsk(t *testing.T) {
	const file = "clinic/clinic.cue"
	p, texts := example(t, "clinic")
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			text := append(bytes.Clone(texts[file]), fmt.Sprintf("// %d\n", i%3)...)
			q := p.Now(map[string][]byte{file: text})
			for offset := 0; offset < len(text); offset += 211 {
				q.Hover(file, text, offset)
				q.Complete(file, text, offset)
			}
			if len(q.Lenses(file, text)) != 2 {
				t.Error("lenses are missing")
			}
		})
	}
	group.Wait()
}
