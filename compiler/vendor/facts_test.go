package vendor_test

import (
	"testing"

	"provc/compiler/vendor"
	"provc/compiler/vendors"
)

// What a catalogue says of a parameter is known, but for a default that some models have
// otherwise, and that of a secret.
func TestFacts(t *testing.T) {
	t.Parallel()
	facts := vendor.FactsOf(vendors.All())
	for name, want := range map[string]string{
		"up.idleTimeout": "40", "RTP_Packet_Size": "none", "Admin_Password": "none", "is.in.none": "none",
	} {
		got := "none"
		if d := facts.Of(name).Default; d != nil {
			got = *d
		}
		if got != want {
			t.Errorf("the default of %s is %s, want %s", name, got, want)
		}
	}
	for name, want := range map[string]bool{"Admin_Password": true, "up.idleTimeout": false, "x.password": true, "is.in.none": false} {
		if facts.Of(name).Secret != want {
			t.Errorf("%s is a secret: %t", name, !want)
		}
	}
}
