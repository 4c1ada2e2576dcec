package diff

import (
	"fmt"
	"strings"
	"testing"
)

// Whom a change reaches by way of handsets: those who can log in there, before or now, and
// were there before; in the order of their IDs.
func TestWhoInherits(t *testing.T) {
	t.Parallel()
	const (
		rest = "-- 000000000000.cfg --\nCONFIG_FILES=site.cfg\nUSER_PROFILES_DIRECTORY=people\n"
		one  = "-- 00907a000001.cfg|00907a000001 --\nCONFIG_FILES=phone-00907a000001.cfg, site.cfg\nUSER_PROFILES_DIRECTORY=people\n-- phone-00907a000001.cfg|00907a000001 --\n"
		two  = "-- 00907a000002.cfg|00907a000002 --\nCONFIG_FILES=phone-00907a000002.cfg, site.cfg\nUSER_PROFILES_DIRECTORY=people\n-- phone-00907a000002.cfg|00907a000002 --\n"
		on   = "prov.login.enabled=1\n"
		off  = "prov.login.enabled=0\n"
		site = "-- site.cfg --\n"
	)
	staff := func(ids ...string) string {
		var b strings.Builder
		for _, id := range ids {
			fmt.Fprintf(&b, "-- people/%s.cfg|%[1]s --\nreg.2.label=%[1]s\n", id)
		}
		return b.String()
	}
	for _, x := range []struct{ name, old, new, want string }{
		{"in order", rest + site + on + "up.a=1\n" + staff("di", "bo", "cy"), rest + site + on + "up.a=2\n" + staff("di", "bo", "cy"), "every handset that is not listed, users bo, cy and di"},
		{"handsets that nobody listed are any number", rest + site + on + "up.a=1\n" + staff("bo"), rest + site + on + "up.a=2\n" + staff("bo"), "every handset that is not listed, user bo"},
		{"one handset is one", one + site + on + "up.a=1\n" + staff("bo"), one + site + on + "up.a=2\n" + staff("bo"), "handset 00907a000001"},
		{"two are several", one + two + site + on + "up.a=1\n" + staff("bo"), one + two + site + on + "up.a=2\n" + staff("bo"), "handsets 00907a000001 and 00907a000002, user bo"},
		{"one of two has its own", one + "up.a=9\n" + two + site + on + "up.a=1\n" + staff("bo"), one + "up.a=9\n" + two + site + on + "up.a=2\n" + staff("bo"), "handset 00907a000002 (1 handset has a value of its own)"},
		{"they can log in from now on", one + two + site + off + "up.a=1\n" + staff("bo"), one + two + site + on + "up.a=2\n" + staff("bo"), "handsets 00907a000001 and 00907a000002, user bo"},
		{"they can no longer", one + two + site + on + "up.a=1\n" + staff("bo"), one + two + site + off + "up.a=2\n" + staff("bo"), "handsets 00907a000001 and 00907a000002"},
		{"on one of two they can no longer", one + two + site + on + "up.a=1\n" + staff("bo"), one + off + two + site + on + "up.a=2\n" + staff("bo"), "handsets 00907a000001 and 00907a000002, user bo"},
		{"one that comes is no second", one + site + on + "up.a=1\n" + staff("bo"), one + two + site + on + "up.a=2\n" + staff("bo"), "handset 00907a000001"},
		{"one that replaces another is no second", one + two + "reg.1.address=1\n" + site + on + "up.a=1\n" + staff("bo"), one + strings.ReplaceAll(two, "00907a000002", "00907a000009") + "reg.1.address=1\n" + site + on + "up.a=2\n" + staff("bo"), "handsets 00907a000001 and 00907a000009"},
		{"one that reads other files now has no value of its own", "-- g.cfg --\nup.a=1\n" + strings.Replace(one, "site.cfg", "g.cfg, site.cfg", 1) + strings.Replace(two, "site.cfg", "g.cfg, site.cfg", 1) + site + on, "-- g.cfg --\nup.a=2\n" + one + strings.Replace(two, "site.cfg", "g.cfg, site.cfg", 1) + site + on, "handset 00907a000002"},
		{"who comes is not told", one + two + site + on + "up.a=1\n" + staff("bo"), one + two + site + on + "up.a=2\n" + staff("ana", "bo"), "handsets 00907a000001 and 00907a000002, user bo"},
		{"who has another ID is", one + two + site + on + "up.a=1\n" + staff("bo") + "reg.2.address=7\n", one + two + site + on + "up.a=2\n" + strings.Replace(staff("bob"), "label=bob", "label=bo", 1) + "reg.2.address=7\n", "handsets 00907a000001 and 00907a000002, user bob"},
	} {
		got := compared(t, x.old, x.new)
		if !strings.Contains(got, "  ~ up.a: 1 → 2\n    "+x.want+" · may restart · at boot\n") {
			t.Errorf("%s: no %q in\n%s", x.name, x.want, got)
		}
	}
}

