package facts

import (
	"path"
	"regexp"
)

// PublicName is the name of the default profile.
const PublicName = "default.xml"

// Folders of profiles.
const (
	HostFolder   = "host"
	MobileFolder = "mobile"
)

// ProfileName is the path of a profile below the deployment's folder.
func ProfileName(folder, id string) string { return path.Join(folder, id+".xml") }

// NameByMAC is the name of what is for one phone whoever it says it is, by its MAC.
func NameByMAC(mac string) string { return mac + ".xml" }

// MACForm is what a MAC looks like, by which a phone is named.
var MACForm = regexp.MustCompile(`^[0-9a-f]{12}$`)

// IDForm is what the ID of a person or a phone looks like.
var IDForm = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_.+-]{0,62}$`)

// RefusesUserID says why nobody can have a user ID, or nothing.
func RefusesUserID(id string) string {
	if !IDForm.MatchString(id) {
		return "a user ID has 1 to 63 letters, digits and _ . - +, the first a letter, digit or underscore"
	}
	return ""
}
