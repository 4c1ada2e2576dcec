package importing

import (
	"maps"
	"slices"
	"strings"

	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
)

// write puts the layers into the deployment.
func (d *deployment) write() {
	d.foreignFiles()
	bare := false
	phones := &draft.Value{}
	labels := d.labels()
	at := d.field.Label
	d.layer(d.root, at, d.says, nil, "all")
	groups := &draft.Value{}
	for _, g := range d.groups {
		v := &draft.Value{}
		d.profilesOf(v, g.handsets, d.profiles(nil))
		d.configFiles(v, g.before, g.after)
		d.layer(v, at+".groups."+draft.InPath(g.name), g.says, d.says, g.name)
		groups.Set(g.name, v)
	}
	if len(groups.Fields) > 0 {
		d.root.Set("groups", groups)
	}
	for _, h := range d.handsets {
		v := &draft.Value{}
		if label := labels[h]; label != "" {
			v.Set("label", draft.NewText(label))
		}
		beneath := d.says
		dir := d.profiles(nil)
		if h.group != nil {
			v.Set("group", draft.NewText(h.group.name))
			beneath = over(h.group.says, d.says)
			if g := groups.Get(h.group.name).Value.Get("profiles"); g != nil {
				dir = g.Value.Get("directory").Value.Text
			}
		}
		d.profilesOf(v, []*handset{h}, dir)
		before, after := d.foreign(h)
		rest := func(all []entry, of ...[]entry) []entry {
			return slices.DeleteFunc(slices.Clone(all), func(e entry) bool { return isIn(e, of...) })
		}
		gb, ga := []entry(nil), []entry(nil)
		if h.group != nil {
			gb, ga = h.group.before, h.group.after
		}
		d.configFiles(v, rest(before, d.before, gb), rest(after, d.after, ga))
		d.layer(v, at+".phones."+draft.InPath(h.mac), h.own, beneath, h.mac)
		ownMaster := h.master != nil && (d.base == nil || h.master != d.base.master)
		bare = bare || ownMaster && saysNothing(v)
		phones.Add(h.mac, v)
	}
	if len(phones.Fields) > 0 {
		d.root.Set("phones", phones)
	}
	if bare {
		// Else the master files of handsets that differ in nothing would stay behind.
		f := d.root.Set("masters", draft.NewText("all"))
		f.Comments = []string{"Each handset that is listed has a master file of its own."}
	}
}

// saysNothing reports whether a handset needs no master file of its own.
func saysNothing(v *draft.Value) bool {
	return !slices.ContainsFunc(v.Fields, func(f *draft.Field) bool { return f.Label != "label" })
}

// manyAlike are so many handsets or people that a comment which all of them have calls
// none of them.
const manyAlike = 3

// labels are what comments call handsets. What tools write above each of their files is
// none.
func (d *deployment) labels() map[*handset]string {
	all, counts := map[*handset]string{}, map[string]int{}
	for _, h := range d.handsets {
		all[h] = d.label(h)
		counts[all[h]]++
	}
	maps.DeleteFunc(all, func(_ *handset, label string) bool { return counts[label] >= manyAlike })
	return all
}

// label is what a comment calls a handset: above its master file or a file of its own,
// or beside the first parameter there.
func (d *deployment) label(h *handset) string {
	var own []*tree.File
	if d.base == nil || h.master != d.base.master {
		own = append(own, h.master)
	}
	for _, e := range h.entries {
		if e.file != nil && e.ours && strings.Contains(strings.ToLower(e.file.Path), h.mac) {
			own = append(own, e.file)
		}
	}
	for _, f := range own {
		if label := draft.Title(f.Head, d.desk.Secrets); label != "" {
			return label
		}
	}
	for _, f := range own {
		var beside []*tree.Setting
		for _, s := range f.Settings {
			if s.Comment != "" {
				beside = append(beside, s)
			}
		}
		if len(beside) == 1 && beside[0] == f.Settings[0] {
			if label := draft.Title(beside[0].Comment, d.desk.Secrets); label != "" {
				beside[0].Comment = ""
				return label
			}
		}
	}
	return ""
}

func isIn(e entry, lists ...[]entry) bool {
	return slices.ContainsFunc(lists, func(l []entry) bool {
		return slices.ContainsFunc(l, func(o entry) bool { return o.name == e.name })
	})
}

func over(strong, weak draft.Layer) draft.Layer {
	all := draft.Layer{}
	for name, p := range weak {
		all[name] = p
	}
	for name, p := range strong {
		all[name] = p
	}
	return all
}

