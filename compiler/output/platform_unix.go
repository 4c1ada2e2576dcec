//go:build unix

package output

import (
	"errors"
	"io/fs"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// owner gives the user and group that a file belongs to.
func owner(info status) (uid, gid int, ok bool) {
	switch info := info.(type) {
	case interface{ owner() (uid, gid int) }:
		uid, gid = info.owner()
		return uid, gid, true
	case fs.FileInfo:
		if st, ok := info.Sys().(*syscall.Stat_t); ok {
			return int(st.Uid), int(st.Gid), true
		}
	}
	return 0, 0, false
}

// tryLock takes the exclusive lock of an open file, or returns ErrLocked. The
// kernel gives the lock back when the process ends, however it ends.
func tryLock(f *os.File) error {
	err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		return ErrLocked
	}
	return err
}
