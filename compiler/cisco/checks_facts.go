package cisco

import (
	"embed"

	"provc/compiler/diag"
)

//go:embed checks
var factsDocuments embed.FS

var factsChecks = diag.NewSet("Cisco", factsDocuments)

// factsSet returns the package's checks.
func factsSet() *diag.Set { return factsChecks }

// The checks of single values.
var (
	daylightRuleSyntax     = factsChecks.New("daylight-rule-syntax")
	dialPlanSyntax         = factsChecks.New("dial-plan-syntax")
	extendedFunctionSyntax = factsChecks.New("extended-function-syntax")
	nonASCIIValue          = factsChecks.New("non-ascii-value")

	// The catalogue makes findings of these: the schema names them, as @check(…).
	_ = factsChecks.New("em-password-characters")
	_ = factsChecks.New("server-url")
)