// On how many handsets a person can log in whose profile changes is known to programs.
func TestLogInHandsets(t *testing.T) {
	t.Parallel()
	root := func(profile string, folders ...string) *Side {
		var b strings.Builder
		for n, folder := range folders {
			fmt.Fprintf(&b, "-- 00907a00000%d.cfg|00907a00000%[1]d --\nCONFIG_FILES=site.cfg\nUSER_PROFILES_DIRECTORY=%s\n", n, folder)
		}
		return built(t, b.String()+"-- site.cfg --\nprov.login.enabled=1\n"+profile)
	}
	const ana, other = "-- people/ana.cfg|ana --\nup.a=1\n", "-- people/ana.cfg|ana --\nup.a=2\n"
	for _, x := range []struct {
		name     string
		old, new *Side
		want     int
	}{
		{"changes", root(ana, "people", "people", "x"), root(other, "people", "people", "people"), 3},
		{"comes", root("", "people", "people"), root(ana, "people", "x"), 1},
		{"goes", root(ana, "people", "people"), root("", "people", "x"), 2},
		{"nobody's", root(ana, "x"), root(other, "x"), 0},
	} {
		d := Compare(x.old, x.new, Options{})
		for _, f := range d.Files {
			if f.Path == "people/ana.cfg" && f.Changes[0].Impact.LogIn != x.want {
				t.Errorf("%s: on %d handsets, want %d", x.name, f.Changes[0].Impact.LogIn, x.want)
			}
		}
	}
}

// A state in which a user is logged in is named where somebody has no value of the own
// profile's who was there before.
func TestStatesOfMobility(t *testing.T) {
	t.Parallel()
	const (
		def  = "-- default.xml --\nEM_Enable=Yes\nProfile_Rule=/d\n"
		host = "-- host/board.xml|0026cb000001|Board --\nEM_Enable=Yes\n"
		lab  = "-- host/lab.xml|0026cb000002|Lab --\nEM_Enable=Yes\n"
	)
	for _, x := range []struct{ name, old, new, want string }{
		{"nobody can log in", def + host + "Text_Logo=A\n", def + host + "Text_Logo=B\n", "state host\n"},
		{"somebody has none", def + host + "Text_Logo=A\n-- mobile/ana.xml|ana --\nStation_Name=A\n", def + host + "Text_Logo=B\n-- mobile/ana.xml|ana --\nStation_Name=A\n", "state host, mobile\n"},
		{"all have one", def + host + "Text_Logo=A\n-- mobile/ana.xml|ana --\nText_Logo=X\n", def + host + "Text_Logo=B\n-- mobile/ana.xml|ana --\nText_Logo=X\n", "state host\n"},
		{"who comes has none", def + host + "Text_Logo=A\n-- mobile/bo.xml|bo --\nText_Logo=X\n", def + host + "Text_Logo=B\n-- mobile/ana.xml|ana --\nStation_Name=A\n-- mobile/bo.xml|bo --\nText_Logo=X\n", "state host\n"},
		{"of two phones, too", def + host + "Text_Logo=A\n" + lab + "Text_Logo=A\n-- mobile/ana.xml|ana --\nStation_Name=A\n", def + host + "Text_Logo=B\n" + lab + "Text_Logo=B\n-- mobile/ana.xml|ana --\nStation_Name=A\n", "state host, mobile\n"},
		{"a person's own", def + host + "-- mobile/ana.xml|ana --\nText_Logo=A\n", def + host + "-- mobile/ana.xml|ana --\nText_Logo=B\n", "state mobile\n"},
		{"of the default profile", def + "Text_Logo=A\n", def + "Text_Logo=B\n", "state unenrolled\n"},
	} {
		got := compared(t, x.old, x.new)
		if !strings.Contains(got, "· "+x.want) {
			t.Errorf("%s: no %q in\n%s", x.name, x.want, got)
		}
	}
}

// Files of either side that are not well-formed are found, and told where they lie.
func TestBrokenOnEitherSide(t *testing.T) {
	t.Parallel()
	side := func(site string) *Side {
		return folder(t, "-- 000000000000.cfg --\n<MASTER_CONFIG CONFIG_FILES=\"site.cfg\"/>\n-- site.cfg --\n"+site+"\n")
	}
	const right, wrong = `<x up.a="1"/>`, "<x\nup.a=\"a&b\"/>"
	for _, x := range []struct{ old, new *Side }{{side(wrong), side(right)}, {side(right), side(wrong)}} {
		d := Compare(x.old, x.new, Options{})
		if len(d.Findings) != 1 || d.Findings[0].Pos.Line != 2 || !strings.HasSuffix(d.Findings[0].Pos.File, "/site.cfg") || d.Findings[0].Message() != "site.cfg is not well-formed XML, so that it is compared as a whole; handsets ignore such a file" {
			t.Errorf("%+v", d.Findings)
		}
	}
}

// What cannot be compared is no value of somebody's own.
func TestUnknownIsNotMasked(t *testing.T) {
	t.Parallel()
	const rest = "-- 000000000000.cfg --\nCONFIG_FILES=site.cfg\n-- site.cfg --\nup.a=1\nreg.1.auth.password"
	d := Compare(built(t, rest+"$line\n"), built(t, rest+"=text\n"), Options{})
	if ch := d.Files[0].Changes[0]; len(d.Files) != 1 || ch.Kind != Unknown || ch.Impact.MaskedHandsets != 0 || len(ch.Impact.Masked) != 0 || !ch.Impact.None() {
		t.Errorf("%+v", ch)
	}
	d = Compare(built(t, in("people", "ana")+"prov.login.localPassword$ana\n"), built(t, in("people", "ana")+"prov.login.localPassword=text\n"), Options{})
	if ch := d.Files[0].Changes[0]; ch.Kind != Unknown || ch.Impact.MaskedUsers != 0 || !ch.Impact.None() || len(d.Users) != 0 {
		t.Errorf("%+v, %+v", ch, d.Users)
	}
}
