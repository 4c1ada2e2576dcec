package source

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"

	"provc/compiler/cache"
	"provc/compiler/diag"
)

// Config says what to load.
type Config struct {
	Dir      string       // where the command runs; empty for the working directory
	Tags     []string     // CUE tags, key=value
	Schema   fs.FS        // one folder a vendor
	Module   string       // import path of Schema
	Way      Way          // how entities are evaluated
	Shard    int          // entities evaluated at a time; 0: a thousand
	ScanFrom int          // bytes from which on a file is scanned for entities; 0: many
	Cache    *cache.Store // of evaluated packages; nil keeps none
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
	if cfg.ScanFrom <= 0 {
		cfg.ScanFrom = scanFrom
	}
	return &Loader{Config: cfg, dir: dir, perUnit: runtime.GOMAXPROCS(0), stubs: map[string][]byte{}}, nil
}

// Folder is where the command runs.
func (l *Loader) Folder() string { return l.dir }

// scanFrom is the size of files that are worth a scan: CUE evaluates the few
// entities of smaller ones as fast.
const scanFrom = 2 << 10

// Unit is a package that is loaded and not yet evaluated.
type Unit struct {
	Dir   string // its folder, relative to where the command runs
	inst  *build.Instance
	scans scans // of its files
	from  *origin
	way   Way
}

// Loads reports whether there is a package to evaluate; else evaluation tells why not.
func (u *Unit) Loads() bool { return u.inst != nil && u.inst.Err == nil }

// Find loads the packages that the patterns name, in order. A pattern that names
// nothing is an error; what is wrong with a package, its evaluation tells.
func (l *Loader) Find(patterns ...string) ([]*Unit, error) {
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	var units []*Unit
	for _, pattern := range patterns {
		found, err := l.find(pattern)
		if err != nil {
			return nil, err
		}
		units = append(units, found...)
	}
	if len(units) == 0 {
		return nil, fmt.Errorf("no CUE package matches %s", strings.Join(patterns, " "))
	}
	l.perUnit = max(1, runtime.GOMAXPROCS(0)/len(units))
	return units, nil
}

// find loads the packages that one pattern names. What scans take out of a package
// must be no other package's, too, and the package must load. Files for which that
// does not hold are known only once they are loaded; then the pattern is loaded
// again.
func (l *Loader) find(pattern string) ([]*Unit, error) {
	from, err := l.origin(pattern)
	if err != nil {
		return nil, err
	}
	from.shared = map[string]bool{}
	for {
		var scans *scanning
		if l.Way == Apart {
			scans = l.scanning(from, left{})
		}
		instances := from.load(from.dir, from.pattern, scans)
		uncut := map[*build.Instance]bool{}
		for _, inst := range instances {
			imports(uncut, inst)
		}
		users := map[*ast.File]int{}
		for inst := range withImports(instances...) {
			for _, f := range inst.Files {
				users[f]++
			}
		}
		var units []*Unit
		for _, inst := range instances {
			u := &Unit{Dir: l.relative(inst.Dir), inst: inst, from: from, way: l.Way}
			// Syntax that is another package's, too, must stay as it is: a package
			// that others import, or a file that packages in folders below share.
			// CUE may load a package once by its folder and once for those who
			// import it, with the same syntax.
			if uncut[inst] || slices.ContainsFunc(inst.Files, func(f *ast.File) bool { return users[f] > 1 }) {
				u.way = Whole
			}
			units = append(units, u)
			u.scans = scans.of(inst)
		}
		// What is wrong with a package that does not load, its files tell as they
		// are written.
		before := len(from.shared)
		for _, u := range units {
			if u.way == Whole || u.inst.Err != nil {
				uncut[u.inst] = true
			}
		}
		for inst := range uncut {
			for name := range scans.of(inst) {
				from.shared[name] = true
			}
		}
		if len(from.shared) == before {
			scans.done()
			return units, nil
		}
	}
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

// withImports are packages and those that they import.
func withImports(instances ...*build.Instance) map[*build.Instance]bool {
	all := map[*build.Instance]bool{}
	for _, inst := range instances {
		all[inst] = true
		imports(all, inst)
	}
	return all
}

// Evaluate evaluates a package, once; several goroutines may evaluate one each.
// A package without deployments is no finding: it may hold templates for others.
// A package that does not load is nil.
func (l *Loader) Evaluate(u *Unit) (*Package, diag.List) {
	inst, scans := u.inst, u.scans
	u.inst, u.scans = nil, nil // syntax is large
	p := &Package{Dir: u.Dir, ImportPath: inst.ImportPath}
	for first := true; len(scans) > 0; first = false {
		deployments, left, ok := apart{l}.rest(inst, scans)
		if ok {
			p.Deployments = deployments
			return p, nil
		}
		var again *scanning
		if first && !left.empty() {
			again = l.scanning(u.from, left)
		}
		inst = u.from.again(inst, again)
		scans = again.of(inst)
	}
	if inst.Err != nil {
		return nil, l.loadErrors(inst)
	}
	var findings diag.List
	p.Deployments, findings = l.evaluator(u.way).Evaluate(inst)
	if l.disputed(inst, findings) {
		u.inst = inst
		p.Deployments, findings = l.judge(u, p.Deployments, findings)
		u.inst = nil
	}
	return p, findings
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
