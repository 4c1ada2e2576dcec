package artifact

// Registration is a line that a phone registers.
type Registration struct {
	Line    string // its number
	Account string // user and server, as user@server; the server may be unknown
	By      string // the parameter that says the user
	Shared  bool   // several phones are meant to register it
}

// Reach says whether a number can be called while nobody is logged in.
type Reach struct {
	Can bool
	Why string // in a sentence
	By  string // the parameter that decides, or empty
}

// Emergency is a number that a deployment wants to be callable from each of its phones, in
// every state.
type Emergency struct {
	Number string
	Folder string // of the deployment, in the root
}

// Calling is what a vendor knows of lines and calls, of the parameters that are in effect,
// by their names.
type Calling struct {
	// Matters reports whether any of that depends on a parameter.
	Matters func(parameter string) bool
	// Registrations lists the lines that a phone registers, in order.
	Registrations func(values map[string]string) []Registration
	// Dials says whether a number can be called while nobody is logged in.
	Dials func(values map[string]string, number string) Reach
	// Emergencies lists the emergency numbers that a parameter says.
	Emergencies func(parameter, value string) []string
}
