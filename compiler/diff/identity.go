package diff

import (
	"cmp"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/diag"
	"provc/compiler/effective"
	"provc/compiler/root"
)

// candidate is a person or a handset that one side alone has under its name.
type candidate struct {
	id, label string
	folder    string // of the root, that the handsets are sent to
	marks     map[mark]string
	written   func() []string // files that handsets write

	file  *File   // of a person: the profile
	files []*File // of a handset: those that no other reads
	says  string  // and what stands in them, beside lists of files
	met   bool    // somebody on the other side is the same, or may be
}

// mark is what may belong to one person or handset alone: a value, in a folder of the
// root.
type mark struct{ folder, value string }

// pair is somebody on both sides, and what tells so.
type pair struct {
	old, new *candidate
	by       string
}

func (c *candidate) compare(d *candidate) int {
	return cmp.Or(cmp.Compare(c.folder, d.folder), cmp.Compare(c.id, d.id))
}

// take notes the marks in a file, with the parameters that they are the values of.
func (c *candidate) take(f *File, identifies func(string) bool) {
	for _, ch := range f.Changes {
		v := ch.Old
		if f.Kind == Added {
			v = ch.New
		}
		if v.Text == "" || v.hidden() || !identifies(ch.Parameter) {
			continue
		}
		if c.marks == nil {
			c.marks = map[mark]string{}
		}
		c.marks[mark{c.folder, v.Text}] = ch.Parameter
	}
}

// left are those who have not been found on the other side.
func left(all []*candidate) []*candidate {
	return slices.DeleteFunc(slices.Clone(all), func(c *candidate) bool { return c.met })
}

// partners collects who may be the same as whom.
type partners struct {
	of  map[*candidate][]*candidate
	why map[[2]*candidate]string
}

func (p *partners) add(old, new *candidate, by string) {
	if p.of == nil {
		p.of, p.why = map[*candidate][]*candidate{}, map[[2]*candidate]string{}
	}
	key := [2]*candidate{old, new}
	if p.why[key] == "" {
		p.of[old], p.of[new] = append(p.of[old], new), append(p.of[new], old)
		p.why[key] = by
	}
}

// pairs are those who have one partner each. Where two are equally alike, neither is
// the same.
func (p *partners) pairs(gone []*candidate) []pair {
	var all []pair
	for c := range p.of {
		c.met = true
	}
	for _, old := range gone {
		if of := p.of[old]; len(of) == 1 && len(p.of[of[0]]) == 1 {
			all = append(all, pair{old, of[0], p.why[[2]*candidate{old, of[0]}]})
		}
	}
	return all
}

// byID joins people who keep their ID and move to another folder.
func byID(gone, come []*candidate) []pair {
	var p partners
	at := map[mark][]*candidate{}
	for _, c := range come {
		key := mark{c.folder, c.id}
		at[key] = append(at[key], c)
	}
	for _, old := range gone {
		for _, new := range at[mark{old.folder, old.id}] {
			p.add(old, new, "the user ID")
		}
	}
	return p.pairs(gone)
}

// byMarks joins those who have something in common that nobody else has, on either
// side. Count tells how many have each.
func byMarks(gone, come []*candidate, count func(old bool, wanted map[mark]bool) map[mark]int) []pair {
	at := map[mark]*candidate{}
	for _, c := range come {
		for m := range c.marks {
			at[m] = c
		}
	}
	wanted := map[mark]bool{}
	for _, c := range gone {
		for m := range c.marks {
			if at[m] != nil {
				wanted[m] = true
			}
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	before, after := count(true, wanted), count(false, wanted)
	var p partners
	for _, old := range gone {
		for _, m := range inOrder(old.marks) {
			if wanted[m] && before[m] == 1 && after[m] == 1 {
				p.add(old, at[m], at[m].marks[m]+" "+diag.Quoted(m.value))
			}
		}
	}
	return p.pairs(gone)
}

func inOrder(marks map[mark]string) []mark {
	var all []mark
	for m := range marks {
		all = append(all, m)
	}
	slices.SortFunc(all, func(a, b mark) int {
		return cmp.Or(catalogue.Compare(marks[a], marks[b]), cmp.Compare(a.value, b.value))
	})
	return all
}

// byLabel joins those whom people call the same, and no other, unless fits says that
// they are two. Count tells how many people call so.
func byLabel(gone, come []*candidate, count func(old bool) map[mark]int, fits func(old, new *candidate) bool) []pair {
	at := map[mark][]*candidate{}
	for _, c := range come {
		if c.label != "" {
			key := mark{c.folder, c.label}
			at[key] = append(at[key], c)
		}
	}
	if len(at) == 0 || len(gone) == 0 {
		return nil
	}
	before, after := count(true), count(false)
	var p partners
	for _, old := range gone {
		key := mark{old.folder, old.label}
		for _, new := range at[key] {
			if before[key] == 1 && after[key] == 1 && fits(old, new) {
				p.add(old, new, "the label "+diag.Quoted(old.label))
			}
		}
	}
	return p.pairs(gone)
}

// bySettings joins handsets for which the same is set, and for no other. Count tells for
// how many it is.
func bySettings(gone, come []*candidate, count func(old bool, wanted []*candidate) map[mark]int) []pair {
	at := map[mark][]*candidate{}
	for _, c := range come {
		if c.says != "" {
			key := mark{c.folder, c.says}
			at[key] = append(at[key], c)
		}
	}
	wanted := slices.DeleteFunc(slices.Clone(gone), func(c *candidate) bool { return len(at[mark{c.folder, c.says}]) == 0 })
	if len(wanted) == 0 {
		return nil
	}
	before, after := count(true, wanted), count(false, wanted)
	var p partners
	for _, old := range wanted {
		key := mark{old.folder, old.says}
		for _, new := range at[key] {
			if before[key] == 1 && after[key] == 1 && (old.label == "" || new.label == "" || old.label == new.label) {
				p.add(old, new, "what is set for it and no other")
			}
		}
	}
	return p.pairs(gone)
}

// settings stand for the parameters of a file that one side alone has.
func settings(f *File) string {
	if f.Kind == Added {
		return settingsOf(f.new)
	}
	return settingsOf(f.old)
}

func settingsOf(f *root.File) string {
	params := slices.Clone(f.Last())
	slices.SortFunc(params, func(p, q artifact.Param) int { return catalogue.Compare(p.Name, q.Name) })
	var b strings.Builder
	for i := range params {
		b.WriteString("\x00" + params[i].Name + "\x00" + params[i].Key())
	}
	return b.String()
}

// own are the files of a handset that no other reads: those that are named by it.
func own(h *effective.Handset) []effective.Layer {
	if h.ID == "" {
		return nil
	}
	var all []effective.Layer
	id := strings.ToLower(h.ID)
	for _, l := range h.Layers {
		if strings.Contains(strings.ToLower(baseName(l.Path)), id) {
			all = append(all, l)
		}
	}
	return all
}
