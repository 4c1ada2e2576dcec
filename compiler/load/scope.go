package load

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"cuelang.org/go/cue/ast"
)

// Scope is all packages that patterns stand for, whether they are there or not.
type Scope []below

// below is a folder of a module with all packages in it and below.
type below struct {
	loader *Loader
	dir    string
	root   string // the module's folder
	module string // its path
}

// Scope is what the patterns stand for that end in three dots.
func (l *Loader) Scope(patterns ...string) Scope {
	var s Scope
	for _, pattern := range patterns {
		if !strings.HasSuffix(pattern, "...") {
			continue
		}
		b := below{loader: l, dir: l.dir}
		if IsPath(pattern) {
			var err error
			if b.dir, _, err = l.Folder(pattern); err != nil {
				continue
			}
		}
		if b.root = ModuleRoot(b.dir); b.root == "" {
			b.root, b.module = b.dir, LocalModule
		} else {
			text, err := l.Files.Read(filepath.Join(b.root, "cue.mod", "module.cue"))
			declared := false
			if err == nil {
				b.module, declared = ModulePath(text)
			}
			if !declared {
				continue
			}
		}
		if !IsPath(pattern) {
			rel, ok := within(b.module, strings.TrimSuffix(strings.TrimSuffix(pattern, "..."), "/"))
			if !ok {
				continue
			}
			b.dir = filepath.Join(b.root, filepath.FromSlash(rel))
		}
		s = append(s, b)
	}
	return s
}

// Folder is where a package lies, or would lie, as findings name it, if it is one of the
// scope. A package is called by its import path. Outside any module, that says nothing of
// whose package it is.
func (s Scope) Folder(importPath string) (dir string, isOfModule, ok bool) {
	name := ast.ParseImportPath(importPath).Path
	for _, b := range s {
		rel, ok := within(b.module, name)
		if !ok {
			continue
		}
		dir := filepath.Join(b.root, filepath.FromSlash(rel))
		if rel, err := filepath.Rel(b.dir, dir); err == nil && b.reaches(filepath.ToSlash(rel)) {
			return b.loader.Relative(dir), b.module != LocalModule, true
		}
	}
	return "", false, false
}

// reaches reports whether CUE looks into a folder below that of the pattern; see
// FoldersBelow.
func (b *below) reaches(rel string) bool {
	if rel == "." {
		return true
	}
	at := b.dir
	for step := range strings.SplitSeq(rel, "/") {
		if isHidden(step) {
			return false
		}
		at = filepath.Join(at, step)
		if _, err := os.Stat(filepath.Join(at, "cue.mod")); err == nil {
			return false // a module of its own
		}
	}
	return true
}

// isHidden reports whether CUE's patterns leave a folder out for its name.
func isHidden(base string) bool {
	return base[0] == '.' || base[0] == '_' || base == "cue.mod" || base == "testdata"
}

// within is the rest of an import path behind that of its module or a folder.
func within(outer, name string) (rel string, ok bool) {
	if name == outer {
		return ".", true
	}
	rel, ok = strings.CutPrefix(name, outer+"/")
	return path.Clean(rel), ok
}

// FoldersBelow lists the folders below one that hold CUE files, as CUE's pattern ...
// goes through them. It reports whether there was nothing that CUE may take otherwise.
func FoldersBelow(dir string) (dirs []string, plain bool, err error) {
	plain = true
	err = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		switch base := d.Name(); {
		case d.IsDir():
			if name == dir {
				return nil
			}
			if isHidden(base) {
				return filepath.SkipDir
			}
			if _, err := os.Stat(filepath.Join(name, "cue.mod")); err == nil {
				plain = false // a module of its own
				return filepath.SkipDir
			}
		default:
			if d.Type()&fs.ModeSymlink != 0 {
				plain = false
			}
			if strings.HasSuffix(base, ".cue") {
				dirs = append(dirs, filepath.Dir(name))
			}
		}
		return nil
	})
	slices.Sort(dirs)
	return slices.Compact(dirs), plain, err
}
