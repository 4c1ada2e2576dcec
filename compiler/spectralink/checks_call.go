package spectralink

import (
	"embed"

	"provc/compiler/catalogue"
	"provc/compiler/diag"
	"provc/compiler/spectralink/facts"
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

// callConclusions are the parameters and fields from whose absence checks conclude.
var callConclusions = catalogue.Conclusions{
	authorizedDisabled.ID:        {facts.LockEnabled, facts.KeysEnabled},
	authorizedReplaced.ID:        {facts.Authorized + "*", "authorizedNumbers", "value", "groups", "group"},
	authorizedWithoutRequired.ID: {facts.LoginRequired, facts.LockEnabled},
	emergencyUnreachable.ID:      {"emergencyNumbers", "authorizedNumbers", "value", facts.Authorized + "*", facts.LockEnabled, "dialplan.routing.*", "reg.*", "voIpProt.*", "groups", "group"},
}
