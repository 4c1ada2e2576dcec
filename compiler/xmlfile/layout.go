package xmlfile

import (
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/beevik/etree"

	"provc/compiler/artifact"
)

// Tree makes the document of a file. Only the values of the parameters may
// differ between the trees of parameters of the same names.
type Tree func([]artifact.Param) (*etree.Document, error)

// Layouts writes files of one kind, many of which differ in nothing but values,
// as those of users do. The first of a layout is made as a tree and cut up at the
// values; the others are put together of the pieces. Several goroutines may use
// it.
type Layouts struct {
	mu    sync.RWMutex
	known map[string]layout // nil pieces: the file is not to be cut
}

// layout is a file's text around its values: a piece before each, and one at
// the end. Values come in the order of the document, not of the parameters.
type layout struct {
	pieces []string
	order  []int // which parameter's value follows a piece
	size   int   // of all pieces
}

// Bounds of what is remembered: layouts, and parameters of each. A file beyond
// is made as a tree.
const (
	maxLayouts = 256
	maxParams  = 256
)

// Bytes writes the file of the given parameters: the bytes of their tree.
func (l *Layouts) Bytes(params []artifact.Param, tree Tree) ([]byte, error) {
	if len(params) > maxParams {
		return plain(params, tree)
	}
	key := layoutKey(make([]byte, 0, 512), params)
	l.mu.RLock()
	known, ok := l.known[string(key)]
	full := len(l.known) == maxLayouts
	l.mu.RUnlock()
	if !ok && !full {
		var err error
		if known, err = newLayout(params, tree); err != nil {
			return nil, err
		}
		l.mu.Lock()
		if l.known == nil {
			l.known = map[string]layout{}
		}
		if len(l.known) < maxLayouts {
			l.known[string(key)] = known
		}
		l.mu.Unlock()
	}
	if known.pieces == nil {
		return plain(params, tree)
	}
	return known.fill(params), nil
}

func plain(params []artifact.Param, tree Tree) ([]byte, error) {
	doc, err := tree(params)
	if err != nil {
		return nil, err
	}
	return Bytes(doc), nil
}

// layoutKey appends all of the parameters that a layout depends on.
func layoutKey(key []byte, params []artifact.Param) []byte {
	for i := range params {
		for _, text := range [...]string{params[i].Name, params[i].Access} {
			key = append(binary.AppendUvarint(key, uint64(len(text))), text...)
		}
	}
	return key
}

// mark stands around the number of a parameter in the place of its value. No
// file can hold it otherwise.
const mark = "\x00"

func newLayout(params []artifact.Param, tree Tree) (layout, error) {
	marked := slices.Clone(params)
	for i := range marked {
		marked[i].Value = mark + strconv.Itoa(i) + mark
	}
	text, err := plain(marked, tree)
	if err != nil {
		return layout{}, err
	}
	parts := strings.Split(string(text), mark)
	if len(parts) != 2*len(params)+1 {
		return layout{}, nil // a value that is not written, or a name with a mark
	}
	var l layout
	for i, part := range parts {
		if i%2 == 0 {
			l.pieces = append(l.pieces, part)
			l.size += len(part)
			continue
		}
		n, err := strconv.Atoi(part)
		if err != nil || slices.Contains(l.order, n) {
			return layout{}, nil
		}
		l.order = append(l.order, n)
	}
	return l, nil
}

func (l layout) fill(params []artifact.Param) []byte {
	size := l.size + 64 // for what is escaped, mostly
	for i := range params {
		size += len(params[i].Value)
	}
	b := make([]byte, 0, size)
	for i, n := range l.order {
		b = append(b, l.pieces[i]...)
		b = appendEscaped(b, params[n].Value)
	}
	return append(b, l.pieces[len(l.order)]...)
}
