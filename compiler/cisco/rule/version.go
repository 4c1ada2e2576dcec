package rule

import (
	"cmp"
	"strings"
)

// version is a software or hardware version in comparable form. Numbers are
// kept as digits, since a rule may hold any number of them.
type version struct {
	numbers []string // 7.5.2 without leading zeros
	letters string   // the b of 7.5.2b, the MPP of 11-2-1MPP-3
	serial  string   // the 0002 of 11-3-2MPP0002-256
	build   string   // the 256 of it
	text    string   // the G of 2.0.3(G)
}

// parseVersion reads 2.0.6, 7.5.2b, 7.6.2.a, 2.0.3(0412s), and the form of
// multiplatform phones, sip88xx.11-2-1MPP-3. A single number is none.
func parseVersion(s string) (v version, ok bool) {
	if i := strings.IndexByte(s, '('); i >= 0 {
		if !strings.HasSuffix(s, ")") || len(s) < i+3 || !all(s[i+1:len(s)-1], isMacroChar) {
			return v, false
		}
		v.text = s[i+1 : len(s)-1]
		s = s[:i]
	}
	separator := byte('.')
	if strings.IndexByte(s, '-') > 0 {
		separator = '-'
		// The product in front may have digits and dots of its own.
		product := s[:strings.LastIndexByte(s, '.')+1]
		if product != "" && !isLetter(product[0]) {
			return v, false
		}
		s = s[len(product):]
	}
	for {
		digits := leading(s, isDigit)
		if digits == "" {
			break
		}
		v.numbers = append(v.numbers, trimZeros(digits))
		s = s[len(digits):]
		if len(s) < 2 || s[0] != separator || !isMacroChar(s[1]) {
			break
		}
		s = s[1:]
	}
	v.letters = leading(s, isLetter)
	s = s[len(v.letters):]
	if v.letters != "" && separator == '-' {
		v.serial = leading(s, isDigit)
		s = s[len(v.serial):]
		if len(s) > 1 && s[0] == '-' {
			v.build = leading(s[1:], isMacroChar)
			s = s[1+len(v.build):]
		}
	}
	return v, s == "" && len(v.numbers) >= 2
}

// compare orders versions number by number, missing ones being 0, then by
// letters, serial, build and the text in parentheses; having none comes first.
func (v version) compare(w version) int {
	for i := range max(len(v.numbers), len(w.numbers)) {
		a, b := "0", "0"
		if i < len(v.numbers) {
			a = v.numbers[i]
		}
		if i < len(w.numbers) {
			b = w.numbers[i]
		}
		if c := compareDigits(a, b); c != 0 {
			return c
		}
	}
	return cmp.Or(
		cmp.Compare(v.letters, w.letters),
		compareDigits(v.serial, w.serial),
		compareDigits(v.build, w.build),
		cmp.Compare(v.text, w.text))
}

// isInteger reports whether a word is digits, perhaps with a minus sign.
func isInteger(s string) bool {
	s = strings.TrimPrefix(s, "-")
	return s != "" && all(s, isDigit)
}

// compareIntegers orders integers of any size.
func compareIntegers(a, b string) int {
	a, negA := strings.CutPrefix(a, "-")
	b, negB := strings.CutPrefix(b, "-")
	a, b = trimZeros(a), trimZeros(b)
	negA, negB = negA && a != "0", negB && b != "0"
	switch {
	case negA && negB:
		return compareDigits(b, a)
	case negA:
		return -1
	case negB:
		return 1
	}
	return compareDigits(a, b)
}

// compareDigits orders runs of digits by their value; letters, which a build
// may hold, by their order.
func compareDigits(a, b string) int {
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
}

// nextInteger is n + 1, for n of any size.
func nextInteger(n string) string {
	digits, negative := strings.CutPrefix(n, "-")
	b := []byte(trimZeros(digits))
	if negative && string(b) != "0" {
		for i := len(b) - 1; i >= 0; i-- {
			if b[i]--; b[i] >= '0' {
				break
			}
			b[i] = '9'
		}
		if rest := trimZeros(string(b)); rest != "0" {
			return "-" + rest
		}
		return "0"
	}
	for i := len(b) - 1; i >= 0; i-- {
		if b[i]++; b[i] <= '9' {
			return string(b)
		}
		b[i] = '0'
	}
	return "1" + string(b)
}

func trimZeros(digits string) string {
	if s := strings.TrimLeft(digits, "0"); s != "" {
		return s
	}
	return "0"
}

func leading(s string, is func(byte) bool) string {
	i := 0
	for i < len(s) && is(s[i]) {
		i++
	}
	return s[:i]
}

func all(s string, is func(byte) bool) bool { return leading(s, is) == s }
