package diff

import (
	"path"

	"golang.org/x/sync/errgroup"

	"provc/compiler/diag"
	"provc/compiler/root"
	"provc/compiler/vendor"
)

// Side is a provisioning root on one side of a comparison.
type Side struct {
	*root.Root
	Findings diag.List // what is wrong with it

	revision string // before positions, for those that are not in the working tree
}

// Compiled is a side that packages compile to. A revision stands before the
// positions of what is no longer in the working tree.
func Compiled(name, revision string, vendors vendor.List, parts ...root.Part) *Side {
	return &Side{Root: root.Compiled(name, vendors, parts...), revision: revision}
}

// Folder is a side that lies on a disk. A file that is not well-formed becomes
// a finding and is compared by its bytes.
func Folder(dir string, vendors vendor.List) (*Side, error) {
	r, err := root.Folder(dir, vendors)
	if err != nil {
		return nil, err
	}
	return &Side{Root: r}, nil
}

// Folders are two sides that lie on a disk. While the second is read, which waits for the
// disk, it is worked out who reads what in the first.
func Folders(old, new string, vendors vendor.List) (a, b *Side, err error) {
	if a, err = Folder(old, vendors); err != nil {
		return nil, nil, err
	}
	var g errgroup.Group
	g.Go(func() error {
		a.Account()
		return nil
	})
	r, err := root.FolderBeside(a.Root, new, vendors)
	g.Wait()
	if err != nil {
		return nil, nil, err
	}
	return a, &Side{Root: r}, nil
}

// place puts the revision before a position, if the side is one, since the working
// tree may have another text there.
func (s *Side) place(p diag.Pos) diag.Pos {
	if s.revision != "" && p.IsValid() {
		p.File = s.revision + ":" + p.File
	}
	return p
}

// tellBroken adds findings about files that are not well-formed. It reads
// those alone that were asked for.
func (s *Side) tellBroken() {
	for _, p := range s.Paths() {
		if line, broken := s.At(p).Broken(); broken {
			s.Findings.Add(diffMalformed.At(diag.Pos{File: path.Join(s.Name, p), Line: line}, "%s is not well-formed XML, so that it is compared as a whole", p).
				WithHint("handsets ignore such a file"))
		}
	}
}
