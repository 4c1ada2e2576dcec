// Package artifact holds what a deployment compiles to, before it is bytes on
// a disk: files with their parameters, and the tree they form. Every later
// step (writing, diffing, explaining) takes this one value.
package artifact

import (
	"fmt"
	"slices"
	"sync"

	"provc/compiler/diag"
)

// Phase is the order in which files of a live provisioning root are replaced,
// so that a handset that boots meanwhile never follows a name to nothing.
type Phase uint8

const (
	Leaf    Phase = iota // refers to no other file: profiles, parameter files
	Handset              // one handset's master file; refers to leaves
	Entry                // what an unlisted or new handset reads first
)

// Param is one parameter of a file, its value as the handset reads it.
type Param struct {
	Name      string
	Value     string   // empty while Secret is unresolved
	Secret    string   // name of the secret that stands for the value, or empty
	Sensitive bool     // never to be shown: the catalogue says secret
	Unlisted  bool     // it stands under unlisted, where no catalogue is asked
	Access    string   // what a person at the phone may do with it, where that is declared
	Pos       diag.Pos // where the user declared it

	// Allowed says what is wrong with a resolved secret as the value, in a
	// sentence that does not show it, or nothing. Nil allows any.
	Allowed func(value string) string
}

// Key makes values comparable that may be secrets: by the name of the secret, or by the
// text itself.
func (p *Param) Key() string {
	if p.Secret != "" {
		return "secret " + p.Secret
	}
	return "text " + p.Value
}

// Format turns parameters, all values known, into the bytes of a file. It keeps none of
// them.
type Format func([]Param) ([]byte, error)

// File is one artifact: either Params and a Format, or Data.
type File struct {
	Path   string // slash-separated, relative to the provisioning root
	Owner  string // the deployment that declares it
	Entity string // the user ID or MAC that it belongs to, or empty
	Label  string // what people call that, or empty
	Group  string // of a handset, with which it has settings in common, or empty
	Phase  Phase
	Params []Param
	Format Format
	Data   []byte
	Pos    diag.Pos // what in the user's CUE asks for the file
	Seed   bool     // written only where no such file is, and never owned afterwards
}

// Sensitive reports whether the file holds a value that not everybody may read.
func (f *File) Sensitive() bool {
	return slices.ContainsFunc(f.Params, func(p Param) bool { return p.Secret != "" || p.Sensitive && p.Value != "" })
}

// Bytes renders the file; secret gives the value of a secret by its name. An
// unknown secret is an error: callers resolve all names beforehand.
func (f *File) Bytes(secret func(name string) (string, bool)) ([]byte, error) {
	if f.Format == nil {
		return f.Data, nil
	}
	params := f.Params
	if slices.ContainsFunc(params, func(p Param) bool { return p.Secret != "" }) {
		resolved := spare.Get().(*[]Param)
		defer func() { // with values of secrets
			clear(*resolved)
			spare.Put(resolved)
		}()
		*resolved = append((*resolved)[:0], params...)
		params = *resolved
		for i := range params {
			if name := params[i].Secret; name != "" {
				v, ok := secret(name)
				if !ok {
					return nil, fmt.Errorf("%s: secret %q has no value", f.Path, name)
				}
				params[i].Value = v
			}
		}
	}
	return f.Format(params)
}

// spare are parameters of one file, until the next is rendered: there may be very many.
var spare = sync.Pool{New: func() any { return new([]Param) }}

// Phone is a handset that a deployment lists by its MAC.
type Phone struct {
	MAC    string
	Pos    diag.Pos
	Label  string // what people call it, or empty
	Group  string // that it belongs to, or empty
	Folder string // of the root, that it is sent to; empty: the root itself
	Model  string // where a deployment says it

	// Identity is what the phone authenticates to the server with, if it does.
	Identity string
	Password Param
	Kept     []string // parameters that a deployment leaves to each phone
}

// Credential is a user name and password that the provisioning server is to
// know.
type Credential struct {
	Owner    string // the deployment that declares it
	User     string // as sent to the server, with its domain
	Entity   string // the user ID or MAC
	Password Param  // its Name is how sentences call it
}
