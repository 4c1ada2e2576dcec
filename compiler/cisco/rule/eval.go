package rule

import (
	"fmt"
	"strconv"
	"strings"
)

// Result is what a phone in a given state does with a rule.
type Result struct {
	// Alternative is the one taken, counted from 0; -1 if no condition holds.
	// Of a resync trigger, 0 says that it fires.
	Alternative int
	Assignments []Setting // to make before anything is fetched
	Request     *Request  // nil if nothing is fetched
	Trace       []Trial   // the alternatives that were tried, in order
}

// Setting is one assignment with its value.
type Setting struct {
	Name  string
	Value string
	shown string
}

// String has secrets masked.
func (s Setting) String() string { return s.Name + " = " + s.shown }

// GoString keeps secrets out of %#v as well.
func (s Setting) GoString() string { return "rule.Setting{" + s.String() + "}" }

// MarshalText keeps secrets out of JSON and YAML.
func (s Setting) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Request is what the phone asks a server for.
type Request struct {
	Method string // GET or POST
	Scheme string // tftp, http or https
	Host   string // empty: the TFTP server that DHCP names
	Port   int    // as written, or 69, 80 and 443 for tftp, http and https
	Path   string
	UID    string // user name for HTTP Digest authentication
	Pwd    Secret
	Key    Secret // decrypts what is fetched
	Post   string // a to p: the parameter that holds the body
	Alias  string // a to p: the parameter that maps element names
	Delta  bool   // a report of changed parameters only

	shownUID, shownPath string
}

// URL is the address that is asked, for a known host.
func (r Request) URL() string { return r.url(r.Path) }

func (r Request) url(path string) string {
	host := r.Host
	if host == "" {
		host = "<the TFTP server from DHCP>"
	}
	if r.Port != defaultPort[r.Scheme] {
		host += ":" + strconv.Itoa(r.Port)
	}
	return r.Scheme + "://" + host + path
}

// String is the request in one line, with secrets masked.
func (r Request) String() string {
	var b strings.Builder
	b.WriteString(r.Method + " " + r.url(r.shownPath))
	for _, o := range [...]struct{ name, value string }{
		{"uid", r.shownUID}, {"pwd", r.Pwd.String()}, {"key", r.Key.String()}, {"post", r.Post}, {"alias", r.Alias},
	} {
		if o.value != "" {
			b.WriteString(" --" + o.name + " " + o.value)
		}
	}
	if r.Delta {
		b.WriteString(" --delta")
	}
	return b.String()
}

// GoString keeps secrets out of %#v as well.
func (r Request) GoString() string { return "rule.Request{" + r.String() + "}" }

// MarshalText keeps secrets out of JSON and YAML.
func (r Request) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// Trial is one alternative that was tried.
type Trial struct {
	Alternative int // counted from 0
	Holds       bool
	Terms       []Verdict // empty for an alternative without a condition
}

// Verdict is one term of a condition: as written, and with its operands as
// the phone has them. Secrets are masked.
type Verdict struct {
	Term        string
	Left, Right string
	Holds       bool
	Note        string // why a comparison cannot hold
}

var defaultPort = map[string]int{"tftp": 69, "http": 80, "https": 443}

// Eval does what a phone does: it expands the macros in the text, parses what
// comes out and takes the first alternative that holds. A text that does not
// parse gives an [*Error]; so does a state whose values break the rule, such
// as a user ID with a quote, and then the error points at the macro.
func Eval(text string, c Context, s State) (*Result, error) {
	if _, err := Parse(text, c); err != nil {
		return nil, err
	}
	x := expand(text, s)
	r, err := parse(x.text, c, true)
	if err != nil {
		return nil, x.restate(err)
	}
	e := evaluator{x, s}
	result := &Result{Alternative: -1}
	for i := range r.Alternatives {
		a := &r.Alternatives[i]
		trial := e.try(i, a)
		result.Trace = append(result.Trace, trial)
		if !trial.Holds {
			continue
		}
		result.Alternative = i
		for _, as := range a.Assign {
			set := Setting{Name: as.Name, Value: as.Value.Plain(), shown: x.show(as.Value.Span)}
			if secretParameter(set.Name) {
				set.shown = strconv.Quote(Secret(set.Value).String())
			}
			result.Assignments = append(result.Assignments, set)
		}
		if a.URL != nil {
			result.Request = e.request(a)
		}
		break
	}
	return result, nil
}

// restate turns an error in the expanded text into one about the text as
// written. It names the macros in the way and never their values.
func (x *expansion) restate(err *Error) *Error {
	span, pieces := x.origin(Span{err.Offset, err.Offset + err.Len})
	out := *err
	out.Offset, out.Len = span.Start, span.Len()
	out.Message = "with the macros expanded, " + err.Message
	if len(pieces) > 0 {
		out.Found = "what " + x.source[pieces[0].ref.start:pieces[0].ref.end] + " expands to"
	}
	for _, p := range x.pieces {
		value := x.text[p.start:p.end]
		if i := strings.IndexAny(value, "\"|[]()#\\ \t\r\n"); i >= 0 && p.start <= err.Offset+err.Len {
			what := quote(value[i : i+1])
			if p.secret {
				what = "a quote, bar, bracket, parenthesis, backslash, # or blank"
			}
			out.Hint = "the value of $" + p.ref.name + " holds " + what + ", which the phone reads as part of the rule"
		}
	}
	return &out
}