// foreignFiles finds out which files of others all handsets read, and which those of a
// group.
func (d *deployment) foreignFiles() {
	shared := func(of []*handset, unless ...[]entry) (before, after []entry) {
		for n, h := range of {
			b, a := d.foreign(h)
			if n == 0 {
				before, after = b, a
				continue
			}
			before = slices.DeleteFunc(before, func(e entry) bool { return !isIn(e, b) })
			after = slices.DeleteFunc(after, func(e entry) bool { return !isIn(e, a) })
		}
		both := func(e entry) bool { return isIn(e, unless...) }
		return slices.DeleteFunc(before, both), slices.DeleteFunc(after, both)
	}
	if d.base != nil {
		d.before, d.after = d.foreign(d.base)
		for _, e := range slices.Concat(d.before, d.after) {
			without := slices.DeleteFunc(slices.Clone(d.handsets), func(h *handset) bool {
				b, a := d.foreign(h)
				return isIn(e, b, a)
			})
			if len(without) > 0 {
				d.note("%s did not read %s, and will from now on: it is listed for all", titles(without), e.name)
			}
		}
	} else {
		d.before, d.after = shared(d.handsets)
	}
	d.configFiles(d.root, d.before, d.after)
	for _, g := range d.groups {
		g.before, g.after = shared(g.handsets, d.before, d.after)
	}
}

func (d *deployment) configFiles(v *draft.Value, before, after []entry) {
	if list := d.keep(before); len(list.Items) > 0 {
		v.At("configFiles").Set("before", list)
	}
	if list := d.keep(after); len(list.Items) > 0 {
		v.At("configFiles").Set("after", list)
	}
}

// profilesOf says where people's profiles lie, if that is the same for some handsets
// and not what a weaker layer says.
func (d *deployment) profilesOf(v *draft.Value, of []*handset, weaker string) {
	dir := d.profiles(of[0])
	for _, h := range of[1:] {
		if d.profiles(h) != dir {
			return
		}
	}
	if dir != weaker {
		v.At("profiles").Set("directory", draft.NewText(dir))
	}
}

// layer writes what a deployment, a group or a handset says. Beneath is what weaker
// layers say.
func (d *deployment) layer(v *draft.Value, at string, l, beneath draft.Layer, entity string) {
	l = d.numbers(v, at, l, beneath)
	d.deviceSet(l)
	d.desk.Write(v, at, l, d.secretNames(l, entity))
	leveled := 0
	for _, p := range l {
		if p.Level {
			leveled++
		}
	}
	if f := v.Get("params"); f != nil && leveled > 0 && beneath != nil {
		f.Comments = append(f.Comments, levelled(leveled, len(l)))
	}
	if f := v.Get("unlisted"); f != nil {
		f.Comments = append(f.Comments, "What provc's catalogue does not know or does not allow: nobody checks it.")
	}
}

func levelled(n, of int) string {
	if n == of {
		return "The vendor's defaults, where the deployment says something else that was never read here."
	}
	return "Among them " + count(n, "default") + " of the vendor's, where the deployment says something else that was never read here."
}

// deviceSet leaves out device.set where provc writes it: in files that carry another
// device.*.set.
func (d *deployment) deviceSet(l draft.Layer) {
	carries := false
	for name := range l {
		carries = carries || name != deviceSet && strings.HasPrefix(name, "device.") && strings.HasSuffix(name, ".set")
	}
	if p, ok := l[deviceSet]; ok && carries && p.Text == "1" {
		p.Drop(tree.Fate{Kind: tree.Implied, Note: "provc writes device.set beside each .set"})
		delete(l, deviceSet)
	}
}

const deviceSet = "device.set"

// secretNames names the secrets of a layer: those of a line by what it registers as,
// others by whose they are and the parameter.
func (d *deployment) secretNames(l draft.Layer, entity string) func(name string) string {
	return func(name string) string {
		if user := l["prov.login.defaultUser"].Text; name == "prov.login.defaultPassword" && user != "" {
			return "login_" + user // it is the user's
		}
		parts := strings.Split(name, ".")
		if parts[0] == "reg" && len(parts) > 2 {
			for _, of := range []string{".auth.userId", ".address"} {
				if p := l["reg."+parts[1]+of]; p.Text != "" {
					user, _, _ := strings.Cut(strings.TrimPrefix(p.Text, "sip:"), "@")
					return "sip_" + user
				}
			}
		}
		last := parts[len(parts)-1]
		if parts[0] == "reg" && len(parts) > 2 {
			last = "line" + parts[1] + "_" + last
		}
		if entity == "all" {
			return strings.Join(parts, "_")
		}
		return entity + "_" + last
	}
}
