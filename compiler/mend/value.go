package mend

import (
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/literal"
)

func quoted(text string) string { return literal.String.Quote(text) }

// value gives the value at an offset.
func (t *Text) value(to string, at int) ([]Edit, bool) {
	p := t.pathTo(at)
	if p.value == nil || p.value.Pos().Offset() != at {
		return nil, false
	}
	return t.replaced(p.value, to)
}

// quotes puts double quotes around the text at an offset, in the place of single ones.
func (t *Text) quotes(at int) ([]Edit, bool) {
	lit, ok := t.pathTo(at).value.(*ast.BasicLit)
	if !ok || lit.Pos().Offset() != at {
		return nil, false
	}
	inner := strings.TrimSuffix(strings.TrimPrefix(lit.Value, "'"), "'")
	if "'"+inner+"'" != lit.Value || inner == "" || strings.ContainsAny(inner, "'\"\\\n") {
		return nil, false
	}
	end := lit.End().Offset()
	return []Edit{swap(at, at+1, `"`), swap(end-1, end, `"`)}, true
}

// replaced gives a value that is written out. What stays as it is is left as it is: it
// may be a secret.
func (t *Text) replaced(n ast.Node, to string) ([]Edit, bool) {
	switch x := n.(type) {
	case *ast.BasicLit, *ast.UnaryExpr:
	case *ast.Ident:
		if x.Node != nil || x.Name != "true" && x.Name != "false" && x.Name != "null" {
			return nil, false
		}
	default:
		return nil, false
	}
	from, end := n.Pos().Offset(), n.End().Offset()
	was := string(t.bytes[from:end])
	switch {
	case was == to:
		return nil, false
	case `"`+was+`"` == to:
		return []Edit{swap(from, from, `"`), swap(end, end, `"`)}, true
	case was == `"`+to+`"`:
		return []Edit{swap(from, from+1, ""), swap(end-1, end, "")}, true
	case strings.Contains(was, "\n"):
		return nil, false
	}
	return []Edit{swap(from, end, to)}, true
}
