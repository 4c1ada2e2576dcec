package diff

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"provc/compiler/diag"
	"provc/compiler/effective"
)

// lostLines finds registrations that a handset has no longer.
func (i *impacts) lostLines(k effective.Key, old, new *effective.Handset) {
	var lost []string
	still := new.Lines()
	for _, line := range old.Lines() {
		if !slices.Contains(still, line) {
			lost = append(lost, line)
		}
	}
	if len(lost) == 0 {
		return
	}
	why := "line " + strings.Join(lost, ", ")
	if new == nil {
		why += "; no file is for it any more"
	}
	why += unless(mayRegister(old, new))
	h := i.handsetOf(k)
	label := h.Label
	h.Label = ""
	who := h.Name()
	i.LosesRegistration = append(i.LosesRegistration, Loss{Who: who, Label: label, Why: why, Pos: i.lossPos(new)})
}

// mayRegister are files that others make, and that may set what registrations
// depend on.
func mayRegister(old, new *effective.Handset) []string {
	if old == nil || new == nil || len(new.Unknown) == 0 {
		return nil
	}
	var files Impact
	for name := range old.All() {
		if old.Registers(name) {
			files.unless(new.Unless(name))
		}
	}
	return files.Unless
}

// lossPos is where the change stands that takes a registration away, as far as
// one file did it.
func (i *impacts) lossPos(h *effective.Handset) diag.Pos {
	if h == nil {
		return diag.Pos{}
	}
	for _, l := range h.Layers {
		f := i.fileAt[l.Path]
		if f == nil {
			continue
		}
		for _, ch := range f.Changes {
			if h.Registers(ch.Parameter) && ch.Pos.IsValid() {
				return ch.Pos
			}
		}
	}
	return diag.Pos{}
}

// lostProfiles finds users who could log in and no longer can. One whose
// profile has another name now is told as renamed.
func (i *impacts) lostProfiles() {
	renamed := map[string]string{} // where they can log in now, by the profile before
	for _, r := range i.Renames {
		if r.Kind == OfUser {
			renamed[r.from] = path.Dir(r.to)
		}
	}
	// A user may move to another folder of the same deployment.
	who := func(a *effective.Account, dir, id string) [2]string { return [2]string{a.Folder(dir), id} }
	still := map[[2]string]bool{}
	for dir, users := range i.after.People {
		for id := range users {
			still[who(i.after, dir, id)] = still[who(i.after, dir, id)] || i.open[1][dir] > 0
		}
	}
	for dir, users := range i.before.People {
		if i.open[0][dir] == 0 {
			continue
		}
		for id, u := range users {
			if now, ok := renamed[u.File]; ok && i.open[1][now] > 0 || still[who(i.before, dir, id)] {
				continue
			}
			loss := Loss{Who: id, Label: i.labelOfUser(u.File), Why: "the profile is removed"}
			if f := i.fileAt[u.File]; f != nil {
				loss.Pos = f.Pos
			}
			if i.new.At(u.File) != nil {
				loss.Why = "no handset lets users of " + dir + " log in any more"
			}
			i.LosesProfile = append(i.LosesProfile, loss)
		}
	}
	slices.SortFunc(i.LosesProfile, func(a, b Loss) int {
		return cmp.Or(cmp.Compare(a.Who, b.Who), cmp.Compare(a.Label, b.Label), a.Pos.Compare(b.Pos), cmp.Compare(a.Why, b.Why))
	})
}
