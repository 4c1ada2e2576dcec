package diag

import (
	"embed"
	"strings"
)

//go:embed checks/*.txtar
var documents embed.FS

var checks = NewSet("Running", documents)

// Checks returns the package's checks.
func Checks() *Set { return checks }

// RunFailed stands for a failure to run at all.
var RunFailed = checks.New("run-failed")

// Failure is a failure to run as a finding.
func Failure(err error) Diagnostic { return RunFailed.At(Pos{}, "%s", strings.TrimSpace(err.Error())) }
