package compiler

import (
	"maps"
	"path/filepath"
	"slices"

	"provc/compiler/diag"
	"provc/compiler/load"
)

// Checked is what was found in a package of the patterns. Editors check one package at a
// time, and tell of a file what is found in it on account of each.
type Checked struct {
	Dir      string // as in Package.Dir
	Findings diag.List
	Folders  []string // whose files of CUE it is made of, as Dir; in a session only, and if it loads
}

// foldersOf are those that hold files of a package, or of packages that it imports.
func (r *run) foldersOf(u *load.Unit) []string {
	if !u.Loads() {
		return nil
	}
	all := map[string]bool{}
	for inst := range load.WithImports(u.Inst) {
		for _, f := range inst.BuildFiles {
			all[r.loader.Relative(filepath.Dir(f.Filename))] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}
