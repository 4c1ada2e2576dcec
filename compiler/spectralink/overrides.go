package spectralink

import (
	"path"
	"slices"
	"strings"

	"provc/compiler/artifact"
)

// Ends of the names of files in which handsets keep what was changed at them.
const (
	endOwn = "-phone.cfg" // at the handset itself
	endWeb = "-web.cfg"   // in its web pages
)

// overrides gives handsets and people the files of the root that handsets wrote for
// them. A handset writes into its OVERRIDES_DIRECTORY, or beside the profiles; files
// that lie at the top of the root count, too, wherever a deployment is: so a folder
// does in which somebody gathered them.
func (r *readers) overrides() {
	written := map[string][]string{} // by name in lower case
	for _, p := range r.root.Paths() {
		if _, ok := PhoneWritten(p); ok {
			name := strings.ToLower(path.Base(p))
			written[name] = append(written[name], p)
		}
	}
	if len(written) == 0 {
		return
	}
	find := func(name string, folders ...string) string {
		for _, folder := range append(folders, ".") {
			all := written[strings.ToLower(name)]
			if i := slices.IndexFunc(all, func(p string) bool { return path.Dir(p) == folder }); i >= 0 {
				return all[i]
			}
		}
		return ""
	}
	saves := map[string][]string{} // by where people log in
	noted := map[[2]string]bool{}
	for i := range r.Handsets {
		h := &r.Handsets[i]
		if at := [2]string{h.Users, r.saves[i]}; !noted[at] {
			noted[at] = true
			saves[h.Users] = append(saves[h.Users], r.saves[i])
		}
		if h.ID == "" {
			continue
		}
		// While nobody is logged in the handset's own changes are the strongest; where
		// they stand among those of a person, CS-15-10 does not say.
		if file := find(h.ID+endOwn, r.saves[i], h.Folder, h.Users); file != "" {
			h.Overrides = append(h.Overrides, artifact.Override{File: file, Level: artifact.LevelHandsetOverride, Beneath: true})
		}
		if file := find(h.ID+endWeb, r.saves[i], h.Folder, h.Users); file != "" {
			h.Overrides = append(h.Overrides, artifact.Override{File: file, Level: artifact.LevelWeb})
		}
	}
	for i := range r.ByUser {
		u := &r.ByUser[i]
		if file := find(u.ID+endOwn, append([]string{u.Users}, saves[u.Users]...)...); file != "" {
			u.Overrides = append(u.Overrides, artifact.Override{File: file, Level: artifact.LevelUserOverride})
		}
	}
}
