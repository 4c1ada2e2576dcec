package secret

import (
	"fmt"

	"provc/compiler/artifact"
	"provc/compiler/diag"
)

// Uses lists where the files of a tree hold secrets.
func Uses(tree *artifact.Tree) []Use {
	var uses []Use
	for _, f := range tree.Files {
		for _, p := range f.Params {
			if p.Secret != "" {
				uses = append(uses, Use{Name: p.Secret, Parameter: p.Name, Where: p.Pos})
			}
		}
	}
	return uses
}

// ResolveTree finds the values that the files of a tree need, and holds them
// to what their parameters allow, as literals are.
func (r *Resolver) ResolveTree(tree *artifact.Tree) (Values, diag.List) {
	values, found := r.Resolve(Uses(tree))
	for _, f := range tree.Files {
		for _, p := range f.Params {
			value, ok := values[p.Secret]
			if !ok || p.Allowed == nil {
				continue
			}
			if why := p.Allowed(value.Reveal()); why != "" {
				found.Add(diag.Diagnostic{Severity: diag.Error, Check: "secret-value", Pos: p.Pos,
					Summary: p.Name + " " + why, Detail: fmt.Sprintf("the value of secret %q is not so", p.Secret)})
			}
		}
	}
	return values, found.Sorted()
}
