package spectralink

import (
	"embed"

	"provc/compiler/catalogue"
	"provc/compiler/diag"
)

//go:embed checks
var relianceDocuments embed.FS

var relianceChecks = diag.NewSet("Spectralink", relianceDocuments)

// relianceSet returns the package's checks.
func relianceSet() *diag.Set { return relianceChecks }

// The checks of settings that rely on others.
var (
	deviceSetMissing = relianceChecks.New("device-set-missing")
	featureOff       = relianceChecks.New("feature-off")
	pttNotEnabled    = relianceChecks.New("ptt-not-enabled")
)

// relianceConclusions are the parameters and fields from whose absence checks conclude.
var relianceConclusions = catalogue.Conclusions{
	deviceSetMissing.ID: {"device.*"},
	featureOff.ID:       switchesOf(featureOff),
	pttNotEnabled.ID:    switchesOf(pttNotEnabled),
}
