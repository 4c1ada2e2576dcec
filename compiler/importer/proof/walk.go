package proof

import (
	"html"
	"regexp"
	"strings"
	"unicode/utf8"
)

// This file is a second reader of the source files, as plain as it can be: regular
// expressions over the text. It shares no code with the reader that import goes by
// (package source), and understands nothing of phones, so that what one of them
// overlooks, the other finds.

// item is something that a file says: an attribute, or an element with text.
type item struct {
	name, value string
	text        bool // of an element
	line        int
	element     string
}

// walked is what a file says.
type walked struct {
	items    []item
	elements int // all, those without text and attributes included
}

var (
	markup = regexp.MustCompile(`(?s)<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<!(?:[^<>\[\]]|\[[^\]]*\])*>|` +
		`</[^<>]*>|<[^\s<>/!?"'=]+(?:[^<>"']|"[^"]*"|'[^']*')*>`)
	tagName   = regexp.MustCompile(`^</?([^\s<>/]+)`)
	attribute = regexp.MustCompile(`([^\s"'=/<>]+)\s*=\s*(?:"([^"]*)"|'([^']*)')`)
)

// walk goes through the text of a file.
func walk(data []byte) walked {
	text := plain(data)
	var w walked
	type open struct {
		name     string
		line     int
		children bool
		text     strings.Builder
	}
	var stack []*open
	from, line := 0, 1
	say := func(s string) {
		if len(stack) > 0 {
			stack[len(stack)-1].text.WriteString(s)
		}
	}
	end := func() {
		e := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		parameter := !e.children && len(stack) > 0 && afterColon(stack[len(stack)-1].name) == "flat-profile"
		if parameter || strings.TrimSpace(e.text.String()) != "" {
			w.items = append(w.items, item{name: e.name, value: e.text.String(), text: true, line: e.line, element: e.name})
		}
	}
	for _, found := range markup.FindAllStringIndex(text, -1) {
		between, token := text[from:found[0]], text[found[0]:found[1]]
		say(html.UnescapeString(between))
		line += strings.Count(between, "\n")
		starts := line
		line += strings.Count(token, "\n")
		from = found[1]
		switch {
		case strings.HasPrefix(token, "<![CDATA["):
			say(token[len("<![CDATA[") : len(token)-len("]]>")])
		case strings.HasPrefix(token, "<!"), strings.HasPrefix(token, "<?"):
		case strings.HasPrefix(token, "</"):
			if len(stack) > 0 {
				end()
			}
		default:
			name := tagName.FindStringSubmatch(token)[1]
			w.elements++
			if len(stack) > 0 {
				stack[len(stack)-1].children = true
			}
			rest, counted, at := token[1+len(name):], 0, starts
			for _, a := range attribute.FindAllStringSubmatchIndex(rest, -1) {
				value := ""
				if a[4] >= 0 {
					value = rest[a[4]:a[5]]
				} else {
					value = rest[a[6]:a[7]]
				}
				at += strings.Count(rest[counted:a[2]], "\n")
				counted = a[2]
				w.items = append(w.items, item{name: rest[a[2]:a[3]], value: html.UnescapeString(value), line: at, element: name})
			}
			stack = append(stack, &open{name: name, line: starts})
			if strings.HasSuffix(token, "/>") {
				end()
			}
		}
	}
	return w
}

func afterColon(name string) string { return name[strings.LastIndexByte(name, ':')+1:] }

// windows are the characters from 80 to 9F of Windows-1252.
const windows = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"

// plain is the text of a file: UTF-8 as it is, all else a byte a character.
func plain(data []byte) string {
	text := strings.TrimPrefix(string(data), "\ufeff")
	if utf8.ValidString(text) {
		return text
	}
	high := []rune(windows)
	var b strings.Builder
	for _, c := range data {
		if c >= 0x80 && c < 0xa0 {
			b.WriteRune(high[c-0x80])
		} else {
			b.WriteRune(rune(c))
		}
	}
	return b.String()
}

// same reports whether two readers mean the same value: blanks of any kind count as one,
// and characters beyond ASCII as any, where a file is in an encoding that only its
// declaration tells.
func same(a, b, encoding string) bool {
	if a == b {
		return true
	}
	a, b = strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " ")
	if a == b {
		return true
	}
	switch encoding {
	case "", "UTF-8", "ISO-8859-1", "Windows-1252":
		return false
	}
	ascii := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= utf8.RuneSelf {
				return '?'
			}
			return r
		}, s)
	}
	return ascii(a) == ascii(b)
}
