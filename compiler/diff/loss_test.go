package diff

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/root"
	"provc/compiler/vendors"
)

// losses are who loses what, with the place of it.
func losses(d *Diff) string {
	var b strings.Builder
	for _, kind := range []struct {
		what string
		all  []Loss
	}{{"profile", d.LosesProfile}, {"registration", d.LosesRegistration}} {
		for _, l := range kind.all {
			fmt.Fprintf(&b, "%s of %s: %s at %s\n", kind.what, l.Name(), l.Why, l.Pos)
		}
	}
	return b.String()
}

// A handset loses the lines that it registers no more, whatever made them go, by the
// place that did; one that goes loses those that it does not find in what is for all. A
// line of another address is no line lost.
func TestLostLines(t *testing.T) {
	t.Parallel()
	const (
		rest  = "-- 000000000000.cfg --\nCONFIG_FILES=site.cfg\n"
		site  = "-- site.cfg --\nreg.1.server.1.address=sip@6\n"
		desk  = "-- 00907a000001.cfg|00907a000001|Desk --\nCONFIG_FILES=phone-00907a000001.cfg, site.cfg\n-- phone-00907a000001.cfg|00907a000001|Desk --\n"
		lines = "reg.1.address=1@7\nreg.2.address=2\nreg.2.server.1.address=sip\n"
	)
	for _, x := range []struct{ name, old, new, want string }{
		{"both", rest + site + desk + lines, rest + site + desk + "up.a=1\n", "registration of Desk (00907a000001): line 1, 2 at ward.cue:7\n"},
		{"both, of many changes", rest + site + desk + lines, rest + site + desk + "up.a=1@1\nup.b=1@1\nup.c=1@1\nup.d=1@1\nptt.displayName=1@1\n", "registration of Desk (00907a000001): line 1, 2 at ward.cue:7\n"},
		{"one", rest + site + desk + lines, rest + site + desk + strings.Replace(lines, "reg.1.address=1@7\n", "", 1), "registration of Desk (00907a000001): line 1 at ward.cue:7"},
		{"its server", rest + site + desk + lines, rest + strings.Replace(site, "reg.1.server.1.address=sip@6", "up.b=1", 1) + desk + lines, "registration of Desk (00907a000001): line 1 at ward.cue:6"},
		{"another address", rest + site + desk + lines, rest + site + desk + strings.Replace(lines, "=1@7", "=9", 1), ""},
		{"the handset", rest + site + desk + lines, rest + site, "registration of Desk (00907a000001): line 1, 2 at "},
		{"the handset and what is for all", rest + site + desk + lines, "-- 00907a000002.cfg|00907a000002 --\nCONFIG_FILES=site.cfg\n" + site, "registration of Desk (00907a000001): line 1, 2; no file is for it any more at -"},
		{"nothing", rest + site + desk + "up.a=1\n", rest + site + desk + "up.a=2\n", ""},
		{"of those that nobody listed", rest + site + "reg.1.address=1\n", rest + site, "registration of every handset that is not listed: line 1 at ward.cue:2"},
		{"it comes", rest + site + desk + "up.a=1\n", rest + site + desk + lines, ""},
	} {
		got := losses(Compare(built(t, x.old), built(t, x.new), Options{}))
		if !strings.HasPrefix(got, x.want) || x.want == "" && got != "" || strings.Count(got, "\n") > 1 {
			t.Errorf("%s: got %q, want %q", x.name, got, x.want)
		}
	}
}

