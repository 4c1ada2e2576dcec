package proof

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/effective"
	"provc/compiler/importer/tree"
	"provc/compiler/root"
	"provc/compiler/value"
	"provc/compiler/vendor"
)

// Difference is a parameter that some act on otherwise than before, all in the same way.
type Difference struct {
	Name   string   `json:"parameter,omitempty"` // empty: it is about whether they are there
	Before *Setting `json:"before,omitempty"`    // nil: not set
	After  *Setting `json:"after,omitempty"`
	Said   string   `json:"said,omitempty"` // a sentence, where there is no parameter
	Who    []Who    `json:"who"`
}

// Setting is what gives a parameter its value.
type Setting struct {
	Value  string `json:"value,omitempty"`
	Secret bool   `json:"secret,omitempty"` // it is not shown
	File   string `json:"file,omitempty"`
}

// Who is a handset or a person.
type Who struct {
	Kind   string `json:"kind"` // handset, unlisted or person
	ID     string `json:"id,omitempty"`
	Folder string `json:"folder,omitempty"`
	Called string `json:"called"` // in sentences
}

// comparison compares what phones act on, by the one account of precedence. Of import it
// knows no more than what became of names that no phone knows.
type comparison struct {
	*Report
	tree          *tree.Tree
	before, after *root.Root
	facts         *vendor.Facts
	value         func(artifact.Param) string

	known    map[string]bool              // by name
	models   map[string]bool              // names that stand in files of listed handsets now, for a model
	begins   map[string][]*effective.View // what phones that nobody listed read, by folder
	named    map[string][]*tree.File      // files of handsets, by ID
	profiles map[string]*tree.File        // of people, by ID

	left    map[string]map[string]bool // names that import left out, by file
	public  map[string][]string        // passwords that a file had for phones that nobody listed, by file
	rules   map[string]bool            // parameters that decide what phones read, for which provc has values of its own
	differs map[string]*Difference
}

func (c *comparison) compare() {
	c.known, c.models, c.rules = map[string]bool{}, map[string]bool{}, map[string]bool{}
	c.left, c.public = map[string]map[string]bool{}, map[string][]string{}
	c.differs = map[string]*Difference{}
	c.claims()
	c.index()
	c.begins = map[string][]*effective.View{}
	for _, k := range effective.Keys(c.before.Account()) {
		if h := c.before.Account().Handset(k); k.ID == "" && h != nil {
			c.begins[k.Folder] = append(c.begins[k.Folder], &h.View)
		}
	}
	before, after := c.before.Account(), c.after.Account()
	logins := map[string]bool{}
	for _, k := range effective.Keys(before, after) {
		old, now := before.Handset(k), after.Handset(k)
		who := Who{Kind: "handset", ID: k.ID, Folder: k.Folder}
		if k.ID == "" {
			who.Kind = "unlisted"
		}
		switch {
		case now != nil && (old == nil || old.ID == "" && c.named[k.ID] != nil):
			who.Called = called(k, now)
			c.fresh(who, &now.View)
			continue
		case now == nil && c.copy(old):
			continue // it stays where it is: import tells
		case now == nil && k.ID == "" && c.after.File(old.Layers[0].Path) == nil:
			c.Notes = append(c.Notes, old.Layers[0].Path+" is made by provc while a phone that reads it is listed; the one that is there stays")
			continue
		case now == nil:
			who.Called = called(k, old)
			c.compared(who)
			c.differ("found its files before, and finds none after", who)
			continue
		}
		who.Called = called(k, now)
		c.compared(who)
		logins[old.Users] = logins[old.Users] || old.LogsIn()
		c.views(who, &old.View, &now.View)
	}
	for _, users := range slices.Sorted(maps.Keys(logins)) {
		if logins[users] {
			c.people(before.People[users], after.People[users], users)
		}
	}
	for _, users := range slices.Sorted(maps.Keys(after.People)) {
		for _, id := range slices.Sorted(maps.Keys(after.People[users])) {
			p := after.People[users][id]
			who := Who{Kind: "person", ID: id, Folder: users, Called: p.Called()}
			f := c.profiles[id]
			switch {
			case before.People[users][id] != nil:
			case f != nil:
				c.People++
				own := c.after.File(p.File)
				c.within(who, f, func(name string) (effective.Setting, bool) {
					if own == nil {
						return effective.Setting{}, false
					}
					s, ok := own.Param(name)
					return effective.Setting{Param: s, Path: p.File}, ok
				})
			case logins[users]:
				c.differ("could not log in before, and can after", who)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.models)) {
		c.Notes = append(c.Notes, name+" stands in the files of handsets now that had none of their own: it means something to handsets of that model alone")
	}
	for _, name := range slices.Sorted(maps.Keys(c.rules)) {
		c.Notes = append(c.Notes, name+" is provc's own now, which leads to the files that provc makes")
	}
	for _, file := range slices.Sorted(maps.Keys(c.public)) {
		slices.Sort(c.public[file])
		list := names(c.public[file], false)
		c.Notes = append(c.Notes, fmt.Sprintf("provc writes no password into %s, which anybody can fetch: list each phone under phones, by its MAC, and it gets %s in a file of its own", file, list))
	}
	c.Differs = slices.SortedFunc(maps.Values(c.differs), func(a, b *Difference) int {
		return cmp.Or(cmp.Compare(a.Said, b.Said), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Who[0].Called, b.Who[0].Called))
	})
}

