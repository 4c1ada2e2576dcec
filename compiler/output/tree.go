package output

import (
	"io/fs"
	"path"
	"strings"
	"unicode"

	"provc/compiler/artifact"
	"provc/compiler/diag"
)

// checkTree finds what could not be written safely into any root: paths that
// leave it, that meet on a file system without letter case, or that handsets
// write to.
func checkTree(tree *artifact.Tree) diag.List {
	var found diag.List
	names := map[string]*artifact.File{}   // by folded path
	folders := map[string]*artifact.File{} // by folded path: a file below it
	for f := range tree.All() {
		if why := unfit(f.Path); why != "" {
			found.Errorf("root-path", f.Pos, "%q cannot be a file of a provisioning root: %s", f.Path, why)
			continue
		}
		if strings.ContainsFunc(f.Owner+f.Entity, unicode.IsControl) {
			found.Errorf("root-path", f.Pos, "%s belongs to a deployment or user whose name holds a control character", f.Path)
		}
		if _, ok := phoneWritten(tree, f.Path); ok && !f.Seed {
			found.Errorf("root-handset-file", f.Pos, "%s would take the place of a file that handsets write", f.Path)
		}
		if g := names[fold(f.Path)]; g != nil {
			found.Add(collision(f, g, "are the same file where letter case does not count"))
		}
		names[fold(f.Path)] = f
		for dir := path.Dir(f.Path); dir != "."; dir = path.Dir(dir) {
			folders[fold(dir)] = f
		}
	}
	for f := range tree.All() {
		if g := folders[fold(f.Path)]; g != nil {
			found.Add(collision(f, g, "cannot both be: the first is a file, and a folder for the second"))
		}
	}
	for _, dir := range tree.Dirs {
		if why := unfit(dir); why != "" && dir != "." {
			found.Errorf("root-path", diag.Pos{}, "%q cannot be a folder of a provisioning root: %s", dir, why)
		} else if f := names[fold(dir)]; f != nil {
			found.Errorf("path-collision", f.Pos, "%s is a file, and a folder that handsets write into", dir)
		}
	}
	return found
}

func collision(f, g *artifact.File, how string) diag.Diagnostic {
	d := diag.Diagnostic{Severity: diag.Error, Check: "path-collision", Pos: f.Pos, Summary: f.Path + " and " + g.Path + " " + how}
	if g.Pos.IsValid() {
		d.Related = []diag.Related{{Message: g.Path + " comes from here", Pos: g.Pos}}
	}
	return d
}

// unfit says why a path is refused, or nothing.
func unfit(name string) string {
	switch {
	case !fs.ValidPath(name) || name == ".":
		return "it is empty, absolute, or has empty, . or .. steps"
	case strings.ContainsFunc(name, func(r rune) bool { return unicode.IsControl(r) || r == '\\' || r == unicode.ReplacementChar }):
		return "it holds a backslash, a control character or broken UTF-8"
	}
	for step := range strings.SplitSeq(name, "/") {
		if step = fold(step); step == stateDir || isTemp(step) {
			return "provc keeps " + stateDir + " and names like " + tempName("", 0) + " for itself"
		}
	}
	return ""
}

// fold maps paths that are one file without letter case onto one string.
func fold(name string) string { return strings.ToLower(strings.ToUpper(name)) }

// phoneWritten is the tree's own judgement; a tree without one knows none.
func phoneWritten(tree *artifact.Tree, name string) (entity string, ok bool) {
	if tree.PhoneWritten == nil {
		return "", false
	}
	return tree.PhoneWritten(name)
}
