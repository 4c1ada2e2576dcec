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

// Entries are looked through once a day, what is used stays, and what a stopped process
// began goes like any other.
func TestPruneOnceADay(t *testing.T) {
	dir := t.TempDir()
	s := Open(dir)
	old := func(name string, age time.Duration) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		past := time.Now().Add(-age)
		if err := os.Chtimes(filepath.Join(dir, name), past, past); err != nil {
			t.Fatal(err)
		}
	}
	there := func(name string) bool {
		_, err := os.Stat(filepath.Join(dir, name))
		return err == nil
	}
	hash := filepath.Base(s.path(key("old")))
	names := map[string]bool{hash: false, "new-123": false, "new-": true, "newer": true, hash[2:]: true, hash + "00": true, "x" + hash[1:]: true}
	for name := range names {
		old(name, 26*time.Hour)
	}
	if err := os.Mkdir(filepath.Join(dir, "new-folder"), 0o700); err != nil {
		t.Fatal(err)
	}
	s.Put(key("used"), []byte("x"))
	used := s.path(key("used"))
	past := time.Now().Add(-26 * time.Hour)
	if err := os.Chtimes(used, past, past); err != nil {
		t.Fatal(err)
	}
	if _, ok := s.Get(key("used")); !ok {
		t.Fatal("not kept")
	}

	old("pruned", 23*time.Hour)
	if s.Prune(25 * time.Hour); !there(hash) {
		t.Error("looked through twice a day")
	}
	old("pruned", 25*time.Hour)
	s.Prune(25 * time.Hour)
	for name, stays := range names {
		if there(name) != stays {
			t.Errorf("%s is there: %t", name, !stays)
		}
	}
	if !there("new-folder") {
		t.Error("a folder is gone")
	}
	if _, ok := s.Get(key("used")); !ok {
		t.Error("what was used an hour ago is gone")
	}
	old(hash, 26*time.Hour)
	if s.Prune(25 * time.Hour); !there(hash) {
		t.Error("looked through twice at once")
	}
}

// What is damaged is removed, and a program is the same as long as it runs.
func TestDamagedEntriesGo(t *testing.T) {
	s := Open(t.TempDir())
	if err := os.WriteFile(s.path(key("a")), []byte(magic+"x"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.Get(key("a"))
	if _, err := os.Stat(s.path(key("a"))); !os.IsNotExist(err) {
		t.Error("a damaged entry stays")
	}
	one, err := Program()
	two, _ := Program()
	if err != nil || len(one) == 0 || string(one) != string(two) {
		t.Errorf("the program is %q and %q, %v", one, two, err)
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
