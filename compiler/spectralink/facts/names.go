package facts

import (
	"path"
	"regexp"
	"strings"
)

// Vendor is the name of the vendor, of its schema's folder and of the vendor
// field of a deployment.
const Vendor = "spectralink"

// AllHandsets is the MAC in the names of files for handsets that are not listed.
const AllHandsets = "000000000000"

// OwnMAC stands for the MAC of the handset that reads a master file.
const OwnMAC = "[PHONE_MAC_ADDRESS]"

// MasterName is the name of a master configuration file: the MAC of its
// handset, or twelve zeros for those without one.
var MasterName = regexp.MustCompile(`^([0-9a-f]{12})\.cfg$`)

// Attributes of a master file. What a model has of its own stands under the name
// with _ and the model behind it.
const (
	ConfigFiles  = "CONFIG_FILES"  // lists parameter files
	SoftwarePath = "APP_FILE_PATH" // names the software
)

// IsMAC reports whether a text is twelve lower-case hexadecimal digits.
func IsMAC(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return len(s) == 12
}

// IsFileName reports whether a name has at most so many letters, digits and
// _ . - + @, the first a letter, digit or underscore.
func IsFileName(name string, most int) bool {
	for i := range len(name) {
		switch c := name[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '_':
		case i > 0 && (c == '.' || c == '-' || c == '+' || c == '@'):
		default:
			return false
		}
	}
	return name != "" && len(name) <= most
}

// Remote reports whether a path of a master file lies outside the root, or
// differs from handset to handset.
func Remote(p string) bool {
	return strings.Contains(p, ":/") || strings.Contains(p, "[")
}

// IsTemplate reports whether a file is called as one that holds the parameters of all
// handsets.
func IsTemplate(name string) bool {
	base, ok := strings.CutSuffix(name, ".cfg")
	return ok && templateNames[base]
}

// templateNames are those of the files that hold the parameters of all handsets,
// and a few that handsets ask for besides.
var templateNames = map[string]bool{
	"applications": true, "dect": true, "device": true, "features": true, "firewall-nat": true, "h323": true,
	"itsg-addl-fields": true, "lync": true, "reg-advanced": true, "reg-basic": true, "region": true, "sip-basic": true,
	"sip-interop": true, "site": true, "tr069": true, "video": true, "video-integration": true,
}

// IsReserved reports whether a file called like a user is somebody else's.
func IsReserved(id string) bool {
	id = strings.ToLower(id)
	dash := strings.LastIndexByte(id, '-')
	return IsMAC(id) || templateNames[id] || dash >= 0 && endsForPhones[id[dash+1:]]
}

// IsUserID reports whether an ID can be the name of a profile.
func IsUserID(id string) bool { return IsFileName(id, 64) }

// RefusesUserID says why nobody can have a user ID, or nothing, for those who read files
// that others made.
func RefusesUserID(id string) string {
	switch {
	case !IsUserID(id):
		return "a user ID has 1 to 64 letters, digits and _ . - + @, the first a letter, digit or underscore"
	case IsReserved(id):
		return "the user ID " + id + " is reserved: a file of that name is a handset's, or a template's"
	}
	return ""
}

// PhoneWritten recognises a file that a handset writes, or alone reads, in
// whatever folder and letter case, and names the user or handset it belongs to.
func PhoneWritten(name string) (entity string, ok bool) {
	name = path.Base(name)
	dash := strings.LastIndexByte(name, '-')
	if dash < 1 || !keptByPhones[strings.ToLower(name[dash+1:])] {
		return "", false
	}
	return strings.ToLower(name[:dash]), true
}

// keptByPhones is what handsets keep for a user or for themselves (CS-15-10): the
// ends of the files' names.
var keptByPhones = map[string]bool{
	"phone.cfg": true, "web.cfg": true, "directory.xml": true, "calls.xml": true,
	"app.log": true, "boot.log": true, "license.cfg": true,
}

// endsForPhones are they without the dot and what is behind it.
var endsForPhones = func() map[string]bool {
	ends := map[string]bool{}
	for end := range keptByPhones {
		ends[strings.TrimSuffix(end, path.Ext(end))] = true
	}
	return ends
}()
