package load

import (
	"embed"

	"provc/compiler/diag"
)

//go:embed checks/*.txtar
var documents embed.FS

var checks = diag.NewSet("Packages", documents)

// Checks returns the package's checks.
func Checks() *diag.Set { return checks }

// The checks of packages that do not load.
var (
	cuePackage = checks.New("cue-package")
	cueSyntax  = checks.New("cue-syntax")

	// CUEImport is for who evaluates a package, too: of some imports CUE tells then.
	CUEImport = checks.New("cue-import")
)
