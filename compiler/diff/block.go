package diff

import (
	"slices"
	"strings"
)

// block is files that change alike, told once.
type block struct {
	files []*File
}

// blocks joins files that change alike; with verbose, each is its own.
func (d *Diff) blocks(verbose bool) []block {
	var out []block
	at := map[string]int{}
	for _, f := range d.Files {
		if !f.worthTelling(verbose) {
			continue
		}
		key := f.alike()
		n, ok := at[key]
		if verbose || !ok {
			at[key] = len(out)
			out = append(out, block{})
			n = len(out) - 1
		}
		out[n].files = append(out[n].files, f)
	}
	return out
}

// worthTelling reports whether people are told of a file. They are spared one in
// which nothing could be compared.
func (f *File) worthTelling(verbose bool) bool {
	return verbose || f.Kind != Changed || f.opaque ||
		slices.ContainsFunc(f.Changes, func(ch *Change) bool { return ch.Kind != Unknown })
}

// alike is the same for files that change alike.
func (f *File) alike() string {
	var b strings.Builder
	b.WriteString(string(f.Kind) + "\x00" + f.Role.Name)
	if f.Kind == Renamed {
		return b.String() + f.Path
	}
	whole := f.Kind == Added || f.Kind == Removed
	for _, ch := range f.Changes {
		if ch.Kind == Unknown {
			continue
		}
		b.WriteString("\x00" + ch.Parameter)
		if ch.lists() {
			b.WriteString("\x00" + listEdit(ch.Old.Text, ch.New.Text, baseName(f.Path)))
			continue
		}
		if !whole {
			b.WriteString("\x00" + string(ch.Kind) + ch.Old.String() + "\x00" + ch.New.String() + "\x00" + string(ch.Level()))
		}
	}
	if f.opaque {
		b.WriteString("\x00" + f.Path)
	}
	return b.String()
}

// listEdit is the same for handsets whose lists of files change alike, though
// each list names the handset's own file.
func listEdit(old, new, mac string) string {
	split := func(list string) []string {
		return strings.Split(strings.ReplaceAll(list, " ", ""), ",")
	}
	a, b := split(old), split(new)
	var edit []string
	for _, name := range a {
		if !slices.Contains(b, name) {
			edit = append(edit, "-"+name)
		}
	}
	for n, name := range b {
		if !slices.Contains(a, name) {
			edit = append(edit, "+"+name)
		} else if n < len(a) && a[n] != name && len(a) == len(b) {
			edit = append(edit, "*"+name)
		}
	}
	return strings.ReplaceAll(strings.Join(edit, ","), mac, "<MAC>")
}

// who says in words who sees a change in any file of the block.
func (b block) who(d *Diff, ch *Change, verbose bool) string { return d.Who(b.merged(ch), verbose) }

// merged returns the change with the impact that it has in all files of the block.
func (b block) merged(ch *Change) *Change {
	if len(b.files) == 1 {
		return ch
	}
	all := *ch
	i := &all.Impact
	i.Handsets, i.Users, i.Unless, i.MaskedHandsets, i.MaskedUsers = nil, nil, nil, 0, 0
	for _, f := range b.files {
		for _, other := range f.Changes {
			if other.Parameter == ch.Parameter && other.Kind == ch.Kind {
				i.Handsets = append(i.Handsets, other.Impact.Handsets...)
				i.Users = append(i.Users, other.Impact.Users...)
				for _, name := range other.Impact.Unless {
					if !slices.Contains(i.Unless, name) {
						i.Unless = append(i.Unless, name)
					}
				}
				i.MaskedHandsets += other.Impact.MaskedHandsets
				i.MaskedUsers = max(i.MaskedUsers, other.Impact.MaskedUsers) // the same people for each
			}
		}
	}
	slices.Sort(i.Unless)
	for _, list := range []*[]int{&i.Handsets, &i.Users} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return &all
}
