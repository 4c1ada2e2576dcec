package fault

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/parser"
	"golang.org/x/mod/semver"

	"provc/compiler/diag"
	"provc/compiler/load"
	"provc/compiler/meant"
)

// dependencyFields are the fields of a module that another one asks for.
var dependencyFields = []string{"v", "default", "replaceWith"}

// sources are where a module may come from, for who publishes it.
var sources = []string{"git", "self"}

// dependencyFault tells what is wrong with the modules that the module of a folder asks
// for, in its own file or in local-module.cue, and with where it comes from. CUE's own
// error has no place.
func dependencyFault(l *load.Loader, dir string) (diag.Diagnostic, bool) {
	root := load.ModuleRoot(dir)
	if root == "" {
		return diag.Diagnostic{}, false
	}
	c := dependencyCheck{Loader: l, asked: map[string]bool{}}
	for _, name := range []string{"module.cue", load.LocalModuleFile} {
		name = filepath.Join(root, "cue.mod", name)
		text, err := l.Files.Read(name)
		if err != nil {
			continue
		}
		file, err := parser.ParseFile(name, text)
		if err != nil {
			d := CUESyntax.At(l.Position(errors.Errors(err)[0].Position()), "the file is not valid CUE")
			explain(l, &d, errors.Errors(err)[0])
			return d, true
		}
		c.local = filepath.Base(name) == load.LocalModuleFile
		if d, ok := c.file(file); ok {
			return d, true
		}
	}
	return diag.Diagnostic{}, false
}

// isInvalidModule reports whether CUE found nothing because it could not read what the
// module asks for.
func isInvalidModule(cause error) bool { return strings.Contains(cause.Error(), "invalid module file") }

// dependencyCheck looks through a file for the first thing that is wrong.
type dependencyCheck struct {
	*load.Loader
	local bool            // whether this is local-module.cue
	path  string          // of the module, in module.cue
	asked map[string]bool // modules that module.cue asks for, with a version
}

func (c *dependencyCheck) found(n ast.Node, hint, summary string, args ...any) (diag.Diagnostic, bool) {
	return CUEPackage.At(c.Position(n.Pos()), summary, args...).WithHint(hint), true
}

// unknown tells of a field that there is not.
func (c *dependencyCheck) unknown(f *ast.Field, label, of string, known []string) (diag.Diagnostic, bool) {
	d, ok := c.found(f, "allowed are "+strings.Join(known, ", "), "%s is no field of %s", label, of)
	if near := meant.Nearest(label, known); near != "" {
		d = d.Proposed(diag.DidYouMean(near, diag.Rename(label, near)))
	}
	return d, ok
}

func (c *dependencyCheck) file(file *ast.File) (d diag.Diagnostic, ok bool) {
	for label, f := range fieldsOf(file.Decls) {
		switch lit, isStruct := f.Value.(*ast.StructLit); {
		case !slices.Contains(moduleFields, label):
			return c.unknown(f, label, "a module", moduleFields)
		case label == "module" && !c.local:
			c.path = unquoted(f.Value)
		case label == "module" && unquoted(f.Value) != c.path:
			return c.found(f.Value, "leave it out", "the path of the module is another than in module.cue")
		case label == "source":
			kind := inStruct(f.Value, "kind")
			if kind != nil && !slices.Contains(sources, unquoted(kind)) {
				return c.found(kind, "allowed are "+strings.Join(sources, ", "), "the source of a module is of no such kind")
			}
		case label == "deps" && !isStruct:
			return c.found(f.Value, `write deps: "lib.example/lib@v0": v: "v0.1.0"`, "modules that are asked for have names")
		case label == "deps":
			for label, f := range fieldsOf(lit.Elts) {
				if d, ok := c.dependency(label, f); ok {
					return d, true
				}
			}
		}
	}
	return d, false
}

// dependency looks at one module that is asked for.
func (c *dependencyCheck) dependency(label string, f *ast.Field) (d diag.Diagnostic, ok bool) {
	version := inStruct(f.Value, "v")
	v, path := unquoted(version), ast.ParseImportPath(label)
	major := semver.Major(v)
	if !semver.IsValid(v) {
		major = "v0"
	}
	lit, isStruct := f.Value.(*ast.StructLit)
	switch {
	case path.Version == "":
		return c.found(f, fmt.Sprintf("write %q", path.Path+"@"+major), "module %q is asked for without its major version", label)
	case !isStruct:
		return c.found(f.Value, `write v: "v0.1.0"`, "a version of module %s is asked for in a field v", label)
	}
	for name, of := range fieldsOf(lit.Elts) {
		switch {
		case !slices.Contains(dependencyFields, name):
			return c.unknown(of, name, "a module that is asked for", dependencyFields)
		case name == "replaceWith" && !c.local:
			return c.found(of, "move it to cue.mod/"+load.LocalModuleFile, "module %s is replaced in module.cue, which other machines read, too", label)
		}
	}
	switch {
	case version != nil && (!semver.IsValid(v) || strings.Count(v, ".") < 2):
		return c.found(version, fmt.Sprintf("write one such as %q", path.Version+".1.0"), "version %q of module %s is not valid", v, label)
	case version != nil && major != path.Version:
		return c.found(version, fmt.Sprintf("write %q, or a version of %s", path.Path+"@"+major, path.Version), "version %s is not one of %s", v, label)
	case version == nil && c.local && inStruct(f.Value, "replaceWith") == nil && !c.asked[label]:
		return c.found(f, "write replaceWith, or v", "module %s has neither a folder nor a version", label)
	}
	c.asked[label] = c.asked[label] || version != nil
	return d, false
}

// fieldsOf yields the fields among declarations, by their names.
func fieldsOf(decls []ast.Decl) func(yield func(string, *ast.Field) bool) {
	return func(yield func(string, *ast.Field) bool) {
		for _, decl := range decls {
			f, ok := decl.(*ast.Field)
			if !ok {
				continue
			}
			if name, _, err := ast.LabelName(f.Label); err == nil && !yield(name, f) {
				return
			}
		}
	}
}
