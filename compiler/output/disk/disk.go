// Package disk is the folder of a provisioning root as a file system, whatever the system
// below: every operation of a build is a method here, and stays within that folder.
package disk

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"sync"
)

// FS is everything a build does to a provisioning root, one file operation a
// method, so that tests can count them and let each of them fail in turn.
// Paths are slash-separated and relative to the root. Nothing is written or
// removed through a symbolic link, neither at the end of a path nor on the way.
type FS interface {
	Lstat(name string) (fs.FileInfo, error)
	ReadDir(name string) ([]fs.DirEntry, error)
	Open(name string) (io.ReadCloser, error)

	Create(name string, mode fs.FileMode) (File, error) // an error if anything is there
	Mkdir(name string) error
	Chmod(name string, mode fs.FileMode) error
	Chown(name string, uid, gid int) error
	Rename(from, to string) error    // replaces to; both in the same folder
	RenameNew(from, to string) error // fails if to exists; both in the same folder
	Remove(name string) error        // a file, or a folder that is empty

	Sync(folders []string) error         // whatever was written in them is durable
	Lock(name string) (io.Closer, error) // ErrLocked if another process holds it
	Close() error
}

// ErrLocked says that another build is at work on the root. It never outlives
// that build: the kernel frees the lock of a process that ends.
var ErrLocked = errors.New("another provc build is at work there; wait until it has ended")

// File is a new file that is being written.
type File interface {
	io.WriteCloser
	Chmod(mode fs.FileMode) error
	Chown(uid, gid int) error
	Sync() error
}

// Obstacle is the error of a path on which something stands that a build does
// not touch: a symbolic link, a folder instead of a file, a device.
type Obstacle struct {
	Path string // where it stands
	What string // such as "a symbolic link"
}

// NewObstacle is the obstacle that a file with a mode is.
func NewObstacle(name string, mode fs.FileMode) *Obstacle { return &Obstacle{name, kindOf(mode)} }

func (o *Obstacle) Error() string { return fmt.Sprintf("%s is %s", o.Path, o.What) }

// kindOf names a file's type as an administrator would.
func kindOf(mode fs.FileMode) string {
	switch {
	case mode.IsRegular():
		return "a file"
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeSymlink != 0:
		return "a symbolic link"
	case mode&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeDevice != 0:
		return "a device"
	}
	return "a special file"
}

// Stamp is what the file system tells of a file. Writing to the file, or putting
// another one in its place, changes the stamp, unless it happens within one tick of the
// file system's clock.
type Stamp struct {
	Inode, Size       int64
	Modified, Changed int64 // in nanoseconds
}

// maxOpenFolders bounds the folders that diskFS keeps open at once.
const maxOpenFolders = 128

// diskFS is the FS of a real folder. An os.Root keeps every operation inside it,
// whatever is swapped for a link meanwhile. Each folder is opened once, and its files
// are reached from there.
type diskFS struct {
	mu      sync.RWMutex
	folders map[string]*openFolder // "." is the root itself
}

// Open opens the folder of a root.
func Open(dir string) (FS, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	folder, err := newOpenFolder(root)
	if err != nil {
		return nil, err
	}
	return &diskFS{folders: map[string]*openFolder{".": folder}}, nil
}

// openFolder is an open folder of a root.
type openFolder struct {
	*os.Root
	file *os.File // the same folder
	kept sync.Map // of modes with which files come, those of which nothing is taken off
}

func newOpenFolder(root *os.Root) (*openFolder, error) {
	file, err := root.Open(".")
	if err != nil {
		root.Close()
		return nil, err
	}
	return &openFolder{Root: root, file: file}, nil
}

func (f *openFolder) close() {
	f.file.Close()
	f.Root.Close()
}

// in calls f with the open folder of a path and its last element.
func (d *diskFS) in(name string, f func(folder *openFolder, base string) error) error {
	dir, base := ".", name
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		dir, base = name[:i], name[i+1:]
	}
	for {
		d.mu.RLock()
		if folder := d.folders[dir]; folder != nil {
			err := f(folder, base)
			d.mu.RUnlock()
			return err
		}
		d.mu.RUnlock()
		d.mu.Lock()
		err := d.enter(dir)
		d.mu.Unlock()
		if err != nil {
			return err
		}
	}
}

// enter opens a folder step by step, so that a symbolic link on the way
// is seen even when it stays inside the root: two paths to one file would
// confound ownership. The caller holds d.mu.
func (d *diskFS) enter(dir string) error {
	if d.folders[dir] != nil {
		return nil
	}
	if len(d.folders) >= maxOpenFolders {
		for name, folder := range d.folders {
			if name != "." {
				folder.close()
				delete(d.folders, name)
			}
		}
	}
	parent, base := path.Dir(dir), path.Base(dir)
	if err := d.enter(parent); err != nil {
		return err
	}
	above := d.folders[parent]
	info, err := above.Lstat(base)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return NewObstacle(dir, info.Mode())
	}
	folder, err := above.OpenRoot(base)
	if err != nil {
		return err
	}
	opened, err := folder.Lstat(".")
	if err == nil && !os.SameFile(info, opened) {
		err = &Obstacle{dir, "replaced while it is read"}
	}
	if err != nil {
		folder.Close()
		return err
	}
	d.folders[dir], err = newOpenFolder(folder)
	if err != nil {
		delete(d.folders, dir)
	}
	return err
}

