package drift

import (
	"bytes"
	"cmp"
	"maps"
	"slices"

	"provc/compiler/artifact"
	"provc/compiler/root"
)

// edits tells of provc's own files that somebody touched, and of those that are missing.
func (f *finder) edits(ours *Ours) (edits []Edit, missing []Missing) {
	for _, path := range slices.Sorted(maps.Keys(ours.Touched)) {
		data, declared := ours.Touched[path], f.Root.At(path)
		if data == nil {
			if declared != nil {
				m := Missing{File: path, Pos: declared.Pos()}
				if declared.Entity() != "" {
					m.Of = artifact.Called(declared.Label(), declared.Entity())
				}
				missing = append(missing, m)
			}
			continue
		}
		e := Edit{File: path, Recorded: ours.Recorded}
		there := root.Held(path, data, f.Root.Facts)
		there.Params()
		e.Broken, _ = there.Broken()
		if declared != nil {
			e.Pos = declared.Pos()
			e.Changes = f.changes(declared, there)
			if !e.Recorded && len(e.Changes) == 0 && (declared.Compiled.Format != nil || bytes.Equal(declared.Compiled.Data, data)) {
				continue
			}
		}
		edits = append(edits, e)
	}
	return edits, missing
}

// changes are the parameters in which a file differs from what is declared.
func (f *finder) changes(declared, there *root.File) []Change {
	var all []Change
	seen := map[string]bool{}
	for _, p := range declared.Last() {
		seen[p.Name] = true
		q, ok := there.Param(p.Name)
		want, known := p.Value, p.Secret == ""
		if !known && f.Secret != nil {
			want, known = f.Secret(p.Secret)
		}
		if ok && (!known || q.Value == want) {
			continue
		}
		c := Change{Parameter: p.Name, Secret: p.Secret != "" || f.Root.Facts.Hides(p) || f.Root.Facts.Hides(q),
			Declared: &Value{Text: masked(p.Value), Secret: p.Secret, File: declared.Path, Pos: p.Pos}}
		if ok {
			c.There = new(masked(q.Value))
		}
		all = append(all, c.hidden())
	}
	for _, q := range there.Last() {
		if !seen[q.Name] {
			c := Change{Parameter: q.Name, Secret: f.Root.Facts.Hides(q), There: new(masked(q.Value))}
			all = append(all, c.hidden())
		}
	}
	slices.SortFunc(all, func(a, b Change) int { return cmp.Compare(a.Parameter, b.Parameter) })
	return all
}

// hidden is the change without values that are secrets.
func (c Change) hidden() Change {
	if c.Secret {
		if c.There != nil {
			c.There = new("")
		}
		if c.Declared != nil {
			c.Declared.Text = ""
		}
	}
	return c
}
