// Package evaluate makes plain values of CUE packages. Evaluating thousands of
// entities under the full schema costs CUE milliseconds each. So what is written out
// is extracted and never evaluated, and all else CUE evaluates under stubs of the
// schema: the same definitions, all open, with only constants and defaults. What a
// stub cannot know, the schema itself decides (full.go).
package evaluate

import (
	"math"
	"runtime"
	"slices"
	"sync"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/inject/embed"
	"cuelang.org/go/cue/parser"

	"provc/compiler/diag"
	"provc/compiler/extract"
	"provc/compiler/load"
	"provc/compiler/load/fault"
	"provc/compiler/value"
)

// Options say how entities are evaluated. They never change what comes out; tests
// hold them against each other.
type Options struct {
	Shard   int  // entities evaluated at a time; 0: a thousand, if it pays
	Extract int  // size from which on files are searched for entities; 0: one that pays
	Whole   bool // CUE evaluates each package in one go

	Memory *extract.Memory // of earlier runs; nil: none
}

// Evaluator evaluates packages.
type Evaluator struct {
	Options
	*load.Loader
	forced bool // shards, even if they do not pay
	most   int  // entities that are evaluated under the schema itself

	// CUE turns syntax into what it evaluates under mu: packages share imports, and
	// entities are cut from the syntax in place.
	mu   sync.Mutex
	jobs int // at a time within a package
}

// New prepares to evaluate packages.
func New(l *load.Loader, o Options) *Evaluator {
	e := &Evaluator{Options: o, Loader: l, forced: o.Shard > 0, most: mostUnderSchema}
	if !e.forced {
		e.Shard = 1000
	}
	return e
}

// Unit is a package to evaluate.
type Unit struct {
	*load.Unit
	parser *extract.Parser

	doubts    []doubt
	forks     bool // its syntax holds alternatives
	decided   bool // by the schema itself
	evaluated int  // entities, by CUE
}

// Result is what a package says.
type Result struct {
	*value.Package // nil if the package does not load
	// Findings are what is wrong with it.
	Findings diag.List
	// Refused is what CUE refuses under the schema itself. It is told only if the
	// native checks, whose words are better, find nothing wrong.
	Refused diag.List
}

// Find loads the packages that the patterns name, in order.
func (e *Evaluator) Find(patterns ...string) ([]*Unit, error) {
	parser := e.parser()
	loaded, err := e.Loader.Find(parser.Parse, patterns...)
	if err != nil {
		return nil, err
	}
	e.jobs = max(1, runtime.GOMAXPROCS(0)/len(loaded))
	var units []*Unit
	var instances []*build.Instance
	own := map[*build.Instance]bool{} // syntax is the package's own
	for _, u := range loaded {
		units = append(units, &Unit{Unit: u, parser: parser})
		instances = append(instances, u.Inst)
		own[u.Inst] = !u.Shared
	}
	all := load.WithImports(instances...)
	restoreOthers(parser, all, own)
	for _, u := range units {
		u.doubts, u.forks = e.survey(u.Inst)
	}
	e.open(all)
	return units, nil
}

func (e *Evaluator) parser() *extract.Parser {
	p := &extract.Parser{Name: e.Relative, From: e.Extract, Memory: e.Memory}
	if e.Whole {
		p.From = math.MaxInt
	}
	return p
}

// restoreOthers puts entities back into syntax that several packages read.
func restoreOthers(parser *extract.Parser, all, own map[*build.Instance]bool) {
	for inst := range all {
		for _, f := range inst.Files {
			if own[inst] {
				continue
			}
			if err := parser.Restore(f); err != nil {
				inst.ReportError(errors.Promote(err, ""))
			}
		}
	}
}

