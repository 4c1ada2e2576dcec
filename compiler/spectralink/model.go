package spectralink

import (
	"strings"

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

// foreign is a parameter file that somebody else makes, such as a PBX.
type foreign = artifact.Foreign

// foreigners are the foreign files of a layer, the strongest first.
type foreigners struct {
	before []foreign // stronger than all of our files
	after  []foreign // weaker than all of them
}

func (f *foreigners) any() bool { return len(f.before)+len(f.after) > 0 }

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
	dialect     string
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

// isOn reports whether a boolean is true, as handsets read it.
func isOn(text string) bool { return text == "1" || strings.EqualFold(text, "true") }
