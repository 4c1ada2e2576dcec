package importing

import (
	"provc/compiler/effective"
	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
)

// Phone reads what was saved from a handset; see draft.PhoneMaker.
func (Handsets) Phone(f *tree.File, mac string, w draft.Wishes, p *draft.Package) *draft.One {
	if f.Elements {
		return nil
	}
	d := &deployment{intake: newIntake(tree.New("", nil), w, p), files: map[*tree.File][]said{}}
	f.Kind, f.Entity = tree.Dump, mac
	says := draft.Layer{}
	for _, s := range d.read(f) {
		says[s.name] = draft.Param{Text: s.said.Value, From: []draft.Said{s.said}}
	}
	d.deviceSet(says)
	return &draft.One{
		MAC:     mac,
		Says:    says,
		Frame:   &draft.Value{},
		Desk:    d.desk,
		Vendor:  Handsets{}.Vendor(),
		Secret:  d.secretNames(says, mac),
		Initial: d.initial,
		Beneath: func(a *effective.Account) *effective.Handset {
			var all *effective.Handset
			for _, k := range effective.Keys(a) {
				switch {
				case k.ID == mac:
					return a.Handset(k)
				case k.Unlisted == everyHandset && all == nil:
					all = a.Handset(k)
				}
			}
			return all
		},
	}
}
