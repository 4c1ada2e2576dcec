package spectralink

import (
	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/diag"
	"provc/compiler/value"
	"provc/compiler/vendor"
)

// setting is a parameter with a value, and what the catalogue says of it.
type setting struct {
	artifact.Param
	meta    *catalogue.Meta    // of one that the catalogue lacks: empty
	restart catalogue.Restart  // as the vendor or the team says
	free    *catalogue.Setting // under unlisted; nil in params. It is valid until the decoder is reset
}

// layer is what a deployment, a group or a handset says.
type layer struct {
	title        string // how sentences call it; empty: the deployment's
	pos          diag.Pos
	accepts      *vendor.Acceptor // nil for the deployment, of which its caller knows
	directory    *string          // nil: not said
	directoryPos diag.Pos
	params       []setting // by name
	numbers      []number
	hasNumbers   bool
	numbersPos   diag.Pos
	foreign      foreigners
	implied      []setting // what the numbers write, where params do not say otherwise
	models       []model   // of a deployment, by name
	lines        *lines    // of the parameters; nil: not read
}

// number can be called while nobody is logged in.
type number struct {
	description, value string
	pos                diag.Pos
}

// contact is an entry of a contact directory, by element name.
type contact struct {
	values map[string]string
	places map[string]diag.Pos
}

// model is what handsets of a model read that others do not.
type model struct {
	name     string
	pos      diag.Pos
	software *string    // nil: not said
	listed   bool       // has a list of files of its own
	foreign  foreigners // around those of the others
	instead  []foreign  // of our own, if any
}

type group struct {
	name string
	layer
}

type phone struct {
	mac      string
	label    string
	group    string
	groupPos diag.Pos
	says     bool // has parameters or numbers of its own
	layer
}

type user struct {
	id           string
	label        string
	pos          diag.Pos
	accepts      *vendor.Acceptor
	directory    string
	directoryPos diag.Pos
	params       []setting // by name, the password among them
	contacts     []contact
	hasContacts  bool
	lines        *lines
}

// deployment is a Spectralink deployment as plain facts.
type deployment struct {
	name        string
	pos         diag.Pos
	folder      string
	dialect     dialect
	software    string
	misc        []string
	allBoot     bool // from a master file of their own, if they are listed
	directories []directory
	contacts    []contact
	hasContacts bool
	base        layer

	restarts catalogue.Restarts // what the team has seen for itself

	// Numbers that must be callable from every handset, whoever is logged in.
	emergencyNumbers []number

	groups map[string]*group // by name
	doubts catalogue.Doubts  // what is in error of all that

	// Handsets and users are decoded when they are asked for: there may be very
	// many.
	phones, users value.Entities
}

// emergencies are the numbers that must be callable.
func (d *deployment) emergencies() []artifact.Emergency {
	var all []artifact.Emergency
	for _, n := range d.emergencyNumbers {
		all = append(all, artifact.Emergency{Number: n.value, Folder: d.folder})
	}
	return all
}

// directory is a folder or URL that handsets write into, or find licences in.
type directory struct {
	attr, path string
	pos        diag.Pos
}

// stack is a kind of handset: the layers that it sees, the strongest first.
type stack []*layer

// stack is what a handset sees.
func (d *deployment) stack(p *phone) stack {
	if g := d.groups[p.group]; g != nil {
		return stack{&p.layer, &g.layer, &d.base}
	}
	return stack{&p.layer, &d.base}
}

// directory is the profiles directory in effect, and the layer that says so.
func (s stack) directory() (string, *layer) {
	for _, l := range s {
		if l.directory != nil {
			return *l.directory, l
		}
	}
	return "", s[len(s)-1]
}

// acceptors are those that accept findings of a kind of handset, of a user, or of both
// together: the handset itself, its group, and the user.
type acceptors [3]*vendor.Acceptor

func (s stack) acceptors() (as acceptors) {
	for i, l := range s[:len(s)-1] {
		as[i] = l.accepts
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
func (s stack) param(name string) *setting {
	p, _ := s.source(name)
	return p
}

// source is the setting of a parameter in effect, and the layer that says so.
func (s stack) source(name string) (*setting, *layer) {
	for _, l := range s {
		if p := l.param(name); p != nil {
			return p, l
		}
	}
	return nil, nil
}

// logsIn reports whether somebody can log in, or may: a foreign file may allow it.
func (s stack) logsIn() bool { return s.on(loginEnabled) || s.maySet(loginEnabled) != nil }

// on reports whether a boolean parameter is in effect and true.
func (s stack) on(name string) bool {
	p := s.param(name)
	return p != nil && p.Value == "1"
}

// param is the setting of a parameter in the layer's file, or nil.
func (l *layer) param(name string) *setting {
	if p := find(l.params, name); p != nil {
		return p
	}
	return find(l.implied, name)
}

func find(params []setting, name string) *setting {
	for i := range params {
		if params[i].Name == name {
			return &params[i]
		}
	}
	return nil
}