func (d *diskFS) Lstat(name string) (info fs.FileInfo, err error) {
	err = d.in(name, func(folder *openFolder, base string) error {
		info, err = folder.Lstat(base)
		return err
	})
	return info, err
}

func (d *diskFS) ReadDir(name string) (entries []fs.DirEntry, err error) {
	err = d.in(path.Join(name, "x"), func(folder *openFolder, _ string) error {
		f, err := folder.Open(".")
		if err != nil {
			return err
		}
		defer f.Close()
		entries, err = f.ReadDir(-1)
		return err
	})
	return entries, err
}

// Open does not wait for a writer, should a pipe have taken the file's place.
func (d *diskFS) Open(name string) (r io.ReadCloser, err error) {
	err = d.in(name, func(folder *openFolder, base string) error {
		r, err = folder.OpenFile(base, os.O_RDONLY|nonblock, 0)
		return err
	})
	return r, err
}

func (d *diskFS) Create(name string, mode fs.FileMode) (w File, err error) {
	err = d.in(name, func(folder *openFolder, base string) error {
		w, err = folder.createWith(base, mode)
		return err
	})
	return w, err
}

// createWith makes a file with a mode. The process's mask, or a default of the folder, may
// take something off; whether they do is found out once for a folder and a mode.
func (f *openFolder) createWith(name string, mode fs.FileMode) (*os.File, error) {
	w, err := f.create(name, mode)
	if err != nil {
		return nil, err
	}
	if _, ok := f.kept.Load(mode); ok {
		return w, nil
	}
	info, err := w.Stat()
	switch {
	case err == nil && info.Mode().Perm() == mode.Perm():
		f.kept.Store(mode, nil)
	case err == nil:
		err = w.Chmod(mode)
	}
	if err != nil {
		w.Close()
		f.Remove(name)
		return nil, err
	}
	return w, nil
}

func (d *diskFS) Mkdir(name string) error {
	return d.in(name, func(folder *openFolder, base string) error { return folder.Mkdir(base, 0o700) })
}

func (d *diskFS) Chmod(name string, mode fs.FileMode) error {
	return d.in(name, func(folder *openFolder, base string) error { return folder.Chmod(base, mode) })
}

func (d *diskFS) Chown(name string, uid, gid int) error {
	return d.in(name, func(folder *openFolder, base string) error { return folder.Lchown(base, uid, gid) })
}

func (d *diskFS) Rename(from, to string) error {
	return d.in(from, func(folder *openFolder, base string) error { return folder.Rename(base, path.Base(to)) })
}

func (d *diskFS) RenameNew(from, to string) error {
	return d.in(from, func(folder *openFolder, base string) error { return folder.renameNew(base, path.Base(to)) })
}

// linkNew puts a file into a place where nothing is. A link never replaces anything.
func (f *openFolder) linkNew(from, to string) error {
	if err := f.Link(from, to); err != nil {
		return err
	}
	return f.Remove(from)
}

func (d *diskFS) Remove(name string) error {
	d.mu.Lock() // a folder that goes must not stay open under its name
	if folder := d.folders[name]; folder != nil {
		folder.close()
		delete(d.folders, name)
	}
	d.mu.Unlock()
	return d.in(name, func(folder *openFolder, base string) error { return folder.Remove(base) })
}

func (d *diskFS) Sync(folders []string) error {
	synced := map[uint64]bool{}
	for _, name := range folders {
		err := d.in(path.Join(name, "x"), func(folder *openFolder, _ string) error {
			f, err := folder.Open(".")
			if err != nil {
				return err
			}
			defer f.Close()
			if SyncsFileSystem {
				info, err := f.Stat()
				if err != nil {
					return err
				}
				if synced[Device(info)] {
					return nil
				}
				synced[Device(info)] = true
			}
			return SyncFolder(f)
		})
		if block := (*Obstacle)(nil); err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.As(err, &block) {
			return err
		}
	}
	return nil
}

func (d *diskFS) Lock(name string) (io.Closer, error) {
	var f *os.File
	err := d.in(name, func(folder *openFolder, base string) (err error) {
		f, err = folder.OpenFile(base, os.O_RDWR|os.O_CREATE, 0o600)
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := tryLock(f); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

func (d *diskFS) Close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, folder := range d.folders {
		folder.close()
	}
	d.folders = nil
	return nil
}
