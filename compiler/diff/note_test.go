package diff

import (
	"fmt"
	"strings"
	"testing"
)

// noted are the notes of a comparison, each with the commands that it tells.
func noted(d *Diff) string {
	var b strings.Builder
	for _, n := range d.Notes {
		fmt.Fprintf(&b, "%s: %s\n", n.Kind, n.Says)
		for _, c := range n.Commands {
			fmt.Fprintf(&b, "\t%s\n", c)
		}
	}
	return b.String()
}

// in are profiles in a folder, each with a line of its own that stays the person's, and
// the handsets that people of that folder log in on.
func in(folder string, ids ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "-- 000000000000.cfg --\nCONFIG_FILES=site.cfg\nUSER_PROFILES_DIRECTORY=%s\n-- site.cfg --\nprov.login.enabled=1\n", folder)
	for n, id := range ids {
		if id != "" {
			fmt.Fprintf(&b, "-- %s/%s.cfg|%s|%s --\nreg.2.address=%d\n", folder, id, id, strings.ToUpper(id[:1]), n)
		}
	}
	return b.String()
}

// onDisk is a compiled side as it lies on a disk, with more files beside.
func onDisk(t *testing.T, s *Side, more ...string) *Side {
	t.Helper()
	var b strings.Builder
	for _, p := range s.Paths() {
		fmt.Fprintf(&b, "-- %s --\n<handsetConfig><x", p)
		for _, q := range s.At(p).Params() {
			fmt.Fprintf(&b, " %s=%q", q.Name, q.Value)
		}
		b.WriteString("/></handsetConfig>\n")
	}
	for _, name := range more {
		fmt.Fprintf(&b, "-- %s --\n<PHONE_CONFIG/>\n", name)
	}
	return folder(t, b.String())
}

// Who has another ID can no longer log in by the old one, under which stays what handsets
// keep, as far as it is known what there is; of more than three, the first are named.
func TestNotesOfRenamed(t *testing.T) {
	t.Parallel()
	compare := func(old, new *Side) string { return noted(Compare(old, new, Options{})) }
	got := compare(built(t, in("people", "ana")), built(t, in("people", "anna")))
	const one = `renamed: A (anna) is A (ana) by another ID, known by reg.2.address 0: ana can no longer log in; what handsets keep stays under the old ID: people/ana-phone.cfg, people/ana-directory.xml and people/ana-calls.xml
	mv -n people/ana-phone.cfg people/anna-phone.cfg
	mv -n people/ana-directory.xml people/anna-directory.xml
	mv -n people/ana-calls.xml people/anna-calls.xml
`
	if got != one {
		t.Errorf("got\n%s\nwant\n%s", got, one)
	}
	const gone = "renamed: A (anna) is ana by another ID, known by reg.2.address 0: ana can no longer log in"
	for more, want := range map[string]string{
		"notes.txt":                "\n",
		"people/ana-phone.cfg":     "; what handsets keep stays under the old ID: people/ana-phone.cfg\n\tmv -n people/ana-phone.cfg people/anna-phone.cfg\n",
		"people/ana-directory.xml": "; what handsets keep stays under the old ID: people/ana-directory.xml\n\tmv -n people/ana-directory.xml people/anna-directory.xml\n",
	} {
		if got := compare(onDisk(t, built(t, in("people", "ana")), more), built(t, in("people", "anna"))); got != gone+want {
			t.Errorf("with %s: %s", more, got)
		}
	}
	got = compare(built(t, in("people", "ana", "bo", "cy")), built(t, in("people", "ana2", "bo2", "cy2")))
	if n := strings.Count(got, "renamed: "); n != 3 {
		t.Errorf("three are told in %d notes:\n%s", n, got)
	}
	got = compare(built(t, in("people", "ana", "bo", "cy", "d d")), built(t, in("people", "ana2", "bo2", "cy2", "d2")))
	const four = "renamed: 4 users have another ID, among them ana → ana2, bo → bo2 and cy → cy2; by their old IDs they can no longer log in; what handsets keep stays under the old IDs\n"
	if !strings.HasPrefix(got, four) || strings.Count(got, "\tmv -n ") != 12 || !strings.Contains(got, "\tmv -n 'people/d d-phone.cfg' people/d2-phone.cfg\n") {
		t.Errorf("got\n%s", got)
	}
	got = compare(onDisk(t, built(t, in("people", "ana", "bo", "cy", "di"))), built(t, in("people", "ana2", "bo2", "cy2", "di2")))
	if want := strings.Replace(four, "; what handsets keep stays under the old IDs", "", 1); got != want {
		t.Errorf("nothing stays: %s", got)
	}
	got = compare(onDisk(t, built(t, in("people", "ana", "bo", "cy", "di")), "people/cy-calls.xml"), built(t, in("people", "ana2", "bo2", "cy2", "di2")))
	if want := strings.Replace(four, "\n", "\n\tmv -n people/cy-calls.xml people/cy2-calls.xml\n", 1); got != want {
		t.Errorf("one file stays: %s", got)
	}
}

