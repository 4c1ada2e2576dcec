package importing

import (
	"path"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/cisco"
	"provc/compiler/cisco/facts"
	"provc/compiler/importer/draft"
	"provc/compiler/value"
)

// trial compiles the layers as they are, and adds to them what phones and people would
// miss. It reports whether it added anything.
func (d *deployment) trial() bool {
	desk := *d.desk
	desk.Trial = true
	root := d.body(&desk)
	compiled, _ := cisco.Compile(&value.Deployment{Name: d.field.Label, Vendor: facts.Vendor, Root: root.Node()})
	t := artifact.Tree{Files: compiled.Files, Made: compiled.Made}
	t.Sort()
	made := map[string]map[string]string{}
	for f := range t.All() {
		params := make(map[string]string, len(f.Params))
		for _, p := range f.Params {
			params[p.Name] = p.Value
		}
		made[f.Path] = params
	}
	added := false
	extra := map[string]bool{} // what files get that said nothing of it
	said := map[string]bool{}
	pin := func(own, says draft.Layer, file string) {
		gets := made[file]
		if gets == nil {
			return
		}
		for name, p := range says {
			said[name] = true
			if text, ok := gets[name]; ok && text == p.Text {
				continue
			}
			if _, has := own[name]; !has {
				own[name] = p
				added = true
			}
		}
		for name := range gets {
			if _, ok := says[name]; !ok && !facts.MadeByProvc(name) {
				extra[name] = true
			}
		}
	}
	for _, p := range d.phones {
		file := p.mac + ".xml"
		if p.id != "" {
			file = path.Join("host", p.id+".xml")
		}
		pin(p.own, p.says, file)
	}
	for _, p := range d.people {
		pin(p.own, p.says, path.Join("mobile", p.id+".xml"))
	}
	// What people set at phones stays where no file of theirs ever said anything of it.
	for name := range extra {
		account := len(d.people) > 0 && strings.Contains(name, "Auth_ID_") // of a line that people share
		if (len(d.people) == 0 || !said[name]) && !account && name != emEnable && name != resyncPeriodic && facts.Resets(name) && !d.keep[name] {
			d.keep[name] = true
			added = true
		}
	}
	if d.public != nil && !added {
		return d.publish(made["default.xml"])
	}
	return added
}

// isPublic reports whether a parameter can stand in a file that anybody can fetch.
func (d *deployment) isPublic(name string, p draft.Param) bool {
	return p.Text == "" || !d.desk.IsSecret(name)
}

// publish has the default profile say what it would miss, and reports whether that is
// anything.
func (d *deployment) publish(gets map[string]string) (added bool) {
	for name, p := range d.read(d.public) {
		if !d.isPublic(name, p) {
			continue
		}
		if text, ok := gets[name]; ok && text == p.Text {
			continue
		}
		if _, has := d.fallback[name]; !has {
			d.fallback[name] = p
			added = true
		}
	}
	return added
}
