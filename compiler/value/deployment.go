package value

import (
	"crypto/sha256"
	"slices"

	"provc/compiler/diag"
)

// Package is a CUE package: one provisioning root.
type Package struct {
	Dir         string // its folder, relative to where the command runs
	ImportPath  string // the same wherever it is compiled
	Deployments []*Deployment
	Tables      []Table // files that entities were read from
}

// Table is a file beside the CUE, relative to the package's folder.
type Table struct {
	File string
	Sum  [sha256.Size]byte
}

// Deployment is a top-level field with a vendor, evaluated.
type Deployment struct {
	Name   string
	Vendor string
	Root   *Node
	Pos    diag.Pos

	// Later has, by the label under which they stand (phones, users), those
	// entities that are not in Root but are made when they are asked for.
	Later map[string][]Entities
}

// Containers are the fields of a deployment that hold entities, by the thousand.
var Containers = []string{"phones", "users"}

// Entities returns all entities under a label, wherever they stand.
func (d *Deployment) Entities(label string) Entities {
	later := d.Later[label]
	inside := fields(d.Root.Structs(label))
	switch {
	case len(later) == 0:
		return inside
	case len(later) == 1 && len(inside) == 0:
		return later[0]
	}
	return append(joined{inside}, later...)
}

// Add adds entities that are made when they are asked for.
func (d *Deployment) Add(label string, all Entities) {
	if all.Len() == 0 {
		return
	}
	if d.Later == nil {
		d.Later = map[string][]Entities{}
	}
	d.Later[label] = append(d.Later[label], all)
}

// Frame is the deployment without the entities under some labels: what is
// checked once, however many there are.
func (d *Deployment) Frame(labels ...string) *Node {
	frame := *d.Root
	frame.Fields = slices.Clone(frame.Fields)
	for i, f := range frame.Fields {
		if slices.Contains(labels, f.Label) && f.Value.Kind == Struct {
			without := *f.Value
			without.Fields = nil
			for _, e := range f.Value.Fields {
				if e.Value.Kind != Struct { // not what is expected there
					without.Fields = append(without.Fields, e)
				}
			}
			frame.Fields[i].Value = &without
		}
	}
	return &frame
}
