// Package catalogue reads a vendor's CUE schema into tables and checks values
// against them natively: kinds, ranges, lengths, enumerations, patterns, index
// bounds, unknown and missing names. The schema stays the one source of truth;
// nothing about a parameter is stated in Go.
//
// The schema is written in the part of CUE that lower.go understands. What
// stands between entities (hidden fields, comprehensions) is left to the
// vendor's package.
package catalogue

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"sync"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/parser"
)

// Schema is one vendor's package. Definitions are parsed and lowered when they
// are first asked for; it may be used by several goroutines.
type Schema struct {
	Vendor string

	mu     sync.Mutex
	texts  map[string][]byte      // by file name
	where  map[string][]string    // files that declare a definition
	parsed map[string][]*ast.File // nil until parsed
	files  map[string]*ast.File
	types  map[string]*Type
}

var definition = regexp.MustCompile(`(?m)^(_?#\w+):`)

// Open reads the schema of a vendor, a folder of fsys.
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
		texts:  map[string][]byte{},
		where:  map[string][]string{},
		files:  map[string]*ast.File{},
		types:  map[string]*Type{},
	}
	for _, n := range names {
		text, err := fs.ReadFile(fsys, n)
		if err != nil {
			return nil, err
		}
		s.texts[n] = text
		for _, m := range definition.FindAllSubmatch(text, -1) {
			if def := string(m[1]); !slices.Contains(s.where[def], n) {
				s.where[def] = append(s.where[def], n)
			}
		}
	}
	return s, nil
}

// Type returns a definition, such as #Deployment. An unknown or ill-formed one
// is a mistake in the schema, which tests find.
func (s *Schema) Type(def string) (*Type, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lowered(def)
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
	var defs []string
	for d := range s.where {
		if !strings.HasPrefix(d, "_") {
			defs = append(defs, d)
		}
	}
	slices.Sort(defs)
	return defs
}

// lowered returns the type of a definition, parsing its files if need be. The
// caller holds mu.
func (s *Schema) lowered(def string) (*Type, error) {
	if t := s.types[def]; t != nil {
		return t, nil
	}
	t := &Type{Name: def}
	s.types[def] = t
	found := false
	for _, name := range s.where[def] {
		file := s.files[name]
		if file == nil {
			var err error
			file, err = parser.ParseFile(name, s.texts[name], parser.ParseComments)
			if err != nil {
				return nil, err
			}
			s.files[name] = file
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.Field)
			if !ok {
				continue
			}
			if label, _, _ := ast.LabelName(f.Label); label != def {
				continue
			}
			found = true
			if err := (lowering{s, name}).into(t, f.Value); err != nil {
				return nil, err
			}
		}
	}
	if !found {
		return nil, fmt.Errorf("schema %s has no definition %s", s.Vendor, def)
	}
	return t, nil
}
