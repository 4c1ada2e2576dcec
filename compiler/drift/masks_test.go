package drift

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/filetest"
	"provc/compiler/root"
	"provc/compiler/vendors"
)

// ward is a deployment: two handsets that are listed, the second with files
// and a profiles directory of its own, and three people.
func ward() *artifact.Tree {
	tree := &artifact.Tree{PhoneWritten: vendors.All().PhoneWritten, Dirs: []string{"people", "doctors", "over"}}
	format := func(params []artifact.Param) ([]byte, error) { return []byte(asRead(params)), nil }
	file := func(path, entity, label string, phase artifact.Phase, params ...artifact.Param) {
		tree.Files = append(tree.Files, &artifact.File{Path: path, Entity: entity, Label: label, Phase: phase, Params: params, Format: format, Pos: diag.Pos{File: "ward.cue", Line: 1}})
	}
	p := func(name, value string) artifact.Param {
		return artifact.Param{Name: name, Value: value, Pos: diag.Pos{File: "ward.cue", Line: 2}}
	}
	master := func(list, profiles string) []artifact.Param {
		return []artifact.Param{p("APP_FILE_PATH", "sip.ld"), p("CONFIG_FILES", list), p("USER_PROFILES_DIRECTORY", profiles), p("OVERRIDES_DIRECTORY", "over")}
	}
	file("000000000000.cfg", "", "", artifact.Entry, master("site.cfg", "people")...)
	file("00907a000001.cfg", "00907a000001", "One", artifact.Handset, master("site.cfg", "people")...)
	file("00907a000002.cfg", "00907a000002", "Two", artifact.Handset, master("phone-00907a000002.cfg, site.cfg", "doctors")...)
	file("phone-00907a000002.cfg", "00907a000002", "Two", artifact.Leaf, p("up.a", "own"))
	file("site.cfg", "", "", artifact.Leaf, p("prov.login.enabled", "1"), p("up.a", "all"), p("up.b", "all"))
	file("people/ana.cfg", "ana", "Ana", artifact.Leaf, artifact.Param{Name: "prov.login.localPassword", Secret: "ana"}, p("up.c", "ana"))
	file("people/ben.cfg", "ben", "Ben", artifact.Leaf, p("up.c", "ben"))
	file("doctors/cid.cfg", "cid", "Cid", artifact.Leaf, p("up.b", "cid"))
	return tree
}

// asRead is a file as handsets read it.
func asRead(params []artifact.Param) string {
	b := "<x"
	for _, p := range params {
		b += fmt.Sprintf(" %s=%q", p.Name, p.Value)
	}
	return b + "/>\n"
}

// plant writes a tree, and files of handsets, "path name=value …" a line.
func plant(t *testing.T, dir string, tree *artifact.Tree, secret func(string) (string, bool), written string) {
	t.Helper()
	put := func(name string, data []byte) {
		name = filepath.Join(dir, filepath.FromSlash(name))
		filetest.Put(t, name, data)
	}
	for _, f := range tree.Files {
		data, err := f.Bytes(secret)
		if err != nil {
			t.Fatal(err)
		}
		put(f.Path, data)
	}
	for line := range strings.Lines(written) {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		b := "<PHONE_CONFIG><OVERRIDES"
		for _, w := range words[1:] {
			name, value, _ := strings.Cut(w, "=")
			b += fmt.Sprintf(" %s=%q", name, value)
		}
		put(words[0], []byte(b+"/></PHONE_CONFIG>"))
	}
}

func is(value string) func(string) (string, bool) {
	return func(string) (string, bool) { return value, value != "" }
}

