package disk

import (
	"errors"
	"io/fs"
	"os"

	"golang.org/x/sys/windows"
)

// nonblock has no meaning here.
const nonblock = 0

// Owner gives the user and group that a file belongs to; Windows keeps them
// otherwise, and new files inherit the folder's access list.
func Owner(fs.FileInfo) (uid, gid int, ok bool) { return 0, 0, false }

// tryLock takes the exclusive lock of an open file, or returns ErrLocked. The
// system gives the lock back when the process ends, however it ends.
func tryLock(f *os.File) error {
	err := windows.LockFileEx(windows.Handle(f.Fd()),
		windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, new(windows.Overlapped))
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_IO_PENDING) {
		return ErrLocked
	}
	return err
}
