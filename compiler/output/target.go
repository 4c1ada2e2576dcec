package output

import (
	"context"
	"crypto/sha256"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"sync"

	"provc/compiler/artifact"
	"provc/compiler/output/disk"
	"provc/compiler/output/record"
)

// target is one path that a build has to do with: the tree emits it, or a record names
// it. There may be very many, so target is small; what only some of them need is in
// found. Methods of build take a target's index in build.targets.
type target struct {
	file    int32 // of the tree; -1: no longer emitted
	todo    action
	phase   artifact.Phase
	adopted bool
	staged  bool   // its bytes lie beside it, until they are renamed
	found   *found // nil: no record names it, and nothing is there
	want    sum    // of the bytes that should be there, once rendered
}

// found is what records say of a target, and what lies there.
type found struct {
	path      string       // of a target that is no longer emitted
	committed record.Entry // what the finished record has for it
	begun     record.Entry // what the record of a stopped build has

	info  fs.FileInfo    // the regular file that is there, or nil
	block *disk.Obstacle // what else is there, or on the way there
	have  sum            // of the bytes that are there
	known bool           // have was taken
}

// action is what a build does about a target.
type action uint8

const (
	keep    action = iota // nothing
	compare               // write it if the bytes differ
	write
	remove
	refuse // it is in a finding
)

// nothing is what is found at most targets of a fresh root.
var nothing found

func (t *target) emitted() bool { return t.file >= 0 }

// was returns what was found, for reading only.
func (t *target) was() *found {
	if t.found == nil {
		return &nothing
	}
	return t.found
}

// note returns what was found, for writing to it.
func (t *target) note() *found {
	if t.found == nil {
		t.found = new(found)
	}
	return t.found
}

// intact reports whether the bytes that are there are provc's own.
func (f *found) intact() bool { return f.known && (f.committed.Is(f.have) || f.begun.Is(f.have)) }

// owned reports whether the finished record names the target.
func (f *found) owned() bool { return f.committed != "" }

// same reports whether what is there is still what was there.
func (f *found) same(now fs.FileInfo) bool {
	return now.Mode().IsRegular() && os.SameFile(f.info, now) && f.info.Size() == now.Size() && f.info.ModTime().Equal(now.ModTime())
}

// path is where the i-th target lies.
func (b *build) path(i int) string {
	if t := &b.targets[i]; !t.emitted() {
		return t.found.path
	}
	return b.tree.Path(int(b.targets[i].file))
}

// temp is where the bytes of the i-th target wait. In a folder aside, that is their place.
func (b *build) temp(i int) string {
	if b.aside() {
		return b.path(i)
	}
	return tempName(path.Dir(b.path(i)), i)
}

// head is what the tree says of a target that it emits.
func (b *build) head(t *target) artifact.Head { return b.tree.Head(int(t.file)) }

// seed reports whether a target is a seed.
func (b *build) seed(t *target) bool { return t.emitted() && b.head(t).Seed }

// owns reports whether a target will be in the record.
func (b *build) owns(t *target) bool { return t.emitted() && !b.seed(t) }

// survey finds out what lies at each path that the build has to do with.
func (b *build) survey(ctx context.Context) error {
	b.gather()
	bare := b.bareFolders()
	err := each(ctx, b.opt.workers, len(b.targets), func(i int) error {
		if dir := path.Dir(b.path(i)); b.targets[i].found == nil && bare[dir] {
			return nil
		}
		return b.look(i)
	})
	if err != nil {
		return err
	}
	b.joinSpellings()
	return nil
}

