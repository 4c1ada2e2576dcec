package diff

import (
	"maps"
	"path"
	"slices"
	"strings"

	"provc/compiler/diag"
	"provc/compiler/effective"
)

// redirected tells of folders that handsets write into and that are others than before,
// for the same people and handsets: what lies there does not follow. One person of each
// folder of profiles tells whether there are any, and one handset of each folder of the
// root where all master files are compiled. Of a root that is deployed it is known what
// lies there: then all are looked at for whom anything is another.
func (i *impacts) redirected() {
	type folders struct{ from, to string }
	ends := map[folders][]string{} // how the names end of files that do not follow
	take := func(id string, old, new []string) {
		for n, from := range old {
			if n >= len(new) || from == new[n] || !i.old.IsCompiled() && i.old.At(from) == nil {
				continue
			}
			key := folders{path.Dir(from), path.Dir(new[n])}
			if end := strings.TrimPrefix(path.Base(from), id); !slices.Contains(ends[key], end) {
				ends[key] = append(ends[key], end)
			}
		}
	}
	for _, where := range slices.Sorted(maps.Keys(i.after.People)) {
		for _, person := range i.people(where) {
			if was := i.before.People[where][person.ID]; was != nil {
				old, new := was.Written(), person.Written()
				take(person.ID, old, new)
				if i.old.IsCompiled() || slices.Equal(old, new) {
					break
				}
			}
		}
	}
	seen := map[string]bool{}
	for _, k := range i.keys {
		old, new := i.before.Handset(k), i.after.Handset(k)
		if k.ID != "" && !seen[k.Folder] && old != nil && new != nil && old.Key == k && new.Key == k && !sameFirst(old, new) {
			seen[k.Folder] = i.old.IsCompiled()
			take(k.ID, old.Written(), new.Written())
		}
	}
	for _, key := range slices.SortedFunc(maps.Keys(ends), func(a, b folders) int { return strings.Compare(a.from+"\x00"+a.to, b.from+"\x00"+b.to) }) {
		var names, words []string
		for _, end := range ends[key] {
			names = append(names, diag.Quoted(path.Join(key.from, "…"+end)))
			words = append(words, diag.Shell(key.from)+"/*"+end)
		}
		i.note(NoteMoved, i.redirectedAt(), []string{"mv -n " + strings.Join(words, " ") + " " + diag.Shell(key.to) + "/"},
			"handsets write into %s, no longer into %s; what they keep there does not follow: %s", diag.Quoted(key.to), diag.Quoted(key.from), and(names))
	}
}

// sameFirst reports whether two handsets begin with one and the same file, which says where
// they write.
func sameFirst(old, new *effective.Handset) bool {
	return len(old.Layers) > 0 && len(new.Layers) > 0 && old.Layers[0].Path == new.Layers[0].Path && old.Layers[0].File == new.Layers[0].File
}

// redirectedAt is where the change stands: in the master file of those that nobody
// listed, or the first that changes.
func (i *impacts) redirectedAt() (pos diag.Pos) {
	for h := range i.after.Handsets() {
		if h.Key != (effective.Key{Folder: h.Folder, Unlisted: h.Unlisted}) || len(h.Layers) == 0 {
			continue
		}
		for _, ch := range i.changesIn[h.Layers[0].Path] {
			if !ch.lists() && ch.Pos.IsValid() && (!pos.IsValid() || ch.Pos.Compare(pos) < 0) {
				pos = ch.Pos
			}
		}
	}
	return pos
}

// elsewhereOpen says on which handsets people can log in whose profiles go to another
// folder, and on which no longer; it is empty where those are the same.
func (i *impacts) elsewhereOpen(from, to string) string {
	var gained, lost counted
	for _, k := range i.keys {
		old, new := i.before.Handset(k), i.after.Handset(k)
		if old == nil || new == nil || !i.before.Lists(k) || !i.after.Lists(k) {
			continue
		}
		was, is := old.LogsIn() && old.Users == from, new.LogsIn() && new.Users == to
		switch {
		case is && !was:
			gained.add(k)
		case was && !is:
			lost.add(k)
		}
	}
	switch {
	case gained.none() && lost.none():
		return ""
	case lost.none():
		return "; they can log in on " + gained.String() + " more"
	case gained.none():
		return "; they can no longer log in on " + lost.String()
	}
	return "; they can log in on " + gained.String() + " now, no longer on " + lost.String()
}

// counted are handsets, some of which nobody listed.
type counted struct {
	listed   int
	unlisted bool
}

func (c *counted) add(k effective.Key) {
	if k.ID == "" {
		c.unlisted = true
	} else {
		c.listed++
	}
}

func (c *counted) none() bool { return c.listed == 0 && !c.unlisted }

func (c *counted) String() string {
	switch {
	case !c.unlisted:
		return plural(c.listed, "handset")
	case c.listed == 0:
		return "handsets that are not listed"
	}
	return plural(c.listed, "handset") + " and those that are not listed"
}
