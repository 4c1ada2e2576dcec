package root

import (
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Deployed leaves in a folder what a build would replace or remove: the files
// that provc wrote there, as far as the folder tells, and none that handsets
// write. Folders are those of the packages that go there.
func (r *Root) Deployed(dir string, folders []string) {
	owned, known := map[string]bool{}, false
	for _, folder := range folders {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(folder), stateDir, "manifest"))
		if err != nil {
			continue // never built there, or not for us to read: then all files count
		}
		known = true
		for line := range strings.Lines(string(data)) {
			if fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t"); fields[0] == "file" && len(fields) == 6 {
				owned[path.Join(folder, fields[5])] = true
			}
		}
	}
	roles := r.Account().Roles
	for p, f := range r.files {
		switch role := roles[p]; {
		case role.Written:
			f.Foreign = true
		case known:
			f.Foreign = !owned[p]
		default:
			f.Foreign = role.Name == ""
		}
	}
}
