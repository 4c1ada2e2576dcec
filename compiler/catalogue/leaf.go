package catalogue

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/format"
	"cuelang.org/go/cue/parser"
	"cuelang.org/go/cue/token"

	"provc/compiler/value"
)

// leaf is a constraint on a scalar that the lowering cannot express. CUE itself
// answers it: a value is allowed if it unifies with the expression.
type leaf struct {
	schema  *Schema
	pos     token.Pos
	imports string // of the packages that the expression names
	text    string // the expression

	// What follows is guarded by the evaluation's mutex.
	value    cue.Value
	built    bool
	err      error
	verdicts map[scalar]bool // of recent values
}

type scalar struct {
	kind value.Kind
	text string
}

// recent is how many verdicts a leaf remembers.
const recent = 1024

// evaluation is a vendor's package in CUE, built when a leaf first asks for it.
// A context serves one goroutine at a time.
type evaluation struct {
	sync.Mutex
	ctx *cue.Context
	pkg cue.Value
	// path is under which name the package has its hidden fields.
	path string
}

// leaf makes the condition that CUE answers. The expression must make sense at
// the top of its file, where it is evaluated. Structs and lists are no leaves:
// what holds of them the tables must express.
func (l lowering) leaf(x ast.Expr) (*leaf, error) {
	c := &leaf{schema: l.schema, pos: x.Pos(), verdicts: map[scalar]bool{}}
	if call, ok := x.(*ast.CallExpr); ok && ofStructure(call.Fun) || ofStructure(x) {
		return nil, l.errorf(x, "this constraint of a struct or list is not understood")
	}
	var err error
	fail := func(n ast.Node, text string, args ...any) {
		if err == nil {
			err = l.errorf(n, text, args...)
		}
	}
	var visit func(n ast.Node) bool
	visit = func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.StructLit:
			fail(n, "a struct is not understood here")
		case *ast.SelectorExpr:
			ast.Walk(n.X, visit, nil) // what is selected is no reference
			return false
		case *ast.Ident:
			spec, isPackage := n.Node.(*ast.ImportSpec)
			_, atTop := n.Scope.(*ast.File)
			switch {
			case isPackage:
				c.use(spec)
			case atTop || l.schema.where[n.Name] != nil:
			case n.Node != nil:
				fail(n, "%s is not understood here, since it is declared within a struct", n.Name)
			case !predeclared(n.Name):
				fail(n, "%s is not defined", n.Name)
			}
		}
		return err == nil
	}
	ast.Walk(x, visit, nil)
	if err != nil {
		return nil, err
	}
	text, err := format.Node(x)
	c.text = string(text)
	l.schema.leaves = append(l.schema.leaves, c)
	return c, err
}

// ofStructure reports whether an expression names something of the packages
// that are about lists and structs.
func ofStructure(x ast.Expr) bool {
	sel, ok := x.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	id, ok := sel.X.(*ast.Ident)
	if !ok {
		return false
	}
	spec, ok := id.Node.(*ast.ImportSpec)
	return ok && (spec.Path.Value == `"list"` || spec.Path.Value == `"struct"`)
}

// predeclared reports whether a name is CUE's own, such as uint16.
func predeclared(name string) bool {
	return cuecontext.New().BuildExpr(ast.NewIdent(name)).Err() == nil
}

// use imports a package for the expression, as its file does.
func (c *leaf) use(spec *ast.ImportSpec) {
	name := ""
	if spec.Name != nil {
		name = spec.Name.Name
	}
	line := fmt.Sprintf("import %s %s\n", name, spec.Path.Value)
	if !strings.Contains(c.imports, line) {
		c.imports += line
	}
}

