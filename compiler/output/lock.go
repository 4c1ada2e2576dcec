package output

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// ErrLocked says that another build is at work on the root. It never outlives
// that build: the kernel frees the lock of a process that ends.
var ErrLocked = errors.New("another provc build is at work there; wait until it has ended")

// lock keeps other builds away from the root until it is closed.
func (b *build) lock() (io.Closer, error) {
	info, err := b.fs.lstat(stateDir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := b.fs.mkdir(stateDir); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, b.failed("make", stateDir, err)
		}
	case err != nil:
		return nil, b.failed("read", stateDir, err)
	case !info.Mode().IsDir():
		return nil, b.failed("use", stateDir, &obstacle{stateDir, kindOf(info.Mode())})
	}
	lock, err := b.fs.lock(lockPath)
	if errors.Is(err, ErrLocked) {
		return nil, b.locked()
	}
	if err != nil {
		return nil, b.failed("lock", lockPath, err)
	}
	return lock, nil
}

// locked is the error of a root that another build is at work on.
func (b *build) locked() error { return fmt.Errorf("cannot build %s: %w", b.opt.Root, ErrLocked) }
