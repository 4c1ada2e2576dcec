package draft

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"provc/compiler/catalogue"
	"provc/compiler/importer/tree"
	"provc/compiler/value"
)

// Param is a parameter of a layer.
type Param struct {
	Text  string // as phones read it
	From  []Said // the settings that say so; none if the importer does
	Note  string // a comment of the importer's own
	Level bool   // the vendor's default, of which no file says anything: a weaker layer says something else
}

// Said is a setting of a file.
type Said struct {
	*tree.Setting
	File *tree.File
}

// Layer is what a deployment, a group, a phone or a person says: parameters by name.
type Layer map[string]Param

// Desk writes layers. It remembers what the catalogue says of each name.
type Desk struct {
	Schema  *catalogue.Schema
	Written func(*value.Node) string
	Compare func(a, b string) int // the order of names
	Origins bool                  // where each parameter comes from is written beside it
	Secrets *Secrets

	// Trial says that what is written is thrown away: no fate is decided, and passwords
	// stand where their names would.
	Trial bool

	// Other reports what other product a parameter is known to, or nothing.
	Other func(name string) string
	// Unfit says why phones do not take what params takes, as those of a model that lacks
	// a parameter: then they never read it, and it goes nowhere; or that takes other
	// values, and then it goes into unlisted. Nil finds none.
	Unfit func(name, text string) (why string, lacks bool)

	names map[string]*catalogue.Named
}

// Name is what the catalogue says of a name.
func (d *Desk) Name(name string) *catalogue.Named {
	n := d.names[name]
	if n == nil {
		found := d.Schema.Name(name)
		n = &found
		if d.names == nil {
			d.names = map[string]*catalogue.Named{}
		}
		d.names[name] = n
	}
	return n
}

// IsSecret reports whether a value is never to be shown.
func (d *Desk) IsSecret(name string) bool { return d.Name(name).Secret }

// Reads reports whether phones may read a parameter at all: one that differs in letter
// case alone, or has no name of a parameter, does nothing, and goes nowhere.
func (d *Desk) Reads(name, text string) bool {
	n := d.Name(name)
	if n.Field == nil {
		return n.Refusal == ""
	}
	v, _ := n.Value(text, d.Written)
	return v != nil || n.Refusal == ""
}

// Write puts a layer into a struct that stands at a place: what the catalogue takes
// under params, and all else under unlisted. It decides what became of each setting.
// Secret names the secret of a parameter.
func (d *Desk) Write(into *Value, at string, l Layer, secret func(name string) string) {
	d.write(into, at, l, func(name string, v *Value) *Value {
		switch text := l[name].Text; {
		case !d.IsSecret(name) || d.Trial:
			return v
		case text == "":
			return NewText("")
		default:
			return &Value{Kind: Secret, Text: d.Secrets.Name(secret(name), text)}
		}
	})
}

// write is Write with values as something else has them.
func (d *Desk) write(into *Value, at string, l Layer, as func(name string, v *Value) *Value) {
	for _, name := range l.names(d.Compare) {
		p, n := l[name], d.Name(name)
		labels, v, fate := d.place(n, p)
		if labels == nil {
			d.decide(p, fate)
			continue
		}
		s := into.At(labels[:len(labels)-1]...)
		f := s.Set(labels[len(labels)-1], as(name, v))
		f.Comments = p.comments(d.Secrets)
		for _, note := range []string{fate.Note, p.Note} {
			if note != "" {
				f.Comments = append(f.Comments, note)
			}
		}
		if d.Origins && len(p.From) > 0 {
			f.Origin = fmt.Sprintf("%s:%d", p.From[0].File.Path, p.From[0].Line)
		}
		fate.Where = at
		for _, label := range labels {
			fate.Where = strings.TrimPrefix(fate.Where+"."+InPath(label), ".")
		}
		d.decide(p, fate)
	}
	if f := into.Get("params"); f != nil {
		f.Value.tidy()
	}
	into.last("unlisted")
}

// InPath is a label as it stands in a path of CUE.
func InPath(l string) string { return label(l) }

func (l Layer) names(compare func(a, b string) int) []string {
	names := make([]string, 0, len(l))
	for name := range l {
		names = append(names, name)
	}
	slices.SortFunc(names, compare)
	return names
}

