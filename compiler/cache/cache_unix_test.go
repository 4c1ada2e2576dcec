//go:build unix

package cache

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
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

// Values may be passwords, so nobody else may look into a cache.
func TestModes(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0))
	dir := filepath.Join(t.TempDir(), "cache")
	s := Open(dir)
	s.Put(key("a"), []byte("x"))
	s.Prune(time.Hour)
	for name, want := range map[string]os.FileMode{dir: 0o700, s.path(key("a")): 0o600, filepath.Join(dir, "pruned"): 0o600} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
}
