package output

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
)

// keepCopies copies what adoption is about to replace into a new folder outside of the
// root: provc did not write it, so that nothing else has it. Files that are right as they
// are stay, and are not copied.
func (b *build) keepCopies() error {
	if b.opt.Copies == "" {
		return nil
	}
	for i := range b.targets {
		t := &b.targets[i]
		if !t.adopted || t.todo != write {
			continue
		}
		if b.report.Copies == "" {
			if err := b.makeCopies(); err != nil {
				return err
			}
		}
		if err := b.copyOut(i); err != nil {
			return fmt.Errorf("cannot copy %s to %s before it is replaced: %w", b.path(i), b.report.Copies, plainError(err))
		}
		b.report.Copied++
	}
	return nil
}

// makeCopies makes the folder for copies. One that is there is of an adoption before, and
// is left as it is. Nobody else may look into it: profiles hold passwords.
func (b *build) makeCopies() error {
	base := filepath.Clean(b.opt.Copies)
	if err := os.MkdirAll(filepath.Dir(base), 0o700); err != nil {
		return fmt.Errorf("cannot make the folder for copies, %s: %w", filepath.Dir(base), plainError(err))
	}
	for n := 1; ; n++ {
		name := base
		if n > 1 {
			name += "." + strconv.Itoa(n)
		}
		err := os.Mkdir(name, 0o700)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return fmt.Errorf("cannot make the folder for copies, %s: %w", name, plainError(err))
		}
		b.report.Copies = name
		return nil
	}
}

// copyOut copies what lies at a target, with its mode and time.
func (b *build) copyOut(i int) error {
	info := b.targets[i].found.info
	from, err := b.fs.Open(b.path(i))
	if err != nil {
		return err
	}
	defer from.Close()
	name := filepath.Join(b.report.Copies, filepath.FromSlash(b.path(i)))
	if dir := path.Dir(b.path(i)); dir != "." {
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			return err
		}
	}
	to, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from)
	if err == nil {
		err = to.Chmod(info.Mode().Perm())
	}
	if err == nil && !b.opt.NoSync {
		err = to.Sync()
	}
	if e := to.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Chtimes(name, info.ModTime(), info.ModTime())
	}
	return err
}

// plainError is what the system says, without the path, which the sentence has.
func plainError(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
