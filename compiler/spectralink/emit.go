package spectralink

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/source"
)

// Vendor is the name of the vendor, of its schema's folder and of the vendor
// field of a deployment.
const Vendor = "spectralink"

const (
	allHandsets = "000000000000" // the MAC in files for handsets that are not listed
	firstHome   = "site.cfg"     // where parameters go whose home is not known
)

// Limits of CONFIG_FILES, in characters: of each name, and of the whole list.
const (
	maxFileName = 255
	maxFileList = 2047
)

// Compile checks a deployment and makes its files. The files are complete only
// if no finding is an error.
func Compile(in *source.Deployment) (artifact.Part, diag.List) {
	var findings diag.List
	d := decode(in, &findings)
	check(d, &findings)
	e := emitter{deployment: d, findings: &findings}
	e.emit()
	e.part.PhoneWritten = PhoneWritten
	return e.part, findings
}

type emitter struct {
	*deployment
	findings *diag.List
	part     artifact.Part
}

func (e *emitter) emit() {
	e.part.Phones = func(yield func(artifact.Phone) bool) {
		for _, p := range e.phones {
			if !yield(artifact.Phone{MAC: p.mac, Pos: p.pos}) {
				return
			}
		}
	}
	templates := e.templates()
	groups := map[string]*group{}
	groupFile := map[string][]string{}
	for _, g := range e.groups {
		groups[g.name] = g
		if params := layerParams(&g.layer); len(params) > 0 {
			name := "group-" + g.name + ".cfg"
			e.parameters(name, "", g.pos, params)
			groupFile[g.name] = []string{name}
		}
	}
	base, _ := stack{&e.base}.directory()
	e.master(allHandsets, "", artifact.Entry, e.base.pos, templates, base)
	for _, p := range e.phones {
		var files []string
		if params := layerParams(&p.layer); len(params) > 0 {
			name := "phone-" + p.mac + ".cfg"
			e.parameters(name, p.mac, p.pos, params)
			files = append(files, name)
		}
		s := stack{&p.layer, &e.base}
		if g := groups[p.group]; g != nil {
			s = stack{&p.layer, &g.layer, &e.base}
			files = append(files, groupFile[g.name]...)
		}
		dir, _ := s.directory()
		if len(files) == 0 && p.group == "" && dir == base {
			continue // it boots from the file for all handsets
		}
		e.master(p.mac, p.mac, artifact.Handset, p.pos, append(files, templates...), dir)
	}
	for _, u := range e.users {
		e.parameters(path.Join(u.directory, u.id+".cfg"), u.id, u.pos, plain(u.params))
		if u.hasContacts {
			e.seed(path.Join(e.contactsFolder(u.directory), u.id+"-directory.xml"), u.id, u.pos, u.contacts)
		}
	}
	if e.hasContacts {
		e.seed(path.Join(e.contactsFolder(""), allHandsets+"-directory.xml"), "", e.pos, e.deployment.contacts)
	}
	e.folders()
}

// templates writes the parameters of all handsets, each into its home file, and
// returns the files' names.
func (e *emitter) templates() []string {
	homes := map[string][]artifact.Param{}
	for _, s := range e.base.params {
		home := s.meta.Home
		if home == "" {
			home = firstHome
		}
		homes[home] = append(homes[home], s.Param)
	}
	for _, p := range numberParams(&e.base) {
		known, _ := Schema().Param(p.Name)
		home := known.Field.Meta.Home
		homes[home] = append(homes[home], p)
	}
	names := make([]string, 0, len(homes))
	for home, params := range homes {
		names = append(names, home)
		slices.SortFunc(params, byParamName)
		e.parameters(home, "", e.base.pos, params)
	}
	slices.Sort(names)
	return names
}

// layerParams are the parameters that a group or a handset writes, in order.
func layerParams(l *layer) []artifact.Param {
	params := append(plain(l.params), numberParams(l)...)
	slices.SortFunc(params, byParamName)
	return params
}

func plain(settings []setting) []artifact.Param {
	params := make([]artifact.Param, len(settings))
	for i, s := range settings {
		params[i] = s.Param
	}
	return params
}

// authorizedSlots is how many numbers a handset can call while nobody is logged
// in (CS-15-10).
const authorizedSlots = 5

// numberParams turns authorized numbers into parameters: all five slots, the
// unused ones empty, so that layers never blend, and what the numbers need to
// work.
func numberParams(l *layer) []artifact.Param {
	if !l.hasNumbers {
		return nil
	}
	var params []artifact.Param
	add := func(name, value string, pos diag.Pos) {
		if l.param(name) == nil {
			params = append(params, artifact.Param{Name: name, Value: value, Pos: pos})
		}
	}
	for i := range authorizedSlots {
		n := number{pos: l.numbersPos}
		if i < len(l.numbers) {
			n = l.numbers[i]
		}
		slot := authorized + strconv.Itoa(i+1)
		add(slot+".description", n.description, n.pos)
		add(slot+".value", n.value, n.pos)
	}
	add(lockEnabled, "1", l.numbersPos)
	add(keysEnabled, "1", l.numbersPos)
	return params
}

