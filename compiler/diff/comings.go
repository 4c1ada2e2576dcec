package diff

import (
	"slices"

	"provc/compiler/catalogue"
	"provc/compiler/effective"
)

// A handset that comes is told by what it boots, not by how that differs from what
// handsets get that nobody listed; it starts anyhow, so that it does not restart because
// of the change. One that goes takes what is for all, if it is still in use. Where one
// replaces another, each is told for itself: the one by what differs in its place, the
// other by its name.

// comes reports whether a handset is new: it has files of its own, or is one of a kind
// that nobody lists by name, and the other side has nothing for it. A handset that is
// listed without a file of its own says nothing new.
func (i *impacts) comes(k effective.Key) bool {
	return i.after.Lists(k) && !i.before.Lists(k) && (k.ID == "" || len(own(i.after.Handset(k))) > 0)
}

// goes reports whether a handset is no longer listed.
func (i *impacts) goes(k effective.Key) bool {
	return i.before.Lists(k) && !i.after.Lists(k) && (k.ID == "" || len(own(i.before.Handset(k))) > 0)
}

// arrives books what a handset reads that comes: of files that come with it, too.
func (i *impacts) arrives(k effective.Key, h *effective.Handset) {
	n := i.handsetIndex(k)
	i.Handsets[n].New = true
	i.with(n, h, Added)
}

// departs books what a handset read that goes, and tells which registrations it had.
func (i *impacts) departs(k effective.Key, old, new *effective.Handset) {
	n := i.handsetIndex(k)
	i.Handsets[n].Gone = true
	i.with(n, old, Removed)
	i.lostLines(k, old, new)
}

// with books the parameters of files that come or go with a handset that reads them.
func (i *impacts) with(n int, h *effective.Handset, kind Kind) {
	for _, l := range h.Layers {
		f := i.fileAt[l.Path]
		if f == nil || f.Kind != kind {
			continue
		}
		for _, ch := range f.Changes {
			if s, _ := h.Get(ch.Parameter); s.Path == l.Path || ch.lists() {
				if !ch.lists() {
					ch = i.tell(ch, i.untold(ch).passage())
				}
				ch.Impact.Handsets = append(ch.Impact.Handsets, n)
				ch.Impact.goes = ch.Impact.goes || kind == Removed
				ch.Emergency = ch.Emergency || h.Emergency(ch.Parameter)
			} else {
				ch.Impact.MaskedHandsets++
				i.mask(ch, s.Path)
			}
		}
	}
}

// replaces books what differs for a handset from the one that it replaces. It starts
// anyhow.
func (i *impacts) replaces(k effective.Key, was string) {
	n := i.handsetIndex(k)
	i.Handsets[n].Replaces = was
	old, new := i.before.Handset(effective.Key{Folder: k.Folder, ID: was}), i.after.Handset(k)
	i.differences(k, old, new)
	if i.before.Handset(effective.Key{Folder: k.Folder, ID: was}).LogsIn() {
		i.open[0][old.Users]++
	}
}

// stays reports whether a handset is there on both sides, so that it may restart.
func (h *Handset) stays() bool { return !h.New && !h.Gone && h.Replaces == "" }

// mask notes a file that wins over a change.
func (i *impacts) mask(ch *Change, winner string) {
	if i.masks[ch] == nil {
		i.masks[ch] = map[string]bool{}
	}
	i.masks[ch][winner] = true
}

// leavers books the parameters of profiles that go: nobody reads them any more, so that
// nothing restarts.
func (i *impacts) leaver(f *File) {
	n := i.userFor(f.Path)
	i.Users[n].Own, i.Users[n].Gone = true, true
	for _, ch := range f.Changes {
		ch.Impact.Users = append(ch.Impact.Users, n)
		ch.Impact.goes = true
	}
}

// hire books the parameters of a profile that comes: all are new to its user, whatever
// handsets say.
func (i *impacts) hire(f *File) {
	n := i.userFor(f.Path)
	i.Users[n].Own, i.Users[n].New = true, true
	for _, ch := range f.Changes {
		i.Users[n].Restart = worse(i.Users[n].Restart, ch.Restart)
		ch.Impact.Users = append(ch.Impact.Users, n)
	}
}

// fallsBack lists the parameters that have another value for a handset that goes, if it
// is still in use.
func (i *impacts) fallsBack(old, new *effective.Handset) []string {
	var names []string
	for _, name := range i.candidates(old, new) {
		p, had := old.Get(name)
		q, has := new.Get(name)
		was, is := i.before.Roles[p.Path], i.after.Roles[q.Path]
		if (had || has) && !was.IsList(name) && !is.IsList(name) && (had != has || i.differ(p.Param, q.Param)) {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, catalogue.Compare)
	return names
}
