package readers

import (
	"path"
	"regexp"
	"strings"

	"provc/compiler/spectralink/facts"
)

// written lists the files that handsets write for a user, by the folder of profiles,
// or for a handset, by its master file (CS-15-10). The folders are those that the master
// file names; one that it does not name is the folder of the profile or of the master
// file. Of one that is a URL, or another for each handset, nobody here knows the place.
func (r *readers) written(where, id string) []string {
	master, home, ends := where, path.Dir(where), writtenByHandset
	of, isUser := r.masters[where]
	if isUser {
		master, home, ends = of, where, writtenForUser
	}
	folders := map[string]string{}
	for _, p := range r.root.Params(master) {
		folders[p.Name] = p.Value
	}
	var files []string
	for _, end := range ends {
		folder := home
		named := folders[end.folder]
		if !isUser {
			named = strings.ReplaceAll(named, facts.OwnMAC, id)
		}
		if facts.Remote(named) {
			continue
		}
		if named != "" {
			folder = path.Join(path.Dir(master), named)
		}
		files = append(files, path.Join(folder, id+end.name))
	}
	return files
}

// ending is how the name of a file ends that handsets write, and the attribute of a
// master file that names its folder.
type ending struct{ name, folder string }

var (
	writtenForUser = []ending{
		{"-phone.cfg", "OVERRIDES_DIRECTORY"},
		{"-directory.xml", "CONTACTS_DIRECTORY"},
		{"-calls.xml", "CALL_LISTS_DIRECTORY"},
	}
	writtenByHandset = append([]ending{{"-web.cfg", "OVERRIDES_DIRECTORY"}}, writtenForUser...)
)

var isLineAddress = regexp.MustCompile(`^reg\.[0-9]+\.address$`)

// identifies reports whether a parameter is the address of a line, which belongs to one
// person or handset unless the line is shared.
func identifies(name string) bool { return isLineAddress.MatchString(name) }

// isEmergency reports whether a parameter says who can be called for help: numbers that
// can be called while nobody is logged in, and where emergency numbers lead.
func isEmergency(name string) bool {
	return name == facts.LockEnabled || strings.HasPrefix(name, facts.Authorized) || strings.HasPrefix(name, "dialplan.routing.emergency.")
}
