package spectralink

import (
	"path"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/diag"
	"provc/compiler/value"
)

const (
	firstHome = "site.cfg" // where parameters go whose home is not known
)

// Limits of CONFIG_FILES, in characters: of each name, and of the whole list.
const (
	maxFileName = 255
	maxFileList = 2047
)

// emitter makes the files of a deployment.
type emitter struct {
	*deployment
	diag.List
	files      []*artifact.File // in memory: those that are few
	templates  []string         // files of all handsets
	groupFiles map[string]string
}

// frame makes the files that are there whatever handsets and users there are.
func (e *emitter) frame() {
	e.templates = e.templateFiles()
	e.groupFiles = map[string]string{}
	for _, g := range e.groups {
		if params := layerParams(&g.layer); len(params) > 0 {
			name := "group-" + g.name + ".cfg"
			e.files = append(e.files, e.parameters(name, "", g.pos, params))
			e.groupFiles[g.name] = name
		}
	}
	all := stack{&e.base}
	base, _ := all.directory()
	e.files = append(e.files, e.master(allHandsets, "", artifact.Entry, e.base.pos, all, e.templates, base))
	if e.hasContacts {
		if f := e.seed(e.contactsFolder(""), allHandsets, "", e.pos, e.contacts); f != nil {
			e.files = append(e.files, f)
		}
	}
}

// names are the paths of the files of a handset, empty where it needs none of its
// own. That the list in its master file is not too long is checked here.
func (e *emitter) names(p *phone) (own, master string) {
	if p.says {
		own = e.path(ownName(p))
	}
	if e.boots(p) {
		master = e.path(p.mac + ".cfg")
		e.configFiles(kindOf(e.deployment, p), e.lists(p), p.pos)
	}
	return own, master
}

func ownName(p *phone) string { return "phone-" + p.mac + ".cfg" }

// boots reports whether a handset boots from a master file of its own; else the
// one for all handsets says the same.
func (e *emitter) boots(p *phone) bool {
	dir, _ := kindOf(e.deployment, p).directory()
	base, _ := stack{&e.base}.directory()
	return e.allBoot || p.says || p.group != "" || dir != base || p.foreign.any()
}

// lists are our own parameter files of a handset, the strongest first.
func (e *emitter) lists(p *phone) []string {
	files := make([]string, 0, 2+len(e.templates))
	if p.says {
		files = append(files, ownName(p))
	}
	if name := e.groupFiles[p.group]; name != "" {
		files = append(files, name)
	}
	return append(files, e.templates...)
}

// own makes the file with the parameters of a handset.
func (e *emitter) own(p *phone) *artifact.File {
	f := e.parameters(ownName(p), p.mac, p.pos, layerParams(&p.layer))
	f.Label = p.label
	return f
}

// boot makes the master file of a handset.
func (e *emitter) boot(p *phone) *artifact.File {
	dir, _ := kindOf(e.deployment, p).directory()
	f := e.master(p.mac, p.mac, artifact.Handset, p.pos, kindOf(e.deployment, p), e.lists(p), dir)
	f.Label, f.Group = p.label, p.group
	return f
}

// profile makes the file of a user.
func (e *emitter) profile(u *user) *artifact.File {
	f := e.parameters(e.profileName(u), u.id, u.pos, withDeviceSet(plain(u.params), find(u.params, deviceSet)))
	f.Label = u.label
	return f
}

func (e *emitter) profileName(u *user) string {
	return path.Join(u.directory, u.id+".cfg")
}

// path is where a file lies in the root.
func (e *emitter) path(name string) string { return path.Join(e.folder, name) }

// templateFiles makes the files with the parameters of all handsets, each in its
// home file, and returns their names.
func (e *emitter) templateFiles() []string {
	homes := map[string][]artifact.Param{}
	for _, s := range slices.Concat(e.base.params, e.base.implied) {
		home := s.meta.Home
		if home == "" {
			home = firstHome
		}
		homes[home] = append(homes[home], s.Param)
	}
	names := make([]string, 0, len(homes))
	for home, params := range homes {
		names = append(names, home)
		slices.SortFunc(params, byParamName)
		params = withDeviceSet(params, e.base.param(deviceSet))
		e.files = append(e.files, e.parameters(home, "", e.base.pos, params))
	}
	slices.Sort(names)
	return names
}

// layerParams are the parameters that a group or a handset writes, in order.
func layerParams(l *layer) []artifact.Param {
	params := plain(l.params)
	if len(l.implied) > 0 {
		params = append(params, plain(l.implied)...)
		slices.SortFunc(params, byParamName)
	}
	return withDeviceSet(params, l.param(deviceSet))
}

func plain(settings []setting) []artifact.Param {
	params := make([]artifact.Param, len(settings))
	for i := range settings {
		params[i] = settings[i].Param
	}
	return params
}

// withDeviceSet adds device.set to the sorted parameters of a file that carries a
// device.*.set: the vendor's text says that it counts for the settings of its own
// file. What the layer says of device.set itself stays.
func withDeviceSet(params []artifact.Param, said *setting) []artifact.Param {
	carries := slices.IndexFunc(params, func(p artifact.Param) bool { return isDeviceFlag(p.Name) })
	if carries < 0 || said != nil && !isOn(said.Value) {
		return params
	}
	at, has := slices.BinarySearchFunc(params, deviceSet, func(p artifact.Param, name string) int { return catalogue.Compare(p.Name, name) })
	if has {
		return params
	}
	return slices.Insert(params, at, artifact.Param{Name: deviceSet, Value: "1", Pos: params[carries].Pos})
}

