package diag

import (
	"fmt"
	"io"
)

// Formats are what findings can be printed as: for people, and for what shows
// them elsewhere.
var Formats = []string{"text", "json", "github", "gitlab", "sarif", "junit"}

// Print prints findings in one of Formats. Where a format has a place for all
// checks, these are told too.
func Print(w io.Writer, format string, l List, checks []*Set) error {
	switch format {
	case "text":
		return WriteText(w, l, TextOptions{})
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
	return fmt.Errorf("there is no format %q", format)
}
