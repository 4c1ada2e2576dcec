package fault

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
	// CUESyntax is for who checks what fields are in, too: of a label whose value is
	// that of the next line.
	CUESyntax = checks.New("cue-syntax")

	// These are for who evaluates a package, too: of some imports, and of the module's
	// language version, CUE tells then.
	CUEImport      = checks.New("cue-import")
	CUEPackage     = checks.New("cue-package")
	cuePackageLine = checks.New("cue-package-line")

	// CUEIndentation is for who checks what fields are in.
	CUEIndentation = checks.New("cue-indentation")
)
