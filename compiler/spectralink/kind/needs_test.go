package kind

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"provc/compiler/diag"
	"provc/compiler/spectralink/facts"
	"provc/compiler/vendor"
)

// layer says that people can log in there, and whether it gives what is needed.
func layer(title, login, gives string) *facts.Layer {
	l := &facts.Layer{Title: title}
	for _, s := range [][2]string{{"gives", gives}, {facts.LoginEnabled, login}} {
		p := facts.Setting{}
		if p.Name, p.Value = s[0], s[1]; p.Value != "" {
			l.Params = append(l.Params, p)
		}
	}
	return l
}

// What a user's profile needs is asked of each kind of handset on which the user can log
// in, or may, and told with the first setting that needs it and how many do. Where one
// handset is enough, one that gives it settles it.
func TestNeeds(t *testing.T) {
	check := &diag.Check{ID: "some-check"}
	at := func(line int) *facts.Setting {
		s := &facts.Setting{}
		s.Pos = diag.Pos{File: "d.cue", Line: line}
		return s
	}
	uses := map[string][]*facts.Setting{"ana": {at(7), at(9)}, "ben": {at(3)}, "cy": {at(8)}}
	rule := &Need{Check: check, Of: func(u *facts.User, found func(int, *facts.Setting)) {
		for _, s := range uses[u.ID] {
			found(1+s.Pos.Line/9, s) // the last is another
		}
	}, Met: func(s Stack, variant int) bool { v, _ := s.Value("gives"); return v == fmt.Sprint(variant) }}
	enough := *rule
	enough.Once = true
	on := func(gives string) Stack { return Stack{layer("kind "+gives, "1", gives)} }
	off := Stack{layer("closed", "0", "")}
	open := Stack{layer("others' file", "", "")}
	open[0].Foreign.Before = []facts.Foreign{{Name: "pbx.cfg"}}
	for _, x := range []struct {
		name  string
		rule  *Need
		kinds []Stack
		want  string
	}{
		{"nowhere", rule, []Stack{off}, ""},
		{"nothing", rule, nil, ""},
		{"one lacks it", rule, []Stack{on("1"), on("2"), off}, "1 of 3 times, first in 3: kind 2; 2 of 1 times, first in 9: kind 1"},
		{"somebody else may let people log in", rule, []Stack{open}, "1 of 3 times, first in 3: others' file; 2 of 1 times, first in 9: others' file"},
		{"all lack it", rule, []Stack{on("3"), on("4")}, "1 of 3 times, first in 3: kind 3, kind 4; 2 of 1 times, first in 9: kind 3, kind 4"},
		{"one is enough", &enough, []Stack{on("3"), on("1")}, "2 of 1 times, first in 9: kind 3, kind 1"},
		{"one that nobody logs in on is not", &enough, []Stack{on("3"), {layer("closed", "0", "1")}}, "1 of 3 times, first in 3: kind 3; 2 of 1 times, first in 9: kind 3"},
	} {
		for _, order := range [][]string{{"ana", "ben", "cy"}, {"cy", "ben", "ana"}} {
			for split := range len(order) + 1 {
				all, others := Needs{}, Needs{}
				for i, id := range order {
					n := all
					if i >= split {
						n = others
					}
					n.User(&facts.User{ID: id, Directory: "people"}, x.rule)
				}
				all.Join(others)
				var got []string
				all.Unmet(x.kinds, func(n *Needed, kinds []Stack, in Acceptors) {
					var titles []string
					for _, s := range kinds {
						titles = append(titles, s[0].Title)
					}
					got = append(got, fmt.Sprintf("%d of %d times, first in %d: %s", n.Variant, n.Times, n.Because.Pos.Line, strings.Join(titles, ", ")))
					if n.Directory != "people" || in != (Acceptors{}) {
						t.Errorf("it is of %s, and %v accepts it", n.Directory, in)
					}
				})
				slices.Sort(got)
				if strings.Join(got, "; ") != x.want {
					t.Errorf("%s, of %v: got %s, want %s", x.name, order, strings.Join(got, "; "), x.want)
				}
			}
		}
	}
}

