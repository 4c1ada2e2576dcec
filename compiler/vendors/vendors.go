// Package vendors is the registry of vendors: with the packages of the vendors
// themselves, the one place that names them.
package vendors

import (
	"provc/compiler/cisco"
	phones "provc/compiler/cisco/importing"
	"provc/compiler/importer/draft"
	"provc/compiler/spectralink"
	handsets "provc/compiler/spectralink/importing"
	"provc/compiler/vendor"
)

// All lists the vendors that provc knows.
func All() vendor.List {
	return vendor.List{
		spectralink.Handsets{},
		cisco.Phones{},
	}
}

// Makers lists what the vendors have for import.
func Makers() []draft.Maker {
	return []draft.Maker{
		handsets.Handsets{},
		phones.Phones{},
	}
}
