//go:build !linux

package output

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

// opened is an open folder.
type opened struct{ root *os.Root }

func newOpened(root *os.Root) (*opened, error) { return &opened{root}, nil }

func (o *opened) close()                                  { o.root.Close() }
func (o *opened) lstat(name string) (status, error)       { return o.root.Lstat(name) }
func (o *opened) open(name string) (io.ReadCloser, error) { return o.root.Open(name) }
func (o *opened) rename(from, to string) error            { return o.root.Rename(from, to) }
func (o *opened) renameNew(from, to string) error         { return errors.ErrUnsupported }
func (o *opened) remove(name string) error                { return o.root.Remove(name) }

func (o *opened) create(name string, mode fs.FileMode) (file, error) {
	return o.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
}

func stampOf(status) (stamp, bool) { return stamp{}, false }
func sameDevice(a, b status) bool  { return false }

// sameFile reports whether two paths led to one file.
func sameFile(a, b status) bool {
	s, ok1 := a.(fs.FileInfo)
	t, ok2 := b.(fs.FileInfo)
	return ok1 && ok2 && os.SameFile(s, t)
}