// Contacts that are declared begin under the new name, where those that somebody has made
// of them replace them; all else is never replaced.
func TestNotesOfContacts(t *testing.T) {
	t.Parallel()
	side := func(folder, id string) *Side {
		s := built(t, in(folder, id, "x")+"-- "+folder+"/"+id+"-directory.xml|"+id+" --\nct=1\n")
		s.At(folder + "/" + id + "-directory.xml").Compiled.Seed = true
		return s
	}
	if got := noted(Compare(side("people", "ana"), side("people", "anna"), Options{})); !strings.Contains(got, "\tmv people/ana-directory.xml people/anna-directory.xml\n") || strings.Count(got, "\tmv -n ") != 2 {
		t.Errorf("got\n%s", got)
	}
	const want = "\tmv -n people/*-phone.cfg people/*-calls.xml people/*-directory.xml staff/\n\tmv people/ana-directory.xml staff/\n"
	if got := noted(Compare(side("people", "ana"), side("staff", "ana"), Options{})); !strings.HasSuffix(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// People who move to another folder of profiles are told once for each pair of folders,
// by name if they are three, with what does not follow.
func TestNotesOfMoved(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		ids  []string
		want string
	}{
		{[]string{"ana"}, `moved: A (ana) moves from people to staff; what handsets keep for them does not follow: people/ana-phone.cfg, people/ana-directory.xml and people/ana-calls.xml
	mv -n people/ana-phone.cfg people/ana-directory.xml people/ana-calls.xml staff/
`},
		{[]string{"ana", "bo"}, `moved: A (ana) and B (bo) move from people to staff; what handsets keep for them does not follow: people/…-phone.cfg, people/…-directory.xml and people/…-calls.xml
	mv -n people/*-phone.cfg people/*-directory.xml people/*-calls.xml staff/
`},
		{[]string{"ana", "bo", "cy"}, "moved: A (ana), B (bo) and C (cy) move from people to staff; "},
		{[]string{"ana", "bo", "cy", "di"}, "moved: 4 users move from people to staff; "},
	} {
		if got := noted(Compare(built(t, in("people", x.ids...)), built(t, in("staff", x.ids...)), Options{})); !strings.HasPrefix(got, x.want) {
			t.Errorf("%v: got\n%s\nwant\n%s", x.ids, got, x.want)
		}
	}
	got := noted(Compare(onDisk(t, built(t, in("people", "ana", "bo")), "people/ana-phone.cfg", "people/bo-calls.xml"), built(t, in("staff", "ana", "bo")), Options{}))
	const there = `moved: A (ana) and B (bo) move from people to staff; what handsets keep for them does not follow: people/…-phone.cfg and people/…-calls.xml
	mv -n people/ana-phone.cfg staff/
	mv -n people/bo-calls.xml staff/
`
	if got != there {
		t.Errorf("got\n%s\nwant\n%s", got, there)
	}
	if got := noted(Compare(onDisk(t, built(t, in("people", "ana")), "people/ana-calls.xml"), built(t, in("staff", "ana")), Options{})); got != "moved: A (ana) moves from people to staff; what handsets keep for them does not follow: people/ana-calls.xml\n\tmv -n people/ana-calls.xml staff/\n" {
		t.Errorf("got %s", got)
	}
	if got := noted(Compare(onDisk(t, built(t, in("people", "ana"))), built(t, in("staff", "ana")), Options{})); got != "moved: A (ana) moves from people to staff\n" {
		t.Errorf("got %s", got)
	}
	// Handsets keep files of their own in the root, and what people set may go elsewhere:
	// then files are moved by their names.
	beside := strings.NewReplacer("-- people/", "-- ", "=people\n", "=\n")
	got = noted(Compare(built(t, beside.Replace(in("people", "ana", "bo"))), built(t, in("staff", "ana", "bo")), Options{}))
	if want := "\tmv -n ana-phone.cfg ana-directory.xml ana-calls.xml staff/\n\tmv -n bo-phone.cfg bo-directory.xml bo-calls.xml staff/\n"; !strings.Contains(got, want) {
		t.Errorf("no %q in\n%s", want, got)
	}
	overrides := func(s, folder string) string {
		return strings.Replace(s, "\nUSER_", "\nOVERRIDES_DIRECTORY="+folder+"\nUSER_", 1)
	}
	got = noted(Compare(built(t, overrides(in("people", "ana", "bo"), "o1")), built(t, overrides(in("staff", "ana", "bo"), "o2")), Options{}))
	if want := "\tmv -n o1/ana-phone.cfg o2/\n\tmv -n people/ana-directory.xml people/ana-calls.xml staff/\n\tmv -n o1/bo-phone.cfg o2/\n\tmv -n people/bo-directory.xml people/bo-calls.xml staff/\n"; !strings.Contains(got, want) {
		t.Errorf("no %q in\n%s", want, got)
	}
	// One stays: those who move are told by their names.
	old, new := in("people", "ana", "bo", "cy"), in("people", "", "", "cy")+"-- 00907a000001.cfg --\nCONFIG_FILES=site.cfg\nUSER_PROFILES_DIRECTORY=staff\n-- staff/ana.cfg|ana|A --\nreg.2.address=0\n-- staff/bo.cfg|bo|B --\nreg.2.address=1\n"
	got = noted(Compare(built(t, old), built(t, new), Options{}))
	for _, want := range []string{"moved: A (ana) and B (bo) move from people to staff; ", "\tmv -n people/ana-phone.cfg people/ana-directory.xml people/ana-calls.xml staff/\n\tmv -n people/bo-phone.cfg people/bo-directory.xml people/bo-calls.xml staff/\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

// On which handsets people can log in whose profiles go to another folder, and on which
// no longer.
func TestNotesOfOpenHandsets(t *testing.T) {
	t.Parallel()
	root := func(where map[string]string, profiles string) *Side {
		var b strings.Builder
		for mac, folder := range where {
			fmt.Fprintf(&b, "-- %s.cfg --\nCONFIG_FILES=site.cfg\nUSER_PROFILES_DIRECTORY=%s\n", mac, folder)
		}
		fmt.Fprintf(&b, "-- site.cfg --\nprov.login.enabled=1\n-- %s/ana.cfg|ana --\nreg.2.address=0\n", profiles)
		return built(t, b.String())
	}
	type where = map[string]string
	const rest, one, two, three = "000000000000", "00907a000001", "00907a000002", "00907a000003"
	for _, x := range []struct {
		old, new where
		want     string
	}{
		{where{rest: "a", one: "a"}, where{rest: "b", one: "b"}, ""},
		{where{rest: "a", one: "a", two: "x"}, where{rest: "b", one: "b", two: "b"}, "; they can log in on 1 handset more"},
		{where{rest: "a", one: "x", two: "x"}, where{rest: "b", one: "b", two: "b"}, "; they can log in on 2 handsets more"},
		{where{rest: "x", one: "a", two: "x"}, where{rest: "b", one: "b", two: "b"}, "; they can log in on 1 handset and those that are not listed more"},
		{where{rest: "x", one: "a"}, where{rest: "b", one: "b"}, "; they can log in on handsets that are not listed more"},
		{where{rest: "a", one: "a", two: "a"}, where{rest: "b", one: "a", two: "a"}, "; they can no longer log in on 2 handsets"},
		{where{rest: "a", one: "a", two: "x"}, where{rest: "a", one: "a", two: "b"}, "; they can log in on 1 handset now, no longer on 1 handset and those that are not listed"},
		{where{rest: "a", one: "a"}, where{rest: "b", one: "b", three: "b"}, ""},
		{where{rest: "x", one: "a"}, where{rest: "x", one: "b", three: "b"}, ""},
		{where{rest: "x", one: "a", three: "a"}, where{rest: "x", one: "b"}, ""},
		{where{rest: "a", one: "a", two: "x"}, where{rest: "b", one: "b", two: "x"}, ""},
	} {
		got := noted(Compare(root(x.old, "a"), root(x.new, "b"), Options{}))
		first, _, _ := strings.Cut(got, "\n")
		_, open, _ := strings.Cut(first, "a/ana-calls.xml")
		if !strings.HasPrefix(first, "moved: ana moves from a to b; ") || open != x.want {
			t.Errorf("%v to %v: %q, want %q", x.old, x.new, first, x.want)
		}
	}
}

// Folders that handsets write into and that are others are told, for the same people and
// handsets; of a root that is deployed, as far as anything lies there.
func TestNotesOfFolders(t *testing.T) {
	t.Parallel()
	root := func(overrides, contacts string) string {
		more := "\nOVERRIDES_DIRECTORY=" + overrides + "@7\nCONTACTS_DIRECTORY=" + contacts + "\n"
		return strings.Replace(in("people", "ana", "bo"), "\nUSER_PROFILES", more+"USER_PROFILES", 1) + "-- 00907a000001.cfg --\nCONFIG_FILES=site.cfg" + more + "USER_PROFILES_DIRECTORY=people\n"
	}
	const all = `moved: handsets write into kept, no longer into old; what they keep there does not follow: old/…-phone.cfg and old/…-web.cfg
	mv -n old/*-phone.cfg old/*-web.cfg kept/
`
	d := Compare(built(t, root("old", "c")), built(t, root("kept", "c")), Options{})
	if got := noted(d); !strings.HasSuffix(got, all) {
		t.Errorf("got\n%s\nwant\n%s", got, all)
	}
	if at := d.Notes[len(d.Notes)-1].Pos; at.Line != 7 {
		t.Errorf("it is told at %s", at)
	}
	if got := noted(Compare(built(t, root("old", "c")), built(t, root("old", "c")), Options{})); got != "" {
		t.Errorf("nothing moves: %s", got)
	}
	got := noted(Compare(onDisk(t, built(t, root("old", "c")), "old/00907a000001-web.cfg"), built(t, root("kept", "d")), Options{}))
	const there = "moved: handsets write into kept, no longer into old; what they keep there does not follow: old/…-web.cfg\n\tmv -n old/*-web.cfg kept/\n"
	if got != there {
		t.Errorf("got\n%s\nwant\n%s", got, there)
	}
	// Of a root that is deployed everybody is looked at, of one that is compiled somebody.
	const two = "-- 00907a000002.cfg --\nCONFIG_FILES=site.cfg\nOVERRIDES_DIRECTORY=%s\nUSER_PROFILES_DIRECTORY=people\n"
	for name, end := range map[string]string{"old/bo-phone.cfg": "phone", "old/00907a000002-web.cfg": "web"} {
		got := noted(Compare(onDisk(t, built(t, root("old", "c")+fmt.Sprintf(two, "old")), name), built(t, root("kept", "c")+fmt.Sprintf(two, "kept")), Options{}))
		if want := "moved: handsets write into kept, no longer into old; what they keep there does not follow: old/…-" + end + ".cfg\n\tmv -n old/*-" + end + ".cfg kept/\n"; got != want {
			t.Errorf("with %s: got\n%s\nwant\n%s", name, got, want)
		}
	}
	// It stands at what says so in the file of all that nobody listed.
	changed := strings.NewReplacer("=site.cfg\nOVER", "=site.cfg, more.cfg@3\nOVER", "DIRECTORY=c\n", "DIRECTORY=d@5\n").Replace(root("kept", "c"))
	first, own, _ := strings.Cut(changed, "-- 00907a000001.cfg --")
	own = strings.ReplaceAll(strings.ReplaceAll(own, "@5", "@1"), "@7", "@1")
	d = Compare(built(t, root("old", "c")), built(t, first+"-- 00907a000001.cfg --"+own), Options{})
	for _, n := range d.Notes {
		if n.Kind == NoteMoved && n.Pos.Line != 5 {
			t.Errorf("it is told at %s: %s", n.Pos, n.Says)
		}
	}
	if got := noted(Compare(onDisk(t, built(t, root("old", "c"))), built(t, root("kept", "d")), Options{})); got != "" {
		t.Errorf("nothing lies there: %s", got)
	}
}

// numbered is a side whose files are declared in lines of their own, from 101 on.
func numbered(s *Side) *Side {
	for n, p := range s.Paths() {
		s.At(p).Compiled.Pos.Line = 101 + n
	}
	return s
}

// A note stands at the place of the first whom it is about.
func TestPlacesOfNotes(t *testing.T) {
	t.Parallel()
	var before, after, one, other []string
	for n := range 4 {
		before, after = append(before, fmt.Sprintf("00907a00000%d A%[1]d reg.1.address=%[1]d", n)), append(after, fmt.Sprintf("00907a00001%d B%[1]d reg.1.address=%[1]d", n))
		one, other = append(one, fmt.Sprintf("r%d 0026cb00000%[1]d %[1]d", n)), append(other, fmt.Sprintf("r%d 0026cb00001%[1]d %[1]d", n))
	}
	ids, new := []string{"ana", "bo", "cy", "di"}, []string{"ana2", "bo2", "cy2", "di2"}
	for name, x := range map[string]struct{ old, new, first string }{
		"many have another ID":   {in("people", ids...), in("people", new...), "people/ana2.cfg"},
		"one has":                {in("people", "bo", "x"), in("people", "bo2", "x"), "people/bo2.cfg"},
		"many move":              {in("people", ids...), in("staff", ids...), "staff/ana.cfg"},
		"many replace others":    {phones(before...), phones(after...), "00907a000010.cfg"},
		"one does":               {phones(before[1]), phones(after[1]), "00907a000011.cfg"},
		"many phones are others": {hosts(one...), hosts(other...), "host/r0.xml"},
		"one phone is another":   {hosts(one[2]), hosts(other[2]), "host/r2.xml"},
		"many come":              {phones(), phones(after...), "00907a000010.cfg"},
		"many go":                {phones(after...), phones(), "00907a000010.cfg"},
		"one goes":               {phones(after[2]), phones(), "00907a000012.cfg"},
	} {
		old, new := numbered(built(t, x.old)), numbered(built(t, x.new))
		d := Compare(old, new, Options{})
		side := new
		if strings.HasSuffix(name, "go") || strings.HasSuffix(name, "goes") {
			side = old
		}
		if want := side.At(x.first).Pos(); d.Notes[0].Pos != want {
			t.Errorf("%s: at %s, want %s", name, d.Notes[0].Pos, want)
		}
	}
}

// What goes from one folder to another for several reasons is told in one order.
func TestOrderOfFolders(t *testing.T) {
	t.Parallel()
	root := func(to string) *Side {
		var b strings.Builder
		for n, kind := range []string{"OVERRIDES", "CONTACTS", "CALL_LISTS", "OVERRIDES"} {
			fmt.Fprintf(&b, "-- 00907a00000%d.cfg|00907a00000%[1]d --\nCONFIG_FILES=site.cfg\nUSER_PROFILES_DIRECTORY=p%[1]d\n%s_DIRECTORY=%s\n-- p%[1]d/ana%[1]d.cfg|ana%[1]d --\nup.a=1\n", n, kind, to)
		}
		return built(t, b.String()+"-- site.cfg --\nprov.login.enabled=1\n")
	}
	for range 6 {
		got := noted(Compare(root("from"), root("to"), Options{}))
		if want := "does not follow: from/…-phone.cfg, from/…-directory.xml, from/…-calls.xml and from/…-web.cfg\n"; !strings.Contains(got, want) {
			t.Fatalf("no %q in\n%s", want, got)
		}
	}
}
