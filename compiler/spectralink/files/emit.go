// Package files makes the files of a deployment, and reads such files.
package files

import (
	"path"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/diag"
	"provc/compiler/spectralink/facts"
	"provc/compiler/spectralink/kind"
	"provc/compiler/value"
)

// firstHome is where parameters go whose home is not known.
const firstHome = "site.cfg"

// Limits of CONFIG_FILES, in characters: of each name, and of the whole list.
const (
	maxFileName = 255
	maxFileList = 2047
)

// Emitter makes the files of a deployment.
type Emitter struct {
	*facts.Deployment
	diag.List
	Files      []*artifact.File // in memory: those that are few
	templates  []string         // files of all handsets
	groupFiles map[string]string
}

// NewEmitter returns the emitter of a deployment, with the files that are there whatever
// handsets and users there are.
func NewEmitter(d *facts.Deployment) *Emitter {
	e := &Emitter{Deployment: d}
	e.frame()
	return e
}

// Fork returns an emitter of files of handsets and users, with findings of its own.
func (e *Emitter) Fork() *Emitter {
	return &Emitter{Deployment: e.Deployment, templates: e.templates, groupFiles: e.groupFiles}
}

func (e *Emitter) frame() {
	e.templates = e.templateFiles()
	e.groupFiles = map[string]string{}
	for _, g := range e.Groups {
		if params := layerParams(&g.Layer); len(params) > 0 {
			name := "group-" + g.Name + ".cfg"
			e.Files = append(e.Files, e.parameters(name, "", g.Pos, params))
			e.groupFiles[g.Name] = name
		}
	}
	all := kind.Stack{&e.Base}
	base, _ := all.Directory()
	e.Files = append(e.Files, e.master(facts.AllHandsets, "", artifact.Entry, e.Base.Pos, all, e.templates, base))
	if e.HasContacts {
		if f := e.seed(e.contactsFolder(""), facts.AllHandsets, "", e.Pos, e.Contacts); f != nil {
			e.Files = append(e.Files, f)
		}
	}
}

// Names are the paths of the files of a handset, empty where it needs none of its
// Own. That the list in its master file is not too long is checked here.
func (e *Emitter) Names(p *facts.Phone) (own, master string) {
	if p.Says {
		own = e.Path(ownName(p))
	}
	if e.boots(p) {
		master = e.Path(p.MAC + ".cfg")
		e.configFiles(kind.Of(e.Deployment, p), e.lists(p), p.Pos)
	}
	return own, master
}

func ownName(p *facts.Phone) string { return "phone-" + p.MAC + ".cfg" }

// boots reports whether a handset boots from a master file of its own; else the
// one for all handsets says the same.
func (e *Emitter) boots(p *facts.Phone) bool {
	dir, _ := kind.Of(e.Deployment, p).Directory()
	base, _ := kind.Stack{&e.Base}.Directory()
	return e.AllBoot || p.Says || p.Group != "" || dir != base || p.Foreign.Any()
}

// lists are our own parameter files of a handset, the strongest first.
func (e *Emitter) lists(p *facts.Phone) []string {
	files := make([]string, 0, 2+len(e.templates))
	if p.Says {
		files = append(files, ownName(p))
	}
	if name := e.groupFiles[p.Group]; name != "" {
		files = append(files, name)
	}
	return append(files, e.templates...)
}

// Own makes the file with the parameters of a handset.
func (e *Emitter) Own(p *facts.Phone) *artifact.File {
	f := e.parameters(ownName(p), p.MAC, p.Pos, layerParams(&p.Layer))
	f.Label = p.Label
	return f
}

// Boot makes the master file of a handset.
func (e *Emitter) Boot(p *facts.Phone) *artifact.File {
	dir, _ := kind.Of(e.Deployment, p).Directory()
	f := e.master(p.MAC, p.MAC, artifact.Handset, p.Pos, kind.Of(e.Deployment, p), e.lists(p), dir)
	f.Label, f.Group = p.Label, p.Group
	return f
}

// Profile makes the file of a user.
func (e *Emitter) Profile(u *facts.User) *artifact.File {
	f := e.parameters(e.ProfileName(u), u.ID, u.Pos, withDeviceSet(plain(u.Params), facts.Find(u.Params, facts.DeviceSet)))
	f.Label = u.Label
	return f
}

func (e *Emitter) ProfileName(u *facts.User) string {
	return path.Join(u.Directory, u.ID+".cfg")
}

// Path is where a file lies in the root.
func (e *Emitter) Path(name string) string { return path.Join(e.Folder, name) }

// templateFiles makes the files with the parameters of all handsets, each in its
// home file, and returns their names.
func (e *Emitter) templateFiles() []string {
	homes := map[string][]artifact.Param{}
	for _, s := range slices.Concat(e.Base.Params, e.Base.Implied) {
		home := s.Meta.Home
		if home == "" {
			home = firstHome
		}
		homes[home] = append(homes[home], s.Param)
	}
	names := make([]string, 0, len(homes))
	for home, params := range homes {
		names = append(names, home)
		slices.SortFunc(params, byParamName)
		params = withDeviceSet(params, e.Base.Param(facts.DeviceSet))
		e.Files = append(e.Files, e.parameters(home, "", e.Base.Pos, params))
	}
	slices.Sort(names)
	return names
}

// layerParams are the parameters that a group or a handset writes, in order.
func layerParams(l *facts.Layer) []artifact.Param {
	params := plain(l.Params)
	if len(l.Implied) > 0 {
		params = append(params, plain(l.Implied)...)
		slices.SortFunc(params, byParamName)
	}
	return withDeviceSet(params, l.Param(facts.DeviceSet))
}