// gather makes the targets, in the order of their paths, of the tree and the
// records, which have the same order.
func (b *build) gather() {
	var committed, begun []record.Entry
	if b.committed != nil {
		committed = b.committed.Entries
	}
	if b.begun != nil {
		begun = b.begun.Entries
	}
	b.targets = make([]target, 0, max(b.tree.Len(), len(committed), len(begun)))
	for n := 0; n < b.tree.Len() || len(committed)+len(begun) > 0; {
		t := target{file: -1}
		name, some := "", false
		first := func(path string) {
			if !some || path < name {
				name, some = path, true
			}
		}
		if n < b.tree.Len() {
			first(b.tree.Path(n))
		}
		if len(committed) > 0 {
			first(committed[0].Path())
		}
		if len(begun) > 0 {
			first(begun[0].Path())
		}
		if len(begun) > 0 && begun[0].Path() == name {
			t.note().begun, begun = begun[0], begun[1:]
			t.phase = t.found.begun.Phase()
		}
		if len(committed) > 0 && committed[0].Path() == name {
			t.note().committed, committed = committed[0], committed[1:]
			t.phase = t.found.committed.Phase()
		}
		if n < b.tree.Len() && b.tree.Path(n) == name {
			t.file, t.phase = int32(n), b.tree.Head(n).Phase
			n++
		} else {
			t.found.path = name
		}
		b.targets = append(b.targets, t)
	}
}

// bareFolders lists the tree's folders that are missing, or in which nothing lies but
// provc's own folder. It does not look into folders in which a record names files.
func (b *build) bareFolders() map[string]bool {
	bare := map[string]bool{}
	for _, dir := range append([]string{"."}, b.needed...) {
		if b.committed.Names(dir) || b.begun.Names(dir) {
			continue
		}
		entries, err := b.fs.ReadDir(dir)
		if len(entries) == 1 && dir == "." && entries[0].Name() == stateDir {
			entries = nil
		}
		if len(entries) == 0 && (err == nil || errors.Is(err, fs.ErrNotExist)) {
			bare[dir] = true
		}
	}
	return bare
}

// look finds out what lies at one path.
func (b *build) look(i int) error {
	t, name := &b.targets[i], b.path(i)
	info, err := b.fs.Lstat(name)
	block := (*disk.Obstacle)(nil)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case errors.As(err, &block):
		t.note().block = block
		return nil
	case err != nil:
		return b.failed("read", name, err)
	case !info.Mode().IsRegular():
		t.note().block = disk.NewObstacle(name, info.Mode())
		return nil
	}
	f := t.note()
	f.info = info
	if f.committed == "" && f.begun == "" && !b.opt.Adopt || b.seed(t) {
		return nil // its bytes change nothing
	}
	if f.have, err = b.hash(name); err != nil {
		return b.failed("read", name, err)
	}
	f.known = true
	return nil
}

// hasher is a hash and a buffer, which a pool keeps for the next file.
type hasher struct {
	hash.Hash
	buf [64 << 10]byte
}

var hashers = sync.Pool{New: func() any { return &hasher{Hash: sha256.New()} }}

func (b *build) hash(name string) (s sum, err error) {
	f, err := b.fs.Open(name)
	if err != nil {
		return s, err
	}
	defer f.Close()
	h := hashers.Get().(*hasher)
	defer hashers.Put(h)
	h.Reset()
	// The wrappers hide ReadFrom and WriteTo, which would allocate a buffer for each file.
	if _, err := io.CopyBuffer(struct{ io.Writer }{h}, struct{ io.Reader }{f}, h.buf[:]); err != nil {
		return s, err
	}
	h.Sum(s[:0])
	return s, nil
}

// joinSpellings is for file systems where letter case does not count. There, an owned file
// that is emitted under another spelling is the same file, so that it must be neither
// refused as somebody else's nor removed.
func (b *build) joinSpellings() {
	former := map[string]*found{}
	for i := range b.targets {
		if t := &b.targets[i]; !t.emitted() && t.found.info != nil {
			former[artifact.Fold(t.found.path)] = t.found
		}
	}
	if len(former) == 0 {
		return
	}
	for i := range b.targets {
		t := &b.targets[i]
		if !t.emitted() || t.was().info == nil || t.found.owned() {
			continue
		}
		f, old := t.found, former[artifact.Fold(b.path(i))]
		if old == nil || !os.SameFile(f.info, old.info) {
			continue
		}
		f.committed, f.have, f.known = old.committed, old.have, old.known
		if f.begun == "" {
			f.begun = old.begun
		}
		old.info = nil
	}
}
