package cisco

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/cisco/facts"
	"provc/compiler/handset/cisco"
	"provc/compiler/vendor"
)

// Orders proves, of the files of a root, that a phone keeps nothing of one person for
// the next, or tells what it keeps.
func (Phones) Orders(root artifact.Root, phones []artifact.Phone) vendor.Orders {
	o := vendor.Orders{Left: map[string][]string{}}
	profiles := map[string]cisco.Profiles{} // by folder
	proofs := map[[2]string]*cisco.Proof{}  // by folder and model
	for _, p := range phones {
		product := facts.ProductsByName()[p.Model]
		if p.Identity == "" || product == nil {
			continue // nobody logs in on it
		}
		if _, ok := profiles[p.Folder]; !ok {
			profiles[p.Folder] = fetchable(root, p)
			o.People += len(profiles[p.Folder].People)
		}
		key := [2]string{p.Folder, p.Model}
		if proofs[key] == nil {
			proofs[key] = modelOf(product).Proof(profiles[p.Folder])
			o.Parameters += proofs[key].Len()
		}
		o.Phones++
		host := valuesOf(root.Params(path.Join(p.Folder, facts.ProfileName(facts.HostFolder, p.Identity))))
		for _, l := range proofs[key].Leftovers(host) {
			switch text := sentence(l); {
			case l.Of != "":
				o.Left[text] = append(o.Left[text], artifact.Called(p.Label, p.MAC))
			case l.Unless:
				o.Lingers = append(o.Lingers, l.Parameter)
			default:
				o.Stays = append(o.Stays, l.Parameter)
			}
		}
	}
	for _, names := range []*[]string{&o.Stays, &o.Lingers} {
		slices.Sort(*names)
		*names = slices.Compact(*names)
	}
	return o
}

// fetchable are the profiles of a folder that phones fetch beside those of their own.
func fetchable(root artifact.Root, p artifact.Phone) cisco.Profiles {
	f := cisco.Profiles{People: map[string]map[string]string{}, Kept: map[string]bool{}}
	for _, name := range p.Kept {
		f.Kept[name] = true
	}
	changed := map[string]bool{}
	for name, e := range facts.Elements() {
		changed[name] = e.Callable
	}
	take := func(params []artifact.Param) map[string]string {
		for _, param := range params {
			if e := facts.Elements()[param.Name]; param.Access == "rw" && (e == nil || !e.System) {
				changed[param.Name] = true
			}
		}
		return valuesOf(params)
	}
	for _, name := range root.Paths() {
		switch dir, file := path.Dir(name), path.Base(name); {
		case dir == path.Join(p.Folder, facts.MobileFolder):
			f.People[strings.TrimSuffix(file, path.Ext(file))] = take(root.Params(name))
		case name == path.Join(p.Folder, facts.PublicName):
			f.Default = take(root.Params(name))
		}
	}
	for name, is := range changed {
		if is {
			f.Changed = append(f.Changed, name)
		}
	}
	slices.Sort(f.Changed)
	return f
}

// valuesOf are values that can be compared without knowing those of secrets.
func valuesOf(params []artifact.Param) map[string]string {
	values := make(map[string]string, len(params))
	for _, p := range params {
		if p.Secret != "" {
			values[p.Name] = "secret " + p.Secret
		} else {
			values[p.Name] = p.Value
		}
	}
	return values
}

func sentence(l cisco.Leftover) string {
	next := l.For
	switch {
	case l.Default:
		next = "whoever uses a phone that lost its identity"
	case next == "":
		next = "whoever uses the phone next"
	}
	text := fmt.Sprintf("! %s: what %s set is left for %s", l.Parameter, l.Of, next)
	if l.Unless {
		text += ", if the host profile could not be fetched in between"
	}
	return text
}
