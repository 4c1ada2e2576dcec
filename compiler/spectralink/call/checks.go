package call

import (
	"embed"

	"provc/compiler/catalogue/settings"
	"provc/compiler/diag"
	"provc/compiler/spectralink/facts"
)

//go:embed checks/*.txtar
var documents embed.FS

var checks = diag.NewSet("Spectralink", documents)

// Checks returns the package's checks.
func Checks() *diag.Set { return checks }

// The checks of who can be called while nobody is logged in.
var (
	authorizedDisabled        = checks.New("authorized-disabled")
	authorizedReplaced        = checks.New("authorized-replaced")
	authorizedTwice           = checks.New("authorized-twice")
	authorizedWithoutRequired = checks.New("authorized-without-required")
	emergencyUnreachable      = checks.New("emergency-unreachable")
)

// Conclusions are the parameters and fields from whose absence checks conclude.
var Conclusions = settings.Conclusions{
	authorizedDisabled.ID:        {facts.LockEnabled, facts.KeysEnabled},
	authorizedReplaced.ID:        {facts.Authorized + "*", "authorizedNumbers", "value", "groups", "group"},
	authorizedWithoutRequired.ID: {facts.LoginRequired, facts.LockEnabled},
	emergencyUnreachable.ID:      {"emergencyNumbers", "authorizedNumbers", "value", facts.Authorized + "*", facts.LockEnabled, "dialplan.routing.*", "reg.*", "voIpProt.*", "groups", "group"},
}
