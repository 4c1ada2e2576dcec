package editor

import (
	"cmp"
	"slices"
	"strings"

	"provc/compiler/catalogue"
	"provc/compiler/editor/markdown"
	"provc/compiler/editor/outline"
)

// Kind is what an item is.
type Kind uint8

const (
	KindField     Kind = iota // of a deployment or a part of it
	KindParameter             // or a group of parameters
	KindValue                 // one that may be chosen
	KindName                  // of a group, a handset, a person, a model, a folder
	KindSecret                // the name of a secret
	KindTemplate              // a hidden struct of the user's, a definition
	KindCheck
)

// Item is what may be put in the place of a word.
type Item struct {
	Label    string
	Kind     Kind
	Detail   string // in a few words
	Doc      string // Markdown
	Insert   string
	Filter   string // what an editor may compare the word with; empty: the label
	From, To int    // what it replaces
}

// mostItems is how many items are proposed at a time.
const mostItems = 200

// Complete lists what may stand at an offset, what fits best first. It reports whether
// there is more, or may be when more of the word is known.
func (p *Package) Complete(file string, text []byte, offset int) (items []Item, more bool) {
	s := p.scene(file, text)
	c := &completion{scene: s, at: s.at.At(offset), offset: offset, seen: map[string]bool{}}
	c.here = spot{s.at, c.at.Node}
	if c.head() {
		return c.sorted()
	}
	if !c.at.Label && !c.at.Value {
		return nil, false
	}
	c.shapes = s.shapesOf(c.here)
	if c.at.InList {
		var elements []shape
		for _, h := range c.shapes {
			if e, ok := h.element(); ok {
				elements = append(elements, e)
			}
		}
		c.shapes = elements
	}
	if c.definitions() {
		return c.sorted()
	}
	for i := range c.shapes {
		h := &c.shapes[i]
		if c.at.Value {
			c.values(h)
		}
		if c.at.Label {
			c.labels(h)
		}
	}
	c.arguments()
	c.templates()
	return c.sorted()
}

// completion is the items at a place.
type completion struct {
	*scene
	at     outline.Place
	here   spot
	offset int
	shapes []shape

	items  []ranked
	seen   map[string]bool
	partly bool // there are more if more of the word is typed
}

// ranked is an item, and how well it fits: less is better.
type ranked struct {
	Item
	rank   int
	finish func(*Item) // tells more of an item that is proposed; may be nil
}

// How well an item fits, beside the word.
const (
	rankFirst  = iota * 10
	rankPlain  // as the schema has it
	rankPart   // a part of its name, further down, is what is typed
	rankWhole  // or begins so
	rankLater  // of later releases
	rankAbsent // which the model lacks
)

// add adds an item if it fits the word.
func (c *completion) add(rank int, x Item) { c.addLater(rank, x, nil) }

// addLater adds an item of which more is told if it is among those that are proposed.
func (c *completion) addLater(rank int, x Item, finish func(*Item)) {
	word := strings.ToLower(strings.Trim(c.at.Word, `"`))
	label := strings.ToLower(strings.Trim(x.Label, `"`))
	switch {
	case word == "" || x.Filter != "":
	case strings.HasPrefix(label, word):
		rank -= 2
	case strings.Contains(label, word):
		rank--
	default:
		return
	}
	key := x.Label + string(rune(x.Kind))
	if c.seen[key] {
		return
	}
	c.seen[key] = true
	if c.at.IsLabel && c.at.Label {
		x.Insert = strings.TrimSuffix(x.Insert, ": ")
	}
	if c.at.Quoted && x.Filter == "" {
		x.Filter = `"` + strings.Trim(x.Label, `"`) + `"` // as what is typed begins
	}
	x.From, x.To = c.at.From, c.at.To
	c.items = append(c.items, ranked{x, rank, finish})
}

func (c *completion) sorted() ([]Item, bool) {
	slices.SortStableFunc(c.items, func(a, b ranked) int { return cmp.Compare(a.rank, b.rank) })
	var items []Item
	for _, r := range c.items[:min(len(c.items), mostItems)] {
		if r.finish != nil {
			r.finish(&r.Item)
		}
		items = append(items, r.Item)
	}
	return items, c.partly || len(c.items) > mostItems
}

// declared are the labels that need not be proposed: those that are declared in the same
// struct, and, of single values, in another declaration of the same.
func (c *completion) declared() (braced, all map[string]bool) {
	braced, all = map[string]bool{}, map[string]bool{}
	note := func(at spot) {
		for child := range at.Children(at.node) {
			n := &at.Nodes[child]
			if n.Kind != outline.Field || at.source == c.scene.at && int(n.From) <= c.offset && c.offset <= int(n.To) {
				continue
			}
			all[n.Label] = true
			if at == c.here && (n.Braces() || !c.isChain(at, child)) {
				braced[n.Label] = true
			}
		}
	}
	note(c.here)
	if c.here.node != outline.None {
		for _, at := range c.same(c.here) {
			if at != c.here {
				note(at)
			}
		}
	}
	return braced, all
}

// isChain reports whether further labels follow a label: a: b: 1. Such a one may be
// repeated, to say something else under it.
func (c *completion) isChain(at spot, node int32) bool {
	for child := range at.Children(node) {
		return at.Nodes[child].Kind != outline.Element
	}
	return false
}

// labels proposes labels of a struct.
func (c *completion) labels(h *shape) {
	o := h.typ.Object()
	if o == nil || h.isLeaf() && !c.at.Value {
		return
	}
	braced, all := c.declared()
	if h.isParams && !h.isLeaf() {
		c.parameters(h, braced, all)
		return
	}
	for _, f := range o.Fields() {
		switch {
		case f.Refuses():
		case f.IsPattern():
			c.entities(h, f, all)
		case all[f.Label] && f.Type.Object() == nil, braced[f.Label], isConstant(f.Type):
		default:
			rank := rankPlain
			if f.Required {
				rank = rankFirst
			}
			c.add(rank, Item{Label: f.Label, Kind: KindField, Detail: kindOf(f), Doc: markdown.Prose(f.Doc), Insert: spell(f.Label)})
		}
	}
	if h.definition() == "#Inventory" && !all["each"] {
		c.add(rankFirst, Item{Label: "each", Kind: KindField, Detail: "required; what each row makes", Insert: "each: "})
	}
}

// isConstant reports whether a type has one value, which the schema gives itself.
func isConstant(t *catalogue.Type) bool { return len(t.Enum()) == 1 }

// kindOf says in few words what a field holds.
func kindOf(f *catalogue.Field) string {
	said := strings.TrimPrefix(f.Type.Sentence(), "must be ")
	switch {
	case said != "":
	case f.Type.Elem() != nil:
		said = "list"
	case f.Type.Object() != nil:
		said = "struct"
	}
	if values := f.Type.Enum(); said == "" && len(values) > 0 {
		said = strings.Join(values, ", ")
	}
	if preset := f.Type.Preset(); preset != "" && preset != `""` {
		said += "; default " + preset
	}
	if f.Required {
		said = strings.TrimSuffix("required; "+said, "; ")
	}
	return said
}

// spell is a label as CUE writes it, with its colon.
func spell(labels ...string) string {
	p := catalogue.Param{Labels: labels}
	return p.Spell() + " "
}
