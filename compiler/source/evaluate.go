package source

import (
	"cuelang.org/go/cue/build"

	"provc/compiler/diag"
)

// Evaluator makes deployments of a loaded package. Whatever way it takes, the
// values and findings are the same.
type Evaluator interface {
	Evaluate(*build.Instance) ([]*Deployment, diag.List)
}

// Way says how entities (users, handsets, groups) are evaluated. The way never
// changes what comes out; tests hold the ways against each other.
type Way uint8

const (
	// Apart reads each entity in the cheapest way that it can take.
	Apart Way = iota
	// Shards evaluates entities a thousand at a time, even those that could be
	// read from the syntax tree.
	Shards
	// Whole evaluates the package in one go.
	Whole
)

func (l *Loader) evaluator() Evaluator {
	if l.Way == Whole {
		return whole{l}
	}
	return apart{l}
}
