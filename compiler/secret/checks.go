package secret

import (
	"embed"

	"provc/compiler/diag"
)

//go:embed checks/*.txtar
var documents embed.FS

var checks = diag.NewSet("Secrets", documents)

// Checks returns the package's checks.
func Checks() *diag.Set { return checks }

// The checks of values that are not in the configuration.
var (
	secretUnresolved     = checks.New("secret-unresolved")
	secretValue          = checks.New("secret-value")
	secretVariableShared = checks.New("secret-variable-shared")
	secretsFileOpen      = checks.New("secrets-file-open")
)
