// Package ask answers questions about a fleet: who can call a number, who can log in where,
// which value wins. Each question has a name and is data of this package; each answer is a
// table, in which every row says where it comes from.
package ask

import (
	"fmt"
	"strings"

	"provc/compiler/meant"
	"provc/compiler/table"
)

// Question is one that can be asked.
type Question struct {
	Name  string   // such as who-can-call
	Takes []string // what it is asked of, such as NUMBER; in brackets, if it may be left out
	Asks  string   // the question in words
	// Example is what to ask of the examples, without the packages.
	Example []string

	answer func(*Fleet, []string) (*answer, error)
}

// Usage is how the question is put, such as "who-can-call NUMBER".
func (q *Question) Usage() string { return strings.Join(append([]string{q.Name}, q.Takes...), " ") }

// answer is a table, and what tells its rows apart: the columns up to one. The last column
// is the place, which does not.
type answer struct {
	*table.Table
	key int
}

// Questions are all that can be asked.
var Questions = []*Question{
	&whoCanCall, &outOfReach,
	&whoCanLogIn, &registrations, &registeredTwice,
	&whoSets, &whoRestarts, &unseen, &differsFromGroup, &unchecked,
	&secrets, &lossOf, &leaver,
}

// Find returns the question of a name. An error guesses which was meant.
func Find(name string) (*Question, error) {
	var names []string
	for _, q := range Questions {
		if q.Name == name {
			return q, nil
		}
		names = append(names, q.Name)
	}
	guess := meant.Within(name, names, max(2, len(name)/2))
	if guess != "" {
		guess = "; did you mean " + guess + "?"
	}
	return nil, fmt.Errorf("there is no question %q%s (provc ask alone lists them)", name, guess)
}

// Split takes from the words behind a question's name what it is asked of; the rest are
// packages. What looks like a package is one.
func (q *Question) Split(words []string) (args, packages []string, err error) {
	for _, t := range q.Takes {
		optional := strings.HasPrefix(t, "[")
		if len(words) == 0 || isPackage(words[0]) {
			if optional {
				break
			}
			return nil, nil, fmt.Errorf("%s asks of something: provc ask %s [packages], such as provc ask %s", q.Name, q.Usage(), strings.Join(q.Example, " "))
		}
		args, words = append(args, words[0]), words[1:]
	}
	for _, w := range words {
		if !isPackage(w) {
			return nil, nil, fmt.Errorf("%q is no package, since these begin with ./ or end in ...; a name of several words stands in quotes (%s is asked as provc ask %s [packages])", w, q.Name, q.Usage())
		}
	}
	return args, words, nil
}

// isPackage tells packages from what a question is asked of.
func isPackage(word string) bool {
	return word == "." || word == ".." || strings.ContainsAny(word, `/\`) || strings.HasSuffix(word, "...")
}

// Ask answers a question.
func (q *Question) Ask(f *Fleet, args []string) (*table.Table, error) {
	a, err := q.answer(f, args)
	if err != nil {
		return nil, err
	}
	return a.Table, nil
}

// List is the questions as a table.
func List() *table.Table {
	t := &table.Table{Title: "Questions, as provc ask QUESTION [packages]", Columns: []string{"question", "asks", "example"}, Folded: -1}
	for _, q := range Questions {
		t.Rows = append(t.Rows, []string{q.Usage(), q.Asks, "provc ask " + strings.Join(q.Example, " ")})
	}
	return t
}
