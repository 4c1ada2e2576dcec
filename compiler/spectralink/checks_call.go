package spectralink

import (
	"embed"

	"provc/compiler/diag"
)

//go:embed checks
var callDocuments embed.FS

var callChecks = diag.NewSet("Spectralink", callDocuments)

// callSet returns the package's checks.
func callSet() *diag.Set { return callChecks }

// The checks of who can be called while nobody is logged in.
var (
	authorizedDisabled        = callChecks.New("authorized-disabled")
	authorizedReplaced        = callChecks.New("authorized-replaced")
	authorizedTwice           = callChecks.New("authorized-twice")
	authorizedWithoutRequired = callChecks.New("authorized-without-required")
	emergencyUnreachable      = callChecks.New("emergency-unreachable")
)
