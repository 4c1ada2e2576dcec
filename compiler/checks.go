package compiler

import (
	"embed"

	"provc/compiler/diag"
)

//go:embed checks/*.txtar
var documents embed.FS

var checks = diag.NewSet("Deployments", documents)

// Checks returns the package's checks.
func Checks() *diag.Set { return checks }

// The checks of what several deployments make.
var (
	vendorMistaken = checks.New("vendor-mistaken")
	vendorUnknown  = checks.New("vendor-unknown")
)

// The checks of what teams accept of findings.
var (
	acceptExpired = checks.New("accept-expired")
	acceptReason  = checks.New("accept-reason")
	acceptUnknown = checks.New("accept-unknown")
	acceptUnused  = checks.New("accept-unused")
)
