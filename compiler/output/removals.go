package output

import (
	"fmt"
	"strings"

	"provc/compiler/diag"
	"provc/compiler/output/record"
)

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
	people, handsets := m.Removals(stays)
	gone := people.Gone + handsets.Gone
	if !people.Most() && !handsets.Most() || gone <= b.opt.AllowRemovals {
		return
	}
	var who []string
	if people.Gone > 0 {
		who = append(who, fmt.Sprintf("%d of %d people", people.Gone, people.All))
	}
	if handsets.Gone > 0 {
		who = append(who, fmt.Sprintf("%d of %d handsets", handsets.Gone, handsets.All))
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
	return 2*n > record.Many
}
