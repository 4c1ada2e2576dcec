package fault

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/parser"
	"cuelang.org/go/cue/token"

	"provc/compiler/diag"
	"provc/compiler/load"
)

// importFailed begins CUE's error for an import, which wraps what was wrong with the
// package, perhaps an import again.
const importFailed = "import failed"

// WhereImportsLie says what an import may lead to.
const WhereImportsLie = "it must be a folder of this module or lie under cue.mod/pkg"

// importError tells why an import does not lead to a package.
func importError(l *load.Loader, d *diag.Diagnostic, inst *build.Instance, e errors.Error) {
	d.Check = CUEImport.ID
	name := imported(inst, e.Position())
	cause, on := importCause(l, e)
	format, _ := cause.Msg()
	at := l.Position(cause.Position())
	switch {
	case strings.HasPrefix(format, "package import cycle"):
		d.Summary = fmt.Sprintf("package %s cannot be imported here: the import is part of a cycle, or leads to one", name)
		d.Hint = "packages must not import each other; move what they share into a third"
		for _, pos := range on {
			d.Related = append(d.Related, diag.Related{Message: "an import on the way", Pos: pos})
		}
	case len(on) > 0 || at.IsValid() && at != d.Pos:
		d.Summary = fmt.Sprintf("package %s does not load", name)
		if len(on) > 0 {
			at = on[len(on)-1]
		}
		d.Related = []diag.Related{{Message: "what is wrong is here", Pos: at}}
	default:
		d.Summary = fmt.Sprintf("package %s cannot be found", name)
		d.Hint = WhereImportsLie
		if fault, ok := moduleFault(l, inst.Root); ok && inst.ModuleFile == nil {
			*d = fault
			return
		}
		if fault, ok := dependencyFault(l, inst.Root); ok && isInvalidModule(cause) {
			*d = fault
			return
		}
		if !unfetched(d, inst, name, cause) && !importFault(l, d, inst, name) {
			otherFault(l, d, inst)
		}
		if near := l.NearImport(name); near != "" && d.Hint == WhereImportsLie {
			*d = d.Proposed(diag.DidYouMean(strconv.Quote(near), diag.Respell(name, strconv.Quote(near))))
		}
	}
}

// otherFault tells of another import of the package, if that is to blame: where one
// leads nowhere, CUE may look for no other any more.
func otherFault(l *load.Loader, d *diag.Diagnostic, inst *build.Instance) {
	var specs []*ast.ImportSpec
	for _, f := range inst.Files {
		specs = slices.AppendSeq(specs, f.ImportSpecs())
	}
	slices.SortStableFunc(specs, func(a, b *ast.ImportSpec) int { return strings.Compare(a.Path.Value, b.Path.Value) })
	for _, spec := range specs {
		other := *d
		if importFault(l, &other, inst, spec.Path.Value) {
			other.Pos = l.Position(spec.Pos())
			*d = other
			return
		}
	}
}

// importCause is what an import fails for in the end, and the imports that lead there
// from the first.
func importCause(l *load.Loader, e errors.Error) (cause errors.Error, on []diag.Pos) {
	for {
		var next errors.Error
		if !errors.As(errors.Unwrap(e), &next) {
			return e, on
		}
		e = next
		if format, _ := e.Msg(); strings.HasPrefix(format, importFailed) {
			on = append(on, l.Position(e.Position()))
		}
	}
}

// imported is the path of the import at a position, quoted.
func imported(inst *build.Instance, pos token.Pos) string {
	for _, f := range inst.Files {
		for spec := range f.ImportSpecs() {
			if spec.Pos().Compare(pos) == 0 || spec.Path.Pos().Compare(pos) == 0 {
				return spec.Path.Value
			}
		}
	}
	return "imported here"
}

// importFault tells what keeps an import from leading to a package, where the folders
// of the module show it.
func importFault(l *load.Loader, d *diag.Diagnostic, inst *build.Instance, quoted string) bool {
	name, err := strconv.Unquote(quoted)
	path := ast.ParseImportPath(name)
	if first, _, _ := strings.Cut(path.Path, "/"); err != nil || !strings.Contains(first, ".") {
		return false // of CUE itself
	}
	found := func(hint string, args ...any) bool {
		*d = d.WithHint(fmt.Sprintf(hint, args...))
		d.Summary = fmt.Sprintf("package %s cannot be found", quoted)
		return true
	}
	module := ast.ParseImportPath(inst.Module).Path
	below, ok := strings.CutPrefix(path.Path, module)
	if module == "" || !ok || below != "" && below[0] != '/' {
		isVendored := slices.ContainsFunc([]string{"gen", "pkg", "usr"}, func(sort string) bool {
			_, err := os.Stat(filepath.Join(inst.Root, "cue.mod", sort, filepath.FromSlash(path.Path)))
			return err == nil
		})
		if isVendored || strings.HasPrefix(path.Path, l.Module+"/") || inst.ModuleFile == nil || len(inst.ModuleFile.Deps) > 0 {
			return false
		}
		return found(WhereImportsLie)
	}
	dir := filepath.Join(inst.Root, filepath.FromSlash(below))
	for up := dir; len(up) > len(inst.Root); up = filepath.Dir(up) {
		if _, err := os.Stat(filepath.Join(up, "cue.mod")); err == nil {
			return found("folder %s has a cue.mod of its own and so is no part of this module", l.Relative(up))
		}
	}
	packages, mistake := packagesIn(l.Files, dir)
	switch {
	case mistake != nil && load.IsNotUTF8(mistake):
		*d = wrongEncoding(l, mistake)
		return true
	case mistake != nil:
		d.Summary, d.Hint = fmt.Sprintf("package %s does not load", quoted), ""
		d.Related = []diag.Related{{Message: "what is wrong is here", Pos: l.Position(mistake.Position())}}
		return true
	case slices.Contains(packages, path.Qualifier):
		return false
	case len(packages) > 0:
		path.Qualifier, path.ExplicitQualifier = packages[0], false // but where it is needed
		found("folder %s holds package %s: import %q", l.Relative(dir), strings.Join(packages, ", "), path)
		d.Fix = diag.Write(strconv.Quote(path.String()), diag.Respell(quoted, strconv.Quote(path.String()))).Fix
		return true
	}
	return found(WhereImportsLie)
}

// packagesIn lists the packages of the files in a folder, and the first mistake in
// what files begin with.
func packagesIn(f *load.Files, dir string) (packages []string, mistake errors.Error) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		name := filepath.Join(dir, e.Name())
		if filepath.Ext(name) != ".cue" {
			continue
		}
		text, err := f.Read(name)
		if err != nil {
			continue
		}
		if err := load.UTF8Error(name, text); err != nil {
			return nil, err
		}
		file, err := parser.ParseFile(name, text, parser.ImportsOnly)
		if err != nil {
			return nil, errors.Errors(err)[0]
		}
		if pkg := file.PackageName(); pkg != "" {
			packages = append(packages, pkg)
		}
	}
	slices.Sort(packages)
	return slices.Compact(packages), nil
}
