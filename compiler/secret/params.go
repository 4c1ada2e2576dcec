package secret

import (
	"iter"

	"provc/compiler/artifact"
	"provc/compiler/diag"
)

// Uses lists where parameters have secrets for values.
func Uses(params iter.Seq[artifact.Param]) []Use {
	var uses []Use
	for p := range params {
		if p.Secret != "" {
			uses = append(uses, Use{Name: p.Secret, Parameter: p.Name, Where: p.Pos})
		}
	}
	return uses
}

// ResolveParams finds the values that parameters need, and holds them to what
// the parameters allow, as literals are.
func (r *Resolver) ResolveParams(params iter.Seq[artifact.Param]) (Values, diag.List) {
	values, found := r.Resolve(Uses(params))
	for p := range params {
		value, ok := values[p.Secret]
		if !ok || p.Allowed == nil {
			continue
		}
		if why := p.Allowed(value.Reveal()); why != "" {
			found.Add(secretValue.At(p.Pos, "%s %s", p.Name, why).WithDetail("the value of secret %q is not", p.Secret))
		}
	}
	return values, found.Sorted()
}
