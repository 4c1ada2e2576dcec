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

// Print prints findings in one of Formats. Where a format has a place for all
// checks, these are told too.
func Print(w io.Writer, format string, l List, checks []*Set) error {
	switch format {
	case "text":
		return WriteText(w, l, false)
	case "json":
		return WriteJSON(w, l)
	case "github":
		return WriteGitHub(w, l)
	case "gitlab":
		return WriteGitLab(w, l)
	case "sarif":
		return WriteSARIF(w, l, checks)
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
