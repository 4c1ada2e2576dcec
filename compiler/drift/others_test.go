package drift

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/filetest"
	"provc/compiler/root"
	"provc/compiler/vendors"
)

// with is a ward in which a file declares one more parameter.
func with(path string, p artifact.Param) *artifact.Tree {
	tree := ward()
	for _, f := range tree.Files {
		if f.Path == path {
			f.Params = append(slices.Clone(f.Params), p)
		}
	}
	return tree
}

// A file that a deployment says others make is nobody's that is left behind.
func TestLeftByOthers(t *testing.T) {
	t.Parallel()
	tree := ward()
	tree.Foreign = []artifact.Foreign{{Name: "people/zoe-phone.cfg"}}
	dir := t.TempDir()
	plant(t, dir, tree, is("x"), "people/zoe-phone.cfg up.a=1\npeople/yan-phone.cfg up.a=1")
	if r := foundOf(t, dir, tree); len(r.Left) != 1 || r.Left[0].Of.ID != "yan" {
		t.Errorf("%+v", r.Left)
	}
}

// A handset is not listed where the deployment in whose folder its files lie lists others.
func TestLeftInFolders(t *testing.T) {
	t.Parallel()
	lists, none := ward(), ward()
	none.Files = slices.DeleteFunc(none.Files, func(f *artifact.File) bool { return strings.Contains(f.Path, "00907a") })
	dir := t.TempDir()
	for _, folder := range []string{"a", "b", "a/c"} {
		tree := lists
		if folder == "b" {
			tree = none
		}
		plant(t, filepath.Join(dir, folder), tree, is("x"), "over/00907a0000ff-phone.cfg up.z=1")
	}
	live, err := Folder(dir, vendors.All())
	if err != nil {
		t.Fatal(err)
	}
	r, err := Find(t.Context(), Options{Root: root.Compiled("declared", vendors.All(), root.Part{Folder: "a", Tree: lists}, root.Part{Folder: "b", Tree: none}), Live: live, Folders: []string{"a", "b"}})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(r.Left); got != "[{{00907a0000ff  false} unlisted [a/over/00907a0000ff-phone.cfg]}]" {
		t.Errorf("found %s", got)
	}
}

