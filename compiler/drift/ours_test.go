package drift

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/filetest"
	"provc/compiler/output/record"
)

// remember writes the record of a build beside what lies in a folder.
func remember(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	var m record.Manifest
	for _, name := range slices.Sorted(maps.Keys(files)) {
		m.Entries = append(m.Entries, record.Entry(strings.TrimSpace(string(record.AppendEntry(nil, sha256.Sum256([]byte(files[name])), artifact.Leaf, "ward", "", name)))))
	}
	filetest.Put(t, filepath.Join(dir, ".provc", "manifest"), m.Bytes())
}

// touched says what became of provc's own files, parameter by parameter.
func touched(r *Report) string {
	var all []string
	for _, e := range r.Edits {
		s := fmt.Sprintf("%s edited (recorded %t, broken %d)", e.File, e.Recorded, e.Broken)
		for _, c := range e.Changes {
			s += " [" + c.says() + "]"
		}
		all = append(all, s)
	}
	for _, m := range r.Missing {
		all = append(all, m.File+" missing, of "+m.Of)
	}
	for _, u := range r.Unbuilt {
		all = append(all, u+" not built")
	}
	return strings.Join(append(all, r.Unseen...), "\n")
}

// By the record of a build it is known which of provc's files somebody touched, whatever
// is declared by now; without one, what lies there is held against what is declared.
func TestOurs(t *testing.T) {
	t.Parallel()
	type files = map[string]string
	is := func(says string) string { return "<x " + says + "/>\n" }
	begin := is(`APP_FILE_PATH="sip.ld" CONFIG_FILES="site.cfg" USER_PROFILES_DIRECTORY="people" OVERRIDES_DIRECTORY="over"`)
	site := is(`prov.login.enabled="1" up.a="all" up.b="all"`)
	for _, x := range []struct {
		name         string
		built, there files // of the record, nil: there is none; and what lies there
		want         string
	}{
		{"as it was built", files{"000000000000.cfg": begin, "site.cfg": site}, files{"000000000000.cfg": begin, "site.cfg": site}, "people/ana.cfg not built"},
		{"built before something was declared", files{"000000000000.cfg": begin, "site.cfg": is(`up.a="old"`)}, files{"000000000000.cfg": begin, "site.cfg": is(`up.a="old"`)}, "people/ana.cfg not built"},
		{"edited", files{"000000000000.cfg": begin, "site.cfg": site}, files{"000000000000.cfg": begin, "site.cfg": is(`prov.login.enabled="1" up.a="mine" up.c="mine" my.password="mine"`)},
			"site.cfg edited (recorded true, broken 0) [my.password: (secret) there, not declared] [up.a: mine there, all declared at ward.cue:2] [up.b: not there, all declared at ward.cue:2] [up.c: mine there, not declared]\npeople/ana.cfg not built"},
		{"edited to what is declared", files{"000000000000.cfg": begin, "site.cfg": is(`up.a="old"`)}, files{"000000000000.cfg": begin, "site.cfg": site}, "site.cfg edited (recorded true, broken 0)\npeople/ana.cfg not built"},
		{"damaged", files{"000000000000.cfg": begin, "site.cfg": site}, files{"000000000000.cfg": begin, "site.cfg": "<x\nup.a=\"a&b\"/>"},
			"site.cfg edited (recorded true, broken 2) [prov.login.enabled: not there, 1 declared at ward.cue:2] [up.a: not there, all declared at ward.cue:2] [up.b: not there, all declared at ward.cue:2]\npeople/ana.cfg not built"},
		{"missing", files{"000000000000.cfg": begin, "site.cfg": site, "people/ana.cfg": "x"}, files{"000000000000.cfg": begin}, "people/ana.cfg missing, of Ana (ana)\nsite.cfg missing, of "},
		{"missing, and declared no more", files{"000000000000.cfg": begin, "site.cfg": site, "old.cfg": "x"}, files{"000000000000.cfg": begin, "site.cfg": site}, "people/ana.cfg not built"},
		{"a secret", files{"000000000000.cfg": begin, "site.cfg": site, "people/ana.cfg": "x"}, files{"000000000000.cfg": begin, "site.cfg": site, "people/ana.cfg": is(`prov.login.localPassword="other" up.c="ana"`)}, "people/ana.cfg edited (recorded true, broken 0)"},
		{"without a record", nil, files{"000000000000.cfg": begin, "site.cfg": is(`prov.login.enabled="1" up.a="mine" up.b="all"`)},
			"site.cfg edited (recorded false, broken 0) [up.a: mine there, all declared at ward.cue:2]\npeople/ana.cfg missing, of Ana (ana)\nDIR has no record of a build, so that its files are compared with what is declared"},
		{"without a record, in part", nil, files{"000000000000.cfg": begin, "site.cfg": "<y up.b='all'/>", "people/ana.cfg": is(`prov.login.localPassword="x" up.c="ana"`)},
			"site.cfg edited (recorded false, broken 0) [prov.login.enabled: not there, 1 declared at ward.cue:2] [up.a: not there, all declared at ward.cue:2]\nDIR has no record of a build, so that its files are compared with what is declared"},
		{"without a record, in another layout", nil, files{"000000000000.cfg": begin, "site.cfg": "<x up.b='all' up.a='all'\n prov.login.enabled='1'/>", "people/ana.cfg": is(`prov.login.localPassword="x" up.c="ana"`)},
			"DIR has no record of a build, so that its files are compared with what is declared"},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			for name, text := range x.there {
				filetest.Put(t, filepath.Join(dir, filepath.FromSlash(name)), text)
			}
			if x.built != nil {
				remember(t, dir, x.built)
			}
			tree := ward()
			tree.Files = slices.DeleteFunc(tree.Files, func(f *artifact.File) bool {
				return !slices.Contains([]string{"000000000000.cfg", "site.cfg", "people/ana.cfg"}, f.Path)
			})
			if got := strings.ReplaceAll(touched(foundOf(t, dir, tree)), filepath.ToSlash(dir), "DIR"); got != x.want {
				t.Errorf("found\n%s\nwant\n%s", got, x.want)
			}
		})
	}
}

