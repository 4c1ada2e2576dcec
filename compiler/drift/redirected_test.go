package drift

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/vendors"
)

// A build that has handsets write into other folders tells what they keep in those from
// before, for whom that is, and how it follows; nothing of what they go on to read.
func TestWatchOfFolders(t *testing.T) {
	t.Parallel()
	// write has handsets write elsewhere: "" is beside the profiles.
	write := func(folder string, masters ...string) func(*artifact.Tree) {
		return func(tree *artifact.Tree) {
			tree.Dirs = append(tree.Dirs, folder)
			for _, f := range tree.Files {
				if f.Phase == artifact.Leaf || len(masters) > 0 && !slices.Contains(masters, f.Path) {
					continue
				}
				for i := range f.Params {
					if p := &f.Params[i]; p.Name == "OVERRIDES_DIRECTORY" {
						p.Value, p.Pos = folder, diag.Pos{File: "ward.cue", Line: 9}
					}
				}
			}
		}
	}
	const all = "over/ana-phone.cfg\nover/00907a000001-web.cfg\nover/00907a0000ff-phone.cfg\npeople/ana-directory.xml\n"
	for _, x := range []struct {
		name, written string
		change        func(*artifact.Tree)
		want          string
	}{
		{"another folder, of people, handsets and those that nobody listed", all, write("kept"),
			"ward.cue:9: handsets write into kept, no longer into over, and what they keep there does not follow: over/00907a000001-web.cfg, over/00907a0000ff-phone.cfg, over/ana-phone.cfg; once it is built, in the root: mv -n over/00907a000001-web.cfg over/00907a0000ff-phone.cfg over/ana-phone.cfg kept/"},
		{"letter case does not count", "OVER/ANA-phone.cfg", write("kept"),
			"ward.cue:9: handsets write into kept, no longer into over, and what they keep there does not follow: OVER/ANA-phone.cfg; once it is built, in the root: mv -n OVER/ANA-phone.cfg kept/"},
		{"no folder of their own any more", "over/ana-phone.cfg\nover/00907a000001-web.cfg", write(""),
			"ward.cue:9: handsets write into ., no longer into over, and what they keep there does not follow: over/00907a000001-web.cfg; once it is built, in the root: mv -n over/00907a000001-web.cfg ./\n" +
				"ward.cue:9: handsets write into people, no longer into over, and what they keep there does not follow: over/ana-phone.cfg; once it is built, in the root: mv -n over/ana-phone.cfg people/"},
		{"of one handset alone", "over/00907a000001-web.cfg\nover/00907a000002-web.cfg", write("kept", "00907a000002.cfg"),
			"ward.cue:9: handsets write into kept, no longer into over, and what they keep there does not follow: over/00907a000002-web.cfg; once it is built, in the root: mv -n over/00907a000002-web.cfg kept/"},
		{"of those that nobody listed", "over/00907a000001-web.cfg\nover/00907a0000ff-web.cfg", write("kept", "000000000000.cfg"),
			"ward.cue:9: handsets write into kept, no longer into over, and what they keep there does not follow: over/00907a0000ff-web.cfg; once it is built, in the root: mv -n over/00907a0000ff-web.cfg kept/"},
		{"very many", "over/00907a0000f" + strings.Join(strings.Split("0123456789a", ""), "-phone.cfg\nover/00907a0000f") + "-phone.cfg", write("kept"),
			"ward.cue:9: handsets write into kept, no longer into over, and what they keep there does not follow: over/00907a0000f0-phone.cfg, over/00907a0000f1-phone.cfg, over/00907a0000f2-phone.cfg, over/00907a0000f3-phone.cfg, over/00907a0000f4-phone.cfg, over/00907a0000f5-phone.cfg, over/00907a0000f6-phone.cfg, over/00907a0000f7-phone.cfg, over/00907a0000f8-phone.cfg and 2 more; once it is built, in the root: mv -n over/*-phone.cfg kept/"},
		{"people who move are told otherwise", "people/ana-directory.xml", func(tree *artifact.Tree) {
			tree.Dirs = append(tree.Dirs, "staff")
			for _, f := range tree.Files {
				f.Path = strings.Replace(f.Path, "people/", "staff/", 1)
				for i := range f.Params {
					if f.Params[i].Value == "people" {
						f.Params[i].Value = "staff"
					}
				}
			}
		}, ""},
		{"what is there already", "over/ana-phone.cfg\nkept/ana-phone.cfg", write("kept"), ""},
		{"nothing is there", "", write("kept"), ""},
		{"the same folder", all, func(tree *artifact.Tree) { tree.Files[0].Params[1].Value = "features.cfg, site.cfg" }, ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			if got := strings.Join(watched(t, x.written, x.change), "\n"); got != x.want {
				t.Errorf("said\n%s\nwant\n%s", got, x.want)
			}
		})
	}
}

