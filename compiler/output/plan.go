package output

import (
	"cmp"
	"crypto/sha256"

	"provc/compiler/diag"
)

// plan decides what to do about each target, and finds everything that forbids the
// build, before anything is written.
func (b *build) plan() error {
	b.planRoot()
	blocked := map[string]bool{} // one finding for all files below a link
	for i := range b.targets {
		t := &b.targets[i]
		f := t.was()
		switch {
		case b.seed(t):
			if f.info == nil && f.block == nil {
				t.todo = write
			}
		case f.block != nil:
			t.todo = refuse
			if (t.emitted() || f.owned()) && !blocked[f.block.Path] {
				blocked[f.block.Path] = true
				b.find(rootNotRegular, t, f.block.Error()+", which provc never writes through or replaces",
					"put a real folder or nothing there")
			}
		case !t.emitted():
			b.planRemoval(t)
		case f.info == nil:
			t.todo = write
		case f.intact():
			t.todo = compare
		case f.owned():
			if err := b.planEdited(t); err != nil {
				return err
			}
		case b.opt.Adopt:
			t.todo, t.adopted = compare, true
		default:
			t.todo = refuse
			b.find(rootFileNotOwned, t, b.path(i)+" exists but was not created by provc",
				"move it away, or take it over with --adopt")
		}
	}
	return nil
}

// planRoot looks at what concerns the root as a whole.
func (b *build) planRoot() {
	m := cmp.Or(b.committed, b.begun)
	if m == nil || len(m.Entries) == 0 {
		return
	}
	if m.Package != b.opt.Package && !b.opt.Adopt {
		b.report.Findings.Add(rootOtherPackage.At(diag.Pos{}, "%s belongs to another package", b.opt.Root).
			WithDetail("it was built from %q, this is %q", m.Package, b.opt.Package).
			WithHint("build into another folder, or replace its files with --adopt"))
	}
	switch {
	case b.opt.Prune:
	case b.tree.Len() > 0:
		b.planRemovals(m)
	case !b.opt.Force:
		b.report.Findings.Add(rootEmptied.At(diag.Pos{}, "nothing is emitted, so all %d files of %s would be removed", len(m.Entries), b.opt.Root).
			WithHint("name the right package, or remove them with --force"))
	}
}

func (b *build) planRemoval(t *target) {
	f := t.found
	if f.info == nil {
		return
	}
	if _, ok := phoneWritten(b.tree, f.path); ok {
		return // a handset's by now, whoever wrote it first
	}
	switch {
	case f.intact() || f.owned() && b.opt.Force:
		t.todo = remove
	case f.owned():
		t.todo = refuse
		b.find(rootFileEdited, t, f.path+" is no longer emitted, and was changed by somebody since provc wrote it",
			"save what it holds and remove it, or have it removed with --force")
	}
}

// planEdited decides about an owned file that somebody has edited. If the edit made it
// what this build would make it, there is no conflict.
func (b *build) planEdited(t *target) error {
	f := b.tree.File(int(t.file))
	data, err := f.Bytes(b.opt.Secret)
	if err != nil {
		return err
	}
	if b.opt.Force || sha256.Sum256(data) == t.found.have {
		t.todo = compare
		return nil
	}
	t.todo = refuse
	b.find(rootFileEdited, t, f.Path+" was changed by somebody since provc wrote it",
		"bring the change into the configuration, or overwrite it with --force")
	return nil
}

func (b *build) find(check *diag.Check, t *target, summary, hint string) {
	d := check.At(diag.Pos{}, "%s", summary).WithHint(hint)
	if t.emitted() {
		d.Pos = b.tree.File(int(t.file)).Pos
	}
	b.report.Findings.Add(d)
}
