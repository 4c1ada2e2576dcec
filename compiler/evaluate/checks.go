package evaluate

import (
	"embed"

	"provc/compiler/diag"
)

//go:embed checks/*.txtar
var documents embed.FS

var checks = diag.NewSet("Evaluation", documents)

// Checks returns the package's checks.
func Checks() *diag.Set { return checks }

// The checks of what CUE itself would refuse.
var (
	cueConflict   = checks.New("cue-conflict")
	cueIncomplete = checks.New("cue-incomplete")
	cueReference  = checks.New("cue-reference")
	cueSchemaCost = checks.New("cue-schema-cost")
	cueValue      = checks.New("cue-value")
)
