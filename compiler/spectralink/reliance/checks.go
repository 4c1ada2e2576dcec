package reliance

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

// The checks of settings that rely on others.
var (
	deviceSetMissing = checks.New("device-set-missing")
	featureOff       = checks.New("feature-off")
	pttNotEnabled    = checks.New("ptt-not-enabled")
)

// Conclusions are the parameters and fields from whose absence checks conclude.
var Conclusions = settings.Conclusions{
	deviceSetMissing.ID: {"device.*"},
	featureOff.ID:       switchesOf(featureOff),
	pttNotEnabled.ID:    switchesOf(pttNotEnabled),
}
