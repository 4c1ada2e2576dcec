package root

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"

	"provc/compiler/output/record"
)

// Deployed leaves in a folder what a build would replace or remove: the files
// that provc wrote there, as far as the folder tells, and none that handsets
// write. Folders are those of the packages that go there.
func (r *Root) Deployed(dir string, folders []string) error {
	owned, known := map[string]bool{}, false
	for _, folder := range folders {
		name := filepath.Join(dir, filepath.FromSlash(folder), stateDir, "manifest")
		data, err := os.ReadFile(name)
		if err != nil {
			continue // never built there, or not for us to read: then all files count
		}
		m, err := record.Parse(string(data))
		switch {
		case errors.Is(err, record.ErrNewer), errors.Is(err, record.ErrPart):
			return fmt.Errorf("cannot tell from %s what provc wrote: %w", name, err)
		case err != nil:
			return fmt.Errorf("cannot tell from %s what provc wrote: it is %w; restore it from a backup, or remove it: then all files count", name, err)
		}
		known = true
		for _, e := range m.Entries {
			owned[path.Join(folder, e.Path())] = true
		}
	}
	roles := r.Account().Roles
	for _, f := range r.files {
		switch role := roles[f.Path]; {
		case role.Written:
			f.Foreign = true
		case known:
			f.Foreign = !owned[f.Path]
		default:
			f.Foreign = role.Name == ""
		}
	}
	return nil
}
