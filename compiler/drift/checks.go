package drift

import (
	"embed"

	"provc/compiler/diag"
)

//go:embed checks/*.txtar
var documents embed.FS

var checks = diag.NewSet("What handsets wrote", documents)

// Checks returns the package's checks.
func Checks() *diag.Set { return checks }

// The checks of changes that handsets mask, and of what they no longer find.
var (
	overridePassword  = checks.New("override-password")
	overrideSetting   = checks.New("override-setting")
	writtenLeftBehind = checks.New("written-left-behind")
)