// What only begins something handsets go on with: it is theirs, whatever lies there.
func TestSeedsAreNotOurs(t *testing.T) {
	t.Parallel()
	for name, there := range map[string]string{"as it began": "<x ct=\"1\"/>", "changed": "<x ct=\"2\"/>", "missing": ""} {
		tree := ward()
		tree.Files = append(tree.Files, &artifact.File{Path: "people/ana-directory.xml", Entity: "ana", Seed: true, Data: []byte("<x ct=\"1\"/>")})
		dir := t.TempDir()
		plant(t, dir, ward(), is("x"), "")
		if there != "" {
			filetest.Put(t, filepath.Join(dir, "people/ana-directory.xml"), there)
		}
		if r := foundOf(t, dir, tree); !r.Empty() || len(r.Unbuilt) != 0 {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

// A secret whose value is known is compared with what lies there, and not shown.
func TestEditedSecret(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	plant(t, dir, ward(), is("there"), "")
	for value, want := range map[string]int{"": 0, "there": 0, "other": 1} {
		r, err := found(t, dir, is(value))
		if err != nil || len(r.Edits) != want {
			t.Errorf("%q: %+v %v", value, r.Edits, err)
		} else if want == 1 && r.Edits[0].Changes[0].says() != "prov.login.localPassword: (secret) there, secret ana declared" {
			t.Errorf("%q: %s", value, r.Edits[0].Changes[0].says())
		}
	}
}

// A record that is not for this account to read is told; the files are compared with what
// is declared all the same.
func TestRecordThatIsClosed(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root reads everything")
	}
	dir := t.TempDir()
	plant(t, dir, ward(), is("x"), "")
	remember(t, dir, nil)
	if err := os.Chmod(filepath.Join(dir, ".provc"), 0); err != nil {
		t.Fatal(err)
	}
	r, err := found(t, dir, nil)
	if err != nil || len(r.Unseen) != 1 || !strings.HasSuffix(r.Unseen[0], "is not for this account to read, so that its files are compared with what is declared") {
		t.Errorf("%+v, %v", r, err)
	}
	if err := os.Chmod(filepath.Join(dir, ".provc"), 0o700); err != nil {
		t.Fatal(err)
	}
}

// A folder of a deployment is the deepest of those in which a file lies.
func TestFolderAmong(t *testing.T) {
	t.Parallel()
	folders := []string{"", "a", "a/b/"}
	for name, want := range map[string]string{"x.cfg": "", "a/x.cfg": "a", "a/b/x.cfg": "a/b/", "a/b/c/x.cfg": "a/b/", "a/bc/x.cfg": "a", "ab/x.cfg": ""} {
		if got := folderAmong(folders, name); got != want {
			t.Errorf("%s lies in %q, want %q", name, got, want)
		}
	}
	if got := folderAmong([]string{"a"}, "b/x.cfg"); got != "" {
		t.Errorf("got %q", got)
	}
}
