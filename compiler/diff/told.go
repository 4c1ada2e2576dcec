package diff

import (
	"slices"

	"provc/compiler/catalogue"
	"provc/compiler/effective"
)

// A file says what one line of it was and is; a handset acts on what all its files make of
// it. A change is told with what it is for those of whom it is told: a handset whose own
// value goes takes its group's, and one that moves to another group takes that group's,
// whatever else changes in either file. Handsets that end up with other values are told
// apart, by changes of their own in the same file.

// held is a value that somebody acts on, or none: then the vendor's default counts.
type held struct {
	Value
	ok bool
}

// passage is what somebody acted on and acts on now.
type passage struct{ old, new held }

// passage is what the change tells.
func (ch *Change) passage() passage {
	return passage{held{ch.Old, !ch.from}, held{ch.New, !ch.to}}
}

// Had reports whether there was a value before, for those of whom the change is told.
func (ch *Change) Had() bool { return !ch.from }

// Has reports whether there is a value now, for those of whom the change is told.
func (ch *Change) Has() bool { return !ch.to }

// tell is the change that tells a passage, of those that stem from one change of a file:
// that itself while it tells of nobody, or one more of the file.
func (i *impacts) tell(base *Change, p passage) *Change {
	key := teller{base, p}
	if ch := i.tellers[key]; ch != nil {
		return ch
	}
	ch := base
	if i.claimed[base] {
		again := *base
		again.Impact = Impact{When: base.Impact.When}
		again.Decides, again.Emergency, again.again = nil, false, true
		again.Default, again.Keeps = i.untouched[base].Default, i.untouched[base].Keeps
		ch = &again
		i.more[base.file] = append(i.more[base.file], ch)
	} else {
		i.untouched[base] = *base
	}
	i.claimed[base], i.tellers[key] = true, ch
	if ch.passage() != p {
		ch.Old, ch.New, ch.from, ch.to = p.old.Value, p.new.Value, !p.old.ok, !p.new.ok
		ch.Unsure = p.old.Secret != "" && p.new.Secret != "" && p.old.Secret != p.new.Secret && ch.Unsure
	}
	if p.old.ok && p.new.ok {
		ch.Default, ch.Keeps = nil, false
	}
	return ch
}

type teller struct {
	base *Change
	passage
}

// passageOf is what a handset acted on and acts on now, as it may be shown.
func (i *impacts) passageOf(p effective.Setting, had bool, q effective.Setting, has bool) passage {
	var out passage
	if had {
		out.old = held{shown(i.facts, p.Param), true}
	}
	if has {
		out.new = held{shown(i.facts, q.Param), true}
	}
	return out
}

// maker is the change by which a handset acts on another value, told with that value.
// A file that it reads on both sides, or that one side alone has, makes the difference
// by what changes in it; else other files are read, or the same in another order.
func (i *impacts) maker(old, new *effective.Handset, name string, p effective.Setting, had bool, q effective.Setting, has bool) *Change {
	gives, gave := i.changesIn[q.Path][name], i.changesIn[p.Path][name]
	if !has {
		gives = nil
	}
	if !had {
		gave = nil
	}
	if gives != nil && gives.Kind == Changed && gives == gave {
		ch := i.plain[gives] // mostly of very many handsets
		if ch == nil {
			ch = i.tell(gives, i.passageOf(p, had, q, has))
			i.plain[gives] = ch
		}
		return ch
	}
	path := i.passageOf(p, had, q, has)
	switch {
	case gave != nil && gave.Kind == Removed && (gave.file.new == nil || i.stillReads(new, gave.file)):
		return i.tell(gave, path)
	case gives != nil && gives.Kind == Added && (gives.file.old == nil || i.didRead(old, gives.file)):
		return i.tell(gives, path)
	}
	for _, ch := range []*Change{gives, gave} { // a file in the place of another that says so, too
		if ch != nil && ch.Kind == Changed && i.untold(ch).passage() == path {
			return i.tell(ch, path)
		}
	}
	if ch := i.rearranged(old, new, name, path); ch != nil {
		return ch
	}
	for _, ch := range []*Change{gives, gave} {
		if ch != nil && ch.Kind != Unknown {
			return i.tell(ch, path)
		}
	}
	return nil
}

// untold is a change as the file has it.
func (i *impacts) untold(ch *Change) *Change {
	if was, ok := i.untouched[ch]; ok {
		return &was
	}
	return ch
}

func (i *impacts) stillReads(h *effective.Handset, f *File) bool { return h != nil && h.Reads(f.Path) }

func (i *impacts) didRead(h *effective.Handset, f *File) bool {
	return h != nil && (h.Reads(f.Path) || f.OldPath != "" && h.Reads(f.OldPath))
}

