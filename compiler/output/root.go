package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/output/record"
)

// RootOf returns the provisioning root, made by provc, that a folder is or lies in; empty
// if there is none.
func RootOf(dir string) string {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	for {
		if _, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(manifestPath))); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}

// RootsBelow lists the provisioning roots, made by provc, that a folder is or that lie in
// it. Links are not followed, and a folder that this account may not read is left out.
func RootsBelow(dir string) (roots []string, err error) {
	top := dir + string(filepath.Separator) // may be a link itself
	err = filepath.WalkDir(top, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && name != top:
			return fs.SkipDir
		case err != nil || !d.IsDir():
			return err
		case d.Name() == stateDir:
			roots = append(roots, filepath.Dir(name))
			return fs.SkipDir
		case strings.HasPrefix(d.Name(), tempPrefix):
			return fs.SkipDir // a new root, which is not there yet
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return roots, err
}

// Record is what provc owns in a root, with what a build that was stopped may have left
// there, and who the root belongs to. It is nil if provc has made nothing there.
func Record(root string) (*record.Manifest, error) {
	b := newBuild(&artifact.Tree{}, Options{Root: root})
	if _, err := os.Stat(root); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err := b.openRoot(); err != nil {
		return nil, err
	}
	defer b.fs.Close()
	if err := b.readRecords(); err != nil {
		return nil, err
	}
	return b.committed.With(b.begun), nil
}
