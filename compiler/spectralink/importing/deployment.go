package importing

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
)

// deployment is the handsets of one folder, and the people who log in on them.
type deployment struct {
	*intake
	folder   string
	base     *handset // those that are not listed; nil without a master file for all
	handsets []*handset
	groups   []*group
	before   []entry // files of others that all handsets list
	after    []entry
	files    map[*tree.File][]said
	told     map[string]bool       // names of files that are left out of lists
	torn     map[string][]*handset // whose lists have a file of others between ours, by its name

	// What is worked out once.
	masterFiles []*tree.File
	home        *string         // the profiles directory of the deployment
	taken       map[string]int  // names of groups, in lower case, with how many wanted each
	some        map[string]bool // names with the MAC in them that are those of files

	says  draft.Layer // the deployment itself
	field *draft.Field
	root  *draft.Value // of field
}

// title is what sentences call a handset.
func (h *handset) title() string {
	if h.mac == "" {
		return "handsets that are not listed"
	}
	return "handset " + h.mac
}

// make drafts the deployment.
func (d *deployment) make() {
	if d.files == nil {
		d.files = map[*tree.File][]said{}
	}
	slices.SortFunc(d.handsets, byMAC)
	d.field = d.draft.Deployment(d.folder, Handsets{}.Vendor())
	d.root = d.field.Value
	switch {
	case d.folder == ".":
	case !fits("#Folder", d.folder):
		d.note("folder %s has a name that a deployment cannot have: what is built of it belongs there", d.folder)
	default:
		d.root.Set("folder", draft.NewText(d.folder))
	}
	d.field.Comments = []string{d.about()}
	for _, h := range d.all() {
		if h.master.Kind == "" {
			h.master.Kind, h.master.Entity = tree.Master, h.mac
		}
		mac := h.mac
		if mac == "" {
			mac = allHandsets
		}
		if h.entries == nil {
			h.entries = d.list(h.master, configFiles, mac)
		}
		for _, e := range h.entries {
			if e.file != nil && e.file.Kind == tree.Broken {
				e.file.Lack = append(e.file.Lack, h.mac)
			}
		}
		h.says = d.effective(h.entries)
	}
	d.layers()
	d.masterFields()
	d.write()
	d.tellTorn()
	d.people()
	d.contacts()
	d.emergency()
	d.root.Order("folder", "dialect", "software", "masters", "misc", "directories", "coreFiles", "profiles", "configFiles", "models",
		"emergencyNumbers", "authorizedNumbers", "params", "unlisted", "groups", "phones", "inventory", "users", "contacts")
	for f := range d.files {
		f.DecideRest(tree.Fate{Kind: tree.Shadowed, Note: "a stronger file sets it for every handset that reads this one"})
	}
}

// all are the handsets, those that are not listed first.
func (d *deployment) all() []*handset {
	if d.base == nil {
		return d.handsets
	}
	return append([]*handset{d.base}, d.handsets...)
}

