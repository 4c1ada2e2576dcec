package output

import (
	"errors"
	"io"
	"io/fs"
	"strings"
	"sync"
)

// faultFS stands between a build and the disk. It counts operations, and lets
// the n-th fail, or lets it be the last one, as a kill does.
type faultFS struct {
	disk fsys

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

func (f *faultFS) open(dir string) (fsys, error) {
	disk, err := openDisk(dir)
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

func (x faulty) lstat(name string) (fs.FileInfo, error) {
	if err := x.f.step("lstat", name); err != nil {
		return nil, err
	}
	return x.f.disk.lstat(name)
}

func (x faulty) readDir(name string) ([]fs.DirEntry, error) {
	if err := x.f.step("readdir", name); err != nil {
		return nil, err
	}
	return x.f.disk.readDir(name)
}

func (x faulty) open(name string) (io.ReadCloser, error) {
	if err := x.f.step("open", name); err != nil {
		return nil, err
	}
	r, err := x.f.disk.open(name)
	return faultyReader{r, x.f, name}, err
}

func (x faulty) create(name string, mode fs.FileMode) (file, error) {
	if err := x.f.step("create", name); err != nil {
		return nil, err
	}
	w, err := x.f.disk.create(name, mode)
	return faultyFile{w, x.f, name}, err
}

func (x faulty) mkdir(name string) error {
	if err := x.f.step("mkdir", name); err != nil {
		return err
	}
	return x.f.disk.mkdir(name)
}

func (x faulty) chmod(name string, mode fs.FileMode) error {
	if err := x.f.step("chmod", name); err != nil {
		return err
	}
	return x.f.disk.chmod(name, mode)
}

func (x faulty) chown(name string, uid, gid int) error {
	if err := x.f.step("chown", name); err != nil {
		return err
	}
	return x.f.disk.chown(name, uid, gid)
}

func (x faulty) rename(from, to string) error {
	if err := x.f.step("rename", to); err != nil {
		return err
	}
	return x.f.disk.rename(from, to)
}

func (x faulty) renameNew(from, to string) error {
	if err := x.f.step("renamenew", to); err != nil {
		return err
	}
	return x.f.disk.renameNew(from, to)
}

func (x faulty) remove(name string) error {
	if err := x.f.step("remove", name); err != nil {
		return err
	}
	return x.f.disk.remove(name)
}

func (x faulty) sync(folders []string) error {
	if err := x.f.step("sync", "."); err != nil {
		return err
	}
	return x.f.disk.sync(folders)
}

// A lock that is taken goes with the process.
func (x faulty) lock(name string) (io.Closer, error) {
	if err := x.f.step("lock", name); err != nil {
		return nil, err
	}
	return x.f.disk.lock(name)
}

func (x faulty) close() error { return x.f.disk.close() }

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
	file
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
		n, _ := w.file.Write(p[:len(p)/2])
		return n, err
	}
	return w.file.Write(p)
}

func (w faultyFile) Chmod(mode fs.FileMode) error {
	if err := w.f.step("fchmod", w.name); err != nil {
		return err
	}
	return w.file.Chmod(mode)
}

func (w faultyFile) Chown(uid, gid int) error {
	if err := w.f.step("fchown", w.name); err != nil {
		return err
	}
	return w.file.Chown(uid, gid)
}

func (w faultyFile) Sync() error {
	if err := w.f.step("fsync", w.name); err != nil {
		return err
	}
	return w.file.Sync()
}

func (w faultyFile) Close() error {
	err := w.f.step("close", w.name)
	return errors.Join(err, w.file.Close())
}
