package compiler

import (
	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/secret"
)

// SecretUses lists the places of all packages where a secret is named.
func (r *Result) SecretUses() []secret.Use { return secret.Uses(r.params) }

// Resolve finds the values of all secrets and checks them like literals.
func (r *Result) Resolve(from *secret.Resolver) (secret.Values, diag.List) {
	return from.ResolveParams(r.params)
}

// params yields every parameter of every tree, and every password that a server
// is to know.
func (r *Result) params(yield func(artifact.Param) bool) {
	for _, p := range r.Packages {
		for _, tree := range []*artifact.Tree{p.Tree, p.Staging} {
			if tree == nil {
				continue
			}
			for file := range tree.All() {
				for _, param := range file.Params {
					if !yield(param) {
						return
					}
				}
			}
		}
		for _, c := range p.Credentials {
			if !yield(c.Password) {
				return
			}
		}
	}
}
