package importer_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"provc/compiler/filetest"
	"provc/compiler/importer"
	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
	"provc/compiler/vendors"
)

// nobody is a maker whose phones read no file.
type nobody struct{ notes []string }

func (nobody) Vendor() string                                             { return "nobody" }
func (n nobody) Import(*tree.Tree, draft.Wishes, *draft.Package) []string { return n.notes }

// What no maker decides about is told; of phones that only an unreadable file names, as
// many as a sentence lists.
func TestUndecided(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{
		0:  "",
		1:  "a phone is not in the repository, because the file called after it cannot be read: 00907a000001 (00907a000001.cfg)",
		2:  "2 phones are not in the repository, because the files called after them cannot be read: 00907a000001 (00907a000001.cfg), 00907a000002 (00907a000002.cfg)",
		11: "11 phones are not in the repository, because the files called after them cannot be read: " + listed(11),
		12: "12 phones are not in the repository, because the files called after them cannot be read: " + listed(10) + " and 2 more",
	} {
		files := map[string]string{"site.cfg": `<h a="1"/>`, "spa-00907a0000fe-old.cfg": "<h", "000000000000.cfg": "<h", "0026cb0000ff.cfg": "<h a='{{ b }}'/>"}
		for i := range n {
			files[mac(i)+".cfg"] = "<h"
		}
		read, err := tree.Load(context.Background(), tree.Options{Dir: filetest.Folder(t, files)})
		if err != nil {
			t.Fatal(err)
		}
		i := importer.Make(read, importer.Options{Dir: "x", Makers: []draft.Maker{nobody{}, nobody{[]string{"one", "two"}}}})
		if got := strings.Join(i.Notes[2:], "\n"); got != want || i.Notes[0] != "one" {
			t.Errorf("%d: %q, want %q", n, i.Notes, want)
		}
		f := read.At("site.cfg")
		if f.Kind != tree.Unreferenced || f.Reason != "no phone reads it" || !f.Forgotten {
			t.Errorf("%+v", f)
		}
		for _, f := range read.Files {
			if lacks := len(f.Lack) > 0; lacks != (f.Kind == tree.Broken && strings.HasPrefix(f.Path, "00907a")) {
				t.Errorf("%s is lacked by %q", f.Path, f.Lack)
			}
		}
	}
	// What phones keep themselves is not held either.
	kept, err := tree.Load(context.Background(), tree.Options{Dir: filetest.Folder(t, map[string]string{"a.cfg": `<h a="1"/>`, "b.cfg": `<h a="1"/>`})})
	if err != nil {
		t.Fatal(err)
	}
	kept.At("a.cfg").Kind, kept.At("b.cfg").Kind = tree.PhoneWritten, tree.Parameters
	importer.Make(kept, importer.Options{Dir: "x"})
	if !kept.At("a.cfg").Forgotten || kept.At("b.cfg").Forgotten || kept.At("b.cfg").Settings[0].Fate.Kind != tree.NotRead {
		t.Errorf("%+v, %+v", kept.At("a.cfg"), kept.At("b.cfg"))
	}
	// A phone that another file is of is there.
	read, err := tree.Load(context.Background(), tree.Options{Dir: filetest.Folder(t, map[string]string{"00907a000001.cfg": "<h", "x/00907a000001.cfg": "<h/>"})})
	if err != nil {
		t.Fatal(err)
	}
	read.At("x/00907a000001.cfg").Entity = "00907a000001"
	if i := importer.Make(read, importer.Options{Dir: "x"}); len(i.Notes) > 0 {
		t.Errorf("%q", i.Notes)
	}
}

func listed(n int) string {
	var all []string
	for i := range n {
		all = append(all, mac(i)+" ("+mac(i)+".cfg)")
	}
	return strings.Join(all, ", ")
}

// A package is called as people wish, or after the folder.
func TestPackageName(t *testing.T) {
	t.Parallel()
	for o, want := range map[[2]string]string{{"/srv/TFTP root", ""}: "tftp_root", {"/srv/tftp", "Ward 3"}: "ward_3", {".", ""}: "importer", {"/", ""}: "phones"} {
		if i := importer.Make(tree.New(o[0], nil), importer.Options{Dir: o[0], Name: o[1]}); i.Package.Name != want {
			t.Errorf("%q: %s", o, i.Package.Name)
		}
	}
}

