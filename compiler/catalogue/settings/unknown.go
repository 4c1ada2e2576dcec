package settings

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"provc/compiler/catalogue"
	"provc/compiler/diag"
	"provc/compiler/meant"
	"provc/compiler/value"
)

// What is said of labels that the schema does not allow.

// complete extends a name by the labels below it, as long as there is one way
// to go, so that a wrong index is told with the parameter it was meant for.
func (c *Checker) complete(p place, f value.Field) string {
	for f.Value.Kind == value.Struct && len(f.Value.Fields) == 1 && p.params != nil && !IsReference(f.Value) {
		f = f.Value.Fields[0]
		p = p.down(f.Label, cmp.Or(c.Separator, ".")) // a name that is one label has nothing below it
	}
	return p.name
}

// field is by which name Doubts knows what stands at a place: a parameter's, or the
// label of a field.
func (p place) field() string {
	if p.params != nil {
		return p.name
	}
	name, _, _ := strings.Cut(p.name, "[")
	return name[strings.LastIndexByte(name, '.')+1:]
}

// refused reports a label that the schema refuses in a sentence.
func (c *Checker) refused(p, under place, o *catalogue.Object, field *catalogue.Field, f value.Field) {
	name := c.complete(under, f)
	d := p.indexCheck().At(f.Pos, "%s: %s", name, field.Type.Sentence())
	switch own := c.named(field.Meta.Check); {
	case own != nil:
		d = own.At(f.Pos, "%s: %s", name, field.Type.Sentence())
		c.doubt(f.Label)
	case p.params != nil:
		d.Detail = "found " + f.Label
		c.doubt(name)
		if plain := strings.TrimLeft(f.Label, "0"); plain != f.Label {
			if known := o.Field(plain); known != nil && !known.Refuses() {
				d = d.Proposed(diag.Write(strconv.Quote(plain), diag.Rename(f.Label, plain)))
			}
		}
	default:
		d.Detail = "found " + f.Label
	}
	c.Findings.Add(d)
}

// oneLabel writes a name as one label that is written as several, or the names of what
// stands below it.
func (c *Checker) oneLabel(f value.Field) diag.Proposal {
	names := c.dotted("", f)
	if len(names) == 1 {
		return diag.Write(strconv.Quote(names[0]), diag.Rename(names[0], names[0])).Before(", as one label")
	}
	var quoted []string
	for _, name := range names[:min(len(names), 3)] {
		quoted = append(quoted, strconv.Quote(name))
	}
	if len(names) > len(quoted) {
		quoted = append(quoted, "so on")
	}
	last := len(quoted) - 1
	return diag.Write(strings.Join(quoted[:last], ", ")+" and "+quoted[last], diag.Fix{}).Before(", each as one label")
}

// dotted are the names of what has a value in a field, each with all labels above it.
func (c *Checker) dotted(above string, f value.Field) []string {
	name := above + f.Label
	if f.Value.Kind != value.Struct || len(f.Value.Fields) == 0 || IsReference(f.Value) {
		return []string{name}
	}
	var names []string
	for _, below := range f.Value.Fields {
		names = append(names, c.dotted(name+c.Separator, below)...)
	}
	return names
}

// elsewhere are words that other systems have for fields of a deployment.
var elsewhere = map[string]string{
	"handset": "phones", "handsets": "phones", "device": "phones", "devices": "phones",
	"person": "users", "persons": "users", "people": "users",
}

// fewLetters are how long a list of labels may be that is told whole, if they are more
// than nine: those of a contact are short.
const fewLetters = 60

