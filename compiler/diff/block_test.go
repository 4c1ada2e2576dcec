package diff

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/diag"
)

// What becomes of a list of files is told by what comes and goes, else by its order; the
// handset's own name is the same for all.
func TestListEdit(t *testing.T) {
	t.Parallel()
	const mac = "00907a000001"
	for _, x := range []struct{ old, new, want string }{
		{"a.cfg", "a.cfg, b.cfg", "adds b.cfg"},
		{"a.cfg", "b.cfg,c.cfg , a.cfg,d.cfg", "adds b.cfg, c.cfg and d.cfg"},
		{"a.cfg, b.cfg", "a.cfg", "drops b.cfg"},
		{"a.cfg", "b.cfg", "adds b.cfg, drops a.cfg"},
		{"a.cfg, b.cfg", "b.cfg, a.cfg", "in another order: b.cfg, a.cfg"},
		{"a.cfg, b.cfg", "b.cfg, a.cfg, c.cfg", "adds c.cfg, in another order: b.cfg, a.cfg, c.cfg"},
		{"a.cfg, b.cfg, c.cfg", "a.cfg, c.cfg", "drops b.cfg"},
		{"a.cfg", "a.cfg, , ", ""},
		{"", "phone-" + mac + ".cfg", "adds phone-<MAC>.cfg"},
		{"a.cfg", "a.cfg, b\x1bc.cfg", `adds "b\x1bc.cfg"`},
	} {
		if got := listEdit(x.old, x.new, mac); got != x.want {
			t.Errorf("%q to %q: %q, want %q", x.old, x.new, got, x.want)
		}
	}
	list := &Change{Parameter: "CONFIG_FILES", Kind: Changed, Old: Value{Text: "a"}, New: Value{Text: "b"}, file: &File{Path: mac + ".cfg", Role: ofMaster}}
	if got := list.edited(); got != "adds b, drops a" {
		t.Errorf("a list is edited: %q", got)
	}
	for _, ch := range []*Change{
		{Parameter: "CONFIG_FILES", Kind: Added, New: Value{Text: "b"}, file: list.file},
		{Parameter: "APP_FILE_PATH", Kind: Changed, Old: Value{Text: "a"}, New: Value{Text: "b"}, file: list.file},
	} {
		if got := ch.edited(); got != "" {
			t.Errorf("%s, %s: %q", ch.Parameter, ch.Kind, got)
		}
	}
}

// wards is a site of people in two folders, with handsets that have files of their own.
const wards = `
-- 000000000000.cfg --
CONFIG_FILES=site.cfg
USER_PROFILES_DIRECTORY=people
-- site.cfg --
prov.login.enabled=1
up.idleTimeout=60@9
`

// people are profiles, one for each of what they say.
func people(says ...string) string {
	var b strings.Builder
	for n, s := range says {
		fmt.Fprintf(&b, "-- people/u%d.cfg|u%[1]d --\nreg.2.label=%[1]d\n%s\n", n, strings.ReplaceAll(s, "; ", "\n"))
	}
	return strings.ReplaceAll(b.String(), "\n\n", "\n")
}

