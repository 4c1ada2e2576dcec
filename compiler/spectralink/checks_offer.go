package spectralink

import (
	"embed"

	"provc/compiler/catalogue"
	"provc/compiler/diag"
)

//go:embed checks
var offerDocuments embed.FS

var offerChecks = diag.NewSet("Spectralink", offerDocuments)

// offerSet returns the package's checks.
func offerSet() *diag.Set { return offerChecks }

// The checks of what settings share and name.
var (
	codecPreferenceTwice = offerChecks.New("codec-preference-twice")
	efkNameTwice         = offerChecks.New("efk-name-twice")
	pttChannelTwice      = offerChecks.New("ptt-channel-twice")
	softkeyMacroUnknown  = offerChecks.New("softkey-macro-unknown")
)

// offerConclusions are the parameters and fields from whose absence checks conclude.
var offerConclusions = catalogue.Conclusions{
	softkeyMacroUnknown.ID: {"efk.*"},
}
