package diff

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/diag"
)

// entry is a change as people are told of it: once for all files of a block, with what
// the parameter was and is in them, and with whom that reaches. Where files of several
// kinds carry the change, it does several things.
type entry struct {
	*Change           // with the first of the values
	values  []variant // all of them, where there are several
	does    []doing   // that first which asks for most attention
	at      int       // its place in the first file
}

// variant is what a parameter was and is in some files of a block.
type variant struct {
	old, new Value
	files    int
}

// doing is what a change does to some of those whom it reaches.
type doing struct {
	*Change
	who     string
	effects []string
}

// says is whom a change reaches, and what it does to them.
func (a doing) says() string { return a.with(diag.Visible(a.who)) }

// with is whom a change reaches, in given words, and what it does to them.
func (a doing) with(who string) string {
	return strings.Join(slices.DeleteFunc(append([]string{who}, a.effects...), func(s string) bool { return s == "" }), " · ")
}

// says is whom a change reaches and what it does, a line for each that it does.
func (t *entry) says() []string {
	var all []string
	for _, a := range t.does {
		all = append(all, a.says())
	}
	return all
}

// Level is how much the change asks for attention, wherever it asks for most.
func (t *entry) Level() Level { return t.does[0].Level() }

// entry is a change of the first file of a block as people are told of it.
func (d *Diff) entry(b block, ch *Change, verbose bool) *entry {
	t := &entry{Change: ch}
	if len(b.files) == 1 {
		t.does = []doing{{ch, d.Who(ch, verbose), ch.effects()}}
		return t
	}
	t.at = slices.Index(b.files[0].Changes, ch)
	var carried, does []*Change
	for _, files := range b.kinds() {
		var all []*Change
		for _, f := range files {
			if other := f.same(ch, t.at); other != nil {
				all = append(all, other)
			}
		}
		if len(all) > 0 {
			does = append(does, merged(all))
		}
		carried = append(carried, all...)
	}
	for _, ch := range together(does) {
		t.does = append(t.does, doing{ch, d.Who(ch, verbose), ch.effects()})
	}
	if variants := variants(carried); len(variants) > 0 {
		first := *ch
		first.Old, first.New = variants[0].old, variants[0].new
		t.Change = &first
		if len(variants) > 1 {
			t.values = variants
		}
	}
	return t
}

// entries are some changes of the first file of a block as people are told of them: those
// first that ask for most attention, and those that do the same side by side.
func (d *Diff) entries(b block, all []*Change, verbose bool) []*entry {
	out := make([]*entry, len(all))
	place := map[*entry]int{}
	first := map[string]int{}
	for i, ch := range all {
		out[i] = d.entry(b, ch, verbose)
		said := strings.Join(out[i].says(), "\n")
		if _, ok := first[said]; !ok {
			first[said] = i
		}
		place[out[i]] = first[said]
	}
	slices.SortStableFunc(out, func(a, b *entry) int {
		return cmp.Or(cmp.Compare(a.Level().rank(), b.Level().rank()), cmp.Compare(place[a], place[b]))
	})
	return out
}

// merged is a change with the impact that it has in all files of one kind.
func merged(all []*Change) *Change {
	if len(all) == 1 {
		return all[0]
	}
	out := *all[0]
	i := &out.Impact
	i.Handsets, i.Users, i.Unless, i.MaskedHandsets, i.MaskedUsers = nil, nil, nil, 0, 0
	for _, ch := range all {
		out.join(ch)
		i.MaskedUsers = max(i.MaskedUsers, ch.Impact.MaskedUsers) // the same people for each
	}
	if len(i.Users) > 0 && !out.file.Role.OfUser { // who can log in on one handset is not told
		out.partly = slices.ContainsFunc(all, func(ch *Change) bool { return len(ch.Impact.Handsets) > 0 && len(ch.Impact.Users) == 0 })
	}
	return out.sorted()
}

// join adds whom another change reaches that is told with this one.
func (ch *Change) join(other *Change) {
	i := &ch.Impact
	i.Handsets = append(i.Handsets, other.Impact.Handsets...)
	i.Users = append(i.Users, other.Impact.Users...)
	i.MaskedHandsets += other.Impact.MaskedHandsets
	ch.Emergency = ch.Emergency || other.Emergency
	for _, names := range []struct {
		to   *[]string
		from []string
	}{{&i.Unless, other.Impact.Unless}, {&ch.Valueless, other.Valueless}, {&i.States, other.Impact.States}} {
		for _, name := range names.from {
			if !slices.Contains(*names.to, name) {
				*names.to = append(slices.Clip(*names.to), name)
			}
		}
	}
}