// place finds where a parameter goes, and as what. Without labels it goes nowhere.
func (d *Desk) place(n *catalogue.Named, p Param) (labels []string, v *Value, fate tree.Fate) {
	free := func(f tree.Fate) ([]string, *Value, tree.Fate) {
		if n.Refusal != "" {
			f.Kind = tree.Refused
			if n.Recased != "" {
				f.Kind, f.Near = tree.WrongCase, n.Recased
			}
			f.Note = strings.TrimPrefix(f.Note+"; "+n.Refusal, "; ")
			return nil, nil, f
		}
		return []string{"unlisted", n.Name}, loose(p.Text), f
	}
	if n.Field == nil {
		f := tree.Fate{Kind: tree.Unknown}
		switch {
		case n.Rule != "":
			f.Kind, f.Note = tree.OutOfRange, n.Rule
		case n.Letter != "":
			f.Kind, f.Note = tree.Misspelt, "a number belongs in the place of "+n.Letter
		case n.Near != "":
			f.Kind, f.Near, f.Note = tree.Misspelt, n.Near, "probably meant: "+n.Near
		}
		if product := d.other(n.Name); product != "" && n.Recased == "" {
			f = tree.Fate{Kind: tree.Product, Note: product}
		}
		return free(f)
	}
	node, rule := n.Value(p.Text, d.Written)
	if node == nil {
		return free(tree.Fate{Kind: tree.OutOfRange, Note: sentence(n.Name, rule)})
	}
	if d.Unfit != nil {
		switch why, lacks := d.Unfit(n.Name, p.Text); {
		case lacks:
			return nil, nil, tree.Fate{Kind: tree.Product, Note: why}
		case why != "":
			return free(tree.Fate{Kind: tree.OutOfRange, Note: why})
		}
	}
	return append([]string{"params"}, n.Labels...), valueOf(node), tree.Fate{Kind: tree.Arrived}
}

func (d *Desk) other(name string) string {
	if d.Other == nil {
		return ""
	}
	return d.Other(name)
}

func sentence(name, rule string) string {
	if strings.HasPrefix(rule, "must ") || strings.HasPrefix(rule, "has ") {
		return name[strings.LastIndexByte(name, '.')+1:] + " " + rule
	}
	return rule
}

func valueOf(n *value.Node) *Value {
	if n.Kind == value.String {
		return NewText(n.Text)
	}
	return &Value{Kind: Literal, Text: n.Text}
}

// loose is a value that no type says anything of.
func loose(text string) *Value {
	if value.IsDecimal(text) && len(text) < 16 {
		return &Value{Kind: Literal, Text: text}
	}
	return NewText(text)
}

func (d *Desk) decide(p Param, f tree.Fate) {
	if !d.Trial {
		p.decide(f)
	}
}

func (p *Param) decide(f tree.Fate) {
	for _, s := range p.From {
		s.Decide(f)
	}
}

// Drop says of the settings of a parameter why they live on nowhere, or that provc
// writes the same by itself.
func (p *Param) Drop(f tree.Fate) { p.decide(f) }

// comments are what stands beside the settings in their files, but for what is markup
// that somebody turned off, and what may hold a password.
func (p *Param) comments(secrets *Secrets) []string {
	var all []string
	for _, s := range p.From {
		c := strings.TrimSpace(s.Comment)
		c = strings.Trim(c, "-=*# \t\n")
		if c == "" || strings.ContainsAny(c, "<>") || choices.MatchString(c) || assigns.MatchString(c) || secrets.In(c) || len(c) > 400 || slices.Contains(all, c) {
			continue
		}
		all = append(all, c)
	}
	return all
}

// choices recognises what the vendor's files repeat of each parameter: the catalogue says
// it, too.
var choices = regexp.MustCompile(`(?i)^options?:`)

// assigns recognises a setting that is turned off by a comment, or a word that goes
// with a password.
var assigns = regexp.MustCompile(`(?i)=\s*["']|passw|pwd|secret|\bpin\b`)

// Common is the part of layers that is the same in each. Settings of all are kept.
func Common(layers []Layer) Layer {
	if len(layers) == 0 {
		return nil
	}
	common := Layer{}
next:
	for name, p := range layers[0] {
		for _, l := range layers[1:] {
			if q, ok := l[name]; !ok || q.Text != p.Text {
				continue next
			}
		}
		from := []Said(nil)
		for _, l := range layers {
			from = append(from, l[name].From...)
		}
		if p.Level && len(from) > 0 {
			p.Level = false
		}
		common[name] = Param{Text: p.Text, From: from, Level: p.Level}
	}
	return common
}

// Without is a layer without what a weaker one says already. The settings of what goes
// are added to those of the weaker layer.
func (l Layer) Without(weaker Layer) Layer {
	rest := Layer{}
	for name, p := range l {
		if q, ok := weaker[name]; ok && q.Text == p.Text {
			if !sameSaid(q.From, p.From) {
				q.From = append(slices.Clip(q.From), p.From...)
				weaker[name] = q
			}
			continue
		}
		rest[name] = p
	}
	return rest
}

// sameSaid reports whether the last of some settings are these.
func sameSaid(all, these []Said) bool {
	return len(all) >= len(these) && slices.Equal(all[len(all)-len(these):], these)
}

// Refuse decides about a parameter that phones do not read, whatever the layer.
func (d *Desk) Refuse(name string, p Param) {
	_, _, fate := d.place(d.Name(name), p)
	p.decide(fate)
}
