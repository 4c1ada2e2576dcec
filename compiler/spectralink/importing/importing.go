// Package importing makes deployments of the hand-made files of Spectralink and Polycom
// handsets.
package importing

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"provc/compiler/catalogue"
	"provc/compiler/effective"
	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
	"provc/compiler/spectralink"
	"provc/compiler/spectralink/facts"
	"provc/compiler/value"
	"provc/compiler/vendor"
)

// Handsets is Spectralink's part of import; see draft.Maker.
type Handsets struct{}

// Vendor is what the vendor field of a deployment says.
func (Handsets) Vendor() string { return facts.Vendor }

// Import decides about all files that Spectralink's handsets may read, and drafts a
// deployment for each folder that has master files.
func (Handsets) Import(t *tree.Tree, w draft.Wishes, p *draft.Package) []string {
	i := newIntake(t, w, p)
	i.recognise()
	i.capitals()
	i.account = effective.Of(t, vendor.List{spectralink.Handsets{}})
	folders := map[string][]*handset{}
	for _, k := range effective.Keys(i.account) {
		h := i.account.Handset(k)
		if len(h.Layers) == 0 {
			continue
		}
		folders[k.Folder] = append(folders[k.Folder], &handset{mac: k.ID, unlisted: k.Unlisted, master: t.At(h.Layers[0].Path), users: h.Users})
	}
	if len(folders) == 0 && len(i.unasked) == 0 {
		i.withoutMaster()
	}
	i.copies(folders)
	for _, folder := range slices.Sorted(maps.Keys(folders)) {
		d := &deployment{intake: i, folder: folder}
		for _, h := range folders[folder] {
			switch {
			case h.unlisted == "":
				d.handsets = append(d.handsets, h)
			case h.unlisted == everyHandset:
				d.base = h
			}
		}
		d.make()
	}
	i.rest()
	return i.notes
}

// copies takes those master files out of folders whose handsets have one in another folder,
// too: a handset begins in one, and what lies further down is an older copy of it. Of a
// folder that holds nothing but such copies, nothing is made.
func (i *intake) copies(folders map[string][]*handset) {
	home := map[string]string{} // of handsets, by MAC
	for _, folder := range slices.SortedFunc(maps.Keys(folders), draft.Outermost) {
		for _, h := range folders[folder] {
			if _, ok := home[h.mac]; !ok && h.mac != "" {
				home[h.mac] = folder
			}
		}
	}
	for _, folder := range slices.Sorted(maps.Keys(folders)) {
		isCopy := func(h *handset) bool { return h.mac != "" && home[h.mac] != folder }
		n := 0
		for _, h := range folders[folder] {
			if isCopy(h) && draft.MAC(h.master.Path) == h.mac {
				h.master.Kind, h.master.Entity = tree.Unreferenced, h.mac
				h.master.Reason = draft.CopyOf("the handset", home[h.mac])
				n++
			}
		}
		rest := slices.DeleteFunc(folders[folder], isCopy)
		outer, named := "", slices.ContainsFunc(rest, func(h *handset) bool { return h.mac != "" })
		if n == 0 && !named {
			outer = i.copyOf(folder, folders)
		}
		if n > 0 && !named || outer != "" {
			for _, h := range rest {
				if h.master.Kind == "" {
					h.master.Kind, h.master.Reason = tree.Unreferenced, draft.CopyOf("the handsets of its folder", outer)
				}
			}
			i.note("nothing is made of folder %s, which is taken for a copy of files that lie further up", folder)
			delete(folders, folder)
			continue
		}
		folders[folder] = rest
	}
}

func newIntake(t *tree.Tree, w draft.Wishes, p *draft.Package) *intake {
	return &intake{
		tree:  t,
		draft: p,
		wish:  w,
		desk: &draft.Desk{
			Schema:  facts.Schema(),
			Written: written,
			Compare: compare,
			Origins: w.Origins,
			Secrets: p.Secrets,
			Other:   otherProduct,
		},
	}
}

