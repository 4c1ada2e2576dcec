// Package kind has the kinds of handset of a deployment, of which there are few however
// many handsets there are: what is in effect on each, what files of others may change of
// it, what users need of it, and findings that are the same on many.
package kind

import (
	"provc/compiler/diag"
	"provc/compiler/spectralink/facts"
	"provc/compiler/vendor"
)

// Stack is a kind of handset: the layers that it sees, the strongest first.
type Stack []*facts.Layer

// Of is the kind of a handset.
func Of(d *facts.Deployment, p *facts.Phone) Stack {
	if g := d.Groups[p.Group]; g != nil {
		return Stack{&p.Layer, &g.Layer, &d.Base}
	}
	return Stack{&p.Layer, &d.Base}
}

// Directory is the profiles directory in effect, and the layer that says so.
func (s Stack) Directory() (string, *facts.Layer) {
	for _, l := range s {
		if l.Directory != nil {
			return *l.Directory, l
		}
	}
	return "", s[len(s)-1]
}

// Acceptors are those that accept findings of a kind of handset, of a user, or of both
// together: the handset itself, its group, and the user.
type Acceptors [3]*vendor.Acceptor

// Acceptors are those of a kind of handset.
func (s Stack) Acceptors() (as Acceptors) {
	for i, l := range s[:len(s)-1] {
		as[i] = l.Accepts
	}
	return as
}

// And adds a user, or a part of the users, that accepts findings.
func (as Acceptors) And(u *vendor.Acceptor) Acceptors {
	as[2] = u
	return as
}

// Of leaves those out that accept no findings of a check.
func (as Acceptors) Of(check *diag.Check) Acceptors {
	for i, a := range as {
		as[i] = a.Of(check)
	}
	return as
}

// Mark marks findings that any of them accepts.
func (as Acceptors) Mark(found diag.List) {
	for _, a := range as {
		a.Mark(found)
	}
}

// Profiles is the profiles directory in effect.
func (s Stack) Profiles() string {
	dir, _ := s.Directory()
	return dir
}

// Param is the setting of a parameter in effect, or nil.
func (s Stack) Param(name string) *facts.Setting {
	p, _ := s.Source(name)
	return p
}

// Source is the setting of a parameter in effect, and the layer that says so.
func (s Stack) Source(name string) (*facts.Setting, *facts.Layer) {
	for _, l := range s {
		if p := l.Param(name); p != nil {
			return p, l
		}
	}
	return nil, nil
}

// LogsIn reports whether somebody can log in, or may: a foreign file may allow it.
func (s Stack) LogsIn() bool { return s.On(facts.LoginEnabled) || s.MaySet(facts.LoginEnabled) != nil }

// On reports whether a boolean parameter is in effect and true.
func (s Stack) On(name string) bool {
	p := s.Param(name)
	return p != nil && p.Value == "1"
}

// Value is what a kind of handset has for a parameter.
func (s Stack) Value(name string) (text string, set bool) {
	if p := s.Param(name); p != nil {
		return p.Value, true
	}
	return "", false
}

// Lines are what a kind of handset has in effect.
func (s Stack) Lines() *facts.Lines { return facts.LinesOf(s) }
