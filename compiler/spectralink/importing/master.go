package importing

import (
	"cmp"
	"slices"
	"strings"

	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
	"provc/compiler/spectralink/facts"
)

// directories are the folders that a master file names, and where a deployment has
// them.
var directories = map[string][]string{
	"LOG_FILE_DIRECTORY":   {"directories", "logs"},
	"OVERRIDES_DIRECTORY":  {"directories", "overrides"},
	"CONTACTS_DIRECTORY":   {"directories", "contacts"},
	"CALL_LISTS_DIRECTORY": {"directories", "callLists"},
	"LICENSE_DIRECTORY":    {"directories", "license"},
	"COREFILE_DIRECTORY":   {"coreFiles"},
}

// masterFields are what master files say beside their lists: one deployment says it for
// all handsets.
func (d *deployment) masterFields() {
	masters := d.masters()
	if len(masters) == 0 {
		return
	}
	if d.polycom(masters) {
		f := d.root.Set("dialect", draft.NewText("polycom"))
		f.Comments = []string{"The files that were imported have other outermost elements than Spectralink's."}
	}
	software, ok := most(masters, softwarePath)
	if (!ok || software != "sip.ld") && masters[0].Root != "" && fits("#Software", software) {
		d.root.Set("software", draft.NewText(software))
	}
	if misc, _ := most(masters, "MISC_FILES"); misc != "" {
		if list := d.names(misc); len(list.Items) > 0 {
			d.root.Set("misc", list)
		}
	}
	for _, attr := range []string{"LOG_FILE_DIRECTORY", "OVERRIDES_DIRECTORY", "CONTACTS_DIRECTORY", "CALL_LISTS_DIRECTORY", "LICENSE_DIRECTORY", "COREFILE_DIRECTORY"} {
		if dir, _ := most(masters, attr); folder(dir) != "" && fits("#FileName", folder(dir)) {
			dir = folder(dir)
			labels := directories[attr]
			d.root.At(labels[:len(labels)-1]...).Set(labels[len(labels)-1], draft.NewText(dir))
		}
	}
	if dir := d.profiles(nil); dir != "" {
		d.root.At("profiles").Set("directory", draft.NewText(dir))
	}
	d.models()
	for _, f := range masters {
		for _, s := range f.Settings {
			d.masterSetting(f, s)
		}
	}
}

// polycom reports whether the files are in the dialect of the maker's other phones: the
// master file for all is or, without one, any; without any master file, the others.
func (d *deployment) polycom(masters []*tree.File) bool {
	if masters[0].Root != "" {
		all := masters
		if d.base != nil {
			all = masters[:1]
		}
		return slices.ContainsFunc(all, func(f *tree.File) bool { return f.Root != "MASTER_CONFIG" })
	}
	return !slices.ContainsFunc(d.base.entries, func(e entry) bool { return e.file != nil && e.file.Root == "handsetConfig" })
}

// masters are the master files, each once.
func (d *deployment) masters() []*tree.File {
	if d.masterFiles == nil {
		seen := map[*tree.File]bool{}
		for _, h := range d.all() {
			if !seen[h.master] {
				seen[h.master] = true
				d.masterFiles = append(d.masterFiles, h.master)
			}
		}
	}
	return d.masterFiles
}

// most is the value that most master files have of an attribute, if that is one: of
// several that as many have, that of the first, which is for all handsets.
func most(masters []*tree.File, attr string) (text string, ok bool) {
	type value struct {
		text string
		ok   bool
	}
	counts := map[value]int{}
	var best value
	for n, f := range masters {
		v := value{}
		if s := f.Setting(attr); s != nil {
			v = value{s.Value, true}
		}
		if counts[v]++; n == 0 || counts[v] > counts[best] {
			best = v
		}
	}
	return best.text, best.ok
}

// names are file names between commas.
func (d *deployment) names(text string) *draft.Value {
	list := &draft.Value{Kind: draft.List}
	for name := range strings.SplitSeq(text, ",") {
		if name = strings.TrimSpace(name); name != "" && fits("#FileName", name) {
			list.Items = append(list.Items, draft.NewText(name))
		}
	}
	return list
}

