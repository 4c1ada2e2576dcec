package source

import (
	"slices"
	"strings"
	"sync"

	"provc/compiler/diag"
)

// texts are the entities of one sort of a deployment that scans took out of their
// files. Each is read again from the text when it is asked for.
type texts struct {
	files     []*scan
	places    []place         // where each entity is declared first
	more      map[int][]place // by the number of an entity: where it is declared again
	templates map[string]*template
}

// place is a spot in one of several files.
type place struct {
	spot
	file uint32
}

func (t *texts) Len() int { return len(t.places) }

// At makes an entity. Nothing can be wrong with it: it has been looked through.
func (t *texts) At(i int, in *Memory) (Field, *diag.Diagnostic) {
	f, ok := t.entity(i, in)
	if !ok {
		panic("an entity that was looked through cannot be read")
	}
	return f, nil
}

// Label returns the ID of an entity without making it.
func (t *texts) Label(i int) string { return t.label(t.places[i]) }

func (t *texts) label(p place) string {
	label, _ := t.cursor(p, nil).label()
	return label
}

func (t *texts) cursor(p place, in *Memory) *cursor {
	s := t.files[p.file]
	at := int(p.start)
	return &cursor{
		text: s.text, at: at, line: int(p.line), lineStart: strings.LastIndexByte(s.text[:at], '\n') + 1,
		file: s.file, templates: t.templates, memory: in,
	}
}

// entity makes an entity of all its declarations.
func (t *texts) entity(i int, in *Memory) (Field, bool) {
	var out Field
	if !t.cursor(t.places[i], in).field(&out) {
		return Field{}, false
	}
	for _, p := range t.more[i] {
		var f Field
		if !t.cursor(p, in).field(&f) || !merge(&out, f) {
			return Field{}, false
		}
	}
	return out, out.Value.complete()
}

// add adds the entities of a group.
func (t *texts) add(s *scan, g group) {
	file := slices.Index(t.files, s)
	if file < 0 {
		file = len(t.files)
		t.files = append(t.files, s)
	}
	for _, spot := range s.spots[g.from:g.to] {
		t.places = append(t.places, place{spot, uint32(file)})
	}
}

// join makes one entity of declarations under one ID.
func (t *texts) join() {
	index := make(map[string]int, len(t.places))
	t.more = map[int][]place{}
	first := t.places[:0]
	for _, p := range t.places {
		label := t.label(p)
		if i, again := index[label]; again {
			t.more[i] = append(t.more[i], p)
			continue
		}
		index[label] = len(first)
		first = append(first, p)
	}
	t.places = first
}

// unfit makes the entities whose values may not go together, and returns the IDs
// of those whose do not.
func (t *texts) unfit(jobs int) map[string]bool {
	ids := map[string]bool{}
	var mu sync.Mutex
	var group sync.WaitGroup
	size := len(t.places)/jobs + 1
	for from := 0; from < len(t.places); from += size {
		group.Go(func() {
			for i := from; i < min(from+size, len(t.places)); i++ {
				if !t.places[i].odd && t.more[i] == nil {
					continue
				}
				if _, ok := t.entity(i, nil); !ok {
					mu.Lock()
					ids[t.Label(i)] = true
					mu.Unlock()
				}
			}
		})
	}
	group.Wait()
	return ids
}
