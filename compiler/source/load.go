package source

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/load"

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
	Jobs     int          // evaluations at a time; 0: one a processor
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
	if cfg.Jobs <= 0 {
		cfg.Jobs = runtime.GOMAXPROCS(0)
	}
	return &Loader{Config: cfg, dir: dir, perUnit: cfg.Jobs, stubs: map[string][]byte{}}, nil
}

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
	l.perUnit = max(1, l.Jobs/len(units))
	return units, nil
}

// find loads the packages that one pattern names. What scans take out of a package
// must be no other package's, too, and the package must load. Files for which that does not hold are known
// only once they are loaded; then the pattern is loaded again.
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
		all, imported := map[*build.Instance]bool{}, map[*build.Instance]bool{}
		for _, inst := range instances {
			all[inst] = true
			imports(imported, inst)
		}
		maps.Copy(all, imported)
		users := map[*ast.File]int{}
		for inst := range all {
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
			if imported[inst] || slices.ContainsFunc(inst.Files, func(f *ast.File) bool { return users[f] > 1 }) {
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
				imported[u.inst] = true
			}
		}
		for inst := range imported {
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
	return p, findings
}

// origin is where the packages of a pattern are loaded from: the CUE module that
// holds them, with the schema in it.
type origin struct {
	dir, pattern string
	root         string
	overlay      map[string]load.Source
	tags         []string
	module       string          // of the schema
	shared       map[string]bool // files of several packages
}

func (l *Loader) origin(pattern string) (*origin, error) {
	from := &origin{dir: l.dir, pattern: pattern, tags: l.Tags, module: l.Module}
	if isPath(pattern) {
		in, below, err := l.folder(pattern)
		if err != nil {
			return nil, err
		}
		from.dir, from.pattern = in, "."
		if below {
			from.pattern = "./..."
		}
	}
	var err error
	from.overlay, from.root, err = l.overlay(from.dir)
	return from, err
}

// load loads packages. What scans take out, CUE does not see; nil takes out
// nothing.
func (o *origin) load(dir, pattern string, scans *scanning) []*build.Instance {
	cfg := &load.Config{Dir: dir, ModuleRoot: o.root, Overlay: o.overlay, Tags: o.tags}
	if scans != nil {
		cfg.ParseFile = scans.parse
	}
	instances := load.Instances([]string{pattern}, cfg)
	if strings.HasSuffix(pattern, "...") && isLost(instances) {
		if folders, _, err := foldersBelow(dir); err == nil && len(folders) > 0 {
			for i, f := range folders {
				folders[i] = "." + strings.TrimPrefix(filepath.ToSlash(f), filepath.ToSlash(dir))
			}
			if each := load.Instances(folders, cfg); !isLost(each) {
				instances = slices.DeleteFunc(each, func(inst *build.Instance) bool { return isEmpty(inst.Err) })
			}
		}
	}
	all := map[*build.Instance]bool{}
	for _, inst := range instances {
		all[inst] = true
		imports(all, inst)
	}
	openDefinitions(all, o.module)
	return instances
}

// isLost reports whether something is wrong with one of the packages that a pattern
// names, but not with which: CUE then keeps none of them apart.
func isLost(instances []*build.Instance) bool {
	return slices.ContainsFunc(instances, func(inst *build.Instance) bool { return inst.Err != nil && inst.Dir == "" })
}

// isEmpty reports whether a folder holds files of CUE, but none that counts.
func isEmpty(err error) bool {
	var none *load.NoFilesError
	return errors.As(err, &none)
}

// again loads one of the packages again.
func (o *origin) again(inst *build.Instance, scans *scanning) *build.Instance {
	if !strings.HasSuffix(o.pattern, "...") {
		return o.load(o.dir, o.pattern, scans)[0]
	}
	pattern := "." // not all of them
	if inst.PkgName != "" {
		pattern = ".:" + inst.PkgName
	}
	alone := *o
	for {
		found := alone.load(inst.Dir, pattern, scans)[0]
		others := foreignTag(found.Err)
		mine := slices.DeleteFunc(slices.Clone(alone.tags), func(t string) bool {
			key, _, _ := strings.Cut(t, "=")
			return key == others
		})
		if len(mine) < len(alone.tags) {
			alone.tags = mine
			continue
		}
		if found.Err != nil {
			// It loads only together with others: see inputs.overlooks.
			all := o.load(o.dir, o.pattern, scans)
			if i := slices.IndexFunc(all, func(in *build.Instance) bool { return in.Dir == inst.Dir && in.PkgName == inst.PkgName }); i >= 0 {
				return all[i]
			}
		}
		return found
	}
}

// foreignTag is the first tag that no package has. CUE lets a package be without it
// if it is loaded together with one that has it.
func foreignTag(err error) string {
	for _, e := range errors.Errors(err) {
		switch format, args := e.Msg(); format {
		case "no tag for %q", "tag %q not used in any file":
			return fmt.Sprint(args[0])
		}
	}
	return ""
}

// isPath tells a folder from an import path.
func isPath(pattern string) bool {
	return filepath.IsAbs(pattern) || pattern == "." || pattern == ".." ||
		strings.HasPrefix(pattern, "./") || strings.HasPrefix(pattern, "../") || pattern == "..."
}

// localModule is the module that a folder outside any module counts as.
const localModule = "local.provc.internal"

// overlay places a stub of each vendor's schema where CUE looks for packages of
// the module that holds a folder, and empties the schema that may be vendored
// there. A folder outside any module counts as one.
func (l *Loader) overlay(folder string) (map[string]load.Source, string, error) {
	overlay := map[string]load.Source{}
	root := moduleRoot(folder)
	if root == "" {
		root = folder
		overlay[filepath.Join(root, "cue.mod", "module.cue")] =
			load.FromString("module: \"" + localModule + "@v0\"\nlanguage: version: \"v0.17.0\"\n")
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