// Files are told together where they are of one kind, change alike, and what that does is
// as bad; names of secrets are alike around a word that differs. Each file is told for
// itself if all is to be told.
func TestAlike(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name     string
		old, new string
		want     string // how often, and after which words, files are told
	}{
		{"the same", people("", ""), people("up.a=1", "up.a=1"), "~ people/u0.cfg, user u0\n  and 1 file alike\n"},
		{"other parameters", people("", ""), people("up.a=1", "up.b=1"), "~ people/u0.cfg, user u0\n  + up.a: 1\n    user u0 · may restart · at log-in\n\n~ people/u1.cfg, user u1\n  + up.b: 1\n"},
		{"one parameter more", people("", ""), people("up.a=1", "up.a=1; up.b=1"), "~ people/u1.cfg, user u1\n  + up.a: 1\n  + up.b: 1\n"},
		{"other values of two", people("", ""), people("up.a=1", "up.a=2"), "~ people/u1.cfg, user u1\n  + up.a: 2\n"},
		{"it comes and goes", people("up.a=1", ""), people("", "up.a=1"), "~ people/u0.cfg, user u0\n  - up.a: 1\n    user u0 · may restart · at log-in\n\n~ people/u1.cfg, user u1\n  + up.a: 1\n"},
		{"one has no effect", people("", ""), people("up.idleTimeout=60", "up.idleTimeout=61"), "~ people/u0.cfg, user u0\n  no effect: up.idleTimeout 60 (the value is in effect already)\n\n~ people/u1.cfg, user u1\n  + up.idleTimeout: 60 → 61\n"},
		{"secrets around a word", people("reg.2.auth.password$u0", "reg.2.auth.password$u1"), people("reg.2.auth.password$line_u0", "reg.2.auth.password$line_u1"),
			"~ people/u0.cfg, user u0\n  and 1 file alike\n  ~ reg.2.auth.password: secret X → secret line_X\n"},
		{"secrets around none", people("reg.2.auth.password$u0", "reg.2.auth.password$u1"), people("reg.2.auth.password$line_u0", "reg.2.auth.password$other_u1"),
			"~ people/u1.cfg, user u1\n  ~ reg.2.auth.password: secret u1 → secret other_u1\n"},
		{"three come", "", people("up.a=1", "up.a=2", "up.a=3"), "+ people/u0.cfg, user u0, 2 parameters    ward.cue:1\n  and 2 files alike but for their values\n"},
		{"one comes with another parameter", "", people("up.a=1", "up.b=2"), "+ people/u1.cfg, user u1, 2 parameters"},
		{"they go", people("up.a=1", "up.a=2", "up.a=3"), "", "- people/u0.cfg, user u0, 2 parameters    ward.cue:1\n  and 2 files alike\n"},
	} {
		if got := compared(t, wards+x.old, wards+x.new); !strings.Contains(got, x.want) {
			t.Errorf("%s: no\n%s\nin\n%s", x.name, x.want, got)
		}
	}
	d := Compare(built(t, wards+people("", "")), built(t, wards+people("up.a=1", "up.a=1")), Options{})
	if got := printed(t, d, TextOptions{Verbose: true}); !strings.Contains(got, "~ people/u1.cfg, user u1\n  + up.a: 1    ward.cue:2\n    user u1 ·") || strings.Contains(got, "alike") {
		t.Errorf("all is told as\n%s", got)
	}
}

// changing is a file of a role in which a parameter changes as a change has it, in line 3.
func changing(path string, role artifact.Role, ch Change) *File {
	f := &File{Path: path, Kind: Changed, Role: role}
	if ch.file = f; ch.Parameter == "" {
		ch.Parameter = "up.x"
	}
	if ch.Pos == (diag.Pos{}) {
		ch.Pos = diag.Pos{File: "ward.cue", Line: 3}
	}
	f.Changes = []*Change{&ch}
	return f
}

