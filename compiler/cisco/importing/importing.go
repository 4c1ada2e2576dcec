// Package importing makes deployments of the hand-made files of Cisco's phones, and of
// what was saved from them.
package importing

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"provc/compiler/cisco/facts"
	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
	"provc/compiler/value"
)

// Phones is Cisco's part of import; see draft.Maker.
type Phones struct{}

// Vendor is what the vendor field of a deployment says.
func (Phones) Vendor() string { return facts.Vendor }

// Import decides about all profiles, and drafts a deployment for each folder that has
// a default profile or files that phones ask for by themselves; without any, one.
func (Phones) Import(t *tree.Tree, w draft.Wishes, p *draft.Package) []string {
	i := newIntake(t, w, p)
	var all []*tree.File
	for _, f := range t.Files {
		if f.Elements && f.Kind == "" {
			i.prepare(f)
			all = append(all, f)
		}
	}
	folders := map[string]*deployment{}
	for _, f := range all {
		if folder, ok := starts(f); ok && folders[folder] == nil {
			folders[folder] = &deployment{intake: i, folder: folder}
		}
	}
	if len(folders) == 0 && len(all) > 0 {
		folders["."] = &deployment{intake: i, folder: "."}
	}
	for _, f := range all {
		if d := nearest(folders, f.Path); d != nil {
			d.files = append(d.files, f)
		}
	}
	copies(folders)
	for _, folder := range slices.Sorted(maps.Keys(folders)) {
		folders[folder].make()
	}
	for _, f := range all {
		if f.Kind == "" {
			f.Kind, f.Reason = tree.Unreferenced, "no phone asks for it, and no profile rule names it"
		}
		f.DecideAll(tree.NotRead)
	}
	return i.notes
}

// copies takes those files out of deployments that belong to a phone of which another
// deployment has one, too: what lies further down is an older copy of it. Of a folder whose
// phones are all such copies, nothing is made.
func copies(folders map[string]*deployment) {
	home := map[string]string{} // of phones, by MAC
	for _, folder := range slices.SortedFunc(maps.Keys(folders), draft.Outermost) {
		for _, f := range folders[folder].files {
			if mac := draft.MAC(f.Path); mac != "" && home[mac] == "" {
				home[mac] = folder
			}
		}
	}
	for folder, d := range folders {
		phones, n := 0, len(d.files)
		d.files = slices.DeleteFunc(d.files, func(f *tree.File) bool {
			mac := draft.MAC(f.Path)
			if mac == "" {
				return false
			}
			if home[mac] == folder {
				phones++
				return false
			}
			f.Kind, f.Entity = tree.Unreferenced, mac
			f.Reason = draft.CopyOf("the phone", home[mac])
			return true
		})
		if phones > 0 || len(d.files) == n {
			continue
		}
		for _, f := range d.files {
			f.Kind, f.Reason = tree.Unreferenced, draft.CopyOf("the phones of its folder", "")
		}
		delete(folders, folder)
	}
}

func newIntake(t *tree.Tree, w draft.Wishes, p *draft.Package) *intake {
	i := &intake{tree: t, draft: p, wish: w}
	i.desk = &draft.Desk{
		Schema:  facts.Schema(),
		Written: written,
		Compare: facts.CompareNames,
		Origins: w.Origins,
		Secrets: p.Secrets,
		Unfit:   i.unfit,
	}
	return i
}

// intake is one run over a tree.
type intake struct {
	tree     *tree.Tree
	draft    *draft.Package
	wish     draft.Wishes
	desk     *draft.Desk
	products []*facts.Product // of the layer that is written
	notes    []string
}

func (i *intake) note(format string, args ...any) {
	i.notes = append(i.notes, fmt.Sprintf(format, args...))
}

// unfit says why phones of the models that a layer is for do not take a value; see
// draft.Desk.
func (i *intake) unfit(name, text string) (why string, lacks bool) {
	lacks = len(i.products) > 0
	var names []string
	for _, p := range i.products {
		if p.Takes(name, text) || i.desk.IsSecret(name) && p.Knows(name) {
			return "", false
		}
		lacks = lacks && !p.Knows(name)
		names = append(names, p.Name)
	}
	has, takes := " has no ", " takes other values of "
	if len(names) > 1 {
		has, takes = " have no ", " take other values of "
	}
	switch {
	case lacks:
		return strings.Join(names, ", ") + has + name, true
	case len(names) > 0:
		return strings.Join(names, ", ") + takes + name, false
	}
	return "", false
}

// prepare decides about attributes, and hides passwords.
func (i *intake) prepare(f *tree.File) {
	for _, s := range f.Settings {
		if s.Text && s.Value != "" && i.desk.IsSecret(s.Name) {
			i.desk.Secrets.Hide(s.Value)
		}
		switch {
		case s.IsMarkup():
		case !s.Text && s.Name == "ua":
			s.Decide(tree.Fate{Kind: tree.Implied, Note: "what people at the phone may do: see the parameter"})
		case !s.Text:
			s.Decide(tree.Fate{Kind: tree.Markup, Note: "phones write it, and read nothing of it"})
		case s.Stray:
			s.Decide(tree.Fate{Kind: tree.PlainText, Note: "phones read the elements right below <flat-profile> alone"})
		}
	}
}

// starts reports whether phones begin with a file, and in which folder.
func starts(f *tree.File) (folder string, ok bool) {
	base := path.Base(f.Path)
	return path.Dir(f.Path), base == "default.xml" || slices.ContainsFunc(facts.Products(), func(p *facts.Product) bool { return base == p.Asks })
}

// nearest is the deployment of the innermost folder that a file lies in, or else that
// of the first.
func nearest(all map[string]*deployment, file string) *deployment {
	for dir := path.Dir(file); ; dir = path.Dir(dir) {
		if d := all[dir]; d != nil {
			return d
		}
		if dir == "." || dir == "/" {
			break
		}
	}
	for _, folder := range slices.Sorted(maps.Keys(all)) {
		return all[folder]
	}
	return nil
}

// productOf is the product that a file is named by, if any: the one with the longest
// number, since SPA525G begins SPA525G2.
func productOf(name string) (best *facts.Product, ok bool) {
	base := strings.ToLower(path.Base(name))
	for _, p := range facts.Products() {
		psn := strings.ToLower(p.PSN)
		if strings.Contains(base, "spa"+psn) || strings.Contains(base, "spa-"+psn) || strings.HasPrefix(base, psn) {
			if !ok || len(p.PSN) > len(best.PSN) {
				best, ok = p, true
			}
		}
	}
	return best, ok
}

// written is a value as phones read it.
func written(n *value.Node) string {
	if n.Kind == value.Bool {
		if n.Text == "true" {
			return "Yes"
		}
		return "No"
	}
	return n.Text
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
