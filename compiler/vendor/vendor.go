// Package vendor says what there is to know of a maker of phones. A vendor is a
// folder of CUE under schema/, a package with a type that is a Vendor, and a line
// in package vendors; no other package knows it by name.
//
// What a vendor can do beyond the core it says by more methods: the interfaces of
// capabilities.go, each of which stands for itself.
package vendor

import (
	"errors"
	"iter"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/catalogue/settings"
	"provc/compiler/diag"
	"provc/compiler/value"
)

// Vendor makes files for the phones of one maker, and knows how these read them.
// Its methods may be called by several goroutines.
type Vendor interface {
	// Name is what the vendor field of a deployment says, and what the folder of
	// the schema is called.
	Name() string

	// Schema is the vendor's folder of CUE: the parameters, and the shape of a
	// deployment. Values are held against it with a settings.Checker.
	Schema() *catalogue.Schema

	// Checks are what Compile finds beside what packages catalogue and artifact
	// find, each with its document.
	Checks() *diag.Set

	// Compile checks a deployment and lists its files. These need to be complete
	// only if no finding is an error.
	Compile(*value.Deployment) (Compiled, diag.List)

	// Readers says which files of a root a phone reads, which of them wins, and
	// who can log in where. The root may be compiled or lie on a disk, and may hold
	// files of other vendors, too.
	Readers(artifact.Root) artifact.Readers

	// Read returns the parameters of a file, in the order in which they stand
	// there, as phones read it: of two settings of a parameter the later wins. The
	// name of a parameter stands in a file as it is, never escaped. A file that is
	// not of a kind that the vendor's phones read is ErrForeign; any other error
	// says, with "line N" where there is a line, why phones would not read it.
	Read(path string, data []byte) ([]artifact.Param, error)
}

// ErrForeign is the error of reading a file that is not the vendor's.
var ErrForeign = errors.New("not a file that phones of this vendor read")

// Compiled is what a deployment compiles to.
type Compiled struct {
	// Files are those of the provisioning root that are few, Made those that a
	// large fleet has by the hundred thousand; package fleet makes these.
	Files []*artifact.File
	Made  artifact.Made

	// Dirs are folders of the root that phones write into.
	Dirs []string

	// Foreign are files that phones read and somebody else makes, by their paths
	// from the root, or by URL.
	Foreign []artifact.Foreign

	// Emergency are the numbers that the deployment wants to be callable.
	Emergency []artifact.Emergency

	// Bare are the handsets that are listed without a file of their own.
	Bare *artifact.Listing

	// Restarts are what the deployment states of parameters.
	Restarts settings.Restarts

	// Phones goes through the phones that the deployment lists. No two deployments
	// may list the same.
	Phones iter.Seq[artifact.Phone]

	// Staging and Staged, few and many, are by which new phones get their
	// identities, for a trusted network only, and never within the provisioning
	// root. Most vendors have none.
	Staging []*artifact.File
	Staged  artifact.Made

	// Credentials are what people and phones authenticate to the web server with,
	// if they do.
	Credentials []artifact.Credential

	// Accept is what parts of the deployment accept of the findings, which are marked
	// with it. What the deployment itself accepts is known without the vendor.
	Accept diag.Acceptances
	// Passwords mark, of each person, the password by which the person logs in, by the
	// name of its secret or the text. The index is that of the person.
	Passwords value.Marks
}
