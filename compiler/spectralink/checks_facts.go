package spectralink

import (
	"embed"

	"provc/compiler/diag"
)

//go:embed checks
var factsDocuments embed.FS

var factsChecks = diag.NewSet("Spectralink", factsDocuments)

// factsSet returns the package's checks.
func factsSet() *diag.Set { return factsChecks }

// The checks of single values.
var (

	// The catalogue makes findings of these: the schema names them, as @check(…).
	_              = factsChecks.New("authorized-limit")
	digitmapSyntax = factsChecks.New("digitmap-syntax")
	passwordTwice  = factsChecks.New("password-twice")
)
