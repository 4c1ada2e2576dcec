package extract

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"maps"
	"slices"
	"strings"
	"sync"

	"provc/compiler/value"
)

// Memory is what was read of entities in earlier runs over the same packages. An editor
// has a package read with each letter that somebody types, and all entities but one are
// then what they were. Several goroutines may use it.
type Memory struct {
	mu       sync.Mutex
	entities map[setting]map[string]*remembered // by their texts
	files    map[string]*File                   // by name
	run      int
}

// file is what was found in a file last, or nil.
func (m *Memory) file(name string) *File {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.files[name]
}

func (m *Memory) keep(f *File) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.files == nil {
		m.files = map[string]*File{}
	}
	m.files[f.name] = f
}

// setting is all that an entity is read by beside its text.
type setting struct {
	names  [sha256.Size]byte // what names in it stand for
	column int               // where it begins
}

// remembered is an entity as it was read; in is nil if it is not written out.
type remembered struct {
	in  *value.Packed
	i   int
	run int // that used it last
}

// find returns what was read of a text.
func (m *Memory) find(s setting, text []byte) (*remembered, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	known, ok := m.entities[s][string(text)]
	if ok {
		known.run = m.run
	}
	return known, ok
}

// add remembers what was read of a text.
func (m *Memory) add(s setting, text []byte, what *remembered) {
	m.mu.Lock()
	defer m.mu.Unlock()
	what.run = m.run
	if m.entities == nil {
		m.entities = map[setting]map[string]*remembered{}
	}
	if m.entities[s] == nil {
		m.entities[s] = map[string]*remembered{}
	}
	m.entities[s][string(text)] = what
}

// Forget drops what the run that ends has not used, if that is much. Runs must not
// overlap.
func (m *Memory) Forget() {
	m.mu.Lock()
	defer m.mu.Unlock()
	all, used := 0, 0
	for _, of := range m.entities {
		for _, r := range of {
			all++
			if r.run == m.run {
				used++
			}
		}
	}
	if all > 2*used {
		for s, of := range m.entities {
			maps.DeleteFunc(of, func(_ string, r *remembered) bool { return r.run != m.run })
			if len(of) == 0 {
				delete(m.entities, s)
			}
		}
	}
	m.run++
}

// sum sums up, for each list of hidden structs that entities of a file name, what
// names in them stand for.
func (r *Reader) sum(f *File) [][sha256.Size]byte {
	all := make([][sha256.Size]byte, len(f.uses))
	for i, uses := range f.uses {
		h := summer{sha256.New(), r}
		for _, name := range slices.Sorted(maps.Keys(r.imports[f])) {
			h.text(name, r.imports[f][name].Path.Value)
		}
		for name := range strings.FieldsSeq(uses) {
			h.text(name)
			h.node(r.templates[name])
		}
		h.Sum(all[i][:0])
	}
	return all
}

// summer sums up values with their places.
type summer struct {
	hash.Hash
	r *Reader
}

func (h summer) text(all ...string) {
	for _, s := range all {
		h.numbers(len(s))
		h.Write([]byte(s))
	}
}

func (h summer) numbers(all ...int) {
	var b [binary.MaxVarintLen64]byte
	for _, n := range all {
		h.Write(b[:binary.PutVarint(b[:], int64(n))])
	}
}

func (h summer) node(n *value.Node) {
	if n == nil {
		h.numbers(-1)
		return
	}
	composed := 0
	if h.r.isComposed(n) {
		composed = 1
	}
	h.numbers(int(n.Kind), int(n.Quote), composed, n.Pos.Line, n.Pos.Column, len(n.Fields), len(n.Items))
	h.text(n.Pos.File, n.Text)
	for _, f := range n.Fields {
		h.text(f.Label, f.Pos.File)
		h.numbers(f.Pos.Line, f.Pos.Column)
		h.node(f.Value)
	}
	for _, item := range n.Items {
		h.node(item)
	}
}
