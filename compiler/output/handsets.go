package output

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/output/disk"
	"provc/compiler/output/record"
)

// holder is a user or handset for whom handsets have written files.
type holder struct {
	files    few
	recorded bool // some file was its own before this build
	emitted  bool // some file is, after it
	known    bool // and was there before
	first    int  // index of the first file that comes; -1: none

	was, now string // where its own file lay and lies
	at       int    // index of the file that lies there
}

// meetHandsets reports files that handsets have written: those that stay behind of a user
// or handset that goes with this build, and those that one who comes will find.
func (b *build) meetHandsets() error {
	if b.tree.PhoneWritten == nil || !b.moves() {
		return nil
	}
	holders, err := b.holders()
	if err != nil || len(holders) == 0 {
		return err
	}
	begins := map[string]bool{} // files that handsets go on with, and that were missing
	for i := range b.targets {
		t := &b.targets[i]
		f := t.was()
		for _, e := range []record.Entry{f.committed, f.begun} {
			if h := holders[strings.ToLower(e.Entity())]; h != nil {
				h.recorded = true
				h.known = h.known || e == f.committed // by whatever spelling
				if !t.emitted() && isOwn(e.Path(), e.Entity()) {
					h.was = e.Path()
				}
			}
		}
		if !t.emitted() {
			continue
		}
		if b.seed(t) && f.info == nil {
			begins[artifact.Fold(b.head(t).Path)] = true
		}
		h := holders[strings.ToLower(b.head(t).Entity)]
		if h == nil {
			continue
		}
		h.emitted = true
		if name := b.head(t).Path; isOwn(name, b.head(t).Entity) {
			h.now, h.at = name, i
		}
		// A file that is taken over shows that the holder is the same.
		if f.owned() || t.adopted {
			h.known = true
		} else if h.first < 0 && !b.seed(t) {
			h.first = i
		}
	}
	b.tellMoved(holders, begins)
	for entity, h := range holders {
		if h.recorded && !h.emitted {
			b.report.Findings.Add(rootLeftover.At(diag.Pos{}, "handsets have written files for %s, which is no longer declared", entity).
				WithDetail("%s", h.files.String()).WithHint("provc never removes them; do it by hand when nobody needs them"))
		}
		if h.first >= 0 && !h.known && !h.moves() {
			f := b.tree.File(int(b.targets[h.first].file))
			b.report.Findings.Add(rootEarlierHolder.At(f.Pos, "%s is new here, but handsets have written files for an earlier holder of that ID", entity).
				WithDetail("%s", h.files.String()).
				WithHint("old settings and the old password will apply; remove them by hand unless they are the same person's"))
		}
	}
	return nil
}

// moves reports whether a user or handset may go or come with this build. In most builds
// none does, and the folders need not be read.
func (b *build) moves() bool {
	for i := range b.targets {
		t := &b.targets[i]
		f, entity := t.was(), ""
		if t.emitted() {
			entity = b.head(t).Entity
		}
		for _, e := range []record.Entry{f.committed, f.begun} {
			if was := e.Entity(); was != "" && was != entity {
				return true
			}
		}
		if entity != "" && !f.owned() && !t.adopted && !b.seed(t) {
			return true
		}
	}
	return false
}

// holders lists for whom handsets have written files, in lower case.
func (b *build) holders() (map[string]*holder, error) {
	holders := map[string]*holder{}
	for _, dir := range b.folders() {
		entries, err := b.fs.ReadDir(dir)
		if block := (*disk.Obstacle)(nil); errors.Is(err, fs.ErrNotExist) || errors.As(err, &block) {
			continue
		}
		if err != nil {
			return nil, b.failed("read", dir, err)
		}
		for _, e := range entries {
			name := path.Join(dir, e.Name())
			entity, ok := b.tree.PhoneWritten(name)
			if !ok || entity == "" || e.IsDir() {
				continue
			}
			entity = strings.ToLower(entity)
			if holders[entity] == nil {
				holders[entity] = &holder{first: -1}
			}
			holders[entity].files.add(name)
		}
	}
	return holders, nil
}
