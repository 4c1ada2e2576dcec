package ask

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/effective"
	"provc/compiler/meant"
	"provc/compiler/table"
)

var whoCanCall = Question{
	Name: "who-can-call", Takes: []string{"NUMBER"},
	Asks:    "Which handsets can call a number while nobody is logged in, and why?",
	Example: []string{"who-can-call", "2222"},
	answer: func(f *Fleet, args []string) (*answer, error) {
		number, err := dialable(args[0])
		if err != nil {
			return nil, err
		}
		t := &table.Table{Title: "Who can call " + number + " while nobody is logged in", Columns: []string{"who", "can", "why", "place"}, None: "There is no handset."}
		for _, h := range f.handsets {
			r := h.Dials(number)
			can := map[bool]string{true: "yes", false: "no"}[r.Can]
			t.Rows = append(t.Rows, []string{f.name(h), can, f.why(h, r), f.placeOf(h, r.By)})
		}
		if near := f.nearest(number); near != "" {
			t.Notes = append(t.Notes, fmt.Sprintf("%s is neither an authorized nor an emergency number of any handset; the nearest of these is %s.", number, near))
		}
		return &answer{t, 1}, nil
	},
}

// dialable is a number as handsets dial it.
func dialable(word string) (string, error) {
	number := strings.NewReplacer(" ", "", "-", "", "(", "", ")", "").Replace(word)
	if !isDialable.MatchString(number) {
		return "", fmt.Errorf("%q is no number that a handset can dial: digits, and * # +, such as 112", word)
	}
	return number, nil
}

var isDialable = regexp.MustCompile(`^\+?[0-9*#]+$`)

// why is why a number can be called, or cannot, as far as files of others do not say
// otherwise.
func (f *Fleet) why(h *effective.Handset, r artifact.Reach) string {
	if r.By != "" {
		if foreign := h.Unless(r.By); foreign != nil {
			return r.Why + ", unless " + foreign.Shown() + " says otherwise"
		}
	}
	return r.Why
}

// placeOf is where a parameter is declared that is in effect.
func (f *Fleet) placeOf(h *effective.Handset, parameter string) string {
	s, _ := h.Get(parameter)
	return f.place(s.Pos)
}

// numbers are those that can be called while nobody is logged in, by the parameters that
// say them.
func (f *Fleet) numbers(yield func(h *effective.Handset, p artifact.Param, emergency bool)) {
	seen := map[string]bool{}
	for _, h := range f.handsets {
		for _, l := range h.Layers {
			if seen[l.Path] {
				continue
			}
			seen[l.Path] = true
			for _, p := range l.Params() {
				if numbers := h.Emergencies(p); len(numbers) > 0 {
					yield(h, p, true)
				} else if h.Emergency(p.Name) && p.Value != "" {
					yield(h, p, false)
				}
			}
		}
	}
}

// nearest is the number nearest to one that is neither authorized nor an emergency number;
// empty if it is one of these, or if none is near.
func (f *Fleet) nearest(number string) string {
	var all []string
	f.numbers(func(h *effective.Handset, p artifact.Param, emergency bool) {
		if emergency {
			all = append(all, h.Emergencies(p)...)
		} else if isDialable.MatchString(p.Value) {
			all = append(all, p.Value)
		}
	})
	if slices.Contains(all, number) {
		return ""
	}
	return meant.Within(number, all, 1)
}

var outOfReach = Question{
	Name: "out-of-reach", Takes: []string{"[NUMBER]"},
	Asks:    "Whose emergency numbers cannot be called while nobody is logged in?",
	Example: []string{"out-of-reach"},
	answer: func(f *Fleet, args []string) (*answer, error) {
		wanted, said, err := f.wanted(args)
		if err != nil {
			return nil, err
		}
		t := &table.Table{Title: "Emergency numbers that cannot be called while nobody is logged in", Columns: []string{"who", "number", "why", "place"}}
		t.None = "Each handset can call each of them."
		if len(said) == 0 {
			t.None = "No emergency number is known: declare emergencyNumbers, or ask of one, as in provc ask out-of-reach 112."
		}
		for _, h := range f.handsets {
			for _, number := range wanted(h) {
				if r := h.Dials(number); !r.Can {
					t.Rows = append(t.Rows, []string{f.name(h), number, f.why(h, r), f.placeOf(h, r.By)})
				}
			}
		}
		for _, s := range said {
			t.Notes = append(t.Notes, "Looked for: "+s+".")
		}
		return &answer{t, 2}, nil
	},
}