// What masks what is declared is told, and nothing else.
func TestMasks(t *testing.T) {
	for _, x := range []struct{ name, written, want string }{
		{"nothing", "", ""},
		{"the same", "people/ana-phone.cfg up.a=all up.c=ana\nover/00907a000002-phone.cfg up.a=own", ""},
		{"what nobody declares", "people/ana-phone.cfg up.z=1\nover/00907a000001-web.cfg up.z=1", ""},
		{"a person, over the profile", "people/ana-phone.cfg up.c=x", "Ana (ana) up.c x: ana of people/ana.cfg"},
		{"a person, over what is for all", "people/ben-phone.cfg up.a=x", "Ben (ben) up.a x: all of site.cfg"},
		{"a person, over what some handsets have", "doctors/cid-phone.cfg up.a=all", "Cid (cid) up.a all: own of phone-00907a000002.cfg"},
		{"a person, in the folder of overrides", "over/ben-phone.cfg up.c=x", "Ben (ben) up.c x: ben of people/ben.cfg"},
		{"a profile is stronger than what is for all", "doctors/cid-phone.cfg up.b=cid", ""},
		{"a handset", "over/00907a000002-phone.cfg up.a=x up.b=x", "Two (00907a000002) up.a x: own of phone-00907a000002.cfg; Two (00907a000002) up.b x: all of site.cfg"},
		{"a handset, and not who logs in", "over/00907a000001-phone.cfg up.c=x", ""},
		{"web pages", "over/00907a000001-web.cfg up.a=x", "One (00907a000001) up.a x: all of site.cfg"},
		{"web pages beat profiles", "over/00907a000001-web.cfg up.c=x", "One (00907a000001) up.c x: ana of people/ana.cfg for ana, ben"},
		{"web pages, and a profile that says the same", "over/00907a000001-web.cfg up.c=ben", "One (00907a000001) up.c ben: ana of people/ana.cfg for ana"},
		{"web pages of a handset on which others log in", "over/00907a000002-web.cfg up.c=x", ""},
		{"web pages below what was changed at the handset", "over/00907a000001-web.cfg up.a=x\nover/00907a000001-phone.cfg up.a=all", ""},
		{"a password", "people/ana-phone.cfg prov.login.localPassword=x", "Ana (ana) prov.login.localPassword (secret): secret ana of people/ana.cfg!"},
		{"a password that is the deployed one", "people/ana-phone.cfg prov.login.localPassword=deployed", ""},
		{"a password where none is declared", "people/ben-phone.cfg prov.login.localPassword=x", ""},
		{"any letter case", "People/ANA-Phone.CFG up.c=x\nOVER/00907A000001-WEB.cfg up.a=x", "One (00907a000001) up.a x: all of site.cfg; Ana (ana) up.c x: ana of people/ana.cfg"},
		{"where nobody looks", "old/ana-phone.cfg up.c=x\nover/old/00907a000001-web.cfg up.a=x", ""},
		{"of somebody who is gone, or not listed", "people/zoe-phone.cfg up.a=x\nover/00907a0000ff-web.cfg up.a=x", ""},
		{"twice in a file", "people/ana-phone.cfg up.c=x up.b=y up.b=all", "Ana (ana) up.c x: ana of people/ana.cfg"},
	} {
		t.Run(x.name, func(t *testing.T) {
			dir := t.TempDir()
			plant(t, dir, ward(), is("deployed"), x.written)
			r, err := found(t, dir, nil)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i := range r.Masks {
				m := &r.Masks[i]
				s := fmt.Sprintf("%s %s %s: %s", m.Of.Called(), m.Parameter, shown(m.Theirs, m.Secret), strings.ReplaceAll(m.beaten(0), " and of 1 other profile", ""))
				if m.Profiles != nil {
					s += " for " + strings.Join(m.Profiles, ", ")
				}
				if m.Password {
					s += "!"
				}
				got = append(got, s)
			}
			if s := strings.Join(got, "; "); s != x.want {
				t.Errorf("found\n%s\nwant\n%s", s, x.want)
			}
		})
	}
}

func found(t *testing.T, dir string, secret func(string) (string, bool)) (*Report, error) {
	t.Helper()
	live, err := Folder(dir, vendors.All())
	if err != nil {
		t.Fatal(err)
	}
	return Find(context.Background(), Options{Root: root.Compiled("declared", vendors.All(), root.Part{Tree: ward()}), Live: live, Folders: []string{""}, Secret: secret})
}

