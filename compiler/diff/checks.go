package diff

import (
	"embed"

	"provc/compiler/diag"
)

//go:embed checks/*.txtar
var documents embed.FS

var checks = diag.NewSet("Comparing", documents)

// Checks returns the package's checks.
func Checks() *diag.Set { return checks }

// The checks of changes.
var (
	// BaseBroken is for who compiles the base.
	BaseBroken    = checks.New("diff-base")
	diffMalformed = checks.New("diff-malformed")
)

// ofPolicy are the checks of what policies forbid.
var ofPolicy = func() map[Policy]*diag.Check {
	m := map[Policy]*diag.Check{}
	for _, p := range policies {
		m[p] = checks.New("diff-" + string(p))
	}
	return m
}()
