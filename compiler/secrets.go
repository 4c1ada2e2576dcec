package compiler

import (
	"fmt"
	"maps"
	"slices"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/secret"
)

// SecretUses lists the places of all packages where a secret is named.
func (r *Result) SecretUses() []secret.Use { return secret.Uses(r.params) }

// Resolve finds the values of all secrets and checks them like literals.
func (r *Result) Resolve(from *secret.Resolver) (secret.Values, diag.List) {
	values, found := from.ResolveParams(r.kinds)
	if found.HasErrors() {
		return from.ResolveParams(r.params) // to name every place
	}
	return values, found
}

// kinds yields a parameter for each secret and parameter name; of files in memory
// and passwords, each.
func (r *Result) kinds(yield func(artifact.Param) bool) {
	for _, p := range r.Packages {
		if !p.recalledSecrets(yield) {
			return
		}
		for _, tree := range p.trees() {
			for _, file := range tree.Files {
				for _, param := range file.Params {
					if !yield(param) {
						return
					}
				}
			}
			for _, param := range tree.Made.Secrets {
				if !yield(param) {
					return
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

// params yields every parameter of every tree, and every password that a server
// is to know.
func (r *Result) params(yield func(artifact.Param) bool) {
	for _, p := range r.Packages {
		if !p.recalledSecrets(yield) {
			return
		}
		for _, tree := range p.trees() {
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

// recalledSecrets yields the secrets of a package that is only recalled, by their
// names: no two packages may have secrets of one variable.
func (p *Package) recalledSecrets(yield func(artifact.Param) bool) bool {
	if p.Tree == nil {
		for _, name := range p.Secrets {
			if !yield(artifact.Param{Secret: name}) {
				return false
			}
		}
	}
	return true
}

// trees are the package's, that for staging among them if there is one. A package that is only recalled has none.
func (p *Package) trees() []*artifact.Tree {
	return slices.DeleteFunc([]*artifact.Tree{p.Tree, p.Staging}, func(t *artifact.Tree) bool { return t == nil })
}

// MadeUp gives each secret a value that nobody has, each another, and that is allowed where
// the secret is named, for comparisons of what is written.
func (r *Result) MadeUp() secret.Values {
	allowed := map[string][]func(string) string{}
	for p := range r.kinds {
		if p.Secret != "" {
			allowed[p.Secret] = append(allowed[p.Secret], p.Allowed)
		}
	}
	values := secret.Values{}
	for i, name := range slices.Sorted(maps.Keys(allowed)) {
		for _, digits := range []int{10, 6, 4, 12, 16, 32} {
			value := fmt.Sprintf("%0*d", digits, i+1)
			values[name] = secret.NewValue(value)
			if !slices.ContainsFunc(allowed[name], func(says func(string) string) bool { return says != nil && says(value) != "" }) {
				break
			}
		}
	}
	return values
}
