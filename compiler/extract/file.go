// Package extract takes entities (users and handsets) that are written out from the
// text of CUE files, so that neither their syntax nor their evaluation is ever in
// memory: of a fleet of thousands, each is parsed by itself and packed. It finds where
// entities begin and end by CUE's own scanner, and reads them by CUE's own parser.
//
// It reads less than CUE does and never otherwise. An entity is written out if it
// holds labels and values that stand for themselves, perhaps unified with hidden
// structs of the package that are written out, too:
//
//	ann: _staff & {label: "Ann", params: reg: "2": {address: "1044"}}
//
// Whether nothing else in the package adds to an entity or reads it, those who
// evaluate the package know; what they do not want extracted, Restore puts back.
package extract

import (
	"bytes"
	"cmp"
	"slices"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/ast/astutil"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/parser"
	"cuelang.org/go/cue/token"
)

// File is a file from which entities were extracted.
type File struct {
	name   string // as findings name it
	text   []byte
	places []int    // of the structs that held entities, ascending
	first  []int    // the number of the first entity of each
	spans  []span   // of entities, in the order of the text
	uses   []string // names of hidden structs, space-separated; each list once

	qualifiers map[string]bool // names before a dot in entities
}

// span is where an entity stands in the text.
type span struct {
	start, end uint32 // with the comma behind it
	line       uint32 // of the start, counted from 1
	uses       uint32 // the number of the list of hidden structs that it names
}

// Entities are the numbers of the first entity of the struct that begins at an offset,
// and of the one behind its last.
func (f *File) Entities(place int) (from, to int) {
	i, ok := slices.BinarySearch(f.places, place)
	if !ok {
		return 0, 0
	}
	if i+1 == len(f.places) {
		return f.first[i], len(f.spans)
	}
	return f.first[i], f.first[i+1]
}

// Len is how many entities were extracted.
func (f *File) Len() int { return len(f.spans) }

// Label is the ID of an entity.
func (f *File) Label(i int) string {
	text := f.text[f.spans[i].start:f.spans[i].end]
	if text[0] == '"' {
		label, _, _ := bytes.Cut(text[1:], []byte(`"`))
		return string(label)
	}
	label, _, _ := bytes.Cut(text, []byte(":"))
	return string(bytes.TrimSpace(label))
}

// column is how many bytes stand before an entity in its line.
func (f *File) column(i int) int {
	start := int(f.spans[i].start)
	return start - bytes.LastIndexByte(f.text[:start], '\n') - 1
}

// lines is how many lines an entity's text has.
func (f *File) lines(i int) int {
	return bytes.Count(f.text[f.spans[i].start:f.spans[i].end], []byte("\n")) + 1
}

// rest is the text without entities. Lines and offsets stay.
func (f *File) rest() []byte {
	rest := bytes.Clone(f.text)
	for _, s := range f.spans {
		clearText(rest[s.start:s.end])
	}
	for _, place := range f.places {
		if from, to := f.Entities(place); from < to && rest[place] != '{' {
			copy(rest[place:], "{}") // in the place of a struct without braces
		}
	}
	return rest
}

func clearText(text []byte) {
	for i, c := range text {
		if c != '\n' {
			text[i] = ' '
		}
	}
}

// Restore puts entities back into the syntax from which they were extracted. Its error
// is the parser's, of an entity that is not valid CUE.
func (f *File) Restore(file *ast.File, entities []int) error {
	if len(entities) == 0 {
		return nil
	}
	// Parsed in one text, in which nothing else is left, they stand where they stood.
	alone := bytes.Clone(f.text)
	clearText(alone)
	for _, i := range entities {
		s := f.spans[i]
		copy(alone[s.start:s.end], f.text[s.start:s.end])
		if end := int(s.end); f.text[end-1] != ',' && end < len(alone) && alone[end] == ' ' {
			alone[end] = ',' // what separates it here may have been something else
		}
	}
	back, err := parser.ParseFile(file.Filename, alone)
	if err != nil {
		return err
	}
	in := map[int]*ast.StructLit{} // by where it begins
	ast.Walk(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.StructLit); ok && lit.Lbrace.IsValid() {
			in[lit.Lbrace.Offset()] = lit
		}
		return true
	}, nil)
	changed := map[*ast.StructLit]bool{}
	for _, d := range back.Decls {
		// What names stand for is found anew where the entity stands now.
		ast.Walk(d, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				id.Node, id.Scope = nil, nil
			}
			return true
		}, nil)
		behind, found := slices.BinarySearch(f.places, d.Pos().Offset())
		if found { // a struct without braces
			behind++
		}
		lit := in[f.places[behind-1]]
		lit.Elts = append(lit.Elts, d)
		changed[lit] = true
	}
	for lit := range changed {
		slices.SortStableFunc(lit.Elts, func(a, b ast.Decl) int { return cmp.Compare(a.Pos().Offset(), b.Pos().Offset()) })
	}
	var wrong errors.Error
	astutil.Resolve(file, func(pos token.Pos, format string, args ...any) {
		wrong = errors.Append(wrong, errors.Newf(pos, format, args...))
	})
	if wrong != nil {
		return wrong
	}
	return nil
}
