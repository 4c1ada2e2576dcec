package settings

import (
	"slices"

	"provc/compiler/catalogue"
	"provc/compiler/diag"
	"provc/compiler/meant"
	"provc/compiler/value"
)

// Restarts are what a team has seen for itself: whether phones restart when they take a
// parameter of which the vendor does not say so. A name may have x, y and z in the place
// of indexes. Nil states nothing.
type Restarts map[string]Stated

// Stated is one such statement.
type Stated struct {
	Restart catalogue.Restart
	Pos     diag.Pos
}

// ReadRestarts reads what a deployment states. Subject is how sentences call the phones.
func ReadRestarts(n *value.Node, schema *catalogue.Schema, subject string) (Restarts, diag.List) {
	if n == nil || n.Kind != value.Struct {
		return nil, nil
	}
	var findings diag.List
	stated := Restarts{}
	var known map[string]catalogue.Param // with letters for indexes
	for _, f := range n.Fields {
		if f.Value.Kind != value.Bool {
			continue // that has been told
		}
		p, ok := schema.Param(f.Label)
		if !ok {
			if known == nil {
				known = map[string]catalogue.Param{}
				schema.Params(func(p catalogue.Param) bool { known[p.Name] = p; return true })
			}
			p, ok = known[f.Label]
		}
		s := Stated{catalogue.RestartNo, f.Pos}
		if f.Value.Text == "true" {
			s.Restart = catalogue.RestartYes
		}
		switch {
		case !ok:
			d := ParameterUnknown.At(f.Pos, "%s, in restarts, is no parameter of %s", f.Label, subject)
			if near := nearestOf(schema, known, f.Label); near != "" {
				d = d.Proposed(diag.DidYouMean(near, diag.Rename(f.Label, near)))
			}
			findings.Add(d)
			continue
		case p.Field.Meta.Restart != catalogue.RestartUnknown && p.Field.Meta.Restart != s.Restart:
			findings.Add(RestartKnown.At(f.Value.Pos, "the vendor says whether %s restarts phones: %s", f.Label, p.Field.Meta.Restart).
				WithHint("restarts is for parameters of which the vendor does not say so"))
			continue
		}
		stated[f.Label] = s
	}
	return stated, findings
}

func nearestOf(schema *catalogue.Schema, known map[string]catalogue.Param, name string) string {
	if near := schema.Nearest(name); near != "" {
		return near
	}
	names := make([]string, 0, len(known))
	for n := range known {
		names = append(names, n)
	}
	return meant.Nearest(name, names)
}

// Of is what is stated of a parameter: of that very one, or of all of its name that
// differ in their indexes.
func (r Restarts) Of(parameter string) (Stated, bool) {
	if len(r) == 0 {
		return Stated{}, false
	}
	s, ok := r[parameter]
	if !ok {
		s, ok = r[catalogue.Lettered(parameter)]
	}
	return s, ok
}

// About lists what is stated of a parameter whose name has letters for indexes: of all
// of that name, or of some.
func (r Restarts) About(parameter string) []string {
	var names []string
	for name := range r {
		if name == parameter || catalogue.Lettered(name) == catalogue.Lettered(parameter) && (name == catalogue.Lettered(name) || parameter == catalogue.Lettered(parameter)) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