// rearranged tells a passage that no file made by itself, at the file that now lists
// others, or the same in another order.
func (i *impacts) rearranged(old, new *effective.Handset, name string, p passage) *Change {
	f := i.lister(old, new)
	if f == nil {
		return nil
	}
	key := place{f, name}
	base := i.rearranging[key]
	if base == nil {
		base = &Change{Parameter: name, Kind: Moved, file: f, Restart: i.facts.Of(name).Restart, Impact: Impact{When: f.Role.When}, Pos: f.Pos,
			Old: p.old.Value, New: p.new.Value, from: !p.old.ok, to: !p.new.ok}
		i.stated(base)
		i.rearranging[key] = base
		i.more[f] = append(i.more[f], base)
	}
	return i.tell(base, p)
}

type place struct {
	file *File
	name string
}

// lister is the file that has a handset read others than before, or nil: the first that
// it reads, if that differs, else any that differs and that one side alone reads, or that
// lists files.
func (i *impacts) lister(old, new *effective.Handset) *File {
	if old == nil || new == nil || len(old.Layers) == 0 || len(new.Layers) == 0 {
		return nil
	}
	f := i.fileAt[new.Layers[0].Path]
	if went := i.fileAt[old.Layers[0].Path]; went != nil && (f == nil || !new.Reads(old.Layers[0].Path)) {
		f = went
	}
	if f != nil || old.SameFiles(&new.View) {
		return f
	}
	for _, layers := range [][]effective.Layer{new.Layers, old.Layers} {
		for _, l := range layers {
			if f := i.fileAt[l.Path]; f != nil && slices.ContainsFunc(f.Changes, func(ch *Change) bool { return ch.lists() || i.facts.Selects(ch.Parameter) }) {
				return f
			}
		}
	}
	return nil
}

// elsewhere notes that a change counts, though what it does is told at another file.
func (i *impacts) elsewhere(made *Change, old, new effective.Setting, name string) {
	gave, gives := i.changesIn[old.Path][name], i.changesIn[new.Path][name]
	for _, ch := range []*Change{gave, gives} {
		if ch == nil || ch.file == made.file || ch == gave && ch != gives && ch.Kind != Removed {
			continue
		}
		file := made.file.Path
		if at, ok := slices.BinarySearch(ch.Impact.Elsewhere, file); !ok {
			ch.Impact.Elsewhere = slices.Insert(ch.Impact.Elsewhere, at, file)
		}
	}
}

// apart puts the changes that tell some handsets apart into their files, in order.
func (i *impacts) apart() {
	for f, more := range i.more {
		f.Changes = append(f.Changes, more...)
		slices.SortStableFunc(f.Changes, func(a, b *Change) int { return catalogue.Compare(a.Parameter, b.Parameter) })
	}
}

// profile tells a parameter that a person's profile begins or ceases to set, with what
// handsets say where the person can log in; it reports whether that makes any difference.
// Where they say several things, no one value is told.
func (i *impacts) profile(dir string, ch *Change) bool {
	if ch.Kind == Changed {
		return true
	}
	differs := false
	beside := map[held]bool{}
	for pair := range i.values(dir, ch.Parameter) {
		other, own := pair.old, ch.New
		if ch.Kind == Removed {
			other, own = pair.new, ch.Old
		}
		if !other.ok || own.hidden() || other.Value != own {
			differs = true
			beside[other] = true
		}
	}
	if !differs {
		return false
	}
	if len(beside) > 1 {
		ch.Varies = true
		ch.Default = nil
		return true
	}
	for other := range beside {
		p := ch.passage()
		if ch.Kind == Added {
			p.old = other
		} else {
			p.new = other
		}
		i.tell(ch, p)
	}
	return true
}

// values returns which values of a parameter the handsets of a profiles folder have
// while nobody is logged in, before and now.
func (i *impacts) values(dir, name string) map[passage]bool {
	key := [2]string{dir, name}
	if found, ok := i.pairs[key]; ok {
		return found
	}
	found := map[passage]bool{}
	for _, k := range i.keys {
		old, new := i.before.Handset(k), i.after.Handset(k)
		if old != nil && old.Users == dir || new != nil && new.Users == dir {
			p, had := old.Get(name)
			q, has := new.Get(name)
			found[i.passageOf(p, had, q, has)] = true
		}
	}
	i.pairs[key] = found
	return found
}

// absent marks the side of a change of a file on which there is no value.
func (ch *Change) absent() *Change {
	ch.from, ch.to = ch.Kind == Added, ch.Kind == Removed
	return ch
}
