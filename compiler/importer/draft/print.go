package draft

import (
	"fmt"
	"regexp"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/format"
	"cuelang.org/go/cue/literal"
	"cuelang.org/go/cue/parser"
)

// width is how long a struct may be on one line.
const width = 80

// Source writes the package: all fields, or those that keep lets through.
func (p *Package) Source(fields []*Field) ([]byte, error) {
	var w writer
	for _, c := range p.Comments {
		w.comment(c)
	}
	fmt.Fprintf(&w.Builder, "package %s\n\n", p.Name)
	var imports []string
	for _, i := range p.Imports {
		if uses(fields, i[strings.LastIndexByte(i, '/')+1:]+".") {
			imports = append(imports, literal.String.Quote(i))
		}
	}
	switch {
	case len(imports) > 1:
		w.WriteString("import (\n" + strings.Join(imports, "\n") + "\n)\n")
	case len(imports) == 1:
		w.WriteString("import " + imports[0] + "\n")
	}
	w.WriteByte('\n')
	for i, f := range fields {
		if i > 0 {
			w.WriteByte('\n')
		}
		w.field(f, 0)
	}
	// CUE's formatter has the last word.
	file, err := parser.ParseFile(p.Name+".cue", w.String(), parser.ParseComments)
	if err != nil {
		return nil, fmt.Errorf("what import made is no CUE: %w", err)
	}
	return format.Node(file)
}

// uses reports whether any of the fields is taken together with something of a package.
func uses(fields []*Field, prefix string) bool {
	for _, f := range fields {
		for _, with := range f.Value.With {
			if strings.HasPrefix(with, prefix) {
				return true
			}
		}
	}
	return false
}

type writer struct{ strings.Builder }

func (w *writer) comment(text string) {
	for line := range strings.Lines(text) {
		fmt.Fprintf(&w.Builder, "// %s\n", strings.TrimSpace(line))
	}
}

func (w *writer) field(f *Field, depth int) {
	// A comment in a chain of labels stands above the whole.
	for in := f; ; in = in.Value.Fields[0] {
		for _, c := range in.Comments {
			for _, line := range folded(c, 84-4*depth) {
				w.comment(line)
			}
		}
		if !isChain(in.Value) {
			break
		}
	}
	if f.Template {
		w.WriteString(f.Label + ": ")
	} else {
		w.WriteString(label(f.Label) + ": ")
	}
	w.value(f.Value, depth)
	for f.Value.Kind == Struct && isChain(f.Value) {
		f = f.Value.Fields[0]
	}
	if f.Origin != "" && f.Value.Kind != Struct {
		w.WriteString(" // " + f.Origin)
	}
	w.WriteByte('\n')
}

// isChain reports whether a struct is written without braces: it has one field.
func isChain(v *Value) bool { return v.Kind == Struct && len(v.With) == 0 && len(v.Fields) == 1 }

func (w *writer) value(v *Value, depth int) {
	switch v.Kind {
	case Struct:
		w.structure(v, depth)
	case List:
		w.list(v, depth)
	default:
		w.WriteString(scalar(v))
	}
}

func scalar(v *Value) string {
	switch v.Kind {
	case Text:
		return quoted(v.Text)
	case Secret:
		return "secret: " + quoted(v.Text)
	}
	return v.Text
}

// quoted is a text as CUE has it: over several lines where it has some.
func quoted(text string) string { return literal.String.Quote(text) }

func (w *writer) structure(v *Value, depth int) {
	for _, with := range v.With {
		w.WriteString(with + " & ")
	}
	deployment := depth == 0 && len(v.With) > 0
	if line := inline(v, width-4*depth); line != "" && !deployment {
		w.WriteString(line)
		return
	}
	if isChain(v) {
		f := v.Fields[0]
		w.WriteString(label(f.Label) + ": ")
		w.value(f.Value, depth)
		return
	}
	w.WriteString("{\n")
	long := false // what stood before takes several lines
	for n, f := range v.Fields {
		var in writer
		in.field(f, depth+1)
		text := in.String()
		lines := strings.Count(text, "\n") > 1
		// The parts of a deployment stand apart.
		if depth == 0 && len(v.With) > 0 && n > 0 && (lines || long) {
			w.WriteByte('\n')
		}
		long = lines
		w.WriteString(text)
	}
	w.WriteString("}")
}

func (w *writer) list(v *Value, depth int) {
	if line := inline(v, width-4*depth); line != "" {
		w.WriteString(line)
		return
	}
	w.WriteString("[\n")
	line := ""
	for _, item := range v.Items {
		text, ok := oneLine(item, false)
		switch {
		case item.Kind != Struct && ok: // several on a line
			if line != "" && len(line)+len(text)+2 > width-4*depth {
				w.WriteString(line + "\n")
				line = ""
			}
			line += text + ", "
		case ok && len(text) <= width-4*depth:
			w.WriteString(braced(text) + ",\n")
		default:
			w.WriteString("{\n")
			for _, f := range item.Fields {
				w.field(f, depth+2)
			}
			w.WriteString("},\n")
		}
	}
	if line != "" {
		w.WriteString(line + "\n")
	}
	w.WriteString("]")
}

// braced is a struct on one line as an item of a list.
func braced(text string) string {
	if strings.HasPrefix(text, "{") {
		return text
	}
	return "{" + text + "}"
}

// inline is a value on one line, if it fits and nothing stands beside its fields;
// else nothing.
func inline(v *Value, room int) string {
	s, ok := oneLine(v, true)
	if !ok || len(s) > room {
		return ""
	}
	return s
}

func oneLine(v *Value, outer bool) (string, bool) {
	switch v.Kind {
	case Struct:
		var parts []string
		for _, f := range v.Fields {
			if len(f.Comments) > 0 || f.Origin != "" {
				return "", false
			}
			s, ok := oneLine(f.Value, false)
			if !ok {
				return "", false
			}
			parts = append(parts, label(f.Label)+": "+s)
		}
		with := ""
		if !outer && len(v.With) > 0 {
			with = strings.Join(v.With, " & ") + " & "
		}
		if len(parts) == 1 && len(v.With) == 0 {
			return parts[0], true
		}
		// More than a handful is read more easily one below the other.
		return with + "{" + strings.Join(parts, ", ") + "}", len(parts) <= 5
	case List:
		var parts []string
		for _, item := range v.Items {
			s, ok := oneLine(item, false)
			if !ok || item.Kind == Struct && len(v.Items) > 1 {
				return "", false
			}
			if item.Kind == Struct {
				s = braced(s)
			}
			parts = append(parts, s)
		}
		return "[" + strings.Join(parts, ", ") + "]", true
	case Text:
		return quoted(v.Text), !strings.Contains(v.Text, "\n")
	case Secret:
		return scalar(v), true
	}
	return v.Text, true
}

var plainLabel = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// label is a label as CUE has it. One that begins with an underscore needs quotes
// where it is no template's.
func label(l string) string {
	if strings.HasPrefix(l, "_") || !plainLabel.MatchString(l) || !ast.IsValidIdent(l) {
		return literal.Label.Quote(l)
	}
	return l
}

// folded breaks a text into lines.
func folded(text string, room int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && len(line)+1+len(word) > max(room, 30) {
			lines, line = append(lines, line), ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}