// profiles is the profiles directory of a handset, or of those that are not listed: without
// a master file for all, that of most handsets.
func (d *deployment) profiles(h *handset) string {
	dir := ""
	if h == nil {
		if d.home == nil {
			masters := d.masters()
			if d.base != nil {
				masters = masters[:1] // others say it for themselves
			}
			dir, _ = most(masters, profilesDir)
			d.home = &dir
		}
		dir = *d.home
	} else if s := h.master.Setting(profilesDir); s != nil {
		dir = s.Value
	}
	if dir = strings.Trim(folder(dir), "/ "); dir == "." || !fits("#Folder", dir) {
		return ""
	}
	return dir
}

// folder is a folder without the ./ before it, with which it is the same one.
func folder(dir string) string {
	for {
		rest, ok := strings.CutPrefix(strings.TrimSpace(dir), "./")
		if !ok {
			return dir
		}
		dir = rest
	}
}

// masterSetting decides about an attribute of a master file.
func (d *deployment) masterSetting(f *tree.File, s *tree.Setting) {
	at := d.field.Label
	arrived := func(labels ...string) {
		s.Decide(tree.Fate{Kind: tree.Arrived, Where: strings.Join(append([]string{at}, labels...), ".")})
	}
	lost := func(note string) { s.Decide(tree.Fate{Kind: tree.Refused, Note: note}) }
	model := ""
	name := s.Name
	for _, of := range []string{configFiles, softwarePath} {
		if m, ok := strings.CutPrefix(name, of+"_"); ok {
			name, model = of, m
		}
	}
	switch labels := directories[name]; {
	case s.IsMarkup():
	case s.Text:
		s.Decide(tree.Fate{Kind: tree.PlainText, Note: "handsets read attributes alone"})
	case f.Setting(s.Name) != s:
		s.Decide(tree.Fate{Kind: tree.Duplicate, Note: "the same file sets it again below, and that counts"})
	case model != "":
		if why := d.losesModel(s, name, model); why != "" {
			lost(why)
		} else {
			arrived("models", draft.InPath(model))
		}
	case name == configFiles:
		arrived("configFiles")
	case name == softwarePath:
		d.same(s, "software", "sip.ld", arrived, lost)
	case name == "MISC_FILES":
		text := ""
		if m := d.root.Get("misc"); m != nil {
			var names []string
			for _, item := range m.Value.Items {
				names = append(names, item.Text)
			}
			text = strings.Join(names, ", ")
		}
		if text == strings.Join(strings.FieldsFunc(s.Value, func(r rune) bool { return r == ',' || r == ' ' }), ", ") {
			arrived("misc")
		} else {
			lost("one deployment has one list of such files")
		}
	case name == profilesDir:
		if dir := strings.Trim(folder(s.Value), "/ "); dir == "" || dir == "." || fits("#Folder", dir) {
			arrived("profiles", "directory")
		} else {
			lost("it is no folder below the master file's")
		}
	case labels != nil:
		in := d.root.At()
		for _, l := range labels[:len(labels)-1] {
			if sub := in.Get(l); sub != nil {
				in = sub.Value
			}
		}
		has := ""
		if v := in.Get(labels[len(labels)-1]); v != nil {
			has = v.Value.Text
		}
		switch {
		case has == folder(s.Value):
			arrived(labels...)
		case !fits("#FileName", folder(s.Value)):
			lost("it is no folder below the root, and no URL")
		default:
			lost("one deployment has one such folder, " + cmp.Or(has, "that of the master file"))
		}
	default:
		s.Decide(tree.Fate{Kind: tree.Refused, Note: "handsets know no such attribute of a master file"})
	}
}