// wanted are the numbers that each handset should be able to call: the one that is asked
// of, else those that its deployment declares, and those that any handset of its folder
// has. It says in words which these are.
func (f *Fleet) wanted(args []string) (of func(*effective.Handset) []string, said []string, err error) {
	if len(args) > 0 {
		number, err := dialable(args[0])
		return func(*effective.Handset) []string { return []string{number} }, []string{number}, err
	}
	byFolder := map[string][]string{}
	add := func(folder, number string) {
		if !slices.Contains(byFolder[folder], number) {
			byFolder[folder] = append(byFolder[folder], number)
		}
	}
	for _, n := range f.root.Emergency() {
		add(n.Folder, n.Number)
	}
	f.numbers(func(h *effective.Handset, p artifact.Param, emergency bool) {
		if emergency {
			for _, n := range h.Emergencies(p) {
				add(h.Folder, n)
			}
		}
	})
	var folders []string
	for folder, numbers := range byFolder {
		slices.SortFunc(numbers, catalogue.Compare)
		where := ""
		if folder != "." {
			where = " in " + folder
		}
		folders = append(folders, strings.Join(numbers, ", ")+where)
	}
	slices.Sort(folders)
	return func(h *effective.Handset) []string { return byFolder[h.Folder] }, folders, nil
}

// line is a line that somebody registers.
type line struct {
	artifact.Registration
	who, when, place string
}

// lines lists all that are registered: by handsets while nobody is logged in, and by people
// who bring their own.
func (f *Fleet) lines() []line {
	var all []line
	for _, h := range f.handsets {
		for _, r := range h.Registrations(&h.View) {
			all = append(all, line{r, f.name(h), h.State, f.placeOf(h, r.By)})
		}
	}
	for _, p := range f.people {
		there := f.onto[p.Users]
		if len(there) == 0 {
			continue
		}
		v := there[0].As(p)
		for _, r := range there[0].Registrations(&v) {
			if s, ok := v.Get(r.By); ok && s.Path == p.File {
				all = append(all, line{r, p.Called(), p.State, f.place(s.Pos)})
			}
		}
	}
	return all
}

// accounts counts who registers each account.
func accounts(all []line) map[string]int {
	n := map[string]map[string]bool{}
	for _, l := range all {
		if n[l.Account] == nil {
			n[l.Account] = map[string]bool{}
		}
		n[l.Account][l.who] = true
	}
	counts := make(map[string]int, len(n))
	for account, who := range n {
		counts[account] = len(who)
	}
	return counts
}

var registrations = Question{
	Name: "registrations", Takes: []string{"[ACCOUNT]"},
	Asks:    "Which lines register where, when, and how often?",
	Example: []string{"registrations", "6001"},
	answer: func(f *Fleet, args []string) (*answer, error) {
		t := &table.Table{Title: "Lines and what they register as", Columns: []string{"account", "line", "who", "when", "how often", "place"}, Folded: 2, None: "No line is registered."}
		all := f.lines()
		counts := accounts(all)
		var users []string
		for _, l := range all {
			user, _, _ := strings.Cut(l.Account, "@")
			users = append(users, user)
			if len(args) == 0 || args[0] == user || args[0] == l.Account {
				t.Rows = append(t.Rows, []string{l.Account, l.Line, l.who, l.when, often(counts[l.Account], l.Shared), l.place})
			}
		}
		if len(args) > 0 && len(t.Rows) == 0 {
			return nil, unknown("registration of", args[0], users)
		}
		byAccount(t)
		return &answer{t, 4}, nil
	},
}

var registeredTwice = Question{
	Name:    "registered-twice",
	Asks:    "Which lines are registered by several, and not said to be shared?",
	Example: []string{"registered-twice"},
	answer: func(f *Fleet, args []string) (*answer, error) {
		t := &table.Table{Title: "Lines that several register and that are not shared: calls reach who registered last", Columns: []string{"account", "line", "who", "when", "how often", "place"}, Folded: 2, None: "None."}
		all := f.lines()
		counts := accounts(all)
		for _, l := range all {
			if n := counts[l.Account]; n > 1 && !l.Shared {
				t.Rows = append(t.Rows, []string{l.Account, l.Line, l.who, l.when, often(n, false), l.place})
			}
		}
		byAccount(t)
		return &answer{t, 4}, nil
	},
}

func often(n int, shared bool) string {
	said := "once"
	if n > 1 {
		said = fmt.Sprintf("by %d", n)
	}
	if shared {
		said += ", shared"
	}
	return said
}

func byAccount(t *table.Table) {
	slices.SortStableFunc(t.Rows, func(a, b []string) int { return catalogue.Compare(a[0], b[0]) })
}
