package importing

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"provc/compiler/cisco/facts"
	"provc/compiler/cisco/rule"
	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
)

// deployment is the phones of one folder, and the people who log in on them.
type deployment struct {
	*intake
	folder string
	files  []*tree.File

	entries map[string]*tree.File // by product: what all phones of it read
	shared  []*tree.File          // what all phones read
	public  *tree.File            // the default profile
	phones  []*phone
	people  []*person

	says     draft.Layer            // of all phones
	models   map[string]draft.Layer // by product
	fallback draft.Layer            // of the default profile
	keep     map[string]bool        // keepLocal
	server   string
	domain   string
	rule     string // where it is not the one that provc makes

	field *draft.Field
}

// phone is one, by its MAC or its identity.
type phone struct {
	mac     string // empty where no file tells
	id      string // EM_Phone_User_ID
	file    string // what its file is called, where that is no MAC
	files   []*tree.File
	product *facts.Product
	says    draft.Layer
	own     draft.Layer
}

// person has a mobile profile.
type person struct {
	id   string
	file *tree.File
	says draft.Layer
	own  draft.Layer
}

// Parameters that make a file what it is.
const (
	emEnable        = "EM_Enable"
	emUserDomain    = "EM_User_Domain"
	emPhoneUserID   = "EM_Phone_User_ID"
	emPhonePassword = "EM_Phone_Password"
	profileRule     = "Profile_Rule"
	resyncPeriodic  = "Resync_Periodic"
)

// classify finds out what each file is, by its name, by rules that name it, and by what
// it says.
func (d *deployment) classify() {
	d.entries = map[string]*tree.File{}
	d.asked()
	mobile, named := d.ruled()
	byMAC := map[string]*phone{}
	for _, f := range d.files {
		base := path.Base(f.Path)
		id := strings.TrimSuffix(base, path.Ext(base))
		mac := draft.MAC(f.Path)
		product, ofProduct := productOf(f.Path)
		userID := ""
		if s := f.Setting(emPhoneUserID); s != nil {
			userID = s.Value
		}
		switch {
		case base == "default.xml":
			f.Kind = tree.Parameters
			d.public = f
		case mac != "":
			f.Kind, f.Entity = tree.Parameters, mac
			if byMAC[mac] == nil {
				byMAC[mac] = &phone{mac: mac}
				d.phones = append(d.phones, byMAC[mac])
			}
			byMAC[mac].files = append(byMAC[mac].files, f)
			if userID != "" {
				byMAC[mac].id = userID
			}
		case slices.Contains(mobile, path.Base(path.Dir(f.Path))) && userID == "":
			if f.Reason = facts.RefusesUserID(id); f.Reason != "" {
				f.Kind = tree.Unreferenced
				continue
			}
			f.Kind, f.Entity = tree.Profile, id
			d.people = append(d.people, &person{id: id, file: f})
		case userID != "" || path.Base(path.Dir(f.Path)) == "host":
			f.Kind, f.Entity = tree.Parameters, id
			d.phones = append(d.phones, &phone{id: strings.TrimSpace(userID), file: id, files: []*tree.File{f}})
		case ofProduct && (d.entries[product.Name] == nil || d.entries[product.Name] == f):
			f.Kind, f.Entity = tree.Parameters, product.Name
			d.entries[product.Name] = f
		case ofProduct:
			f.Kind = tree.Unreferenced
			f.Reason = "all " + product.Name + " read " + d.entries[product.Name].Path
			f.DecideAll(tree.NotRead)
		case named[base]:
			f.Kind = tree.Parameters
			d.shared = append(d.shared, f)
		}
	}
	slices.SortStableFunc(d.phones, func(a, b *phone) int { return strings.Compare(a.mac+a.id, b.mac+b.id) })
	slices.SortStableFunc(d.people, func(a, b *person) int { return strings.Compare(a.id, b.id) })
}

// asked finds the files that phones of each model ask for by themselves: they count before
// others that are called after the model.
func (d *deployment) asked() {
	for _, f := range d.files {
		if product, ok := productOf(f.Path); ok && path.Base(f.Path) == product.Asks && d.entries[product.Name] == nil {
			d.entries[product.Name] = f
		}
	}
}

// called is what people know a phone by.
func (p *phone) called() string { return cmp.Or(p.id, p.mac, p.file) }

// ruled reads the profile rules of all files: the folders in which people have their
// profiles, and the files that are named without any macro.
func (d *deployment) ruled() (mobile []string, named map[string]bool) {
	mobile, named = []string{"mobile"}, map[string]bool{}
	for _, f := range d.files {
		for _, s := range f.Settings {
			if !s.IsElement() || !strings.HasPrefix(s.Name, profileRule) {
				continue
			}
			r, err := rule.Parse(s.Value, rule.Profile)
			if err != nil {
				continue
			}
			for _, a := range r.Alternatives {
				if a.URL == nil {
					continue
				}
				switch p := a.URL.Path; {
				case strings.Contains(p, "$MUID"):
					mobile = append(mobile, path.Base(path.Dir(p)))
				case !strings.Contains(p, "$"):
					named[path.Base(p)] = true
				}
			}
		}
	}
	return mobile, named
}

// read is what phones take from files, the strongest first. What provc makes of
// something else is left out; see made.
func (d *deployment) read(files ...*tree.File) draft.Layer {
	says := draft.Layer{}
	for _, f := range files {
		for _, s := range f.Settings {
			if !s.IsElement() || facts.MadeByProvc(s.Name) {
				continue
			}
			said := draft.Said{Setting: s, File: f}
			if f.Setting(s.Name) != s {
				s.Decide(tree.Fate{Kind: tree.Duplicate, Note: "the same file sets it again below, and that counts"})
				continue
			}
			if !d.desk.Reads(s.Name, s.Value) {
				d.desk.Refuse(s.Name, draft.Param{Text: s.Value, From: []draft.Said{said}})
				continue
			}
			if _, beaten := says[s.Name]; !beaten {
				says[s.Name] = draft.Param{Text: s.Value, From: []draft.Said{said}}
			}
		}
	}
	return says
}
