// Package importer makes a repository of CUE of a provisioning root that exists
// already: hand-made files, those that another tool made, what was saved from phones.
// It reads the folder (package tree), has the vendors decide what each file is and what
// it says (draft.Maker), and writes what they draft (package draft). It never writes
// into the folder that it reads, and replaces nothing where it writes.
package importer

import (
	"context"
	"path/filepath"

	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
	"provc/compiler/starter"
)

// Options say what to import.
type Options struct {
	Dir    string // the root
	Repo   string // the repository that is made of it
	Name   string // of the package; empty: after the folder that is read
	Makers []draft.Maker
	draft.Wishes

	Progress func(read, of int) // is told now and then; nil for nobody
}

// Import is what became of a root.
type Import struct {
	Tree    *tree.Tree
	Package *draft.Package
	Notes   []string // what people should know, each a sentence without a full stop
	Files   []string // of the repository that was made, sorted

	made *starter.Removal
}

// Read reads a root and drafts a package of it. Nothing is written.
func Read(ctx context.Context, o Options) (*Import, error) {
	t, err := tree.Load(ctx, tree.Options{Dir: o.Dir, Progress: o.Progress})
	if err != nil {
		return nil, err
	}
	return Make(t, o), nil
}

// Make drafts a package of a root that has been read.
func Make(t *tree.Tree, o Options) *Import {
	i := &Import{Tree: t, Package: &draft.Package{Name: o.name(), Secrets: &draft.Secrets{}}}
	for _, m := range o.Makers {
		i.Notes = append(i.Notes, m.Import(t, o.Wishes, i.Package)...)
	}
	for _, f := range t.Files {
		i.close(f)
	}
	return i
}

// close decides about what no vendor has decided.
func (i *Import) close(f *tree.File) {
	if f.Kind == "" {
		f.Kind = tree.Unreferenced
		f.Reason = "no phone reads it"
	}
	f.DecideAll(tree.NotRead)
	if f.Kind == tree.Unreferenced || f.Kind == tree.PhoneWritten {
		f.Forget()
	}
}

// name is that of the package.
func (o *Options) name() string {
	if o.Name != "" {
		return draft.Ident(o.Name)
	}
	abs, err := filepath.Abs(o.Dir)
	if err != nil {
		abs = o.Dir
	}
	return draft.Ident(filepath.Base(abs))
}