// What makes files alike, perhaps but for their values, and what makes files of several
// kinds be told together.
func TestAlikeness(t *testing.T) {
	t.Parallel()
	seen := Impact{Handsets: []int{0}, stays: true}
	from, to := Value{Text: "1"}, Value{Text: "2"}
	plain := func() Change { return Change{Kind: Changed, Old: from, New: to, Impact: seen} }
	with := func(set func(*Change)) Change {
		ch := plain()
		set(&ch)
		return ch
	}
	host := artifact.Role{Name: "host"}
	first := changing("a.cfg", ofHandsets, plain())
	for _, x := range []struct {
		name  string
		other *File
		want  string // alike, but for values, everywhere
	}{
		{"the same", changing("b.cfg", ofHandsets, plain()), "true true true"},
		{"of another kind", changing("b.cfg", host, plain()), "false false true"},
		{"a new value", changing("b.cfg", ofHandsets, with(func(ch *Change) { ch.New.Text = "3" })), "false true false"},
		{"an old value", changing("b.cfg", ofHandsets, with(func(ch *Change) { ch.Old.Text = "3" })), "false true false"},
		{"an access", changing("b.cfg", ofHandsets, with(func(ch *Change) { ch.New.Access = "ro" })), "false true false"},
		{"a secret", changing("b.cfg", ofHandsets, with(func(ch *Change) { ch.New = Value{Secret: "2"} })), "false true false"},
		{"a parameter", changing("b.cfg", ofHandsets, with(func(ch *Change) { ch.Parameter = "up.y" })), "false false false"},
		{"what happened", changing("b.cfg", ofHandsets, with(func(ch *Change) { ch.Kind = Moved })), "false false false"},
		{"there was none", changing("b.cfg", ofHandsets, with(func(ch *Change) { ch.from = true })), "false false false"},
		{"there is none", changing("b.cfg", ofHandsets, with(func(ch *Change) { ch.to = true })), "false false false"},
		{"what handsets say varies", changing("b.cfg", ofHandsets, with(func(ch *Change) { ch.Varies = true })), "false false false"},
		{"nobody sees it", changing("b.cfg", ofHandsets, with(func(ch *Change) { ch.Impact = Impact{} })), "false false false"},
		{"it restarts", changing("b.cfg", ofHandsets, with(func(ch *Change) { ch.Restart = 1 - ch.Restart })), "false false true"},
		{"another line", changing("b.cfg", ofHandsets, with(func(ch *Change) { ch.Pos = diag.Pos{File: "ward.cue", Line: 4} })), "true true false"},
		{"not compared", changing("b.cfg", ofHandsets, with(func(ch *Change) { ch.Kind = Unknown })), "false false false"},
		{"told elsewhere", changing("b.cfg", ofHandsets, with(func(ch *Change) { ch.Impact.Elsewhere = []string{"c.cfg"} })), "true true false"},
	} {
		got := fmt.Sprint(first.alike(true) == x.other.alike(true), first.alike(false) == x.other.alike(false), block{files: []*File{first}}.everywhere() == block{files: []*File{x.other}}.everywhere())
		if got != x.want {
			t.Errorf("%s: %s, want %s", x.name, got, x.want)
		}
	}
	for name, set := range map[string]func(*File){
		"comes": func(f *File) { f.Kind = Added }, "is renamed": func(f *File) { f.Kind = Renamed }, "differs beside parameters": func(f *File) { f.opaque = true }, "is aside": func(f *File) { f.Role.Aside = true }, "lists files": func(f *File) { f.Role.Lists = "up.x" },
	} {
		f := changing("b.cfg", ofHandsets, plain())
		set(f)
		if (block{files: []*File{f}}).everywhere() != "" {
			t.Errorf("a file that %s is told with those of other kinds", name)
		}
	}
	if (block{files: []*File{first, changing("b.cfg", ofHandsets, with(func(ch *Change) { ch.New.Text = "3" }))}}).everywhere() != "" {
		t.Error("files that have values of their own are told with those of other kinds")
	}
}

// Of files that come or go, which parameters are in them makes them alike; of what was
// renamed, the folders of people, and the handset or group; of what differs beside
// parameters, nothing does.
func TestAlikenessOfFiles(t *testing.T) {
	t.Parallel()
	file := func(kind Kind, role artifact.Role, old, path string, opaque bool) *File {
		f := changing(path, role, Change{Kind: kind, New: Value{Text: path}})
		f.Kind, f.OldPath, f.opaque = kind, old, opaque
		return f
	}
	for _, x := range []struct {
		name string
		a, b *File
		want bool
	}{
		{"come", file(Added, ofPerson, "", "p/a.cfg", false), file(Added, ofPerson, "", "p/b.cfg", false), true},
		{"go", file(Removed, ofPerson, "", "p/a.cfg", false), file(Removed, ofPerson, "", "p/b.cfg", false), true},
		{"one goes", file(Added, ofPerson, "", "p/a.cfg", false), file(Removed, ofPerson, "", "p/b.cfg", false), false},
		{"are no parameters", file(Added, ofPerson, "", "p/a.cfg", true), file(Added, ofPerson, "", "p/b.cfg", true), false},
		{"one is none", file(Added, ofPerson, "", "p/a.cfg", false), file(Added, ofPerson, "", "p/b.cfg", true), false},
	} {
		if got := x.a.alike(true) == x.b.alike(true); got != x.want {
			t.Errorf("%s: %t", x.name, got)
		}
	}
	renamed := func(role artifact.Role, old, path string) *File {
		return &File{Kind: Renamed, Role: role, OldPath: old, Path: path}
	}
	for _, x := range []struct {
		a, b *File
		want bool
	}{
		{renamed(ofPerson, "p/a.cfg", "q/a.cfg"), renamed(ofPerson, "p/b.cfg", "q/b.cfg"), true},
		{renamed(ofPerson, "p/a.cfg", "q/a.cfg"), renamed(ofPerson, "p/b.cfg", "p/b.cfg"), false},
		{renamed(ofPerson, "p/a.cfg", "q/a.cfg"), renamed(ofPerson, "o/b.cfg", "q/b.cfg"), false},
		{renamed(ofHandsets, "p/a.cfg", "q/a.cfg"), renamed(ofHandsets, "p/b.cfg", "q/b.cfg"), false},
	} {
		if got := x.a.alike(true) == x.b.alike(true); got != x.want {
			t.Errorf("%s → %s and %s → %s are told together: %t", x.a.OldPath, x.a.Path, x.b.OldPath, x.b.Path, got)
		}
	}
	lists := func(path, old, new string) *File {
		return changing(path, ofMaster, Change{Parameter: "CONFIG_FILES", Kind: Changed, Old: Value{Text: old}, New: Value{Text: new}})
	}
	a := lists("00907a000001.cfg", "site.cfg", "phone-00907a000001.cfg, site.cfg")
	for other, want := range map[*File]bool{
		lists("00907a000002.cfg", "site.cfg", "phone-00907a000002.cfg, site.cfg"):               true,
		lists("00907a000002.cfg", "g.cfg, site.cfg", "phone-00907a000002.cfg, g.cfg, site.cfg"): true,
		lists("00907a000002.cfg", "site.cfg", "g.cfg, site.cfg"):                                false,
	} {
		if got := a.alike(true) == other.alike(true); got != want {
			t.Errorf("%q → %q is alike: %t", other.Changes[0].Old.Text, other.Changes[0].New.Text, got)
		}
	}
}

