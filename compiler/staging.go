package compiler

import (
	"slices"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/vendor"
)

// stage adds files to a staging tree. What new phones of a model read first is
// the same whichever deployment they belong to, and is kept once.
func stage(tree *artifact.Tree, from *vendor.Compiled) {
	for _, f := range from.Staging {
		same := func(g *artifact.File) bool { return g.Path == f.Path }
		if f.Phase != artifact.Entry || !slices.ContainsFunc(tree.Files, same) {
			tree.Files = append(tree.Files, f)
		}
	}
	tree.Made.Take(&from.Staged)
}

// twiceCredentials finds user names of several deployments with different
// passwords: they share a server's password file.
func twiceCredentials(sorted []artifact.Credential) diag.List {
	var findings diag.List
	for i := 1; i < len(sorted); i++ {
		a, b := sorted[i-1], sorted[i]
		if a.User == b.User && a.Owner != b.Owner && (a.Password.Secret != b.Password.Secret || a.Password.Value != b.Password.Value) {
			findings.Add(artifact.UserIDDuplicate.At(b.Password.Pos, "%s has two passwords, and a server knows one", b.User).
				WithRelated(a.Password.Pos, "the other is here"))
		}
	}
	return findings
}
