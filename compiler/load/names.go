package load

import (
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/parser"

	"provc/compiler/diag"
	"provc/compiler/meant"
)

// What there is to import and to select, for those who misspelt it.

// standard are CUE's own packages that a deployment may need, by how they are called.
var standard = map[string]string{
	"base64": "encoding/base64", "csv": "encoding/csv", "hex": "encoding/hex", "json": "encoding/json", "yaml": "encoding/yaml",
	"list": "list", "math": "math", "net": "net", "path": "path", "regexp": "regexp", "strconv": "strconv", "strings": "strings",
	"struct": "struct", "time": "time", "uuid": "uuid",
}

// Importable are the paths of the schema's packages and of CUE's own, by how they are
// called.
func (l *Loader) Importable() map[string]string {
	all := map[string]string{}
	for name, from := range standard {
		all[name] = from
	}
	for _, v := range l.vendors() {
		all[v] = path.Join(l.Module, v)
	}
	return all
}

// vendors are the folders of the schema.
func (l *Loader) vendors() (names []string) {
	entries, _ := fs.ReadDir(l.Schema, ".")
	for _, e := range entries {
		if e.IsDir() && e.Name() != "cue.mod" {
			names = append(names, e.Name())
		}
	}
	return names
}

// Definitions lists those of a vendor's schema.
func (l *Loader) Definitions(vendor string) (all []string) {
	if !slices.Contains(l.vendors(), vendor) {
		return nil
	}
	names, _ := fs.Glob(l.Schema, vendor+"/*.cue")
	for _, n := range names {
		if text, err := fs.ReadFile(l.Schema, n); err == nil {
			all = slices.AppendSeq(all, Definitions(text))
		}
	}
	return all
}

// Declared lists what the files of a folder, of which one is given, declare for each
// other under names that stand for nothing in what is made.
func (l *Loader) Declared(file string) (all []string) {
	names, _ := filepath.Glob(filepath.Join(filepath.Dir(l.Absolute(file)), "*.cue"))
	for _, n := range names {
		text, err := l.Files.Read(n)
		if err != nil {
			continue
		}
		f, err := parser.ParseFile(n, text)
		if err != nil {
			continue
		}
		for _, decl := range f.Decls {
			if field, ok := decl.(*ast.Field); ok {
				if name, isIdent := field.Label.(*ast.Ident); isIdent && strings.ContainsAny(name.Name[:1], "_#") {
					all = append(all, name.Name)
				}
			}
		}
	}
	return all
}

// ModuleVersion is where the module of a file declares its language version.
func (l *Loader) ModuleVersion(file string) diag.Pos {
	root := ModuleRoot(filepath.Dir(l.Absolute(file)))
	if before, _, ok := strings.Cut(filepath.ToSlash(file), "cue.mod/"); ok {
		root = l.Absolute(filepath.FromSlash(before))
	}
	return l.inModule(root, "version")
}

// inModule is the place of a word in the file of a module, or the file as a whole.
func (l *Loader) inModule(root, what string) diag.Pos {
	name := filepath.Join(root, "cue.mod", "module.cue")
	at := diag.Pos{File: l.Relative(name)}
	text, _ := l.Files.Read(name)
	for i, line := range strings.Split(string(text), "\n") {
		if column := strings.Index(line, what); column >= 0 && what != "" {
			at.Line, at.Column = i+1, column+1
			return at
		}
	}
	return at
}

// NearImport is the package of the schema or of CUE's own that an import was probably
// meant for, or "".
func (l *Loader) NearImport(quoted string) string {
	path, err := strconv.Unquote(quoted)
	if err != nil {
		return ""
	}
	all := l.Importable()
	paths := slices.Sorted(maps.Values(all))
	if slices.Contains(paths, path) {
		return ""
	}
	if full := all[path[strings.LastIndexByte(path, '/')+1:]]; full != "" {
		return full
	}
	return meant.Nearest(path, paths)
}
