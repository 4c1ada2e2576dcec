package artifact

// Root is a provisioning root as its readers find it, compiled or on a disk.
type Root interface {
	// Paths lists the files, sorted.
	Paths() []string
	// Params are the parameters of a file, or nil where there are none or no
	// such file.
	Params(path string) []Param
}

// Role is what a file is to those who read it.
type Role string

const (
	RoleMaster   Role = "master"     // says which other files a handset reads
	RoleParams   Role = "parameters" // read by handsets, whoever is logged in
	RoleUser     Role = "user"       // read when its user logs in
	RoleHost     Role = "host"       // read by one phone while nobody is logged in
	RoleMobile   Role = "mobile"     // read while its user is logged in
	RoleDefault  Role = "default"    // read by phones that are nobody's
	RoleEntry    Role = "entry"      // what a factory-new phone asks for
	RoleContacts Role = "contacts"   // a seed: read by who has no directory yet
	RoleHandset  Role = "handset"    // written by handsets
	RoleOther    Role = "other"
)

// OfUser reports whether the file follows a user from handset to handset.
func (r Role) OfUser() bool { return r == RoleUser || r == RoleMobile }

// Reader is a handset that reads files of a root, or all that nobody listed.
type Reader struct {
	ID       string // a MAC or another identity, or empty
	Unlisted string // how sentences call those without an identity
	Folder   string // the folder of the root that it is sent to
	Files    []string

	// Users names what the files of those share who can log in on it, such as
	// their folder. The file of a user is stronger than all Files.
	Users string
}

// User can log in on the handsets whose Users is the same.
type User struct {
	ID    string
	File  string
	Users string
}

// Readers is who reads a vendor's files of a root, and in which order: the one
// account of precedence, for diffs and explanations alike.
type Readers struct {
	Handsets []Reader // Files with the strongest first
	ByUser   []User
	Roles    map[string]Role // by path; what no reader claims is not in it

	Lists string // the parameter that lists Files, and so has no effect of its own
	Keeps bool   // a parameter that no file mentions any more keeps its value

	// Login reports whether users can log in on a handset with these values.
	Login func(value func(name string) string) bool
	// Registers reports whether registrations depend on a parameter.
	Registers func(name string) bool
	// Lines lists the registrations of a handset with these values.
	Lines func(value func(name string) string) []string
}