// watched is what a build says that changes a ward with files of handsets.
func watched(t *testing.T, written string, change func(*artifact.Tree)) []string {
	t.Helper()
	dir := t.TempDir()
	before, after := ward(), ward()
	change(after)
	plant(t, dir, before, is("x"), written)
	after.Sort()
	w := Watch{Dir: dir, Tree: after, Vendors: vendors.All(), Secret: is("x")}
	for _, f := range after.Files {
		now, err := f.Bytes(w.Secret)
		if err != nil {
			t.Fatal(err)
		}
		was, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(f.Path)))
		if string(was) != string(now) {
			w.Differs(f, err != nil)
		}
	}
	found, err := w.Findings()
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, d := range found {
		said = append(said, fmt.Sprintf("%s: %s", d.Pos, d.Message()))
	}
	return said
}

// What begins with a build, such as contacts that are declared, is not what somebody has
// changed at a handset: that replaces it.
func TestWatchOfFoldersThatBegin(t *testing.T) {
	t.Parallel()
	said := watched(t, "people/ana-directory.xml\npeople/ben-directory.xml", func(tree *artifact.Tree) {
		tree.Dirs = append(tree.Dirs, "kept")
		for _, f := range tree.Files {
			if f.Phase != artifact.Leaf {
				f.Params = append(f.Params, artifact.Param{Name: "CONTACTS_DIRECTORY", Value: "kept"})
			}
		}
		seed := *tree.Files[len(tree.Files)-1]
		seed.Path, seed.Entity, seed.Seed = "kept/ana-directory.xml", "ana", true
		tree.Files = append(tree.Files, &seed)
	})
	const want = "mv -n people/ben-directory.xml kept/ && mv people/ana-directory.xml kept/"
	if got := strings.Join(said, "\n"); !strings.HasSuffix(got, want) || len(said) != 1 {
		t.Errorf("said\n%s\nwant\n…%s", got, want)
	}
}

// Of very many files beside which others lie that stay, each is moved by its name.
func TestWatchOfFoldersOfOthers(t *testing.T) {
	t.Parallel()
	var written string
	for n := range 11 {
		written += fmt.Sprintf("over/00907a0000%02x-phone.cfg\n", 0xe0+n)
	}
	said := strings.Join(watched(t, written+"over/zoe-phone.cfg\n", func(tree *artifact.Tree) {
		tree.Dirs = append(tree.Dirs, "kept")
		for _, f := range tree.Files {
			for i := range f.Params {
				if f.Params[i].Name == "OVERRIDES_DIRECTORY" {
					f.Params[i].Value = "kept"
				}
			}
		}
	}), "\n")
	if strings.Contains(said, "/*") || strings.Contains(said, "zoe") || !strings.Contains(said, "mv -n over/00907a0000e0-phone.cfg over/00907a0000e1-phone.cfg ") || !strings.HasSuffix(said, " over/00907a0000ea-phone.cfg kept/") {
		t.Errorf("said\n%s", said)
	}
	for n, want := range map[int]string{1: "f0", 9: "f0, f1, f2, f3, f4, f5, f6, f7, f8", 10: "f0, f1, f2, f3, f4, f5, f6, f7, f8 and 1 more"} {
		if got := some(names(n)); got != want {
			t.Errorf("%d files are %q, want %q", n, got, want)
		}
	}
}
