package effective_test

import (
	"slices"
	"testing"

	"provc/compiler/effective"
	"provc/compiler/vendors"
)

// What handsets write is stronger than what is declared, in the order of CS-15-10;
// where it does not say, the layer is marked as an assumption.
func TestOverridden(t *testing.T) {
	t.Parallel()
	const own, web = "over/" + mac + "-phone.cfg", "over/" + mac + "-Web.CFG"
	r := ward("1").set("people/ana-phone.cfg", "A", "1").set(own, "A", "2").set(web, "A", "3").set("over/ben-phone.cfg", "A", "4")
	for _, master := range []string{mac + ".cfg", "000000000000.cfg"} {
		r = r.set(master, "OVERRIDES_DIRECTORY", "over")
	}
	listed, other := effective.Key{Folder: ".", ID: mac}, effective.Key{Folder: ".", ID: "00907a000000"}
	files := []string{mac + ".cfg", "phone-" + mac + ".cfg", "group-g.cfg", "features.cfg", "site.cfg"}
	for _, x := range []struct {
		name    string
		root    root
		key     effective.Key
		person  string
		layers  []string
		assumed string
	}{
		{"nobody", r, listed, "", append([]string{own, web}, files...), ""},
		{"somebody", r, listed, "ana", append([]string{"people/ana-phone.cfg", web, "people/ana.cfg", own}, files...), own},
		{"not listed", r, other, "ana", []string{"people/ana-phone.cfg", "people/ana.cfg", "000000000000.cfg", "features.cfg", "site.cfg"}, ""},
		{"saved elsewhere", r.set("ana-phone.cfg", "A", "5"), other, "ana", []string{"people/ana-phone.cfg", "people/ana.cfg", "000000000000.cfg", "features.cfg", "site.cfg"}, ""},
		{"gathered", ward("1").set(mac+"-phone.cfg", "A", "1").set("ANA-phone.cfg", "A", "2"), listed, "ana", append([]string{"ANA-phone.cfg", "people/ana.cfg", mac + "-phone.cfg"}, files...), mac + "-phone.cfg"},
		{"not where it is looked for", ward("1").set("old/ana-phone.cfg", "A", "1").set("old/"+mac+"-web.cfg", "A", "2"), listed, "ana", append([]string{"people/ana.cfg"}, files...), ""},
	} {
		a := effective.Of(x.root, vendors.All())
		h := a.Handset(x.key)
		v := h.Overridden(a.People["people"][x.person])
		var got []string
		assumed := ""
		for _, l := range v.Layers {
			got = append(got, l.Path)
			if l.Assumed {
				assumed += l.Path
			}
		}
		if !slices.Equal(got, x.layers) || assumed != x.assumed {
			t.Errorf("%s: %q with %q assumed, want %q with %q", x.name, got, assumed, x.layers, x.assumed)
		}
		if len(h.Layers) > len(files) || h.Layers[0].Path == own {
			t.Errorf("%s: what handsets write counts without being asked for", x.name)
		}
	}
}

// Handsets that nobody listed are known by what they wrote where the deployment has
// handsets write, and read what is for all.
func TestStrangers(t *testing.T) {
	t.Parallel()
	r := ward("1").set("Over/00907A00000f-Phone.cfg", "A", "1").set("over/00907a00000e-web.cfg", "A", "2").
		set("old/00907a00000d-phone.cfg", "A", "3").set("over/"+mac+"-phone.cfg", "A", "4").set("over/000000000000-phone.cfg", "A", "5").set("over/ana-phone.cfg", "A", "6")
	for _, master := range []string{mac + ".cfg", "000000000000.cfg"} {
		r = r.set(master, "OVERRIDES_DIRECTORY", "over").set(master, "CONTACTS_DIRECTORY", "https://contacts.example/").set(master, "LOG_FILE_DIRECTORY", "logs/[PHONE_MAC_ADDRESS]")
	}
	a := effective.Of(r, vendors.All())
	var got []string
	for _, h := range a.Strangers {
		s := h.ID
		v := h.Overridden(nil)
		for _, l := range v.Layers {
			s += " " + l.Path
		}
		got = append(got, s)
	}
	want := []string{"00907a00000e over/00907a00000e-web.cfg 000000000000.cfg features.cfg site.cfg", "00907a00000f Over/00907A00000f-Phone.cfg 000000000000.cfg features.cfg site.cfg"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for _, k := range effective.Keys(a) {
		if k.ID != "" && k.ID != mac {
			t.Errorf("%s is listed", k.ID)
		}
	}
	slices.Sort(a.Saves)
	if want := []string{".", "logs/" + mac, "over", "people"}; !slices.Equal(a.Saves, want) {
		t.Errorf("handsets write into %q, not %q", a.Saves, want)
	}
	if !slices.Equal(a.Elsewhere, []string{"https://contacts.example/"}) {
		t.Errorf("handsets write to %q", a.Elsewhere)
	}
}
