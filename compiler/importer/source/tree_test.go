package source

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler/filetest"
)

// A tree with all that may lie in one: each file is found once, in order, and what
// cannot be read is refused for its reason.
func TestTree(t *testing.T) {
	outside := t.TempDir()
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		name = filepath.Join(dir, name)
		filetest.Put(t, name, text)
	}
	link := func(to, name string) {
		t.Helper()
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Skip("no links here:", err)
		}
	}
	write("a/site.cfg", `<a b="1"/>`)
	write("a/.git/config.cfg", `<a b="1"/>`)
	write(".provc/manifest", "x")
	write("sip.ld", "\x7fELF\x00\x00"+strings.Repeat("x", 100))
	write("b.cfg", `<a b="1">`)
	if err := os.WriteFile(filepath.Join(outside, "secret.cfg"), []byte(`<a b="1"/>`), 0o644); err != nil {
		t.Fatal(err)
	}
	link("a/site.cfg", "in.cfg")
	link(filepath.Join(outside, "secret.cfg"), "out.cfg")
	link(filepath.Join(dir, "a/site.cfg"), "whole.cfg")
	link("nothing.cfg", "dangling.cfg")
	link("a", "folder")
	link("loop.cfg", "loop.cfg")
	pipe := makePipe(filepath.Join(dir, "pipe.cfg"))
	write("big.bin", "\x7fELF\x00"+strings.Repeat("x", maxSize))
	write("big.cfg", "<a>"+strings.Repeat(" ", maxSize)+"</a>")
	if err := os.WriteFile(filepath.Join(dir, "z\xff.cfg"), []byte(`<a/>`), 0o644); err != nil {
		t.Skip("no such names here:", err)
	}

	tree, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	seen := 0
	tree.Seen = func(n int) { seen = n }
	var got []string
	for e, err := range tree.Files(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		r := e.Refused
		if r == nil {
			_, r = tree.Read(e.Path)
		}
		said := e.Path + " read"
		if r != nil {
			said = e.Path + " " + string(r.Reason) + ": " + r.Said
			if r.Path != e.Path {
				t.Errorf("%s is refused as %s", e.Path, r.Path)
			}
		}
		got = append(got, said)
	}
	want := []string{
		"a/site.cfg read",
		"b.cfg broken: <a> is never ended: the file ends at line 1",
		"big.bin not-xml: the file is no XML: it is a program",
		"big.cfg hostile: the file has 4 MB, and no configuration has more than 4",
		"dangling.cfg link: a link that leads to nothing",
		"folder link: a link to a folder, which is not followed",
		"in.cfg read",
		"loop.cfg link: a link that leads to nothing",
		"out.cfg link: a link that leads out of the folder, and is not followed",
	}
	if pipe {
		want = append(want, "pipe.cfg special: not a file but a pipe, which is not opened")
	}
	want = append(want,
		"sip.ld not-xml: the file is no XML: it is a program",
		"whole.cfg read",
		"z\ufffd.cfg encoding: the name of the file is no UTF-8",
	)
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if seen != len(want) {
		t.Errorf("told of %d files, want %d", seen, len(want))
	}
	if _, r := tree.Read("../" + filepath.Base(outside) + "/secret.cfg"); r == nil || r.Reason != Unreadable {
		t.Errorf("a file outside is read: %v", r)
	}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	n := 0
	for _, err := range tree.Files(cancelled) {
		if err == nil {
			n++
		}
	}
	if n > 0 {
		t.Errorf("%d files are found after the end", n)
	}
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "x")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{filepath.Join(dir, "none"): "there is no such folder", file: "is a file; name the folder"} {
		if _, err := Open(name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
