package extract

import (
	"bytes"
	"maps"
	"sort"
)

// An editor has a file gone through again with each letter that somebody types. What an
// earlier look at it found before and behind the letter is where it was, or has moved as a
// whole: it is passed over at once.

// earlier is a file as it was, held against its text now.
type earlier struct {
	*File
	head  int // as many bytes at the beginning are the same
	tail  int // from this offset of now on, the rest is the same
	moved int // by how much that has moved
}

func since(before *File, text []byte) *earlier {
	e := &earlier{File: before, head: sameHead(before.text, text)}
	most := min(len(before.text), len(text)) - e.head
	tail := sameTail(before.text, text, most)
	e.tail, e.moved = len(text)-tail, len(text)-len(before.text)
	return e
}

func sameHead(a, b []byte) int {
	const step = 256
	n, i := min(len(a), len(b)), 0
	for i+step <= n && bytes.Equal(a[i:i+step], b[i:i+step]) {
		i += step
	}
	for i < n && a[i] == b[i] {
		i++
	}
	return i
}

func sameTail(a, b []byte, most int) int {
	const step = 256
	i := 0
	at := func(of []byte, i int) []byte { return of[len(of)-i-step : len(of)-i] }
	for i+step <= most && bytes.Equal(at(a, i), at(b, i)) {
		i += step
	}
	for i < most && a[len(a)-1-i] == b[len(b)-1-i] {
		i++
	}
	return i
}

// run is a run of entities of old that begins at an offset, and of which the last begins in
// what is the same; between them stands nothing. It has no length if there is none.
func (e *earlier) run(at int) (from, to, moved int) {
	end := e.head
	if at >= e.tail {
		moved, end = e.moved, len(e.text)
	}
	from = sort.Search(len(e.spans), func(i int) bool { return int(e.spans[i].start) >= at-moved })
	if from == len(e.spans) || int(e.spans[from].start) != at-moved {
		return 0, 0, 0
	}
	last := e.lastWith(from)
	for to = from; to+1 < last && int(e.spans[to+1].start) < end && isBlank(e.text[e.spans[to].end:e.spans[to+1].start]); {
		to++
	}
	return from, to, moved
}

// rest is the text of now without the entities that are what they were, but for those
// next to what has changed: a mistake may reach into them. Lines and offsets stay.
func (e *earlier) rest(text []byte) (rest []byte, ok bool) {
	head := sort.Search(len(e.spans), func(i int) bool { return int(e.spans[i].end) >= e.head })
	tail := sort.Search(len(e.spans), func(i int) bool { return int(e.spans[i].start) > e.tail-e.moved })
	rest = bytes.Clone(text)
	clear := func(spans []span, moved int) {
		for _, s := range spans {
			clearText(rest[int(s.start)+moved : int(s.end)+moved])
		}
	}
	head, tail = max(head-1, 0), min(tail+1, len(e.spans))
	clear(e.spans[:head], 0)
	clear(e.spans[tail:], e.moved)
	return rest, head > 0 || tail < len(e.spans)
}

// lastWith is the number behind the last entity of the struct that holds one.
func (f *File) lastWith(i int) int {
	behind := sort.SearchInts(f.first, i+1)
	if behind == len(f.first) {
		return len(f.spans)
	}
	return f.first[behind]
}

func isBlank(text []byte) bool { return len(bytes.TrimLeft(text, " \t\r\n")) == 0 }

// pass goes over entities that an earlier look found, up to the last of them.
func (f *finder) pass() {
	if f.before == nil || len(f.aliases) > 0 {
		return
	}
	from, to, moved := f.before.run(f.now.Start)
	if from == to {
		return
	}
	f.countLines(f.now.Start)
	lines := int(f.line) - int(f.before.spans[from].line)
	numbers := map[uint32]uint32{}
	for _, s := range f.before.spans[from:to] {
		n, known := numbers[s.uses]
		if !known {
			n = f.use(f.before.uses[s.uses])
			numbers[s.uses] = n
		}
		f.file.spans = append(f.file.spans, span{uint32(int(s.start) + moved), uint32(int(s.end) + moved), uint32(int(s.line) + lines), n})
	}
	maps.Copy(f.inEntities, f.before.qualifiers) // those of entities that are no longer there do no harm
	next := f.before.spans[to]
	f.at, f.line = int(next.start)+moved, int(next.line)+lines
	f.wrong += f.ErrorCount
	f.begin(f.at)
}
