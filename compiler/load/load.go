// Package load finds CUE packages and reads their syntax, with the schema in the
// place where CUE looks for it. Each file is read once a run.
package load

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/token"

	"provc/compiler/diag"
)

// Config says what to load.
type Config struct {
	Dir    string   // where the command runs; empty for the working directory
	Tags   []string // CUE tags, key=value
	Schema fs.FS    // one folder a vendor
	Module string   // import path of Schema

	Unsaved map[string][]byte // texts of files that are read instead, by absolute name
}

// Loader finds packages.
type Loader struct {
	Config
	Files *Files

	dir   string   // absolute
	short sync.Map // relative file names, by full name

	mu    sync.Mutex
	stubs map[string][]byte // by vendor

	lost sync.Map // folders of patterns that name nothing, by instance
}

// New prepares to load packages.
func New(cfg Config) (*Loader, error) {
	dir, err := filepath.Abs(cfg.Dir)
	if err != nil {
		return nil, err
	}
	l := &Loader{Config: cfg, Files: &Files{unsaved: cfg.Unsaved}, dir: dir, stubs: map[string][]byte{}}
	for name := range cfg.Unsaved {
		l.Files.Read(name) // so that CUE finds it, too
	}
	return l, nil
}

// Unit is a package that is loaded.
type Unit struct {
	Dir  string // its folder, relative to where the command runs
	Inst *build.Instance
	// Shared means that other packages of the run have its syntax, too, or a file of
	// it: those that import it, and packages in folders below.
	Shared bool

	from *origin
}

// Loads reports whether there is a package to evaluate; else package fault tells why not.
func (u *Unit) Loads() bool { return u.Inst.Err == nil }

// IsKnown reports whether no file of the package, or of those that it imports, was
// there only after its fingerprint was made.
func (l *Loader) IsKnown(u *Unit) bool {
	for inst := range WithImports(u.Inst) {
		for _, f := range inst.BuildFiles {
			if _, late := l.Files.late.Load(f.Filename); late {
				return false
			}
		}
	}
	return true
}

// Find loads the packages that the patterns name, in order, each file parsed by the
// given function. A pattern that names nothing is an error; what is wrong with a
// package, package fault tells.
func (l *Loader) Find(parse Parse, patterns ...string) ([]*Unit, error) {
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	var units []*Unit
	for _, pattern := range patterns {
		found, err := l.find(parse, pattern)
		if err != nil {
			return nil, err
		}
		units = append(units, found...)
	}
	if len(units) == 0 {
		return nil, fmt.Errorf("no CUE package matches %s%s", strings.Join(patterns, " "), l.because(patterns))
	}
	return units, nil
}

func (l *Loader) find(parse Parse, pattern string) ([]*Unit, error) {
	from, err := l.origin(pattern)
	if err != nil {
		return nil, err
	}
	instances := from.load(from.dir, from.pattern, parse)
	imported := map[*build.Instance]bool{}
	for _, inst := range instances {
		imports(imported, inst)
	}
	users := map[*ast.File]int{}
	for inst := range WithImports(instances...) {
		for _, f := range inst.Files {
			users[f]++
		}
	}
	var units []*Unit
	for _, inst := range instances {
		if inst.Dir == "" {
			l.lost.Store(inst, from.dir)
		}
		units = append(units, &Unit{
			Dir: l.Relative(inst.Dir), Inst: inst, from: from,
			// CUE may load a package once by its folder and once for those who import
			// it, with the same syntax.
			Shared: imported[inst] || slices.ContainsFunc(inst.Files, func(f *ast.File) bool { return users[f] > 1 }),
		})
	}
	return units, nil
}

// LostIn is the folder of a pattern that names nothing, of the instance that stands for it.
func (l *Loader) LostIn(inst *build.Instance) (dir string, ok bool) {
	of, ok := l.lost.Load(inst)
	if !ok {
		return "", false
	}
	return of.(string), true
}

// Full loads a package again, with the schema itself in the place of its stub.
func (l *Loader) Full(u *Unit, parse Parse) *build.Instance {
	full := *u.from
	var err error
	if full.overlay, full.root, err = l.overlay(full.dir, false); err != nil {
		inst := &build.Instance{Dir: u.Inst.Dir}
		inst.ReportError(errors.Promote(err, "the schema cannot be read"))
		return inst
	}
	return full.again(u.Inst, parse)
}

// imports collects what a package imports, itself or by others.
func imports(all map[*build.Instance]bool, inst *build.Instance) {
	for _, in := range inst.Imports {
		if !all[in] {
			all[in] = true
			imports(all, in)
		}
	}
}

// WithImports are packages and those that they import.
func WithImports(instances ...*build.Instance) map[*build.Instance]bool {
	all := map[*build.Instance]bool{}
	for _, inst := range instances {
		all[inst] = true
		imports(all, inst)
	}
	return all
}

// Relative shortens a path below the working folder.
func (l *Loader) Relative(file string) string {
	if known, ok := l.short.Load(file); ok {
		return known.(string)
	}
	short := file
	if r, err := filepath.Rel(l.dir, file); err == nil && r != ".." && !strings.HasPrefix(r, ".."+string(filepath.Separator)) {
		short = r
	}
	short = filepath.ToSlash(short)
	l.short.Store(file, short)
	return short
}

// Absolute is the folder that findings name relative to where the command runs.
func (l *Loader) Absolute(dir string) string {
	if filepath.IsAbs(dir) {
		return dir
	}
	return filepath.Join(l.dir, dir)
}

// Position is a place in CUE's syntax as findings name it.
func (l *Loader) Position(p token.Pos) diag.Pos {
	if !p.IsValid() {
		return diag.Pos{}
	}
	at := p.Position()
	return diag.Pos{File: l.Relative(at.Filename), Line: at.Line, Column: at.Column}
}

// IsSchema reports whether a file is one of the schema's own.
func (l *Loader) IsSchema(name string) bool {
	return strings.Contains(filepath.ToSlash(name), "cue.mod/pkg/"+l.Module+"/")
}

// OneLine keeps a message to its first line and takes the working folder's own path
// out of it.
func (l *Loader) OneLine(s string) string {
	return strings.ReplaceAll(FirstLine(s), l.dir+"/", "")
}

// FirstLine keeps a message to its first line.
func FirstLine(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "\n")
	return strings.TrimSuffix(s, ":")
}
