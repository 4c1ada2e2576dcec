package offer

import (
	"embed"

	"provc/compiler/catalogue/settings"
	"provc/compiler/diag"
)

//go:embed checks/*.txtar
var documents embed.FS

var checks = diag.NewSet("Spectralink", documents)

// Checks returns the package's checks.
func Checks() *diag.Set { return checks }

// The checks of what settings share and name.
var (
	codecPreferenceTwice = checks.New("codec-preference-twice")
	efkNameTwice         = checks.New("efk-name-twice")
	pttChannelTwice      = checks.New("ptt-channel-twice")
	softkeyMacroUnknown  = checks.New("softkey-macro-unknown")
)

// Conclusions are the parameters and fields from whose absence checks conclude.
var Conclusions = settings.Conclusions{
	softkeyMacroUnknown.ID: {"efk.*"},
}
