package output

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"provc/compiler/diag"
)

// This file sees to what a stopped build has left: files that were not renamed
// yet, and two records of which the files on the disk follow now one, now the
// other.

const tempPrefix, tempSuffix = ".provc-", ".tmp"

// tempName is the name under which the n-th file of a build waits in a folder.
// It begins with a dot, so that listings leave it out, and has no ending that
// a handset asks for.
func tempName(dir string, n int) string {
	return path.Join(dir, fmt.Sprintf("%s%08x%s", tempPrefix, n, tempSuffix))
}

// isTemp recognises a name of tempName without its folder.
func isTemp(name string) bool {
	digits, ok1 := strings.CutPrefix(name, tempPrefix)
	digits, ok2 := strings.CutSuffix(digits, tempSuffix)
	return ok1 && ok2 && len(digits) == 8 && strings.Trim(digits, "0123456789abcdef") == ""
}

// cleanUp removes the temporary files of stopped builds.
func (b *build) cleanUp() error {
	for _, dir := range append(b.folders(), stateDir) {
		entries, err := b.fs.readDir(dir)
		if block := (*obstacle)(nil); errors.Is(err, fs.ErrNotExist) || errors.As(err, &block) {
			continue
		}
		if err != nil {
			return b.failed("read", dir, err)
		}
		for _, e := range entries {
			if !isTemp(e.Name()) {
				continue
			}
			name := path.Join(dir, e.Name())
			if err := b.fs.remove(name); err != nil {
				return b.failed("remove", name, err)
			}
		}
	}
	return nil
}

// settle replaces the two records by one that says what lies there now. Were
// the record of the stopped build just dropped, and this one killed as well,
// nobody would know any more whose the files of the first one are.
func (b *build) settle() error {
	now := &manifest{pkg: cmp.Or(b.committed, b.begun).pkg}
	for _, t := range b.targets {
		if e := t.current(); e != nil {
			e := *e
			e.path = t.path
			now.entries = append(now.entries, e)
		}
	}
	for _, dir := range b.folders() {
		info, err := b.fs.lstat(dir)
		if err == nil && info.IsDir() && dir != "." {
			now.folders = append(now.folders, folder{dir, b.committed.made(dir) || b.begun.made(dir)})
		}
	}
	if b.committed != nil || len(now.entries)+len(now.folders) > 0 {
		if !now.equal(b.committed) {
			if err := b.writeRecord(now); err != nil {
				return err
			}
		}
		b.onDisk = now
	}
	if err := b.fs.remove(nextPath); err != nil {
		return b.failed("remove", nextPath, err)
	}
	b.report.Findings.Notef("root-repaired", diag.Pos{}, "a build of %s that was stopped halfway has been cleaned up", b.opt.Root)
	return nil
}

// current is the record that what lies at a target is true to, if provc owns it.
func (t *target) current() *entry {
	switch {
	case t.info == nil && t.block == nil:
		return nil
	case t.known && t.begun != nil && t.begun.sum == t.have:
		return t.begun
	}
	return t.committed
}

// writeRecord replaces the record on the disk in one step.
func (b *build) writeRecord(m *manifest) error {
	temp := tempName(stateDir, 0)
	record := bytes.NewBuffer(m.head())
	m.writeBody(record)
	err := b.writeFile(temp, b.recordAttr(), record.Bytes())
	if err == nil && !b.opt.NoSync {
		err = b.fs.sync([]string{stateDir})
	}
	if err == nil {
		err = b.fs.rename(temp, manifestPath)
	}
	if err == nil && !b.opt.NoSync {
		err = b.fs.sync([]string{stateDir})
	}
	if err != nil {
		b.fs.remove(temp)
		return b.failed("write", manifestPath, err)
	}
	return nil
}
