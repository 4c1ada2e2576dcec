package diff

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/root"
	"provc/compiler/vendors"
)

// affected are the handsets and people of a diff, each with what happens to it, and how
// much each change asks for attention.
func affected(d *Diff) string {
	var all []string
	say := func(who string, r catalogue.Restart, words ...string) {
		all = append(all, strings.TrimRight(fmt.Sprintf("%s %s%s", who, r, strings.Join(words, "")), " "))
	}
	word := func(is bool, what string) string {
		if is {
			return " " + what
		}
		return ""
	}
	for _, h := range d.Handsets {
		say(h.Name(), h.Restart, word(h.New, "new"), word(h.Gone, "gone"), word(h.Replaces != "", "for "+h.Replaces))
	}
	for _, u := range d.Users {
		say(u.ID, u.Restart, word(u.Own, "own"), word(u.New, "new"), word(u.Gone, "gone"))
	}
	for _, f := range d.Files {
		for _, ch := range f.Changes {
			if !ch.lists() {
				all = append(all, fmt.Sprintf("%s %s %s", f.Path, ch.Parameter, ch.Level()))
			}
		}
	}
	return strings.Join(all, "; ")
}

// Who comes or goes starts, or does not start, anyhow; what is in files that come or go
// with them is told of them. A handset that has no file of its own says nothing new.
func TestComings(t *testing.T) {
	t.Parallel()
	const (
		rest = "-- 000000000000.cfg --\nCONFIG_FILES=site.cfg\nUSER_PROFILES_DIRECTORY=people\n"
		site = "-- site.cfg --\nprov.login.enabled=1\n"
		one  = "-- 00907a000001.cfg|00907a000001 --\nCONFIG_FILES=phone-00907a000001.cfg, site.cfg\nUSER_PROFILES_DIRECTORY=people\n-- phone-00907a000001.cfg|00907a000001 --\n"
		two  = "-- 00907a000002.cfg|00907a000002 --\nCONFIG_FILES=site.cfg\nUSER_PROFILES_DIRECTORY=people\n"
		ana  = "-- people/ana.cfg|ana --\n"
		bo   = "-- people/bo.cfg|bo --\nreg.2.label=B\n"
	)
	for _, x := range []struct{ name, old, new, want string }{
		{"a handset comes", rest + site, rest + site + one + "device.set=1\n", "00907a000001 no new; 00907a000001.cfg USER_PROFILES_DIRECTORY new; phone-00907a000001.cfg device.set new"},
		{"a handset goes", rest + site + one + "device.set=1\n", rest + site, "00907a000001 no gone; 00907a000001.cfg USER_PROFILES_DIRECTORY gone; phone-00907a000001.cfg device.set gone"},
		{"what comes with a handset, and is beaten", rest + site, rest + site + one + "up.a=1\n-- 00907a000002.cfg|00907a000002 --\nCONFIG_FILES=g.cfg, site.cfg\n-- g.cfg --\nup.a=2\n", "00907a000001 no new; 00907a000002 no new; 00907a000001.cfg USER_PROFILES_DIRECTORY new; g.cfg up.a new; phone-00907a000001.cfg up.a new"},
		{"others come", "-- 00907a000001.cfg|00907a000001 --\nCONFIG_FILES=site.cfg\n" + site, "-- 00907a000001.cfg|00907a000001 --\nCONFIG_FILES=site.cfg\n-- 000000000000.cfg --\nCONFIG_FILES=site.cfg\n" + site, "every handset that is not listed no new"},
		{"a profile comes", rest + site, rest + site + ana + "device.set=1\nreg.2.address=1\n", "ana yes own new; people/ana.cfg device.set restart-at-log-in; people/ana.cfg reg.2.address no-restart"},
		{"a profile comes, of which nobody knows", rest + site, rest + site + ana + "up.a=1\nreg.2.address=1\n", "ana unknown own new; people/ana.cfg reg.2.address no-restart; people/ana.cfg up.a restart-unknown"},
		{"a profile goes", rest + site + ana + "device.set=1\n", rest + site, "ana no own gone; people/ana.cfg device.set gone"},
		{"a profile changes", rest + site + ana + "device.set=1\nup.a=1\n", rest + site + ana + "device.set=2\nup.a=2\n", "ana yes own; people/ana.cfg device.set restart-at-log-in; people/ana.cfg up.a restart-unknown"},
		{"a value for several", rest + site + two + bo, rest + site + "up.a=1\n" + two + bo, "every handset that is not listed unknown; 00907a000002 unknown; bo no; site.cfg up.a restart-unknown"},
		{"a handset replaces another", rest + site + one + "reg.1.address=1\nup.a=1\n", rest + site + strings.ReplaceAll(one, "00907a000001", "00907a000009") + "reg.1.address=1\nup.a=2\n", "00907a000009 no for 00907a000001; phone-00907a000009.cfg up.a new"},
	} {
		if got := affected(Compare(built(t, x.old), built(t, x.new), Options{})); got != x.want {
			t.Errorf("%s: got\n%s\nwant\n%s", x.name, got, x.want)
		}
	}
	bare := Compare(without(labelled("1", "a"), "none"), without(labelled("1", "a"), "none"), Options{})
	if len(bare.Handsets) != 0 || !bare.Empty() {
		t.Errorf("the same is %+v", bare.Handsets)
	}
}

