package compiler

import "provc/compiler/evaluate"

// Small are options under which small packages take the ways of large ones: files of
// any size are searched for entities that are written out, and what is evaluated is
// evaluated two entities at a time.
func Small(o Options) Options {
	o.evaluation = evaluate.Options{Extract: 1, Shard: 2}
	return o
}