// What is the same in many places is told once, at the first of them, with three others
// and how many there are; at one place the same is told whichever was met first.
func TestRepeats(t *testing.T) {
	at := func(line int) diag.Pos { return diag.Pos{File: "d.cue", Line: line} }
	finding := func(line int, summary string, beside ...int) diag.Diagnostic {
		d := diag.Diagnostic{Check: "some-check", Severity: diag.Warning, Pos: at(line), Summary: summary}
		for _, b := range beside {
			d = d.WithRelated(at(b), "beside")
		}
		return d
	}
	tell := func(split int, what string, found ...diag.Diagnostic) string {
		one, other := Repeats{}, Repeats{}
		for i, d := range found {
			r := one
			if i >= split {
				r = other
			}
			r.Note(Acceptors{}, what, d)
		}
		one.Join(other)
		var got []string
		for _, d := range one.Tell() {
			s := fmt.Sprintf("%d %s", d.Pos.Line, d.Message())
			for _, r := range d.Related {
				s += fmt.Sprintf(" | %d %s", r.Pos.Line, r.Message)
			}
			got = append(got, s)
		}
		slices.Sort(got)
		return strings.Join(got, "\n")
	}
	for want, found := range map[string][]diag.Diagnostic{
		"4 x": {finding(4, "x")},
		"2 x | 4 so it is here | 6 so it is here | 9 so it is here":                    {finding(4, "x"), finding(9, "x"), finding(2, "x"), finding(6, "x")},
		"2 x: found at 5 places | 4 so it is here | 6 so it is here | 8 so it is here": {finding(9, "x"), finding(4, "x"), finding(8, "x"), finding(2, "x"), finding(6, "x")},
		"4 a":                   {finding(4, "b"), finding(4, "a"), finding(4, "c")},
		"4 a | 1 beside":        {finding(4, "a", 3), finding(4, "a", 1), finding(4, "a", 2)},
		"2 z | 4 so it is here": {finding(4, "y"), finding(4, "z"), finding(2, "z")},
	} {
		for split := range len(found) + 1 {
			if got := tell(split, "same", found...); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
			turned := slices.Clone(found)
			slices.Reverse(turned)
			if got := tell(split, "same", turned...); got != want {
				t.Errorf("turned round: got %s, want %s", got, want)
			}
		}
	}
	apart := Repeats{}
	apart.Note(Acceptors{}, "one", finding(1, "x"))
	apart.Note(Acceptors{}, "other", finding(2, "x"))
	hard := finding(3, "x")
	hard.Severity = diag.Error
	apart.Note(Acceptors{}, "one", hard)
	if got := apart.Tell(); len(got) != 3 {
		t.Errorf("findings that have nothing in common are told as %d", len(got))
	}
}

// Who accepts findings of another check accepts none of this one.
func TestAcceptors(t *testing.T) {
	of := func(check string) *vendor.Acceptor {
		return &vendor.Acceptor{Entries: diag.Acceptances{{Check: check}}}
	}
	handset, group, user := of("some-check"), of("other-check"), of("some-check")
	s := Stack{{Accepts: handset}, {Accepts: group}, {Accepts: of("some-check")}} // of which the last is the deployment
	as := s.Acceptors().And(user)
	if as != (Acceptors{handset, group, user}) {
		t.Errorf("findings are accepted by %v", as)
	}
	if got := as.Of(&diag.Check{ID: "some-check"}); got != (Acceptors{handset, nil, user}) {
		t.Errorf("findings of one check are accepted by %v", got)
	}
	found := diag.List{{Check: "other-check", Severity: diag.Note}, {Check: "some-check", Severity: diag.Error}, {Check: "third-check"}}
	as.Mark(found)
	for i, want := range []int{1, 0, 0} {
		if got := len(found[i].Accepted); got != want {
			t.Errorf("%s is accepted %d times", found[i].Check, got)
		}
	}
}
