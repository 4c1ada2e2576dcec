package importing

import (
	"maps"
	"path"
	"slices"
	"strings"

	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
	"provc/compiler/spectralink/facts"
	"provc/compiler/value"
)

// Attributes of a master file.
const (
	configFiles  = "CONFIG_FILES"
	softwarePath = "APP_FILE_PATH"
	profilesDir  = "USER_PROFILES_DIRECTORY"
	ownMAC       = "[PHONE_MAC_ADDRESS]"
)

// entry is a file that a master file lists.
type entry struct {
	name string     // from the deployment's folder, as the master file has it
	file *tree.File // nil if the tree lacks it, or the name is a URL
	ours bool       // what it says goes into the repository; else it stays a file of somebody else's
}

// list reads CONFIG_FILES of a master file, or the list of a model, for a handset.
func (d *deployment) list(master *tree.File, attr, mac string) []entry {
	s := master.Setting(attr)
	if s == nil {
		return nil
	}
	var all []entry
	for name := range strings.SplitSeq(s.Value, ",") {
		name = strings.TrimSpace(name)
		if name == "" || slices.ContainsFunc(all, func(e entry) bool { return e.name == name }) {
			continue
		}
		e := entry{name: name}
		if !strings.Contains(name, ":/") {
			e.file = d.tree.At(path.Join(d.folder, strings.ReplaceAll(name, ownMAC, mac)))
			e.ours = e.file != nil && d.takes(e.file) || e.file == nil && d.hasSome(name)
		}
		all = append(all, e)
	}
	return all
}

// takes reports whether what a file says goes into the repository.
func (d *deployment) takes(f *tree.File) bool {
	return !f.Elements && (f.Kind == "" || f.Kind == tree.Parameters) && !d.others(f.Path)
}

// others reports whether the user said that somebody else makes a file.
func (i *intake) others(name string) bool {
	return slices.ContainsFunc(i.wish.Others, func(pattern string) bool {
		ok, err := path.Match(pattern, name)
		return err == nil && ok || strings.HasPrefix(name, strings.TrimSuffix(pattern, "/")+"/")
	})
}

// hasSome reports whether a name with the MAC in it is that of a file of some handset.
func (d *deployment) hasSome(name string) bool {
	if !strings.Contains(name, ownMAC) {
		return false
	}
	some, known := d.some[name]
	if !known {
		some = slices.ContainsFunc(d.handsets, func(h *handset) bool {
			f := d.tree.At(path.Join(d.folder, strings.ReplaceAll(name, ownMAC, h.mac)))
			return f != nil && d.takes(f)
		})
		if d.some == nil {
			d.some = map[string]bool{}
		}
		d.some[name] = some
	}
	return some
}

// effective is what the files of a list say, the leftmost file winning.
func (d *deployment) effective(entries []entry) draft.Layer {
	says := draft.Layer{}
	for _, e := range entries {
		if !e.ours || e.file == nil {
			continue
		}
		e.file.Kind = tree.Parameters
		for _, p := range d.read(e.file) {
			if _, beaten := says[p.name]; !beaten {
				says[p.name] = draft.Param{Text: p.said.Value, From: []draft.Said{p.said}}
			}
		}
	}
	return says
}

// said is a parameter of a file.
type said struct {
	name string
	said draft.Said
}

// read lists what handsets take from a file: of each name the last setting. It decides
// about all others.
func (d *deployment) read(f *tree.File) []said {
	if all, ok := d.files[f]; ok {
		return all
	}
	var all []said
	for _, s := range f.Settings {
		switch {
		case s.Text || s.IsMarkup():
		case f.Setting(s.Name) != s:
			if counts := f.Setting(s.Name); counts != nil && counts.Comment == "" {
				counts.Comment = s.Comment
			}
			s.Decide(tree.Fate{Kind: tree.Duplicate, Note: "the same file sets it again below, and that counts"})
		case !d.desk.Reads(s.Name, s.Value):
			p := draft.Param{Text: s.Value, From: []draft.Said{{Setting: s, File: f}}}
			d.desk.Refuse(s.Name, p)
		default:
			all = append(all, said{s.Name, draft.Said{Setting: s, File: f}})
		}
	}
	d.files[f] = all
	return all
}

// foreign are files of others around our own: those before the first of ours, and
// those behind. One in between goes where it beats, and is beaten by, the same files
// of ours as far as parameters of both are concerned.
func (d *deployment) foreign(h *handset) (before, after []entry) {
	entries := h.entries
	first := slices.IndexFunc(entries, func(e entry) bool { return e.ours && e.file != nil })
	last := -1
	for i, e := range entries {
		if e.ours && e.file != nil {
			last = i
		}
	}
	for i, e := range entries {
		switch {
		case e.ours:
		case d.leftOut(e):
		case first < 0 || i < first:
			before = append(before, e)
		case i > last:
			after = append(after, e)
		case d.overlaps(e, entries[:i]):
			after = append(after, e)
			if d.overlaps(e, entries[i:]) {
				d.between(e.name, h)
			}
		default:
			before = append(before, e)
		}
	}
	return before, after
}

