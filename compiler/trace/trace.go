// Package trace tells how a value of a package came about: where each part of it is
// written, by which templates, comprehensions and tables it came to where it is, and
// what it refers to. Compiling keeps one place of each value; here CUE is asked again,
// about the few entities that somebody wants to know of.
package trace

import (
	"path"
	"slices"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/token"

	"provc/compiler/diag"
	"provc/compiler/evaluate"
	"provc/compiler/value"
)

// Kind says what a place has to do with a value.
type Kind string

const (
	Written   Kind = "written"   // the value, or a part that it is unified from
	Use       Kind = "use"       // a template is used here
	Each      Kind = "each"      // a comprehension makes it
	When      Kind = "if"        // on this condition
	Row       Kind = "row"       // the row, or the item of a list, that it was made of
	Reference Kind = "reference" // the value refers to this one
)

// Place took part in giving a value.
type Place struct {
	Kind Kind
	Name string // of the template, of what is referred to; the text of a clause
	Pos  diag.Pos
}

// Setting is what is asked about: a parameter of a file, as it was compiled.
type Setting struct {
	Deployment string
	Entity     string // whose file it is; empty for a file of several
	File       string
	FilePos    diag.Pos // what asks for the file
	Param      string
	Pos        diag.Pos
}

// Trace knows the values of a package.
type Trace struct {
	*evaluate.Evaluator
	root cue.Value
	inst *build.Instance

	trees map[string]*tree      // by the path of what it is below
	exprs map[string][]ast.Expr // that values are unified from, by their paths
	texts []*ast.File           // of the package and of those that it imports
}

// Of evaluates a package with some of its entities, by deployment and ID: MACs in
// lower case, and user IDs.
func Of(e *evaluate.Evaluator, pattern string, entities map[string]map[string]bool) (*Trace, error) {
	v, inst, err := e.Few(pattern, func(deployment, _, label string) bool {
		return entities[deployment][label] || entities[deployment][strings.ToLower(label)]
	})
	if err != nil {
		return nil, err
	}
	return &Trace{Evaluator: e, root: v, inst: inst, trees: map[string]*tree{}, exprs: map[string][]ast.Expr{}}, nil
}

// tree is what lies below a value, by where it is written.
type tree struct {
	at    map[diag.Pos][]*node
	nodes []*node
}

// node is a value and the labels that lead to it, from the package on.
type node struct {
	labels []cue.Selector
	value  cue.Value
}

// below walks what lies below a path, once.
func (t *Trace) below(without []string, labels ...cue.Selector) *tree {
	key := cue.MakePath(labels...).String()
	if known, ok := t.trees[key]; ok {
		return known
	}
	tr := &tree{at: map[diag.Pos][]*node{}}
	t.trees[key] = tr
	if v := t.root.LookupPath(cue.MakePath(labels...)); v.Exists() {
		t.walk(tr, v, labels, without)
	}
	return tr
}

func (t *Trace) walk(tr *tree, v cue.Value, labels []cue.Selector, without []string) {
	n := &node{slices.Clone(labels), v}
	tr.nodes = append(tr.nodes, n)
	label, in := t.Places(v)
	tr.at[label] = append(tr.at[label], n)
	if in != label {
		tr.at[in] = append(tr.at[in], n)
	}
	switch v.IncompleteKind() {
	case cue.StructKind:
		fields, err := v.Fields(cue.Optional(false))
		for err == nil && fields.Next() {
			label := fields.Selector()
			if label.LabelType() == cue.StringLabel && slices.Contains(without, label.Unquoted()) {
				continue
			}
			t.walk(tr, fields.Value(), append(labels, label), nil)
		}
	case cue.ListKind:
		items, err := v.List()
		for i := 0; err == nil && items.Next(); i++ {
			t.walk(tr, items.Value(), append(labels, cue.Index(i)), nil)
		}
	}
}

// inventory is the field of a deployment that makes entities of tables.
const inventory = "inventory"