func (ch *Change) sorted() *Change {
	i := &ch.Impact
	slices.Sort(i.Unless)
	slices.Sort(i.States)
	for _, list := range []*[]int{&i.Handsets, &i.Users} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return ch
}

// together joins what a change does in files of several kinds where it is the same but
// for the states that see it. People in whose profiles the change is told have no value
// of their own.
func together(all []*Change) []*Change {
	if len(all) == 1 {
		return all
	}
	own := 0
	for _, ch := range all {
		if ch.file.Role.OfUser {
			own += len(ch.Impact.Users)
		}
	}
	var out []*Change
	at := map[string]*Change{}
	for _, ch := range all {
		one := *ch
		one.Impact.MaskedUsers = max(0, one.Impact.MaskedUsers-own)
		stateless := one
		stateless.Impact.States = nil
		key := fmt.Sprint(one.file.Role.OfUser, stateless.effects())
		first := at[key]
		if first == nil {
			at[key] = &one
			out = append(out, &one)
			continue
		}
		first.Impact.Handsets, first.Impact.Users = slices.Clip(first.Impact.Handsets), slices.Clip(first.Impact.Users)
		first.Impact.MaskedUsers = max(first.Impact.MaskedUsers, one.Impact.MaskedUsers)
		first.join(&one)
		first.sorted()
	}
	slices.SortStableFunc(out, func(a, b *Change) int { return cmp.Compare(a.Level().rank(), b.Level().rank()) })
	return out
}

// variants are what a parameter was and is in files that change alike, that of most files
// first; none where that is the same in all as in the first.
func variants(all []*Change) []variant {
	ch := all[0]
	if ch.lists() || !slices.ContainsFunc(all, func(other *Change) bool { return other.Old != ch.Old || other.New != ch.New }) {
		return nil
	}
	if out := tally(all, (*Change).alikeValues); len(out) == 1 {
		return out
	}
	return tally(all, func(ch *Change) (old, new Value) { return ch.Old, ch.New })
}

// tally are the values of changes, each once, that of most files first.
func tally(all []*Change, values func(*Change) (old, new Value)) []variant {
	var out []variant
	at := map[[2]Value]int{}
	for _, ch := range all {
		old, new := values(ch)
		n, ok := at[[2]Value{old, new}]
		if !ok {
			n = len(out)
			at[[2]Value{old, new}] = n
			out = append(out, variant{old: old, new: new})
		}
		out[n].files++
	}
	slices.SortStableFunc(out, func(a, b variant) int { return cmp.Compare(b.files, a.files) })
	return out
}

// some are the first few of what a parameter was and is in the files of the block, each
// with how many files that is of, where it is of several.
func (t *entry) some(show func(ch *Change, files string)) {
	if t.values == nil {
		show(t.Change, "")
		return
	}
	for _, v := range t.values[:min(named, len(t.values))] {
		one := *t.Change
		one.Old, one.New = v.old, v.new
		files := ""
		if t.values[0].files > 1 {
			files = " (" + plural(v.files, "file") + ")"
		}
		show(&one, files)
	}
}

// each shows what a parameter was and is in the files of the block: the first few values,
// and how many more there are.
func (t *entry) each(show func(*Change) string) string {
	var all []string
	t.some(func(ch *Change, files string) { all = append(all, show(ch)+files) })
	if more := len(t.values) - len(all); more > 0 {
		all = append(all, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(all, "; ")
}

// values are a parameter of each file of a block that has values of its own, for where
// there is room for all of them.
type values struct {
	parameters []string
	rows       []valuesOf
}

// valuesOf are what the parameters were and are in a file: nil where it has none of them.
type valuesOf struct {
	who     string
	changes []*Change
}

// maxValues is how many files are told by their values.
const maxValues = 200

// values tells the files of a block by the values that they do not have in common; it is
// empty where they have all in common.
func (b block) values(told []*entry) values {
	var out values
	told = slices.DeleteFunc(slices.Clone(told), func(t *entry) bool { return t.values == nil })
	if len(told) == 0 {
		return out
	}
	for _, t := range told {
		out.parameters = append(out.parameters, diag.Quoted(t.Parameter))
	}
	for _, f := range b.files[:min(maxValues, len(b.files))] {
		row := valuesOf{who: diag.Quoted(f.Path)}
		if f.Entity != "" {
			row.who = artifact.Called(f.Label, f.Entity)
		}
		for _, t := range told {
			row.changes = append(row.changes, f.same(t.Change, t.at))
		}
		out.rows = append(out.rows, row)
	}
	return out
}
