package artifact

import (
	"iter"
	"strings"
)

// Root is a provisioning root as its readers find it, compiled or on a disk.
type Root interface {
	// Paths lists the files, sorted.
	Paths() []string
	// Params are the parameters of a file, or nil where there are none or no
	// such file.
	Params(path string) []Param
}

// Readers is who reads a vendor's files of a root, and in which order: the one
// account of precedence, for diffs and explanations alike.
type Readers struct {
	Handsets []Reader // Files with the strongest first
	ByUser   []User
	Roles    map[string]Role // by path; what no reader claims is not in it

	// Strangers are handsets that nobody listed, by the Overrides that they wrote.
	Strangers []Reader
	// Saves are the folders of the root that handsets write into, and Elsewhere those
	// that lie outside of it, by URL.
	Saves, Elsewhere []string

	// Login reports whether users can log in on a handset with these values.
	Login func(value func(name string) string) bool
	// Registers reports whether registrations depend on a parameter.
	Registers func(name string) bool
	// Lines lists the registrations of a handset with these values.
	Lines func(value func(name string) string) []string
	// Identifies reports whether the value of a parameter belongs to one person or
	// handset, such as the address of a line.
	Identifies func(parameter string) bool
	// Emergency reports whether it depends on a parameter who can be called for help.
	Emergency func(parameter string) bool
	// Written lists the files that handsets write for a user, by where the user can
	// log in, or for a handset, by the first of its Files: their paths below the root,
	// in one order for all. Nil where phones write nothing.
	Written func(where, id string) []string
	// Calling is what lines and calls depend on.
	Calling Calling
}

// Reader is a handset that reads files of a root, or all that nobody listed.
type Reader struct {
	ID       string // a MAC or another identity, or empty
	Label    string // what people call it, where none of its files tells
	Unlisted string // how sentences call those without an identity
	Folder   string // the folder of the root that it is sent to
	State    string // what it is in while nobody is logged in, in the vendor's word
	Files    []string
	Unknown  []Unknown // files that it reads beside Files, and of which the root knows nothing

	// Users names what the files of those share who can log in on it, such as
	// their folder. The file of a user is stronger than all Files.
	Users string

	// Overrides are files that the handset writes and the root has, the strongest first:
	// stronger than Files, and than the file of a person unless they are Beneath.
	Overrides []Override
}

// Unknown is a file that somebody else makes, in the order of a reader's files.
type Unknown struct {
	At int // of Files, the first that is weaker
	*Foreign
}

// Declarer is a Root that knows which files somebody else is said to make.
type Declarer interface {
	// Foreign is what is said of a file that is not in the root, by its path or URL as
	// a deployment names it, or nil.
	Foreign(name string) *Foreign
}

// Lister is a Root that knows which handsets are listed, and what people call handsets
// and users.
type Lister interface {
	// Label is what people call the handset or person whose own file that is, or empty.
	Label(path string) string
	// Bare goes through the handsets of a folder that are listed without a file of
	// their own: their MACs and labels.
	Bare(folder string) iter.Seq2[string, string]
}

// User can log in on the handsets whose Users is the same.
type User struct {
	ID    string
	File  string
	Users string
	State string // what a handset is in then, in the vendor's word

	// Overrides are files that handsets write for the person and the root has, the
	// strongest first: stronger than all others.
	Overrides []Override
}

// Role is what a file is to those who read it. Vendors have roles of their own
// beside those below. The zero Role is of a file that nobody claims.
type Role struct {
	Name    string // as programs read it
	Subject string // what sentences call such a file
	Named   bool   // its file name is the ID of a user or handset, which sentences add
	When    When   // it is read
	State   string // of handsets that read it, where that is worth a word in a diff
	Beneath string // and the state in which a user's file lies on top of it

	OfUser  bool   // it follows a user from handset to handset
	Lists   string // the parameter that lists other files, and so has no effect of its own
	Keeps   bool   // a parameter that it no longer mentions keeps its value
	Written bool   // handsets write it
	Aside   bool   // precedence is nothing to it
	Said    string // who reads it, of one that is aside
}

// IsList reports whether a parameter of such a file lists other files, for all
// that read it or for handsets of a model, which stands behind its name.
func (r *Role) IsList(parameter string) bool {
	return r.Lists != "" && (parameter == r.Lists || strings.HasPrefix(parameter, r.Lists+"_"))
}

// When says what makes handsets read a file.
type When string

const (
	AtBoot   When = "boot"
	AtLogIn  When = "log-in"
	AtResync When = "resync"
)

// Roles that files of any vendor may have.
var (
	// RoleParams is read by handsets, whoever is logged in.
	RoleParams = Role{Name: "parameters", When: AtBoot}
	// RoleUser is read when its user logs in.
	RoleUser = Role{Name: "user", Subject: "user", Named: true, When: AtLogIn, OfUser: true}
	// RoleContacts is a seed: handsets write it afterwards.
	RoleContacts = Role{Name: "contacts", Subject: "contact directory", When: AtBoot, Written: true, Aside: true, Said: "read by those alone who have no contact directory yet"}
	// RoleHandset is written by handsets.
	RoleHandset = Role{Name: "handset", Subject: "written by a handset", When: AtBoot, Written: true, Aside: true, Said: "written by a handset"}
	// RoleOther is what nobody claims.
	RoleOther = Role{Name: "other", When: AtBoot, Aside: true}
)
