package extract

import (
	"cmp"

	"provc/compiler/value"
)

// Batch are entities that one goroutine reads.
type Batch struct {
	reader *Reader
	fresh  *value.Packer
	count  int // of those in fresh
	placed value.Placed
	news   []news
}

// news is what a batch read and nobody remembers yet.
type news struct {
	setting
	text []byte
	at   int // in fresh; -1: it is not written out
}

// Batch begins to read entities, once all is prepared.
func (r *Reader) Batch() *Batch { return &Batch{reader: r.copied(), fresh: value.NewPacker()} }

// Read reads an entity, if it is written out.
func (b *Batch) Read(f *File, i int) bool {
	s, m := f.spans[i], b.reader.Memory
	text := f.text[s.start:s.end]
	var in setting
	if m != nil {
		in = setting{b.reader.settings[f][s.uses], f.column(i)}
		if known, ok := m.find(in, text); ok {
			if known.in != nil {
				b.placed = append(b.placed, value.Place{In: known.in, I: known.i, File: f.name, Line: int(s.line)})
			}
			return known.in != nil
		}
	}
	entity, ok := b.reader.read(f, i)
	if m != nil {
		n := news{setting: in, text: text}
		if n.at = -1; ok {
			n.at = b.count
			b.placed = append(b.placed, value.Place{I: b.count, File: f.name, Line: int(s.line)})
		}
		b.news = append(b.news, n)
	}
	if ok {
		b.fresh.Add(entity, f.lines(i))
		b.count++
	}
	return ok
}

// Entities are those that were read.
func (b *Batch) Entities() value.Entities {
	fresh := b.fresh.Packed()
	m := b.reader.Memory
	if m == nil {
		return fresh
	}
	for i := range b.placed {
		b.placed[i].In = cmp.Or(b.placed[i].In, fresh)
	}
	for _, n := range b.news {
		r := &remembered{i: n.at}
		if n.at >= 0 {
			r.in = fresh
		}
		m.add(n.setting, n.text, r)
	}
	return b.placed
}
