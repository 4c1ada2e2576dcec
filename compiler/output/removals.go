package output

import (
	"fmt"
	"strings"

	"provc/compiler/diag"
	"provc/compiler/output/record"
)

// manyEntities is from how many people or handsets on a build asks before it takes away
// more than half of them. Half of fewer is what a team may change on one day.
const manyEntities = 10

// planRemovals refuses a build that takes most people or handsets out of a root, until it
// is told how many: mostly a table was exported short, or a filter keeps the wrong ones.
func (b *build) planRemovals(m *record.Manifest) {
	if b.opt.Staging || !b.losesMany() {
		return
	}
	stays := map[string]bool{}
	for i := range b.tree.Len() {
		if entity := b.tree.Head(i).Entity; entity != "" {
			stays[strings.ToLower(entity)] = true
		}
	}
	var people, handsets entities
	counted := map[string]bool{}
	for _, e := range m.Entries {
		entity := strings.ToLower(e.Entity())
		if entity == "" || counted[entity] {
			continue
		}
		counted[entity] = true
		if isHandset(entity) {
			handsets.add(stays[entity])
		} else {
			people.add(stays[entity])
		}
	}
	gone := people.gone + handsets.gone
	if !people.most() && !handsets.most() || gone <= b.opt.AllowRemovals {
		return
	}
	var who []string
	if people.gone > 0 {
		who = append(who, fmt.Sprintf("%d of %d people", people.gone, people.all))
	}
	if handsets.gone > 0 {
		who = append(who, fmt.Sprintf("%d of %d handsets", handsets.gone, handsets.all))
	}
	b.report.Findings.Add(rootRemovals.At(diag.Pos{}, "the files of %s would be removed from %s", strings.Join(who, " and "), b.opt.Root).
		WithHint(fmt.Sprintf("look at the tables and filters that they come from, or let them go with --allow-removals %d", gone)))
}

// losesMany reports whether enough files go that those of most people or handsets may be
// among them. In most builds that is not so, and nobody needs to be counted.
func (b *build) losesMany() bool {
	n := 0
	for i := range b.targets {
		if !b.targets[i].emitted() {
			n++
		}
	}
	return 2*n > manyEntities
}

// entities counts people or handsets.
type entities struct{ all, gone int }

func (e *entities) add(stays bool) {
	e.all++
	if !stays {
		e.gone++
	}
}

// most reports whether more than half of many go.
func (e *entities) most() bool { return e.all >= manyEntities && 2*e.gone > e.all }

// isHandset tells the MAC of a handset from a user ID.
func isHandset(entity string) bool {
	return len(entity) == 12 && strings.Trim(entity, "0123456789abcdef") == ""
}