// Who can log in nowhere any more loses the profile: it is removed, or no handset is for
// its people. Who moves or has another ID loses it only where nobody can log in.
func TestLostProfiles(t *testing.T) {
	t.Parallel()
	closed := func(s string) string { return strings.Replace(s, "enabled=1", "enabled=0", 1) }
	for _, x := range []struct{ name, old, new, want string }{
		{"removed", in("people", "ana", "bo"), in("people", "ana"), "profile of B (bo): the profile is removed at ward.cue:1\n"},
		{"several, in order", in("people", "cy", "ana", "di", "bo", "ed"), in("people", "bo"), "profile of A (ana): the profile is removed at ward.cue:1\nprofile of C (cy): the profile is removed at ward.cue:1\nprofile of D (di): the profile is removed at ward.cue:1\nprofile of E (ed): the profile is removed at ward.cue:1\n"},
		{"closed", in("people", "ana"), closed(in("people", "ana")), "profile of A (ana): no handset lets users of people log in any more at -\n"},
		{"was closed", closed(in("people", "ana", "bo")), in("people", "ana"), ""},
		{"another folder", in("people", "ana"), in("staff", "ana"), ""},
		{"another folder that is closed", in("people", "ana"), closed(in("staff", "ana")), "profile of A (ana): the profile is removed at ward.cue:1\n"},
		{"another ID", in("people", "ana"), in("people", "anna"), ""},
		{"another ID, closed", in("people", "ana"), closed(in("people", "anna")), "profile of A (ana): the profile is removed at ward.cue:1\n"},
		{"handsets look elsewhere", in("people", "ana"), strings.Replace(in("people", "ana"), "DIRECTORY=people", "DIRECTORY=staff", 1), "profile of A (ana): no handset lets users of people log in any more at -\n"},
	} {
		if got := losses(Compare(built(t, x.old), built(t, x.new), Options{})); got != x.want {
			t.Errorf("%s: got\n%s\nwant\n%s", x.name, got, x.want)
		}
	}
}

// A file of somebody else's that may give a line back is named, and no other.
func TestLinesOfOthers(t *testing.T) {
	t.Parallel()
	side := func(site string) *Side {
		s := built(t, "-- 000000000000.cfg --\nCONFIG_FILES=pbx.cfg,tones.cfg,site.cfg\n-- site.cfg --\nup.a=1\nreg.1.server.1.address=sip\n"+site)
		tree := &artifact.Tree{Foreign: []artifact.Foreign{{Name: "pbx.cfg", Bounded: true, Sets: []string{"reg.*"}}, {Name: "tones.cfg", Bounded: true, Sets: []string{"up.*"}}}}
		for _, p := range s.Paths() {
			tree.Files = append(tree.Files, s.At(p).Compiled)
		}
		return Compiled("side", "", vendors.All(), root.Part{Tree: tree})
	}
	got := losses(Compare(side("reg.1.address=1\n"), side(""), Options{}))
	if want := "registration of every handset that is not listed: line 1, unless pbx.cfg sets it at ward.cue:2\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Who has a profile in a folder where people can log in has one, wherever else there are
// more of that ID.
func TestProfilesOfOneID(t *testing.T) {
	t.Parallel()
	root := func(open string, folders ...string) *Side {
		b := "-- 000000000000.cfg --\nCONFIG_FILES=site.cfg\nUSER_PROFILES_DIRECTORY=" + open + "\n-- site.cfg --\nprov.login.enabled=1\n-- off.cfg --\nprov.login.enabled=0\n"
		for n, f := range folders {
			b += fmt.Sprintf("-- %s/ana.cfg|ana --\nup.a=1\n", f)
			if f != open {
				b += fmt.Sprintf("-- 00907a00000%d.cfg|00907a00000%[1]d --\nCONFIG_FILES=off.cfg\nUSER_PROFILES_DIRECTORY=%s\n", n, f)
			}
		}
		return built(t, b)
	}
	for range 4 {
		if got := losses(Compare(root("z", "z"), root("c", "a", "b", "c", "d", "e"), Options{})); got != "" {
			t.Errorf("got %s", got)
		}
	}
}

// People of one ID lose their profiles in the order of their labels.
func TestLossesOfOneID(t *testing.T) {
	t.Parallel()
	var old, want strings.Builder
	old.WriteString("-- site.cfg --\nprov.login.enabled=1\n")
	for n := range 6 {
		fmt.Fprintf(&old, "-- 00907a00000%d.cfg|00907a00000%[1]d --\nCONFIG_FILES=site.cfg\nUSER_PROFILES_DIRECTORY=f%[1]d\n-- f%[1]d/ana.cfg|ana|Ana %[1]d --\nup.a=1\n", n)
		fmt.Fprintf(&want, "profile of Ana %d (ana): the profile is removed at ward.cue:1\n", n)
	}
	if got := losses(Compare(built(t, old.String()), built(t, "-- 000000000000.cfg --\nCONFIG_FILES=site.cfg\n-- site.cfg --\nup.a=1\n"), Options{})); got != want.String() {
		t.Errorf("got\n%s\nwant\n%s", got, want.String())
	}
}