// Nothing is written into the folder that is read, nor is that one to become part of what
// is written, whatever links lead there.
func TestReady(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	from := filepath.Join(dir, "tftp")
	filetest.Write(t, from, map[string]string{"site.cfg": "<h/>"})
	filetest.Write(t, dir, map[string]string{"full/x": "1", "empty/x": ""})
	if err := os.Remove(filepath.Join(dir, "empty", "x")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(from, filepath.Join(dir, "link")); err != nil {
		t.Skip("no links here:", err)
	}
	for repo, want := range map[string]string{
		"tftp": "is the folder that is read", "link": "is the folder that is read", "tftp/in": "lies within", "link/in/deep": "lies within", "": "would become part of the repository",
		"tftp2": "", "new": "", "new/deep": "", "empty": "",
	} {
		err := importer.Ready(from, filepath.Join(dir, repo))
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", repo, err, want)
		}
	}
	i := importer.Make(tree.New(from, nil), importer.Options{Dir: from})
	if err := i.Write(context.Background(), filepath.Join(from, "in"), vendors.All(), ""); err == nil || !strings.Contains(err.Error(), "lies within") {
		t.Error(err)
	}
	if err := i.Write(context.Background(), filepath.Join(dir, "new"), vendors.All(), ""); err != importer.ErrNothing {
		t.Error(err)
	}
}

// From twelve on, phones and people have files of their own; templates have one; tables
// are files.
func TestSources(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{11: "_x.csv office.cue templates.cue", 12: "_x.csv office.cue people.cue phones.cue templates.cue"} {
		i := importer.Make(tree.New("office", nil), importer.Options{Dir: "office"})
		if _, err := i.Sources(); err != importer.ErrNothing {
			t.Error(err)
		}
		p := i.Package
		p.Fields = append(p.Fields, &draft.Field{Label: "_t", Template: true, Value: draft.NewInt(1)})
		p.Tables = append(p.Tables, draft.Table{File: "_x.csv", Rows: [][]string{{"id", "a"}, {"u", `x, "y"`}}})
		root := p.Deployment(".", "cisco").Value
		for _, label := range []string{"phones", "users", "groups"} {
			for m := range n {
				root.At(label).Add(fmt.Sprint(label[:1], m), draft.NewInt(m))
			}
		}
		files, err := i.Sources()
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for name := range files {
			names = append(names, name)
		}
		slices.Sort(names)
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%d: %s", n, got)
		}
		if got := string(files["_x.csv"]); got != "id,a\nu,\"x, \"\"y\"\"\"\n" {
			t.Error(got)
		}
		if text := string(files["office.cue"]) + string(files["phones.cue"]); strings.Contains(text, "_t:") || !strings.Contains(string(files["templates.cue"]), "_t: 1") {
			t.Errorf("%d: the template is not where templates are\n%s", n, text)
		}
		if own := strings.Contains(string(files["office.cue"]), "phones"); own != (n < 12) || !strings.Contains(string(files["office.cue"]), "groups:") || n == 12 && !strings.HasPrefix(string(files["phones.cue"]), "package office\n\noffice: phones: {\n\tp0: ") {
			t.Errorf("%d:\n%s\n%s", n, files["office.cue"], files["phones.cue"])
		}
	}
}

// What was written is taken back, whole.
func TestUndo(t *testing.T) {
	t.Parallel()
	dir := filetest.Folder(t, map[string]string{"tftp/000000000000.cfg": `<APPLICATION CONFIG_FILES="site.cfg"/>`, "tftp/site.cfg": `<h up.idleTimeout="1"/>`})
	i, err := importer.Read(context.Background(), importer.Options{Dir: filepath.Join(dir, "tftp"), Makers: vendors.Makers()})
	if err != nil {
		t.Fatal(err)
	}
	i.Undo() // of nothing
	repo := filepath.Join(dir, "phones")
	if err := i.Write(context.Background(), repo, vendors.All(), ""); err != nil || !slices.Contains(i.Files, "tftp/tftp.cue") || !slices.IsSorted(i.Files) {
		t.Fatal(i.Files, err)
	}
	if i.Undo(); i.Files != nil {
		t.Errorf("%s are left", i.Files)
	}
	if _, err := os.Stat(repo); !os.IsNotExist(err) {
		t.Errorf("the folder is left: %v", err)
	}
}
