package output

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"

	"provc/compiler/artifact"
)

// target is one path that a build has to do with: the tree emits it, or a
// record names it.
type target struct {
	path      string
	file      *artifact.File // nil: no longer emitted
	committed *entry         // what the finished record has for it, or nil
	begun     *entry         // what the record of a stopped build has, or nil

	info  fs.FileInfo // the regular file that is there, or nil
	block *obstacle   // what else is there, or on the way there
	have  sum         // of the bytes that are there
	known bool        // have was taken

	todo    action
	adopted bool
	want    sum    // of the bytes that should be there, once rendered
	temp    string // where those lie until they are renamed
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

// intact reports whether the bytes that are there are provc's own.
func (t *target) intact() bool {
	return t.known && (t.committed != nil && t.committed.sum == t.have || t.begun != nil && t.begun.sum == t.have)
}

// same reports whether what is there is still what was there.
func (t *target) same(now fs.FileInfo) bool {
	return now.Mode().IsRegular() && os.SameFile(t.info, now) && t.info.Size() == now.Size() && t.info.ModTime().Equal(now.ModTime())
}

// survey finds out what lies at each path that the build has to do with.
func (b *build) survey(ctx context.Context) error {
	byPath := make(map[string]*target, b.tree.Len())
	at := func(path string) *target {
		t := byPath[path]
		if t == nil {
			t = &target{path: path}
			byPath[path] = t
			b.targets = append(b.targets, t)
		}
		return t
	}
	for f := range b.tree.All() {
		at(f.Path).file = f
	}
	if b.committed != nil {
		for i := range b.committed.entries {
			e := &b.committed.entries[i]
			at(e.path).committed = e
		}
	}
	if b.begun != nil {
		for i := range b.begun.entries {
			e := &b.begun.entries[i]
			at(e.path).begun = e
		}
	}
	slices.SortFunc(b.targets, func(s, t *target) int { return strings.Compare(s.path, t.path) })
	err := each(ctx, b.opt.workers, len(b.targets), func(i int) error { return b.look(b.targets[i]) })
	if err != nil {
		return err
	}
	b.joinSpellings()
	return nil
}

// look finds out what lies at one path.
func (b *build) look(t *target) error {
	info, err := b.fs.lstat(t.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case errors.As(err, &t.block):
		return nil
	case err != nil:
		return b.failed("read", t.path, err)
	case !info.Mode().IsRegular():
		t.block = &obstacle{t.path, kindOf(info.Mode())}
		return nil
	}
	t.info = info
	if t.committed == nil && t.begun == nil && !b.opt.Adopt || t.file != nil && t.file.Seed {
		return nil // its bytes change nothing
	}
	return b.hash(t)
}

var copyBuffers = sync.Pool{New: func() any { return new([64 << 10]byte) }}

func (b *build) hash(t *target) error {
	f, err := b.fs.open(t.path)
	if err != nil {
		return b.failed("read", t.path, err)
	}
	defer f.Close()
	buf := copyBuffers.Get().(*[64 << 10]byte)
	defer copyBuffers.Put(buf)
	h := sha256.New()
	// The wrapper hides (*os.File).WriteTo, which would allocate a buffer a file.
	if _, err := io.CopyBuffer(h, struct{ io.Reader }{f}, buf[:]); err != nil {
		return b.failed("read", t.path, err)
	}
	h.Sum(t.have[:0])
	t.known = true
	return nil
}

// joinSpellings sees to file systems where letter case does not count: there,
// an owned file that is emitted under another spelling is the file itself, and
// must be neither refused as somebody else's nor removed.
func (b *build) joinSpellings() {
	former := map[string]*target{}
	for _, t := range b.targets {
		if t.file == nil && t.info != nil {
			former[fold(t.path)] = t
		}
	}
	if len(former) == 0 {
		return
	}
	for _, t := range b.targets {
		old := former[fold(t.path)]
		if t.file == nil || t.info == nil || t.committed != nil || old == nil || !os.SameFile(t.info, old.info) {
			continue
		}
		t.committed, t.have, t.known = old.committed, old.have, old.known
		if t.begun == nil {
			t.begun = old.begun
		}
		old.info = nil
	}
}
