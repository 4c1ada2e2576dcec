package explain

import (
	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/effective"
	"provc/compiler/vendor"
)

// Reset says why a file sets a parameter that nobody declared for it. A phone keeps
// what its file does not mention, so that a file resets what another may have set.
type Reset struct {
	To     string // what it resets to, in words
	Causes []Cause
	More   int // causes beside those
}

// Cause is somebody whose file sets a parameter, so that others reset it.
type Cause struct {
	Name string
	Pos  diag.Pos
}

// fewCauses are told by name.
const fewCauses = 3

// resets finds the causes of resets. People are looked at once.
type resets struct {
	account *effective.Account
	setters map[string]map[string]*Reset // by where people log in, and parameter
}

func (r *resets) of(s *Subject, p artifact.Param, facts *vendor.Facts) *Reset {
	users := s.Handset.Users
	if s.Person != nil {
		users = s.Person.Users
	}
	out := &Reset{To: "the vendor's default"}
	if p.Value == "" {
		out.To = "nothing"
	}
	if found := r.by(users)[p.Name]; found != nil {
		out.Causes, out.More = found.Causes, found.More
	}
	return out
}

// by indexes what people declare for themselves.
func (r *resets) by(users string) map[string]*Reset {
	if known, ok := r.setters[users]; ok {
		return known
	}
	if r.setters == nil {
		r.setters = map[string]map[string]*Reset{}
	}
	all := map[string]*Reset{}
	r.setters[users] = all
	for _, person := range r.account.PeopleAt(users) {
		for _, p := range person.Params() {
			if !p.Pos.IsValid() {
				continue
			}
			if all[p.Name] == nil {
				all[p.Name] = &Reset{}
			}
			if found := all[p.Name]; len(found.Causes) < fewCauses {
				found.Causes = append(found.Causes, Cause{person.Called(), p.Pos})
			} else {
				found.More++
			}
		}
	}
	return all
}