// compared counts a handset, or a kind of those that nobody listed.
func (c *comparison) compared(who Who) {
	c.Handsets++
	switch {
	case who.ID != "":
		c.Named++
	case !slices.Contains(c.Kinds, who.Called):
		c.Kinds = append(c.Kinds, who.Called)
	}
}

// copy reports whether import tells that the file with which a handset begins is a copy of
// one in another folder.
func (c *comparison) copy(h *effective.Handset) bool {
	f := c.tree.At(h.Layers[0].Path)
	return f != nil && f.Kind == tree.Unreferenced
}

// called is how sentences call a handset, which may read what is for all.
func called(k effective.Key, h *effective.Handset) string {
	if h.ID == "" && k.ID != "" {
		return k.ID
	}
	return h.Called()
}

// claims holds import to what it tells: what has arrived stands in a file that provc
// makes. What a model has is in none while no phone is of that model.
func (c *comparison) claims() {
	stands := map[string]map[string]bool{} // values by name
	for _, path := range c.after.Paths() {
		if c.after.At(path).Compiled == nil {
			continue
		}
		for _, p := range c.after.Params(path) {
			if stands[p.Name] == nil {
				stands[p.Name] = map[string]bool{}
			}
			stands[p.Name][strings.Join(strings.Fields(c.value(p)), " ")] = true
		}
	}
	account := c.after.Account()
	phones := slices.ContainsFunc(effective.Keys(account), func(k effective.Key) bool { return k.ID != "" })
	for _, f := range c.tree.Files {
		if f.Kind != tree.Parameters && f.Kind != tree.Profile {
			continue
		}
		for _, s := range f.Settings {
			if !phones && c.facts.Hides(artifact.Param{Name: s.Name, Value: s.Value}) {
				continue // it is in CUE, and in no file that anybody can fetch
			}
			if s.Fate.Kind == tree.Arrived && !strings.Contains(s.Fate.Where, ".models.") && !stands[s.Name][strings.Join(strings.Fields(s.Value), " ")] {
				c.fault(f.Path, s.Line, s.Name, "import tells that it has arrived, and it stands in no file that provc makes")
			}
		}
	}
}