// between notes that a file of others stands between files of ours in the list of a
// handset, where it can be put neither before nor behind all of them.
func (d *deployment) between(name string, h *handset) {
	if d.torn == nil {
		d.torn = map[string][]*handset{}
	}
	if !slices.Contains(d.torn[name], h) {
		d.torn[name] = append(d.torn[name], h)
	}
}

// tellTorn tells of files that stand between others, each once.
func (d *deployment) tellTorn() {
	for _, name := range slices.Sorted(maps.Keys(d.torn)) {
		d.note("%s stands between files that set the same parameters in the list of %s, and provc puts it behind its own", name, titles(d.torn[name]))
	}
}

// overlaps reports whether a file sets a parameter that some of ours set, too.
func (d *deployment) overlaps(e entry, others []entry) bool {
	if e.file == nil {
		return false
	}
	return slices.ContainsFunc(others, func(o entry) bool {
		return o.ours && o.file != nil && slices.ContainsFunc(d.read(o.file), func(p said) bool { return e.file.Setting(p.name) != nil })
	})
}

// leftOut reports whether a file that a list names stays out of it: handsets find nothing
// that they can read there, and the name is one of provc's own.
func (d *deployment) leftOut(e entry) bool {
	template := facts.IsTemplate(e.name)
	if !template && fits("#OthersFile", e.name) || e.file != nil && e.file.Cause == "" {
		return false
	}
	if !d.told[e.name] {
		if d.told == nil {
			d.told = map[string]bool{}
		}
		d.told[e.name] = true
		why := "is not there"
		if e.file != nil {
			why = "cannot be read"
		}
		name, follows := e.name, "provc makes a file of that name, of what the others say"
		if !template {
			name, follows = value.Shown(e.name), "it is left out"
			if e.file != nil {
				follows += ", and no handset in the repository says what it was to say, until it is mended and imported again"
			}
		}
		d.note("%s stands in a list of files, and %s: %s", name, why, follows)
	}
	return true
}

// keep lists files of others as configFiles has them.
func (d *deployment) keep(entries []entry) *draft.Value {
	list := &draft.Value{Kind: draft.List}
	for _, e := range entries {
		stays := fits("#OthersFile", e.name)
		for _, f := range d.filesOf(e) {
			switch {
			case f.Kind != "":
			case stays:
				f.Kind, f.Reason = tree.Others, "it stays as it is, and is named under configFiles"
				f.DecideAll(tree.Kept)
			default:
				f.Kind, f.Reason = tree.Unreferenced, "provc lists no file of that name, so that handsets read it no longer"
				f.DecideAll(tree.NotRead)
			}
		}
		if !stays {
			d.note("%s stands in a list of files, and is left out, so that handsets read it no longer. A name that provc lists %s", value.Shown(e.name), facts.Schema().MustType("#OthersFile").Sentence())
			continue
		}
		sets := d.sets(e)
		if sets == nil {
			list.Items = append(list.Items, draft.NewText(e.name))
			continue
		}
		bounded := &draft.Value{}
		bounded.Set("file", draft.NewText(e.name))
		bounded.Set("sets", draft.NewList(sets...))
		list.Items = append(list.Items, bounded)
	}
	return list
}

// filesOf are the files that a name of a list stands for: with the MAC in it, one of each
// handset that has it.
func (d *deployment) filesOf(e entry) []*tree.File {
	var files []*tree.File
	if e.file != nil {
		files = append(files, e.file)
	}
	if strings.Contains(e.name, ownMAC) {
		for _, h := range d.handsets {
			if f := d.tree.At(path.Join(d.folder, strings.ReplaceAll(e.name, ownMAC, h.mac))); f != nil && f != e.file {
				files = append(files, f)
			}
		}
	}
	return files
}

// sets are the parameters that a file of somebody else's sets, by the first parts of
// their names; nil if the tree does not tell.
func (d *deployment) sets(e entry) []string {
	var groups []string
	for _, f := range d.filesOf(e) {
		if len(f.Settings) == 0 {
			return nil
		}
		for _, p := range f.Params() {
			group, _, dotted := strings.Cut(p.Name, ".")
			if dotted && fits("#ParameterPattern", group+".*") && !slices.Contains(groups, group+".*") {
				groups = append(groups, group+".*")
			}
		}
	}
	slices.Sort(groups)
	return groups
}

// fits reports whether the schema takes a text as what it calls by a name.
func fits(definition, text string) bool {
	return facts.Schema().MustType(definition).Admits(&value.Node{Kind: value.String, Text: text})
}
