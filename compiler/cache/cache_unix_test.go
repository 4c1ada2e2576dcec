//go:build unix

package cache

import (
	"syscall"
	"testing"
)

// A pipe in the place of an entry, that nobody writes to, is no entry.
func TestPipe(t *testing.T) {
	s := Open(t.TempDir())
	if err := syscall.Mkfifo(s.path(key("a")), 0o600); err != nil {
		t.Skip(err)
	}
	if _, ok := s.Get(key("a")); ok {
		t.Error("found")
	}
	s.Put(key("a"), []byte("x"))
	if got, ok := s.Get(key("a")); !ok || string(got) != "x" {
		t.Errorf("got %q %v", got, ok)
	}
}
