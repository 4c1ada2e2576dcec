package fault

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/literal"
	"cuelang.org/go/cue/parser"
	"cuelang.org/go/mod/module"
	"golang.org/x/mod/semver"

	"provc/compiler/diag"
	"provc/compiler/load"
	"provc/compiler/meant"
)

// moduleFields are the fields of cue.mod/module.cue.
var moduleFields = []string{"module", "language", "source", "description", "deps", "custom"}

// moduleFault tells what keeps the module of a folder from being loaded, where its file
// shows it. CUE's own error has no place.
func moduleFault(l *load.Loader, dir string) (d diag.Diagnostic, ok bool) {
	root := load.ModuleRoot(dir)
	if root == "" {
		return d, false
	}
	name := filepath.Join(root, "cue.mod", "module.cue")
	text, err := l.Files.Read(name)
	short := l.Relative(name)
	found := func(n ast.Node, summary string, args ...any) (diag.Diagnostic, bool) {
		at := diag.Pos{File: short}
		if n != nil {
			at = l.Position(n.Pos())
		}
		return CUEPackage.At(at, "%s", fmt.Sprintf(summary, args...)), true
	}
	if err != nil {
		d, ok := found(nil, "the module has no file cue.mod/module.cue")
		return d.WithHint("provc init writes one"), ok
	}
	file, err := parser.ParseFile(name, text)
	if err != nil {
		d := CUESyntax.At(l.Position(errors.Errors(err)[0].Position()), "the file is not valid CUE")
		explain(l, &d, errors.Errors(err)[0])
		return d, true
	}
	fields := map[string]ast.Expr{}
	for _, decl := range file.Decls {
		f, isField := decl.(*ast.Field)
		if !isField {
			continue
		}
		label, _, _ := ast.LabelName(f.Label)
		if !slices.Contains(moduleFields, label) {
			d, ok := found(f, "%s is no field of a module", label)
			if near := meant.Nearest(label, moduleFields); near != "" {
				return d.Proposed(diag.DidYouMean(near, diag.Rename(label, near))), ok
			}
			return d.WithHint("allowed are " + strings.Join(moduleFields, ", ")), ok
		}
		fields[label] = f.Value
	}
	version := unquoted(inStruct(fields["language"], "version"))
	path := unquoted(fields["module"])
	wanted := diag.Write(fmt.Sprintf("language: version: %q", load.LanguageVersion), diag.Literal(strconv.Quote(load.LanguageVersion)))
	switch {
	case version == "":
		if fields["language"] == nil {
			wanted.Fix.Value, wanted.Fix.Edits = "", []diag.Edit{{New: fmt.Sprintf("language: version: %q\n", load.LanguageVersion)}}
		} else {
			wanted = diag.Say(wanted.Hint)
		}
		d, ok = found(fields["language"], "the module declares no language version")
		return d.Proposed(wanted), ok
	case !semver.IsValid(version) || strings.Count(version, ".") != 2:
		d, ok = found(inStruct(fields["language"], "version"), "language version %q is not valid", version)
		return d.Proposed(wanted), ok
	case semver.Compare(version, cue.LanguageVersion()) > 0:
		d, ok = found(inStruct(fields["language"], "version"), "language %s is newer than %s, which this provc understands", version, cue.LanguageVersion())
		return d.Proposed(wanted), ok
	case path == "" && fields["module"] == nil:
		d, ok = found(nil, "the module has no path")
		return d.WithHint(`write module: "hospital.example@v0"`), ok
	case module.CheckPath(path) != nil:
		d, ok = found(fields["module"], "the path of the module is not valid")
		return d.WithHint(`write a name like that of a web site, in small letters, such as module: "hospital.example@v0"`), ok
	}
	return d, false
}

// inStruct is a field of a struct that is written out, or nil.
func inStruct(x ast.Expr, label string) ast.Expr {
	lit, ok := x.(*ast.StructLit)
	if !ok {
		return nil
	}
	for _, d := range lit.Elts {
		if f, ok := d.(*ast.Field); ok {
			if name, _, _ := ast.LabelName(f.Label); name == label {
				return f.Value
			}
		}
	}
	return nil
}

// unquoted is a text that is written out, or "".
func unquoted(x ast.Expr) string {
	lit, ok := x.(*ast.BasicLit)
	if !ok {
		return ""
	}
	text, _ := literal.Unquote(lit.Value)
	return text
}
