package vendored

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/format"
	"cuelang.org/go/cue/parser"

	"provc/compiler/catalogue"
	"provc/compiler/lookup"
)

// patternsFile is a file that the schema itself does not have.
const patternsFile = "patterns.cue"

// Of a schema: the file that says what deployments are made of, and the definition
// under which parameters stand.
const (
	shapeFile  = "deployment.cue"
	paramsType = "#Params"
)

const patternsHead = `package %s

// What language servers show of fields under labels that only a pattern describes, such
// as reg: "1": they look up names, and hold none against a pattern. To them the ellipsis
// of a list is what every label may have that is not named. CUE never looks here: the
// condition is false.
`

// patterns is a file that says of labels with patterns what is below them.
func patterns(s *catalogue.Schema) ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, patternsHead, s.Vendor)
	if err := entities(&b, s); err != nil {
		return nil, err
	}
	var top branch
	for _, h := range lookup.All([]*catalogue.Schema{s}) {
		if len(h.Param.Indexes) == 0 {
			continue
		}
		e := lookup.Describe(h)
		text := e.Comment()
		if e.About != "" {
			text = e.About + "\n\n" + text
		}
		top.add(h.Param, text)
	}
	if len(top.below) > 0 {
		write(&b, paramsType, top.String())
	}
	return format.Source(b.Bytes())
}

// entities says of each definition that maps names to what another describes, such as
// users, what that is.
func entities(b *bytes.Buffer, s *catalogue.Schema) error {
	name := path.Join(s.Vendor, shapeFile)
	text, err := fs.ReadFile(s.Folder(), name)
	if err != nil {
		return err
	}
	file, err := parser.ParseFile(name, text)
	if err != nil {
		return err
	}
	for _, d := range file.Decls {
		f, ok := d.(*ast.Field)
		if !ok {
			continue
		}
		var shown []string
		if of := each(f.Value); of != "" {
			shown = append(shown, "[..."+of+"]")
		}
		named := map[string]string{}
		for _, g := range fields(f.Value) {
			if of := each(g.Value); of != "" {
				named[label(g)] = of
				shown = append(shown, fmt.Sprintf("%s?: [...%s]", label(g), of))
			}
		}
		// What rows of a table make is what stands under the same name.
		for _, g := range fields(f.Value) {
			for _, table := range fields(g.Value) {
				if of := named[label(table)]; of != "" {
					shown = append(shown, fmt.Sprintf("%s?: %s?: each?: %s", label(g), label(table), of))
				}
			}
		}
		if len(shown) > 0 {
			write(b, label(f), strings.Join(shown, "\n"))
		}
	}
	return nil
}

// write says what is below the labels of a definition. It does so under a name, for CUE
// goes through all that a condition guards, but never through what that refers to.
func write(b *bytes.Buffer, definition, body string) {
	fmt.Fprintf(b, "\n%[1]s: {\nif false {\n_patterns.%[1]s\n}\n}\n\n_patterns: %[1]s: {\n%[2]s\n}\n", definition, body)
}

// fields are those of a struct that is written out.
func fields(x ast.Expr) []*ast.Field {
	body, ok := x.(*ast.StructLit)
	if !ok {
		return nil
	}
	var all []*ast.Field
	for _, e := range body.Elts {
		if f, ok := e.(*ast.Field); ok {
			all = append(all, f)
		}
	}
	return all
}

// label is the name of a field; empty if it has a pattern.
func label(f *ast.Field) string {
	name, _, err := ast.LabelName(f.Label)
	if err != nil {
		return ""
	}
	return name
}

// each is the definition of what stands under all labels of a struct; empty if there is
// none.
func each(x ast.Expr) string {
	definition := ""
	for _, f := range fields(x) {
		if label(f) != "" {
			return ""
		}
		if of, ok := f.Value.(*ast.Ident); ok && strings.HasPrefix(of.Name, "#") {
			definition = of.Name
		}
	}
	return definition
}

// branch is what parameters have in common that begin with the same labels.
type branch struct {
	label string // anyIndex stands for each index
	text  string // of a parameter
	below []*branch
}

const anyIndex = "…"

// add adds a parameter. Where a label is more than an index, or has nothing below it,
// each is named: of an ellipsis no comment is shown.
func (b *branch) add(p catalogue.Param, text string) {
	at := []*branch{b}
	indexes := p.Indexes
	for i, label := range p.Labels {
		n := min(catalogue.IndexesIn(label), len(indexes))
		labels := fill(label, indexes[:n])
		if len(label) == 1 && n == 1 && i < len(p.Labels)-1 {
			labels = []string{anyIndex}
		}
		indexes = indexes[n:]
		var next []*branch
		for _, b := range at {
			for _, l := range labels {
				next = append(next, b.of(l))
			}
		}
		at = next
	}
	for _, b := range at {
		b.text = text
	}
}

// fill lists a label with each of the numbers that its indexes can be.
func fill(label string, most []int) []string {
	filled := [][]int{nil}
	for _, m := range most {
		var more [][]int
		for _, f := range filled {
			for n := range m {
				more = append(more, append(slices.Clone(f), n+1))
			}
		}
		filled = more
	}
	var labels []string
	for _, f := range filled {
		labels = append(labels, catalogue.Param{Name: label}.Fill(f...))
	}
	return labels
}

// of is the branch of a label.
func (b *branch) of(label string) *branch {
	i := slices.IndexFunc(b.below, func(c *branch) bool { return c.label == label })
	if i < 0 {
		i = len(b.below)
		b.below = append(b.below, &branch{label: label})
	}
	return b.below[i]
}

// String is the branch as CUE.
func (b *branch) String() string {
	var to strings.Builder
	b.write(&to)
	return to.String()
}

func (b *branch) write(to *strings.Builder) {
	for _, c := range b.below {
		if c.text != "" {
			for line := range strings.SplitSeq(c.text, "\n") {
				to.WriteString(strings.TrimRight("// "+line, " ") + "\n")
			}
		}
		if c.label == anyIndex {
			to.WriteString("[...")
		} else {
			fmt.Fprintf(to, "%s?: ", quoted(c.label))
		}
		if len(c.below) > 0 {
			to.WriteString("{\n")
			c.write(to)
			to.WriteString("}")
		} else {
			to.WriteString("_")
		}
		if c.label == anyIndex {
			to.WriteString("]")
		}
		to.WriteString("\n")
	}
}

func quoted(label string) string {
	if ast.IsValidIdent(label) {
		return label
	}
	return strconv.Quote(label)
}
