// Package script drives virtual handsets: steps and what is expected after each, as a
// file or a command line gives them.
package script

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"provc/compiler/diag"
	"provc/compiler/handset"
	"provc/compiler/value"
)

// Script is what is done to one handset. docs/simulate.schema.json describes the file.
type Script struct {
	Vendor   string `yaml:"vendor"`
	Phone    string `yaml:"phone"`              // the MAC
	Folder   string `yaml:"folder,omitempty"`   // of the root, that it is sent to
	Label    string `yaml:"label,omitempty"`    // for people
	Model    string `yaml:"model,omitempty"`    //
	Identity string `yaml:"identity,omitempty"` // the user ID of a phone that is enrolled
	Secret   string `yaml:"secret,omitempty"`   // the name of its password; empty: the identity
	Steps    []Step `yaml:"steps"`
}

// Step is one thing that is done.
type Step struct {
	Do        string  `yaml:"do"`
	User      string  `yaml:"user,omitempty"`
	Secret    string  `yaml:"secret,omitempty"` // the name of the password; empty: the user
	Wrong     bool    `yaml:"wrong,omitempty"`  // a password is typed that is not the person's
	Minutes   int     `yaml:"minutes,omitempty"`
	Parameter string  `yaml:"parameter,omitempty"`
	Value     string  `yaml:"value,omitempty"`
	Expect    *Expect `yaml:"expect,omitempty"`
}

// Expect is what must hold after a step. What is absent may be anything.
type Expect struct {
	Outcome  handset.Outcome   `yaml:"outcome,omitempty"`
	Mode     string            `yaml:"mode,omitempty"`
	User     *string           `yaml:"user,omitempty"`
	Params   map[string]string `yaml:"params,omitempty"`
	Lines    *[]string         `yaml:"lines,omitempty"`
	Callable *[]string         `yaml:"callable,omitempty"`
}

// What can be done.
const (
	Boot   = "boot"
	LogIn  = "log-in"
	LogOut = "log-out"
	Wait   = "wait"
	Change = "change"
	Probe  = "probe"
)

var actions = []string{Boot, LogIn, LogOut, Wait, Change, Probe}

// Read reads the scripts of a file, one a document, for handsets of some vendors. Errors
// name the line.
func Read(name string, data []byte, vendors []string) ([]Script, error) {
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	var all []Script
	for {
		var s Script
		err := dec.Decode(&s)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %s", name, plain(err))
		}
		if err := s.valid(vendors); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, s)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%s holds no steps", name)
	}
	return all, nil
}

// plain is what a YAML error says, in one line and without words of Go.
func plain(err error) string {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	text = strings.ReplaceAll(strings.TrimPrefix(text, "unmarshal errors:\n"), "\n", ";")
	text = strings.ReplaceAll(text, " in type script.Script", "")
	text = strings.ReplaceAll(text, " in type script.Step", "")
	text = strings.ReplaceAll(text, " in type script.Expect", "")
	return strings.Join(strings.Fields(text), " ")
}

func (s *Script) valid(vendors []string) error {
	switch {
	case s.Vendor == "":
		return fmt.Errorf("vendor is missing: %s", strings.Join(vendors, " or "))
	case !slices.Contains(vendors, s.Vendor):
		return fmt.Errorf("vendor is %q, and must be one of %s", s.Vendor, strings.Join(vendors, ", "))
	case s.Phone == "":
		return errors.New("phone is missing: the MAC of a handset")
	case len(s.Steps) == 0:
		return errors.New("steps are missing, such as - do: boot")
	}
	for i, step := range s.Steps {
		switch {
		case !slices.Contains(actions, step.Do):
			return fmt.Errorf("step %d: do is %q, and must be one of %s", i+1, step.Do, strings.Join(actions, ", "))
		case step.Do == LogIn && step.User == "":
			return fmt.Errorf("step %d logs nobody in: user is missing", i+1)
		case step.Do == Wait && step.Minutes <= 0:
			return fmt.Errorf("step %d waits for nothing: minutes is missing", i+1)
		case step.Do == Change && step.Parameter == "":
			return fmt.Errorf("step %d changes nothing: parameter is missing", i+1)
		}
	}
	return nil
}

// Run is what came of a script.
type Run struct {
	Script Script
	Trace  *handset.Trace
	State  handset.State   // in the end
	Out    handset.Outcome // of the last step
	Wrong  []string        // what is not as expected
}

// Passwords gives the value of a secret by its name.
type Passwords func(name string) (string, bool)

