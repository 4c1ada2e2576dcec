package ask

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/effective"
	"provc/compiler/table"
)

var whoCanLogIn = Question{
	Name: "who-can-log-in", Takes: []string{"[WHO]"},
	Asks:    "Who can log in on which handsets? Of a person, or of a handset, it tells each.",
	Example: []string{"who-can-log-in", "aabbott1"},
	answer: func(f *Fleet, args []string) (*answer, error) {
		t := &table.Table{Title: "Who can log in where", Columns: []string{"who", "on", "profiles", "place"}, Folded: 0, None: "Nobody can log in anywhere."}
		if len(args) > 0 {
			return f.logInOf(t, args[0])
		}
		named := map[string]string{}
		for _, p := range f.people {
			if _, known := named[p.Users]; !known {
				named[p.Users] = f.named(f.onto[p.Users])
			}
			t.Rows = append(t.Rows, []string{p.Called(), named[p.Users], p.Users, f.profile(p)})
		}
		var closed []*effective.Handset
		for _, h := range f.handsets {
			if !h.LogsIn() {
				closed = append(closed, h)
			}
		}
		if len(closed) > 0 {
			t.Rows = append(t.Rows, []string{"nobody", f.named(closed), "", ""})
		}
		return &answer{t, 1}, nil
	},
}

// named names handsets in a cell.
func (f *Fleet) named(handsets []*effective.Handset) string {
	if len(handsets) == 0 {
		return "no handset"
	}
	var all []string
	for _, h := range handsets {
		all = append(all, f.name(h))
	}
	return table.Names(all)
}

// profile is where somebody is declared.
func (f *Fleet) profile(p *effective.Person) string {
	if file := f.root.At(p.File); file != nil {
		return f.place(file.Pos())
	}
	return ""
}

// logInOf tells of one person each handset, or of one handset each person.
func (f *Fleet) logInOf(t *table.Table, who string) (*answer, error) {
	people, errPerson := f.person(who)
	if errPerson == nil {
		for _, p := range people {
			for _, h := range f.onto[p.Users] {
				t.Rows = append(t.Rows, []string{p.Called(), f.name(h), p.Users, f.profile(p)})
			}
		}
		t.Folded = 1
		return &answer{t, 2}, nil
	}
	h, err := f.handset(who)
	if err != nil {
		if !strings.Contains(errPerson.Error(), "did you mean") && strings.Contains(err.Error(), "did you mean") {
			return nil, err
		}
		return nil, &errUnknown{strings.Replace(errPerson.Error(), "there is no person", "there is neither a person nor a handset", 1)}
	}
	for _, p := range f.people {
		if h.LogsIn() && p.Users == h.Users {
			t.Rows = append(t.Rows, []string{p.Called(), f.name(h), p.Users, f.profile(p)})
		}
	}
	t.None = "Nobody can log in on " + f.name(h) + "."
	return &answer{t, 2}, nil
}

var secrets = Question{
	Name: "secrets", Takes: []string{"[SECRET]"},
	Asks:    "What is secret, and who reads it?",
	Example: []string{"secrets", "aabbott1"},
	answer: func(f *Fleet, args []string) (*answer, error) {
		t := &table.Table{Title: "Secrets and who reads them", Columns: []string{"secret", "as", "read by", "in", "place"}, Folded: -1, None: "There is no secret."}
		row := func(p artifact.Param, readBy, in string) {
			name := p.Secret
			if name == "" {
				name = inClear
			}
			if len(args) == 0 || name == args[0] {
				t.Rows = append(t.Rows, []string{name, p.Name, readBy, in, f.place(p.Pos)})
			}
		}
		var names []string
		for _, path := range f.root.Paths() {
			for _, p := range f.root.Params(path) {
				if p.Secret != "" || p.Value != "" && f.facts.Hides(p) {
					names = append(names, p.Secret)
					row(p, f.said(f.readersOf(path)), path)
				}
			}
		}
		for _, c := range f.credentials {
			if c.Password.Secret != "" || c.Password.Value != "" {
				p := c.Password
				p.Name = "the password of " + c.User
				names = append(names, p.Secret)
				row(p, "the web server", "credentials of htdigest")
			}
		}
		if len(args) > 0 && len(t.Rows) == 0 {
			return nil, unknown("secret", args[0], names)
		}
		slices.SortStableFunc(t.Rows, func(a, b []string) int { return strings.Compare(a[0], b[0]) })
		return &answer{t, 2}, nil
	},
}