// Evaluate evaluates a package, once; several goroutines may evaluate one each. A
// package without deployments is no finding: it may hold templates for others.
func (e *Evaluator) Evaluate(u *Unit) Result {
	inst := u.Inst
	u.Inst = &build.Instance{Dir: inst.Dir, PkgName: inst.PkgName, ImportPath: inst.ImportPath} // syntax is large
	if inst.Err != nil {
		return Result{Findings: fault.Of(e.Loader, inst)}
	}
	read := append(fault.Indented(e.Loader, inst), fault.Ignored(e.Loader, inst)...)
	first := e.evaluate(inst, u.parser, u.Shared, e.jobs)
	if first.invalid {
		return Result{Findings: fault.Of(e.Loader, inst)}
	}
	first.findings.Add(read...)
	u.parser, u.evaluated = nil, first.evaluated
	if len(u.doubts) > 0 || slices.ContainsFunc(first.findings, u.disputes) {
		return e.decide(u, first)
	}
	return u.result(first.deployments, first.findings, nil)
}

func (u *Unit) result(deployments []*value.Deployment, findings, refused diag.List) Result {
	return Result{&value.Package{Dir: u.Dir, ImportPath: u.Inst.ImportPath, Deployments: deployments}, findings, refused}
}

// outcome is what an evaluation made and found.
type outcome struct {
	deployments []*value.Deployment
	findings    diag.List
	evaluated   int  // entities, by CUE
	invalid     bool // what was extracted is not valid CUE, as the package's error says now
}

// evaluate evaluates a loaded package in the cheapest way that it can take. What it
// evaluates in one piece, it reads with some jobs at a time.
func (e *Evaluator) evaluate(inst *build.Instance, parser *extract.Parser, shared bool, jobs int) outcome {
	var p *plan
	if !shared && inst.Complete() == nil && inst.ResolutionErr == nil {
		p = e.plan(inst)
	}
	found, p, err := e.natives(parser, inst, p)
	if err != nil {
		inst.ReportError(errors.Promote(err, ""))
		return outcome{invalid: true}
	}
	out, ok := outcome{}, false
	if p != nil {
		out.deployments, ok = e.inShards(inst, p, jobs)
	}
	if !ok {
		out.deployments, out.findings = e.deployments(e.build(inst, nil), jobs)
	}
	for _, d := range out.deployments {
		e.placed(inst, d)
		for _, label := range value.Containers {
			out.evaluated += d.Entities(label).Len()
		}
	}
	for _, n := range found {
		if i := slices.IndexFunc(out.deployments, func(d *value.Deployment) bool { return d.Name == n.deployment }); i >= 0 {
			out.deployments[i].Add(n.label, n.entities)
		}
	}
	return out
}

// placed has a deployment that several declarations make stand where one of them names
// its definition. CUE says that it stands at the last.
func (e *Evaluator) placed(inst *build.Instance, d *value.Deployment) {
	var declared []*ast.Field
	at := -1
	for _, f := range inst.Files {
		for _, decl := range f.Decls {
			field, ok := decl.(*ast.Field)
			if !ok {
				continue
			}
			if name, _, err := ast.LabelName(field.Label); err != nil || name != d.Name {
				continue
			}
			names := slices.ContainsFunc(extract.Operands(field.Value), func(x ast.Expr) bool {
				sel, ok := x.(*ast.SelectorExpr)
				return ok && e.Vendor(sel) != ""
			})
			if names && at < 0 {
				at = len(declared)
			}
			declared = append(declared, field)
		}
	}
	if len(declared) > 1 && at >= 0 {
		d.Pos = e.Position(declared[at].Pos())
		d.Root.Pos = e.Position(declared[at].Value.Pos())
	}
}

// build evaluates a package in a context of its own, in the syntax to which change
// brings it. That takes the changes back at the end.
func (e *Evaluator) build(inst *build.Instance, change func() (takeBack func())) cue.Value {
	ctx := cuecontext.New(cuecontext.WithInjection(embed.New()))
	e.mu.Lock()
	takeBack := func() {}
	if change != nil {
		takeBack = change()
	}
	compileOnly(ctx, inst)
	takeBack()
	e.mu.Unlock()
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
