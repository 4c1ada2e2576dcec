package diff

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"provc/compiler/diag"
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
		b.WriteString(path.Dir(f.OldPath) + "\x00" + path.Dir(f.Path)) // notes tell who it is
		if !f.Role.OfUser {
			b.WriteString("\x00" + f.Path)
		}
	}
	whole := f.Kind == Added || f.Kind == Removed
	for _, ch := range f.Changes {
		if ch.Kind == Unknown {
			continue
		}
		fmt.Fprintf(&b, "\x00%s %t %t %t", ch.Parameter, ch.Had(), ch.Has(), ch.Varies)
		if ch.lists() {
			b.WriteString("\x00" + listEdit(ch.Old.Text, ch.New.Text, baseName(f.Path)))
			continue
		}
		if !whole {
			old, new := ch.alikeValues()
			b.WriteString("\x00" + string(ch.Kind) + old.String() + "\x00" + new.String() + "\x00" + string(ch.Level()))
		}
	}
	if f.opaque {
		b.WriteString("\x00" + f.Path)
	}
	return b.String()
}

// listEdit is what becomes of a list of files, the same for handsets whose lists change
// alike, though each list names the handset's own file.
func listEdit(old, new, mac string) string {
	split := func(list string) []string {
		var names []string
		for name := range strings.SplitSeq(list, ",") {
			if name = strings.TrimSpace(name); name != "" {
				names = append(names, diag.Quoted(strings.ReplaceAll(name, mac, "<MAC>")))
			}
		}
		return names
	}
	a, b := split(old), split(new)
	without := func(all, others []string) []string {
		return slices.DeleteFunc(slices.Clone(all), func(name string) bool { return slices.Contains(others, name) })
	}
	var said []string
	if came := without(b, a); len(came) > 0 {
		said = append(said, "adds "+and(came))
	}
	if went := without(a, b); len(went) > 0 {
		said = append(said, "drops "+and(went))
	}
	if left := without(b, without(b, a)); !slices.Equal(left, without(a, without(a, b))) {
		said = append(said, "in another order: "+strings.Join(b, ", "))
	}
	return strings.Join(said, ", ")
}

// edited is what becomes of a list of files, or empty where the change is none of a list.
func (ch *Change) edited() string {
	if ch.Kind != Changed || !ch.lists() {
		return ""
	}
	return listEdit(ch.Old.Text, ch.New.Text, baseName(ch.file.Path))
}
