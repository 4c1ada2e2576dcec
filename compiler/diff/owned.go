package diff

import (
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Deployed leaves in a folder what a build would replace or remove: the files
// that provc wrote there, as far as the folder tells, and none that handsets
// write. Folders are those of the packages that go there.
func (s *Side) Deployed(dir string, folders []string) {
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
	roles := s.readers().Roles
	for p, f := range s.files {
		switch role := roles[p]; {
		case role.Written:
			f.foreign = true
		case known:
			f.foreign = !owned[p]
		default:
			f.foreign = role.Name == ""
		}
	}
}
