package output

import (
	"cmp"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io/fs"
	"path"
	"strings"

	"provc/compiler/diag"
	"provc/compiler/output/disk"
	"provc/compiler/output/record"
)

// A build that was stopped leaves temporary files that it had not renamed yet, and two
// records: some files in the root are as the one says, the others as the other says.
// This file cleans that up.

const tempPrefix, tempSuffix = ".provc-", ".tmp"

// tempName is the name under which the n-th file of a build waits in a folder.
// It begins with a dot, so that listings leave it out, and has no ending that
// a handset asks for.
func tempName(dir string, n int) string {
	b := make([]byte, 0, len(dir)+len("/"+tempPrefix+"00000000"+tempSuffix))
	if dir != "." && dir != "" {
		b = append(append(b, dir...), '/')
	}
	b = append(b, tempPrefix...)
	b = hex.AppendEncode(b, binary.BigEndian.AppendUint32(nil, uint32(n)))
	return string(append(b, tempSuffix...))
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
		entries, err := b.fs.ReadDir(dir)
		if block := (*disk.Obstacle)(nil); errors.Is(err, fs.ErrNotExist) || errors.As(err, &block) {
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
			if err := b.fs.Remove(name); err != nil {
				return b.failed("remove", name, err)
			}
		}
	}
	return nil
}

// settle replaces the two records by one that says what lies there now. It must not just
// drop the record of the stopped build: if this build were killed as well, nothing would
// say that the files of that build are provc's.
func (b *build) settle() error {
	was := cmp.Or(b.committed, b.begun)
	now := &record.Manifest{Package: was.Package}
	for i := range b.targets {
		if e := b.targets[i].was().current(); e != "" {
			now.Entries = append(now.Entries, e.At(b.path(i)))
		}
	}
	for _, dir := range b.folders() {
		info, err := b.fs.Lstat(dir)
		if err == nil && info.Mode().IsDir() && dir != "." {
			now.Folders = append(now.Folders, record.Folder{Path: dir, Made: b.committed.Made(dir) || b.begun.Made(dir)})
		}
	}
	if b.committed != nil || len(now.Entries)+len(now.Folders) > 0 {
		now.Text = string(now.Bytes())
		if b.committed == nil || now.Text != b.committed.Text {
			if err := b.writeRecord(now.Text); err != nil {
				return err
			}
		}
		b.onDisk = now
	}
	if err := b.fs.Remove(nextPath); err != nil {
		return b.failed("remove", nextPath, err)
	}
	b.report.Findings.Add(rootRepaired.At(diag.Pos{}, "a build of %s that was stopped halfway has been cleaned up", b.opt.Root))
	return nil
}

// current is the entry to keep for what lies at a target: that of the stopped build if the
// file has its bytes, else that of the finished record. It is empty if nothing lies there.
func (f *found) current() record.Entry {
	switch {
	case f.info == nil && f.block == nil:
		return ""
	case f.known && f.begun.Is(f.have):
		return f.begun
	}
	return f.committed
}

// writeRecord replaces the record on the disk in one step.
func (b *build) writeRecord(text string) error {
	temp := tempName(stateDir, 0)
	err := b.writeFile(temp, b.recordAttr(), []byte(text))
	if err == nil && !b.opt.NoSync {
		err = b.fs.Sync([]string{stateDir})
	}
	if err == nil {
		err = b.fs.Rename(temp, manifestPath)
	}
	if err == nil && !b.opt.NoSync {
		err = b.fs.Sync([]string{stateDir})
	}
	if err != nil {
		b.fs.Remove(temp)
		return b.failed("write", manifestPath, err)
	}
	return nil
}
