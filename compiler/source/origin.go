package source

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/load"
)

// origin is where the packages of a pattern are loaded from: the CUE module that
// holds them, with the schema in it.
type origin struct {
	dir, pattern string
	root         string
	overlay      map[string]load.Source
	tags         []string
	shared       map[string]bool // files of several packages

	prepare func(all map[*build.Instance]bool) // changes their syntax
}

func (l *Loader) origin(pattern string) (*origin, error) {
	from := &origin{dir: l.dir, pattern: pattern, tags: l.Tags, prepare: l.openDefinitions}
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
	from.overlay, from.root, err = l.overlay(from.dir, true)
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
	o.prepare(withImports(instances...))
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
	absolute := filepath.IsAbs(pattern)
	pattern = filepath.ToSlash(pattern)
	return absolute || pattern == "." || pattern == ".." ||
		strings.HasPrefix(pattern, "./") || strings.HasPrefix(pattern, "../") || pattern == "..."
}

// localModule is the module that a folder outside any module counts as.
const localModule = "local.provc.internal"

// overlay places each vendor's schema, or a stub of it, where CUE looks for
// packages of the module that holds a folder, and empties the schema that may be
// vendored there. A folder outside any module counts as one.
func (l *Loader) overlay(folder string, stub bool) (map[string]load.Source, string, error) {
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
		dir := filepath.Join(root, "cue.mod", "pkg", filepath.FromSlash(path.Join(l.Module, v.Name())))
		vendored, err := os.ReadDir(dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, "", err
		}
		for _, f := range vendored {
			if strings.HasSuffix(f.Name(), ".cue") {
				overlay[filepath.Join(dir, f.Name())] = load.FromString("package " + v.Name() + "\n")
			}
		}
		files, err := l.schema(v.Name(), stub)
		if err != nil {
			return nil, "", err
		}
		for name, text := range files {
			overlay[filepath.Join(dir, name)] = load.FromBytes(text)
		}
	}
	return overlay, root, nil
}

// schema returns the files of a vendor's schema, or a stub in their place.
func (l *Loader) schema(vendor string, stub bool) (map[string][]byte, error) {
	if stub {
		text, err := l.stub(vendor)
		return map[string][]byte{"provc_stub.cue": text}, err
	}
	names, err := fs.Glob(l.Schema, vendor+"/*.cue")
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for _, name := range names {
		if files[path.Base(name)], err = fs.ReadFile(l.Schema, name); err != nil {
			return nil, err
		}
	}
	return files, nil
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