// losesModel says why what a master file says of a model is not in the deployment, or
// nothing if it is.
func (d *deployment) losesModel(s *tree.Setting, attr, model string) string {
	var all *tree.Setting
	if d.base != nil {
		all = d.base.master.Setting(s.Name)
	}
	switch {
	case all == nil || all.Value != s.Value:
		return "only the master file for all says what a model reads"
	case !modelName(model):
		return "no model is called so: a name has 1 to 64 letters and digits"
	case attr == softwarePath && !fits("#Software", s.Value):
		return "software " + facts.Schema().MustType("#Software").Sentence()
	}
	return ""
}

// same decides about an attribute that stands in a field of the deployment.
func (d *deployment) same(s *tree.Setting, label, absent string, arrived func(...string), lost func(string)) {
	has := absent
	if f := d.root.Get(label); f != nil {
		has = f.Value.Text
	}
	if has == s.Value {
		arrived(label)
		return
	}
	lost("one deployment has one " + label + ", " + cmp.Or(has, "none"))
}

// models are what handsets of a model read that others do not.
func (d *deployment) models() {
	if d.base == nil {
		return
	}
	for _, s := range d.base.master.Settings {
		for _, of := range []string{configFiles, softwarePath} {
			model, ok := strings.CutPrefix(s.Name, of+"_")
			if !ok || !modelName(model) {
				continue
			}
			m := d.root.At("models", model)
			if of == softwarePath && fits("#Software", s.Value) {
				m.Set("software", draft.NewText(s.Value))
			}
			if of == softwarePath {
				continue
			}
			d.modelList(model, m, d.list(d.base.master, s.Name, allHandsets))
		}
	}
}

func modelName(m string) bool {
	return m != "" && len(m) <= 64 && strings.Trim(m, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}

// modelList says what a model reads: the deployment's files with some added, or others
// in their place.
func (d *deployment) modelList(model string, m *draft.Value, list []entry) {
	names := func(entries []entry) (all []string) {
		for _, e := range entries {
			all = append(all, e.name)
		}
		return all
	}
	list = slices.DeleteFunc(list, func(e entry) bool { return !e.ours && d.leftOut(e) })
	before, after := d.foreign(d.base)
	var ours []entry
	for _, e := range d.base.entries {
		if e.ours && e.file != nil {
			ours = append(ours, e)
		}
	}
	all := names(list)
	lacks := slices.DeleteFunc(slices.Concat(names(before), names(after)), func(name string) bool { return slices.Contains(all, name) })
	if len(lacks) > 0 {
		d.note("%s did not read %s, and will from now on: it is listed for all", model, strings.Join(lacks, ", "))
	}
	// What the deployment has around its own stands around the model's, too.
	if b := names(before); len(b) <= len(all) && slices.Equal(all[:len(b)], b) {
		list = list[len(b):]
	}
	if all, a := names(list), names(after); len(a) <= len(all) && slices.Equal(all[len(all)-len(a):], a) {
		list = list[:len(list)-len(a)]
	}
	all = names(list)
	own := names(ours)
	for i := 0; len(own) > 0 && i+len(own) <= len(all); i++ {
		if slices.Equal(all[i:i+len(own)], own) {
			if i > 0 {
				m.At("configFiles").Set("before", d.keep(list[:i]))
			}
			if rest := list[i+len(own):]; len(rest) > 0 {
				m.At("configFiles").Set("after", d.keep(rest))
			}
			return
		}
	}
	shared := func(e entry) bool { return slices.Contains(own, e.name) && facts.IsTemplate(e.name) }
	first := slices.IndexFunc(list, shared)
	if first < 0 {
		m.At("configFiles").Set("instead", d.keep(list))
		return
	}
	// provc makes a file of that name, of what all handsets read: the model reads that,
	// and with it provc's others.
	if first > 0 {
		m.At("configFiles").Set("before", d.keep(list[:first]))
	}
	if rest := slices.DeleteFunc(slices.Clone(list[first:]), func(e entry) bool { return slices.Contains(own, e.name) }); len(rest) > 0 {
		m.At("configFiles").Set("after", d.keep(rest))
	}
	d.note("%s reads some of the files that all handsets read, and not others (%s): provc writes them anew, so that it reads all of them; the report tells what differs for it", model, strings.Join(all, ", "))
}
