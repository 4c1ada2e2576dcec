package explain

import (
	"testing"

	"provc/compiler/vendor"
	"provc/compiler/vendors"
)

// The beginning of names has indexes that there are, or the letters of the catalogue.
func TestGroup(t *testing.T) {
	t.Parallel()
	facts := vendor.FactsOf(vendors.All())
	for name, want := range map[string]string{
		"reg.1": "reg.x", "reg.34.": "reg.x", "reg.x": "reg.x", "reg": "reg", "reg.1.server": "reg.x.server", "up": "up",
		"reg.0": "", "reg.35": "", "reg.y": "", "reg.1.nothing": "", "up.idleTimeout": "", "nothing": "",
	} {
		if got, ok := group(facts, name); got != want || ok != (want != "") {
			t.Errorf("%s is the beginning %q, %t, want %q", name, got, ok, want)
		}
	}
}
