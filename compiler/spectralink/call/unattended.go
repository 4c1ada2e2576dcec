package call

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"provc/compiler/diag"
	"provc/compiler/spectralink/facts"
	"provc/compiler/spectralink/kind"
)

// unattended is a kind of handset while nobody is logged in. Where log-in is
// required, it calls its authorized numbers and the emergency numbers of its dial
// plans, and nothing else (CS-15-10).
type unattended struct {
	kind.Stack
	authorized []callable // those with a value
	emergency  []callable
	top        *facts.Layer // the strongest that has a place for authorized numbers; nil: none
}

// callable is a number that a layer lists.
type callable struct {
	*facts.Setting
	from *facts.Layer
	line string // of a dial plan: the number of the line that it is for; empty for all
}

// emergencyNumber recognises an emergency number of the dial plan of all lines, or
// of one.
var emergencyNumber = regexp.MustCompile(`^dialplan\.(?:(\d+)\.)?routing\.emergency\.\d+\.value$`)

// HoldsNumber reports whether a parameter holds a number that can be called while
// nobody is logged in.
func HoldsNumber(name string) bool {
	return strings.HasPrefix(name, facts.Authorized) && strings.HasSuffix(name, ".value") || emergencyNumber.MatchString(name)
}

// numbersOf are the numbers that a layer lists, empty ones among them.
func numbersOf(l *facts.Layer) []callable {
	var all []callable
	for _, params := range [][]facts.Setting{l.Params, l.Implied} {
		for i := range params {
			if p := &params[i]; HoldsNumber(p.Name) {
				n := callable{Setting: p, from: l}
				if m := emergencyNumber.FindStringSubmatch(p.Name); m != nil {
					n.line = m[1]
				}
				all = append(all, n)
			}
		}
	}
	return all
}

// unattended is a kind of handset while nobody is logged in.
func (c *caller) unattended(s kind.Stack) *unattended {
	u := &unattended{Stack: s}
	var seen []string
	for _, l := range s {
		all, known := c.listings[l]
		if !known {
			all = numbersOf(l)
			c.listings[l] = all
		}
		for _, n := range all {
			isAuthorized := strings.HasPrefix(n.Name, facts.Authorized)
			if isAuthorized && u.top == nil {
				u.top = l
			}
			if slices.Contains(seen, n.Name) {
				continue
			}
			seen = append(seen, n.Name)
			switch {
			case n.Value == "" && n.Secret == "":
			case isAuthorized:
				u.authorized = append(u.authorized, n)
			default:
				u.emergency = append(u.emergency, n)
			}
		}
	}
	return u
}

// asks reports whether handsets ask for a log-in, so that nothing but listed numbers
// can be called.
func asks(s kind.Stack) bool { return s.On(facts.LoginEnabled) && s.On(facts.LoginRequired) }

// locks reports whether our own parameters turn Phone Lock on, which offers the
// authorized numbers, too.
func locks(s kind.Stack) bool {
	for _, l := range s {
		if p := facts.Find(l.Params, facts.LockEnabled); p != nil {
			return p.Value == "1"
		}
	}
	return false
}

// lists reports whether a layer lists authorized numbers that are in effect here.
func (u *unattended) lists(l *facts.Layer) bool {
	return slices.ContainsFunc(u.authorized, func(n callable) bool { return n.from == l })
}

// numbers are those that can be called over some lines, as people dial them; of
// whatever line, where there is none. Emergency numbers of a line need that line.
func (u *unattended) numbers(lines []string, authorizedToo bool) map[string]bool {
	all := map[string]bool{}
	for _, n := range u.authorized {
		if authorizedToo {
			all[dialled(n.Value)] = true
		}
	}
	for _, n := range u.emergency {
		if n.line == "" || len(lines) == 0 || slices.Contains(lines, n.line) {
			for _, text := range numbersIn(n.Value) {
				all[dialled(text)] = true
			}
		}
	}
	return all
}

// calling are the numbers of the lines that are registered: those of the handset
// itself.
func (u *unattended) calling() []string {
	var all []string
	lines := u.Lines()
	for n := 1; n <= facts.MaxRegistrations; n++ {
		if s := lines.Of(n); s.IsLine() && s.HasServer() {
			all = append(all, strconv.Itoa(n))
		}
	}
	return all
}

// numbersAt is where a layer lists its authorized numbers.
func numbersAt(l *facts.Layer) diag.Pos {
	if l.HasNumbers {
		return l.NumbersPos
	}
	for i := range l.Params {
		if p := &l.Params[i]; strings.HasPrefix(p.Name, facts.Authorized) && HoldsNumber(p.Name) {
			return p.Pos
		}
	}
	return l.Pos
}

// notDialled is what people write between the digits of a number.
var notDialled = strings.NewReplacer(" ", "", "-", "", "(", "", ")", "", ".", "")

// dialled is what people dial for a number, which may be an address.
func dialled(number string) string {
	for _, scheme := range []string{"sip:", "sips:", "tel:"} {
		number = strings.TrimPrefix(number, scheme)
	}
	number, _, _ = strings.Cut(number, "@")
	number, _, _ = strings.Cut(number, ";")
	return notDialled.Replace(number)
}
