package source

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/load"

	"provc/compiler/cache"
	"provc/compiler/diag"
)

// Config says what to load.
type Config struct {
	Dir    string       // where the command runs; empty for the working directory
	Tags   []string     // CUE tags, key=value
	Schema fs.FS        // one folder a vendor
	Module string       // import path of Schema
	Way    Way          // how entities are evaluated
	Shard  int          // entities evaluated at a time; 0: a thousand
	Jobs   int          // evaluations at a time; 0: one a processor
	Cache  *cache.Store // of evaluated packages; nil keeps none
}

// Loader finds packages and evaluates them.
type Loader struct {
	Config
	dir   string   // absolute
	short sync.Map // relative file names, by full name

	// CUE turns syntax into what it evaluates under mu: packages share imports,
	// and entities are cut from the syntax in place.
	mu      sync.Mutex
	stubs   map[string][]byte // by vendor
	perUnit int               // evaluations at a time within a package
}

// NewLoader prepares to load packages.
func NewLoader(cfg Config) (*Loader, error) {
	dir, err := filepath.Abs(cfg.Dir)
	if err != nil {
		return nil, err
	}
	if cfg.Shard <= 0 {
		cfg.Shard = shardSize
	}
	if cfg.Jobs <= 0 {
		cfg.Jobs = runtime.GOMAXPROCS(0)
	}
	return &Loader{Config: cfg, dir: dir, perUnit: cfg.Jobs, stubs: map[string][]byte{}}, nil
}

// Unit is a package that is loaded and not yet evaluated.
type Unit struct {
	Dir  string // its folder, relative to where the command runs
	inst *build.Instance
	way  Way
}

// Find loads the packages that the patterns name, in order. A pattern that names
// nothing is an error; what is wrong with a package, its evaluation tells.
func (l *Loader) Find(patterns ...string) ([]*Unit, error) {
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	var units []*Unit
	for _, pattern := range patterns {
		instances, err := l.instances(pattern)
		if err != nil {
			return nil, err
		}
		imported := map[*build.Instance]bool{}
		users := map[*ast.File]int{}
		for _, inst := range instances {
			imports(imported, inst)
			for _, f := range inst.Files {
				users[f]++
			}
		}
		for _, inst := range instances {
			u := &Unit{Dir: l.relative(inst.Dir), inst: inst, way: l.Way}
			// Syntax that is another package's, too, must stay as it is: a package
			// that others import, or a file that packages in folders below share.
			if imported[inst] || slices.ContainsFunc(inst.Files, func(f *ast.File) bool { return users[f] > 1 }) {
				u.way = Whole
			}
			units = append(units, u)
		}
	}
	if len(units) == 0 {
		return nil, fmt.Errorf("no CUE package matches %s", strings.Join(patterns, " "))
	}
	l.perUnit = max(1, l.Jobs/len(units))
	return units, nil
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

// Evaluate evaluates a package, once; several goroutines may evaluate one each.
// A package without deployments is no finding: it may hold templates for others.
// A package that does not load is nil.
func (l *Loader) Evaluate(u *Unit) (*Package, diag.List) {
	inst := u.inst
	u.inst = nil // syntax is large
	if inst.Err != nil {
		return nil, l.loadErrors(inst)
	}
	p := &Package{Dir: u.Dir, ImportPath: inst.ImportPath}
	var findings diag.List
	p.Deployments, findings = l.evaluator(u.way).Evaluate(inst)
	return p, findings
}

// instances loads what one pattern names, in the CUE module that holds it.
func (l *Loader) instances(pattern string) ([]*build.Instance, error) {
	dir := l.dir
	if isPath(pattern) {
		in, below, err := l.folder(pattern)
		if err != nil {
			return nil, err
		}
		dir = in
		pattern = "."
		if below {
			pattern = "./..."
		}
	}
	overlay, root, err := l.overlay(dir)
	if err != nil {
		return nil, err
	}
	return load.Instances([]string{pattern}, &load.Config{
		Dir:        dir,
		ModuleRoot: root,
		Overlay:    overlay,
		Tags:       l.Tags,
	}), nil
}

// isPath tells a folder from an import path.
func isPath(pattern string) bool {
	return filepath.IsAbs(pattern) || pattern == "." || pattern == ".." ||
		strings.HasPrefix(pattern, "./") || strings.HasPrefix(pattern, "../") || pattern == "..."
}

// overlay places a stub of each vendor's schema where CUE looks for packages of
// the module that holds a folder, and empties the schema that may be vendored
// there. A folder outside any module counts as one.
func (l *Loader) overlay(folder string) (map[string]load.Source, string, error) {
	overlay := map[string]load.Source{}
	root := moduleRoot(folder)
	if root == "" {
		root = folder
		overlay[filepath.Join(root, "cue.mod", "module.cue")] =
			load.FromString("module: \"local.provc.internal@v0\"\nlanguage: version: \"v0.17.0\"\n")
	}
	vendors, err := fs.ReadDir(l.Schema, ".")
	if err != nil {
		return nil, "", err
	}
	for _, v := range vendors {
		if !v.IsDir() {
			continue
		}
		text, err := l.stub(v.Name())
		if err != nil {
			return nil, "", err
		}
		dir := filepath.Join(root, "cue.mod", "pkg", filepath.FromSlash(path.Join(l.Module, v.Name())))
		vendored, err := filepath.Glob(filepath.Join(dir, "*.cue"))
		if err != nil {
			return nil, "", err
		}
		for _, f := range vendored {
			overlay[f] = load.FromString("package " + v.Name() + "\n")
		}
		overlay[filepath.Join(dir, "provc_stub.cue")] = load.FromBytes(text)
	}
	return overlay, root, nil
}

// stub is the stub of a vendor's schema, made once.
func (l *Loader) stub(vendor string) ([]byte, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if text := l.stubs[vendor]; text != nil {
		return text, nil
	}
	text, err := stub(l.Schema, vendor)
	if err == nil {
		l.stubs[vendor] = text
	}
	return text, err
}

// moduleRoot is the nearest folder upwards that holds cue.mod, or empty.
func moduleRoot(dir string) string {
	for {
		if info, err := os.Stat(filepath.Join(dir, "cue.mod")); err == nil && info.IsDir() {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}

// relative shortens a path below the working folder.
func (l *Loader) relative(file string) string {
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
