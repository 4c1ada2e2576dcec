package spectralink

import (
	"testing"
)

// What handsets ask for by themselves, in words and by name.
func TestStarts(t *testing.T) {
	for name, want := range map[string]bool{
		"000000000000.cfg": true, "d/00907a0e7fe5.cfg": true, "00907A0E7FE5.cfg": false,
		"00907a0e7fe.cfg": false, "00907a0e7fe5a.cfg": false, "00907a0e7feg.cfg": false, "00907a0e7fe5.xml": false, "00907a0e7fe5.cfg.bak": false, "x00907a0e7fe5.cfg": false, "00907a0e7fe5xcfg": false,
		"00907a0e7fe5.cfg/x": false, "site.cfg": false,
	} {
		if (Handsets{}).Starts(name) != want {
			t.Errorf("handsets ask for %s by themselves: %v", name, !want)
		}
	}
	if got := (Handsets{}).Name(); got != "spectralink" {
		t.Errorf("the vendor is called %s", got)
	}
	if got := (Handsets{}).Checks().Title; got != "Spectralink" {
		t.Errorf("its checks are headed %s", got)
	}
	if got := (Handsets{}).StartNames(); got != "a master configuration file (000000000000.cfg or <MAC>.cfg)" {
		t.Errorf("it is called %s", got)
	}
}
