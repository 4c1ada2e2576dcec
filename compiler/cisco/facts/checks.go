package facts

import (
	"embed"

	"provc/compiler/diag"
)

//go:embed checks/*.txtar
var documents embed.FS

var checks = diag.NewSet("Cisco", documents)

// Checks returns the package's checks.
func Checks() *diag.Set { return checks }

// The checks of single values.
var (
	daylightRuleSyntax     = checks.New("daylight-rule-syntax")
	dialPlanSyntax         = checks.New("dial-plan-syntax")
	extendedFunctionSyntax = checks.New("extended-function-syntax")
	nonASCIIValue          = checks.New("non-ascii-value")

	// The catalogue makes findings of these: the schema names them, as @check(…).
	_ = checks.New("em-password-characters")
	_ = checks.New("server-url")
)
