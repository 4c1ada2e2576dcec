// Package facts makes facts of a checked deployment: its layers, handsets and users, what
// they say of lines, and what files and parameters are called. Schema is the catalogue by
// which it checks.
package facts

import (
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/catalogue/settings"
	"provc/compiler/diag"
	"provc/compiler/value"
	"provc/compiler/vendor"
)

// Setting is a parameter with a value, and what the catalogue says of it.
type Setting struct {
	artifact.Param
	Meta    *catalogue.Meta   // of one that the catalogue lacks: empty
	Restart catalogue.Restart // as the vendor or the team says
	Free    *settings.Setting // under unlisted; nil in params. It is valid until the decoder is reset
}

// Foreign is a parameter file that somebody else makes, such as a PBX.
type Foreign = artifact.Foreign

// Foreigners are the foreign files of a layer, the strongest first.
type Foreigners struct {
	Before []Foreign // stronger than all of our files
	After  []Foreign // weaker than all of them
}

// Any reports whether there is a foreign file.
func (f *Foreigners) Any() bool { return len(f.Before)+len(f.After) > 0 }

// Layer is what a deployment, a group or a handset says.
type Layer struct {
	Title        string // how sentences call it; empty: the deployment's
	Pos          diag.Pos
	Accepts      *vendor.Acceptor // nil for the deployment, of which its caller knows
	Directory    *string          // nil: not said
	DirectoryPos diag.Pos
	Params       []Setting // by name
	Numbers      []Number
	HasNumbers   bool
	NumbersPos   diag.Pos
	Foreign      Foreigners
	Implied      []Setting // what the numbers write, where params do not say otherwise
	Models       []Model   // of a deployment, by name
	Lines        *Lines    // of the parameters; nil: not read
}

// Number can be called while nobody is logged in.
type Number struct {
	description, Value string
	Pos                diag.Pos
}

// Contact is an entry of a contact directory, by element name.
type Contact struct {
	Values map[string]string
	Places map[string]diag.Pos
}

// Model is what handsets of a model read that others do not.
type Model struct {
	Name     string
	Pos      diag.Pos
	Software *string    // nil: not said
	Listed   bool       // has a list of files of its own
	Foreign  Foreigners // around those of the others
	Instead  []Foreign  // of our own, if any
}

type group struct {
	Name string
	Layer
}

// Phone is a handset that is listed.
type Phone struct {
	MAC      string
	Label    string
	Group    string
	GroupPos diag.Pos
	Says     bool // has parameters or numbers of its own
	Layer
}

// User is a person who logs in on handsets.
type User struct {
	ID           string
	Label        string
	Pos          diag.Pos
	Accepts      *vendor.Acceptor
	Directory    string
	DirectoryPos diag.Pos
	Params       []Setting // by name, the password among them
	Contacts     []Contact
	HasContacts  bool
	Lines        *Lines
}

// Deployment is a Spectralink deployment as plain facts.
type Deployment struct {
	Name        string
	Pos         diag.Pos
	Folder      string
	Dialect     string
	Software    string
	Misc        []string
	AllBoot     bool // from a master file of their own, if they are listed
	Directories []directory
	Contacts    []Contact
	HasContacts bool
	Base        Layer

	Restarts settings.Restarts // what the team has seen for itself

	// Numbers that must be callable from every handset, whoever is logged in.
	EmergencyNumbers []Number

	Groups map[string]*group // by name
	Doubts settings.Doubts   // what is in error of all that

	// Handsets and users are decoded when they are asked for: there may be very
	// many.
	Phones, Users value.Entities
}

// Emergencies are the numbers that must be callable.
func (d *Deployment) Emergencies() []artifact.Emergency {
	var all []artifact.Emergency
	for _, n := range d.EmergencyNumbers {
		all = append(all, artifact.Emergency{Number: n.Value, Folder: d.Folder})
	}
	return all
}

// Directory is a folder or URL that handsets write into, or find licences in.
type directory struct {
	Attr, Path string
	Pos        diag.Pos
}

// Param is the setting of a parameter in the layer's file, or nil.
func (l *Layer) Param(name string) *Setting {
	if p := Find(l.Params, name); p != nil {
		return p
	}
	return Find(l.Implied, name)
}

// Find is the setting of a parameter among some, or nil.
func Find(params []Setting, name string) *Setting {
	for i := range params {
		if params[i].Name == name {
			return &params[i]
		}
	}
	return nil
}

// IsOn reports whether a boolean is true, as handsets read it.
func IsOn(text string) bool { return text == "1" || strings.EqualFold(text, "true") }
