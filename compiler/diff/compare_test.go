package diff

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler/vendors"
)

// listed are the files of a diff, each with what happened to it and its parameters.
func listed(d *Diff) string {
	var all []string
	for _, f := range d.Files {
		s := symbols[f.Kind] + f.Path
		if f.opaque {
			s += "!"
		}
		for _, ch := range f.Changes {
			s += fmt.Sprintf(" %s%s:%s>%s", symbols[ch.Kind], ch.Parameter, ch.Old, ch.New)
		}
		all = append(all, s)
	}
	return strings.Join(all, "; ")
}

// A change is what a parameter was and is: of several settings in one file the last; what a
// person at the phone may do with it belongs to it. Of what is not well-formed the bytes
// count.
func TestWhatDiffers(t *testing.T) {
	t.Parallel()
	disk := func(site string) *Side {
		return folder(t, "-- 000000000000.cfg --\n<MASTER_CONFIG CONFIG_FILES=\"site.cfg\"/>\n-- site.cfg --\n<handsetConfig>"+site+"</handsetConfig>\n")
	}
	for _, x := range []struct{ old, new, want string }{
		{`<x up.a="1"/>`, `<y><z up.a='1'/></y>`, ""},
		{`<x up.a="1"/>`, `<x  up.a='1'><!-- c --></x>`, ""},
		{`<x up.a="1" up.b="1"/>`, `<x up.b="1" up.a="1"/>`, ""},
		{`<x up.a="1"/>`, `<x up.a="2"/>`, "~site.cfg ~up.a:1>2"},
		{`<x up.a="1"><x up.a="2"/></x>`, `<x up.a="2"><x/></x>`, ""},
		{`<x up.a="1"><x up.a="2"/></x>`, `<x up.a="1"><x up.a="3"/></x>`, "~site.cfg ~up.a:2>3"},
		{`<x up.a="1"/>`, `<x up.a="2" up.b="1"/>`, "~site.cfg ~up.a:1>2 +up.b:\"\">1"},
		{`<x reg.10.label="1" reg.2.label="1"/>`, `<x/>`, "~site.cfg -reg.2.label:1>\"\" -reg.10.label:1>\"\""},
		{`<x up.a="1"/>`, `<x up.a="1`, "~site.cfg!"},
		{`<x up.a="1`, `<x up.a="1`, ""},
	} {
		if got := listed(Compare(disk(x.old), disk(x.new), Options{})); got != x.want {
			t.Errorf("%s to %s: got %s, want %s", x.old, x.new, got, x.want)
		}
	}
	rooms := func(ua string) *Side {
		return folder(t, "-- default.xml --\n<flat-profile><Text_Logo"+ua+">A</Text_Logo></flat-profile>\n")
	}
	for _, x := range []struct{ old, new, want string }{{"", ` ua="na"`, "~default.xml ~Text_Logo:A>A [na at the phone]"}, {` ua="ro"`, "", "~default.xml ~Text_Logo:A [ro at the phone]>A"}, {` ua="rw"`, ` ua="rw"`, ""}} {
		if got := listed(Compare(rooms(x.old), rooms(x.new), Options{})); got != x.want {
			t.Errorf("%q to %q: got %s, want %s", x.old, x.new, got, x.want)
		}
	}
}

// Files are told by their paths, those that one side alone has with all that is in them.
func TestFilesOfBothSides(t *testing.T) {
	t.Parallel()
	old, new := built(t, wards+"-- a.cfg --\nup.a=1\n-- b.cfg --\nup.b=1\n-- d.cfg --\nup.d=1\n-- f.cfg --\nup.f=1\nup.e=2\n"), built(t, wards+"-- b.cfg --\nup.b=2\n-- c.cfg --\nup.c=1\nup.a=2\n-- d.cfg --\nup.d=1\n-- g.cfg --\nup.g=1\n")
	if got, want := listed(Compare(old, new, Options{})), `-a.cfg -up.a:1>""; ~b.cfg ~up.b:1>2; +c.cfg +up.a:"">2 +up.c:"">1; -f.cfg -up.e:2>"" -up.f:1>""; +g.cfg +up.g:"">1`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := listed(Compare(built(t, wards+"-- a.cfg|x|X --\nup.a=1\n"), built(t, wards+"-- a.cfg --\nup.a=2\n"), Options{})); got != "~a.cfg ~up.a:1>2" {
		t.Errorf("got %s", got)
	}
	f := Compare(built(t, wards+"-- a.cfg|x|X --\nup.a=1\n"), built(t, wards+"-- a.cfg --\nup.a=2\n"), Options{}).Files[0]
	if f.Entity != "x" || f.Label != "X" {
		t.Errorf("whose it was is not known: %+v", f)
	}
}

