package cisco

import (
	"path"
	"regexp"
)

// publicName is the name of the default profile.
const publicName = "default.xml"

// Folders of profiles.
const (
	hostFolder   = "host"
	mobileFolder = "mobile"
)

// profileName is the path of a profile below the deployment's folder.
func profileName(folder, id string) string { return path.Join(folder, id+".xml") }

// nameByMAC is the name of what is for one phone whoever it says it is, by its MAC.
func nameByMAC(mac string) string { return mac + ".xml" }

// macForm is what a MAC looks like, by which a phone is named.
var macForm = regexp.MustCompile(`^[0-9a-f]{12}$`)

// idForm is what the ID of a person or a phone looks like.
var idForm = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_.+-]{0,62}$`)

// RefusesUserID says why nobody can have a user ID, or nothing.
func RefusesUserID(id string) string {
	if !idForm.MatchString(id) {
		return "a user ID has 1 to 63 letters, digits and _ . - +, the first a letter, digit or underscore"
	}
	return ""
}
