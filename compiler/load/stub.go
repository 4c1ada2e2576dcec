package load

import (
	"bytes"
	"fmt"
	"io/fs"
	"iter"
	"path"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/format"
	"cuelang.org/go/cue/parser"
	"cuelang.org/go/cue/token"
)

// A stub stands in for a vendor's schema while a package is evaluated: it has
// the same definitions, all of them open, with nothing but the defaults and
// constants of the shape. Checking values against the schema is done natively,
// so that evaluation costs what unchecked data costs.

// shapeFile is the schema file whose definitions have defaults to keep.
const shapeFile = "deployment.cue"

// stub derives the stub of one vendor's schema.
func stub(schema fs.FS, vendor string) ([]byte, error) {
	names, err := fs.Glob(schema, vendor+"/*.cue")
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "package %s\n", vendor)
	kept := map[string]bool{}
	shape, err := fs.ReadFile(schema, path.Join(vendor, shapeFile))
	if err != nil {
		return nil, err
	}
	file, err := parser.ParseFile(shapeFile, shape)
	if err != nil {
		return nil, err
	}
	for _, d := range file.Decls {
		f, ok := d.(*ast.Field)
		if !ok {
			continue
		}
		body, ok := f.Value.(*ast.StructLit)
		if !ok {
			continue
		}
		fields := constants(body)
		if len(fields) == 0 {
			continue
		}
		name, _, _ := ast.LabelName(f.Label)
		kept[name] = true
		fmt.Fprintf(&out, "%s: {%s, ...}\n", name, strings.Join(fields, ", "))
	}
	for _, n := range names {
		text, err := fs.ReadFile(schema, n)
		if err != nil {
			return nil, err
		}
		for name := range Definitions(text) {
			if !kept[name] {
				kept[name] = true
				fmt.Fprintf(&out, "%s: _\n", name)
			}
		}
	}
	return out.Bytes(), nil
}

// Vendor is the vendor to whose schema a name refers, or empty.
func (l *Loader) Vendor(x *ast.SelectorExpr) string {
	id, ok := x.X.(*ast.Ident)
	if !ok {
		return ""
	}
	spec, ok := id.Node.(*ast.ImportSpec)
	if !ok {
		return ""
	}
	vendor, ok := strings.CutPrefix(ast.ParseImportPath(strings.Trim(spec.Path.Value, `"`)).Path, l.Module+"/")
	if !ok {
		return ""
	}
	return vendor
}

// IsNeutral reports whether a name refers to a definition of a schema that adds
// nothing to what is unified with it, as long as that is checked natively.
func (l *Loader) IsNeutral(x *ast.SelectorExpr) bool {
	vendor := l.Vendor(x)
	name, _, err := ast.LabelName(x.Sel)
	if vendor == "" || err != nil {
		return false
	}
	text, err := l.stub(vendor)
	return err == nil && bytes.Contains(text, []byte("\n"+name+": _\n"))
}

// Definitions lists the definitions that the text of a schema file declares at
// the beginning of a line. It spares parsing files that are not needed.
func Definitions(text []byte) iter.Seq[string] {
	return func(yield func(string) bool) {
		for line := range bytes.Lines(text) {
			if line[0] != '#' {
				continue
			}
			if name, _, ok := bytes.Cut(line, []byte(":")); ok && !yield(string(name)) {
				return
			}
		}
	}
}

// constants returns the fields of a definition that have a value whatever the
// user says: literals, and defaults with any other value beside them.
func constants(body *ast.StructLit) []string {
	var fields []string
	for _, e := range body.Elts {
		f, ok := e.(*ast.Field)
		if !ok || f.Constraint != token.ILLEGAL {
			continue
		}
		label, err := format.Node(f.Label)
		if err != nil {
			continue
		}
		var value ast.Expr
		switch x := f.Value.(type) {
		case *ast.BasicLit:
			value = x
		case *ast.BinaryExpr:
			for left := ast.Expr(x); ; {
				b, ok := left.(*ast.BinaryExpr)
				if !ok {
					if u, ok := left.(*ast.UnaryExpr); ok && u.Op == token.MUL {
						value = ast.NewBinExpr(token.OR, u, ast.NewIdent("_"))
					}
					break
				}
				left = b.X
			}
		}
		if value == nil {
			continue
		}
		text, err := format.Node(value)
		if err != nil {
			continue
		}
		fields = append(fields, fmt.Sprintf("%s: %s", label, text))
	}
	return fields
}
