package explain

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"provc/compiler/effective"
)

// Formats in which an explanation can be printed.
var Formats = []string{"text", "json"}

// Everyone goes through the people, by where they log in and by ID.
func (f *Fleet) Everyone(yield func(*effective.Person) bool) {
	for _, users := range slices.Sorted(maps.Keys(f.account.People)) {
		for _, p := range f.account.PeopleAt(users) {
			if !yield(p) {
				return
			}
		}
	}
}

// Names goes through the names of what subjects set, some of them several times.
func Names(subjects []Subject) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := range subjects {
			for _, l := range subjects[i].view.Layers {
				for _, p := range l.Params() {
					if !yield(p.Name) {
						return
					}
				}
			}
		}
	}
}

// Kinds says which handsets are listed beside those that are not: how many read the
// same files but for their own, and how to ask for one.
func (f *Fleet) Kinds() []string {
	var order []string
	count := map[string]int{}
	first := map[string]*effective.Handset{}
	for _, h := range f.Listed {
		key := f.shared(h)
		if count[key] == 0 {
			order = append(order, key)
			first[key] = h
		}
		count[key]++
	}
	var said []string
	for _, key := range order {
		files := key
		if key == "" {
			files = "files of their own"
		}
		if n := count[key]; n > 1 {
			said = append(said, fmt.Sprintf("%d listed handsets read %s, such as --phone %s.", n, files, first[key].ID))
		} else {
			said = append(said, fmt.Sprintf("One listed handset reads %s: --phone %s.", files, first[key].ID))
		}
	}
	return said
}

// shared names the files of a handset that are not its own.
func (f *Fleet) shared(h *effective.Handset) string {
	var files []string
	for _, l := range h.Layers {
		file := f.root.At(l.Path)
		role := f.account.Roles[l.Path]
		if file != nil && file.Entity() == "" && role.Lists == "" {
			files = append(files, l.Path)
		}
	}
	return strings.Join(files, ", ")
}
