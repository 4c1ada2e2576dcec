package starter

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// Ready tells whether a repository can be made in a folder, as far as the folder itself
// tells. It makes nothing.
func Ready(dir string) error {
	for at := filepath.Clean(dir); ; at = filepath.Dir(at) {
		switch info, err := os.Stat(at); {
		case err == nil && !info.IsDir() && at == filepath.Clean(dir):
			return fmt.Errorf("%s is a file; name a folder that is new or empty", dir)
		case err == nil && !info.IsDir():
			return fmt.Errorf("%s cannot be made, for %s is a file; name a folder that is new or empty", dir, at)
		case err == nil:
			return nil
		case errors.Is(err, fs.ErrPermission):
			return fmt.Errorf("%s cannot be looked at: %s", at, systemSays(err))
		}
		if at == filepath.Dir(at) {
			return nil
		}
	}
}

// Removal takes back what was made.
type Removal struct {
	files, folders []string // in the order in which they were made
}

// Undo removes the files, and those folders that were made for them and hold nothing else.
func (r *Removal) Undo() {
	for _, name := range r.files {
		os.Remove(name)
	}
	for _, name := range slices.Backward(r.folders) {
		os.Remove(name)
	}
}

// folder makes a folder, and those above it that are not there.
func (r *Removal) folder(dir string) error {
	if info, err := os.Stat(dir); err == nil && info.IsDir() {
		return nil
	}
	if above := filepath.Dir(dir); above != dir {
		if err := r.folder(above); err != nil {
			return err
		}
	}
	if err := os.Mkdir(dir, 0o777); err != nil {
		return fmt.Errorf("folder %s cannot be made: %s", dir, systemSays(err))
	}
	r.folders = append(r.folders, dir)
	return nil
}

// file makes a file that is not there, and its folder.
func (r *Removal) file(ctx context.Context, name string, data []byte, mode fs.FileMode) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := r.folder(filepath.Dir(name)); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err == nil {
		r.files = append(r.files, name)
		_, err = f.Write(data)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		return fmt.Errorf("%s cannot be written: %s", name, systemSays(err))
	}
	return nil
}

// systemSays is what the system says, without the path.
func systemSays(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return err.Error()
}
