// Package readers knows who reads which files of a root, and which file wins; and whom a phone
// calls.
package readers

import (
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/cisco/facts"
)

// States of a phone.
const (
	stateHost       = "host"       // it has an identity, and nobody is logged in
	stateMobile     = "mobile"     // somebody is logged in
	statePlain      = "plain"      // nobody logs in on it
	stateUnenrolled = "unenrolled" // it has no identity
)

// Roles of profiles. What one of them no longer mentions keeps its value.
var (
	roleHost    = artifact.Role{Name: "host", Subject: "host profile of", Named: true, When: artifact.AtResync, State: stateHost, Beneath: stateMobile, Keeps: true}
	roleMobile  = artifact.Role{Name: "mobile", Subject: "mobile profile of", Named: true, When: artifact.AtLogIn, State: stateMobile, OfUser: true, Keeps: true}
	rolePlain   = artifact.Role{Name: "phone", Subject: "profile of phone", Named: true, When: artifact.AtResync, State: statePlain, Keeps: true}
	roleDefault = artifact.Role{Name: "default", Subject: "default profile", When: artifact.AtResync, State: stateUnenrolled, Keeps: true}
	roleEntry   = artifact.Role{Name: "entry", Subject: "for new phones", When: artifact.AtBoot, State: stateUnenrolled}
)

// Of tells who reads which files of a root. A phone takes its host profile
// while nobody is logged in and its user's mobile profile otherwise; since what
// a profile does not mention keeps its value, the mobile profile lies on top. A
// phone that nobody logs in on takes the profile that its MAC names. One without an
// identity takes the default profile, and one that was never provisioned the file
// that the vendor's own rule names (OL-20443-01).
func Of(root artifact.Root) artifact.Readers {
	r := artifact.Readers{
		Roles:     map[string]artifact.Role{},
		Login:     func(value func(string) string) bool { return value(facts.EMEnable) == "Yes" },
		Registers: registration.MatchString,
		Lines:     registrations,

		Identifies: isLineUser.MatchString,
		Emergency:  func(name string) bool { return strings.HasPrefix(name, "Emergency_Number_") },
		Calling:    calling,
	}
	for _, folder := range folders(root.Paths()) {
		claim(&r, root.Paths(), folder)
	}
	return r
}

// folders lists where default profiles and entry files lie.
func folders(paths []string) []string {
	var all []string
	for _, p := range paths {
		if path.Base(p) == facts.PublicName || facts.Asked()[path.Base(p)] {
			all = append(all, path.Dir(p))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// claim finds the profiles of one deployment.
func claim(r *artifact.Readers, paths []string, folder string) {
	public := path.Join(folder, facts.PublicName)
	users := path.Join(folder, "mobile")
	unlisted := func(name string, files ...string) {
		r.Handsets = append(r.Handsets, artifact.Reader{Unlisted: name, Folder: folder, State: stateUnenrolled, Files: files, Users: users})
	}
	for _, p := range paths {
		dir, name := path.Dir(p), path.Base(p)
		id, isXML := strings.CutSuffix(name, ".xml")
		switch {
		case p == public:
			r.Roles[p] = roleDefault
			unlisted("every phone without an identity", p)
		case dir == folder && facts.Asked()[name]:
			r.Roles[p] = roleEntry
			unlisted("every new phone that asks for "+name, p)
		case dir == folder && isXML && facts.MACForm.MatchString(id):
			r.Roles[p] = rolePlain
			r.Handsets = append(r.Handsets, artifact.Reader{ID: id, Folder: folder, State: statePlain, Files: []string{p}})
		case dir == path.Join(folder, "host") && isXML:
			r.Roles[p] = roleHost
			r.Handsets = append(r.Handsets, artifact.Reader{ID: id, Folder: folder, State: stateHost, Files: []string{p}, Users: users})
		case dir == users && isXML:
			r.Roles[p] = roleMobile
			r.ByUser = append(r.ByUser, artifact.User{ID: id, File: p, Users: users, State: stateMobile})
		}
	}
}

var registration = regexp.MustCompile(`^(Line_Enable|Register|User_ID|Proxy)_\d+_$`)

// isLineUser is the user that a line registers as.
var isLineUser = regexp.MustCompile(`^User_ID_[0-9]+_$`)

// ofLine is what is in effect of a line, by the name of a parameter without its number.
type ofLine func(name string) string

// isOn reports whether the line is of use: it has a user and a server, and is not off.
func (of ofLine) isOn() bool {
	return of("User_ID") != "" && of("Proxy") != "" && of("Line_Enable") != "No"
}

func (of ofLine) registers() bool { return of.isOn() && of("Register") != "No" }

// calls reports whether a phone calls over the line, be it that this does not register.
func (of ofLine) calls() bool {
	return of.registers() || of.isOn() && of("Make_Call_Without_Reg") == "Yes"
}

// registrations lists the lines that register.
func registrations(value func(string) string) []string { return lines(value, ofLine.registers) }

// lines lists those of which something is true.
func lines(value func(string) string, is func(ofLine) bool) []string {
	var all []string
	for n := range facts.MostLines {
		line := strconv.Itoa(n + 1)
		if is(func(name string) string { return value(name + "_" + line + "_") }) {
			all = append(all, line)
		}
	}
	return all
}
