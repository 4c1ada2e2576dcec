package spectralink

import (
	"fmt"

	virtual "provc/compiler/handset"
	"provc/compiler/handset/spectralink"
	"provc/compiler/spectralink/facts"
)

// Handset is a virtual handset, of whatever model, since all of the series do alike.
func (Handsets) Handset(o virtual.Options) (virtual.Handset, error) {
	if !facts.IsMAC(o.ID) {
		return nil, fmt.Errorf("a handset is named by its MAC, such as 00907a0e7fe5: found %q", o.ID)
	}
	o.Facts = virtual.FactsOf(facts.Schema())
	return spectralink.New(o), nil
}

// Takes reports that handsets go by names, whatever their model.
func (Handsets) Takes(string, string) bool { return true }