// unknown reports a label that a struct does not allow, with the name that was
// probably meant.
func (c *Checker) unknown(p, under place, o *catalogue.Object, f value.Field) {
	if (p.secret || value.LooksSecret(p.field()) && len(o.Labels()) <= 1) && meant.Nearest(f.Label, []string{"secret"}) == "" {
		// What stands there may be the secret itself.
		c.Findings.Add(p.unknownCheck().At(f.Pos, "%s takes no such field", p.name).WithHint(`write {secret: "name"}`))
		return
	}
	if p.params == nil {
		d := p.unknownCheck().At(f.Pos, "%s is no field of %s", under.name, cmp.Or(p.name, "a deployment"))
		labels := o.Labels()
		if params := o.Field("params"); params != nil && params.Type.IsCalled(catalogue.ParamsType) && params.Type.Object().Field(f.Label) != nil {
			c.doubt(c.complete(place{params: f.Value}.down(f.Label, c.Separator), f))
			c.Findings.Add(d.Proposed(diag.Write("params: "+f.Label+": …", diag.Fix{Moves: []diag.Move{{From: f.Label, To: []string{"params", f.Label}}}})))
			return
		}
		if own := elsewhere[strings.ToLower(f.Label)]; slices.Contains(labels, own) {
			c.doubt(own)
			d = d.Proposed(diag.DidYouMean(own, diag.Rename(f.Label, own)))
		} else if near := meant.Nearest(f.Label, labels); near != "" {
			c.doubt(near)
			d = d.Proposed(diag.DidYouMean(near, diag.Rename(f.Label, near)))
		} else if all := strings.Join(labels, ", "); len(labels) > 0 && (len(labels) <= 9 || len(all) <= fewLetters) {
			d.Hint = "allowed are " + all
		}
		c.Findings.Add(d)
		return
	}
	name := c.complete(under, f)
	c.doubt(name)
	if s, ok := c.Schema.Param(name); ok {
		wrong := "is written with other labels"
		if strings.Contains(f.Label, ".") {
			wrong = "has several parts in one label, and they must be nested"
		}
		c.Findings.Add(p.unknownCheck().At(f.Pos, "%s %s", name, wrong).Proposed(diag.Write(s.Spell(), diag.Relabel(name, s.Labels))))
		return
	}
	if index, most, _ := c.Schema.Beyond(name); index != "" {
		d := p.indexCheck().At(f.Pos, "%s: the index must be 1 to %d", name, most).WithDetail("found %s", index)
		if plain := strings.TrimLeft(index, "0"); plain != index && isUpTo(plain, most) {
			d = d.Proposed(diag.Write(strconv.Quote(plain), diag.Rename(f.Label, strings.Replace(f.Label, index, plain, 1))))
		}
		c.Findings.Add(d)
		return
	}
	var hint diag.Proposal
	if group := c.misplaced(under, f); group != "" {
		hint = diag.DidYouMean(group, diag.Relabel(under.name, strings.Split(group, c.Separator)))
	} else {
		var near string
		hint, near = c.proposed(name, under.name, o, f.Label)
		c.doubt(near)
	}
	if group, _, nested := strings.Cut(name, "."); nested {
		c.doubt(group + below) // it may have meant any parameter of the group
	}
	c.Findings.Add(p.unknownCheck().At(f.Pos, "%s is no parameter of %s", name, c.Subject).Proposed(hint))
}

// misplaced returns the group of parameters, such as prov.login, that a struct in the
// wrong place was probably meant to be: all that is in it is there under the same
// names. Those are in doubt then.
func (c *Checker) misplaced(p place, f value.Field) string {
	if f.Value.Kind != value.Struct || len(f.Value.Fields) < 2 || c.Separator == "" {
		return ""
	}
	group := ""
	for _, in := range f.Value.Fields {
		name := c.complete(p.down(in.Label, c.Separator), in)
		above, ok := strings.CutSuffix(c.Schema.Nearest(name), c.Separator+name)
		if !ok || group != "" && group != above {
			return ""
		}
		group = above
	}
	if group == "" {
		return ""
	}
	for _, in := range f.Value.Fields {
		c.doubt(group + c.Separator + c.complete(p.down(in.Label, c.Separator), in))
	}
	return group + c.Separator + p.name
}