// ask evaluates the expression, once. The caller holds the mutex.
func (c *leaf) ask() error {
	if c.built {
		return c.err
	}
	c.built = true
	e := &c.schema.evaluation
	if e.ctx == nil {
		if err := e.build(c.schema); err != nil {
			pos := c.pos
			if found := errors.Positions(err); len(found) > 0 {
				pos = found[0] // wherever in the package the mistake is
			}
			c.err = fmt.Errorf("%s: %w", pos, err)
			return c.err
		}
	}
	file := e.ctx.CompileString(c.imports+"leaf: "+c.text, cue.Scope(e.pkg), cue.ImportPath(e.path), cue.Filename(c.pos.Filename()))
	c.value = file.LookupPath(cue.ParsePath("leaf"))
	switch {
	case file.Err() != nil:
		c.err = fmt.Errorf("%s: %w", c.pos, file.Err())
	case c.value.Err() != nil:
		c.err = fmt.Errorf("%s: %w", c.pos, c.value.Err())
	case c.value.IncompleteKind()&scalarKinds == 0:
		c.err = fmt.Errorf("%s: %s is no scalar", c.pos, c.text)
	}
	return c.err
}

// must evaluates the expression, and panics on an error: that is a mistake in the
// schema, which tests find by reading it whole.
func (c *leaf) must() {
	if err := c.ask(); err != nil {
		panic(err)
	}
}

func (e *evaluation) build(s *Schema) error {
	inst := build.NewContext().NewInstance(s.Vendor, nil)
	if err := s.read(); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(s.texts)) {
		file, err := parser.ParseFile(name, s.texts[name])
		if err != nil {
			return err
		}
		if err := inst.AddSyntax(file); err != nil {
			return err
		}
	}
	if err := inst.Complete(); err != nil {
		return err
	}
	ctx := cuecontext.New()
	pkg := ctx.BuildInstance(inst)
	if err := pkg.Err(); err != nil {
		return err
	}
	e.ctx, e.pkg, e.path = ctx, pkg, inst.ID()
	return nil
}

const scalarKinds = cue.NullKind | cue.BoolKind | cue.NumberKind | cue.StringKind

var cueKinds = map[value.Kind]cue.Kind{
	value.Null:   cue.NullKind,
	value.Bool:   cue.BoolKind,
	value.Int:    cue.IntKind,
	value.Float:  cue.FloatKind,
	value.String: cue.StringKind,
}

// takes reports whether values of a kind can be allowed at all.
func (c *leaf) takes(k value.Kind) bool {
	e := &c.schema.evaluation
	e.Lock()
	defer e.Unlock()
	c.must()
	return c.value.IncompleteKind()&cueKinds[k] != 0
}

func (c *leaf) holds(n *value.Node) bool {
	if cueKinds[n.Kind] == 0 {
		return false
	}
	e := &c.schema.evaluation
	e.Lock()
	defer e.Unlock()
	key := scalar{n.Kind, n.Text}
	if verdict, ok := c.verdicts[key]; ok {
		return verdict
	}
	c.must()
	verdict := c.value.Unify(e.literal(n)).Validate(cue.Concrete(true)) == nil
	if len(c.verdicts) == recent {
		clear(c.verdicts)
	}
	c.verdicts[key] = verdict
	return verdict
}

// literal makes the CUE value of a scalar.
func (e *evaluation) literal(n *value.Node) cue.Value {
	switch n.Kind {
	case value.String:
		return e.ctx.Encode(n.Text)
	case value.Bool:
		return e.ctx.Encode(n.Text == "true")
	case value.Null:
		return e.ctx.CompileString("null")
	case value.Float:
		if !strings.ContainsAny(n.Text, ".eE") {
			return e.ctx.CompileString(n.Text + ".0") // else it were a whole number
		}
	}
	return e.ctx.CompileString(n.Text)
}

// Fallbacks reads the schema whole and lists the places of constraints that CUE
// answers, since the tables cannot express them. They are slow: a schema had
// better have few. A mistake in one, or in a definition, is an error.
func (s *Schema) Fallbacks() ([]string, error) {
	for _, def := range s.Definitions() {
		if _, err := s.Type(def); err != nil {
			return nil, err
		}
	}
	s.mu.Lock()
	leaves := slices.Clone(s.leaves)
	s.mu.Unlock()
	slices.SortFunc(leaves, func(a, b *leaf) int { return a.pos.Compare(b.pos) })
	s.evaluation.Lock()
	defer s.evaluation.Unlock()
	var places []string
	for _, c := range leaves {
		if err := c.ask(); err != nil {
			return nil, err
		}
		places = append(places, fmt.Sprintf("%s: %s", c.pos, c.text))
	}
	return places, nil
}
