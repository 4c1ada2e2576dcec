package output

import (
	"errors"
	"io"
	"io/fs"
	"strings"
	"sync"

	"provc/compiler/output/disk"
)

// faultFS stands between a build and the disk. It counts operations, and lets
// the n-th fail, or lets it be the last one, as a kill does.
type faultFS struct {
	disk disk.FS

	at    int   // the operation that fails, from 1; 0: none
	err   error // what it returns
	kill  bool  // nothing reaches the disk from then on
	every bool  // all further operations fail as well

	before func(op, name string) // called ahead of each

	mu     sync.Mutex
	ops    []string
	killed bool
}

var errKilled = errors.New("killed")

func (f *faultFS) open(dir string) (disk.FS, error) {
	disk, err := disk.Open(dir)
	f.disk = disk
	return faulty{f}, err
}

// step counts an operation, and returns an error if it is to fail.
func (f *faultFS) step(op, name string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.before != nil {
		f.before(op, name)
	}
	f.ops = append(f.ops, op+" "+name)
	switch {
	case f.killed:
		return errKilled
	case f.at == 0 || len(f.ops) < f.at || len(f.ops) > f.at && !f.every:
		return nil
	case f.kill:
		f.killed = true
		return errKilled
	}
	return f.err
}

// writes lists the operations that change something.
func (f *faultFS) writes() (list []string) {
	for _, op := range f.ops {
		switch op[:strings.IndexByte(op, ' ')] {
		case "lstat", "readdir", "open", "read", "lock":
		default:
			list = append(list, op)
		}
	}
	return list
}

type faulty struct{ f *faultFS }

func (x faulty) Lstat(name string) (fs.FileInfo, error) {
	if err := x.f.step("lstat", name); err != nil {
		return nil, err
	}
	return x.f.disk.Lstat(name)
}

func (x faulty) ReadDir(name string) ([]fs.DirEntry, error) {
	if err := x.f.step("readdir", name); err != nil {
		return nil, err
	}
	return x.f.disk.ReadDir(name)
}

func (x faulty) Open(name string) (io.ReadCloser, error) {
	if err := x.f.step("open", name); err != nil {
		return nil, err
	}
	r, err := x.f.disk.Open(name)
	return faultyReader{r, x.f, name}, err
}

func (x faulty) Create(name string, mode fs.FileMode) (disk.File, error) {
	if err := x.f.step("create", name); err != nil {
		return nil, err
	}
	w, err := x.f.disk.Create(name, mode)
	return faultyFile{w, x.f, name}, err
}

func (x faulty) Mkdir(name string) error {
	if err := x.f.step("mkdir", name); err != nil {
		return err
	}
	return x.f.disk.Mkdir(name)
}

func (x faulty) Chmod(name string, mode fs.FileMode) error {
	if err := x.f.step("chmod", name); err != nil {
		return err
	}
	return x.f.disk.Chmod(name, mode)
}

func (x faulty) Chown(name string, uid, gid int) error {
	if err := x.f.step("chown", name); err != nil {
		return err
	}
	return x.f.disk.Chown(name, uid, gid)
}

func (x faulty) Rename(from, to string) error {
	if err := x.f.step("rename", to); err != nil {
		return err
	}
	return x.f.disk.Rename(from, to)
}

func (x faulty) RenameNew(from, to string) error {
	if err := x.f.step("renamenew", to); err != nil {
		return err
	}
	return x.f.disk.RenameNew(from, to)
}

func (x faulty) Remove(name string) error {
	if err := x.f.step("remove", name); err != nil {
		return err
	}
	return x.f.disk.Remove(name)
}

func (x faulty) Sync(folders []string) error {
	if err := x.f.step("sync", "."); err != nil {
		return err
	}
	return x.f.disk.Sync(folders)
}

// A lock that is taken goes with the process.
func (x faulty) Lock(name string) (io.Closer, error) {
	if err := x.f.step("lock", name); err != nil {
		return nil, err
	}
	return x.f.disk.Lock(name)
}

func (x faulty) Close() error { return x.f.disk.Close() }

type faultyReader struct {
	io.ReadCloser
	f    *faultFS
	name string
}

func (r faultyReader) Read(p []byte) (int, error) {
	if err := r.f.step("read", r.name); err != nil {
		return 0, err
	}
	return r.ReadCloser.Read(p)
}

type faultyFile struct {
	disk.File
	f    *faultFS
	name string
}

// Write gets half of it onto the disk before it fails.
func (w faultyFile) Write(p []byte) (int, error) {
	w.f.mu.Lock()
	dead := w.f.killed
	w.f.mu.Unlock()
	if err := w.f.step("write", w.name); err != nil {
		if dead {
			return 0, err
		}
		n, _ := w.File.Write(p[:len(p)/2])
		return n, err
	}
	return w.File.Write(p)
}

func (w faultyFile) Chmod(mode fs.FileMode) error {
	if err := w.f.step("fchmod", w.name); err != nil {
		return err
	}
	return w.File.Chmod(mode)
}

func (w faultyFile) Chown(uid, gid int) error {
	if err := w.f.step("fchown", w.name); err != nil {
		return err
	}
	return w.File.Chown(uid, gid)
}

func (w faultyFile) Sync() error {
	if err := w.f.step("fsync", w.name); err != nil {
		return err
	}
	return w.File.Sync()
}

func (w faultyFile) Close() error {
	err := w.f.step("close", w.name)
	return errors.Join(err, w.File.Close())
}