// views compares what a handset acts on while nobody is logged in.
func (c *comparison) views(who Who, old, now *effective.View) {
	names := map[string]bool{}
	for _, v := range []*effective.View{old, now} {
		for _, l := range v.Layers {
			for _, p := range l.Params() {
				names[p.Name] = true
			}
		}
	}
	roles := c.before.Account().Roles
	for name := range names {
		a, ok := old.Get(name)
		b, has := now.Get(name)
		if ok && listed(roles, a.Path, name) || has && listed(c.after.Account().Roles, b.Path, name) {
			continue // what it lists is compared
		}
		if has && !ok && who.ID != "" && c.kept(who.Folder, old, name, b) {
			continue
		}
		if has && !ok && who.ID != "" && ofModel(now, b, name) {
			c.models[name] = true
			continue
		}
		c.parameter(who, name, a, ok, b, has, false)
	}
}

// fresh compares a handset of which no one but import knows which files were its own:
// what was saved from it, or what a rule fetches in a way that only that phone knows. What
// such a file says must be what it acts on.
func (c *comparison) fresh(who Who, now *effective.View) {
	c.Fresh = append(c.Fresh, who.Called)
	if who.ID == "" {
		return
	}
	for _, f := range c.named[who.ID] {
		c.within(who, f, now.Get)
	}
}

// within compares what a file says with what is in effect.
func (c *comparison) within(who Who, f *tree.File, now func(name string) (effective.Setting, bool)) {
	file := c.before.File(f.Path)
	if file == nil {
		return
	}
	seen := map[string]bool{}
	for _, p := range file.Params() {
		if seen[p.Name] {
			continue
		}
		seen[p.Name] = true
		p, _ = file.Param(p.Name)
		b, has := now(p.Name)
		c.parameter(who, p.Name, effective.Setting{Param: p, Path: f.Path}, true, b, has, false)
	}
}

// index finds the files of which import says whose they are.
func (c *comparison) index() {
	c.named, c.profiles = map[string][]*tree.File{}, map[string]*tree.File{}
	for _, f := range c.tree.Files {
		switch {
		case f.Entity == "":
		case f.Kind == tree.Parameters, f.Kind == tree.Dump:
			c.named[f.Entity] = append(c.named[f.Entity], f)
		case f.Kind == tree.Profile:
			c.profiles[f.Entity] = f
		}
	}
}

// kept reports whether a phone has a value from the file that it asked for when it was
// new, because phones of its maker keep what a later file does not mention.
func (c *comparison) kept(folder string, old *effective.View, name string, b effective.Setting) bool {
	account := c.before.Account()
	if len(old.Layers) == 0 || !account.Roles[old.Layers[0].Path].Keeps {
		return false
	}
	return slices.ContainsFunc(c.begins[folder], func(v *effective.View) bool {
		s, ok := v.Get(name)
		return ok && same(c.value(s.Param), c.value(b.Param), "")
	})
}

// ofModel reports whether a parameter says what a model has instead of another parameter
// of the same file, which listed handsets may or may not be of.
func ofModel(v *effective.View, s effective.Setting, name string) bool {
	for i := strings.LastIndexByte(name, '_'); i > 0; i = strings.LastIndexByte(name[:i], '_') {
		if of, ok := v.Get(name[:i]); ok && of.Path == s.Path {
			return true
		}
	}
	return false
}

// listed reports whether a parameter says which files are read.
func listed(roles map[string]artifact.Role, file, name string) bool {
	role := roles[file]
	return role.IsList(name)
}

// people compares the files of those who can log in.
func (c *comparison) people(old, now map[string]*effective.Person, users string) {
	for _, id := range slices.Sorted(maps.Keys(old)) {
		p, q := old[id], now[id]
		if f := c.tree.At(strings.ToValidUTF8(p.File, "\ufffd")); q == nil && f != nil && (f.Kind == tree.Unreferenced || f.Cause != "") {
			continue // it stays where it is: import tells
		}
		c.People++
		who := Who{Kind: "person", ID: id, Folder: users, Called: p.Called()}
		if q == nil {
			c.differ("could log in before, and cannot after", who)
			continue
		}
		a, b := c.before.File(p.File), c.after.File(q.File)
		if a == nil || b == nil {
			continue
		}
		names := map[string]bool{}
		for _, f := range []effective.File{a, b} {
			for _, s := range f.Params() {
				names[s.Name] = true
			}
		}
		for name := range names {
			x, ok := a.Param(name)
			y, has := b.Param(name)
			c.parameter(who, name, effective.Setting{Param: x, Path: p.File}, ok, effective.Setting{Param: y, Path: q.File}, has, true)
		}
	}
}

