package output

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"
)

// opened is an open folder. What is done to its files, by the hundred thousand,
// are system calls relative to it and nothing else: names here have no slash,
// and a link at the end of one is never followed.
type opened struct {
	root  *os.Root
	dir   *os.File // the same folder
	fd    int      // of dir
	given modes    // that new files have got as they were asked for
}

func newOpened(root *os.Root) (*opened, error) {
	dir, err := root.Open(".")
	if err != nil {
		root.Close()
		return nil, err
	}
	return &opened{root: root, dir: dir, fd: int(dir.Fd())}, nil
}

func (o *opened) close() {
	o.dir.Close()
	o.root.Close()
}

// again repeats a system call that a signal has interrupted.
func again(call func() error) error {
	for {
		if err := call(); err != unix.EINTR {
			return err
		}
	}
}

func (o *opened) lstat(name string) (status, error) {
	var st unix.Stat_t
	if err := again(func() error { return unix.Fstatat(o.fd, name, &st, unix.AT_SYMLINK_NOFOLLOW) }); err != nil {
		return nil, err
	}
	return &fileStatus{
		device: st.Dev, inode: st.Ino, size: st.Size, mode: st.Mode, uid: st.Uid, gid: st.Gid,
		modified: st.Mtim.Nano(), changed: st.Ctim.Nano(),
	}, nil
}

// open does not wait for a writer, should a pipe have taken the file's place.
func (o *opened) open(name string) (io.ReadCloser, error) {
	return o.openFile(name, unix.O_RDONLY|unix.O_NONBLOCK, 0)
}

func (o *opened) create(name string, mode fs.FileMode) (file, error) {
	return o.openFile(name, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL, mode)
}

func (o *opened) openFile(name string, flags int, mode fs.FileMode) (f *rawFile, err error) {
	fd := -1
	err = again(func() (err error) {
		fd, err = unix.Openat(o.fd, name, flags|unix.O_NOFOLLOW|unix.O_CLOEXEC, uint32(mode.Perm()))
		return err
	})
	if err != nil {
		return nil, err
	}
	return &rawFile{fd, mode.Perm(), &o.given}, nil
}

func (o *opened) rename(from, to string) error {
	return again(func() error { return unix.Renameat(o.fd, from, o.fd, to) })
}

func (o *opened) renameNew(from, to string) error {
	err := again(func() error { return unix.Renameat2(o.fd, from, o.fd, to, unix.RENAME_NOREPLACE) })
	if err == unix.EINVAL || err == unix.ENOSYS || err == unix.ENOTSUP {
		return errors.ErrUnsupported // by the file system, or by the kernel
	}
	return err
}

func (o *opened) remove(name string) error {
	err := again(func() error { return unix.Unlinkat(o.fd, name, 0) })
	if err == unix.EISDIR {
		err = again(func() error { return unix.Unlinkat(o.fd, name, unix.AT_REMOVEDIR) })
	}
	return err
}

// rawFile is an open file that the runtime knows nothing of: it never waits for
// anything but the disk.
type rawFile struct {
	fd    int
	asked fs.FileMode // when it was made
	given *modes      // in its folder
}

// modes is a set of modes.
type modes [0o1000 / 64]atomic.Uint64

func (m *modes) has(mode fs.FileMode) bool { return m[mode/64].Load()&(1<<(mode%64)) != 0 }
func (m *modes) add(mode fs.FileMode)      { m[mode/64].Or(1 << (mode % 64)) }

func (f *rawFile) Read(p []byte) (n int, err error) {
	err = again(func() error {
		n, err = unix.Read(f.fd, p)
		return err
	})
	if err != nil {
		return 0, err
	}
	if n == 0 && len(p) > 0 {
		return 0, io.EOF
	}
	return n, nil
}

func (f *rawFile) Write(p []byte) (written int, err error) {
	for written < len(p) {
		n := 0
		err := again(func() (err error) {
			n, err = unix.Write(f.fd, p[written:])
			return err
		})
		if err != nil {
			return written, err
		}
		written += n
	}
	return written, nil
}

// Chmod spares the system call where the file has been made with the mode and
// another one in its folder has come out so: neither the account's umask nor the
// folder's access list takes anything off.
func (f *rawFile) Chmod(mode fs.FileMode) error {
	mode = mode.Perm()
	if mode == f.asked {
		var st unix.Stat_t
		if f.given.has(mode) {
			return nil
		}
		if again(func() error { return unix.Fstat(f.fd, &st) }) == nil && fs.FileMode(st.Mode)&0o7777 == mode {
			f.given.add(mode)
			return nil
		}
	}
	return again(func() error { return unix.Fchmod(f.fd, uint32(mode)) })
}

func (f *rawFile) Chown(uid, gid int) error {
	return again(func() error { return unix.Fchown(f.fd, uid, gid) })
}

func (f *rawFile) Sync() error { return again(func() error { return unix.Fsync(f.fd) }) }

// Close is not repeated: the kernel lets go of the file even if it complains.
func (f *rawFile) Close() error { return unix.Close(f.fd) }

// fileStatus is the status of a file, in little memory.
type fileStatus struct {
	device, inode     uint64
	size              int64
	modified, changed int64 // nanoseconds since 1970
	mode, uid, gid    uint32
}

func (s *fileStatus) Size() int64           { return s.size }
func (s *fileStatus) ModTime() time.Time    { return time.Unix(0, s.modified) }
func (s *fileStatus) owner() (uid, gid int) { return int(s.uid), int(s.gid) }
func (s *fileStatus) is(o *fileStatus) bool { return s.device == o.device && s.inode == o.inode }

func (s *fileStatus) Mode() fs.FileMode {
	mode := fs.FileMode(s.mode & 0o777)
	switch s.mode & unix.S_IFMT {
	case unix.S_IFDIR:
		mode |= fs.ModeDir
	case unix.S_IFLNK:
		mode |= fs.ModeSymlink
	case unix.S_IFIFO:
		mode |= fs.ModeNamedPipe
	case unix.S_IFSOCK:
		mode |= fs.ModeSocket
	case unix.S_IFBLK:
		mode |= fs.ModeDevice
	case unix.S_IFCHR:
		mode |= fs.ModeDevice | fs.ModeCharDevice
	}
	if s.mode&unix.S_ISUID != 0 {
		mode |= fs.ModeSetuid
	}
	if s.mode&unix.S_ISGID != 0 {
		mode |= fs.ModeSetgid
	}
	if s.mode&unix.S_ISVTX != 0 {
		mode |= fs.ModeSticky
	}
	return mode
}

// stampOf is the stamp of a file, if its status has one.
func stampOf(info status) (stamp, bool) {
	s, ok := info.(*fileStatus)
	if !ok {
		return stamp{}, false
	}
	return stamp{int64(s.inode), s.size, s.modified, s.changed}, true
}

// sameDevice reports whether two files lie in one file system.
func sameDevice(a, b status) bool {
	s, ok1 := a.(*fileStatus)
	t, ok2 := b.(*fileStatus)
	return ok1 && ok2 && s.device == t.device
}

// sameFile reports whether two paths led to one file.
func sameFile(a, b status) bool {
	s, ok1 := a.(*fileStatus)
	t, ok2 := b.(*fileStatus)
	return ok1 && ok2 && s.is(t)
}