type evaluator struct {
	*expansion
	state State
}

func (e evaluator) try(i int, a *Alternative) Trial {
	t := Trial{Alternative: i, Holds: true}
	if a.Cond == nil {
		return t
	}
	for _, term := range a.Cond.Terms {
		v := e.verdict(term)
		t.Terms = append(t.Terms, v)
		t.Holds = t.Holds && v.Holds
	}
	return t
}

func (e evaluator) verdict(t Term) Verdict {
	source, _ := e.origin(t.Span)
	v := Verdict{Term: string(printable(e.source[source.Start:source.End]))}
	if t.Op == True {
		v.Holds = true
		return v
	}
	left := t.Left
	v.Left = e.show(left.Value.Span)
	if t.Implied() {
		left = operandOf(e.state.Get("SWVER"))
		v.Left = left.Value.Text
	}
	v.Right = e.show(t.Right.Value.Span)
	v.Holds, v.Note = compare(left, t.Op, t.Right)
	return v
}

// operandOf is the operand that a phone reads from an unquoted value.
func operandOf(value string) Operand {
	o := Operand{Kind: Unknown, Value: Value{Text: value}}
	if isInteger(value) {
		o.Kind = Integer
	} else if _, ok := parseVersion(value); ok {
		o.Kind = Version
	}
	return o
}

// compare decides a comparison. One that the guide does not allow, of unlike
// kinds or of an order between strings, does not hold; note says why.
func compare(left Operand, op Op, right Operand) (holds bool, note string) {
	if left.Kind != right.Kind {
		return false, unlike(left.Kind, right.Kind)
	}
	var c int
	switch left.Kind {
	case String:
		if op.Ordered() {
			return false, "strings have no order"
		}
		c = strings.Compare(left.Value.Plain(), right.Value.Plain())
	case Integer:
		c = compareIntegers(left.Value.Text, right.Value.Text)
	case Version:
		a, _ := parseVersion(left.Value.Text)
		b, _ := parseVersion(right.Value.Text)
		c = a.compare(b)
	default:
		return false, "neither side is a value"
	}
	return holdsFor(op, c), ""
}

func unlike(a, b Kind) string {
	return fmt.Sprintf("unlike kinds do not compare: %s and %s", a, b)
}

// holdsFor reports whether an operator holds for the outcome of a comparison.
func holdsFor(op Op, c int) bool {
	switch op {
	case Eq:
		return c == 0
	case Ne:
		return c != 0
	case Lt:
		return c < 0
	case Le:
		return c <= 0
	case Gt:
		return c > 0
	case Ge:
		return c >= 0
	}
	return false
}

func (e evaluator) request(a *Alternative) *Request {
	r := &Request{Method: "GET", Scheme: a.URL.Scheme, Host: a.URL.Host, Path: a.URL.Path}
	if r.Scheme == "" {
		r.Scheme = "tftp"
	}
	if r.Port = clampedInt(a.URL.Port); a.URL.Port == "" {
		r.Port = defaultPort[r.Scheme]
	}
	r.shownPath = e.show(Span{a.URL.Span.End - len(a.URL.Path), a.URL.Span.End})
	for _, o := range a.Options {
		value := o.Value.Plain()
		switch o.Name {
		case "uid":
			r.UID, r.shownUID = value, e.show(o.Value.Span)
		case "pwd":
			r.Pwd = Secret(value)
		case "key":
			r.Key = Secret(value)
		case "post":
			r.Post = value
			// POST is a way to ask over HTTP; TFTP has none.
			if value != "" && r.Scheme != "tftp" {
				r.Method = "POST"
			}
		case "alias":
			r.Alias = value
		case "delta":
			r.Delta = true
		}
	}
	return r
}

// String tells what was taken and why, in a line an alternative and term, with
// secrets masked.
func (r *Result) String() string {
	var b strings.Builder
	for _, t := range r.Trace {
		word := "does not hold"
		if t.Holds {
			word = "holds"
		}
		fmt.Fprintf(&b, "alternative %d %s\n", t.Alternative+1, word)
		for _, v := range t.Terms {
			sign := "no "
			if v.Holds {
				sign = "yes"
			}
			fmt.Fprintf(&b, "  %s  %s", sign, v.Term)
			if v.Left+v.Right != "" {
				fmt.Fprintf(&b, "  (%s, %s)", v.Left, v.Right)
			}
			if v.Note != "" {
				b.WriteString("  " + v.Note)
			}
			b.WriteByte('\n')
		}
	}
	if r.Alternative < 0 {
		b.WriteString("nothing is taken\n")
	}
	for _, s := range r.Assignments {
		fmt.Fprintf(&b, "sets %s\n", s)
	}
	if r.Request != nil {
		fmt.Fprintf(&b, "requests %s\n", r.Request)
	}
	return strings.TrimSuffix(b.String(), "\n")
}
