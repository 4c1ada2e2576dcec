package load

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/load"
	"cuelang.org/go/cue/parser"
	"cuelang.org/go/mod/modconfig"

	"provc/compiler/meant"
)

// Parse parses a file of a package, in the place of CUE's parser.
type Parse func(name string, text []byte, cfg parser.Config) (*ast.File, error)

// origin is where the packages of a pattern are loaded from: the CUE module that
// holds them, with the schema in it.
type origin struct {
	dir, pattern string
	root         string
	overlay      map[string]load.Source
	isSchema     func(name string) bool
	files        *Files
	tags         []string
	registry     modconfig.Registry
}

func (l *Loader) origin(pattern string) (*origin, error) {
	if pattern == "-" {
		return nil, errors.New("package -: a package is a folder of files of CUE, such as ./wards; nothing is read from standard input")
	}
	from := &origin{dir: l.dir, pattern: pattern, tags: l.Tags, files: l.Files, isSchema: l.IsSchema, registry: l.registry()}
	if IsPath(pattern) {
		in, below, err := l.Folder(pattern)
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

// load loads packages.
func (o *origin) load(dir, pattern string, parse Parse) []*build.Instance {
	cfg := &load.Config{
		Dir: dir, ModuleRoot: o.root, Overlay: o.overlay, Tags: o.tags, Registry: o.registry,
		ParseFile: func(name string, src any, cfg parser.Config) (*ast.File, error) {
			text, ok := src.([]byte)
			if !ok {
				return parser.ParseFile(name, src, cfg)
			}
			if !o.isSchema(name) {
				if !o.files.has(name) {
					o.files.late.Store(name, true)
				}
				var err error
				if text, err = o.files.Read(name); err != nil { // in the text given, CUE has replaced what is not UTF-8
					return nil, err
				}
			}
			if err := UTF8Error(name, text); err != nil {
				return nil, err
			}
			if cfg.Mode&parser.ImportsOnly != 0 {
				return parser.ParseFile(name, text, cfg)
			}
			return parse(name, text, cfg)
		},
	}
	instances := load.Instances([]string{pattern}, cfg)
	if strings.HasSuffix(pattern, "...") && isLost(instances) {
		if folders, _, err := FoldersBelow(dir); err == nil && len(folders) > 0 {
			for i, f := range folders {
				folders[i] = "." + strings.TrimPrefix(filepath.ToSlash(f), filepath.ToSlash(dir))
			}
			if each := load.Instances(folders, cfg); !isLost(each) {
				instances = slices.DeleteFunc(each, func(inst *build.Instance) bool { return isEmpty(inst.Err) })
			}
		}
	}
	for inst := range WithImports(instances...) {
		for _, f := range inst.Files {
			if err := o.files.embedded(f); err != nil {
				inst.ReportError(err)
			}
		}
	}
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
func (o *origin) again(inst *build.Instance, parse Parse) *build.Instance {
	if !strings.HasSuffix(o.pattern, "...") {
		return o.load(o.dir, o.pattern, parse)[0]
	}
	pattern := "." // not all of them
	if inst.PkgName != "" {
		pattern = ".:" + inst.PkgName
	}
	alone := *o
	for {
		found := alone.load(inst.Dir, pattern, parse)[0]
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
			// It loads only together with others: see fingerprint.overlooks.
			all := o.load(o.dir, o.pattern, parse)
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

// IsPath tells a folder from an import path.
func IsPath(pattern string) bool {
	absolute := filepath.IsAbs(pattern)
	pattern = filepath.ToSlash(pattern)
	return absolute || pattern == "." || pattern == ".." ||
		strings.HasPrefix(pattern, "./") || strings.HasPrefix(pattern, "../") || pattern == "..."
}

// Folder is the folder of a pattern that is a path, and whether the pattern
// names all below it.
func (l *Loader) Folder(pattern string) (dir string, below bool, err error) {
	dir, below = strings.CutSuffix(pattern, "...")
	dir = l.Absolute(filepath.Clean(dir))
	info, err := os.Stat(dir)
	switch {
	case err != nil:
		return "", false, fmt.Errorf("package %s: there is no such folder%s", pattern, beside(dir))
	case !info.IsDir():
		return "", false, fmt.Errorf("package %s: that is a file; name the folder of CUE files that holds it", pattern)
	}
	return dir, below, nil
}

// beside asks whether a folder beside the one that is not there was meant.
func beside(dir string) string {
	entries, err := os.ReadDir(filepath.Dir(dir))
	if err != nil {
		return ""
	}
	var names []string
	for _, e := range entries {
		if e.IsDir() {
			names = append(names, e.Name())
		}
	}
	if near := meant.Nearest(filepath.Base(dir), names); near != "" {
		return "; did you mean " + near + "?"
	}
	return ""
}