// What is for all stands first; which files are told with it is said by one of each other
// kind, or by all, where they are few.
func TestAlso(t *testing.T) {
	t.Parallel()
	file := func(path, role, entity string) *File {
		f := changing(path, artifact.Role{Name: role}, Change{Kind: Changed, Old: Value{Text: "1"}, New: Value{Text: "2"}, Impact: Impact{Handsets: []int{0}, stays: true}})
		f.Entity = entity
		return f
	}
	for _, x := range []struct {
		files []*File
		want  string
	}{
		{[]*File{file("a", "host", "a")}, "a: "},
		{[]*File{file("a", "host", "a"), file("b", "host", "b"), file("c", "host", "")}, "c: and 2 files alike"},
		{[]*File{file("a", "host", "a"), file("b", "default", "")}, "b: and 1 file alike: a"},
		{[]*File{file("a", "host", "a"), file("b", "mobile", "b"), file(" c", "default", "")}, `" c": and 2 files alike: a and b`},
		{[]*File{file("a", "host", "a"), file("b", "host", "b"), file("c", "default", "")}, "c: and 2 files alike, such as a"},
		{[]*File{file("a", "0", "a"), file("b", "1", ""), file("c", "2", ""), file("d", "3", ""), file("e", "4", "")}, "b: and 4 files alike: a, c, d and e"},
		{[]*File{file("a", "0", "a"), file("b", "1", ""), file("c", "2", ""), file("d", "3", ""), file("e", "4", ""), file("f", "4", "")}, "b: and 5 files alike, such as a, c and d"},
	} {
		all := (&Diff{Files: x.files, Handsets: []Handset{{ID: "a"}}}).blocks(false)
		if len(all) != 1 {
			t.Errorf("%d blocks for %s", len(all), x.want)
			continue
		}
		if got := diag.Quoted(all[0].files[0].Path) + ": " + all[0].also(nil); got != x.want {
			t.Errorf("got %q, want %q", got, x.want)
		}
	}
	b := block{files: []*File{file("a", "host", "a"), file("b", "host", "b")}}
	if got := b.also([]*entry{{}, {values: []variant{{}, {}}}}); got != "and 1 file alike but for their values" {
		t.Errorf("got %q", got)
	}
	if !b.has("b") || b.has("c") {
		t.Error("a block does not know its files")
	}
}

// People are spared files in which nothing could be compared, unless they ask for all.
func TestWorthTelling(t *testing.T) {
	t.Parallel()
	file := func(kind Kind, opaque bool, kinds ...Kind) *File {
		f := &File{Kind: kind, opaque: opaque}
		for _, k := range kinds {
			f.Changes = append(f.Changes, &Change{Kind: k, file: f})
		}
		return f
	}
	for _, x := range []struct {
		file *File
		want bool
	}{
		{file(Changed, false, Unknown, Unknown), false}, {file(Changed, false, Unknown, Added), true}, {file(Changed, true, Unknown), true}, {file(Renamed, false, Unknown), true}, {file(Renamed, false), true}, {file(Added, false), true}, {file(Removed, false), true},
	} {
		d := &Diff{Files: []*File{x.file}}
		if got := len(d.blocks(false)) == 1; got != x.want {
			t.Errorf("%s, %t, %d changes: told %t", x.file.Kind, x.file.opaque, len(x.file.Changes), got)
		}
		if len(d.blocks(true)) != 1 {
			t.Error("not all is told")
		}
	}
}
