package compiler

import (
	"slices"
	"strconv"
	"strings"

	"provc/compiler/catalogue"
	"provc/compiler/diag"
	"provc/compiler/meant"
	"provc/compiler/mend"
	"provc/compiler/value"
)

// fitting takes fixes from what is said of a text that is no CUE, where the value that
// they write is not allowed either, such as quotes around 60s where a number belongs. What
// is allowed there is said then.
func (r *run) fitting(findings diag.List) diag.List {
	for i := range findings {
		d := &findings[i]
		if d.Fix == nil || len(d.Fix.Edits) == 0 || d.Check != "cue-syntax" && d.Check != "cue-reference" {
			continue
		}
		text, err := r.loader.Files.Read(r.loader.Absolute(d.Pos.File))
		if err != nil {
			continue
		}
		at := meant.Offset(text, d.Pos.Line, d.Pos.Column)
		if at < 0 {
			continue
		}
		mended := mend.Apply(text, mend.New(d.Pos.File, text).Edits(*d))
		labels, raw, ok := meant.Field(mended, at+d.Fix.Edits[0].At)
		if !ok {
			continue
		}
		said, refused := r.refuses(labels, literal(raw))
		found := strings.Trim(raw, `"`)
		if found == raw { // a word of other languages, which stands for true or false
			refused = refused && strings.HasSuffix(said, fields)
			found = string(text[at : at+d.Fix.Edits[0].Cut])
		}
		if refused {
			d.Summary, d.Detail, d.Hint, d.Fix = said, "found "+found, "", nil
		}
	}
	return findings
}

// literal is a scalar as it stands in CUE.
func literal(raw string) *value.Node {
	switch {
	case raw == "true" || raw == "false":
		return &value.Node{Kind: value.Bool, Text: raw}
	case strings.HasPrefix(raw, `"`):
		text, err := strconv.Unquote(raw)
		if err != nil {
			text = raw
		}
		return &value.Node{Kind: value.String, Text: text}
	}
	return &value.Node{Kind: value.Int, Text: raw}
}

// refuses reports whether no vendor allows a value under labels that at least one knows,
// and says what is allowed there. Only parameters are looked at, and not those of a table,
// in whose text a column may stand.
func (r *run) refuses(labels []string, n *value.Node) (said string, refused bool) {
	params := slices.Index(labels, "params")
	if params < 0 || slices.Contains(labels[:params], "inventory") {
		return "", false
	}
	for _, v := range r.options.Vendors {
		t := typeAt(v.Schema().MustType("#Params"), labels[params+1:])
		switch {
		case t == nil:
			continue
		case t.Admits(n):
			return "", false
		}
		last := labels[len(labels)-1]
		if said = last + fields; t.Object() == nil && strings.HasPrefix(t.Sentence(), "must ") {
			said = last + " " + t.Sentence()
		}
		refused = true
	}
	return said, refused
}

// fields is what is said of a group of parameters that has a value.
const fields = " must have fields in { }"

// typeAt is the type of what stands under labels, or nil.
func typeAt(t *catalogue.Type, labels []string) *catalogue.Type {
	for _, label := range labels {
		o := t.Object()
		if o == nil {
			return nil
		}
		f := o.Field(label)
		if f == nil || f.Refuses() {
			return nil
		}
		t = f.Type
	}
	return t
}
