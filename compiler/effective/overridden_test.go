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
