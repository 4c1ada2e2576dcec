package source

import (
	"slices"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/ast/astutil"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/errors"

	"provc/compiler/diag"
)

// A definition of the user's own may build on the schema in ways that are not
// seen in its syntax: by a let clause, a function, a declaration elsewhere. Since
// the stub names no fields, such a definition is closed to those that the schema
// allows, and CUE refuses them. Where that may be so, the schema itself is the judge. That costs what plain CUE costs,
// and is rare.

// judge returns what is to be said of a package that was refused under the stub.
func (l *Loader) judge(u *Unit, deployments []*Deployment, findings diag.List) ([]*Deployment, diag.List) {
	full := *u.from
	overlay, _, err := l.overlay(full.dir, false)
	if err != nil {
		return deployments, findings
	}
	full.overlay, full.prepare = overlay, func(map[*build.Instance]bool) {}
	inst := full.again(u.inst, nil)
	if inst.Err != nil {
		return deployments, findings
	}
	wrong := map[string]bool{} // by the values' names
	v := l.build(inst, func() {}, func() {})
	for _, e := range errors.Errors(v.Validate(cue.Concrete(true))) {
		if len(e.Path()) == 0 {
			return deployments, findings // nobody knows what else is wrong
		}
		wrong[subject(e.Path())] = true
	}
	confirmed := slices.DeleteFunc(slices.Clone(findings), func(d diag.Diagnostic) bool {
		name := strings.TrimSuffix(strings.TrimSuffix(d.Summary, notAllowed), notEvaluated)
		return isDisputable(d) && !wrong[name]
	})
	if len(confirmed) == len(findings) || slices.ContainsFunc(confirmed, func(d diag.Diagnostic) bool { return isDisputable(d) }) {
		return deployments, confirmed
	}
	opened := *u.from
	opened.prepare = l.openAll
	return whole{l}.Evaluate(opened.again(u.inst, nil))
}

const (
	notAllowed   = " is not allowed by the definition it is unified with"
	notEvaluated = " cannot be evaluated"
)

// isDisputable reports whether the schema may see a finding another way.
func isDisputable(d diag.Diagnostic) bool {
	return strings.HasSuffix(d.Summary, notAllowed) || strings.HasSuffix(d.Summary, notEvaluated)
}

// disputed reports whether findings of a package may be due to its definitions
// that build on the schema.
func (l *Loader) disputed(inst *build.Instance, findings diag.List) bool {
	if !slices.ContainsFunc(findings, func(d diag.Diagnostic) bool { return isDisputable(d) }) {
		return false
	}
	for inst := range withImports(inst) {
		for _, f := range inst.Files {
			if l.builds(f) {
				return true
			}
		}
	}
	return false
}

// builds reports whether a file names the schema elsewhere than as what its
// deployments are.
func (l *Loader) builds(f *ast.File) bool {
	deployments := map[ast.Node]bool{}
	for _, d := range f.Decls {
		if field, ok := d.(*ast.Field); ok {
			if name, ok := plainLabel(field, false); ok && name != "" {
				for _, x := range operands(field.Value) {
					deployments[x] = true
				}
			}
		}
	}
	found := false
	ast.Walk(f, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		found = found || ok && l.vendor(sel) != "" && !deployments[n]
		return !found
	}, nil)
	return found
}

// openAll opens every struct of some packages, so that nothing in them is closed.
func (l *Loader) openAll(all map[*build.Instance]bool) {
	for inst := range all {
		for _, f := range inst.Files {
			astutil.Apply(f, func(c astutil.Cursor) bool {
				switch x := c.Node().(type) {
				case *ast.SelectorExpr:
					if l.isNeutral(x) {
						top := ast.NewIdent("_")
						ast.SetPos(top, x.Pos())
						c.Replace(top)
						return false
					}
				case *ast.StructLit:
					if !slices.ContainsFunc(x.Elts, isScalar) {
						openOne(x)
					}
				}
				return true
			}, nil)
		}
	}
}

// isScalar recognises what makes of a struct no struct.
func isScalar(d ast.Decl) bool {
	e, ok := d.(*ast.EmbedDecl)
	if !ok {
		return false
	}
	switch e.Expr.(type) {
	case *ast.BasicLit, *ast.Interpolation, *ast.ListLit:
		return true
	}
	return false
}