// deeper is the one group of parameters in a struct that has all the labels which the
// struct itself does not allow, or "".
func (c *Checker) deeper(p place, o *catalogue.Object, fields []value.Field) string {
	if c.Separator == "" || p.name == "" {
		return ""
	}
	group := ""
	for _, g := range o.Fields() {
		in := g.Type.Object()
		if g.IsPattern() || in == nil {
			continue
		}
		all := true
		for _, f := range fields {
			if o.Field(f.Label) == nil {
				known := in.Field(f.Label)
				all = all && known != nil && !known.Refuses() && known.Type.Takes(f.Value.Kind)
			}
		}
		if all && group != "" {
			return "" // which of them was meant?
		}
		if all {
			group = g.Label
		}
	}
	return group
}

// tooHigh tells of parameters that stand in the struct around their group.
func (c *Checker) tooHigh(p place, o *catalogue.Object, group string, fields []value.Field) {
	var names, labels []string
	var moves []diag.Move
	var first diag.Pos
	for _, f := range fields {
		if o.Field(f.Label) != nil {
			continue
		}
		if len(names) == 0 {
			first = f.Pos
		}
		names = append(names, p.down(f.Label, c.Separator).name)
		labels = append(labels, f.Label)
		moves = append(moves, diag.Move{From: f.Label, To: []string{group, f.Label}})
		c.doubt(names[len(names)-1])
		c.doubt(p.name + c.Separator + group + c.Separator + f.Label)
	}
	said := "%s is no parameter of %s"
	if len(names) > 1 {
		said = "%s are no parameters of %s"
	}
	c.Findings.Add(ParameterUnknown.At(first, said, strings.Join(names, ", "), c.Subject).
		Proposed(diag.Write(fmt.Sprintf("%s: {%s: …}", group, labels[0]), diag.Fix{Moves: moves}).
			After(fmt.Sprintf("did you mean %s%s%s? ", p.name, c.Separator, group))))
}

func isUpTo(text string, most int) bool {
	i, err := strconv.Atoi(text)
	return err == nil && 1 <= i && i <= most
}

// proposed is meant, which entities by the thousand may ask of the same name.
func (c *Checker) proposed(name, under string, o *catalogue.Object, label string) (diag.Proposal, string) {
	key := name + "\x00" + under
	if known, ok := c.meanings[key]; ok {
		return known.Proposal, known.near
	}
	hint, near := c.meant(name, under, o, label)
	if len(c.meanings) >= maxNames || c.meanings == nil {
		c.meanings = map[string]meaning{}
	}
	c.meanings[key] = meaning{hint, near}
	return hint, near
}

// meaning is what was probably meant by a name.
type meaning struct {
	diag.Proposal
	near string
}

// meant proposes the parameter that an unknown name was probably meant for.
func (c *Checker) meant(name, under string, o *catalogue.Object, label string) (hint diag.Proposal, near string) {
	if letter := c.Schema.LetterIndex(name); letter != "" {
		return diag.Say(numberFor(letter)), ""
	}
	near, change := c.near(name, under, o, label)
	if least, most := c.Schema.Between(name); most > 0 {
		return diag.Say(fmt.Sprintf("the number in it must be %d to %d", least, most)), near
	}
	out := c.offer(name)
	if near == "" {
		return diag.Say(out), ""
	}
	hint = diag.DidYouMean(near, change)
	switch {
	case strings.EqualFold(near, name):
		hint = hint.After("names are case-sensitive: ")
	case out != "":
		hint = hint.Before(" (" + out + ")")
	}
	return hint, near
}

// near is the parameter that an unknown name was probably meant to be, or "", and how the
// name becomes that.
func (c *Checker) near(name, under string, o *catalogue.Object, label string) (string, diag.Fix) {
	if c.Separator == "" { // a name is one label
		near := c.Schema.Nearest(name)
		return near, c.Schema.Respelled(name, near)
	}
	if near := meant.Nearest(label, o.Labels()); near != "" {
		full := strings.TrimSuffix(under, label) + near
		if whole := full + strings.TrimPrefix(name, under); whole != full {
			if _, ok := c.Schema.Param(whole); ok {
				full = whole
			}
		}
		return full, diag.Rename(label, near)
	}
	near := c.Schema.Nearest(name)
	return near, c.Schema.Respelled(name, near)
}

func numberFor(letter string) string {
	return fmt.Sprintf("write a number in the place of %s", letter)
}
