package root_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/effective"
	"provc/compiler/filetest"
	"provc/compiler/root"
	"provc/compiler/vendors"
)

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	filetest.Put(t, file, text)
}

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "000000000000.cfg", `<APPLICATION CONFIG_FILES="a.cfg"/>`)
	write(t, dir, "a.cfg", `<polycomConfig><x up.backlight="1" up.backlight.idle="2"/></polycomConfig>`)
	write(t, dir, "broken.cfg", "<polycomConfig>\n<x a=\"b & c\"/></polycomConfig>")
	write(t, dir, "own.cfg", "<own a=\"1\">")
	write(t, dir, "sip.ld", "\x00\x01")
	write(t, dir, "site", `<polycomConfig><x up.backlight="2"/></polycomConfig>`)
	write(t, dir, "page.html", "<html><p>not <br> well-formed</html>")
	write(t, dir, ".provc/manifest", "")
	r, err := root.Folder(dir, vendors.All())
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(r.Paths(), " "); got != "000000000000.cfg a.cfg broken.cfg own.cfg page.html sip.ld site" {
		t.Errorf("paths are %s", got)
	}
	if p, ok := r.At("a.cfg").Param("up.backlight"); !ok || p.Value != "1" {
		t.Errorf("a.cfg sets up.backlight to %v, %v", p.Value, ok)
	}
	if line, broken := r.At("broken.cfg").Broken(); broken {
		t.Errorf("line %d of a file is known to be broken that nobody read", line)
	}
	if !r.At("broken.cfg").IsOpaque() || !r.At("sip.ld").IsOpaque() || r.At("a.cfg").IsOpaque() {
		t.Error("files that hold no parameters are not told from those that do")
	}
	if p, ok := r.At("site").Param("up.backlight"); !ok || p.Value != "2" {
		t.Errorf("site, which is called like no file of phones, sets up.backlight to %v, %v", p.Value, ok)
	}
	if opaque := r.At("page.html").IsOpaque(); !opaque {
		t.Error("a page for browsers is taken for a file of phones")
	}
	if _, broken := r.At("page.html").Broken(); broken {
		t.Error("a page for browsers is taken for a broken file of phones")
	}
	if opaque := r.At("own.cfg").IsOpaque(); !opaque {
		t.Error("a file of phones by its name that is cut off is taken for a whole one")
	}
	if _, broken := r.At("own.cfg").Broken(); !broken {
		t.Error("a file of phones by its name that is cut off is not broken")
	}
	if line, broken := r.At("broken.cfg").Broken(); !broken || line != 2 {
		t.Errorf("broken.cfg is broken: %v, in line %d; want line 2", broken, line)
	}
	h := r.Account().Handset(effective.Key{Folder: ".", ID: "00907a000001"})
	if s, ok := h.Get("up.backlight"); !ok || s.Path != "a.cfg" {
		t.Errorf("a handset that nobody listed reads up.backlight from %q", s.Path)
	}
}

func TestFolderThatIsNone(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "notes.txt", "x")
	for name, want := range map[string]string{
		filepath.Join(dir, "notes.txt"): "is a file, not a folder",
		filepath.Join(dir, "none"):      "there is no such folder",
		dir:                             "is no provisioning root",
	} {
		if _, err := root.Folder(name, vendors.All()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want one that says %q", name, err, want)
		}
	}
}

// People call handsets and users by labels, those too that have no file of their own.
func TestLabels(t *testing.T) {
	listed := &artifact.Listing{Folder: "w"}
	listed.Add("00907a000002", "Two")
	listed.Add("00907a000003", "")
	other := &artifact.Listing{}
	other.Add("00907a000004", "elsewhere")
	tree := &artifact.Tree{Bare: []*artifact.Listing{listed, other}, Files: []*artifact.File{
		{Path: "w/000000000000.cfg", Params: []artifact.Param{{Name: "CONFIG_FILES"}}, Format: func([]artifact.Param) ([]byte, error) { return nil, nil }},
		{Path: "w/00907a000001.cfg", Label: "One", Params: []artifact.Param{{Name: "CONFIG_FILES"}}, Format: func([]artifact.Param) ([]byte, error) { return nil, nil }},
	}}
	a := root.Compiled("built", vendors.All(), root.Part{Folder: "p", Tree: tree}).Account()
	var got []string
	for _, k := range effective.Keys(a) {
		got = append(got, k.Folder+" "+a.Handset(k).Called())
	}
	want := "p/w every handset that is not listed, p/w One (00907a000001), p/w Two (00907a000002), p/w 00907a000003"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("handsets are %s", s)
	}
}

