package output

import (
	"io/fs"
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
	fit := func(i int) bool { return unfit(tree.Path(i)) == "" }
	for i := range tree.Len() {
		h := tree.Head(i)
		if why := unfit(h.Path); why != "" {
			found.Add(rootPath.At(tree.File(i).Pos, "%q cannot be a file of a provisioning root: %s", h.Path, why))
			continue
		}
		if strings.ContainsFunc(h.Owner, unicode.IsControl) || strings.ContainsFunc(h.Entity, unicode.IsControl) {
			found.Add(rootPath.At(tree.File(i).Pos, "%s belongs to a deployment or user whose name holds a control character", h.Path))
		}
		if _, ok := phoneWritten(tree, h.Path); ok && !h.Seed {
			found.Add(rootHandsetFile.At(tree.File(i).Pos, "%s would take the place of a file that handsets write", h.Path))
		}
	}
	folded := tree.Folded()
	for files := range folded.Meeting() {
		for n, i := range files[1:] {
			if fit(i) {
				found.Add(collision(tree.File(i), tree.File(files[n]), "are the same file where letter case does not count"))
			}
		}
	}
	told := map[int]bool{} // once, however the folder is spelt
	for _, dir := range tree.Folders() {
		for _, i := range folded.Find(dir) {
			if told[i] {
				continue
			}
			told[i] = true
			found.Add(collision(tree.File(i), below(tree, dir), "cannot both be: the first is a file, and a folder for the second"))
		}
	}
	for _, dir := range tree.Dirs {
		if why := unfit(dir); why != "" && dir != "." {
			found.Add(rootPath.At(diag.Pos{}, "%q cannot be a folder of a provisioning root: %s", dir, why))
		} else if files := folded.Find(dir); len(files) > 0 {
			found.Add(artifact.PathCollision.At(tree.File(files[len(files)-1]).Pos, "%s is a file, and a folder that handsets write into", dir))
		}
	}
	return found
}

// below is the last file that lies in a folder, or in one within it.
func below(tree *artifact.Tree, dir string) *artifact.File {
	prefix := artifact.Fold(dir + "/")
	for i := tree.Len() - 1; ; i-- {
		if strings.HasPrefix(artifact.Fold(tree.Path(i)), prefix) {
			return tree.File(i)
		}
	}
}

func collision(f, g *artifact.File, how string) diag.Diagnostic {
	d := artifact.PathCollision.At(f.Pos, "%s and %s %s", f.Path, g.Path, how)
	if g.Pos.IsValid() {
		d = d.WithRelated(g.Pos, g.Path+" comes from here")
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
	if name[0] != '.' && !strings.Contains(name, "/.") {
		return "" // as nearly all
	}
	for step := range strings.SplitSeq(name, "/") {
		if step = artifact.Fold(step); step == stateDir || isTemp(step) {
			return "provc keeps " + stateDir + " and names like " + tempName("", 0) + " for itself"
		}
	}
	return ""
}

// phoneWritten asks the tree whether handsets write a file. A tree that cannot tell knows
// of none.
func phoneWritten(tree *artifact.Tree, name string) (entity string, ok bool) {
	if tree.PhoneWritten == nil {
		return "", false
	}
	return tree.PhoneWritten(name)
}
