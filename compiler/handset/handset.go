// Package handset has virtual handsets: they fetch from a provisioning root, log
// people in and out, and end in a state, as the phones do (docs/handsets.md). They
// know precedence for themselves, from the vendors' documents, and share no account of
// it with the compiler: else that they agree would prove nothing.
package handset

import (
	"context"

	"provc/compiler/catalogue"
	"provc/compiler/handset/server"
)

// Handset is a virtual handset. It is one person's at a time, and must not be used by
// several goroutines.
type Handset interface {
	// Boot switches the handset on.
	Boot(ctx context.Context) Outcome
	// LogIn has a person type an ID and a password.
	LogIn(ctx context.Context, user, password string) Outcome
	// LogOut has the person log out.
	LogOut(ctx context.Context) Outcome
	// Wait lets minutes pass in which nobody touches the handset.
	Wait(ctx context.Context, minutes int) Outcome
	// Change has whoever uses the handset set a parameter at it.
	Change(ctx context.Context, parameter, value string) Outcome
	// Probe asks the server for what it must refuse whoever the handset is, and tells
	// where it does not. What it stores for that is what it has just fetched, so that
	// nothing changes where nothing is refused. It goes by what was fetched before.
	Probe(ctx context.Context) Outcome
	// State is what the handset acts on.
	State() State
}

// Outcome is how something that was done to a handset ended.
type Outcome string

const (
	Done    Outcome = "done"
	Refused Outcome = "refused" // it shows that the log-in failed, or does not offer any
	Looping Outcome = "looping" // it restarts, and would for ever
	Dark    Outcome = "dark"    // it has no configuration
)

// State is what a handset acts on.
type State struct {
	Mode string `json:"mode"`           // in the vendor's word, such as logged out
	User string `json:"user,omitempty"` // who is logged in

	// Params are the parameters in effect that any file gives, by name. Values of
	// secrets are as the handset has them.
	Params map[string]string `json:"-"`

	Lines    []string `json:"lines,omitempty"`    // that have an address and a server, without passwords in URLs
	Callable []string `json:"callable,omitempty"` // numbers, where not all can be called
	Locked   bool     `json:"locked,omitempty"`   // no numbers but those can be called
}

// Options say what handset it is, and where it fetches from.
type Options struct {
	Server server.Server
	ID     string // the MAC, twelve lower-case hexadecimal digits
	Model  string // empty: not known
	Facts  Facts
	Trace  *Trace

	// Of phones that authenticate to their server:

	// ServedAs is the URL by which phones know the root; empty: found in what is fetched.
	ServedAs string
	// Staging is what a new phone finds at the server that DHCP names; nil: the root.
	Staging server.Server
	// Identity is who the phone is, of one that has its identity already.
	Identity server.Login
	// Known reports that a password is right, whatever the server says; nil: nobody
	// knows.
	Known func(server.Login) bool

	// RestartUnknown: parameters of which nobody knows whether they restart the handset
	// do restart it.
	RestartUnknown bool
	// Write has the handset store what handsets store. Otherwise it is told what it
	// would have stored.
	Write bool
	// MaxRestarts is after how many restarts in a row a handset is said to loop; 0
	// for 3.
	MaxRestarts int
	// MaxRequests bounds a run; 0 for 1000.
	MaxRequests int
}

// Facts are what catalogues say of parameters.
type Facts struct {
	Restarts func(parameter string) catalogue.Restart
	Default  func(parameter string) (value string, ok bool)
	Hides    func(parameter string) bool // its value is nobody's to see
}

// Limits of a run.
const (
	DefaultRestarts = 3
	DefaultRequests = 1000
)
