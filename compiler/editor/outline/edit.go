package outline

import (
	"bytes"
	"maps"
	"slices"
	"sort"
)

// Edited is the outline of a text that was edited since: it equals Of(text). What is
// declared before the edit, and behind it, is taken over, and only what lies between is
// gone over again.
func (o *Outline) Edited(text []byte) *Outline {
	before, behind := alike(o.Text, text)
	head := o.headBefore(before)
	if head < 0 {
		return Of(text)
	}
	h := &o.Nodes[head]
	made := &Outline{Text: text, Imports: maps.Clone(o.Imports)}
	m := machine{
		base:   made,
		nodes:  append(make([]Node, 0, len(o.Nodes)+64), o.Nodes[:head]...),
		frames: append(make([]frame, 0, len(o.frames)+64), o.frames[:h.before.frames]...),
		refs:   append(make([]Ref, 0, len(o.Refs)+16), o.Refs[:h.before.refs]...),
	}
	for i := h.Parent; i != None; i = o.Nodes[i].Parent {
		m.nodes[i].endPending = true
		if m.nodes[i].brace > h.Start {
			m.nodes[i].brace = 0
		}
	}
	rest := &remainder{from: o, by: int32(len(text) - len(o.Text)), frames: h.before.frames}
	m.meets = func(s *state, at int) bool { return at >= len(text)-behind && rest.begins(s, at) }
	m.run(int(h.Start), state{frame: h.frame, chain: h.Parent, words: words{counts: m.counts()}}, len(text)+1)
	if rest.found {
		rest.appendTo(&m)
	}
	return m.outline()
}

// alike is how many bytes two texts have in common at their beginning, and at their end
// behind those.
func alike(a, b []byte) (before, behind int) {
	const block = 4096
	n := min(len(a), len(b))
	for before+block <= n && bytes.Equal(a[before:before+block], b[before:before+block]) {
		before += block
	}
	for before < n && a[before] == b[before] {
		before++
	}
	n -= before
	endA, endB := len(a), len(b)
	for behind+block <= n && bytes.Equal(a[endA-behind-block:endA-behind], b[endB-behind-block:endB-behind]) {
		behind += block
	}
	for behind < n && a[endA-behind-1] == b[endB-behind-1] {
		behind++
	}
	return before, behind
}

// headBefore is the last declaration of which the first label stands before an offset, with
// its colon; -1 if there is none.
func (o *Outline) headBefore(offset int) int32 {
	i := int32(sort.Search(len(o.Nodes), func(i int) bool { return int(o.Nodes[i].From) >= offset })) - 1
	for ; i >= 0; i-- {
		n := &o.Nodes[i]
		if n.frame < 0 || n.before.parens > 0 {
			continue
		}
		if colon := bytes.IndexByte(o.Text[n.To:], ':'); colon >= 0 && int(n.To)+colon < offset {
			return i
		}
	}
	return -1
}

// remainder is what follows an edit, as it was before.
type remainder struct {
	from   *Outline
	by     int32 // how far it was moved
	frames int32 // how many of the brackets that were open before the edit are known

	found bool
	node  int32 // the first of it
}

// begins reports whether it begins at an offset: the same declaration began there before, in
// the same brackets.
func (r *remainder) begins(s *state, at int) bool {
	nodes := r.from.Nodes
	start := int32(at) - r.by
	i := sort.Search(len(nodes), func(i int) bool { return nodes[i].From >= start })
	if i == len(nodes) || nodes[i].Start != start || nodes[i].frame < 0 || nodes[i].before.parens > 0 || nodes[i].frame != s.frame || s.frame >= r.frames {
		return false
	}
	r.found, r.node = true, int32(i)
	return true
}

// appendTo adds the remainder to what a machine has made of the text before it.
func (r *remainder) appendTo(m *machine) {
	first := &r.from.Nodes[r.node]
	start, was, now := first.Start, first.before, m.counts()
	move := func(by, from int32, all ...*int32) {
		for _, x := range all {
			if *x >= from {
				*x += by
			}
		}
	}
	count := func(c *counts, from int32) { // of what begins at an offset
		if from >= start {
			c.nodes += now.nodes - was.nodes
			c.frames += now.frames - was.frames
			c.refs += now.refs - was.refs
		}
	}
	for i := range m.nodes { // which are open still
		if n := &m.nodes[i]; n.endPending {
			n.End, n.endPending = r.from.Nodes[i].End+r.by, false
			if brace := r.from.Nodes[i].brace; n.brace == 0 && brace > start {
				n.brace = brace + r.by
			}
		}
	}
	at := len(m.nodes)
	m.nodes = append(m.nodes, r.from.Nodes[r.node:]...)
	for i := range m.nodes[at:] {
		n := &m.nodes[at+i]
		if n.frame >= 0 {
			count(&n.before, n.Start)
		}
		move(r.by, start, &n.From, &n.To, &n.End, &n.Start, &n.brace)
		if n.ValueTo > 0 {
			move(r.by, start, &n.ValueFrom, &n.ValueTo)
		}
		move(now.nodes-was.nodes, was.nodes, &n.Parent, &n.head)
		move(now.frames-was.frames, was.frames, &n.frame)
	}
	at = len(m.frames)
	m.frames = append(m.frames, r.from.frames[was.frames:]...)
	for i := range m.frames[at:] {
		f := &m.frames[at+i]
		move(now.nodes-was.nodes, was.nodes, &f.owner, &f.around.chain)
		move(now.frames-was.frames, was.frames, &f.parent, &f.around.frame)
		w := &f.around.words
		count(&w.counts, w.from)
		move(r.by, start, &w.colon, &w.from, &w.to, &w.lastEnd)
	}
	at = len(m.refs)
	m.refs = append(m.refs, slices.Clone(r.from.Refs[was.refs:])...)
	for i := range m.refs[at:] {
		x := &m.refs[at+i]
		x.From, x.To = x.From+r.by, x.To+r.by
		move(now.nodes-was.nodes, was.nodes, &x.Node)
	}
}