// A handset without a file of its own that is listed, or no longer, is none that comes or
// goes.
func TestBareHandsets(t *testing.T) {
	t.Parallel()
	listed := labelled("1", "a")
	bare := compiledWithout(listed)
	for _, d := range []*Diff{Compare(bare, labelled("1", "a"), Options{}), Compare(labelled("1", "a"), compiledWithout(labelled("1", "a")), Options{})} {
		if len(d.Handsets) != 0 || len(d.Notes) != 0 || !d.Empty() {
			t.Errorf("%+v, %+v", d.Handsets, d.Notes)
		}
	}
}

// Calls for help are another for those alone who were there before, by whichever file.
func TestEmergencyOfComings(t *testing.T) {
	t.Parallel()
	help := func(s string) string {
		return strings.Replace(s, "up.b=1", "dialplan.routing.emergency.1.value=112", 1)
	}
	for _, x := range []struct {
		name, old, new string
		is, caught     bool
	}{
		{"a handset's own", phones(mac1 + " A up.b=1"), help(phones(mac1 + " A up.b=1")), true, true},
		{"a handset's own, once", help(phones(mac1 + " A up.b=1")), phones(mac1 + " A up.b=1"), true, true},
		{"of one that comes", phones(), help(phones(mac1 + " A up.b=1")), true, false},
		{"of one that goes", help(phones(mac1 + " A up.b=1")), phones(), true, false},
		{"something else", phones(mac1 + " A up.b=1"), phones(mac1 + " A up.b=2"), false, false},
	} {
		d := Compare(built(t, x.old), built(t, x.new), Options{})
		is := false
		for _, f := range d.Files {
			for _, ch := range f.Changes {
				is = is || ch.Emergency
			}
		}
		if caught := d.caught(PolicyEmergency) != ""; is != x.is || caught != x.caught {
			t.Errorf("%s: %t, told %t", x.name, is, caught)
		}
	}
}

// A person who replaces nobody and whose handset is replaced goes on to log in: no profile
// is lost with a handset.
func TestReplacedHandsetIsOpen(t *testing.T) {
	t.Parallel()
	root := func(mac string) string {
		return fmt.Sprintf("-- %s.cfg|%[1]s --\nCONFIG_FILES=phone-%[1]s.cfg\nUSER_PROFILES_DIRECTORY=people\n-- phone-%[1]s.cfg|%[1]s --\nprov.login.enabled=1\nreg.1.address=1\n-- people/ana.cfg|ana --\nreg.2.address=2\n", mac)
	}
	if d := Compare(built(t, root(mac1)), built(t, root(mac2)), Options{}); len(d.LosesProfile) != 0 || len(d.Renames) != 1 {
		t.Errorf("%+v, %+v", d.LosesProfile, d.Renames)
	}
	gone := strings.Replace(root(mac2), "-- people/ana.cfg|ana --\nreg.2.address=2\n", "", 1)
	if d := Compare(built(t, root(mac1)), built(t, gone), Options{}); len(d.LosesProfile) != 1 {
		t.Errorf("who could log in on the one that is replaced loses nothing: %+v", d.LosesProfile)
	}
}

