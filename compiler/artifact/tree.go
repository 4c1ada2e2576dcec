package artifact

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"provc/compiler/catalogue/settings"
)

// Tree is everything that one provisioning root holds of provc's making: files
// that are few, in memory, and files that are many, each made when it is asked
// for. After Sort, a file is called by its place in the order of paths.
type Tree struct {
	Files []*File  // in memory
	Made  Made     // made when asked for
	Dirs  []string // folders that handsets write into: created if absent, never removed

	// Foreign are files that phones read and somebody else makes.
	Foreign []Foreign

	// Emergency are the numbers that deployments want to be callable.
	Emergency []Emergency

	// Bare are the handsets that deployments list and that need no file of their own.
	Bare []*Listing

	// Restarts are what deployments state of parameters, by the owner of files.
	Restarts map[string]settings.Restarts

	// PhoneWritten recognises, by its path, a file that a handset writes, and
	// names the user or handset it belongs to in lower case. Such files are
	// never touched. Nil recognises none.
	PhoneWritten func(path string) (entity string, ok bool)

	order []uint32 // by path: indexes of Files, then those of Made
}

// Head is what is known of a file without making it.
type Head struct {
	Path   string
	Owner  string
	Entity string
	Phase  Phase
	Seed   bool
}

// Head is what is known of the file without its content.
func (f *File) Head() Head { return Head{f.Path, f.Owner, f.Entity, f.Phase, f.Seed} }

// Sort orders files and folders by path. It must be called after the last file
// was added, before files are asked for.
func (t *Tree) Sort() {
	slices.Sort(t.Dirs)
	t.Dirs = slices.Compact(t.Dirs)
	if len(t.order) != t.Len() {
		t.order = make([]uint32, t.Len())
		for i := range t.order {
			t.order[i] = uint32(i)
		}
	}
	compare := func(a, b uint32) int { return cmp.Compare(t.path(a), t.path(b)) }
	if !slices.IsSortedFunc(t.order, compare) {
		slices.SortStableFunc(t.order, compare)
	}
}

// Len counts the files.
func (t *Tree) Len() int { return len(t.Files) + t.Made.Len() }

func (t *Tree) path(n uint32) string {
	if int(n) < len(t.Files) {
		return t.Files[n].Path
	}
	return t.Made.path(int(n) - len(t.Files))
}

// Path is the path of the i-th file.
func (t *Tree) Path(i int) string { return t.path(t.order[i]) }

// Head is the head of the i-th file. It makes nothing.
func (t *Tree) Head(i int) Head {
	if n := int(t.order[i]); n >= len(t.Files) {
		return t.Made.head(n - len(t.Files))
	}
	return t.Files[t.order[i]].Head()
}

// File returns the i-th file whole; one that is not in memory is made anew each
// time. Several goroutines may ask at once.
func (t *Tree) File(i int) *File {
	if n := int(t.order[i]); n >= len(t.Files) {
		return t.Made.file(n - len(t.Files))
	}
	return t.Files[t.order[i]]
}

// All goes through the files in the order of their paths, each whole.
func (t *Tree) All() iter.Seq[*File] {
	return func(yield func(*File) bool) {
		for i := range t.order {
			if !yield(t.File(i)) {
				return
			}
		}
	}
}

// Made lists files that a fleet has by the hundred thousand. Of each it keeps
// its path and what to make it from, in memory without pointers, which costs
// the garbage collector nothing.
type Made struct {
	rows    []madeRow
	chunks  []string // paths, and entities that are no part of them
	filling strings.Builder
	kinds   []Kind

	// Secrets has a parameter for each secret and parameter name among the files.
	Secrets []Param
}

// Kind is what some files that are made have in common.
type Kind struct {
	Owner string
	Phase Phase
	Seed  bool
	Make  func(i int) *File // makes the file of the i-th entity
}

// madeRow says where in the chunks the path and the entity of a file stand.
type madeRow struct {
	chunk, at        uint32
	path             uint16 // its length
	entityAt, entity uint16 // from the beginning of the path, and its length
	kind             uint16
	index            int32
}

// chunkSize is when a chunk of paths is full.
const chunkSize = 64 << 10

// Kind adds a kind of files, for Add.
func (m *Made) Kind(k Kind) int {
	m.kinds = append(m.kinds, k)
	return len(m.kinds) - 1
}

// Len counts the files.
func (m *Made) Len() int { return len(m.rows) }

// Add lists the file of the i-th entity.
func (m *Made) Add(kind int, path, entity string, i int) {
	if m.filling.Len()+len(path)+len(entity) > chunkSize {
		m.full()
	}
	if m.filling.Cap() == 0 {
		m.filling.Grow(chunkSize)
	}
	r := madeRow{chunk: uint32(len(m.chunks)), at: uint32(m.filling.Len()), path: uint16(len(path)), kind: uint16(kind), index: int32(i)}
	m.filling.WriteString(path)
	if at := strings.LastIndex(path, entity); at >= 0 {
		r.entityAt = uint16(at)
	} else {
		r.entityAt = r.path
		m.filling.WriteString(entity)
	}
	r.entity = uint16(len(entity))
	m.rows = append(m.rows, r)
}

func (m *Made) full() {
	if m.filling.Len() > 0 {
		m.chunks = append(m.chunks, m.filling.String())
		m.filling = strings.Builder{}
	}
}

// Join adds the files and secrets of another list that has the same kinds, or none
// of its own: goroutines list side by side.
func (m *Made) Join(other *Made) { m.take(other, 0) }

// Take adds the files, kinds and secrets of another list.
func (m *Made) Take(other *Made) {
	m.take(other, uint16(len(m.kinds)))
	m.kinds = append(m.kinds, other.kinds...)
}

func (m *Made) take(other *Made, kind uint16) {
	m.full()
	other.full()
	base := uint32(len(m.chunks))
	m.chunks = append(m.chunks, other.chunks...)
	m.rows = slices.Grow(m.rows, len(other.rows))
	for _, r := range other.rows {
		r.chunk += base
		r.kind += kind
		m.rows = append(m.rows, r)
	}
	m.Secrets = append(m.Secrets, other.Secrets...)
}

func (m *Made) text(r *madeRow) string {
	if int(r.chunk) < len(m.chunks) {
		return m.chunks[r.chunk][r.at:]
	}
	return m.filling.String()[r.at:]
}

func (m *Made) path(n int) string {
	r := &m.rows[n]
	return m.text(r)[:r.path]
}

func (m *Made) head(n int) Head {
	r := &m.rows[n]
	k, text := &m.kinds[r.kind], m.text(r)
	return Head{Path: text[:r.path], Owner: k.Owner, Entity: text[r.entityAt : r.entityAt+r.entity], Phase: k.Phase, Seed: k.Seed}
}

func (m *Made) file(n int) *File {
	r := &m.rows[n]
	return m.kinds[r.kind].Make(int(r.index))
}
