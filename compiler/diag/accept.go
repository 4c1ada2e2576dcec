package diag

import "slices"

// Acceptance is a decision of a team to live with the notes and warnings of a check.
// It stands in a deployment, or in a part of one, and is about what is found there.
type Acceptance struct {
	Check  string // its id
	Reason string
	Until  string // the last day of it, such as 2027-03-31; empty: it has none
	Pos    Pos
}

// Acceptances are those of a part of a deployment.
type Acceptances []Acceptance

// Mark notes of findings of that part which of them are accepted. They stay among the
// findings: whether an acceptance still holds depends on the day.
func (as Acceptances) Mark(found List) {
	for i := range found {
		for _, a := range as {
			if a.Check == found[i].Check && found[i].Severity != Error && !slices.Contains(found[i].Accepted, a) {
				found[i].Accepted = append(found[i].Accepted, a)
			}
		}
	}
}

// Holds reports whether an acceptance holds on a day.
func (a Acceptance) Holds(day string) bool { return a.Until == "" || day <= a.Until }

// Unaccepted lists, for a day, the findings that are not accepted.
func (l List) Unaccepted(day string) List {
	var left List
	for _, d := range l {
		if !slices.ContainsFunc(d.Accepted, func(a Acceptance) bool { return a.Holds(day) }) {
			d.Accepted = nil
			left = append(left, d)
		}
	}
	return left
}
