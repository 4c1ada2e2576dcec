package output

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"provc/compiler/diag"
)

// meetHandsets says what files of handsets the build leaves behind with a user
// or handset that goes, and finds with one that comes.
func (b *build) meetHandsets() error {
	gone, come := b.entities()
	if len(gone)+len(come) == 0 || b.tree.PhoneWritten == nil {
		return nil
	}
	files := map[string][]string{} // by entity
	for _, dir := range b.folders() {
		entries, err := b.fs.readDir(dir)
		if block := (*obstacle)(nil); errors.Is(err, fs.ErrNotExist) || errors.As(err, &block) {
			continue
		}
		if err != nil {
			return b.failed("read", dir, err)
		}
		for _, e := range entries {
			name := path.Join(dir, e.Name())
			if entity, ok := b.tree.PhoneWritten(name); ok && !e.IsDir() {
				files[strings.ToLower(entity)] = append(files[strings.ToLower(entity)], name)
			}
		}
	}
	for entity, names := range files {
		slices.Sort(names)
		if gone[entity] {
			b.report.Findings.Add(diag.Diagnostic{Severity: diag.Note, Check: "root-leftover",
				Summary: "handsets have written files for " + entity + ", which is no longer declared",
				Detail:  some(names), Hint: "provc never removes them; do it by hand when nobody needs them"})
		}
		if t, ok := come[entity]; ok {
			b.report.Findings.Add(diag.Diagnostic{Severity: diag.Warning, Check: "root-earlier-holder", Pos: t.file.Pos,
				Summary: entity + " is new here, but handsets have written files for an earlier holder of that ID",
				Detail:  some(names), Hint: "old settings and the old password will apply; remove them by hand unless they are the same person's"})
		}
	}
	return nil
}

// entities lists the users and handsets whose last file goes with this build,
// and those whose first one comes, each in lower case.
func (b *build) entities() (gone map[string]bool, come map[string]*target) {
	gone, come = map[string]bool{}, map[string]*target{}
	for _, t := range b.targets {
		for _, e := range []*entry{t.committed, t.begun} {
			if e != nil && e.entity != "" {
				gone[strings.ToLower(e.entity)] = true
			}
		}
	}
	known := map[string]bool{}
	for _, t := range b.targets {
		if t.file == nil || t.file.Entity == "" {
			continue
		}
		entity := strings.ToLower(t.file.Entity)
		delete(gone, entity)
		// A file that is taken over shows that the holder is the same.
		if t.committed != nil || t.adopted {
			known[entity] = true
		} else if come[entity] == nil && !t.file.Seed {
			come[entity] = t
		}
	}
	for entity := range known {
		delete(come, entity)
	}
	return gone, come
}