// Of lists the places that took part in a setting: first where it is written, then by
// what it came there. One place at least is known, if any is.
func (t *Trace) Of(s Setting) (places []Place) {
	l := &list{Trace: t, setting: s}
	defer func() {
		// CUE looks into values in ways that compiling never needs; what it cannot
		// tell must not cost what is known.
		if recover() != nil {
			places = []Place{{Written, "", s.Pos}}
		}
	}()
	if n := t.find(s, l); n != nil {
		l.node(n)
	}
	if len(l.places) == 0 && s.Pos.IsValid() {
		l.add(Place{Written, "", s.Pos})
		l.around(t.position(s.Pos))
	}
	return l.places
}

// find is the value that became a setting.
func (t *Trace) find(s Setting, l *list) *node {
	deployment := cue.Str(s.Deployment)
	var prefer []string
	if s.Entity != "" {
		for _, container := range value.Containers {
			labels := []cue.Selector{deployment, cue.Str(container), cue.Str(s.Entity)}
			of := t.below(nil, labels...)
			if len(of.nodes) > 0 {
				prefer = append(prefer, t.words(labels...)...)
			}
			if n := best(of.at[s.Pos], s, nil); n != nil {
				return n
			}
		}
		for _, container := range value.Containers {
			of := t.below(nil, deployment, cue.Str(inventory), cue.Str(container), cue.Str("each"))
			if len(of.nodes) == 0 || !s.FilePos.IsValid() || strings.HasSuffix(s.FilePos.File, ".cue") {
				continue
			}
			n := best(of.at[s.Pos], s, nil)
			if n == nil {
				n = best(of.nodes, s, nil)
				if n != nil && n.score(s, nil) < likely {
					n = nil
				}
			}
			if n != nil {
				l.row = true
				return n
			}
		}
	}
	all := t.below(append([]string{inventory}, value.Containers...), deployment)
	if n := best(all.at[s.Pos], s, prefer); n != nil {
		return n
	}
	return t.called(s, prefer)
}

// called finds the value by the name of the parameter: where the schema chooses among
// alternatives, its values may stand elsewhere than those that are evaluated here.
func (t *Trace) called(s Setting, prefer []string) *node {
	deployment := cue.Str(s.Deployment)
	of := []*tree{t.below(append([]string{inventory}, value.Containers...), deployment)}
	if s.Entity != "" {
		of = nil
		for _, container := range value.Containers {
			of = append(of, t.below(nil, deployment, cue.Str(container), cue.Str(s.Entity)))
		}
	}
	for _, tr := range of {
		if n := best(tr.nodes, s, prefer); n != nil && n.score(s, nil) >= certain {
			return n
		}
	}
	return nil
}

// words are the texts of an entity's fields, such as the name of its group.
func (t *Trace) words(labels ...cue.Selector) (all []string) {
	fields, err := t.root.LookupPath(cue.MakePath(labels...)).Fields()
	for err == nil && fields.Next() {
		if text, err := fields.Value().String(); err == nil {
			all = append(all, text)
		}
	}
	return all
}

// best is the node that most looks like a setting, of those written in one place: a
// template may give several parameters one value.
func best(all []*node, s Setting, prefer []string) (found *node) {
	most := -1
	for _, n := range all {
		if score := n.score(s, prefer); score > most {
			found, most = n, score
		}
	}
	return found
}

// Scores of a node whose last label is in the parameter's name, and of one whose labels
// are the name.
const (
	likely  = 2
	certain = 3 * likely
)

func (n *node) score(s Setting, prefer []string) (score int) {
	var name strings.Builder
	last := ""
	file := "-" + strings.ReplaceAll(path.Base(s.File), ".", "-")
	for _, label := range n.labels {
		if label.LabelType() != cue.StringLabel {
			continue
		}
		text := label.Unquoted()
		if strings.Contains(file, "-"+text+"-") || slices.Contains(prefer, text) {
			score = 1
		}
		if text != "secret" {
			last = text
			name.WriteString("." + text)
		}
	}
	switch full := name.String(); {
	case strings.HasSuffix(full, "."+s.Param):
		score += certain
	case last != "" && strings.HasSuffix(strings.ToLower(s.Param), strings.ToLower(last)):
		score += likely
	}
	return score
}

// position finds a place of the package in its syntax.
func (t *Trace) position(p diag.Pos) token.Pos {
	for _, f := range t.files() {
		if tf := f.Pos().File(); tf != nil && t.Relative(f.Filename) == p.File {
			return offsetOf(f, p)
		}
	}
	return token.NoPos
}
