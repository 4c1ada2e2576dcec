package diag

import (
	"fmt"
	"io"
)

// WriteText prints findings for people: one a line, and indented under it the
// other places that it is about.
//
//	ward.cue:12:20: error: prov.login.requierd is no parameter of the 84-Series; did you mean prov.login.required? [parameter-unknown]
//	ward.cue:20:9: error: handset 00907a0e7fe5 is listed in two deployments [mac-duplicate]
//	    ward.cue:7:9: it is listed here, too
//
// With colour, the severity stands out.
func WriteText(w io.Writer, l List, colour bool) error {
	for _, d := range l {
		severity := d.Severity.String()
		if colour {
			severity = colours[d.Severity] + severity + "\x1b[0m"
		}
		place := ""
		if d.Pos.IsValid() {
			place = d.Pos.String() + ": "
		}
		if _, err := fmt.Fprintf(w, "%s%s: %s [%s]\n", place, severity, d.Message(), d.Check); err != nil {
			return err
		}
		for _, r := range d.Related {
			if _, err := fmt.Fprintf(w, "    %s: %s\n", r.Pos, r.Message); err != nil {
				return err
			}
		}
	}
	return nil
}

var colours = map[Severity]string{Error: "\x1b[1;31m", Warning: "\x1b[1;33m", Note: "\x1b[1;36m"}
