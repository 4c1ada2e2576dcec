package compiler

import (
	"path"
	"path/filepath"

	"provc/compiler/root"
)

// Root is the provisioning root that the packages compile to, each in its folder
// where a pattern asks for several. All must be complete.
func (r *Result) Root(name string) *root.Root {
	return root.Compiled(name, r.compiler.options.Vendors, r.Parts()...)
}

// Parts are the trees of the packages and the folders that they go to.
func (r *Result) Parts() []root.Part {
	var all []root.Part
	for _, p := range r.Packages {
		folder := ""
		if r.Several {
			folder = path.Clean(filepath.ToSlash(p.Dir))
		}
		all = append(all, root.Part{Folder: folder, Tree: p.Tree})
	}
	return all
}
