// Package editor answers what people ask about a place of a text of CUE while they type
// it: what stands there, what may stand there, and whom it reaches. It knows the
// catalogues of the vendors, the texts of a package as they are, and what its last
// compile made, which may be of older texts. Values of secrets are in no answer, and
// what looks like free text is not repeated.
//
// A file is named as findings name it, and a place by its offset in bytes.
package editor

import (
	"bytes"
	"slices"
	"strings"
	"sync"

	"provc/compiler"
	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/diag"
	"provc/compiler/editor/outline"
	"provc/compiler/editor/reach"
	"provc/compiler/vendor"
)

// Package is what is known of a package of CUE. It does not change, so that an editor
// asks the one that there is while another is made. Several goroutines may ask.
type Package struct {
	vendors  vendor.List
	texts    map[string][]byte // by file
	tables   []string          // that lie beside them
	compiled *compiled
	known    *sources
}

// New is a package that has not been compiled. Texts are those of its files, by the names
// that findings give them; they must not change. There may be none.
func New(vendors vendor.List, texts map[string][]byte) *Package {
	return &Package{vendors: vendors, texts: texts, compiled: &compiled{}, known: &sources{byFile: map[string]*source{}}}
}

// Now is the package with other texts, that have not been compiled: what the last compile
// told is known still.
func (p *Package) Now(texts map[string][]byte) *Package {
	return &Package{vendors: p.vendors, texts: texts, compiled: p.compiled, known: p.known}
}

// Compiled is the package with what a compile of these texts made, without errors.
func (p *Package) Compiled(texts map[string][]byte, made *compiler.Package) *Package {
	q := p.Now(texts)
	q.compiled = newCompiled(p.vendors, texts, made)
	return q
}

// Beside is the package with tables that lie in its folder, by their names there.
func (p *Package) Beside(tables []string) *Package {
	q := *p
	q.tables = tables
	return &q
}

// Prepare works out whom what reaches, which takes as long as reading all files of the
// root. Whoever asks for it first waits for it, so that it is better called beside, before
// the package is handed to those who answer.
func (p *Package) Prepare() {
	p.compiled.account()
	p.scene("", nil)
	for _, v := range p.vendors {
		parameters(v.Schema())
	}
	p.checks()
}

// checks are those whose findings may be accepted.
func (p *Package) checks() []*diag.Check {
	var all []*diag.Check
	for _, set := range compiler.Sets(p.vendors) {
		for _, c := range set.Sorted() {
			d := c.Document()
			if d.Severity != diag.Error || slices.ContainsFunc(d.Also, func(a diag.Also) bool { return a.Severity != diag.Error }) {
				all = append(all, c)
			}
		}
	}
	return all
}

// named is a parameter, with its name in lower case.
type named struct {
	catalogue.Param
	lower string
}

// listed are the parameters of catalogues, which take a while to list, by *catalogue.Schema.
var listed sync.Map

// parameters lists those of a catalogue.
func parameters(of *catalogue.Schema) []named {
	if known, ok := listed.Load(of); ok {
		return known.([]named)
	}
	var all []named
	of.Params(func(p catalogue.Param) bool {
		all = append(all, named{p, strings.ToLower(p.Name)})
		return true
	})
	listed.Store(of, all)
	return all
}

// sources are files that have been gone over, the last text of each.
type sources struct {
	mu     sync.Mutex
	byFile map[string]*source
}

// of is what a file says.
func (s *sources) of(file string, text []byte) *source {
	s.mu.Lock()
	known := s.byFile[file]
	s.mu.Unlock()
	if known != nil && bytes.Equal(known.Text, text) {
		return known
	}
	if known != nil {
		known = newSource(file, known.Edited(text))
	} else {
		known = newSource(file, outline.Of(text))
	}
	s.mu.Lock()
	s.byFile[file] = known
	s.mu.Unlock()
	return known
}

// compiled is what the last compile made. Its zero value is that there was none.
type compiled struct {
	texts map[string][]byte // that it was made of
	tree  *artifact.Tree

	made func() *reach.Account
}

func newCompiled(vendors vendor.List, texts map[string][]byte, made *compiler.Package) *compiled {
	c := &compiled{texts: texts, tree: made.Tree}
	c.made = sync.OnceValue(func() *reach.Account { return reach.New(vendors, made) })
	return c
}

// account is who reads what, or nil.
func (c *compiled) account() *reach.Account {
	if c.made == nil {
		return nil
	}
	return c.made()
}
