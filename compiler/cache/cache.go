// Package cache keeps results that take long to compute, each under a hash of everything
// that it was computed from. A cache may be lost, shared between machines or corrupted at
// any time: an entry whose checksum is wrong counts as missing.
package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// Store is a folder of entries. A nil store keeps nothing.
type Store struct{ dir string }

// Open returns the store in a folder, which need not exist yet.
func Open(dir string) *Store { return &Store{dir} }

// Key names an entry.
type Key [sha256.Size]byte

// Hash makes a key of named values. The length of each is hashed, too, so that different
// lists of values never have the same key by running into each other.
type Hash struct{ h hash.Hash }

// NewHash begins a key.
func NewHash() Hash { return Hash{sha256.New()} }

// Add adds a named value.
func (h Hash) Add(name string, data []byte) {
	var n [16]byte
	binary.BigEndian.PutUint64(n[:8], uint64(len(name)))
	binary.BigEndian.PutUint64(n[8:], uint64(len(data)))
	h.h.Write(n[:])
	h.h.Write([]byte(name))
	h.h.Write(data)
}

// Key ends the key.
func (h Hash) Key() (k Key) {
	h.h.Sum(k[:0])
	return k
}

// Sum ends the key and returns it as bytes, for a value of another key.
func (h Hash) Sum() []byte { return h.h.Sum(nil) }

// magic begins every entry; a change of the form of entries changes it.
const magic = "provc cache 1\n"

// seal binds data to the key that it is kept under.
func seal(k Key, data []byte) []byte {
	h := NewHash()
	h.Add("key", k[:])
	h.Add("data", data)
	sum := h.Key()
	return sum[:]
}

func (s *Store) path(k Key) string { return filepath.Join(s.dir, hex.EncodeToString(k[:])) }

// Get returns an entry that is whole.
func (s *Store) Get(k Key) ([]byte, bool) {
	if s == nil {
		return nil, false
	}
	text, err := read(s.path(k))
	if err != nil {
		return nil, false
	}
	rest, ok := bytes.CutPrefix(text, []byte(magic))
	if !ok || len(rest) < sha256.Size || !bytes.Equal(rest[:sha256.Size], seal(k, rest[sha256.Size:])) {
		os.Remove(s.path(k))
		return nil, false
	}
	now := time.Now()
	os.Chtimes(s.path(k), now, now) // in use: see Prune
	return rest[sha256.Size:], true
}

// maxEntry is far beyond the size of any entry.
const maxEntry = 1 << 30

// read reads a regular file. Opening it does not wait, even if somebody has put a pipe in
// the place of an entry.
func read(name string) ([]byte, error) {
	f, err := os.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxEntry {
		return nil, fs.ErrInvalid
	}
	text := make([]byte, info.Size())
	_, err = io.ReadFull(f, text)
	return text, err
}

// Put keeps an entry, if it can. Others see all of it or nothing.
func (s *Store) Put(k Key, data []byte) {
	if s == nil || os.MkdirAll(s.dir, 0o700) != nil {
		return
	}
	f, err := os.CreateTemp(s.dir, "new-")
	if err != nil {
		return
	}
	_, err = f.Write(append(append([]byte(magic), seal(k, data)...), data...))
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil || os.Rename(f.Name(), s.path(k)) != nil {
		os.Remove(f.Name())
	}
}

// Prune removes entries that nobody used for a time. It looks for them once a day.
func (s *Store) Prune(unused time.Duration) {
	if s == nil {
		return
	}
	last := filepath.Join(s.dir, "pruned")
	if info, err := os.Stat(last); err == nil && time.Since(info.ModTime()) < pruneEvery {
		return
	}
	if os.WriteFile(last, nil, 0o600) != nil {
		return // there is no cache, or it is not ours
	}
	now := time.Now()
	os.Chtimes(last, now, now)
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if !isEntry(e.Name()) {
			continue
		}
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() && time.Since(info.ModTime()) > unused {
			os.Remove(filepath.Join(s.dir, e.Name()))
		}
	}
}

const pruneEvery = 24 * time.Hour

// isEntry tells the store's own files from whatever else lies in its folder.
func isEntry(name string) bool {
	if len(name) > 4 && name[:4] == "new-" {
		return true
	}
	k, err := hex.DecodeString(name)
	return err == nil && len(k) == sha256.Size
}
