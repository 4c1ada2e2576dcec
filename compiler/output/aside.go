package output

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"provc/compiler/output/disk"
)

// A root that does not exist yet is built aside: in a folder beside its place, which is
// renamed when all is in it. Nobody looks for files there, so they need no other names
// before. Only the build that holds the folder's lock renames or removes it.

// asideOf is where a root is built aside. The name is the same for every build, so that
// the next one finds what a killed one has left.
func asideOf(root string) string {
	dir, base := filepath.Split(root)
	return filepath.Join(dir, tempPrefix+"new-"+base+tempSuffix)
}

// isNew reports whether the root is to be built aside. On Windows, a folder in which
// files are open cannot be renamed.
func (b *build) isNew() bool {
	_, err := os.Lstat(b.opt.Root)
	return errors.Is(err, fs.ErrNotExist) && runtime.GOOS != "windows"
}

// aside reports whether the root is built aside.
func (b *build) aside() bool { return b.dir != b.opt.Root }

// clearAside removes what a killed build has left aside.
func (b *build) clearAside() error {
	info, err := os.Lstat(b.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var entries []fs.DirEntry
	if err == nil && info.IsDir() {
		entries, err = os.ReadDir(b.dir)
	}
	isState := func(e fs.DirEntry) bool { return e.Name() == stateDir }
	switch {
	case err != nil:
		return b.failed("make", ".", err)
	case !info.IsDir() || len(entries) > 0 && !slices.ContainsFunc(entries, isState):
		return b.failed("make", ".", fmt.Errorf("%s is in the way, and no build has left it there", b.dir))
	}
	lock, err := b.enter()
	if err != nil {
		return err
	}
	defer b.fs.Close()
	defer lock.Close()
	if err := os.RemoveAll(b.dir); err != nil {
		return b.failed("remove", ".", fmt.Errorf("%w; a build of it that was stopped has left %s", err, b.dir))
	}
	return nil
}

// enter opens and locks the folder that the root is built in. The folder aside may have
// become the root, or be gone, before the lock is there: then another build is at work.
func (b *build) enter() (lock io.Closer, err error) {
	err = b.openRoot()
	if b.aside() && errors.Is(err, fs.ErrNotExist) {
		return nil, b.locked()
	}
	if err != nil {
		return nil, err
	}
	lock, err = b.lock()
	if b.aside() && !b.isThere() {
		err = b.locked()
	}
	if err == nil {
		return lock, nil
	}
	if lock != nil {
		lock.Close()
	}
	b.fs.Close()
	return nil, err
}

// isThere reports whether the folder that is open is still the one aside, and the root
// still not there.
func (b *build) isThere() bool {
	open, err := b.fs.Lstat(".")
	if err != nil {
		return false
	}
	there, err := os.Lstat(b.dir)
	return err == nil && os.SameFile(open, there) && b.isNew()
}

// appear completes the record and brings the root to its place.
func (b *build) appear() error {
	if err := b.fs.Rename(nextPath, manifestPath); err != nil {
		return b.failed("write", manifestPath, err)
	}
	if !b.opt.NoSync {
		if err := b.fs.Sync(b.folders()); err != nil {
			return b.failed("sync", ".", err)
		}
	}
	b.staging.seen = b.timeOf(manifestPath)
	if !b.isThere() {
		return b.failed("make", ".", errMeanwhile)
	}
	if err := os.Rename(b.dir, b.opt.Root); err != nil {
		return b.failed("make", ".", err)
	}
	b.dir = b.opt.Root
	b.report.Findings.Add(b.staging.attrs.findings()...)
	if b.opt.NoSync {
		return nil
	}
	parent, err := os.Open(filepath.Dir(b.opt.Root))
	if err == nil {
		err = errors.Join(disk.SyncFolder(parent), parent.Close())
	}
	if err != nil {
		return b.failed("sync", ".", err)
	}
	return nil
}
