package cache

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func key(parts ...string) Key {
	h := NewHash()
	for _, p := range parts {
		h.Add(p, []byte(p))
	}
	return h.Key()
}

func TestStore(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "cache")
	s := Open(dir)
	a, b := key("a"), key("b")
	if _, ok := s.Get(a); ok {
		t.Error("found in an empty store")
	}
	s.Put(a, []byte("alpha"))
	if got, ok := s.Get(a); !ok || string(got) != "alpha" {
		t.Errorf("got %q %v", got, ok)
	}
	if _, ok := s.Get(b); ok {
		t.Error("found under another key")
	}
	// What was kept under one key is nothing under another.
	if err := os.Link(s.path(a), s.path(b)); err != nil {
		t.Fatal(err)
	}
	if _, ok := s.Get(b); ok {
		t.Error("found under a key that it was moved to")
	}
}

// Whatever happens to an entry, it is whole or not there.
func TestCorruption(t *testing.T) {
	s := Open(t.TempDir())
	k := key("a")
	s.Put(k, []byte("alpha beta gamma"))
	whole, err := os.ReadFile(s.path(k))
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole {
		bad := append([]byte(nil), whole...)
		bad[i] ^= 1
		for _, text := range [][]byte{bad, whole[:i]} {
			if err := os.WriteFile(s.path(k), text, 0o600); err != nil {
				t.Fatal(err)
			}
			if got, ok := s.Get(k); ok {
				t.Fatalf("byte %d: got %q", i, got)
			}
		}
	}
	s.Put(k, []byte("alpha"))
	if err := os.Truncate(s.path(k), 1<<43); err != nil {
		t.Fatal(err)
	}
	if _, ok := s.Get(k); ok {
		t.Error("an entry of eight terabytes is read")
	}
	s.Put(k, []byte("again"))
	if got, ok := s.Get(k); !ok || string(got) != "again" {
		t.Errorf("got %q %v", got, ok)
	}
}

func TestKeysDiffer(t *testing.T) {
	if key("ab", "c") == key("a", "bc") || key() == key("") || key("a", "b") == key("b", "a") {
		t.Error("two lists of parts have one key")
	}
}

func TestPrune(t *testing.T) {
	dir := t.TempDir()
	s := Open(dir)
	s.Put(key("old"), nil)
	s.Put(key("new"), nil)
	other := filepath.Join(dir, "notes.txt")
	if err := os.WriteFile(other, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	past := time.Now().Add(-48 * time.Hour)
	for _, name := range []string{s.path(key("old")), other} {
		if err := os.Chtimes(name, past, past); err != nil {
			t.Fatal(err)
		}
	}
	s.Prune(24 * time.Hour)
	if _, ok := s.Get(key("old")); ok {
		t.Error("an old entry is still there")
	}
	if _, ok := s.Get(key("new")); !ok {
		t.Error("a new entry is gone")
	}
	if _, err := os.Stat(other); err != nil {
		t.Error("a file of somebody else's is gone")
	}
}

// A store that cannot be written keeps nothing and harms nobody.
func TestNowhere(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, s := range []*Store{nil, Open(filepath.Join(file, "below"))} {
		s.Put(key("a"), []byte("x"))
		s.Prune(0)
		if _, ok := s.Get(key("a")); ok {
			t.Error("found")
		}
	}
}
