package explain

import (
	"maps"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/effective"
)

// pager makes the data of a page.
type pager struct {
	fleetData
	fleet    *Fleet
	traced   Traced
	names    map[string]int
	sources  map[string]int
	settings map[string]int
	files    map[string]int
	raw      [][]int // settings of each file
	kinds    map[string]int
	byKind   [][]int // files
}

func newFleetData(f *Fleet, name string, notes []string, traced Traced) *fleetData {
	p := &pager{fleet: f, traced: traced, names: map[string]int{}, sources: map[string]int{}, settings: map[string]int{}, files: map[string]int{}, kinds: map[string]int{}}
	p.Package, p.Notes = name, append([]string{}, notes...)
	p.Sources, p.People, p.Handsets = []string{}, []pagePerson{}, []pageHandset{}
	for _, h := range slices.Concat(f.handsets, f.account.Strangers) {
		p.Handsets = append(p.Handsets, p.handset(h))
		if h.ID != "" {
			p.Listed++
		}
	}
	for person := range f.Everyone {
		p.People = append(p.People, p.person(person))
	}
	p.share()
	resets := resets{account: f.account}
	p.Resets = []pageResets{}
	for _, users := range slices.Sorted(maps.Keys(f.account.People)) {
		why := map[int]string{}
		for name, r := range resets.by(users) {
			if i, ok := p.names[name]; ok {
				why[i] = r.because()
			}
		}
		p.Resets = append(p.Resets, pageResets{users, why})
	}
	for _, s := range p.Settings {
		if s.Pos.IsValid() {
			p.source(s.Pos.File)
		}
		for _, place := range s.Places {
			p.source(place.Pos.File)
		}
	}
	return &p.fleetData
}

// because says who causes a reset.
func (r *Reset) because() string {
	var names []string
	for _, c := range r.Causes {
		names = append(names, c.Name)
	}
	said := strings.Join(names, ", ")
	if r.More > 0 {
		said += " and others"
	}
	if len(names) == 1 {
		return said + " sets it"
	}
	return said + " set it"
}

func (p *pager) source(file string) int {
	i, ok := p.sources[file]
	if !ok {
		i = len(p.Sources)
		p.sources[file] = i
		p.Sources = append(p.Sources, file)
	}
	return i
}

func (p *pager) name(name string) int {
	i, ok := p.names[name]
	if !ok {
		i = len(p.Names)
		p.names[name] = i
		n := pageName{Name: name}
		for _, v := range p.fleet.root.Facts.Vendors {
			if value, ok := initial(v, p.fleet.root.Facts, name); ok {
				n.Default = value
			}
		}
		p.Names = append(p.Names, n)
	}
	return i
}

// layers are the numbers of files.
func (p *pager) layers(all []effective.Layer) []int {
	out := make([]int, 0, len(all))
	for _, l := range all {
		out = append(out, p.file(l))
	}
	return out
}

func (p *pager) file(l effective.Layer) int {
	if i, ok := p.files[l.Path]; ok {
		return i
	}
	i := len(p.Files)
	p.files[l.Path] = i
	role := p.fleet.account.Roles[l.Path]
	e := Explanation{root: p.fleet.root}
	source := e.source(l)
	f := pageFileOf{Path: l.Path, Level: source.Level, Lists: role.Lists != "", Keeps: role.Keeps}
	kind := role.Name
	if file := p.fleet.root.At(l.Path); file == nil || file.Entity() == "" {
		kind = l.Path // one of its kind
	}
	k, ok := p.kinds[kind]
	if !ok {
		k = len(p.byKind)
		p.kinds[kind] = k
		p.byKind = append(p.byKind, nil)
	}
	f.Kind = k
	p.byKind[k] = append(p.byKind[k], i)
	p.Files = append(p.Files, f)
	params := l.Params()
	has := make([]int, 0, len(params))
	for _, param := range params {
		has = append(has, p.setting(l.Path, param))
	}
	p.raw = append(p.raw, has)
	return i
}

func (p *pager) setting(file string, param artifact.Param) int {
	shown, _ := p.fleet.root.Facts.Shown(param)
	if param.Access != "" {
		shown += " [" + param.Access + " at the phone]"
	}
	s := pageSetting{Name: p.name(param.Name), Value: shown, Pos: param.Pos, source: p.source}
	if f := p.fleet.root.At(file); p.traced != nil && f != nil && f.Compiled != nil && param.Pos.IsValid() {
		s.Places = p.traced(f.Compiled, param)
	}
	var key strings.Builder
	key.WriteString(param.Name + "\x00" + shown + "\x00" + param.Pos.String())
	for _, place := range s.Places {
		key.WriteString("\x00" + place.Pos.String() + string(place.Kind) + place.Name)
	}
	i, ok := p.settings[key.String()]
	if !ok {
		i = len(p.Settings)
		p.settings[key.String()] = i
		p.Settings = append(p.Settings, s)
	}
	return i
}

// share has files of a kind tell only in what they differ from most of them.
func (p *pager) share() {
	p.Common = make([][]int, len(p.byKind))
	for k, files := range p.byKind {
		p.Common[k] = []int{}
		count := map[int]int{}
		for _, f := range files {
			for _, s := range p.raw[f] {
				count[s]++
			}
		}
		common := map[int]bool{}
		for s, n := range count {
			if len(files) > 1 && 2*n > len(files) {
				common[s] = true
				p.Common[k] = append(p.Common[k], s)
			}
		}
		slices.Sort(p.Common[k])
		for _, f := range files {
			has := map[int]bool{}
			for _, s := range p.raw[f] {
				has[s] = true
				if !common[s] {
					p.Files[f].Has = append(p.Files[f].Has, s)
				}
			}
			for _, s := range p.Common[k] {
				if !has[s] {
					p.Files[f].Without = append(p.Files[f].Without, s)
				}
			}
		}
	}
}

func (p *pager) handset(h *effective.Handset) pageHandset {
	stronger, weaker := h.Around()
	s := Subject{Handset: h, MAC: p.fleet.mac(h)}
	out := pageHandset{
		Name: s.Name(), ID: h.ID, Folder: s.folder(), State: h.State, Files: p.layers(h.Layers),
		Alone: p.layers(h.Overrides()), Stronger: p.layers(stronger), Weaker: p.layers(weaker), Users: h.Users,
		Find: find(h.Label, h.ID, h.Unlisted, s.MAC),
	}
	out.Contacts = saidContacts(p.fleet.contactsOf(&s))
	for _, u := range h.Unknown {
		o := pageOther{Name: u.Shown()}
		if u.Bounded {
			o.Sets = append([]string{}, u.Sets...)
		}
		out.Others = append(out.Others, o)
	}
	return out
}

func (p *pager) person(person *effective.Person) pagePerson {
	out := pagePerson{Name: person.Called(), Find: find(person.Label, person.ID), ID: person.ID, State: person.State, Users: person.Users, File: -1, Over: p.layers(person.Overrides())}
	if f := p.fleet.root.File(person.File); f != nil {
		out.File = p.file(effective.Layer{Path: person.File, File: f})
	}
	return out
}

// find is what people may look for.
func find(names ...string) string { return strings.ToLower(strings.Join(names, " ")) }
