package output

import (
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"

	"provc/compiler/output/disk"
	"provc/compiler/output/record"
)

// UpToDate reports whether a root is exactly as the last finished build from the same
// inputs left it, and how many files it holds. If so, another build would write nothing,
// except seeds that are gone, which UpToDate does not look for. It reads only files whose
// stamps prove nothing. If opt.Inputs is set, it writes a fingerprint whose stamps prove
// something next time; otherwise it writes nothing.
func UpToDate(root string, digest []byte, opt Options) (files int, ok bool) {
	opt.Root = root
	if opt.open == nil {
		opt.open = disk.Open
	}
	b := &build{opt: opt, dir: root}
	if digest == nil || b.openRoot() != nil {
		return 0, false
	}
	defer b.fs.Close()
	in := readFingerprint(b.fs)
	if in == nil || in.digest != sha256.Sum256(digest) {
		return 0, false
	}
	if opt.Inputs == nil || !in.anyFresh() {
		return b.upToDate(in)
	}
	lock, err := b.lock()
	if err != nil {
		return b.upToDate(in) // a build is at work, or this account may not write
	}
	defer lock.Close()
	looked := false
	b.takeFingerprint(func(later *fingerprint) error {
		looked = true
		if files, ok = b.upToDate(in); !ok {
			return errMeanwhile
		}
		later.digest, later.manifest, later.stamps = in.digest, in.manifest, in.stamps
		return nil
	})
	if !looked {
		return b.upToDate(in)
	}
	return files, ok
}

// upToDate compares the root with a fingerprint.
func (b *build) upToDate(in *fingerprint) (files int, ok bool) {
	if _, err := b.fs.Lstat(nextPath); !errors.Is(err, fs.ErrNotExist) {
		return 0, false
	}
	text, err := readText(b.fs, manifestPath, maxRecord)
	if err != nil || in.manifest != sha256.Sum256([]byte(text)) {
		return 0, false
	}
	m, err := record.Parse(text)
	if err != nil || m.Package != b.opt.Package || len(in.stamps) != len(m.Entries) {
		return 0, false
	}
	for _, f := range m.Folders {
		if info, err := b.fs.Lstat(f.Path); err != nil || !info.Mode().IsDir() {
			return 0, false
		}
	}
	record, err := b.fs.Lstat(fingerprintPath)
	if err != nil {
		return 0, false
	}
	workers := b.opt.workers
	if len(m.Entries) < fewFiles {
		workers = 1
	}
	err = each(context.Background(), workers, len(m.Entries), func(i int) error {
		name := m.Entries[i].Path()
		info, err := b.fs.Lstat(name)
		if err != nil {
			return err
		}
		if s, ok := disk.StampOf(info); !ok || s != in.stamps[i] || !info.Mode().IsRegular() {
			return errMeanwhile
		}
		// The time in the fingerprint says nothing of another file system's clock.
		if in.fresh(in.stamps[i]) || disk.Device(info) != disk.Device(record) {
			if s, err := b.hash(name); err != nil || !m.Entries[i].Is(s) {
				return errMeanwhile
			}
		}
		return nil
	})
	return len(m.Entries), err == nil
}

// fewFiles is the number of files below which one goroutine does all: callers with many
// small roots call UpToDate for several of them at a time.
const fewFiles = 5000
