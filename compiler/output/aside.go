package output

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
)

// A root that is not there yet is built aside, beside where it will be, and
// appears whole: nobody can look into it before, so its files need no other names
// first. A build that is stopped leaves nothing at the place of the root; the
// next one takes over what it left aside, and removes what lies in there.

// isNew reports whether there is nothing at the place of the root.
func (b *build) isNew() bool {
	_, err := os.Lstat(b.opt.Root)
	// Elsewhere, a folder that is open cannot be renamed.
	return errors.Is(err, fs.ErrNotExist) && runtime.GOOS != "windows"
}

// asideName is where a root is built aside.
func asideName(root string) string {
	dir, base := filepath.Split(root)
	return filepath.Join(dir, tempPrefix+base+tempSuffix)
}

// writeAside makes a new root that holds the tree.
func (b *build) writeAside(ctx context.Context) (err error) {
	b.aside = asideName(b.opt.Root)
	defer func() {
		if err != nil || b.report.Findings.HasErrors() {
			b.removeMade()
		}
	}()
	if err := b.makeFolders(filepath.Dir(b.aside)); err != nil {
		return b.failed("make", ".", err)
	}
	lock, err := b.enterAside()
	if err != nil {
		return err
	}
	defer b.fs.close()
	defer lock.Close()
	defer func() {
		if err != nil || b.report.Findings.HasErrors() {
			b.removeAside()
		}
	}()
	if err := b.openUp(b.fs, ".", filepath.Dir(b.aside)); err != nil {
		return b.failed("make", ".", err)
	}
	if err := b.survey(ctx); err != nil {
		return err
	}
	if err := b.decide(); err != nil || b.report.Findings.HasErrors() {
		return err
	}
	if err := b.stage(ctx); err != nil {
		return err
	}
	return b.appear(ctx)
}

// enterAside makes and locks the folder aside, or takes over what a stopped build
// has left of one. Only who holds its lock empties it, renames it or removes it;
// and since it may be gone by the time that the lock is there, that is looked at
// then.
func (b *build) enterAside() (io.Closer, error) {
	err := os.Mkdir(b.aside, 0o700)
	former := errors.Is(err, fs.ErrExist)
	if former {
		err = b.checkFormer()
	}
	if err != nil {
		return nil, b.failed("make", ".", err)
	}
	if err := b.openRoot(); errors.Is(err, fs.ErrNotExist) {
		return nil, b.locked()
	} else if err != nil {
		return nil, err
	}
	lock, err := b.lock()
	switch {
	case !b.isAside():
		err = b.locked()
	case err != nil && !former:
		b.fs.remove(stateDir) // both go only if they are empty
		os.Remove(b.aside)
	case err == nil && !b.isNew():
		b.removeAside()
		err = b.locked()
	case err == nil && former:
		err = b.removeBelow(".")
	}
	if err == nil {
		return lock, nil
	}
	if lock != nil {
		lock.Close()
	}
	b.fs.close()
	if former && !errors.Is(err, ErrLocked) {
		err = fmt.Errorf("%w; a build of it that was stopped may have left %s, which can be removed", b.failed("make", ".", err), b.aside)
	}
	return nil, err
}

// checkFormer returns an error unless a build may have left what lies aside.
func (b *build) checkFormer() error {
	info, err := os.Lstat(b.aside)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // it has just ended
	}
	if err != nil {
		return err
	}
	what := "is " + kindOf(info.Mode())
	if info.IsDir() {
		entries, err := os.ReadDir(b.aside)
		if err != nil {
			return fmt.Errorf("what a build of it may have left: %w", err)
		}
		if len(entries) == 0 || slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == stateDir }) {
			return nil
		}
		what = "has no folder " + stateDir
	}
	return fmt.Errorf("%s is in the way, and no build has left it: it %s", b.aside, what)
}

// isAside reports whether the folder that is open is the one that lies aside.
func (b *build) isAside() bool {
	open, err := b.fs.lstat(".")
	if err != nil {
		return false
	}
	parent, err := openDisk(filepath.Dir(b.aside))
	if err != nil {
		return false
	}
	defer parent.close()
	there, err := parent.lstat(filepath.Base(b.aside))
	return err == nil && sameFile(open, there)
}

// removeAside removes the folder aside, if it has not become the root. The lock
// goes last of its files.
func (b *build) removeAside() {
	if !b.isAside() || b.removeBelow(".") != nil {
		return
	}
	b.fs.remove(lockPath)
	b.fs.remove(stateDir)
	os.Remove(b.aside)
}

// removeBelow removes what lies in a folder, but for the lock.
func (b *build) removeBelow(dir string) error {
	entries, err := b.fs.readDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		if e.IsDir() {
			if err := b.removeBelow(name); err != nil {
				return err
			}
		}
		if name == stateDir || name == lockPath {
			continue
		}
		if err := b.fs.remove(name); err != nil {
			return err
		}
	}
	return nil
}

// appear brings the root to its place.
func (b *build) appear(ctx context.Context) error {
	for i := range b.targets {
		b.targets[i].staged = false
	}
	done := 0
	if err := b.finish(&done); err != nil {
		return err
	}
	b.staging.seen = b.timeOf(manifestPath)
	b.keepInputs(ctx)
	if _, err := os.Lstat(b.opt.Root); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("cannot make %s: %w; nothing was changed", b.opt.Root, errMeanwhile)
	}
	if err := os.Rename(b.aside, b.opt.Root); err != nil {
		return b.failed("make", ".", err)
	}
	b.report.Findings.Add(b.staging.attrs.findings()...)
	if b.opt.NoSync {
		return nil
	}
	parent, err := os.Open(filepath.Dir(b.opt.Root))
	if err == nil {
		err = syncFolder(parent)
		parent.Close()
	}
	if err != nil {
		return b.failed("sync", ".", err)
	}
	return nil
}
