package drift

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"provc/compiler/artifact"
	"provc/compiler/output"
	"provc/compiler/root"
	"provc/compiler/vendor"
)

// disk is a live root on a disk.
type disk struct {
	dir string
}

// Folder is a live root on a disk. One that no handset would find anything in is an
// error.
func Folder(dir string, vendors vendor.List) (Live, error) {
	if err := root.Starts(dir, vendors); err != nil {
		return nil, err
	}
	return &disk{dir}, nil
}

func (d *disk) Name() string     { return filepath.ToSlash(d.dir) }
func (d *disk) Unseen() []string { return nil }

// Read reads a file, if it is a regular one.
func (d *disk) Read(name string) ([]byte, error) {
	name = filepath.Join(d.dir, filepath.FromSlash(name))
	info, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return os.ReadFile(name)
}

// Written reads what handsets wrote. A root in which none of those who are declared
// would find anything to begin with is another one.
func (d *disk) Written(_ context.Context, r *root.Root) ([]*root.File, error) {
	begins := entries(r)
	there := slices.ContainsFunc(begins, func(name string) bool {
		_, err := os.Lstat(filepath.Join(d.dir, filepath.FromSlash(name)))
		return err == nil
	})
	if !there && len(begins) > 0 {
		return nil, fmt.Errorf("%s is no root of these packages: %s not there; --root takes the folder that a build of them takes as -o", d.Name(), isOrAre(begins))
	}
	folders := slices.Clone(r.Account().Saves)
	return root.WrittenIn(d.dir, folders, r.Facts.Vendors, func(string, string) bool { return true })
}

// Ours asks the record of each folder what provc wrote; without one, it reads all that is
// declared.
func (d *disk) Ours(ctx context.Context, r *root.Root, folders []string) (*Ours, error) {
	ours := &Ours{Recorded: true, Touched: map[string][]byte{}}
	built := map[string]bool{}
	recorded := map[string]bool{}
	begun := map[string]bool{} // folders in which some handset finds something to begin with
	for _, p := range entries(r) {
		if _, err := os.Lstat(filepath.Join(d.dir, filepath.FromSlash(p))); err == nil {
			begun[folderAmong(folders, p)] = true
		}
	}
	for _, folder := range folders {
		m, err := output.Record(filepath.Join(d.dir, filepath.FromSlash(folder)))
		switch {
		case errors.Is(err, fs.ErrPermission):
			ours.Remarks = append(ours.Remarks, fmt.Sprintf("the record of %s is not for this account to read, so that its files are compared with what is declared", d.in(folder)))
			continue
		case err != nil:
			return nil, err
		case m == nil && !begun[folder]:
			continue // no build has been there yet
		case m == nil:
			ours.Remarks = append(ours.Remarks, fmt.Sprintf("%s has no record of a build, so that its files are compared with what is declared", d.in(folder)))
			continue
		}
		recorded[folder] = true
		for _, e := range m.Entries {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			name := path.Join(folder, e.Path())
			built[name] = true
			data, err := d.Read(name)
			if err != nil {
				return nil, err
			}
			if data == nil || !e.Is(sha256.Sum256(data)) {
				ours.Touched[name] = data
			}
		}
	}
	for _, p := range r.Paths() {
		f := r.At(p)
		if f.Compiled == nil || f.IsSeed() || built[p] {
			continue
		}
		if folder := folderAmong(folders, p); recorded[folder] || !begun[folder] {
			ours.Unbuilt = append(ours.Unbuilt, p)
			continue
		}
		ours.Recorded = false
		data, err := d.Read(p)
		if err != nil {
			return nil, err
		}
		ours.Touched[p] = data
	}
	return ours, nil
}

// entries are the files that handsets of a root begin with.
func entries(r *root.Root) []string {
	var names []string
	for _, p := range r.Paths() {
		if f := r.At(p); f.Compiled != nil && f.Compiled.Phase == artifact.Entry {
			names = append(names, p)
		}
	}
	return names
}

func (d *disk) in(folder string) string {
	return filepath.ToSlash(filepath.Join(d.dir, filepath.FromSlash(folder)))
}

// folderAmong is the folder of those given in which a path lies.
func folderAmong(folders []string, name string) string {
	for dir := path.Dir(name); ; dir = path.Dir(dir) {
		for _, f := range folders {
			if path.Clean(f) == dir || f == "" && dir == "." {
				return f
			}
		}
		if dir == "." || dir == "/" {
			return ""
		}
	}
}
