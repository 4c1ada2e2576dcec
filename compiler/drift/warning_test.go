package drift

import (
	"slices"
	"testing"

	"provc/compiler/diag"
	"provc/compiler/root"
	"provc/compiler/vendors"
)

// What a build says of a change that handsets mask: by a password of its own, by web pages,
// by one handset or several; hard where the value is another for sure, else a note.
func TestWarnings(t *testing.T) {
	t.Parallel()
	mask := func(of Entity, file string, password bool, profiles ...string) *Mask {
		return &Mask{Of: of, At: diag.Pos{File: file, Line: 3}, Parameter: "up.a", Password: password, Profiles: profiles, Ours: []Value{{File: "other.cfg"}, {File: "site.cfg", Pos: diag.Pos{File: "a.cue", Line: 7}}}}
	}
	ana, ben, one, two := Entity{"ana", "Ana", true}, Entity{ID: "ben", Person: true}, Entity{"m1", "One", false}, Entity{ID: "m2"}
	const tells = "; provc drift tells of each what to remove"
	for _, x := range []struct {
		masks   []*Mask
		certain bool
		want    string
	}{
		{[]*Mask{mask(ana, "ana-phone.cfg", true)}, true, "warning override-password: the new password of ana has no effect: ana-phone.cfg holds one that was set at a handset; while ana is logged out, remove the attribute up.a in line 3 of ana-phone.cfg"},
		{[]*Mask{mask(ana, "ana-phone.cfg", true)}, false, "note override-password: if the password of ana is a new one, it has no effect: ana-phone.cfg holds one that was set at a handset; while ana is logged out, remove the attribute up.a in line 3 of ana-phone.cfg"},
		{[]*Mask{mask(ana, "ana-phone.cfg", false)}, true, "warning override-setting: up.a of site.cfg has no effect for Ana (ana): ana-phone.cfg, which a handset wrote, sets it, too; while ana is logged out, remove the attribute up.a in line 3 of ana-phone.cfg"},
		{[]*Mask{mask(one, "m1-web.cfg", false, "ana", "ben")}, true, "warning override-setting: up.a of site.cfg has no effect on handset One (m1): m1-web.cfg, which its web pages wrote, sets it, too; remove the attribute up.a in line 3 of m1-web.cfg, and restart the handset"},
		{[]*Mask{mask(one, "m1-phone.cfg", false)}, false, "note override-setting: up.a of site.cfg has no effect for One (m1): m1-phone.cfg, which a handset wrote, sets it, too; remove the attribute up.a in line 3 of m1-phone.cfg, and restart the handset"},
		{[]*Mask{mask(ana, "ana-phone.cfg", true), mask(ben, "ben-phone.cfg", true)}, true, "warning override-setting: up.a of site.cfg has no effect for 2 people: ana-phone.cfg and another, which handsets wrote, set it, too" + tells},
		{[]*Mask{mask(one, "m1-web.cfg", false), mask(one, "m1-phone.cfg", false), mask(two, "m2-web.cfg", false), mask(ana, "ana-phone.cfg", false)}, true, "warning override-setting: up.a of site.cfg has no effect for 1 person and 2 handsets: m1-web.cfg and 3 others, which handsets wrote, set it, too" + tells},
		{[]*Mask{mask(one, "m1-web.cfg", false), mask(two, "m2-web.cfg", false)}, true, "warning override-setting: up.a of site.cfg has no effect for 2 handsets: m1-web.cfg and another, which handsets wrote, set it, too" + tells},
	} {
		d := warning(x.masks, "site.cfg", x.certain)
		if got := d.Severity.String() + " " + d.Check + ": " + d.Message(); got != x.want || d.Pos.Line != 7 {
			t.Errorf("at %s: got\n%s\nwant\n%s", d.Pos, got, x.want)
		}
	}
}

// What may have changed is worth a word of a password alone.
func TestUncertainChanges(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		written string
		changed Settings
		want    []string
	}{
		{"people/ana-phone.cfg prov.login.localPassword=typed", Settings{"people/ana.cfg": {"prov.login.localPassword": false}}, []string{"note override-password"}},
		{"people/ana-phone.cfg prov.login.localPassword=typed", Settings{"people/ana.cfg": {"prov.login.localPassword": true}}, []string{"warning override-password"}},
		{"people/ben-phone.cfg up.c=x", Settings{"people/ben.cfg": {"up.c": false}}, nil},
		{"people/ben-phone.cfg up.c=x", Settings{"people/ben.cfg": {"up.c": true}}, []string{"warning override-setting"}},
		{"people/ben-phone.cfg up.c=x", Settings{"people/ben.cfg": {"up.z": true}}, nil},
		{"people/ben-directory.xml up.c=x", Settings{"people/ben.cfg": {"up.c": true}}, nil},
	} {
		dir := t.TempDir()
		plant(t, dir, ward(), is("deployed"), x.written)
		list, err := Against(dir, root.Compiled("declared", vendors.All(), root.Part{Tree: ward()}), x.changed, nil)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, d := range list {
			got = append(got, d.Severity.String()+" "+d.Check)
		}
		if !slices.Equal(got, x.want) {
			t.Errorf("%v with %s: got %q, want %q", x.changed, x.written, got, x.want)
		}
	}
}
