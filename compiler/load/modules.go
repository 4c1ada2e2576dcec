package load

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/parser"
	"cuelang.org/go/mod/modconfig"
	"cuelang.org/go/mod/modfile"
	"cuelang.org/go/mod/modregistry"
	modversion "cuelang.org/go/mod/module"
)

// A module may have the schema from a registry, from a folder on this machine
// (local-module.cue) or vendored, for editors and plain cue. provc takes its own copy in
// each case, and other modules from where CUE keeps those that it has fetched.

// LocalModuleFile says which modules are taken from folders of this machine.
const LocalModuleFile = "local-module.cue"

// NotFetched is what comes of a module that would have to be fetched.
const NotFetched = "provc fetches nothing"

// registry finds modules without going to the network.
type registry struct {
	modconfig.Registry
	schema string // the module that is not looked up
}

func (l *Loader) registry() modconfig.Registry {
	return registry{
		Registry: &modconfig.LazyRegistry{New: func() (modconfig.CachedRegistry, error) {
			return modconfig.NewRegistry(&modconfig.Config{CUERegistry: "none"}) // but its cache
		}},
		schema: l.Module,
	}
}

// Fetch finds no package in the schema's module, so that the overlay's is the only one.
func (r registry) Fetch(ctx context.Context, m modversion.Version) (modversion.SourceLoc, error) {
	if m.BasePath() == r.schema {
		return modversion.SourceLoc{}, nil
	}
	loc, err := r.Registry.Fetch(ctx, m)
	return loc, sentence(err)
}

func (r registry) ModFile(ctx context.Context, m modversion.Version) (*modfile.File, error) {
	if m.BasePath() == r.schema {
		return modfile.Parse(fmt.Appendf(nil, "module: %q\nlanguage: version: \"v0.17.0\"\n", m.Path()), "module.cue")
	}
	file, err := r.Registry.ModFile(ctx, m)
	return file, sentence(err)
}

// sentence is an error of CUE's for a module, in the words of unfetched if that tells it.
func sentence(err error) error {
	if errors.Is(err, modregistry.ErrNotFound) {
		return errors.New(NotFetched)
	}
	return err
}

// ownSchema is the text of a local-module.cue that replaces the schema with nothing.
// All else keeps its line.
func ownSchema(text []byte, schema string) []byte {
	file, err := parser.ParseFile(LocalModuleFile, text)
	if err != nil {
		return text
	}
	ast.Walk(file, func(n ast.Node) bool {
		f, ok := n.(*ast.Field)
		if !ok {
			return true
		}
		name, _, err := ast.LabelName(f.Label)
		if err != nil || ast.ParseImportPath(name).Path != schema {
			return true
		}
		from, to := f.Value.Pos().Offset(), f.Value.End().Offset()
		lines := bytes.Repeat([]byte("\n"), bytes.Count(text[from:to], []byte("\n")))
		text = bytes.Join([][]byte{text[:from], lines, []byte(`{v:"v0.0.0"}`), text[to:]}, nil)
		return false
	}, nil)
	return text
}