// What only begins something is written where it is missing: where it lies, and where it
// is declared no more, nothing happens to it.
func TestSeeds(t *testing.T) {
	t.Parallel()
	side := func(says string) *Side {
		s := built(t, in("people", "ana")+says)
		if f := s.At("people/ana-directory.xml"); f != nil {
			f.Compiled.Seed = true
		}
		return s
	}
	const one, two = "-- people/ana-directory.xml|ana --\nct=1\n", "-- people/ana-directory.xml|ana --\nct=2\n"
	for _, x := range []struct {
		name     string
		old, new *Side
		want     string
	}{
		{"it comes", side(""), side(one), `+people/ana-directory.xml +ct:"">1`},
		{"it changes", side(one), side(two), "~people/ana-directory.xml ~ct:1>2"},
		{"it goes", side(one), side(""), ""},
		{"it lies there", onDisk(t, side(one)), side(two), ""},
		{"it does not lie there", onDisk(t, side("")), side(two), `+people/ana-directory.xml +ct:"">2`},
	} {
		if got := listed(Compare(x.old, x.new, Options{})); got != x.want {
			t.Errorf("%s: got %s, want %s", x.name, got, x.want)
		}
	}
	got := printed(t, Compare(side(""), side(one), Options{}), TextOptions{})
	if want := "+ people/ana-directory.xml, contact directory, 1 parameter"; !strings.Contains(got, want) || !strings.Contains(got, "    read by those alone who have no contact directory yet\n") {
		t.Errorf("got\n%s", got)
	}
}

// Two folders that are read together are the same as one by one, and what is wrong with
// either is said.
func TestFolders(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{"a/000000000000.cfg": `<MASTER_CONFIG CONFIG_FILES="site.cfg"/>`, "a/site.cfg": `<x up.a="1"/>`, "b/000000000000.cfg": `<MASTER_CONFIG CONFIG_FILES="site.cfg"/>`, "b/site.cfg": `<x up.a="2"/>`} {
		write(t, filepath.Join(dir, name), []byte(text))
	}
	a, b, err := Folders(filepath.Join(dir, "a"), filepath.Join(dir, "b"), vendors.All())
	if err != nil {
		t.Fatal(err)
	}
	if d := Compare(a, b, Options{}); listed(d) != "~site.cfg ~up.a:1>2" || !strings.HasSuffix(d.Old, "/a") || !strings.HasSuffix(d.New, "/b") {
		t.Errorf("%s to %s: %s", d.Old, d.New, listed(d))
	}
	for _, x := range [][2]string{{"none", "b"}, {"a", "none"}} {
		if _, _, err := Folders(filepath.Join(dir, x[0]), filepath.Join(dir, x[1]), vendors.All()); err == nil || !strings.HasSuffix(err.Error(), "none: there is no such folder") {
			t.Errorf("%v: %v", x, err)
		}
	}
}

// Diffs are printed in the formats that docs/review.md names.
func TestFormatNames(t *testing.T) {
	t.Parallel()
	if got := strings.Join(Formats, " "); got != "text unified markdown html json github gitlab sarif junit" {
		t.Error(got)
	}
	if got := strings.Join(ForPeople, " "); got != "text unified markdown html" {
		t.Error(got)
	}
}

// What is read of a revision is for nobody else to read: it may hold passwords.
func TestCheckoutIsClosed(t *testing.T) {
	r := newRepository(t)
	write(t, filepath.Join(r.dir, "ward/ward.cue"), []byte("x"))
	r.git("add", ".")
	r.commit("old")
	r.refs("refs/heads/main", map[string]string{"refs/heads/main": "old"})
	c, err := NewCheckout(t.Context(), r.dir, "main")
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	err = filepath.WalkDir(c.root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", name, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