// everyHandset is what effective calls the handsets that read the master file for all.
const everyHandset = "every handset that is not listed"

// allHandsets is the MAC of the master file for all.
const allHandsets = "000000000000"

// intake is one run over a tree.
type intake struct {
	tree    *tree.Tree
	draft   *draft.Package
	wish    draft.Wishes
	desk    *draft.Desk
	account *effective.Account
	notes   []string
	unasked map[string]string // files that master files in capitals list, by path, with one of those
}

// handset is one, or all that are not listed.
type handset struct {
	mac      string
	unlisted string
	master   *tree.File
	users    string // the folder of the people who can log in, or empty

	entries []entry
	says    draft.Layer // what its files say, and provc is to say
	own     draft.Layer // of that, what no weaker layer says
	group   *group
}

func (i *intake) note(format string, args ...any) {
	i.notes = append(i.notes, fmt.Sprintf(format, args...))
}

// ours reports whether a file may be one of Spectralink's.
func ours(f *tree.File) bool { return !f.Elements && (f.Kind == "" || f.Kind == tree.Contacts) }

// recognise decides about files that their names tell, and hides passwords.
func (i *intake) recognise() {
	for _, f := range i.tree.Files {
		if !ours(f) {
			continue
		}
		base := path.Base(f.Path)
		entity, written := facts.PhoneWritten(f.Path)
		switch {
		case base == allHandsets+"-directory.xml":
			f.Kind = tree.Contacts
			continue
		case written:
			f.Kind, f.Entity = tree.PhoneWritten, entity
			f.Reason = "handsets keep it themselves: it stays where it is"
			f.DecideAll(tree.NotRead)
			continue
		}
		for _, s := range f.Settings {
			if s.Text {
				s.Decide(tree.Fate{Kind: tree.PlainText, Note: "handsets read attributes alone"})
			} else if !s.IsMarkup() && s.Value != "" && i.desk.IsSecret(s.Name) {
				i.desk.Secrets.Hide(s.Value)
			}
		}
	}
}

// rest decides about files that no handset reads.
func (i *intake) rest() {
	for _, f := range i.tree.Files {
		undecided := slices.ContainsFunc(f.Settings, func(s *tree.Setting) bool { return s.Fate.Kind == tree.Undecided })
		if !ours(f) || f.Kind == tree.Contacts && !undecided {
			continue
		}
		if f.Reason = "no master file names it"; f.Kind == tree.Contacts {
			f.Reason = "no handset looks for its contacts there"
		}
		f.Kind = tree.Unreferenced
		if master := i.unasked[f.Path]; master != "" {
			f.Reason = "only " + master + " names it, which no handset reads"
		}
		f.DecideAll(tree.NotRead)
	}
}

// written is a value as handsets read it.
func written(n *value.Node) string {
	if n.Kind == value.Bool {
		if n.Text == "true" {
			return "1"
		}
		return "0"
	}
	return n.Text
}

// otherProducts are parts of names by which the maker's other phones are known.
var otherProducts = []struct{ part, product string }{
	{"VVX", "VVX phones"}, {"Trio", "Trio phones"}, {"SPIP", "SoundPoint phones"}, {"SSIP", "SoundStation phones"}, {"SSDuo", "SoundStation phones"}, {"SoundStructure", "SoundStructure"},
}

// otherProduct says to which other phones a name belongs that the catalogue lacks.
func otherProduct(name string) string {
	for _, o := range otherProducts {
		if strings.Contains(name, o.part) {
			return "only " + o.product + " know it"
		}
	}
	return ""
}

func byMAC(a, b *handset) int { return cmp.Compare(a.mac, b.mac) }

// compare orders parameters by name, but for the one that turns a feature on, and who
// authenticates: those stand first.
func compare(a, b string) int { return catalogue.Compare(switchFirst(a), switchFirst(b)) }

func switchFirst(name string) string {
	for _, end := range []string{".enabled", ".enable", ".userId"} {
		if group, ok := strings.CutSuffix(name, end); ok {
			return group + ".!" + end[1:]
		}
	}
	return name
}
