package facts

import (
	"embed"

	"provc/compiler/diag"
)

//go:embed checks/*.txtar
var documents embed.FS

var checks = diag.NewSet("Spectralink", documents)

// Checks returns the package's checks.
func Checks() *diag.Set { return checks }

// The checks of single values.
var (
	// The catalogue makes findings of these: the schema names them, as @check(…).
	_              = checks.New("authorized-limit")
	digitmapSyntax = checks.New("digitmap-syntax")
	passwordTwice  = checks.New("password-twice")
)
