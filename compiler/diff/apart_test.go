package diff

import (
	"fmt"
	"strings"
	"testing"
)

// What one change of a file is for several handsets is told for each, side by side in the
// order of parameters, and counts once.
func TestToldApart(t *testing.T) {
	t.Parallel()
	const (
		rest  = "-- 000000000000.cfg --\nCONFIG_FILES=site.cfg\n"
		one   = "-- 00907a000001.cfg|00907a000001 --\nCONFIG_FILES=phone-00907a000001.cfg, site.cfg\n-- phone-00907a000001.cfg|00907a000001 --\n"
		two   = "-- 00907a000002.cfg|00907a000002 --\nCONFIG_FILES=phone-00907a000002.cfg, site.cfg\n-- phone-00907a000002.cfg|00907a000002 --\n"
		three = "-- 00907a000003.cfg|00907a000003 --\nCONFIG_FILES=g.cfg, site.cfg\n"
		four  = "-- 00907a000004.cfg|00907a000004 --\nCONFIG_FILES=g.cfg, site.cfg\n"
		site  = "-- site.cfg --\nup.z=1\n"
		group = "-- g.cfg --\n"
	)
	old := rest + one + two + strings.Replace(three, "g.cfg", "h.cfg, g.cfg", 1) + four + site + "-- h.cfg --\nup.idleTimeout=7\n" + group + "up.idleTimeout=20\nup.a=1\n"
	new := rest + one + two + strings.Replace(three, "g.cfg", "h.cfg, g.cfg", 1) + four + site + "-- h.cfg --\nup.b=7\n" + group + "up.idleTimeout=25\nup.a=2\nup.c=1\n"
	d := Compare(built(t, old), built(t, new), Options{})
	got := printed(t, d, TextOptions{})
	for _, want := range []string{
		"~ g.cfg\n  ~ up.a: 1 → 2    ward.cue:2\n  + up.c: 1    ward.cue:2\n    handsets 00907a000003 and 00907a000004 · may restart · at boot\n  ~ up.idleTimeout: 20 → 25    ward.cue:2\n    handset 00907a000004 · may restart · at boot\n",
		"~ h.cfg\n  + up.b: 7    ward.cue:2\n  - up.idleTimeout: 7 → 25    ward.cue:2\n    handset 00907a000003 · may restart · at boot\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no\n%s\nin\n%s", want, got)
		}
	}

	// A file that goes is the reason for two values that take over.
	old = rest + "-- site.cfg --\nup.idleTimeout=60\n" + three + "-- 00907a000004.cfg|00907a000004 --\nCONFIG_FILES=g.cfg, k.cfg\n-- k.cfg --\nup.idleTimeout=50\n" + group + "up.idleTimeout=20\nup.b=1\n"
	new = strings.Replace(old, group+"up.idleTimeout=20\n", group, 1)
	d = Compare(built(t, old), built(t, new), Options{})
	got = printed(t, d, TextOptions{})
	const want = "~ g.cfg\n  - up.idleTimeout: 20 → 60    ward.cue:2\n    handset 00907a000003 · may restart · at boot\n  - up.idleTimeout: 20 → 50    ward.cue:2\n    handset 00907a000004 · may restart · at boot\n\n0 added, 1 removed, 0 changed; 2 handsets affected: 2 may restart\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	again := ""
	for _, ch := range d.Files[0].Changes {
		again += fmt.Sprint(ch.again, ch.Default != nil, " ")
	}
	if again != "false false true false " {
		t.Errorf("which is the same change of the file, and which has a default: %s", again)
	}

	// Where nothing takes over, the vendor's default counts, for that handset alone.
	new = strings.Replace(new, "-- k.cfg --\nup.idleTimeout=50\n", "-- k.cfg --\n", 1)
	old = strings.Replace(old, "-- k.cfg --\nup.idleTimeout=50\n", "-- k.cfg --\n", 1)
	got = compared(t, old, new)
	for _, want := range []string{"  - up.idleTimeout: 20 → 60\n    handset 00907a000003", "  - up.idleTimeout: 20 (default 40)\n    handset 00907a000004"} {
		if !strings.Contains(got, want) {
			t.Errorf("no\n%s\nin\n%s", want, got)
		}
	}
}

// Files that have values of their own are told together where nobody reads one beside
// another: those of people and handsets, and of groups in which nothing is said otherwise
// to some who read them.
func TestApart(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		entity string
		ch     *Change
		want   bool
	}{
		{"ana", made(ofPerson, Changed, 0, Impact{MaskedHandsets: 1}), true},
		{"", made(ofHandsets, Changed, 0, Impact{}), true},
		{"", made(ofHandsets, Changed, 0, Impact{MaskedUsers: 1}), true},
		{"", made(ofHandsets, Changed, 0, Impact{MaskedHandsets: 1}), false},
		{"", &Change{Parameter: "CONFIG_FILES", file: &File{Role: ofMaster}}, false},
		{"00907a000001", &Change{Parameter: "CONFIG_FILES", file: &File{Role: ofMaster}}, true},
	} {
		if got := (&File{Entity: x.entity, Changes: []*Change{x.ch}}).apart(); got != x.want {
			t.Errorf("of %q, %s, %+v: %t", x.entity, x.ch.Parameter, x.ch.Impact, got)
		}
	}
}

// Of very many files that have values of their own two hundred are told by these, folded,
// and how many more there are.
func TestManyValues(t *testing.T) {
	t.Parallel()
	var old, new []string
	for n := range 201 {
		old, new = append(old, fmt.Sprint("up.a=a", n)), append(new, fmt.Sprint("up.a=b", n))
	}
	d := Compare(built(t, wards+people(old...)), built(t, wards+people(new...)), Options{})
	for text, want := range map[string][2]string{commented(t, d): {"\nand 1 more file\n", "| u"}, paged(t, d): {"<p>and 1 more file</p>", `<th scope="row">u`}} {
		if !strings.Contains(text, want[0]) || strings.Count(text, want[1]) != 200 {
			t.Errorf("%d are told by %s, and no %s", strings.Count(text, want[1]), want[1], want[0])
		}
	}
}

// What cannot be compared makes no files differ that change alike, but is told of files of
// one kind alone.
func TestAlikeBesideUnknown(t *testing.T) {
	t.Parallel()
	plain := Change{Kind: Changed, Old: Value{Text: "1"}, New: Value{Text: "2"}, Impact: Impact{Handsets: []int{0}, stays: true}}
	a, b := changing("a.cfg", ofHandsets, plain), changing("b.cfg", ofHandsets, plain)
	b.Changes = append(b.Changes, &Change{Parameter: "up.password", Kind: Unknown, file: b})
	if a.alike(true) != b.alike(true) || a.alike(false) != b.alike(false) {
		t.Error("files that change alike differ by what is not compared")
	}
	if (block{files: []*File{a}}).everywhere() == "" || (block{files: []*File{b}}).everywhere() != "" {
		t.Error("what is not compared is told of files of several kinds")
	}
}
