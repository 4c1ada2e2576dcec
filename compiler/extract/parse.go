package extract

import (
	"bytes"
	"math"
	"path/filepath"
	"strings"
	"sync"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/parser"
)

// worthwhile is the size from which on it pays to look for entities: CUE evaluates
// the few of smaller files as fast.
const worthwhile = 2 << 10

// Parser extracts entities from files while CUE loads packages.
type Parser struct {
	// Name is the name of a file in findings.
	Name func(string) string
	// From is the size from which on entities are looked for; 0 for one that pays.
	From int
	// Memory has what earlier runs found; nil: nothing.
	Memory *Memory

	mu    sync.Mutex
	files map[*ast.File]*File
}

// Parse parses a file without the entities that are written out in it.
func (p *Parser) Parse(name string, text []byte, cfg parser.Config) (*ast.File, error) {
	from := p.From
	if from == 0 {
		from = worthwhile
	}
	if len(text) < from || len(text) > math.MaxUint32 || strings.Contains(filepath.ToSlash(name), "/cue.mod/") {
		return parser.ParseFile(name, text, cfg)
	}
	found, ok := p.find(p.Name(name), text)
	if !ok || found.Len() == 0 {
		return p.whole(name, text, cfg)
	}
	file, err := parser.ParseFile(name, found.rest(), cfg)
	if err != nil {
		return p.whole(name, text, cfg) // which tells mistakes of the whole text
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.files == nil {
		p.files = map[*ast.File]*File{}
	}
	p.files[file] = found
	return file, nil
}

// whole parses a whole file. If it is not valid CUE, what was valid before and has not
// changed need not be gone through again to tell so.
func (p *Parser) whole(name string, text []byte, cfg parser.Config) (*ast.File, error) {
	if p.Memory != nil {
		if before := p.Memory.file(p.Name(name)); before != nil {
			if rest, ok := since(before, text).rest(text); ok {
				if _, err := parser.ParseFile(name, rest, cfg); err != nil {
					return nil, err
				}
			}
		}
	}
	return parser.ParseFile(name, text, cfg)
}

// find finds entities, by what was found in an earlier text if that is remembered.
func (p *Parser) find(name string, text []byte) (*File, bool) {
	if p.Memory == nil {
		return find(name, text, nil)
	}
	before := p.Memory.file(name)
	if before != nil && bytes.Equal(before.text, text) {
		return before, true
	}
	found, ok := find(name, text, before)
	if ok {
		p.Memory.keep(found)
	}
	return found, ok
}

// Restore puts all entities of a file back into its syntax.
func (p *Parser) Restore(file *ast.File) error {
	found := p.files[file]
	if found == nil {
		return nil
	}
	delete(p.files, file)
	all := make([]int, found.Len())
	for i := range all {
		all[i] = i
	}
	return found.Restore(file, all)
}

// Extracted is what was extracted from a file, or nil.
func (p *Parser) Extracted(file *ast.File) *File { return p.files[file] }