// Run does the steps of a script. Hides says of which parameters which values may not be
// seen. An error says which password is not known.
func (s *Script) Run(ctx context.Context, h handset.Handset, trace *handset.Trace, passwords Passwords, hides func(parameter, value string) bool) (*Run, error) {
	r := &Run{Script: *s, Trace: trace}
	for i, step := range s.Steps {
		password := ""
		if step.Do == LogIn {
			name := step.Secret
			if name == "" {
				name = step.User
			}
			var ok bool
			if password, ok = passwords(name); !ok {
				return nil, fmt.Errorf("the password of %s is not known: secret %q has no value; --secret, or secret in a file of steps, names another", step.User, name)
			}
			if step.Wrong {
				password += "-wrong"
			}
		}
		faults := len(trace.Steps)
		r.Out = do(ctx, h, &step, password)
		r.State = h.State()
		if step.Expect != nil {
			for _, wrong := range step.Expect.differs(r.Out, r.State, hides) {
				r.Wrong = append(r.Wrong, fmt.Sprintf("after step %d, %s: %s", i+1, step.Do, wrong))
			}
			if step.Expect.Outcome == r.Out && r.Out != handset.Done {
				expected(trace.Steps[faults:])
			}
		}
		if ctx.Err() != nil {
			return r, ctx.Err()
		}
		if r.Out != handset.Done && step.Expect == nil {
			break // what comes after rests on it
		}
	}
	return r, nil
}

// expected turns faults into effects: it is what a script wants to see.
func expected(steps []handset.Step) {
	for i := range steps {
		if steps[i].Kind == handset.Fault {
			steps[i].Kind = handset.Effect
		}
	}
}

func do(ctx context.Context, h handset.Handset, step *Step, password string) handset.Outcome {
	switch step.Do {
	case LogIn:
		return h.LogIn(ctx, step.User, password)
	case LogOut:
		return h.LogOut(ctx)
	case Wait:
		return h.Wait(ctx, step.Minutes)
	case Probe:
		return h.Probe(ctx)
	case Change:
		return h.Change(ctx, step.Parameter, step.Value)
	}
	return h.Boot(ctx)
}

// differs tells what is not as expected. A value that may be or hold a password is not
// shown.
func (e *Expect) differs(out handset.Outcome, s handset.State, hides func(parameter, value string) bool) (wrong []string) {
	tell := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }
	if e.Outcome != "" && e.Outcome != out {
		tell("it ends %s, expected was %s", out, e.Outcome)
	}
	if e.Mode != "" && e.Mode != s.Mode {
		tell("the handset is %s, expected was %s", s.Mode, e.Mode)
	}
	if e.User != nil && *e.User != s.User {
		tell("%s is logged in, expected was %s", orNobody(s.User), orNobody(*e.User))
	}
	var absent []string
	for _, name := range sorted(e.Params) {
		switch got, ok := s.Params[name]; {
		case !ok && e.Params[name] != "":
			absent = append(absent, name)
		case got != e.Params[name] && (hides(name, got) || hides(name, e.Params[name])):
			tell("%s is not what is expected", name)
		case got != e.Params[name]:
			tell("%s is %s, expected was %s", name, diag.Quoted(got), diag.Quoted(e.Params[name]))
		}
	}
	switch n := len(absent); {
	case n == 1:
		tell("nothing gives %s a value, and one is expected", absent[0])
	case n > 1:
		tell("nothing gives %s a value, and %d are expected", few(absent), n)
	}
	same := func(what string, got []string, want *[]string) {
		if want != nil && !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(*want))) {
			tell("%s: %s, expected was %s", what, list(got), list(*want))
		}
	}
	if e.Lines != nil { // as those of a state are
		lines := slices.Clone(*e.Lines)
		for i, l := range lines {
			lines[i] = value.Masked(l)
		}
		same("it registers", s.Lines, &lines)
	}
	same("what can be called", s.Callable, e.Callable)
	return wrong
}

// few are the first of some names.
func few(names []string) string {
	const most = 3
	if len(names) <= most {
		return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}

func orNobody(user string) string {
	if user == "" {
		return "nobody"
	}
	return user
}

func list(all []string) string {
	if len(all) == 0 {
		return "nothing"
	}
	return strings.Join(all, ", ")
}

// Fails reports whether a run is one to be alarmed about.
func (r *Run) Fails() bool {
	return len(r.Wrong) > 0 || r.Trace.Has(handset.Fault)
}
