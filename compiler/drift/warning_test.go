package drift

import (
	"fmt"
	"slices"
	"testing"

	"provc/compiler/artifact"
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

// Of passwords that have no effect twenty are told, and how many more there are, as hard as
// the hardest of those; of other settings each is told.
func TestManyWarnings(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		parameter string
		n         int
		certain   func(i int) bool
		told      int
		last      string
	}{
		{"prov.login.localPassword", 20, func(int) bool { return true }, 20, "warning: the new password of p19 has no effect: people/p19-phone.cfg holds one that was set at a handset"},
		{"prov.login.localPassword", 21, func(int) bool { return true }, 21, "warning: of 1 person more the same is to be said"},
		{"prov.login.localPassword", 23, func(i int) bool { return i == 21 }, 21, "warning: of 3 people more the same is to be said"},
		{"prov.login.localPassword", 23, func(i int) bool { return i < 20 }, 21, "note: of 3 people more the same is to be said"},
		{"up.c", 23, func(int) bool { return true }, 23, "warning: up.c of people/p22.cfg has no effect for p22: people/p22-phone.cfg, which a handset wrote, sets it, too"},
	} {
		tree, written, changed := ward(), "", Settings{}
		for i := range x.n {
			id := fmt.Sprintf("p%02d", i)
			tree.Files = append(tree.Files, &artifact.File{Path: "people/" + id + ".cfg", Entity: id, Params: []artifact.Param{{Name: x.parameter, Value: "declared"}}, Format: tree.Files[0].Format})
			written += "people/" + id + "-phone.cfg " + x.parameter + "=typed\n"
			changed["people/"+id+".cfg"] = map[string]bool{x.parameter: x.certain(i)}
		}
		dir := t.TempDir()
		plant(t, dir, ward(), is("x"), written)
		got, err := Against(dir, root.Compiled("declared", vendors.All(), root.Part{Tree: tree}), changed, nil)
		if err != nil || len(got) != x.told {
			t.Errorf("%d of %s: %d are told, %v", x.n, x.parameter, len(got), err)
			continue
		}
		if last := got[x.told-1]; last.Severity.String()+": "+last.Summary != x.last {
			t.Errorf("%d of %s: %s: %s", x.n, x.parameter, last.Severity, last.Summary)
		}
	}
}

// Where no folder of overrides is declared handsets write beside their master files, and a
// build looks there.
func TestWatchBesideMasters(t *testing.T) {
	t.Parallel()
	tree := func(site string) *artifact.Tree {
		tree := ward()
		tree.Dirs = []string{"people", "doctors"}
		for _, f := range tree.Files {
			f.Params = slices.DeleteFunc(slices.Clone(f.Params), func(p artifact.Param) bool { return p.Name == "OVERRIDES_DIRECTORY" })
			if f.Path == "site.cfg" {
				f.Params[2].Value = site
			}
		}
		return tree
	}
	dir, after := t.TempDir(), tree("new")
	plant(t, dir, tree("all"), is("x"), "00907a000001-web.cfg up.b=x")
	w := Watch{Dir: dir, Tree: after, Vendors: vendors.All(), Secret: is("x")}
	after.Sort()
	for _, f := range after.Files {
		if f.Path == "site.cfg" {
			w.Differs(f, false)
		}
	}
	got, err := w.Findings()
	if err != nil || len(got) != 1 || got[0].Summary != "up.b of site.cfg has no effect for One (00907a000001): 00907a000001-web.cfg, which a handset wrote, sets it, too" {
		t.Errorf("%v, %v", got, err)
	}
}
