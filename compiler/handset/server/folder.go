package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync/atomic"
)

// folder is a root that lies on a disk. Nothing outside of it is read or written,
// wherever its links lead.
type folder struct {
	dir     string
	root    *os.Root
	options Options
	aside   atomic.Int64
}

func openFolder(dir string, o Options) (Server, error) {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: there is no such folder", dir)
	case err != nil:
		return nil, err
	case !info.IsDir():
		return nil, fmt.Errorf("%s is a file, not a folder", dir)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &folder{dir: filepath.ToSlash(dir), root: root, options: o}, nil
}

func (f *folder) URL() string { return f.dir }

func (f *folder) At(root *url.URL) (Server, error) { return at(nil, root, f.options) }

func (f *folder) Close() error { return f.root.Close() }

// name is a path within the root, or "" where a request leads out of it.
func (f *folder) name(name string) string {
	name = path.Clean("/" + name)[1:]
	if name == "" {
		return "."
	}
	return name
}

func (f *folder) Get(ctx context.Context, name string, _ Login) Answer {
	a := Answer{Method: "GET", URL: path.Join(f.dir, name)}
	file, err := f.root.Open(f.name(name))
	if err == nil {
		defer file.Close()
		var info fs.FileInfo
		if info, err = file.Stat(); err == nil && info.IsDir() {
			err = fs.ErrNotExist
		}
	}
	if err == nil {
		a.Data, err = io.ReadAll(io.LimitReader(file, f.options.MaxSize+1))
	}
	switch {
	case err == nil && int64(len(a.Data)) > f.options.MaxSize:
		a.Outcome, a.Status, a.Data = Failed, "too large", nil
		a.Fault = tooLarge(a.URL, f.options.MaxSize)
	case err == nil:
		a.Outcome, a.Status = Found, "found"
	case errors.Is(err, fs.ErrNotExist):
		a.Outcome, a.Status = Missing, "no such file"
	case errors.Is(err, fs.ErrPermission):
		a.Outcome, a.Status = Denied, "permission denied"
	default:
		a.Outcome, a.Status, a.Fault = Failed, "cannot be read", fmt.Sprintf("%s cannot be read: %v", a.URL, reason(err))
	}
	return a
}

func (f *folder) Put(ctx context.Context, name string, data []byte, _ Login) Answer {
	a := Answer{Method: "PUT", URL: path.Join(f.dir, name)}
	name = f.name(name)
	// A reader finds the old file or the new one, never a half.
	aside := fmt.Sprintf("%s.%d.new", name, f.aside.Add(1))
	err := f.root.WriteFile(aside, data, 0o644)
	if err == nil {
		if err = f.root.Rename(aside, name); err != nil {
			f.root.Remove(aside)
		}
	}
	switch {
	case err == nil:
		a.Outcome, a.Status = Stored, "stored"
	case errors.Is(err, fs.ErrNotExist):
		a.Outcome, a.Status = Failed, "no such folder"
		a.Fault = fmt.Sprintf("%s cannot be stored: there is no folder %s", a.URL, strings.TrimSuffix(path.Dir(a.URL), "/"))
	case errors.Is(err, fs.ErrPermission):
		a.Outcome, a.Status = Denied, "permission denied"
	default:
		a.Outcome, a.Status, a.Fault = Failed, "cannot be stored", fmt.Sprintf("%s cannot be stored: %v", a.URL, reason(err))
	}
	return a
}

// reason is what an error says, without the path that the sentence has already.
func reason(err error) error {
	var of *fs.PathError
	if errors.As(err, &of) {
		return of.Err
	}
	return err
}

func tooLarge(name string, size int64) string {
	return fmt.Sprintf("%s has more than %d bytes, or no end: a handset gives up, and keeps what it had; look at what the server sends for this name", name, size)
}