func (e *emitter) parameters(name, entity string, pos diag.Pos, params []artifact.Param) {
	e.part.Files = append(e.part.Files, &artifact.File{
		Path:   path.Join(e.folder, name),
		Owner:  e.name,
		Entity: entity,
		Params: params,
		Format: e.dialect.parameterFile,
		Pos:    pos,
	})
}

// master writes the master configuration file of one handset, or of all.
func (e *emitter) master(mac, entity string, phase artifact.Phase, pos diag.Pos, files []string, profiles string) {
	attrs := []artifact.Param{{Name: "APP_FILE_PATH", Value: e.software, Pos: pos}}
	add := func(name, value string, pos diag.Pos) {
		if value != "" {
			attrs = append(attrs, artifact.Param{Name: name, Value: value, Pos: pos})
		}
	}
	add("CONFIG_FILES", e.list(files, pos), pos)
	add("MISC_FILES", e.list(e.misc, pos), pos)
	for _, d := range e.directories {
		add(d.attr, d.path, d.pos)
	}
	add("USER_PROFILES_DIRECTORY", profiles, pos)
	e.part.Files = append(e.part.Files, &artifact.File{
		Path:   path.Join(e.folder, mac+".cfg"),
		Owner:  e.name,
		Entity: entity,
		Phase:  phase,
		Params: attrs,
		Format: e.dialect.masterFile,
		Pos:    pos,
	})
}

// list joins file names for a master file.
func (e *emitter) list(files []string, pos diag.Pos) string {
	for _, f := range files {
		if n := len(f); n > maxFileName {
			e.findings.Errorf("config-files-too-long", pos, "a master file takes names of at most %d characters: %s… has %d", maxFileName, f[:40], n)
		}
	}
	list := strings.Join(files, ", ")
	if len(list) > maxFileList {
		e.findings.Add(diag.Diagnostic{Severity: diag.Error, Check: "config-files-too-long", Pos: pos,
			Summary: fmt.Sprintf("a master file takes a list of at most %d characters", maxFileList),
			Detail:  fmt.Sprintf("found %d", len(list)), Hint: "shorten misc, or the names in it"})
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

// seed writes a contact directory for those who have none yet.
func (e *emitter) seed(name, entity string, pos diag.Pos, contacts []contact) {
	if remote(name) {
		e.findings.Errorf("contacts-elsewhere", pos, "contacts cannot be written: CONTACTS_DIRECTORY %s is not below the provisioning root", path.Dir(name))
		return
	}
	e.part.Files = append(e.part.Files, &artifact.File{
		Path:   path.Join(e.folder, name),
		Owner:  e.name,
		Entity: entity,
		Data:   contactFile(contacts),
		Pos:    pos,
		Seed:   true,
	})
}

// folders lists the local folders that handsets write into.
func (e *emitter) folders() {
	for dir := range e.usedDirectories() {
		if dir != "" {
			e.part.Dirs = append(e.part.Dirs, path.Join(e.folder, dir))
		}
	}
	for _, d := range e.directories {
		if !remote(d.path) && d.path != "." && d.path != "./" {
			e.part.Dirs = append(e.part.Dirs, path.Join(e.folder, d.path))
		}
	}
	slices.Sort(e.part.Dirs)
	e.part.Dirs = slices.Compact(e.part.Dirs)
}

// remote reports whether a path of a master file lies outside the root, or
// differs from handset to handset.
func remote(p string) bool {
	return strings.Contains(p, ":/") || strings.Contains(p, "[")
}

func byParamName(a, b artifact.Param) int { return byName(setting{Param: a}, setting{Param: b}) }

// phoneFiles is what a handset writes, or alone reads: the user or MAC stands
// before it, and a hyphen (CS-15-10).
var phoneFiles = []string{"phone.cfg", "web.cfg", "directory.xml", "calls.xml", "app.log", "boot.log", "license.cfg"}

// PhoneWritten recognises a file that a handset writes, in whatever folder and
// letter case, and names the user or handset it belongs to.
func PhoneWritten(name string) (entity string, ok bool) {
	base := path.Base(name)
	i := strings.LastIndexByte(base, '-')
	if i < 1 || !slices.ContainsFunc(phoneFiles, func(f string) bool { return strings.EqualFold(base[i+1:], f) }) {
		return "", false
	}
	return strings.ToLower(base[:i]), true
}
