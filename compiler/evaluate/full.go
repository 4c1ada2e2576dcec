package evaluate

import (
	"slices"
	"strings"

	"cuelang.org/go/cue/build"

	"provc/compiler/diag"
	"provc/compiler/load"
	"provc/compiler/load/fault"
	"provc/compiler/value"
)

// mostUnderSchema is how many entities the schema itself is asked about. Each costs
// CUE about 2 ms and 0.3 MB.
const mostUnderSchema = 10_000

// decide asks the schema itself about a package: where the stub may not know, and
// where CUE refused under the stub what the schema may allow, because it chooses among
// alternatives or says what a definition is closed to.
func (e *Evaluator) decide(u *Unit, stub outcome) Result {
	findings := stub.findings
	u.decided = true
	if stub.evaluated > e.most {
		if len(u.doubts) > 0 {
			d := u.doubts[0]
			findings.Add(cueSchemaCost.At(d.pos, "%s needs the full schema, under which %d entities would have to be evaluated; at most %d are", d.what, stub.evaluated, e.most).
				As(diag.Error).
				WithHint("write the condition over data of your own rather than over what is unified with the schema, or put these entities into a package of their own"))
		}
		return u.result(stub.deployments, findings, nil)
	}
	parser := e.parser()
	inst := e.Full(u.Unit, parser.Parse)
	if inst.Err != nil {
		findings.Add(fault.Of(e.Loader, inst)...)
		return u.result(stub.deployments, findings, nil)
	}
	restoreOthers(parser, load.WithImports(inst), map[*build.Instance]bool{inst: !u.Shared})
	full := e.evaluate(inst, parser, u.Shared, 1) // where values stand is evaluated, too
	if len(full.findings) == 0 {
		for _, d := range u.doubts[:min(1, len(u.doubts))] {
			full.findings.Add(cueSchemaCost.At(d.pos, "%s needs the full schema, under which %d entities are evaluated, each in about 2 ms", d.what, full.evaluated))
		}
		return u.result(full.deployments, full.findings, nil)
	}
	// What the schema refuses, too, is told as before. Of the rest the native checks
	// speak, which see what the stub made where the schema left no value.
	findings = slices.DeleteFunc(findings, func(d diag.Diagnostic) bool {
		return u.disputes(d) && !slices.ContainsFunc(full.findings, func(other diag.Diagnostic) bool { return concerns(other, d) })
	})
	return u.result(mended(full.deployments, stub.deployments), findings, full.findings)
}

// Recheck asks the schema itself about a package in which native checks found errors,
// if it may choose another value than the stub did. It reports whether it may.
func (e *Evaluator) Recheck(u *Unit, r Result) (Result, bool) {
	if !u.forks || u.decided {
		return Result{}, false
	}
	return e.decide(u, outcome{deployments: r.Deployments, findings: r.Findings, evaluated: u.evaluated}), true
}

// The ends of sentences about values that the schema may see another way.
const (
	notAllowed   = " is not allowed by the definition it is unified with"
	notEvaluated = " cannot be evaluated"
	notDefinite  = " has no definite value"
	notThere     = " that is not there"
)

// disputes reports whether the schema may see a finding another way.
func (u *Unit) disputes(d diag.Diagnostic) bool {
	return u.forks && d.Check == cueConflict.ID || slices.ContainsFunc([]string{notAllowed, notEvaluated, notDefinite, notThere}, func(end string) bool { return strings.HasSuffix(d.Summary, end) })
}

// concerns reports whether two findings are of one value, or of one and what holds it.
func concerns(a, b diag.Diagnostic) bool {
	subject := func(d diag.Diagnostic) string {
		name, _, _ := strings.Cut(d.Summary, " ")
		return strings.TrimSuffix(name, ":") + "."
	}
	one, other := subject(a), subject(b)
	return a.Pos == b.Pos || strings.HasPrefix(one, other) || strings.HasPrefix(other, one)
}

// mended are the deployments that the schema made, with the values of the stub where
// it left none.
func mended(full, stub []*value.Deployment) []*value.Deployment {
	out := slices.Clone(stub)
	for i, s := range stub {
		at := slices.IndexFunc(full, func(d *value.Deployment) bool { return d.Name == s.Name })
		if at < 0 {
			continue
		}
		one := *full[at]
		one.Root, one.Later = mend(gathered(full[at]), gathered(s)), nil
		out[i] = &one
	}
	return out
}

// gathered is a deployment with all its entities in one value.
func gathered(d *value.Deployment) *value.Node {
	root := d.Frame(value.Containers...)
	for i, f := range root.Fields {
		if slices.Contains(value.Containers, f.Label) && f.Value.Kind == value.Struct {
			all := d.Entities(f.Label)
			in := *f.Value
			for n := range all.Len() {
				if e, wrong := all.At(n, nil); wrong == nil {
					in.Fields = append(in.Fields, e)
				}
			}
			root.Fields[i].Value = &in
		}
	}
	return root
}

func mend(full, stub *value.Node) *value.Node {
	if full.Kind == value.Invalid {
		return stub
	}
	out := *full // entities may share what is within them
	out.Pos = stub.Pos
	out.Fields = slices.Clone(full.Fields)
	for i, f := range out.Fields {
		if in := stub.Field(f.Label); in != nil {
			out.Fields[i].Value, out.Fields[i].Pos = mend(f.Value, in.Value), in.Pos
		}
	}
	return &out
}
