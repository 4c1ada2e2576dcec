package load

import (
	"os"
	"path"
	"path/filepath"
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
		if isPath(pattern) {
			var err error
			if b.dir, _, err = l.folder(pattern); err != nil {
				continue
			}
		}
		if b.root = ModuleRoot(b.dir); b.root == "" {
			b.root, b.module = b.dir, localModule
		} else {
			text, err := l.Files.Read(filepath.Join(b.root, "cue.mod", "module.cue"))
			declared := false
			if err == nil {
				b.module, declared = modulePath(text)
			}
			if !declared {
				continue
			}
		}
		if !isPath(pattern) {
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
			return b.loader.Relative(dir), b.module != localModule, true
		}
	}
	return "", false, false
}

// reaches reports whether CUE looks into a folder below that of the pattern; see
// foldersBelow.
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