func (e *emitter) parameters(name, entity string, pos diag.Pos, params []artifact.Param) *artifact.File {
	return &artifact.File{
		Path:   e.path(name),
		Owner:  e.name,
		Entity: entity,
		Params: params,
		Format: dialects[e.dialect].parameterFile,
		Pos:    pos,
	}
}

// master writes the master configuration file of one handset, or of all. Ours are
// the parameter files of our own.
func (e *emitter) master(mac, entity string, phase artifact.Phase, pos diag.Pos, s stack, ours []string, profiles string) *artifact.File {
	attrs := []artifact.Param{{Name: softwarePath, Value: e.software, Pos: pos}}
	add := func(name, value string, pos diag.Pos) {
		if value != "" {
			attrs = append(attrs, artifact.Param{Name: name, Value: value, Pos: pos})
		}
	}
	lists := e.configFiles(s, ours, pos)
	add(configFiles, lists[0], pos)
	add("MISC_FILES", e.list(e.misc, pos), pos)
	for _, d := range e.directories {
		add(d.attr, d.path, d.pos)
	}
	_, said := s.directory()
	if profilesPos := said.directoryPos; profilesPos.IsValid() {
		add("USER_PROFILES_DIRECTORY", profiles, profilesPos)
	} else {
		add("USER_PROFILES_DIRECTORY", profiles, pos)
	}
	for i, m := range e.base.models {
		if m.software != nil {
			attrs = append(attrs, artifact.Param{Name: softwarePath + "_" + m.name, Value: *m.software, Pos: m.pos})
		}
		if m.listed {
			attrs = append(attrs, artifact.Param{Name: configFiles + "_" + m.name, Value: lists[i+1], Pos: m.pos})
		}
	}
	return &artifact.File{
		Path:   e.path(mac + ".cfg"),
		Owner:  e.name,
		Entity: entity,
		Phase:  phase,
		Params: attrs,
		Format: dialects[e.dialect].masterFile,
		Pos:    pos,
	}
}

// configFiles are the lists of parameter files of a master file: that of all
// handsets that read it, then that of each model.
func (e *emitter) configFiles(s stack, ours []string, pos diag.Pos) []string {
	lists := []string{e.list(s.among(ours), pos)}
	for _, m := range e.base.models {
		list := ""
		if m.listed {
			list = e.list(s.among(ours, m), m.pos)
		}
		lists = append(lists, list)
	}
	return lists
}

// list joins file names for a master file.
func (e *emitter) list(files []string, pos diag.Pos) string {
	for _, f := range files {
		if n := len(f); n > maxFileName {
			start := value.Masked(f)
			start = strings.ToValidUTF8(start[:min(40, len(start))], "")
			e.Add(configFilesTooLong.At(pos, "a master file takes names of at most %d characters: %s… has %d", maxFileName, start, n))
		}
	}
	list := strings.Join(files, ", ")
	if len(list) > maxFileList {
		e.Add(configFilesTooLong.At(pos, "a master file takes a list of at most %d characters", maxFileList).WithDetail("found %d", len(list)).
			WithHint("list fewer files, or shorten their names"))
	}
	return list
}

// contactsFolder is where contact directories lie that belong into a folder
// unless the master file names one for all.
func (e *emitter) contactsFolder(absent string) string {
	for _, d := range e.directories {
		if d.attr == "CONTACTS_DIRECTORY" {
			return d.path
		}
	}
	return absent
}

// contactsOf makes the contact directory of a user.
func (e *emitter) contactsOf(u *user) *artifact.File {
	f := e.seed(e.contactsFolder(u.directory), u.id, u.id, u.pos, u.contacts)
	if f != nil {
		f.Label = u.label
	}
	return f
}

// seed makes a contact directory for those who have none yet, or tells why it
// cannot.
func (e *emitter) seed(folder, name, entity string, pos diag.Pos, contacts []contact) *artifact.File {
	if remote(folder) {
		e.Add(contactsElsewhere.At(pos, "contacts cannot be written: CONTACTS_DIRECTORY %s is not below the provisioning root", value.Masked(folder)))
		return nil
	}
	return &artifact.File{
		Path:   e.path(path.Join(folder, name+"-directory.xml")),
		Owner:  e.name,
		Entity: entity,
		Data:   contactFile(contacts),
		Pos:    pos,
		Seed:   true,
	}
}

// dirs lists the local folders that handsets write into: those of profiles, and
// those that master files name.
func (e *emitter) dirs(profiles map[string]bool) []string {
	var dirs []string
	for dir := range profiles {
		if dir != "" {
			dirs = append(dirs, path.Join(e.folder, dir))
		}
	}
	for _, d := range e.directories {
		if !remote(d.path) {
			dirs = append(dirs, path.Join(e.folder, d.path))
		}
	}
	slices.Sort(dirs)
	return slices.Compact(dirs)
}

func byParamName(a, b artifact.Param) int { return catalogue.Compare(a.Name, b.Name) }
