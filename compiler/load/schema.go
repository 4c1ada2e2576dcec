package load

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/literal"
	"cuelang.org/go/cue/load"
	"cuelang.org/go/cue/parser"
)

// LocalModule is the module that a folder outside any module counts as.
const LocalModule = "local.provc.internal"

// LanguageVersion is that of modules that provc makes, which knows all that the schema
// needs.
const LanguageVersion = "v0.17.0"

// relations begins the names of schema files of what must hold between the parts of a
// deployment.
const relations = "relations"

// overlay places each vendor's schema, or a stub of it, where CUE looks for packages
// of the module that holds a folder, and empties the schema that may be vendored
// there. A folder outside any module counts as one. Files that were read before are
// not read again.
func (l *Loader) overlay(folder string, stub bool) (map[string]load.Source, string, error) {
	overlay := map[string]load.Source{}
	for name, text := range l.Files.all() {
		overlay[name] = load.FromBytes(text)
	}
	root := ModuleRoot(folder)
	if root == "" {
		root = folder
		overlay[filepath.Join(root, "cue.mod", "module.cue")] =
			load.FromString("module: \"" + LocalModule + "@v0\"\nlanguage: version: \"" + LanguageVersion + "\"\n")
	}
	local := filepath.Join(root, "cue.mod", LocalModuleFile)
	if text, err := l.Files.Read(local); err == nil {
		overlay[local] = load.FromBytes(ownSchema(text, l.Module))
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

// schema returns the files of a vendor's schema, or a stub in their place. Relations
// are left out: those are checked natively, and by CUE each would be told of every
// package from which entities were taken.
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
		if strings.HasPrefix(path.Base(name), relations) {
			continue
		}
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

// ModuleRoot is the nearest folder upwards that holds cue.mod, or empty.
func ModuleRoot(dir string) string {
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

// ModulePath is the path that a module file declares, without its major version.
func ModulePath(text []byte) (string, bool) {
	file, err := parser.ParseFile("", text)
	if err != nil {
		return "", false
	}
	for _, d := range file.Decls {
		f, ok := d.(*ast.Field)
		if !ok {
			continue
		}
		if name, _, err := ast.LabelName(f.Label); err != nil || name != "module" {
			continue
		}
		lit, ok := f.Value.(*ast.BasicLit)
		if !ok {
			return "", false
		}
		module, err := literal.Unquote(lit.Value)
		return ast.ParseImportPath(module).Path, err == nil
	}
	return "", false
}
