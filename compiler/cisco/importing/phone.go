package importing

import (
	"path"

	"provc/compiler/cisco/facts"
	"provc/compiler/effective"
	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
)

// Phone reads what was saved from a phone; see draft.PhoneMaker.
func (Phones) Phone(f *tree.File, mac string, w draft.Wishes, p *draft.Package) *draft.One {
	if !f.Elements {
		return nil
	}
	i := newIntake(tree.New("", nil), w, p)
	i.prepare(f)
	f.Kind, f.Entity = tree.Dump, mac
	d := &deployment{intake: i, folder: ".", files: []*tree.File{f}, field: &draft.Field{}}
	ph := &phone{mac: mac, files: []*tree.File{f}}
	d.guess(ph)
	ph.says = d.read(f)
	d.products = []*facts.Product{ph.product}
	if s := f.Setting(emPhoneUserID); s != nil {
		ph.id = s.Value
	}
	if p, ok := ph.says[emEnable]; ok && ph.id == "" {
		p.Drop(tree.Fate{Kind: tree.Implied, Note: "nobody logs in on a phone without an identity"})
		delete(ph.says, emEnable)
	}
	for _, s := range f.Settings {
		if s.IsElement() && facts.MadeByProvc(s.Name) && s.Fate.Kind == tree.Undecided {
			s.Decide(tree.Fate{Kind: tree.Implied, Note: "provc makes it of the deployment and the phone's identity"})
		}
	}
	frame := &draft.Value{}
	d.identity(frame, ph, i.desk)
	return &draft.One{
		MAC:    mac,
		Says:   ph.says,
		Frame:  frame,
		Desk:   i.desk,
		Vendor: Phones{}.Vendor(),
		Notes:  i.notes,
		Secret: d.secrets(ph.says, mac),
		Initial: func(name string) (string, bool) {
			return ph.product.Initial(name), ph.product.Knows(name) && !i.desk.IsSecret(name)
		},
		Beneath: func(a *effective.Account) *effective.Handset {
			for _, k := range effective.Keys(a) {
				if h := a.Handset(k); k.Unlisted != "" && len(h.Layers) > 0 && path.Base(h.Layers[0].Path) == ph.product.Asks {
					return h
				}
			}
			for _, k := range effective.Keys(a) {
				if h := a.Handset(k); k.Unlisted != "" && len(h.Layers) > 0 && path.Base(h.Layers[0].Path) == "default.xml" {
					return h
				}
			}
			return nil
		},
	}
}
