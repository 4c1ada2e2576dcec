package output

import (
	"maps"
	"path"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/diag"
)

// isOwn reports whether a file is the one that is named by a user or handset.
func isOwn(name, entity string) bool {
	base := path.Base(name)
	return entity != "" && strings.EqualFold(strings.TrimSuffix(base, path.Ext(base)), entity)
}

// moves reports whether somebody's own file lies in another folder than before: the
// user or handset is the same.
func (h *holder) moves() bool {
	return h.was != "" && h.now != "" && path.Dir(h.was) != path.Dir(h.now)
}

// tellMoved tells of users and handsets whose own files lie in another folder now, and
// of what handsets keep for them in the folder from before: it does not follow. Those
// who go from one folder to another are told together. What begins with this build in the
// new folder is not what the person has: the older file replaces it.
func (b *build) tellMoved(holders map[string]*holder, begins map[string]bool) {
	type folders struct{ from, to string }
	var order []folders
	who := map[folders][]string{}
	files, stays, replaces := map[folders][]string{}, map[folders][]string{}, map[folders][]string{}
	kept := map[string]int{} // files that handsets have written, by folder
	for _, entity := range slices.Sorted(maps.Keys(holders)) {
		h := holders[entity]
		key := folders{path.Dir(h.was), path.Dir(h.now)}
		behind := false
		for _, name := range h.files.names {
			kept[path.Dir(name)]++
			if h.moves() && path.Dir(name) == key.from {
				files[key] = append(files[key], name)
				if begins[artifact.Fold(path.Join(key.to, path.Base(name)))] {
					replaces[key] = append(replaces[key], name)
				} else {
					stays[key] = append(stays[key], name)
				}
				behind = true
			}
		}
		if behind {
			if who[key] == nil {
				order = append(order, key)
			}
			who[key] = append(who[key], entity)
		}
	}
	for _, key := range order {
		entities := who[key]
		var names few
		for _, name := range files[key] {
			names.add(name)
		}
		first := holders[entities[0]]
		moves, them := diag.Quoted(entities[0])+" moves", diag.Quoted(entities[0])
		if len(entities) > 1 {
			var all few
			for _, e := range entities {
				all.add(diag.Quoted(e))
			}
			moves, them = all.String()+" move", "them"
		}
		d := rootMoved.At(b.tree.File(int(b.targets[first.at].file)).Pos, "%s from %s to %s, and what handsets keep for %s does not follow", moves, diag.Quoted(key.from), diag.Quoted(key.to), them).
			WithDetail("%s", names.String()).
			WithHint("once it is built, in the root: " + diag.MoveTo(key.to, stays[key], replaces[key], len(files[key]) == kept[key.from]))
		b.report.Findings.Add(d)
	}
}
