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

// What is proposed in the place of a value that its type does not allow.

// shaped writes a value in the shape that it must have, with what it says already.
func (c *Checker) shaped(p place, t *catalogue.Type, n *value.Node, secret bool) diag.Proposal {
	label := p.name[strings.LastIndexByte(p.name, '.')+1:]
	switch {
	case secret:
		return diag.Proposal{}
	case t.Takes(value.List) && t.Elem() != nil:
		return diag.Say(fmt.Sprintf("write %s: [%s]", label, example(t.Elem(), nil)))
	case n.Kind == value.List && len(n.Items) > 0 && n.Items[0].Kind == value.String && isName(n.Items[0].Text):
		return diag.Say(fmt.Sprintf("write %s: {%q: {…}}", label, n.Items[0].Text))
	case n.Kind == value.List:
		return diag.Say(fmt.Sprintf(`write %s: {"…": {…}}, each with its name`, label))
	case n.Kind == value.String && t.Object() != nil:
		if all := t.Object().Fields(); len(all) == 1 && !all[0].IsPattern() && isName(n.Text) && all[0].Type.Admits(n) && !all[0].Meta.Secret {
			within := diag.Fix{Edits: []diag.Edit{{New: all[0].Label + ": "}}}
			return diag.Write(fmt.Sprintf("%s: %s: %q", label, all[0].Label, n.Text), within)
		}
		if x := example(t, n); x != "" {
			return diag.Say("write " + x)
		}
	}
	return diag.Proposal{}
}

// isName reports whether a text may be the name of an entity, to be repeated.
func isName(text string) bool {
	return text != "" && len(text) <= 40 && !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == '"' })
}

// example writes a struct with the fields that it needs, the last of them with a value,
// or with a label, if it needs none and takes one.
func example(t *catalogue.Type, last *value.Node) string {
	o := t.Object()
	if o == nil {
		return `"…"`
	}
	needs := o.Required()
	shown := needs
	if all := o.Fields(); len(needs) > 0 && len(all) <= 3 {
		shown = all // the few that there are
	}
	var parts []string
	for _, f := range shown {
		text := `"…"`
		if f == needs[len(needs)-1] && last != nil && isName(last.Text) && f.Type.Admits(last) && !f.Meta.Secret {
			text = fmt.Sprintf("%q", last.Text)
		}
		parts = append(parts, f.Label+": "+text)
	}
	if f := o.Field("label"); len(needs) == 0 && last != nil && isName(last.Text) && f != nil && f.Type.Admits(last) {
		parts = append(parts, fmt.Sprintf("label: %q", last.Text))
	}
	if len(parts) == 0 {
		return ""
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// literalOfType is a value that its type does not allow.
type literalOfType struct {
	of     *catalogue.Type
	kind   value.Kind
	text   string
	secret bool
}

// fixed is fix, which entities by the thousand may ask of the same value.
func (c *Checker) fixed(t *catalogue.Type, n *value.Node, secret bool) diag.Proposal {
	key := literalOfType{t, n.Kind, n.Text, secret}
	p, ok := c.mended[key]
	if !ok {
		if p = c.fix(t, n, secret); len(c.mended) >= maxNames || c.mended == nil {
			c.mended = map[literalOfType]diag.Proposal{}
		}
		c.mended[key] = p
	}
	return p
}

// begun is the one of some values that a text begins with, or that begins with it.
func begun(text string, values []string) (found string) {
	for _, v := range values {
		lower := strings.ToLower(v)
		if min(len(lower), len(text)) < 3 || !strings.HasPrefix(lower, text) && !strings.HasPrefix(text, lower) {
			continue
		}
		if found != "" {
			return ""
		}
		found = v
	}
	return found
}

// fix proposes a value that is allowed and looks like the one found.
func (c *Checker) fix(t *catalogue.Type, n *value.Node, secret bool) diag.Proposal {
	admits := func(k value.Kind, text string) bool { return t.Admits(&value.Node{Kind: k, Text: text}) }
	text := strings.ToLower(n.Text)
	switch {
	case slices.Contains([]string{"1", "yes", "true", "on", "enabled"}, text) && admits(value.Bool, "true"):
		return diag.Write("true", diag.Literal("true"))
	case slices.Contains([]string{"0", "no", "false", "off", "disabled"}, text) && admits(value.Bool, "false"):
		return diag.Write("false", diag.Literal("false"))
	case secret:
	case n.Kind == value.Int && !t.Takes(value.Int) && admits(value.String, n.Text): // else as text it would be as wrong
		return diag.Write(strconv.Quote(n.Text), diag.Literal(strconv.Quote(n.Text))).Before(", in quotes")
	case n.Kind == value.String:
		if value.IsDecimal(strings.TrimPrefix(n.Text, "-")) && admits(value.Int, n.Text) {
			return diag.Write(n.Text, diag.Literal(n.Text)).Before(", without quotes")
		}
		values := t.Enum()
		if near := cmp.Or(meant.Nearest(n.Text, values), begun(text, values)); near != "" {
			return diag.DidYouMean(strconv.Quote(near), diag.Retext(n.Text, near))
		}
		if len(values) > 9 {
			return diag.Say("provc params lists the values")
		}
	}
	return diag.Proposal{}
}
