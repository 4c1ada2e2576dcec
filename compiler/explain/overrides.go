package explain

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/root"
)

// Lay adds to a root what handsets wrote into a folder: a provisioning root, or one in
// which somebody gathered such files. It tells what could not be read well, and what
// nobody in the root reads.
func Lay(r *root.Root, dir string) (notes []string, err error) {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("--overrides %s: there is no such folder", dir)
	case err != nil:
		return nil, err
	case !info.IsDir():
		return nil, fmt.Errorf("--overrides %s is a file, not a folder", dir)
	}
	counts := func(path, _ string) bool {
		path = strings.ToLower(path)
		return strings.HasSuffix(path, ".cfg") || strings.HasSuffix(path, "-directory.xml")
	}
	files, err := root.WrittenIn(dir, append(r.Account().Saves, "."), r.Facts.Vendors, counts)
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return []string{fmt.Sprintf("Handsets have written no settings in %s, or not where this package has them write.", dir)}, nil
	}
	r.Lay(files)
	read := map[string]bool{}
	a := r.Account()
	f := FleetOf(r, "")
	for _, h := range append(f.handsets, a.Strangers...) {
		for _, l := range h.Overrides() {
			read[l.Path] = true
		}
	}
	for p := range f.Everyone {
		for _, l := range p.Overrides() {
			read[l.Path] = true
		}
	}
	idle := 0
	for _, file := range files {
		for _, fault := range file.Faults() {
			notes = append(notes, fmt.Sprintf("%s:%d: %s; it is read as well as can be.", artifact.Called("", file.Path), fault.Line, fault.What))
		}
		if !read[file.Path] && len(file.Params()) > 0 && a.Roles[file.Path].Name != artifact.RoleContacts.Name {
			idle++
		}
	}
	switch {
	case idle == 1:
		notes = append(notes, "One of the files that handsets wrote is of nobody in this package: provc drift tells which.")
	case idle > 1:
		notes = append(notes, fmt.Sprintf("%d of the files that handsets wrote are of nobody in this package: provc drift tells which.", idle))
	}
	return notes, nil
}
