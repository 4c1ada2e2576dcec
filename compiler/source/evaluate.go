package source

import (
	"cuelang.org/go/cue"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/inject/embed"
	"cuelang.org/go/cue/parser"

	"provc/compiler/diag"
)

// evaluator makes deployments of a loaded package. Whatever way it takes, the
// values and findings are the same.
type evaluator interface {
	Evaluate(*build.Instance) ([]*Deployment, diag.List)
}

// Way says how entities (users and handsets) are evaluated. The way never
// changes what comes out; tests hold the ways against each other.
type Way uint8

const (
	// Apart reads each entity in the cheapest way that it can take.
	Apart Way = iota
	// Shards evaluates entities a thousand at a time, even those that could be
	// read from the text.
	Shards
	// Whole evaluates the package in one go.
	Whole
)

func (l *Loader) evaluator(way Way) evaluator {
	if way == Whole {
		return l.kept(whole{l}, false)
	}
	return apart{l}
}

// kept looks into the cache first, if there is one.
func (l *Loader) kept(e evaluator, rest bool) evaluator {
	if l.Cache == nil {
		return e
	}
	return kept{l, l.Cache, e, rest}
}

// build evaluates a package in a context of its own. The syntax that is
// evaluated is that between before and after.
func (l *Loader) build(inst *build.Instance, before, after func()) cue.Value {
	ctx := cuecontext.New(cuecontext.WithInjection(embed.New()))
	l.mu.Lock()
	before()
	compileOnly(ctx, inst)
	after()
	l.mu.Unlock()
	return ctx.BuildInstance(inst)
}

// compileOnly has a context turn the syntax of a package into what it evaluates,
// but not evaluate it yet: that is the greater part of the work and needs no
// lock. A package that imports another compiles it so.
func compileOnly(ctx *cue.Context, inst *build.Instance) {
	const text = "import p \"provc.internal/shard\"\nif false {p}"
	file, err := parser.ParseFile("shard.cue", text)
	if err != nil {
		panic(err)
	}
	main := build.NewContext().NewInstance("", nil)
	if err := main.AddSyntax(file); err != nil {
		panic(err)
	}
	path := inst.ImportPath
	main.CanonicalImportPath = func(string) string { return path }
	main.Imports = []*build.Instance{inst}
	ctx.BuildInstance(main)
}
