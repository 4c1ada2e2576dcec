package root

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"

	"provc/compiler/artifact"
	"provc/compiler/vendor"
	"provc/compiler/xmlfile"
)

// maxWritten is the size up to which a file that a handset wrote is read. Overrides
// have some kilobytes, contact directories some hundred.
const maxWritten = 16 << 20

// Written is a file that a handset wrote, as well as it can be read.
func Written(path string, data []byte, vendors vendor.List) *File {
	f := &File{Path: path, data: data, size: int64(len(data)), read: true, unread: true}
	f.params, f.faults = vendors.ReadWritten(path, data)
	f.unread = f.params == nil
	for i := range f.params {
		f.params[i].Pos.File = path
	}
	return f
}

// Held is a file of provc's own, or like it, that was read from somewhere; one without
// data says nothing.
func Held(path string, data []byte, facts *vendor.Facts) *File {
	return &File{Path: path, data: data, size: int64(len(data)), facts: facts, read: data == nil}
}

// Faults are what is wrong with a file that a handset wrote.
func (f *File) Faults() []xmlfile.Fault { return f.faults }

// WrittenIn reads the files that handsets wrote in folders of a root on a disk, in
// whatever letter case the folders are spelt, as far as they are wanted. A folder that
// is not there holds none.
func WrittenIn(dir string, folders []string, vendors vendor.List, wanted func(path, entity string) bool) ([]*File, error) {
	var files []*File
	l := listing{dir, map[string][]fs.DirEntry{}}
	seen := map[string]bool{}
	for _, folder := range folders {
		for _, real := range l.spellings(folder) {
			if seen[real] {
				continue
			}
			seen[real] = true
			entries, err := l.entries(real)
			if err != nil {
				return nil, err
			}
			for _, e := range entries {
				name := path.Join(real, e.Name())
				entity, ok := vendors.PhoneWritten(name)
				if !ok || e.IsDir() || !wanted(name, entity) {
					continue
				}
				data := []byte{}
				if xmlfile.IsNamed(name) { // else nothing of it is looked at
					if data, err = readWritten(filepath.Join(dir, filepath.FromSlash(name))); err != nil {
						return nil, err
					}
				}
				if data != nil {
					files = append(files, Written(name, data, vendors))
				}
			}
		}
	}
	return files, nil
}

// listing reads each folder once.
type listing struct {
	dir  string
	read map[string][]fs.DirEntry
}

func (l *listing) entries(folder string) ([]fs.DirEntry, error) {
	if entries, ok := l.read[folder]; ok {
		return entries, nil
	}
	entries, err := os.ReadDir(filepath.Join(l.dir, filepath.FromSlash(folder)))
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		entries, err = nil, nil
	}
	l.read[folder] = entries
	return entries, err
}

// spellings are the folders that a path may mean where letter case does not count.
func (l *listing) spellings(folder string) []string {
	found := []string{"."}
	for step := range strings.SplitSeq(path.Clean(folder), "/") {
		if step == "." {
			continue
		}
		var next []string
		for _, at := range found {
			entries, _ := l.entries(at) // what is not to be read is told by who reads it
			for _, e := range entries {
				if artifact.Fold(e.Name()) == artifact.Fold(step) {
					next = append(next, path.Join(at, e.Name()))
				}
			}
		}
		found = next
	}
	return found
}

// readWritten reads a file; nil if it is no regular one, or went away meanwhile.
func readWritten(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxWritten+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return data[:min(len(data), maxWritten)], nil
}

// Lay adds files that handsets wrote, as if they lay in the root.
func (r *Root) Lay(files []*File) {
	for _, f := range files {
		f.facts, f.Foreign = r.Facts, true
		r.add(f)
	}
	r.sort()
	r.reads = nil
}
