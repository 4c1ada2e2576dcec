package disk

import (
	"io/fs"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// SyncsFileSystem says that SyncFolder makes the whole file system of a folder
// durable, so that files need no sync of their own.
const SyncsFileSystem = true

// HasStamps says that files have stamps.
const HasStamps = true

// SyncFolder makes the file system of an open folder durable.
func SyncFolder(f *os.File) error { return unix.Syncfs(int(f.Fd())) }

// Device tells file systems apart.
func Device(info fs.FileInfo) uint64 {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(st.Dev)
	}
	return 0
}

// StampOf is the stamp of a file, if it has one.
func StampOf(info fs.FileInfo) (Stamp, bool) {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return Stamp{}, false
	}
	return Stamp{int64(st.Ino), st.Size, st.Mtim.Nano(), st.Ctim.Nano()}, true
}

// create makes a file. Files come by the hundred thousand, so it spares the two system
// calls with which os.Root finds out whether one can wait.
func (f *openFolder) create(name string, mode fs.FileMode) (*os.File, error) {
	for {
		fd, err := unix.Openat(int(f.file.Fd()), name, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL|unix.O_NOFOLLOW|unix.O_CLOEXEC, uint32(mode.Perm()))
		switch err {
		case nil:
			return os.NewFile(uintptr(fd), name), nil
		case unix.EINTR:
			continue
		}
		return nil, err
	}
}

// RenameNew renames a file unless something has the new name. Some file systems cannot.
func (f *openFolder) renameNew(from, to string) error {
	fd := int(f.file.Fd())
	err := unix.Renameat2(fd, from, fd, to, unix.RENAME_NOREPLACE)
	if err == unix.EINVAL || err == unix.ENOSYS || err == unix.ENOTSUP {
		return f.linkNew(from, to)
	}
	return err
}
