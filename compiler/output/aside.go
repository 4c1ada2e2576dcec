package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// A root that is not there yet is built aside, beside where it will be, and
// appears whole: nobody can look into it before, so its files need no other names
// first. A build that is stopped leaves nothing at the place of the root; the
// next one removes what it left aside.

// isNew reports whether there is nothing at the place of the root.
func (b *build) isNew() bool {
	_, err := os.Lstat(b.opt.Root)
	// Elsewhere, a folder that is open cannot be renamed.
	return errors.Is(err, fs.ErrNotExist) && runtime.GOOS != "windows"
}

// asideName is where a root is built aside.
func asideName(root string) string {
	dir, base := filepath.Split(filepath.Clean(root))
	return filepath.Join(dir, tempPrefix+base+tempSuffix)
}

// writeAside makes a new root that holds the tree.
func (b *build) writeAside(ctx context.Context) (err error) {
	b.aside = asideName(b.opt.Root)
	if err := os.MkdirAll(filepath.Dir(b.aside), 0o755); err != nil {
		return b.failed("make", ".", err)
	}
	err = os.Mkdir(b.aside, 0o755)
	if errors.Is(err, fs.ErrExist) {
		if err := b.removeFormer(); err != nil {
			return err
		}
		err = os.Mkdir(b.aside, 0o755)
	}
	if err != nil {
		return b.failed("make", ".", err)
	}
	defer func() {
		if err != nil || b.report.Findings.HasErrors() {
			os.RemoveAll(b.aside)
		}
	}()
	if err := b.openRoot(); err != nil {
		return err
	}
	defer b.fs.close()
	lock, err := b.lock()
	if err != nil {
		return err
	}
	defer lock.Close()
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

// removeFormer removes what a stopped build left aside.
func (b *build) removeFormer() error {
	failed := func(err error) error {
		return fmt.Errorf("%w; a build of it that was stopped may have left %s, which can be removed", b.failed("make", ".", err), b.aside)
	}
	if info, err := os.Lstat(b.aside); err != nil || !info.IsDir() {
		return failed(fs.ErrExist)
	}
	former := &build{opt: b.opt, aside: b.aside}
	if err := former.openRoot(); err != nil {
		return failed(err)
	}
	defer former.fs.close()
	if _, err := former.fs.lstat(lockPath); err == nil {
		lock, err := former.lock() // it may be at work still
		if err != nil {
			return err
		}
		defer lock.Close()
	}
	if err := os.RemoveAll(b.aside); err != nil {
		return failed(err)
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
	parent, err := os.Open(filepath.Dir(filepath.Clean(b.opt.Root)))
	if err == nil {
		err = syncFolder(parent)
		parent.Close()
	}
	if err != nil {
		return b.failed("sync", ".", err)
	}
	return nil
}