// compiledWithout is a side without the handsets that are listed and need no file.
func compiledWithout(s *Side) *Side {
	tree := &artifact.Tree{}
	for _, p := range s.Paths() {
		tree.Files = append(tree.Files, s.At(p).Compiled)
	}
	return Compiled("less", "", vendors.All(), root.Part{Tree: tree})
}

// What several handsets see asks for attention by those that stay, whoever is replaced.
func TestStaysAmongReplaced(t *testing.T) {
	t.Parallel()
	site := func(s, idle string) string { return strings.Replace(s, "up.idleTimeout=60", "up.idleTimeout="+idle, 1) }
	old, new := phones(mac1+" A up.b=1", mac2+" B reg.1.address=2"), site(phones(mac1+" A up.b=1", mac5+" B reg.1.address=2"), "61")
	got := compared(t, old, new)
	if want := "    handsets A (00907a000001) and B (00907a000005), every handset that is not listed, user ana · may restart · at boot\n"; !strings.Contains(got, want) {
		t.Errorf("no %q in\n%s", want, got)
	}
	if want := "; 1 handset affected: 1 may restart; also handsets that are not listed: may restart; 1 handset replaced"; !strings.Contains(got, want) {
		t.Errorf("no %q in\n%s", want, got)
	}
}

// Of a list of files in a master file that comes or goes nothing is told, even of all: that
// is what its handset reads.
func TestListsThatCome(t *testing.T) {
	t.Parallel()
	const one = mac1 + " A up.b=1"
	for _, d := range []*Diff{Compare(built(t, phones()), built(t, phones(one)), Options{}), Compare(built(t, phones(one)), built(t, phones()), Options{})} {
		got := printed(t, d, TextOptions{Verbose: true})
		if strings.Contains(got, " CONFIG_FILES") || !strings.Contains(got, " USER_PROFILES_DIRECTORY: people") {
			t.Errorf("got\n%s", got)
		}
	}
}

// Of a handset that is still listed and needs no file of its own any more, or needs one from
// now on, it is told what it takes of others then.
func TestOwnFileComesAndGoes(t *testing.T) {
	t.Parallel()
	bare := func(s *Side) *Side {
		tree := &artifact.Tree{}
		for _, p := range s.Paths() {
			tree.Files = append(tree.Files, s.At(p).Compiled)
		}
		listing := &artifact.Listing{}
		listing.Add(mac1, "")
		tree.Bare = []*artifact.Listing{listing}
		return Compiled("side", "", vendors.All(), root.Part{Tree: tree})
	}
	const all, group, own = "-- 000000000000.cfg --\nCONFIG_FILES=site.cfg\n-- site.cfg --\nup.a=1\n", "-- g.cfg --\nup.a=2\nup.b=2\n", "-- " + mac1 + ".cfg|" + mac1 + " --\nCONFIG_FILES=g.cfg, site.cfg\n"
	for _, x := range []struct {
		old, new *Side
		want     []string
	}{
		{built(t, all+group+own), bare(built(t, all+group)), []string{"- " + mac1 + ".cfg, master file", "  * up.a: 2 → 1", "  * up.b: 2 → nothing", "    handset " + mac1 + " · may restart · at boot\n", "; 1 handset affected: 1 may restart"}},
		{bare(built(t, all+group)), built(t, all+group+own), []string{"+ " + mac1 + ".cfg, master file", "  * up.a: 1 → 2", "  * up.b: nothing → 2", "    handset " + mac1 + " · may restart · at boot\n", "; 1 handset affected: 1 may restart"}},
	} {
		got := printed(t, Compare(x.old, x.new, Options{}), TextOptions{})
		for _, want := range x.want {
			if !strings.Contains(got, want) {
				t.Errorf("no %q in\n%s", want, got)
			}
		}
	}
}
