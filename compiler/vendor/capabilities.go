package vendor

import (
	"io/fs"

	"provc/compiler/artifact"
	"provc/compiler/handset"
	"provc/compiler/xmlfile"
)

// PhoneWriter is a vendor whose phones write files into the provisioning root.
// Such files are never touched.
type PhoneWriter interface {
	// PhoneWritten recognises, by its path, a file that a phone writes, or alone
	// reads, and names the user or phone that it belongs to, in lower case.
	PhoneWritten(path string) (entity string, ok bool)
	// ReadWritten reads the settings of such a file as well as can be, each with its
	// place in the file, and tells what is wrong with the file. Of one that holds no
	// settings, such as a call list, it tells that alone.
	ReadWritten(path string, data []byte) ([]artifact.Param, []xmlfile.Fault)
	// Password is the parameter by which people log in, which they can change at a
	// phone; empty if there is none.
	Password() string
}

// Starter is a vendor whose phones ask for files by themselves, so that a folder
// can be told to be a provisioning root by the names of files.
type Starter interface {
	// Starts recognises a file that phones begin with.
	Starts(path string) bool
	// StartNames says in words what such files are, with their names.
	StartNames() string
}

// Decider is a vendor with parameters whose value is a program that decides
// something. A change of one is told as a change of its decisions.
type Decider interface {
	// Decides reports whether a parameter is one of those, whatever its value.
	Decides(parameter string) bool
	// Decisions lays a value of such a parameter out as a table; nil if phones
	// would not understand it.
	Decisions(parameter, value string) *Table
	// Selects reports whether it decides which files phones read.
	Selects(parameter string) bool
	// HoldsPassword reports whether something in the value must not be shown.
	HoldsPassword(parameter, value string) bool
}

// Table is a decision table.
type Table struct {
	Conditions []string // headings; a condition that another table lacks is "any" there
	Results    []string // headings
	Rows       []Row
}

// Row is what phones do in some states: a cell for each heading.
type Row struct{ Conditions, Results []string }

// Beginner is a vendor with a deployment to begin a repository with.
type Beginner interface {
	Beginning() Beginning
}

// Beginning is a package of CUE that compiles as it is, and is there to be changed.
type Beginning struct {
	Files  fs.FS  // the package's files, without a folder
	Folder string // where it lies in the repository
	What   string // in a sentence, without a full stop
	Search string // parameters worth looking up
	Check  string // a check worth reading about
}

// Ordered is a vendor whose phones keep a parameter that a profile does not mention, so
// that what is left of one person for the next is to be proved.
type Ordered interface {
	Orders(root artifact.Root, phones []artifact.Phone) Orders
}

// Orders is what is left of one person for the next, in any order of people and of
// fetches that fail.
type Orders struct {
	Phones, People, Parameters int
	Left                       map[string][]string // the phones, by what is left of a profile, in a sentence

	// Changed are parameters that people change at a phone and no profile there resets:
	// Stays after a log-out, too; Lingers where the profile for everybody could not be
	// fetched in between.
	Stays, Lingers []string
}

// Simulated is a vendor of whose phones there are virtual ones.
type Simulated interface {
	// Handset is a virtual phone. Facts of the options are the vendor's to fill in.
	Handset(o handset.Options) (handset.Handset, error)
	// Takes reports whether a phone of a model takes a parameter; one that it does not
	// know it ignores.
	Takes(model, parameter string) bool
}

// Modelled is a vendor that knows the models of its phones, of which a deployment names
// one a phone.
type Modelled interface {
	// Models lists them, in order.
	Models() []string
}
