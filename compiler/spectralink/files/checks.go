package files

import (
	"embed"

	"provc/compiler/diag"
)

//go:embed checks/*.txtar
var documents embed.FS

var checks = diag.NewSet("Spectralink", documents)

// Checks returns the package's checks.
func Checks() *diag.Set { return checks }

// The checks of files.
var (
	configFilesTooLong = checks.New("config-files-too-long")
	contactsElsewhere  = checks.New("contacts-elsewhere")
)
