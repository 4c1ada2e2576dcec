package drift

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/effective"
	"provc/compiler/root"
)

var (
	macForm    = regexp.MustCompile(`^[0-9a-f]{12}$`)
	isWeb      = regexp.MustCompile(`(?i)-web\.cfg$`)
	isSettings = regexp.MustCompile(`(?i)-(phone|web)\.cfg$`)
)

// everybody is the MAC in names of files that are for all handsets.
const everybody = "000000000000"

// left lists files of handsets and people whom nobody declares any more, and files that
// those who are declared do not read.
func (f *finder) left(files []*root.File) []Left {
	type key struct {
		id  string
		why Why
	}
	found := map[key]*Left{}
	known := f.known()
	for _, file := range files {
		entity, _ := f.Root.Facts.Vendors.PhoneWritten(file.Path)
		if entity == everybody || f.Root.Foreign(file.Path) != nil {
			continue
		}
		of, ok := known.entities[entity]
		why := Stray
		switch {
		case !ok && !macForm.MatchString(entity):
			of, why = Entity{ID: entity, Person: true}, Gone
		case !ok && f.lists[f.folderOf(file.Path)]:
			of, why = Entity{ID: entity}, Unlisted
		case !ok, known.read[file.Path]:
			continue
		case !isSettings.MatchString(file.Path) && !known.elsewhere(entity, path.Dir(file.Path)):
			continue
		}
		k := key{of.ID, why}
		if found[k] == nil {
			found[k] = &Left{Of: of, Why: why}
		}
		found[k].Files = append(found[k].Files, file.Path)
	}
	var all []Left
	for _, l := range found {
		slices.Sort(l.Files)
		all = append(all, *l)
	}
	slices.SortFunc(all, func(a, b Left) int { return cmp.Or(cmp.Compare(a.Why, b.Why), cmp.Compare(a.Of.ID, b.Of.ID)) })
	return all
}

// known is who is declared, in lower case, and which files are read for them.
type known struct {
	entities map[string]Entity
	read     map[string]bool            // by path
	profiles map[string]bool            // folders of profiles
	people   map[string]map[string]bool // by person: the folders of its profiles
}

func (f *finder) known() known {
	k := known{map[string]Entity{}, map[string]bool{}, map[string]bool{}, map[string]map[string]bool{}}
	read := func(layers []effective.Layer) {
		for i := range layers {
			k.read[layers[i].Path] = true
		}
	}
	for _, key := range f.handsets {
		h := f.account.Handset(key)
		read(h.Overrides())
		if key.ID != "" {
			k.entities[strings.ToLower(key.ID)] = Entity{ID: key.ID, Label: h.Label}
		}
	}
	for _, h := range f.account.Strangers {
		read(h.Overrides())
	}
	for users, people := range f.account.People {
		folder := artifact.Fold(users)
		k.profiles[folder] = true
		for _, p := range people {
			read(p.Overrides())
			id := strings.ToLower(p.ID)
			k.entities[id] = Entity{ID: p.ID, Label: p.Label, Person: true}
			if k.people[id] == nil {
				k.people[id] = map[string]bool{}
			}
			k.people[id][folder] = true
		}
	}
	return k
}

// elsewhere reports whether a folder holds profiles of others, and not the person's.
func (k *known) elsewhere(person, folder string) bool {
	folder = artifact.Fold(folder)
	return k.profiles[folder] && k.people[person] != nil && !k.people[person][folder]
}

// folderOf is the folder of the deployment in which a path lies.
func (f *finder) folderOf(name string) string {
	best := "."
	for folder := range f.lists {
		if strings.HasPrefix(artifact.Fold(name), artifact.Fold(folder)+"/") && (best == "." || len(folder) > len(best)) {
			best = folder
		}
	}
	return best
}
