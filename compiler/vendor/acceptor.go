package vendor

import (
	"regexp"
	"slices"

	"provc/compiler/diag"
	"provc/compiler/value"
)

// Acceptor is a part of a deployment that accepts findings, such as a group or a
// person. A nil Acceptor accepts none, as most parts do.
type Acceptor struct {
	Entries diag.Acceptances
	places  map[diag.Pos]bool // of which the part is made
}

// NewAcceptor reads what a part accepts; nil if it accepts nothing. Pos is where the
// part is declared.
func NewAcceptor(part *value.Node, pos diag.Pos) *Acceptor {
	entries := Accepted(part)
	if entries == nil {
		return nil
	}
	a := &Acceptor{entries, map[diag.Pos]bool{}}
	a.take(pos, pos.File)
	a.takeAll(part, pos.File)
	return a
}

// Accepted reads what a deployment, or a part of one, accepts.
func Accepted(n *value.Node) diag.Acceptances {
	list := n.Get("accept")
	if list == nil {
		return nil
	}
	var entries diag.Acceptances
	for _, n := range list.Items {
		entry := diag.Acceptance{
			Check:  n.Get("check").Str(""),
			Reason: n.Get("reason").Str(""),
			Until:  n.Get("until").Str(""),
			Pos:    n.Pos,
		}
		if isID.MatchString(entry.Check) && isDay.MatchString(entry.Until) { // else it has been told
			entries = append(entries, entry)
		}
	}
	return entries
}

var (
	isID  = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	isDay = regexp.MustCompile(`^([0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))?$`)
)

// takeAll takes the places of a part that are in its own file. Those in another, such as
// the mapping of a table or a template, may be many parts' together.
func (a *Acceptor) takeAll(n *value.Node, file string) {
	a.take(n.Pos, file)
	for _, f := range n.Fields {
		a.take(f.Pos, file)
		a.takeAll(f.Value, file)
	}
	for _, item := range n.Items {
		a.takeAll(item, file)
	}
}

func (a *Acceptor) take(pos diag.Pos, file string) {
	if pos.File == file {
		a.places[pos] = true
	}
}

// Of returns the part if it accepts findings of a check, else nil.
func (a *Acceptor) Of(check *diag.Check) *Acceptor {
	if a != nil && slices.ContainsFunc(a.Entries, func(e diag.Acceptance) bool { return e.Check == check.ID }) {
		return a
	}
	return nil
}

// Mark marks what was found of the part.
func (a *Acceptor) Mark(found diag.List) {
	if a != nil {
		a.Entries.Mark(found)
	}
}

// Acceptors are the parts of a deployment that accept findings.
type Acceptors []*Acceptor

// Add adds a part, if it accepts any.
func (as *Acceptors) Add(a *Acceptor) {
	if a != nil {
		*as = append(*as, a)
	}
}

// Mark marks what was found of several parts together, by where it was found. There may
// be very many of both, so that each part asks for what was found at its places.
func (as Acceptors) Mark(found diag.List) {
	if len(as) == 0 {
		return
	}
	at := map[diag.Pos][]int{}
	for i := range found {
		at[found[i].Pos] = append(at[found[i].Pos], i)
	}
	for _, a := range as {
		for pos := range a.places {
			for _, i := range at[pos] {
				a.Entries.Mark(found[i : i+1])
			}
		}
	}
}

// Entries lists what is accepted.
func (as Acceptors) Entries() diag.Acceptances {
	var all diag.Acceptances
	for _, a := range as {
		all = append(all, a.Entries...)
	}
	return all
}
