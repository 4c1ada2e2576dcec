package diff

import (
	"fmt"
	"slices"
	"strings"

	"provc/compiler/catalogue"
)

// Summary counts what changes. A file that came or went counts once, whatever
// it holds; of a file on both sides, each parameter counts.
type Summary struct {
	Added    int    `json:"added"`
	Removed  int    `json:"removed"`
	Changed  int    `json:"changed"`
	Renamed  int    `json:"renamed"`
	Unknown  int    `json:"notCompared"` // for want of the values of secrets
	NoEffect int    `json:"noEffect"`    // of all these, those that nobody sees
	Handsets Counts `json:"handsets"`
	Unlisted Counts `json:"unlisted"` // kinds of handsets that nobody listed, of which there may be any number
	Users    Counts `json:"users"`    // whose own profile comes or changes

	NewHandsets int      `json:"newHandsets"` // these three restart not because of the change
	Replaced    int      `json:"replacedHandsets"`
	Gone        int      `json:"goneHandsets"`
	NewUsers    int      `json:"newUsers"`
	valueless   []string // secrets for want of whose values something is not compared, though values were given
	newUnknown  int      // of new users, those whose log-in may restart a handset

	LosesProfile      int `json:"losesProfile"`
	LosesRegistration int `json:"losesRegistration"`
}

// Counts are of handsets or users by whether they restart. Unknown is never no.
type Counts struct {
	Affected int `json:"affected"`
	Restart  int `json:"restart"`
	Unknown  int `json:"restartUnknown"`
	No       int `json:"noRestart"`
}

func (c *Counts) add(r catalogue.Restart) {
	c.Affected++
	switch r {
	case catalogue.RestartYes:
		c.Restart++
	case catalogue.RestartNo:
		c.No++
	default:
		c.Unknown++
	}
}

// parts says how many restart.
func (c Counts) parts() string {
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{c.Restart, LevelRestart.label()}, {c.Unknown, LevelUnknown.label()}, {c.No, LevelHarmless.label()}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	return strings.Join(parts, ", ")
}

// Empty reports that nothing differs, as far as can be known, and that nobody has to do
// anything.
func (d *Diff) Empty() bool {
	s := d.Summary()
	return s.Added+s.Removed+s.Changed+s.Renamed == 0 && !d.enrols()
}

// Summary counts.
func (d *Diff) Summary() Summary {
	var s Summary
	for _, f := range d.Files {
		switch f.Kind {
		case Added:
			s.Added++
		case Removed:
			s.Removed++
		case Renamed:
			s.Renamed++
		}
		if f.Kind == Added || f.Kind == Removed {
			seen := slices.ContainsFunc(f.Changes, func(ch *Change) bool { return ch.Impact.seen() })
			if !seen && len(f.Changes) > 0 {
				s.NoEffect++
			}
			continue
		}
		if f.opaque {
			s.Changed++
		}
		for _, ch := range f.Changes {
			if ch.again {
				continue
			}
			switch ch.Kind {
			case Added:
				s.Added++
			case Removed:
				s.Removed++
			case Changed:
				s.Changed++
			case Unknown:
				s.Unknown++
				s.lacks(ch.Valueless)
				continue
			}
			if !ch.Impact.seen() && !f.Role.Aside && !ch.lists() {
				s.NoEffect++
			}
		}
	}
	for _, h := range d.Handsets {
		switch {
		case h.Unlisted != "" && !h.stays(): // told by its files
		case h.New:
			s.NewHandsets++
		case h.Gone:
			s.Gone++
		case h.Replaces != "":
			s.Replaced++
		case h.Unlisted != "":
			s.Unlisted.add(h.Restart)
		default:
			s.Handsets.add(h.Restart)
		}
	}
	for _, u := range d.Users {
		if !u.Own || u.Gone {
			continue
		}
		s.Users.add(u.Restart)
		if u.New {
			s.NewUsers++
			if u.Restart == catalogue.RestartUnknown {
				s.newUnknown++
			}
		}
	}
	s.LosesProfile, s.LosesRegistration = len(d.LosesProfile), len(d.LosesRegistration)
	return s
}

// lists reports whether the parameter is a list of files, whose effect is told
// by what it gives.
func (ch *Change) lists() bool { return ch.file.Role.IsList(ch.Parameter) }

// Line is the summary in one line.
func (s Summary) Line() string {
	parts := []string{fmt.Sprintf("%d added, %d removed, %d changed", s.Added, s.Removed, s.Changed)}
	if s.Renamed > 0 {
		parts[0] += fmt.Sprintf(", %d renamed", s.Renamed)
	}
	handsets := plural(s.Handsets.Affected, "handset") + " affected"
	if p := s.Handsets.parts(); p != "" {
		handsets += ": " + p
	}
	parts = append(parts, handsets)
	if s.Unlisted.Affected > 0 {
		parts = append(parts, "also handsets that are not listed: "+worst(s.Unlisted))
	}
	for _, p := range []struct {
		n    int
		what string
	}{{s.NewHandsets, "new"}, {s.Replaced, "replaced"}, {s.Gone, "no longer listed"}} {
		if p.n > 0 {
			parts = append(parts, plural(p.n, "handset")+" "+p.what)
		}
	}
	if s.Users.Affected > 0 {
		parts = append(parts, s.atLogIn()+": "+s.Users.parts())
	}
	if s.LosesProfile > 0 {
		parts = append(parts, plural(s.LosesProfile, "user")+" losing the profile")
	}
	if s.LosesRegistration > 0 {
		parts = append(parts, plural(s.LosesRegistration, "handset")+" losing a registration")
	}
	if s.Unknown > 0 {
		parts = append(parts, s.notCompared())
	}
	return strings.Join(parts, "; ")
}

// lacks notes secrets without values.
func (s *Summary) lacks(names []string) {
	for _, name := range names {
		if at, ok := slices.BinarySearch(s.valueless, name); !ok {
			s.valueless = slices.Insert(s.valueless, at, name)
		}
	}
}

// notCompared says how many parameters are not compared, and why.
func (s Summary) notCompared() string {
	said := fmt.Sprintf("%d not compared for want of secrets", s.Unknown)
	if lacks := lacking(s.valueless); lacks != "" {
		said += " (" + lacks + ")"
	}
	return said
}

// atLogIn counts the users whose own profile comes or changes.
func (s Summary) atLogIn() string {
	who := plural(s.Users.Affected, "user")
	switch {
	case s.NewUsers == s.Users.Affected:
		who = plural(s.NewUsers, "new user")
	case s.NewUsers > 0:
		who += fmt.Sprintf(" (%d new)", s.NewUsers)
	}
	return who + " at log-in"
}

// worst says what the worst is that happens to any.
func worst(c Counts) string { return worstOf(c).label() }

func worstOf(c Counts) Level {
	switch {
	case c.Restart > 0:
		return LevelRestart
	case c.Unknown > 0:
		return LevelUnknown
	}
	return LevelHarmless
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
