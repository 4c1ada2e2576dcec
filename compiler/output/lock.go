package output

import (
	"errors"
	"fmt"
	"io"
	"io/fs"

	"provc/compiler/output/disk"
)

// lock keeps other builds away from the root until it is closed.
func (b *build) lock() (io.Closer, error) {
	info, err := b.fs.Lstat(stateDir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := b.fs.Mkdir(stateDir); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, b.failed("make", stateDir, err)
		}
	case err != nil:
		return nil, b.failed("read", stateDir, err)
	case !info.Mode().IsDir():
		return nil, b.failed("use", stateDir, disk.NewObstacle(stateDir, info.Mode()))
	}
	lock, err := b.fs.Lock(lockPath)
	if errors.Is(err, disk.ErrLocked) {
		return nil, b.locked()
	}
	if err != nil {
		return nil, b.failed("lock", lockPath, err)
	}
	return lock, nil
}

// locked is the error of a root that another build is at work on.
func (b *build) locked() error { return fmt.Errorf("cannot build %s: %w", b.opt.Root, disk.ErrLocked) }
