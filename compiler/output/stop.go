package output

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"slices"

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
	digits := [8]byte{}
	for i := range digits {
		digits[i] = "0123456789abcdef"[n>>(28-4*i)&15]
	}
	return path.Join(dir, tempPrefix+string(digits[:])+tempSuffix)
}

// isTemp recognises a name of tempName without its folder.
func isTemp(name string) bool {
	if len(name) != len(tempPrefix)+8+len(tempSuffix) || name[:len(tempPrefix)] != tempPrefix || name[len(name)-len(tempSuffix):] != tempSuffix {
		return false
	}
	for _, c := range []byte(name[len(tempPrefix) : len(tempPrefix)+8]) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
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
	now := &manifest{}
	switch {
	case b.committed != nil:
		now.pkg = b.committed.pkg
	default:
		now.pkg = b.begun.pkg
	}
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

// emptied reports whether a folder is there and empty.
func (b *build) emptied(dir string) bool {
	entries, err := b.fs.readDir(dir)
	return err == nil && len(entries) == 0
}

// unused lists the folders that provc made and that are of no use to the tree,
// children first.
func (b *build) unused() []string {
	used, _ := foldersOf(b.tree)
	var list []string
	for _, dir := range b.folders() {
		if (b.committed.made(dir) || b.begun.made(dir)) && !contains(used, dir) {
			list = append(list, dir)
		}
	}
	slices.Reverse(list)
	return list
}

// contains searches a sorted list.
func contains(list []string, s string) bool {
	_, ok := slices.BinarySearch(list, s)
	return ok
}
