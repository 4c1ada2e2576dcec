// Package importer makes a repository of CUE of a provisioning root that exists
// already: hand-made files, those that another tool made, what was saved from phones.
// It reads the folder (package tree), has the vendors decide what each file is and what
// it says (draft.Maker), and writes what they draft (package draft). It never writes
// into the folder that it reads, and replaces nothing where it writes.
package importer

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

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
	i.lacking()
	for _, f := range t.Files {
		i.close(f)
	}
	return i
}

// lacking finds phones of which nothing is known, because the file that is called after
// them cannot be read.
func (i *Import) lacking() {
	known := map[string]bool{}
	for _, f := range i.Tree.Files {
		known[f.Entity] = true
	}
	var phones []string
	for _, f := range i.Tree.Files {
		mac := draft.OwnMAC(f.Path)
		if f.Kind != tree.Broken || len(f.Lack) > 0 || mac == "" || known[mac] {
			continue
		}
		f.Lack = []string{mac}
		phones = append(phones, mac+" ("+f.Path+")")
	}
	if n := len(phones); n > 0 {
		more := ""
		if n > few+1 {
			more, phones = fmt.Sprintf(" and %d more", n-few), phones[:few]
		}
		said := "a phone is not in the repository, because the file called after it cannot be read: "
		if n > 1 {
			said = fmt.Sprintf("%d phones are not in the repository, because the files called after them cannot be read: ", n)
		}
		i.Notes = append(i.Notes, said+strings.Join(phones, ", ")+more)
	}
}

// few are as many phones as a sentence lists.
const few = 10

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
