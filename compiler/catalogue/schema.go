// Package catalogue reads a vendor's CUE schema into tables: definitions, their fields,
// and parameters, which it finds by their names, misspelt ones, too. Whether a value is
// allowed is answered natively. The schema stays the one source of truth; nothing about a
// parameter is stated in Go.
//
// The schema is written in the part of CUE that lower.go understands; a
// constraint on a scalar beyond that is CUE's own to answer, one value at a time
// (leaf.go). What stands between entities (hidden fields, comprehensions) is left
// to the vendor's package.
package catalogue

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"sync"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/parser"

	"provc/compiler/diag"
	"provc/compiler/load"
	"provc/compiler/syntax"
)

// Schema is one vendor's package. Definitions are parsed and lowered when they
// are first asked for; it may be used by several goroutines.
type Schema struct {
	Vendor string
	Checks *diag.Set // those that fields name with @check(id); nil: they are not looked for

	// Languages read the texts of fields, by the id of the check that these name.
	Languages map[string]syntax.Language

	folder fs.FS
	names  []string // of its files
	read   func() error
	folds  func() map[string][]string // see recased

	spellings func() *spellings

	mu    sync.Mutex
	texts map[string][]byte   // by file name
	where map[string][]string // files that declare a definition, by its name
	files map[string]*ast.File
	types map[string]*Type

	leaves     []*leaf
	evaluation evaluation
}

// Open finds the schema of a vendor, a folder of fsys. Its files are read when
// a definition is first asked for.
func Open(fsys fs.FS, vendor string) (*Schema, error) {
	names, err := fs.Glob(fsys, vendor+"/*.cue")
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("no schema for %s", vendor)
	}
	s := &Schema{
		Vendor: vendor,
		folder: fsys,
		names:  names,
		texts:  map[string][]byte{},
		where:  map[string][]string{},
		files:  map[string]*ast.File{},
		types:  map[string]*Type{},
	}
	s.read = sync.OnceValue(s.index)
	s.folds = sync.OnceValue(s.fold)
	s.spellings = sync.OnceValue(s.spell)
	return s, nil
}

// Folder holds the vendor's folder, and perhaps others.
func (s *Schema) Folder() fs.FS { return s.folder }

// index reads the files and finds out which declares what.
func (s *Schema) index() error {
	for _, n := range s.names {
		text, err := fs.ReadFile(s.folder, n)
		if err != nil {
			return err
		}
		s.texts[n] = text
		for def := range load.Definitions(text) {
			if !slices.Contains(s.where[def], n) {
				s.where[def] = append(s.where[def], n)
			}
		}
	}
	return nil
}

// Type returns a definition, such as #Deployment. An unknown or ill-formed one
// is a mistake in the schema, which tests find.
func (s *Schema) Type(def string) (*Type, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.read(); err != nil {
		return nil, err
	}
	t := s.reference(def)
	return t, s.lower(t)
}

// MustType returns a definition of a schema that tests have read whole.
func (s *Schema) MustType(def string) *Type {
	t, err := s.Type(def)
	if err != nil {
		panic(err)
	}
	return t
}

// Definitions lists what the schema defines, by name.
func (s *Schema) Definitions() []string {
	if s.read() != nil {
		return nil // which is told by Type
	}
	return slices.Sorted(maps.Keys(s.where))
}

// reference returns the type of a definition, to be lowered when it is looked
// into. The caller holds mu.
func (s *Schema) reference(def string) *Type {
	t := s.types[def]
	if t == nil {
		t = &Type{Name: def, schema: s}
		s.types[def] = t
	}
	return t
}

// lower reads a definition's files and makes its type, once. The caller holds mu.
func (s *Schema) lower(t *Type) error {
	if t.lowered.Load() {
		return nil
	}
	found := false
	for _, name := range s.where[t.Name] {
		file := s.files[name]
		if file == nil {
			var err error
			file, err = parser.ParseFile(name, s.texts[name], parser.ParseComments)
			if err != nil {
				return err
			}
			s.files[name] = file
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.Field)
			if !ok {
				continue
			}
			if label, _, _ := ast.LabelName(f.Label); label != t.Name {
				continue
			}
			found = true
			if t.Doc == "" {
				t.Doc = doc(f)
			}
			if err := (lowering{s}).into(t, f.Value); err != nil {
				return err
			}
		}
	}
	if !found {
		return fmt.Errorf("schema %s has no definition %s", s.Vendor, t.Name)
	}
	t.lowered.Store(true)
	return nil
}

// ParamsType is the definition under which a vendor's parameters stand. Within
// it, a value is called by its dotted parameter name, not by its CUE path.
const ParamsType = "#Params"
