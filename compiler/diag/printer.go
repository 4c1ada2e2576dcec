package diag

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Formats are what findings can be printed as: for people, and for what shows
// them elsewhere.
var Formats = []string{"text", "json", "github", "gitlab", "sarif", "junit"}

// RunFailed is the id of the finding that stands for a failure to run at all.
const RunFailed = "run-failed"

// Failure is a failure to run as a finding.
func Failure(err error) Diagnostic {
	return Diagnostic{Severity: Error, Check: RunFailed, Summary: strings.TrimSpace(err.Error())}
}

// Print prints findings in one of Formats. Colour is for text alone.
func Print(w io.Writer, format string, l List, colour bool) error {
	switch format {
	case "text":
		return WriteText(w, l, colour)
	case "json":
		return WriteJSON(w, l)
	case "github":
		return WriteGitHub(w, l)
	case "gitlab":
		return WriteGitLab(w, l)
	case "sarif":
		return WriteSARIF(w, l)
	case "junit":
		return WriteJUnit(w, l)
	}
	return BadFormat(format, Formats)
}

// BadFormat says what --format takes.
func BadFormat(format string, allowed []string) error {
	if slices.Contains(allowed, format) {
		return nil
	}
	last := len(allowed) - 1
	return fmt.Errorf("--format takes %s or %s, not %q", strings.Join(allowed[:last], ", "), allowed[last], format)
}

// check is what the list of checks says of an id, or what can be said of one
// that is not in it.
func check(id string) Listed {
	if i := slices.IndexFunc(Checks, func(c Listed) bool { return c.ID == id }); i >= 0 {
		return Checks[i]
	}
	return Listed{ID: id, Meaning: id}
}
