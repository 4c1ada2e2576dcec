package source

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"

	"provc/compiler/diag"
)

// Evaluated values as bytes: for a cache, and for entities by the thousand, which
// take ten times the memory as nodes. Numbers are varints, and each text stands
// once in a table, by the number of which it is called.

// packer makes bytes of values.
type packer struct {
	out     []byte
	texts   []string
	numbers map[string]uint64 // of texts
}

func newPacker() *packer { return &packer{numbers: map[string]uint64{}} }

func (p *packer) number(n int) { p.out = binary.AppendUvarint(p.out, uint64(n)) }

func (p *packer) text(s string) {
	n, ok := p.numbers[s]
	if !ok {
		n = uint64(len(p.texts))
		p.numbers[s] = n
		p.texts = append(p.texts, s)
	}
	p.out = binary.AppendUvarint(p.out, n)
}

func (p *packer) pos(at diag.Pos) {
	p.text(at.File)
	p.number(at.Line)
	p.number(at.Column)
}

func (p *packer) field(f Field) {
	p.text(f.Label)
	p.pos(f.Pos)
	p.node(f.Value)
}

func (p *packer) node(n *Node) {
	p.out = append(p.out, byte(n.Kind))
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

// packed are entities as bytes.
type packed struct {
	data  []byte
	texts []string
	at    []uint32 // where each begins
}

// add adds an entity.
func (p *packed) add(in *packer, f Field) {
	p.at = append(p.at, uint32(len(in.out)))
	in.field(f)
}

// done ends adding.
func (p *packed) done(in *packer) *packed {
	p.data, p.texts = slices.Clip(in.out), slices.Clip(in.texts)
	return p
}

func (p *packed) Len() int { return len(p.at) }

func (p *packed) Label(i int) string {
	u := p.unpacker(i)
	return u.text()
}

func (p *packed) At(i int, in *Memory) (Field, *diag.Diagnostic) {
	u := p.unpacker(i)
	u.memory = in
	return u.field(0), nil
}

func (p *packed) unpacker(i int) *unpacker { return &unpacker{in: p.data[p.at[i]:], texts: p.texts} }

// encode makes bytes of deployments.
func encode(deployments []*Deployment) []byte {
	body := newPacker()
	body.number(len(deployments))
	for _, d := range deployments {
		body.text(d.Name)
		body.text(d.Vendor)
		body.pos(d.Pos)
		body.node(d.Frame(Containers...))
		for _, label := range Containers {
			all := d.Entities(label)
			entities := &packer{texts: body.texts, numbers: body.numbers}
			body.number(all.Len())
			for i := range all.Len() {
				f, _ := all.At(i, nil)
				before := len(entities.out)
				entities.field(f)
				body.number(len(entities.out) - before)
			}
			body.texts = entities.texts
			body.number(len(entities.out))
			body.out = append(body.out, entities.out...)
		}
	}
	head := newPacker()
	head.number(len(body.texts))
	for _, s := range body.texts {
		head.number(len(s))
		head.out = append(head.out, s...)
	}
	return append(head.out, body.out...)
}

var errEncoding = errors.New("these are no deployments")

// decode is the opposite. Entities stay packed.
func decode(data []byte) ([]*Deployment, error) {
	u := &unpacker{in: data}
	for range min(u.number(), len(u.in)) {
		u.texts = append(u.texts, string(u.take(u.number())))
	}
	var deployments []*Deployment
	for range min(u.number(), len(u.in)) {
		d := &Deployment{Name: u.text(), Vendor: u.text(), Pos: u.pos()}
		d.Root = u.node(0)
		for _, label := range Containers {
			p := &packed{texts: u.texts}
			at := 0
			for range min(u.number(), len(u.in)) {
				p.at = append(p.at, uint32(at))
				at += u.number()
			}
			if p.data = u.take(u.number()); at != len(p.data) {
				u.fail()
			}
			d.Add(label, p)
		}
		deployments = append(deployments, d)
	}
	if len(u.in) > 0 {
		u.fail()
	}
	if u.err == nil {
		u.err = u.look(deployments)
	}
	return deployments, u.err
}

// look goes through packed entities once, since nobody asks for errors later.
func (u *unpacker) look(deployments []*Deployment) error {
	for _, d := range deployments {
		for _, all := range d.Later {
			for _, some := range all {
				p := some.(*packed)
				for i := range p.at {
					end := uint32(len(p.data))
					if i+1 < len(p.at) {
						end = p.at[i+1]
					}
					one := &unpacker{in: p.data[p.at[i]:end], texts: p.texts}
					if one.field(0); one.err != nil || len(one.in) > 0 {
						return errEncoding
					}
				}
			}
		}
	}
	return nil
}

// unpacker makes values of bytes.
type unpacker struct {
	in    []byte
	texts []string
	err   error

	memory *Memory
}

func (u *unpacker) fail() { u.err, u.in = errEncoding, nil }

func (u *unpacker) number() int {
	n, size := binary.Uvarint(u.in)
	if size <= 0 || n > math.MaxInt32 {
		u.fail()
		return 0
	}
	u.in = u.in[size:]
	return int(n)
}

func (u *unpacker) take(n int) []byte {
	if n > len(u.in) {
		u.fail()
		return nil
	}
	b := u.in[:n]
	u.in = u.in[n:]
	return b
}

func (u *unpacker) text() string {
	n := u.number()
	if n >= len(u.texts) {
		u.fail()
		return ""
	}
	return u.texts[n]
}

func (u *unpacker) pos() diag.Pos {
	return diag.Pos{File: u.text(), Line: u.number(), Column: u.number()}
}

func (u *unpacker) field(depth int) Field {
	return Field{Label: u.text(), Pos: u.pos(), Value: u.node(depth)}
}

// maxDepth is far deeper than values of a deployment nest.
const maxDepth = 1000

func (u *unpacker) node(depth int) *Node {
	n := u.memory.Node(Node{})
	kind := u.take(1)
	if len(kind) == 0 || Kind(kind[0]) > Struct || depth > maxDepth {
		u.fail()
		return n
	}
	n.Kind = Kind(kind[0])
	n.Pos = u.pos()
	switch n.Kind {
	case Struct:
		size := min(u.number(), len(u.in))
		n.Fields = u.memory.Fields(size)
		for range size {
			if u.err != nil {
				break
			}
			n.Fields = append(n.Fields, u.field(depth+1))
		}
	case List:
		size := min(u.number(), len(u.in))
		for range size {
			if u.err != nil {
				break
			}
			n.Items = append(n.Items, u.node(depth+1))
		}
	default:
		n.Text = u.text()
	}
	return n
}
