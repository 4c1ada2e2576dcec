package diag

import (
	"fmt"
	"io"
	"strings"
)

// WriteGitHub prints findings as workflow commands, which GitHub shows at the
// lines of a pull request: as many as it shows, the worst first.
func WriteGitHub(w io.Writer, l List) error {
	l = l.visible()
	worst, rest := l.worst()
	for _, i := range worst {
		d := l[i]
		command := map[Severity]string{Error: "error", Warning: "warning", Note: "notice"}[d.Severity]
		var props []string
		property := func(name, value string) { props = append(props, name+"="+githubProperty.Replace(value)) }
		if d.Pos.IsValid() {
			property("file", d.Pos.File)
			if d.Pos.Line > 0 {
				property("line", fmt.Sprint(d.Pos.Line))
			}
			if d.Pos.Column > 0 {
				property("col", fmt.Sprint(d.Pos.Column))
			}
		}
		property("title", d.Check)
		message := d.Message()
		for _, r := range d.Related {
			message += fmt.Sprintf("\n%s: %s", r.Pos, r.Message)
		}
		if _, err := fmt.Fprintf(w, "::%s %s::%s\n", command, strings.Join(props, ","), githubData.Replace(message)); err != nil {
			return err
		}
	}
	if rest == "" {
		return nil
	}
	_, err := fmt.Fprintf(w, "::notice title=provc::%s\n", githubData.Replace(rest))
	return err
}

// What ends a command's line or its properties is escaped (GitHub, "Workflow
// commands"; actions/toolkit, command.ts).
var (
	githubData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