// What a handset keeps of its own is told once for each file that declares it, whatever is
// the same in several; a handset that is listed is no stranger.
func TestWhatIsBeaten(t *testing.T) {
	t.Parallel()
	tree := ward()
	third := *tree.Files[2]
	third.Path, third.Entity, third.Label, third.Params = "00907a000003.cfg", "00907a000003", "Three", slices.Clone(tree.Files[1].Params)
	third.Params[1].Value = "phone-00907a000003.cfg, site.cfg"
	own := *tree.Files[3]
	own.Path, own.Entity, own.Label, own.Params = "phone-00907a000003.cfg", "00907a000003", "Three", []artifact.Param{{Name: "up.a", Value: "all"}}
	tree.Files = append(tree.Files, &third, &own)
	dir := t.TempDir()
	plant(t, dir, tree, is("x"), "people/ben-phone.cfg up.a=x\nover/00907a000001-web.cfg up.c=x")
	r := foundOf(t, dir, tree)
	var got []string
	for _, m := range r.Masks {
		s := m.who()
		for n := range m.Ours {
			s += ", " + m.beaten(n)
		}
		got = append(got, s)
	}
	want := []string{"handset One (00907a000001), ana of people/ana.cfg and of 1 other profile", "Ben (ben), all of phone-00907a000003.cfg, all of site.cfg"}
	if !slices.Equal(got, want) {
		t.Errorf("found\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Where a profile decides, no file of others does.
func TestUnlessOfProfiles(t *testing.T) {
	t.Parallel()
	tree := with("people/ben.cfg", artifact.Param{Name: "up.a", Value: "ben"})
	for _, f := range tree.Files {
		for i := range f.Params {
			if f.Params[i].Name == "CONFIG_FILES" {
				f.Params[i].Value = "pbx.cfg, " + f.Params[i].Value
			}
		}
	}
	tree.Foreign = []artifact.Foreign{{Name: "pbx.cfg"}}
	dir := t.TempDir()
	plant(t, dir, tree, is("x"), "people/ben-phone.cfg up.a=x\npeople/ana-phone.cfg up.a=x")
	for _, m := range foundOf(t, dir, tree).Masks {
		if want := map[string]string{"ana": "pbx.cfg", "ben": ""}[m.Of.ID]; m.Unless != want {
			t.Errorf("%s: unless %q, want %q", m.Of.ID, m.Unless, want)
		}
	}
}

// What a secret stands for is a secret whatever it is called, and what somebody typed in
// its place, too. One that is not deployed is another than what somebody typed.
func TestSecretsByReference(t *testing.T) {
	t.Parallel()
	tree := with("site.cfg", artifact.Param{Name: "up.q", Secret: "word"})
	dir := t.TempDir()
	plant(t, dir, tree, is("deployed"), "over/00907a000001-web.cfg up.q=typed")
	for _, missing := range []bool{false, true} {
		if missing {
			if err := os.Remove(filepath.Join(dir, "site.cfg")); err != nil {
				t.Fatal(err)
			}
		}
		r := foundOf(t, dir, tree)
		if len(r.Masks) != 1 || !r.Masks[0].Secret || r.Masks[0].Theirs != "" || r.Masks[0].Ours[0].Text != "" || r.Masks[0].beats(0) != "(secret) beats secret word of site.cfg" {
			t.Errorf("%+v", r.Masks)
		}
		var b bytes.Buffer
		if err := WriteJSON(&b, r, nil); err != nil || strings.Contains(b.String(), "typed") || strings.Contains(b.String(), "deployed") {
			t.Errorf("%v: %s", err, &b)
		}
	}
}

// Of an edited file no secret is shown, whether its name says so or the declaration does.
func TestEditsHideSecrets(t *testing.T) {
	t.Parallel()
	tree := with("site.cfg", artifact.Param{Name: "my.password", Value: "declared"})
	for _, f := range tree.Files {
		if f.Path == "site.cfg" {
			f.Params = append(f.Params, artifact.Param{Name: "up.q", Secret: "word"})
		}
	}
	dir := t.TempDir()
	plant(t, dir, tree, is("word"), "")
	filetest.Put(t, filepath.Join(dir, "site.cfg"), `<x prov.login.enabled="1" up.a="all" up.b="all" my.password="typed" up.q="typed"/>`)
	live, err := Folder(dir, vendors.All())
	if err != nil {
		t.Fatal(err)
	}
	r, err := Find(t.Context(), Options{Root: root.Compiled("declared", vendors.All(), root.Part{Tree: tree}), Live: live, Folders: []string{""}, Secret: is("word")})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := touched(r), "site.cfg edited (recorded false, broken 0) [my.password: (secret) there, (secret) declared] [up.q: (secret) there, secret word declared]\n"; !strings.HasPrefix(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for _, c := range r.Edits[0].Changes {
		if *c.There != "" || c.Declared.Text != "" {
			t.Errorf("%s holds %q and %q", c.Parameter, *c.There, c.Declared.Text)
		}
	}
}

// A file that is no parameters is held against what is declared by its bytes.
func TestTextsThatAreEdited(t *testing.T) {
	t.Parallel()
	for there, want := range map[string]int{"text\n": 0, "other\n": 1} {
		tree := ward()
		tree.Files = append(tree.Files, &artifact.File{Path: "notes.txt", Data: []byte("text\n")})
		dir := t.TempDir()
		plant(t, dir, tree, is("x"), "")
		filetest.Put(t, filepath.Join(dir, "notes.txt"), there)
		if r := foundOf(t, dir, tree); len(r.Edits) != want || want == 1 && r.Edits[0].File != "notes.txt" {
			t.Errorf("%q: %+v", there, r.Edits)
		}
	}
}
