package script

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"provc/compiler/diag"
	"provc/compiler/handset"
	"provc/compiler/layout"
)

// Formats that runs are printed in.
var Formats = []string{"text", "json"}

// TextOptions say how to print for people.
type TextOptions struct {
	Colour bool
	Width  int // of a line; 0 does not break lines
}

// signs of steps, and their colours.
var signs = map[handset.Kind]struct{ sign, colour string }{
	handset.Action:     {"", "1"},
	handset.Request:    {" ", ""},
	handset.Effect:     {"=", "32"},
	handset.Assumption: {"?", "36"},
	handset.Warning:    {"~", "33"},
	handset.Fault:      {"!", "1;31"},
}

// WriteText prints runs as people read them, a line a step: = what the handset does,
// ? an assumption, ~ a warning, ! what goes wrong.
func WriteText(w io.Writer, runs []*Run, o TextOptions) error {
	var b strings.Builder
	for i, r := range runs {
		if i > 0 {
			b.WriteString("\n")
		}
		for _, s := range r.Trace.Steps {
			b.WriteString(o.line(s.Kind, line(s)))
		}
		for _, wrong := range r.Wrong {
			b.WriteString(o.line(handset.Fault, wrong))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (o TextOptions) line(k handset.Kind, text string) string {
	sign, indent := signs[k], "    "
	if k == handset.Action {
		indent = ""
	} else {
		text = "  " + sign.sign + " " + text
	}
	text = layout.Wrap(diag.Visible(text), indent+"  ", o.Width)
	if o.Colour && sign.colour != "" {
		text = "\x1b[" + sign.colour + "m" + strings.TrimSuffix(text, "\n") + "\x1b[m\n"
	}
	return text
}

// line is a step in words.
func line(s handset.Step) string {
	if s.Kind != handset.Request {
		return s.Text
	}
	as := ""
	if s.As != "" {
		as = " as " + s.As
	}
	text := fmt.Sprintf("%s %s%s: %s", s.Method, cmp.Or(s.Name, s.URL), as, s.Status)
	if s.Text != "" && s.Text != s.Status {
		text += ", " + s.Text
	}
	return text
}

// jsonRun is a run as programs read it.
type jsonRun struct {
	Phone   string            `json:"phone"`
	Label   string            `json:"label,omitempty"`
	Outcome handset.Outcome   `json:"outcome"`
	Fails   bool              `json:"fails"`
	Steps   []handset.Step    `json:"steps"`
	Wrong   []string          `json:"unexpected"`
	State   handset.State     `json:"state"`
	Params  map[string]string `json:"params"`
}

// WriteJSON prints runs for programs. Hides says of which parameters which values may
// not be seen.
func WriteJSON(w io.Writer, runs []*Run, hides func(parameter, value string) bool) error {
	all := []jsonRun{}
	for _, r := range runs {
		j := jsonRun{r.Script.Phone, r.Script.Label, r.Out, r.Fails(), r.Trace.Steps, r.Wrong, r.State, map[string]string{}}
		if j.Wrong == nil {
			j.Wrong = []string{}
		}
		for name, value := range r.State.Params {
			if value != "" && hides(name, value) {
				value = "(secret)"
			}
			j.Params[name] = value
		}
		all = append(all, j)
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(all)
}

func sorted(params map[string]string) []string { return slices.Sorted(maps.Keys(params)) }