// parameter compares one. Within is of a file that lies on top of others, so that what
// it does not set is not the vendor's default.
func (c *comparison) parameter(who Who, name string, a effective.Setting, ok bool, b effective.Setting, has, within bool) {
	x, y := c.value(a.Param), c.value(b.Param)
	if !within {
		if !ok {
			x = c.otherwise(name)
		}
		if !has {
			y = c.otherwise(name)
		}
	}
	if (ok == has || !within) && same(tidy(x), tidy(y), "") && (ok == has || same(x, y, "")) {
		return
	}
	if ok && !has && !c.isKnown(name) && c.dropped(a.Path, name) {
		c.Dropped++
		return
	}
	if has && c.facts.Selects(name) && (!ok || c.replaced(a.Path, name)) {
		c.rules[name] = true
		return
	}
	if who.Kind == "unlisted" && !has && x != "" && c.facts.Hides(a.Param) {
		c.public[a.Path] = append(c.public[a.Path], name)
	}
	d := &Difference{Name: name}
	if ok {
		d.Before = c.shown(a, x)
	}
	if has {
		d.After = c.shown(b, y)
	}
	c.add(d, who, x+"\x00"+y)
}

// tidy is a value without what makes no difference: names of folders with or without ./
// before them, and a slash at the end.
func tidy(value string) string {
	for strings.HasPrefix(value, "./") {
		value = value[2:]
	}
	if strings.HasSuffix(value, "/") && !strings.Contains(value, "://") {
		return strings.TrimSuffix(value, "/")
	}
	return value
}

// otherwise is the value of a parameter that no file sets.
func (c *comparison) otherwise(name string) string {
	if d := c.facts.Of(name).Default; d != nil {
		return *d
	}
	return ""
}

// isKnown reports whether a catalogue has a parameter.
func (c *comparison) isKnown(name string) bool {
	known, asked := c.known[name]
	if !asked {
		known = slices.ContainsFunc(c.facts.Vendors, func(v vendor.Vendor) bool { _, ok := v.Schema().Param(name); return ok })
		c.known[name] = known
	}
	return known
}

// dropped reports whether import tells that it left a parameter out.
func (c *comparison) dropped(file, name string) bool {
	names, known := c.left[file]
	if f := c.tree.At(file); !known && f != nil {
		names = map[string]bool{}
		for _, s := range f.Settings {
			if s.Fate.IsResidue() && !s.Fate.Lives() {
				names[s.Name] = true
			}
		}
		c.left[file] = names
	}
	return names[name]
}

// replaced reports whether import tells that provc has a value of its own for a parameter
// which decides what files phones read: the files are compared.
func (c *comparison) replaced(file, name string) bool {
	f := c.tree.At(file)
	if f == nil {
		return false
	}
	s := f.Setting(name)
	return s != nil && s.Fate.Kind == tree.Implied
}

func (c *comparison) shown(s effective.Setting, value string) *Setting {
	if s.Secret != "" || c.facts.Hides(s.Param) {
		return &Setting{Secret: true, File: s.Path}
	}
	return &Setting{Value: masked(value), File: s.Path}
}

// masked is a value without the passwords within URLs.
func masked(text string) string { return value.Masked(text) }

// differ notes that something is there for somebody on one side only.
func (c *comparison) differ(said string, who Who) { c.add(&Difference{Said: said}, who, "") }

// add notes a difference, with all that differ alike. The files are those of the first.
func (c *comparison) add(d *Difference, who Who, values string) {
	key := fmt.Sprintf("%s\x00%s\x00%s\x00%t\x00%t", d.Said, d.Name, values, d.Before != nil, d.After != nil)
	if had := c.differs[key]; had != nil {
		d = had
	} else {
		c.differs[key] = d
	}
	d.Who = append(d.Who, who)
}
