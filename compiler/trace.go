package compiler

import (
	"provc/compiler/trace"
)

// Trace evaluates a package once more, to tell how values of some of its entities came
// about. Entities are given by deployment and ID.
func (r *Result) Trace(p *Package, entities map[string]map[string]bool) (*trace.Trace, error) {
	pattern := "."
	if given := r.compiler.options.Packages; len(given) == 1 && !r.Several {
		pattern = given[0]
	} else if len(given) > 0 {
		pattern = r.compiler.loader.Absolute(p.Dir)
	}
	return trace.Of(r.compiler.evaluator, pattern, entities)
}
