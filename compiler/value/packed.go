package value

import (
	"encoding/binary"
	"slices"

	"provc/compiler/diag"
)

// Packed are entities as bytes, which take a tenth of the memory that their values
// take. Numbers are varints, and each text stands once in a table and is called by
// its number there.
type Packed struct {
	data  []byte
	texts []string
	at    []uint32 // where each entity begins
}

// Packer makes bytes of entities.
type Packer struct {
	out     []byte
	texts   []string
	numbers map[string]uint64 // of texts
	at      []uint32

	own   diag.Pos // of the entity
	lines int      // that its text has
}

// NewPacker returns a packer without entities.
func NewPacker() *Packer { return &Packer{numbers: map[string]uint64{}} }

// Add packs an entity. Lines are how many its text has; places in them are kept relative
// to its first line, so that the entity can be placed elsewhere. 0: it has no text of its
// own.
func (p *Packer) Add(f Field, lines int) {
	p.at = append(p.at, uint32(len(p.out)))
	p.own, p.lines = f.Pos, lines
	p.text(f.Pos.File)
	p.number(f.Pos.Line)
	p.field(f)
}

// Packed returns what was packed.
func (p *Packer) Packed() *Packed {
	return &Packed{data: slices.Clip(p.out), texts: slices.Clip(p.texts), at: slices.Clip(p.at)}
}

func (p *Packer) number(n int) { p.out = binary.AppendUvarint(p.out, uint64(n)) }

func (p *Packer) text(s string) {
	n, ok := p.numbers[s]
	if !ok {
		n = uint64(len(p.texts))
		p.numbers[s] = n
		p.texts = append(p.texts, s)
	}
	p.out = binary.AppendUvarint(p.out, n)
}

// pos packs a place. A line is odd if it is counted from the entity's own.
func (p *Packer) pos(at diag.Pos) {
	if line := at.Line - p.own.Line; 0 <= line && line < p.lines && at.File == p.own.File {
		p.number(line<<1 | 1)
	} else {
		p.number(at.Line << 1)
		p.text(at.File)
	}
	p.number(at.Column)
}

func (p *Packer) field(f Field) {
	p.text(f.Label)
	p.pos(f.Pos)
	p.node(f.Value)
}

func (p *Packer) node(n *Node) {
	p.out = append(p.out, byte(n.Kind)|n.Quote<<4) // both are less than 16
	p.pos(n.Pos)
	switch n.Kind {
	case Struct:
		p.number(len(n.Fields))
		for _, f := range n.Fields {
			p.field(f)
		}
	case List:
		p.number(len(n.Items))
		for _, i := range n.Items {
			p.node(i)
		}
	default:
		p.text(n.Text)
	}
}

// Len is how many entities there are.
func (p *Packed) Len() int { return len(p.at) }

// Label is the ID of the i-th entity.
func (p *Packed) Label(i int) string {
	u := p.unpacker(i, nil)
	return u.text()
}

// At makes the i-th entity. Nothing can be wrong with its text.
func (p *Packed) At(i int, in *Arena) (Field, *diag.Diagnostic) {
	return p.unpacker(i, in).field(), nil
}

func (p *Packed) unpacker(i int, in *Arena) *unpacker {
	u := &unpacker{in: p.data[p.at[i]:], texts: p.texts, arena: in}
	u.file, u.line = u.text(), u.number()
	return u
}

// Placed are entities that were packed when they stood elsewhere: the same text in
// another place.
type Placed []Place

// Place is an entity, and where it stands now.
type Place struct {
	In   *Packed
	I    int
	File string
	Line int
}

// Len is how many entities there are.
func (p Placed) Len() int { return len(p) }

// Label is the ID of the i-th entity.
func (p Placed) Label(i int) string { return p[i].In.Label(p[i].I) }

// At makes the i-th entity. Nothing can be wrong with its text.
func (p Placed) At(i int, in *Arena) (Field, *diag.Diagnostic) {
	u := p[i].In.unpacker(p[i].I, in)
	u.file, u.line = p[i].File, p[i].Line
	return u.field(), nil
}

// unpacker makes values of what a packer wrote.
type unpacker struct {
	in    []byte
	texts []string
	arena *Arena
	file  string // in which the entity stands
	line  int
}

func (u *unpacker) number() int {
	n, size := binary.Uvarint(u.in)
	u.in = u.in[size:]
	return int(n)
}

func (u *unpacker) text() string { return u.texts[u.number()] }

func (u *unpacker) pos() diag.Pos {
	line := u.number()
	at := diag.Pos{File: u.file, Line: u.line + line>>1}
	if line&1 == 0 {
		at = diag.Pos{File: u.text(), Line: line >> 1}
	}
	at.Column = u.number()
	return at
}

func (u *unpacker) field() Field {
	return Field{Label: u.text(), Pos: u.pos(), Value: u.node()}
}

func (u *unpacker) node() *Node {
	n := u.arena.Node(Node{Kind: Kind(u.in[0] & 15), Quote: u.in[0] >> 4})
	u.in = u.in[1:]
	n.Pos = u.pos()
	switch n.Kind {
	case Struct:
		size := u.number()
		n.Fields = u.arena.Fields(size)
		for range size {
			n.Fields = append(n.Fields, u.field())
		}
	case List:
		for range u.number() {
			n.Items = append(n.Items, u.node())
		}
	default:
		n.Text = u.text()
	}
	return n
}
