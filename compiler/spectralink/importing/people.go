package importing

import (
	"maps"
	"path"
	"slices"
	"strings"

	"provc/compiler/effective"
	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
	"provc/compiler/spectralink/facts"
)

const localPassword = "prov.login.localPassword"

// people drafts those who can log in on handsets of the deployment.
func (d *deployment) people() {
	home := d.profiles(nil)
	var folders []string
	for _, h := range d.all() {
		if h.users != "" && !slices.Contains(folders, h.users) {
			folders = append(folders, h.users)
		}
	}
	slices.Sort(folders)
	var all []*draft.Person
	seen := map[string]string{}
	for _, folder := range folders {
		people := d.account.People[folder]
		for _, id := range slices.Sorted(maps.Keys(people)) {
			if p := d.person(people[id], folder, home, seen); p != nil {
				all = append(all, p)
			}
		}
	}
	if len(all) == 0 {
		return
	}
	unlabel(all)
	users := draft.People{
		Desk:  d.desk,
		At:    d.field.Label,
		Table: d.draft.TableName(d.field.Label, "people"),
		Secret: func(p *draft.Person) func(string) string {
			return d.secretNames(p.Says, p.ID)
		},
		Noun:  "people",
		Login: "login",
		Begins: func(name string) string {
			if strings.HasPrefix(name, "reg.") {
				return "sip"
			}
			return name[strings.LastIndexByte(name, '.')+1:]
		},
		Column: column,
		Lift:   d.wish.Lift,
	}
	users.Write(d.draft, d.root, "users", all)
}

// unlabel takes away what stands above the files of many.
func unlabel(all []*draft.Person) {
	counts := map[string]int{}
	for _, p := range all {
		if f := p.Before.Get("label"); f != nil {
			counts[f.Value.Text]++
		}
	}
	for _, p := range all {
		if f := p.Before.Get("label"); f != nil && counts[f.Value.Text] >= manyAlike {
			p.Before.Remove("label")
		}
	}
}

// person reads the profile of one.
func (d *deployment) person(p *effective.Person, folder, home string, seen map[string]string) *draft.Person {
	f := d.tree.At(p.File)
	if f == nil || !ours(f) || f.Kind != "" {
		return nil
	}
	if folder == d.folder && f.Setting(localPassword) == nil {
		return nil // beside master files lies much that is no profile
	}
	says := d.read(f)
	why := facts.RefusesUserID(p.ID)
	switch other, twice := seen[strings.ToLower(p.ID)]; {
	case why != "":
	case len(says) == 0:
		why = "it says nothing, and a profile that does opens for nobody (CS-15-10)"
	case twice && other == p.File:
	case twice:
		why = "user " + p.ID + " has a profile in " + other + ", too, and a user ID is one person's, whatever the letter case"
	}
	if why != "" {
		f.Kind, f.Reason = tree.Unreferenced, why
		f.DecideAll(tree.NotRead)
		return nil
	}
	seen[strings.ToLower(p.ID)] = p.File
	f.Kind, f.Entity = tree.Profile, p.ID
	out := &draft.Person{ID: p.ID, Says: draft.Layer{}, Before: &draft.Value{}}
	for _, s := range says {
		out.Says[s.name] = draft.Param{Text: s.said.Value, From: []draft.Said{s.said}}
	}
	dir := ""
	if folder != d.folder {
		dir = strings.TrimPrefix(folder, d.folder+"/")
	}
	if dir != home {
		out.Before.Set("directory", draft.NewText(dir))
	}
	if label := draft.Title(f.Head, d.desk.Secrets); label != "" {
		out.Before.Set("label", draft.NewText(label))
	}
	if pw, ok := out.Says[localPassword]; ok {
		delete(out.Says, localPassword)
		out.Password = &pw
	}
	d.deviceSet(out.Says)
	return out
}

// column is what a table calls the column of a parameter, and how well that tells it.
func column(name string) (heading string, rank int) {
	parts := strings.Split(name, ".")
	last := parts[len(parts)-1]
	if parts[0] != "reg" {
		return last, 2
	}
	switch strings.Join(parts[2:], ".") {
	case "address", "auth.userId":
		return "extension", 0
	case "label", "displayName":
		return "name", 1
	}
	return last, 2
}

// contacts takes in the directory of handsets that have none yet.
func (d *deployment) contacts() {
	dir := d.folder
	if f := d.root.Get("directories"); f != nil {
		if c := f.Value.Get("contacts"); c != nil {
			dir = path.Join(d.folder, c.Value.Text)
		}
	}
	f := d.tree.At(path.Join(dir, allHandsets+"-directory.xml"))
	if f == nil || f.Kind != tree.Contacts {
		return
	}
	list, why := entries(f)
	if why != "" {
		f.Reason = why + ": it stays as it is"
		f.DecideAll(tree.Kept)
		return
	}
	for _, s := range f.Settings {
		s.Decide(tree.Fate{Kind: tree.Arrived, Where: d.field.Label + ".contacts"})
	}
	d.root.Set("contacts", list)
}
