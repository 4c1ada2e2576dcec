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

// blocks joins files that change alike; with verbose, each is its own. Many that differ
// in nothing but values are joined, too, as are files of several kinds in which one line
// of the configuration changes the same.
func (d *Diff) blocks(verbose bool) []block {
	var all []block
	for _, f := range d.Files {
		if f.worthTelling(verbose) {
			all = append(all, block{files: []*File{f}})
		}
	}
	if verbose {
		return all
	}
	all = joined(all, 1, func(b block) string { return b.files[0].alike(true) })
	all = joined(all, named+1, func(b block) string {
		if f := b.files[0]; f.apart() && !f.opaque {
			return f.alike(false)
		}
		return ""
	})
	all = joined(all, 1, block.everywhere)
	for _, b := range all { // what is for all stands for what is somebody's own
		if at := slices.IndexFunc(b.files, func(f *File) bool { return f.Entity == "" }); at > 0 {
			first := b.files[at]
			copy(b.files[1:], b.files[:at])
			b.files[0] = first
		}
	}
	return all
}

// apart reports whether nobody reads a file beside another that changes alike: it is of
// one person or handset, or of a group, and nothing that it says is said otherwise to some
// who read it.
func (f *File) apart() bool {
	return f.Entity != "" || !slices.ContainsFunc(f.Changes, func(ch *Change) bool { return ch.Impact.MaskedHandsets > 0 || ch.lists() })
}

// joined joins blocks of one key, if there are at least so many; empty is no key.
func joined(all []block, least int, key func(block) string) []block {
	keys, count := make([]string, len(all)), map[string]int{}
	for i, b := range all {
		keys[i] = key(b)
		count[keys[i]]++
	}
	var out []block
	at := map[string]int{}
	for i, b := range all {
		n, ok := at[keys[i]]
		if keys[i] == "" || count[keys[i]] < least || !ok {
			at[keys[i]] = len(out)
			out = append(out, b)
			continue
		}
		out[n].files = append(out[n].files, b.files...)
	}
	return out
}

// everywhere is the same for files of several kinds in which the same lines of the
// configuration change the same; empty where no others are like that.
func (b block) everywhere() string {
	f := b.files[0]
	if f.Kind != Changed || f.opaque || f.Role.Aside || f.alike(true) != b.files[len(b.files)-1].alike(true) {
		return ""
	}
	var key strings.Builder
	for _, ch := range f.Changes {
		if ch.Kind == Unknown || ch.lists() || len(ch.Impact.Elsewhere) > 0 {
			return ""
		}
		old, new := ch.alikeValues()
		fmt.Fprintf(&key, "%s\x00%s\x00%t %t %t %t\x00%s\x00%s\x00%s\x00", ch.Parameter, ch.Kind, ch.Had(), ch.Has(), ch.Varies, ch.Impact.None(), old, new, ch.Pos)
	}
	return key.String()
}

// kinds are the files of a block, those of one kind together.
func (b block) kinds() [][]*File {
	var all [][]*File
	at := map[string]int{}
	for _, f := range b.files {
		n, ok := at[f.Role.Name]
		if !ok {
			n = len(all)
			at[f.Role.Name] = n
			all = append(all, nil)
		}
		all[n] = append(all[n], f)
	}
	return all
}

// has reports whether a file is one of the block.
func (b block) has(file string) bool {
	return slices.ContainsFunc(b.files, func(f *File) bool { return f.Path == file })
}

// also says which files are told with the first; empty if none is.
func (b block) also(told []*entry) string {
	n := len(b.files) - 1
	if n == 0 {
		return ""
	}
	said := "and " + plural(n, "file") + " alike"
	if slices.ContainsFunc(told, func(t *entry) bool { return t.values != nil }) {
		said += " but for their values"
	}
	var others []string // one of each kind
	for _, files := range b.kinds()[1:] {
		others = append(others, diag.Quoted(files[0].Path))
	}
	switch len(others) {
	case 0:
		return said
	case n:
		return said + ": " + and(others)
	}
	return said + ", such as " + and(others[:min(named, len(others))])
}

// worthTelling reports whether people are told of a file. They are spared one in
// which nothing could be compared.
func (f *File) worthTelling(verbose bool) bool {
	return verbose || f.Kind != Changed || f.opaque ||
		slices.ContainsFunc(f.Changes, func(ch *Change) bool { return ch.Kind != Unknown })
}

// alike is the same for files that change alike, perhaps to values of their own.
func (f *File) alike(values bool) string {
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
		if whole {
			continue
		}
		b.WriteString("\x00" + string(ch.Kind) + "\x00" + string(ch.Level()))
		if values {
			old, new := ch.alikeValues()
			b.WriteString("\x00" + old.String() + "\x00" + new.String())
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