func (d *deployment) about() string {
	text := fmt.Sprintf("%s, as import found them", count(len(d.handsets), "handset"))
	if len(d.handsets) == 0 {
		text = "Handsets, as import found them"
	}
	return text + " in " + path.Join(path.Base(d.tree.Dir), d.folder) + "."
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// layers divides what files say among the deployment, groups and handsets.
func (d *deployment) layers() {
	if d.base != nil {
		d.says = d.base.says
	} else {
		d.says = d.common()
	}
	lost := map[string][]*handset{}
	for _, h := range d.handsets {
		if names := d.level(h); names != "" {
			lost[names] = append(lost[names], h)
		}
	}
	for _, names := range slices.Sorted(maps.Keys(lost)) {
		d.note("%s did not read %s, and will from now on: the vendor's default is not known", titles(lost[names]), names)
	}
	d.grouping()
	for _, h := range d.handsets {
		if h.group == nil {
			h.own = h.says.Without(d.says)
		}
	}
	if d.wish.Lift {
		d.lift()
	}
}

// common is what all handsets say, where no master file for all does: of a single
// handset, only what stands in files that are not its own.
func (d *deployment) common() draft.Layer {
	var all []draft.Layer
	for _, h := range d.handsets {
		all = append(all, h.says)
	}
	if len(d.handsets) == 1 {
		h := d.handsets[0]
		var shared []entry
		for _, e := range h.entries {
			if !strings.Contains(strings.ToLower(e.name), h.mac) {
				shared = append(shared, e)
			}
		}
		return draft.Common([]draft.Layer{d.effective(shared), h.says})
	}
	return draft.Common(all)
}

// level gives a handset the vendor's default of what the deployment says and it does
// not: it never read the files that say so, and must not begin to act on them. It
// returns the names of those whose default nobody knows.
func (d *deployment) level(h *handset) string {
	var lost []string
	for name := range d.says {
		if _, ok := h.says[name]; ok {
			continue
		}
		text, ok := d.initial(name)
		if !ok {
			lost = append(lost, name)
			continue
		}
		h.says[name] = draft.Param{Text: text, Level: true}
	}
	slices.Sort(lost)
	return strings.Join(lost, ", ")
}

// titles is what sentences call several handsets.
func titles(all []*handset) string {
	text := all[0].title()
	if len(all) > 1 {
		text += " and " + count(len(all)-1, "other")
	}
	return text
}

// initial is the vendor's default, or the empty text where that means none.
func (d *deployment) initial(name string) (string, bool) {
	n := d.desk.Name(name)
	if n.Field == nil {
		return "", false
	}
	text := ""
	if p, ok := d.desk.Schema.Param(name); ok {
		if initial, known := p.Default(""); known {
			text = initial
		}
	}
	v, _ := n.Value(text, written)
	return text, v != nil
}

// group is handsets that share files.
type group struct {
	name     string
	says     draft.Layer
	handsets []*handset
	before   []entry // files of others that all of them list
	after    []entry
}

// grouping makes a group of handsets whose master files list the same files that the
// one for all does not.
func (d *deployment) grouping() {
	listed := map[*tree.File]int{}
	for _, h := range d.handsets {
		for _, e := range h.entries {
			if e.file != nil {
				listed[e.file]++
			}
		}
	}
	if d.base != nil {
		for _, e := range d.base.entries {
			delete(listed, e.file)
		}
	}
	alike := map[string][]*handset{}
	shared := map[string][]entry{}
	var keys []string
	for _, h := range d.handsets {
		key := ""
		var files []entry
		for _, e := range h.entries {
			if e.file != nil && e.ours && (listed[e.file] > 1 || isGroup(e) && listed[e.file] == 1) && (d.base != nil || listed[e.file] < len(d.handsets)) {
				key += e.name + "\n"
				files = append(files, e)
			}
		}
		if key == "" {
			continue
		}
		if alike[key] == nil {
			keys = append(keys, key)
			shared[key] = files
		}
		alike[key] = append(alike[key], h)
	}
	for _, key := range keys {
		if len(alike[key]) > 1 || slices.ContainsFunc(shared[key], isGroup) {
			d.groups = append(d.groups, d.newGroup(shared[key], alike[key]))
		}
	}
}

// isGroup recognises a file that is called after a group, if only of one handset yet.
func isGroup(e entry) bool {
	base := path.Base(e.name)
	return slices.ContainsFunc(groupPrefixes, func(prefix string) bool { return strings.HasPrefix(base, prefix) })
}

var groupPrefixes = []string{"group-", "group_", "grp-"}

func (d *deployment) newGroup(files []entry, of []*handset) *group {
	var names []string
	for _, e := range files {
		names = append(names, e.name)
	}
	g := &group{name: d.groupName(names), says: draft.Layer{}, handsets: of}
	for name := range d.effective(files) {
		most, ok := d.mostCommon(name, of)
		if weaker, is := d.says[name]; ok && (!is || weaker.Text != most.Text) {
			g.says[name] = most
		}
	}
	g.take(d.says)
	return g
}

// take has the handsets of a group say what neither it nor the deployment says.
func (g *group) take(base draft.Layer) {
	weaker := draft.Layer{}
	for name, p := range base {
		weaker[name] = p
	}
	for name, p := range g.says {
		weaker[name] = p
	}
	for _, h := range g.handsets {
		h.group = g
		h.own = h.says.Without(weaker)
	}
	for name, p := range weaker {
		if _, ok := g.says[name]; ok {
			g.says[name] = p
		} else {
			base[name] = p
		}
	}
}

// mostCommon is the value that most handsets have of a parameter that all of them have.
func (d *deployment) mostCommon(name string, of []*handset) (draft.Param, bool) {
	counts := map[string]int{}
	best := ""
	for _, h := range of {
		p, ok := h.says[name]
		if !ok {
			return draft.Param{}, false
		}
		counts[p.Text]++
		if n := counts[p.Text]; n > counts[best] || n == counts[best] && p.Text < best || counts[best] == 0 {
			best = p.Text
		}
	}
	var most draft.Param
	for _, h := range of {
		if p := h.says[name]; p.Text == best {
			most.Text, most.Level = best, p.Level
			most.From = append(most.From, p.From...)
		}
	}
	return most, true
}

// groupName makes a name of those of files.
func (d *deployment) groupName(files []string) string {
	var parts []string
	for _, f := range files {
		base := path.Base(f)
		base = strings.TrimSuffix(base, path.Ext(base))
		for _, prefix := range groupPrefixes {
			base = strings.TrimPrefix(base, prefix)
		}
		if base = draft.Plain(base); base != "" {
			parts = append(parts, base)
		}
	}
	return d.free(strings.Join(parts, "-"))
}

// longestName is that of a group: files are called after it.
const longestName = 60

// free is a name that no group has, whatever the letter case.
func (d *deployment) free(name string) string {
	if name == "" {
		name = "group"
	}
	if d.taken == nil {
		d.taken = map[string]int{}
	}
	wanted := name[:min(len(name), longestName)]
	name = wanted
	for d.taken[strings.ToLower(name)] > 0 {
		d.taken[strings.ToLower(wanted)]++
		name = fmt.Sprintf("%s%d", wanted, d.taken[strings.ToLower(wanted)])
	}
	d.taken[strings.ToLower(name)]++
	return name
}

// lift makes groups of handsets that are in none and share values, and moves what all
// of a group's handsets say into it.
func (d *deployment) lift() {
	for _, g := range d.groups {
		var own []draft.Layer
		for _, h := range g.handsets {
			own = append(own, h.own)
		}
		for name, p := range draft.Common(own) {
			g.says[name] = p
		}
		for _, h := range g.handsets {
			h.own = h.own.Without(g.says)
		}
	}
	var free []*handset
	var own []draft.Layer
	for _, h := range d.handsets {
		if h.group == nil {
			free, own = append(free, h), append(own, h.own)
		}
	}
	for _, lifted := range draft.Lift(own) {
		g := &group{name: d.free("shared"), says: lifted.Says}
		for _, n := range lifted.Of {
			h := free[n]
			h.group, h.own = g, h.own.Without(g.says)
			g.handsets = append(g.handsets, h)
		}
		d.groups = append(d.groups, g)
	}
}