// inClear is what a secret without a name is called.
const inClear = "(stands in the CUE)"

var lossOf = Question{
	Name: "loss-of", Takes: []string{"HANDSET"},
	Asks:    "Whom does the loss of a handset affect, and what must be changed?",
	Example: []string{"loss-of", "00907a200003"},
	answer: func(f *Fleet, args []string) (*answer, error) {
		h, err := f.handset(args[0])
		if err != nil {
			return nil, err
		}
		t := &table.Table{Title: "What the loss of " + f.name(h) + " affects", Columns: []string{"what", "which", "then", "place"}, Folded: 1, None: "Nobody: nobody logs in on it, and it registers no line."}
		all := f.lines()
		for _, r := range h.Registrations(&h.View) {
			t.Rows = append(t.Rows, []string{"line " + r.Line, r.Account, "rings on " + f.others(all, r.Account, f.name(h)), f.placeOf(h, r.By)})
		}
		for _, p := range f.people {
			if !h.LogsIn() || p.Users != h.Users {
				continue
			}
			then := "can log in nowhere else"
			if listed, others := f.besides(h); listed > 0 {
				then = "can log in on " + count(listed, "other handset")
			} else if others {
				then = "can log in on handsets that are not listed"
			}
			t.Rows = append(t.Rows, []string{"log-in", p.Called(), then, f.profile(p)})
		}
		for _, l := range h.Layers {
			for _, p := range l.Params() {
				if p.Secret == "" && (p.Value == "" || !f.facts.Hides(p)) {
					continue
				}
				r := f.readersOf(l.Path)
				then := "change it: it is known to whoever has the handset"
				if n := len(r.handsets) + len(r.people) - 1; n > 0 {
					then += ", and " + count(n, "other reads", "others read") + " it"
				}
				name := p.Secret
				if name == "" {
					name = p.Name
				}
				t.Rows = append(t.Rows, []string{"secret", name, then, f.place(p.Pos)})
			}
		}
		return &answer{t, 2}, nil
	},
}

// besides counts the other handsets that people can log in on who can do so on one, and
// says whether handsets that nobody listed are among those.
func (f *Fleet) besides(h *effective.Handset) (listed int, others bool) {
	for _, o := range f.onto[h.Users] {
		if o.ID == "" {
			others = true
		} else if o != h {
			listed++
		}
	}
	return listed, others
}

