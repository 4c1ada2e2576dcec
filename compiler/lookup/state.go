package lookup

import (
	"fmt"
	"slices"

	"provc/compiler/catalogue/settings"
	"provc/compiler/diag"
)

// Statement is what a deployment says of a parameter under restarts.
type Statement struct {
	Parameter  string   `json:"parameter"`
	Restart    string   `json:"restart"`
	Deployment string   `json:"deployment"`
	Pos        diag.Pos `json:"position"`
}

// State adds to hits what a deployment says of them.
func State(hits []Hit, deployment string, stated settings.Restarts) {
	for i := range hits {
		h := &hits[i]
		for _, name := range stated.About(h.Param.Name) {
			s := stated[name]
			h.Stated = append(h.Stated, Statement{name, s.Restart.String(), deployment, s.Pos})
		}
		slices.SortFunc(h.Stated, func(a, b Statement) int { return a.Pos.Compare(b.Pos) })
	}
}

// String says whose word it is, and where it stands.
func (s Statement) String() string {
	return fmt.Sprintf("%s: %s, as %s says in %s", s.Parameter, s.Restart, diag.Quoted(s.Deployment), s.Pos)
}