func plain(settings []facts.Setting) []artifact.Param {
	params := make([]artifact.Param, len(settings))
	for i := range settings {
		params[i] = settings[i].Param
	}
	return params
}

// withDeviceSet adds device.set to the sorted parameters of a file that carries a
// device.*.set: the vendor's text says that it counts for the settings of its own
// file. What the layer says of device.set itself stays.
func withDeviceSet(params []artifact.Param, said *facts.Setting) []artifact.Param {
	carries := slices.IndexFunc(params, func(p artifact.Param) bool { return facts.IsDeviceFlag(p.Name) })
	if carries < 0 || said != nil && !facts.IsOn(said.Value) {
		return params
	}
	at, has := slices.BinarySearchFunc(params, facts.DeviceSet, func(p artifact.Param, name string) int { return catalogue.Compare(p.Name, name) })
	if has {
		return params
	}
	return slices.Insert(params, at, artifact.Param{Name: facts.DeviceSet, Value: "1", Pos: params[carries].Pos})
}

func (e *Emitter) parameters(name, entity string, pos diag.Pos, params []artifact.Param) *artifact.File {
	return &artifact.File{
		Path:   e.Path(name),
		Owner:  e.Name,
		Entity: entity,
		Params: params,
		Format: dialects[e.Dialect].parameterFile,
		Pos:    pos,
	}
}

// master writes the master configuration file of one handset, or of all. Ours are
// the parameter files of our own.
func (e *Emitter) master(mac, entity string, phase artifact.Phase, pos diag.Pos, s kind.Stack, ours []string, profiles string) *artifact.File {
	attrs := []artifact.Param{{Name: facts.SoftwarePath, Value: e.Software, Pos: pos}}
	add := func(name, value string, pos diag.Pos) {
		if value != "" {
			attrs = append(attrs, artifact.Param{Name: name, Value: value, Pos: pos})
		}
	}
	lists := e.configFiles(s, ours, pos)
	add(facts.ConfigFiles, lists[0], pos)
	add("MISC_FILES", e.list(e.Misc, pos), pos)
	for _, d := range e.Directories {
		add(d.Attr, d.Path, d.Pos)
	}
	_, said := s.Directory()
	if profilesPos := said.DirectoryPos; profilesPos.IsValid() {
		add("USER_PROFILES_DIRECTORY", profiles, profilesPos)
	} else {
		add("USER_PROFILES_DIRECTORY", profiles, pos)
	}
	for i, m := range e.Base.Models {
		if m.Software != nil {
			attrs = append(attrs, artifact.Param{Name: facts.SoftwarePath + "_" + m.Name, Value: *m.Software, Pos: m.Pos})
		}
		if m.Listed {
			attrs = append(attrs, artifact.Param{Name: facts.ConfigFiles + "_" + m.Name, Value: lists[i+1], Pos: m.Pos})
		}
	}
	return &artifact.File{
		Path:   e.Path(mac + ".cfg"),
		Owner:  e.Name,
		Entity: entity,
		Phase:  phase,
		Params: attrs,
		Format: dialects[e.Dialect].masterFile,
		Pos:    pos,
	}
}

// configFiles are the lists of parameter files of a master file: that of all
// handsets that read it, then that of each model.
func (e *Emitter) configFiles(s kind.Stack, ours []string, pos diag.Pos) []string {
	lists := []string{e.list(s.Among(ours), pos)}
	for _, m := range e.Base.Models {
		list := ""
		if m.Listed {
			list = e.list(s.Among(ours, m), m.Pos)
		}
		lists = append(lists, list)
	}
	return lists
}

// list joins file names for a master file.
func (e *Emitter) list(files []string, pos diag.Pos) string {
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
func (e *Emitter) contactsFolder(absent string) string {
	for _, d := range e.Directories {
		if d.Attr == "CONTACTS_DIRECTORY" {
			return d.Path
		}
	}
	return absent
}

// ContactsOf makes the contact directory of a user.
func (e *Emitter) ContactsOf(u *facts.User) *artifact.File {
	f := e.seed(e.contactsFolder(u.Directory), u.ID, u.ID, u.Pos, u.Contacts)
	if f != nil {
		f.Label = u.Label
	}
	return f
}

// seed makes a contact directory for those who have none yet, or tells why it
// cannot.
func (e *Emitter) seed(folder, name, entity string, pos diag.Pos, contacts []facts.Contact) *artifact.File {
	if facts.Remote(folder) {
		e.Add(contactsElsewhere.At(pos, "contacts cannot be written: CONTACTS_DIRECTORY %s is not below the provisioning root", value.Masked(folder)))
		return nil
	}
	return &artifact.File{
		Path:   e.Path(path.Join(folder, name+"-directory.xml")),
		Owner:  e.Name,
		Entity: entity,
		Data:   contactFile(contacts),
		Pos:    pos,
		Seed:   true,
	}
}

// Dirs lists the local folders that handsets write into: those of profiles, and
// those that master files name.
func (e *Emitter) Dirs(profiles map[string]bool) []string {
	var dirs []string
	for dir := range profiles {
		if dir != "" {
			dirs = append(dirs, path.Join(e.Folder, dir))
		}
	}
	for _, d := range e.Directories {
		if !facts.Remote(d.Path) {
			dirs = append(dirs, path.Join(e.Folder, d.Path))
		}
	}
	slices.Sort(dirs)
	return slices.Compact(dirs)
}

func byParamName(a, b artifact.Param) int { return catalogue.Compare(a.Name, b.Name) }
