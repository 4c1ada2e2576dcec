package spectralink

import (
	"provc/compiler/diag"
	"provc/compiler/spectralink/facts"
	"provc/compiler/vendor"
)

// stack is a kind of handset: the layers that it sees, the strongest first.
type stack []*facts.Layer

// kindOf is the kind of a handset.
func kindOf(d *facts.Deployment, p *facts.Phone) stack {
	if g := d.Groups[p.Group]; g != nil {
		return stack{&p.Layer, &g.Layer, &d.Base}
	}
	return stack{&p.Layer, &d.Base}
}

// directory is the profiles directory in effect, and the layer that says so.
func (s stack) directory() (string, *facts.Layer) {
	for _, l := range s {
		if l.Directory != nil {
			return *l.Directory, l
		}
	}
	return "", s[len(s)-1]
}

// acceptors are those that accept findings of a kind of handset, of a user, or of both
// together: the handset itself, its group, and the user.
type acceptors [3]*vendor.Acceptor

func (s stack) acceptors() (as acceptors) {
	for i, l := range s[:len(s)-1] {
		as[i] = l.Accepts
	}
	return as
}

func (as acceptors) and(u *vendor.Acceptor) acceptors {
	as[2] = u
	return as
}

// of leaves those out that accept no findings of a check.
func (as acceptors) of(check *diag.Check) acceptors {
	for i, a := range as {
		as[i] = a.Of(check)
	}
	return as
}

func (as acceptors) mark(found diag.List) {
	for _, a := range as {
		a.Mark(found)
	}
}

// profiles is the profiles directory in effect.
func (s stack) profiles() string {
	dir, _ := s.directory()
	return dir
}

// param is the setting of a parameter in effect, or nil.
func (s stack) param(name string) *facts.Setting {
	p, _ := s.source(name)
	return p
}

// source is the setting of a parameter in effect, and the layer that says so.
func (s stack) source(name string) (*facts.Setting, *facts.Layer) {
	for _, l := range s {
		if p := l.Param(name); p != nil {
			return p, l
		}
	}
	return nil, nil
}

// logsIn reports whether somebody can log in, or may: a foreign file may allow it.
func (s stack) logsIn() bool { return s.on(facts.LoginEnabled) || s.maySet(facts.LoginEnabled) != nil }

// on reports whether a boolean parameter is in effect and true.
func (s stack) on(name string) bool {
	p := s.param(name)
	return p != nil && p.Value == "1"
}

// value is what a kind of handset has for a parameter.
func (s stack) value(name string) (text string, set bool) {
	if p := s.param(name); p != nil {
		return p.Value, true
	}
	return "", false
}

// lines are what a kind of handset has in effect.
func (s stack) lines() *facts.Lines { return facts.LinesOf(s) }
