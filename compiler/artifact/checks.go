package artifact

import (
	"embed"

	"provc/compiler/diag"
)

//go:embed checks/*.txtar
var documents embed.FS

var checks = diag.NewSet("Files and identities", documents)

// Checks returns the package's checks.
func Checks() *diag.Set { return checks }

// The checks of what has one place, whoever asks for it.
var (
	ExtensionTwice  = checks.New("extension-twice")
	SharedSecret    = checks.New("shared-secret")
	UserIDDuplicate = checks.New("em-user-id-duplicate")
	MACDuplicate    = checks.New("mac-duplicate")
	MACFormat       = checks.New("mac-format")
	PathCollision   = checks.New("path-collision")
)
