package handset

import (
	"fmt"

	"provc/compiler/handset/server"
)

// Kind says what a step of a trace is.
type Kind string

const (
	Action     Kind = "action"     // something is done to the handset
	Request    Kind = "request"    // it asks the server for something
	Effect     Kind = "effect"     // what it does of that
	Assumption Kind = "assumption" // what no document says, so that it may be otherwise
	Warning    Kind = "warning"    // what may go wrong
	Fault      Kind = "fault"      // what goes wrong
)

// Step is one step of a trace. It never holds a value that may be a secret.
type Step struct {
	Kind   Kind   `json:"kind"`
	Text   string `json:"text"`
	Method string `json:"method,omitempty"`
	URL    string `json:"url,omitempty"`
	Name   string `json:"name,omitempty"` // of the file, as the handset asks for it
	As     string `json:"as,omitempty"`   // the user whose credentials went along
	Status string `json:"status,omitempty"`
}

// Trace is what a handset did, and why.
type Trace struct {
	Steps    []Step
	Requests int
	assumed  map[string]bool
}

func (t *Trace) add(k Kind, format string, args ...any) {
	t.Steps = append(t.Steps, Step{Kind: k, Text: fmt.Sprintf(format, args...)})
}

// Action begins the steps of something that is done to the handset.
func (t *Trace) Action(format string, args ...any) { t.add(Action, format, args...) }

// Effect tells what the handset does.
func (t *Trace) Effect(format string, args ...any) { t.add(Effect, format, args...) }

// Warning tells what may go wrong.
func (t *Trace) Warning(format string, args ...any) { t.add(Warning, format, args...) }

// Fault tells what goes wrong.
func (t *Trace) Fault(format string, args ...any) { t.add(Fault, format, args...) }

// Assume tells once on what the rest depends that no document says.
func (t *Trace) Assume(text string) {
	if t.assumed == nil {
		t.assumed = map[string]bool{}
	}
	if !t.assumed[text] {
		t.assumed[text] = true
		t.add(Assumption, "%s", text)
	}
}

// Asked tells of a request, and what the handset makes of the answer.
func (t *Trace) Asked(a server.Answer, as, format string, args ...any) {
	t.Requests++
	t.Steps = append(t.Steps, Step{Kind: Request, Text: fmt.Sprintf(format, args...), Method: a.Method, URL: a.URL, Name: a.Name, As: as, Status: a.Status})
	if a.Fault != "" {
		t.Fault("%s", a.Fault)
	}
}

// Has reports whether any step is of a kind.
func (t *Trace) Has(k Kind) bool {
	for i := range t.Steps {
		if t.Steps[i].Kind == k {
			return true
		}
	}
	return false
}