// count puts a number before a word; of several, before its plural.
func count(n int, word string, plural ...string) string {
	switch {
	case n == 1:
		return "1 " + word
	case len(plural) > 0:
		return fmt.Sprintf("%d %s", n, plural[0])
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// others names those beside one who register an account.
func (f *Fleet) others(all []line, account, but string) string {
	who := map[string]bool{}
	for _, l := range all {
		if l.Account == account && l.who != but {
			who[l.who] = true
		}
	}
	if len(who) == 0 {
		return "nothing else"
	}
	return table.Names(slices.Sorted(maps.Keys(who)))
}

var leaver = Question{
	Name: "leaver", Takes: []string{"PERSON"},
	Asks:    "What does somebody who leaves leave behind?",
	Example: []string{"leaver", "aabbott1"},
	answer: func(f *Fleet, args []string) (*answer, error) {
		people, err := f.person(args[0])
		if err != nil {
			return nil, err
		}
		t := &table.Table{Title: "What " + people[0].Called() + " leaves behind", Columns: []string{"what", "which", "then", "place"}, Folded: -1}
		l := leaving{f, t, f.lines(), map[string]bool{}, map[string]bool{}}
		for _, p := range people {
			l.person(p)
		}
		l.credentials(people)
		l.secrets()
		l.mentions(people)
		return &answer{t, 2}, nil
	},
}

// leaving gathers what somebody leaves behind.
type leaving struct {
	*Fleet
	t       *table.Table
	lines   []line
	secret  map[string]bool // names in the person's files
	numbers map[string]bool // of the person's lines
}

func (l *leaving) row(what, which, then, place string) {
	row := []string{what, which, then, place}
	if !slices.ContainsFunc(l.t.Rows, func(r []string) bool { return slices.Equal(r, row) }) {
		l.t.Rows = append(l.t.Rows, row)
	}
}

func (l *leaving) person(p *effective.Person) {
	l.row("profile", p.File, "build removes it once the person is no longer declared", l.profile(p))
	for _, file := range p.Written() {
		l.row("file", file, "stays if a handset wrote it: remove it by hand", "")
	}
	for _, path := range l.root.Paths() {
		if file := l.root.At(path); file.IsSeed() && strings.EqualFold(file.Entity(), p.ID) {
			l.row("contacts", path, "stay: handsets write them", l.place(file.Pos()))
		}
	}
	for _, s := range l.root.Params(p.File) {
		if s.Secret != "" {
			l.secret[s.Secret] = true
		}
	}
	there := l.onto[p.Users]
	if len(there) == 0 {
		return
	}
	v := there[0].As(p)
	for _, r := range there[0].Registrations(&v) {
		s, ok := v.Get(r.By)
		if !ok || s.Path != p.File {
			continue
		}
		user, _, _ := strings.Cut(r.Account, "@")
		l.numbers[user] = true
		then := "close it at the call server"
		if others := l.others(l.lines, r.Account, p.Called()); others != "nothing else" {
			then = "still rings on " + others
		}
		l.row("line "+r.Line, r.Account, then, l.place(s.Pos))
	}
}

// credentials tells what the web server knows of somebody.
func (l *leaving) credentials(people []*effective.Person) {
	for _, c := range l.Fleet.credentials {
		for _, p := range people {
			if c.Entity != p.ID {
				continue
			}
			if c.Password.Secret != "" {
				l.secret[c.Password.Secret] = true
			}
			l.row("password", c.User, "the web server knows it until htdigest is run again", l.place(c.Password.Pos))
		}
	}
}

// secrets tells what is to become of the secrets of somebody.
func (l *leaving) secrets() {
	uses := map[string]map[string]bool{}
	for _, path := range l.root.Paths() {
		for _, p := range l.root.Params(path) {
			if l.secret[p.Secret] {
				if uses[p.Secret] == nil {
					uses[p.Secret] = map[string]bool{}
				}
				uses[p.Secret][path] = true
			}
		}
	}
	own := map[string]bool{}
	for _, r := range l.t.Rows {
		own[r[1]] = true
	}
	for _, name := range slices.Sorted(maps.Keys(l.secret)) {
		var elsewhere []string
		for _, path := range slices.Sorted(maps.Keys(uses[name])) {
			if !own[path] {
				elsewhere = append(elsewhere, path)
			}
		}
		then := "take it out of the secrets"
		if len(elsewhere) > 0 {
			then = "change it: it is in " + table.Names(elsewhere) + ", too"
		}
		l.row("secret", name, then, "")
	}
}

// mentions finds where somebody's ID, or the number of one of the lines, stands in the
// files of others.
func (l *leaving) mentions(people []*effective.Person) {
	own := map[string]bool{}
	ids := map[string]bool{}
	for _, p := range people {
		own[p.File], ids[p.ID] = true, true
	}
	for _, path := range l.root.Paths() {
		file := l.root.At(path)
		if own[path] || strings.EqualFold(file.Entity(), people[0].ID) {
			continue
		}
		for _, p := range l.root.Params(path) {
			if p.Secret != "" || l.facts.Hides(p) {
				continue
			}
			user, _ := artifact.Account(p.Value)
			_, contact, _ := strings.Cut(p.Name, " ") // of a contact directory
			switch {
			case l.numbers[contact]:
				l.row("mention", p.Name+" in "+path, "names "+contact, l.place(p.Pos))
			case user != "" && (ids[user] || l.numbers[user]):
				l.row("mention", p.Name+" in "+path, "names "+user, l.place(p.Pos))
			}
		}
	}
}
