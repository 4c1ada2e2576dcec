package source

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/load"

	"provc/compiler/diag"
)

// Config says what to load.
type Config struct {
	Dir    string   // where the command runs; empty for the working directory
	Tags   []string // CUE tags, key=value
	Schema fs.FS    // one folder a vendor
	Module string   // import path of Schema
}

// Loader finds packages and evaluates them.
type Loader struct {
	Config
	dir string // absolute
}

// NewLoader prepares to load packages.
func NewLoader(cfg Config) (*Loader, error) {
	dir, err := filepath.Abs(cfg.Dir)
	if err != nil {
		return nil, err
	}
	return &Loader{Config: cfg, dir: dir}, nil
}

// Load returns the packages that the patterns name, in order, with what is
// wrong with them. A pattern that names nothing is an error.
func (l *Loader) Load(patterns ...string) ([]*Package, diag.List, error) {
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	for _, p := range patterns {
		if err := l.exists(p); err != nil {
			return nil, nil, err
		}
	}
	overlay, root, err := l.overlay()
	if err != nil {
		return nil, nil, err
	}
	instances := load.Instances(patterns, &load.Config{
		Dir:        l.dir,
		ModuleRoot: root,
		Overlay:    overlay,
		Tags:       l.Tags,
	})
	var packages []*Package
	var findings diag.List
	for _, inst := range instances {
		p, found, err := l.compile(inst)
		if err != nil {
			return nil, nil, err
		}
		findings.Add(found...)
		if p != nil {
			packages = append(packages, p)
		}
	}
	if len(packages) == 0 && !findings.HasErrors() {
		return nil, nil, fmt.Errorf("no CUE package matches %s", strings.Join(patterns, " "))
	}
	return packages, findings, nil
}

// exists refuses a folder that is not there, which CUE would call a package
// that fails to load.
func (l *Loader) exists(pattern string) error {
	dir := strings.TrimSuffix(strings.TrimSuffix(pattern, "..."), "/")
	if dir == "" || !(strings.HasPrefix(pattern, ".") || filepath.IsAbs(pattern)) {
		return nil
	}
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(l.dir, dir)
	}
	info, err := os.Stat(dir)
	if err != nil {
		return fmt.Errorf("package %s: there is no such folder", pattern)
	}
	if !info.IsDir() && !strings.HasSuffix(pattern, ".cue") {
		return fmt.Errorf("package %s: that is a file, not a folder of CUE files", pattern)
	}
	return nil
}

// overlay places a stub of each vendor's schema where CUE looks for packages,
// and empties the schema that the user may have vendored there. Outside any
// CUE module, the working folder counts as one.
func (l *Loader) overlay() (map[string]load.Source, string, error) {
	overlay := map[string]load.Source{}
	root := moduleRoot(l.dir)
	if root == "" {
		root = l.dir
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
		text, err := stub(l.Schema, v.Name())
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

// compile evaluates one instance. A package without deployments is no finding:
// it may hold templates for others.
func (l *Loader) compile(inst *build.Instance) (*Package, diag.List, error) {
	if inst.Err != nil {
		return nil, l.loadErrors(inst), nil
	}
	p := &Package{Dir: l.relative(inst.Dir), Name: inst.PkgName}
	e := whole{loader: l}
	deployments, findings := e.Evaluate(inst)
	p.Deployments = deployments
	return p, findings, nil
}

// relative shortens a path below the working folder.
func (l *Loader) relative(file string) string {
	if r, err := filepath.Rel(l.dir, file); err == nil && r != ".." && !strings.HasPrefix(r, ".."+string(filepath.Separator)) {
		return filepath.ToSlash(r)
	}
	return filepath.ToSlash(file)
}
