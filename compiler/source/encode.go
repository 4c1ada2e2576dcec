package source

import (
	"encoding/binary"
	"errors"

	"provc/compiler/diag"
)

// Evaluated deployments as bytes, for a cache: numbers as varints, each text
// once.

type encoder struct {
	out   []byte
	texts map[string]uint64
}

func encode(deployments []*Deployment) []byte {
	e := encoder{texts: map[string]uint64{}}
	e.number(len(deployments))
	for _, d := range deployments {
		e.text(d.Name)
		e.text(d.Vendor)
		e.pos(d.Pos)
		e.node(d.Root)
	}
	return e.out
}

func (e *encoder) number(n int) { e.out = binary.AppendUvarint(e.out, uint64(n)) }

// text writes a text the first time, and its number from then on.
func (e *encoder) text(s string) {
	if n, ok := e.texts[s]; ok {
		e.out = binary.AppendUvarint(e.out, n)
		return
	}
	e.texts[s] = uint64(len(e.texts)) + 1
	e.out = binary.AppendUvarint(e.out, 0)
	e.number(len(s))
	e.out = append(e.out, s...)
}

func (e *encoder) pos(p diag.Pos) {
	e.text(p.File)
	e.number(p.Line)
	e.number(p.Column)
}

func (e *encoder) node(n *Node) {
	e.out = append(e.out, byte(n.Kind))
	e.pos(n.Pos)
	switch n.Kind {
	case Struct:
		e.number(len(n.Fields))
		for _, f := range n.Fields {
			e.text(f.Label)
			e.pos(f.Pos)
			e.node(f.Value)
		}
	case List:
		e.number(len(n.Items))
		for _, i := range n.Items {
			e.node(i)
		}
	default:
		e.text(n.Text)
	}
}

var errEncoding = errors.New("these are no deployments")

type decoder struct {
	in    []byte
	texts []string
	err   error
}

func decode(data []byte) ([]*Deployment, error) {
	d := decoder{in: data}
	var deployments []*Deployment
	for range min(d.number(), len(d.in)) {
		x := &Deployment{Name: d.text(), Vendor: d.text(), Pos: d.pos()}
		x.Root = d.node(0)
		deployments = append(deployments, x)
	}
	if len(d.in) > 0 {
		d.err = errEncoding
	}
	return deployments, d.err
}

// number reads a number.
func (d *decoder) number() int {
	n, size := binary.Uvarint(d.in)
	if size <= 0 || n > 1<<31 {
		d.err, d.in = errEncoding, nil
		return 0
	}
	d.in = d.in[size:]
	return int(n)
}

func (d *decoder) text() string {
	n := d.number()
	if n > 0 {
		if n > len(d.texts) {
			d.err = errEncoding
			return ""
		}
		return d.texts[n-1]
	}
	size := d.number()
	if size > len(d.in) {
		d.err, d.in = errEncoding, nil
		return ""
	}
	s := string(d.in[:size])
	d.in = d.in[size:]
	d.texts = append(d.texts, s)
	return s
}

func (d *decoder) pos() diag.Pos {
	return diag.Pos{File: d.text(), Line: d.number(), Column: d.number()}
}

// maxDepth is far deeper than values of a deployment nest.
const maxDepth = 1000

func (d *decoder) node(depth int) *Node {
	n := &Node{}
	if len(d.in) == 0 || Kind(d.in[0]) > Struct || depth > maxDepth {
		d.err, d.in = errEncoding, nil
		return n
	}
	n.Kind = Kind(d.in[0])
	d.in = d.in[1:]
	n.Pos = d.pos()
	switch n.Kind {
	case Struct:
		size := min(d.number(), len(d.in))
		n.Fields = make([]Field, 0, size)
		for range size {
			if d.err != nil {
				break
			}
			n.Fields = append(n.Fields, Field{Label: d.text(), Pos: d.pos(), Value: d.node(depth + 1)})
		}
	case List:
		size := min(d.number(), len(d.in))
		for range size {
			if d.err != nil {
				break
			}
			n.Items = append(n.Items, d.node(depth+1))
		}
	default:
		n.Text = d.text()
	}
	return n
}
