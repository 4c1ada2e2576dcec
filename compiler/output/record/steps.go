package record

import (
	"cmp"
	"slices"
	"strings"

	"provc/compiler/artifact"
)

// Step is a file that comes to a root, or goes.
type Step struct {
	Path    string
	Phase   artifact.Phase
	Seed    bool // it comes only where no such file is
	Removed bool
}

// Compare orders steps as a live root may take them: files come before those that refer
// to them, and then go in the reverse order.
func (s Step) Compare(other Step) int {
	return cmp.Or(cmp.Compare(s.rank(), other.rank()), strings.Compare(s.Path, other.Path))
}

func (s Step) rank() int {
	if s.Removed {
		return 2*int(artifact.Entry) + 1 - int(s.Phase)
	}
	return int(s.Phase)
}

// Steps are those that bring a tree to a root with the given record, or nil. What
// handsets write by now is never removed.
func Steps(tree *artifact.Tree, m *Manifest) []Step {
	tree.Sort()
	steps := make([]Step, tree.Len())
	for i := range steps {
		h := tree.Head(i)
		steps[i] = Step{Path: h.Path, Phase: h.Phase, Seed: h.Seed}
	}
	placed := steps
	if m != nil {
		for _, e := range m.Entries {
			_, stays := slices.BinarySearchFunc(placed, e.Path(), func(s Step, path string) int { return strings.Compare(s.Path, path) })
			if !stays && tree.PhoneWritten != nil {
				_, stays = tree.PhoneWritten(e.Path())
			}
			if !stays {
				steps = append(steps, Step{Path: e.Path(), Phase: e.Phase(), Removed: true})
			}
		}
	}
	slices.SortFunc(steps, Step.Compare)
	return steps
}
