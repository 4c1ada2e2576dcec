package compiler

import (
	"fmt"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/secret"
)

// SecretUses lists the places of all packages where a secret is named.
func (r *Result) SecretUses() []secret.Use {
	var uses []secret.Use
	r.secretParams(func(p artifact.Param) {
		uses = append(uses, secret.Use{Name: p.Secret, Parameter: p.Name, Where: p.Pos})
	})
	return uses
}

// Resolve finds the values of all secrets and checks them like literals.
func (r *Result) Resolve(from *secret.Resolver) (secret.Values, diag.List) {
	values, findings := from.Resolve(r.SecretUses())
	r.secretParams(func(p artifact.Param) {
		value, ok := values.Get(p.Secret)
		if !ok || p.Allowed == nil {
			return
		}
		if said := p.Allowed(value); said != "" {
			findings.Add(diag.Diagnostic{Severity: diag.Error, Check: "secret-value", Pos: p.Pos,
				Summary: fmt.Sprintf("%s %s", p.Name, said), Detail: fmt.Sprintf("the value of secret %q is not", p.Secret)})
		}
	})
	return values, findings.Sorted()
}

func (r *Result) secretParams(f func(artifact.Param)) {
	for _, p := range r.Packages {
		for _, file := range p.Tree.Files {
			for _, param := range file.Params {
				if param.Secret != "" {
					f(param)
				}
			}
		}
	}
}
