package rule

import "strings"

// Context says which parameter a text stands in, and so what it may hold.
type Context uint8

const (
	Profile        Context = iota // Profile_Rule, Profile_Rule_B, _C and _D
	Upgrade                       // Upgrade_Rule: as Profile, but options have no effect
	Report                        // Report_Rule: as Profile, where phones send their configuration
	Trigger                       // Resync_Trigger_1 and _2: a bare condition, no parentheses, no "?"
	OptionString                  // bracketed options alone
	AssignmentOnly                // parenthesised assignments alone
)

var contextNames = [...]string{"profile rule", "upgrade rule", "report rule", "resync trigger", "options", "assignments"}

func (c Context) String() string {
	if int(c) < len(contextNames) {
		return contextNames[c]
	}
	return "unknown context"
}

// ContextOf names the context of a parameter such as Profile_Rule_B or
// Resync_Trigger_1; "options" and "assignments" stand for those parts alone.
// It reports false for a parameter that holds no rule.
func ContextOf(parameter string) (Context, bool) {
	switch parameter {
	case "Profile_Rule", "Profile_Rule_B", "Profile_Rule_C", "Profile_Rule_D", "Custom_CA_RULE", "Custom_CA_URL":
		return Profile, true
	case "Upgrade_Rule", "Upgrade_Rule_B":
		return Upgrade, true
	case "Report_Rule":
		return Report, true
	case "Resync_Trigger_1", "Resync_Trigger_2":
		return Trigger, true
	case "options":
		return OptionString, true
	case "assignments":
		return AssignmentOnly, true
	}
	return Profile, false
}

// Span is a part of the parsed text: byte offsets from 0, End excluded.
type Span struct{ Start, End int }

// Len is the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Rule is a parsed text. A rule without alternatives is empty: the phone skips
// it without error.
type Rule struct {
	Context      Context
	Alternatives []Alternative
	Comment      string // what follows the #, trimmed
	CommentSpan  Span   // from the # to the end; empty without a comment
	Source       string // the text that was parsed; empty in a rule built by hand
}

// Alternative is one way a rule can go. In the contexts Trigger, OptionString
// and AssignmentOnly a rule has one alternative, with only that part set.
type Alternative struct {
	Cond    *Condition // nil: always holds
	Assign  []Assignment
	Options []Option
	URL     *URL // nil: nothing is fetched
	Span    Span
}

// Condition holds when all its terms do; the language knows only "and".
type Condition struct {
	Terms []Term
	Span  Span // with the parentheses and the "?", where it has them
}

// Term is one comparison, or with Op [True] the word true, or with Op [Bare] a
// macro alone in Left that must expand to a term (as the legacy $UPGCOND).
type Term struct {
	Left   Operand // in a text without a left operand: $SWVER with an empty span
	Op     Op
	Right  Operand
	Span   Span
	OpSpan Span
}

// Implied reports whether the text had no left operand, so that $SWVER was
// put there.
func (t Term) Implied() bool { return t.Op < True && t.Left.Value.Span.Len() == 0 }

// Op is a comparison, or one of the two terms that compare nothing.
type Op uint8

const (
	Eq Op = iota
	Ne
	Lt
	Le
	Gt
	Ge
	True
	Bare
)

var opWords = [...]string{"eq", "ne", "lt", "le", "gt", "ge", "true", ""}

// String is the word operator, which needs no escaping in XML.
func (o Op) String() string {
	if int(o) < len(opWords) {
		return opWords[o]
	}
	return "?"
}

// Ordered reports whether the operator asks for an order, which strings have
// not.
func (o Op) Ordered() bool { return o >= Lt && o <= Ge }

// Kind is what an operand is. Both sides of a comparison must be of one kind.
type Kind uint8

const (
	String  Kind = iota // in double quotes
	Integer             // digits, perhaps with a minus sign
	Version             // 2.0.6, 7.5.2b, 1.0.31(b), sip88xx.11-2-1MPP-3
	Unknown             // not quoted and with macros: the kind shows when they are expanded
)

var kindNames = [...]string{"string", "integer", "version", "unquoted macro"}

func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "?"
}

// Operand is one side of a comparison.
type Operand struct {
	Kind  Kind
	Value Value
}

// Value is a piece of text, as written: macros unexpanded, escapes in place.
type Value struct {
	Quoted bool
	Text   string // without the quotes
	Span   Span   // with the quotes
}

// Plain is the text that the value stands for: in quotes, a backslash gives
// the next character its plain meaning.
func (v Value) Plain() string {
	if !v.Quoted || strings.IndexByte(v.Text, '\\') < 0 {
		return v.Text
	}
	var b strings.Builder
	for i := 0; i < len(v.Text); i++ {
		if v.Text[i] == '\\' && i+1 < len(v.Text) {
			i++
		}
		b.WriteByte(v.Text[i])
	}
	return b.String()
}

// String is the value as it stands in a rule.
func (v Value) String() string {
	if v.Quoted {
		return `"` + v.Text + `"`
	}
	return v.Text
}

// Assignment sets a parameter before anything is fetched.
type Assignment struct {
	Name     string // element name; the short forms a to p are spelt out as GPP_A to GPP_P
	Value    Value
	Span     Span
	NameSpan Span
}

// Option is one of the bracketed arguments in front of a URL.
type Option struct {
	Name  string // key, uid, pwd, post, alias or delta, without the dashes
	Value Value  // of no meaning for delta
	Span  Span
}

// Option is the option of that name, or nil.
func (a *Alternative) Option(name string) *Option {
	for i := range a.Options {
		if a.Options[i].Name == name {
			return &a.Options[i]
		}
	}
	return nil
}

// URL says where to fetch. Parts that the text leaves out are empty: scheme
// tftp, the TFTP server that DHCP names, and the scheme's own port stand for
// them.
type URL struct {
	Scheme string // tftp, http, https in lower case, or macros
	Host   string
	Port   string
	Path   string // begins with /; may be empty where the host part has macros
	Span   Span
}

// String is the URL as it stands in a rule.
func (u *URL) String() string {
	var b strings.Builder
	if u.Scheme != "" {
		b.WriteString(u.Scheme)
		b.WriteString("://")
	}
	b.WriteString(u.Host)
	if u.Port != "" {
		b.WriteByte(':')
		b.WriteString(u.Port)
	}
	b.WriteString(u.Path)
	return b.String()
}
