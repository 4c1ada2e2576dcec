package compiler

import (
	"strconv"
	"strings"

	"provc/compiler/catalogue"
	"provc/compiler/value"
)

// value is a random value that is likely to lie at a parameter's bounds.
func (g *generated) value(p catalogue.Param) value.Node {
	text := func(s string) value.Node { return value.Node{Kind: value.String, Text: s} }
	number := func(s string) value.Node { return value.Node{Kind: value.Int, Text: s} }
	if values := p.Field.Type.Enum(); len(values) > 0 && g.rng.IntN(2) == 0 {
		v := values[g.rng.IntN(len(values))]
		return text(g.one(v, v, v, strings.ToUpper(v), v+" "))
	}
	switch g.rng.IntN(6) {
	case 0:
		return value.Node{Kind: value.Bool, Text: g.one("true", "false")}
	case 1:
		return number(strconv.Itoa(g.rng.IntN(300) - 60))
	case 2:
		bounds := boundsIn(p.Field.Type.Sentence())
		if len(bounds) == 0 {
			return number(g.one("0", "1", "65535", "65536", "-1", "99999999999", "12345678901234567890123"))
		}
		b := bounds[g.rng.IntN(len(bounds))]
		return number(strconv.Itoa(b + g.rng.IntN(3) - 1))
	case 3:
		return text(strings.Repeat(g.one("x", "é", "5"), g.rng.IntN(4)))
	case 4:
		n := g.one("10", "32", "33", "40", "63", "64", "65", "128", "129", "255", "256", "257")
		i, _ := strconv.Atoi(n)
		return text(strings.Repeat("x", i))
	}
	return text(g.one("", " ", "\n", "\t", "\x07", "03:00", "24:00", "1.2.3.4", "http://x.example/", "x y", "ü\"<&", "true", "1", "0", "+49", "sip:x@y", "\u2028", "\u00a0"))
}

// boundsIn finds the numbers in the sentence of a type.
func boundsIn(s string) []int {
	var all []int
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r != '-' && (r < '0' || r > '9') }) {
		if i, err := strconv.Atoi(part); err == nil {
			all = append(all, i)
		}
	}
	return all
}

// quoted is a value as CUE has it.
func quoted(n value.Node) string {
	if n.Kind != value.String {
		return n.Text
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range n.Text {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case r < 0x20 || r == 0x2028:
			b.WriteString(`\u` + strings.Repeat("0", 4-len(strconv.FormatInt(int64(r), 16))) + strconv.FormatInt(int64(r), 16))
		default:
			b.WriteRune(r)
		}
	}
	return b.String() + `"`
}
