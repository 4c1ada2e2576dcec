package source

import (
	"cuelang.org/go/cue"
	"cuelang.org/go/cue/build"

	"provc/compiler/diag"
)

// whole evaluates a package in one go, whatever CUE it holds.
type whole struct{ loader *Loader }

func (w whole) Evaluate(inst *build.Instance) ([]*Deployment, diag.List) {
	return w.deployments(w.loader.build(inst, func() {}, func() {}))
}

// deployments reads an evaluated package.
func (w whole) deployments(v cue.Value) ([]*Deployment, diag.List) {
	walk := walker{loader: w.loader}
	fields, err := v.Fields(cue.All())
	if err != nil {
		walk.fail(v.Err(), v)
		return nil, walk.findings.Sorted()
	}
	var deployments []*Deployment
	for fields.Next() {
		f := fields.Value()
		regular := fields.Selector().LabelType() == cue.StringLabel
		if regular && !fields.IsOptional() {
			if vendor, err := f.LookupPath(vendorPath).String(); err == nil {
				deployments = append(deployments, &Deployment{
					Name:   fields.Selector().Unquoted(),
					Vendor: vendor,
					Root:   walk.node(f),
					Pos:    w.loader.position(f.Pos()),
				})
				continue
			}
		}
		// The user's own fields: only whether they hold.
		if fields.IsOptional() {
			continue
		}
		walk.fail(f.Validate(cue.Concrete(regular)), f)
	}
	if err := v.Err(); err != nil && len(walk.findings) == 0 {
		walk.fail(err, v) // a reference that leads nowhere leaves no fields to look into
	}
	return deployments, walk.findings.Sorted()
}

var vendorPath = cue.ParsePath("vendor")