// What packages compile to leaves alone what others put into the folder.
func TestOwns(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "000000000000.cfg", `<APPLICATION CONFIG_FILES="a.cfg"/>`)
	write(t, dir, "00907a000001-phone.cfg", `<PHONE_CONFIG><x a="1"/></PHONE_CONFIG>`)
	write(t, dir, "sip.ld", "image")
	there, err := root.Folder(dir, vendors.All())
	if err != nil {
		t.Fatal(err)
	}
	if err := there.Deployed(dir, []string{""}); err != nil {
		t.Fatal(err)
	}
	built := root.Compiled("built", vendors.All(), root.Part{Tree: &artifact.Tree{}})
	for _, p := range there.Paths() {
		if got, want := built.Owns(there.At(p)), p == "000000000000.cfg"; got != want {
			t.Errorf("a build owns %s: %v, want %v", p, got, want)
		}
	}
}

// A folder that need not be a root is read without what cannot be read, and of logs and
// firmware the names alone.
func TestFiles(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.cfg", `<polycomConfig><x up.backlight="1"/></polycomConfig>`)
	write(t, dir, "noext", "\ufeff\n<x up.backlight=\"2\"/>")
	write(t, dir, "phone.log", "x")
	write(t, dir, "empty", "")
	if err := os.Symlink("none", filepath.Join(dir, "link")); err != nil {
		t.Skip("no links here:", err)
	}
	if err := os.Symlink("loop", filepath.Join(dir, "loop")); err != nil {
		t.Fatal(err)
	}
	if _, err := root.Folder(dir, vendors.All()); err == nil {
		t.Error("it is taken for a root")
	}
	r, err := root.Files(dir, vendors.All())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a.cfg", "noext"} {
		if _, ok := r.At(name).Param("up.backlight"); !ok {
			t.Errorf("%s is not read", name)
		}
	}
	if f := r.At("phone.log"); f == nil || !f.IsOpaque() || f.Text() != nil {
		t.Errorf("the log is held: %v", f)
	}
	if _, err := root.Files(filepath.Join(dir, "none"), vendors.All()); err == nil {
		t.Error("a folder is read that is not there")
	}
}

// A root is what lies in its folder, whatever it is like.
func TestFolderBeside(t *testing.T) {
	old, new := t.TempDir(), t.TempDir()
	for dir, light := range map[string]string{old: "1", new: "2"} {
		write(t, dir, "000000000000.cfg", `<APPLICATION CONFIG_FILES="same.cfg, other.cfg"/>`)
		write(t, dir, "same.cfg", `<x up.idleTimeout="30"/>`)
		write(t, dir, "other.cfg", `<x up.backlight="`+light+`"/>`)
		write(t, dir, "image.ld", strings.Repeat(" ", 70<<10)+light)
	}
	before, err := root.Folder(old, vendors.All())
	if err != nil {
		t.Fatal(err)
	}
	r, err := root.FolderBeside(before, new, vendors.All())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Paths() {
		want, err := os.ReadFile(filepath.Join(new, p))
		if err != nil {
			t.Fatal(err)
		}
		if got := r.At(p).Text(); !bytes.Equal(got, want) {
			t.Errorf("%s is read as %.40q…, %d bytes; want %.40q…, %d bytes", p, got, len(got), want, len(want))
		}
	}
	if a, b := before.At("same.cfg").Text(), r.At("same.cfg").Text(); &a[0] != &b[0] {
		t.Error("a text that is the same is held twice")
	}
}
