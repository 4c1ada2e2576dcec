package spectralink

import (
	"embed"

	"provc/compiler/diag"
)

//go:embed checks
var filesDocuments embed.FS

var filesChecks = diag.NewSet("Spectralink", filesDocuments)

// filesSet returns the package's checks.
func filesSet() *diag.Set { return filesChecks }

// The checks of files.
var (
	configFilesTooLong = filesChecks.New("config-files-too-long")
	contactsElsewhere  = filesChecks.New("contacts-elsewhere")
)