func foundOf(t *testing.T, dir string, tree *artifact.Tree) *Report {
	t.Helper()
	live, err := Folder(dir, vendors.All())
	if err != nil {
		t.Fatal(err)
	}
	r, err := Find(t.Context(), Options{Root: root.Compiled("declared", vendors.All(), root.Part{Tree: tree}), Live: live, Folders: []string{""}})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Where the value of a secret is known it is that one that counts, whatever is deployed.
func TestSecretsThatAreKnown(t *testing.T) {
	dir := t.TempDir()
	plant(t, dir, ward(), is("deployed"), "people/ana-phone.cfg prov.login.localPassword=new")
	for secret, want := range map[string]int{"": 1, "deployed": 1, "new": 0} {
		r, err := found(t, dir, is(secret))
		if err != nil || len(r.Masks) != want {
			t.Errorf("%q: %v %v", secret, r, err)
		}
	}
}

// Of handsets that nobody lists a deployment knows all there is to know, unless it lists
// others.
func TestStrangers(t *testing.T) {
	tree := ward()
	tree.Files = slices.DeleteFunc(tree.Files, func(f *artifact.File) bool { return strings.Contains(f.Path, "00907a") })
	dir := t.TempDir()
	plant(t, dir, tree, is("x"), "over/00907a0000ff-web.cfg up.a=x\nover/00907a0000ff-calls.xml")
	if r := foundOf(t, dir, tree); len(r.Masks) != 1 || !r.Masks[0].Stranger || len(r.Left) != 0 {
		t.Errorf("%+v", r)
	}
	plant(t, dir, tree, is("x"), "over/00907a0000ff-web.cfg up.c=x")
	if r := foundOf(t, dir, tree); len(r.Masks) != 1 || !slices.Equal(r.Masks[0].Profiles, []string{"ana", "ben"}) {
		t.Errorf("profiles that lose on it: %+v", r.Masks)
	}
	plant(t, dir, ward(), is("x"), "")
	if r, err := found(t, dir, nil); err != nil || len(r.Masks) != 0 || len(r.Left) != 1 || r.Left[0].Why != Unlisted || len(r.Left[0].Files) != 2 {
		t.Errorf("%+v %v", r, err)
	}
}

// Files that nobody reads are told by whose they are, once.
func TestLeft(t *testing.T) {
	dir := t.TempDir()
	plant(t, dir, ward(), is("x"), "people/zoe-phone.cfg up.a=all\npeople/Zoe-calls.xml\npeople/ana-calls.xml\npeople/yan-phone.cfg up.a=1\npeople/xia-calls.xml\nDOCTORS/ana-directory.xml\ndoctors/ana-phone.cfg up.z=1\ndoctors/ben-directory.xml\nover/000000000000-license.cfg\n000000000000-directory.xml\nover/00907a000001-boot.log\nold/zoe-phone.cfg")
	r, err := found(t, dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(r.Left)
	if want := "[{{xia  true} gone [people/xia-calls.xml]} {{yan  true} gone [people/yan-phone.cfg]} {{zoe  true} gone [people/Zoe-calls.xml people/zoe-phone.cfg]} {{ana Ana true} stray [DOCTORS/ana-directory.xml doctors/ana-phone.cfg]} {{ben Ben true} stray [doctors/ben-directory.xml]}]"; got != want {
		t.Errorf("found\n%s\nwant\n%s", got, want)
	}
}

// A build warns of changes that are masked, of whom they concern, and of no others.
func TestWatch(t *testing.T) {
	set := func(path, name, value string) func(*artifact.Tree) {
		return func(tree *artifact.Tree) {
			for _, f := range tree.Files {
				if f.Path == path {
					f.Params = slices.Clone(f.Params)
					for i := range f.Params {
						if f.Params[i].Name == name {
							f.Params[i].Value = value
							return
						}
					}
					f.Params = append(f.Params, artifact.Param{Name: name, Value: value})
				}
			}
		}
	}
	for _, x := range []struct {
		name, written string
		change        func(*artifact.Tree)
		want          string
	}{
		{"nothing changes", "people/ana-phone.cfg prov.login.localPassword=typed", func(*artifact.Tree) {}, ""},
		{"a password", "people/ana-phone.cfg prov.login.localPassword=typed", set("people/ana.cfg", "prov.login.localPassword", ""), "the new password of ana has no effect: people/ana-phone.cfg holds one that was set at a handset"},
		{"a password that is the same by then", "people/ana-phone.cfg prov.login.localPassword=new", set("people/ana.cfg", "prov.login.localPassword", ""), ""},
		{"something else of the profile", "people/ana-phone.cfg prov.login.localPassword=typed", set("people/ana.cfg", "up.z", "1"), ""},
		{"a profile", "people/ben-phone.cfg up.c=x", set("people/ben.cfg", "up.c", "new"), "up.c of people/ben.cfg has no effect for Ben (ben): people/ben-phone.cfg, which a handset wrote, sets it, too"},
		{"another's profile", "people/ana-phone.cfg up.c=x", set("people/ben.cfg", "up.c", "new"), ""},
		{"a profile below web pages", "over/00907a000001-web.cfg up.c=x", set("people/ben.cfg", "up.c", "new"), "up.c of people/ben.cfg has no effect on handset One (00907a000001): over/00907a000001-web.cfg, which its web pages wrote, sets it, too"},
		{"a handset", "over/00907a000002-phone.cfg up.a=x", set("phone-00907a000002.cfg", "up.a", "new"), "up.a of phone-00907a000002.cfg has no effect for Two (00907a000002): over/00907a000002-phone.cfg, which a handset wrote, sets it, too"},
		{"all, for one", "over/00907a000001-phone.cfg up.b=x", set("site.cfg", "up.b", "new"), "up.b of site.cfg has no effect for One (00907a000001): over/00907a000001-phone.cfg, which a handset wrote, sets it, too"},
		{"all, for several", "over/00907a000001-phone.cfg up.b=x\npeople/ana-phone.cfg up.b=x\npeople/ben-phone.cfg up.b=x", set("site.cfg", "up.b", "new"), "up.b of site.cfg has no effect for 2 people and 1 handset: over/00907a000001-phone.cfg and 2 others, which handsets wrote, set it, too"},
		{"all, for one who logs in on one handset", "doctors/cid-phone.cfg up.z=x", set("site.cfg", "up.z", "new"), "up.z of site.cfg has no effect for Cid (cid): doctors/cid-phone.cfg, which a handset wrote, sets it, too"},
		{"all, where a stronger file decides anyway", "over/00907a000002-phone.cfg up.a=x", set("site.cfg", "up.a", "new"), ""},
		{"all, where a profile decides anyway", "doctors/cid-phone.cfg up.b=x", set("site.cfg", "up.b", "new"), ""},
		{"a parameter that goes", "people/ben-phone.cfg up.c=x", func(tree *artifact.Tree) {
			for _, f := range tree.Files {
				if f.Path == "people/ben.cfg" {
					f.Params = []artifact.Param{{Name: "up.z", Value: "1"}}
				}
			}
		}, ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			dir := t.TempDir()
			before, after := ward(), ward()
			x.change(after)
			plant(t, dir, before, is("old"), x.written)
			w := Watch{Dir: dir, Tree: after, Vendors: vendors.All(), Secret: is("old")}
			if strings.Contains(x.name, "a password") {
				w.Secret = is("new")
			}
			after.Sort()
			for i, f := range after.Files {
				old, _ := before.Files[i].Bytes(is("old"))
				if now, _ := f.Bytes(w.Secret); string(now) != string(old) {
					w.Differs(f, false)
				}
			}
			got, err := w.Findings()
			if err != nil {
				t.Fatal(err)
			}
			var said []string
			for _, d := range got {
				said = append(said, d.Summary)
			}
			if s := strings.Join(said, "\n"); s != x.want {
				t.Errorf("said\n%s\nwant\n%s", s, x.want)
			}
		})
	}
}

// Of somebody who comes, a build tells otherwise what handsets wrote before; of who was
// there, and of a file more for all, it warns.
func TestWatchOfWhatComes(t *testing.T) {
	for _, x := range []struct {
		missing, written string
		differs          []string
		want             int
	}{
		{"people/ben.cfg", "people/ben-phone.cfg up.c=x", []string{"people/ben.cfg"}, 0},
		{"phone-00907a000002.cfg", "over/00907a000002-phone.cfg up.a=x", []string{"phone-00907a000002.cfg", "00907a000002.cfg"}, 1},
		{"site.cfg", "over/00907a000001-phone.cfg up.a=x", []string{"site.cfg"}, 1},
		{"000000000000.cfg site.cfg", "over/00907a000001-phone.cfg up.a=x", []string{"000000000000.cfg", "site.cfg"}, 0},
	} {
		dir := t.TempDir()
		tree := ward()
		plant(t, dir, tree, is("x"), x.written)
		for _, name := range strings.Fields(x.missing) {
			if err := os.Remove(filepath.Join(dir, filepath.FromSlash(name))); err != nil {
				t.Fatal(err)
			}
		}
		w := Watch{Dir: dir, Tree: tree, Vendors: vendors.All(), Secret: is("x")}
		tree.Sort()
		for _, f := range tree.Files {
			if slices.Contains(x.differs, f.Path) {
				w.Differs(f, slices.Contains(strings.Fields(x.missing), f.Path))
			}
		}
		got, err := w.Findings()
		if err != nil || len(got) != x.want {
			t.Errorf("without %s: %v %v", x.missing, got, err)
		}
	}
}

// Of very many people whose passwords change, some are told, and how many more they are.
func TestManyPasswords(t *testing.T) {
	tree := ward()
	var written strings.Builder
	changed := Settings{}
	for i := range 25 {
		id := fmt.Sprintf("p%02d", i)
		path := "people/" + id + ".cfg"
		tree.Files = append(tree.Files, &artifact.File{Path: path, Entity: id, Params: []artifact.Param{{Name: "prov.login.localPassword", Secret: id}}, Format: tree.Files[0].Format})
		fmt.Fprintf(&written, "people/%s-phone.cfg prov.login.localPassword=typed\n", id)
		changed[path] = map[string]bool{"prov.login.localPassword": true}
	}
	dir := t.TempDir()
	plant(t, dir, tree, is("x"), written.String())
	got, err := Against(dir, root.Compiled("declared", vendors.All(), root.Part{Tree: tree}), changed, nil)
	if err != nil || len(got) != 21 || got[20].Summary != "of 5 people more the same is to be said" || got[0].Severity != diag.Warning {
		t.Errorf("%v %v", got, err)
	}
	for _, names := range changed {
		names["prov.login.localPassword"] = false
	}
	got, err = Against(dir, root.Compiled("declared", vendors.All(), root.Part{Tree: tree}), changed, nil)
	if err != nil || len(got) != 21 || got[0].Severity != diag.Note || got[20].Severity != diag.Note {
		t.Errorf("%v %v", got, err)
	}
	if got, err := Against(dir, root.Compiled("declared", vendors.All(), root.Part{Tree: tree}), Settings{"site.cfg": {"up.a": true}}, nil); err != nil || len(got) > 0 {
		t.Errorf("%v %v", got, err)
	}
}

// Where a package has no root yet, its files are not missing.
func TestRootThatIsNotBuilt(t *testing.T) {
	dir := t.TempDir()
	plant(t, filepath.Join(dir, "a"), ward(), is("x"), "")
	live, err := Folder(dir, vendors.All())
	if err != nil {
		t.Fatal(err)
	}
	find := func() (*Report, error) {
		return Find(t.Context(), Options{Root: root.Compiled("declared", vendors.All(), root.Part{Folder: "a", Tree: ward()}, root.Part{Folder: "b", Tree: ward()}), Live: live, Folders: []string{"a", "b"}})
	}
	r, err := find()
	if err != nil || len(r.Missing) > 0 || len(r.Unbuilt) != 8 || r.Unbuilt[0] != "b/000000000000.cfg" || len(r.Unseen) != 1 {
		t.Errorf("%+v %v", r, err)
	}
	if err := os.RemoveAll(filepath.Join(dir, "a")); err != nil {
		t.Fatal(err)
	}
	if _, err := find(); err == nil || !strings.Contains(err.Error(), "is no root of these packages: a/000000000000.cfg, b/000000000000.cfg are not there") {
		t.Error(err)
	}
}

// Where a file of others may decide anyway, that is said.
func TestUnless(t *testing.T) {
	tree := ward()
	for _, f := range tree.Files {
		for i := range f.Params {
			if f.Params[i].Name == "CONFIG_FILES" {
				f.Params[i].Value = "pbx.cfg, " + f.Params[i].Value
			}
		}
	}
	tree.Foreign = []artifact.Foreign{{Name: "pbx.cfg", Sets: []string{"up.a"}, Bounded: true}}
	dir := t.TempDir()
	plant(t, dir, tree, is("x"), "over/00907a000001-phone.cfg up.a=x up.b=x\npeople/ben-phone.cfg up.a=x up.c=x")
	r := foundOf(t, dir, tree)
	var got []string
	for _, m := range r.Masks {
		got = append(got, m.Of.ID+" "+m.Parameter+" "+m.Unless)
	}
	if want := []string{"00907a000001 up.a pbx.cfg", "00907a000001 up.b ", "ben up.a pbx.cfg", "ben up.c "}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
