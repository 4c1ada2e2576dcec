package meant

import (
	"bytes"
	"regexp"
	"strings"
)

var tag = regexp.MustCompile(`^\s*<(\?xml|[A-Za-z])`)

func (s *source) xmlFile() (Mistake, bool) {
	if !tag.Match(bytes.TrimPrefix(s.text, []byte("\uFEFF"))) {
		return Mistake{}, false
	}
	return s.told(0, "the file holds XML, which CUE is not", `write parameters as fields, such as reg: "1": address: "1001"`), true
}

// conflicted is a line that git leaves where two changes did not go together.
var conflicted = regexp.MustCompile(`(?m)^(<{7}|>{7}|\|{7})( .*)?\r?$|^={7}\r?$`)

// conflict finds such a line: the one at which the parser gave up, or one just before it.
// A conflict is told where it begins.
func (s *source) conflict(offset int) (Mistake, bool) {
	from := bytes.LastIndexByte(s.text[:offset], '\n') + 1
	end := len(s.text)
	if n := bytes.IndexByte(s.text[offset:], '\n'); n >= 0 {
		end = offset + n
	}
	if from > 0 {
		from = bytes.LastIndexByte(s.text[:from-1], '\n') + 1
	}
	at := conflicted.FindIndex(s.text[from:end])
	if at == nil {
		return Mistake{}, false
	}
	begin := from + at[0]
	for begins := begin; begins > 0 && s.text[begin] != '<'; {
		begins = bytes.LastIndexByte(s.text[:begins-1], '\n') + 1
		if line := s.text[begins:]; bytes.HasPrefix(line, []byte(">>>>>>>")) {
			break
		} else if bytes.HasPrefix(line, []byte("<<<<<<< ")) {
			begin = begins
		}
	}
	return placed(begin, "a merge conflict is not resolved here", "keep of the two sides what is right, and delete the lines <<<<<<<, ======= and >>>>>>>"), true
}

// comment finds comments of other languages.
func (l line) comment() (Mistake, bool) {
	const summary, hint = "comments begin with //", "write // in the place of %s"
	first := l.of(l.from)
	opens := func(mark string) bool {
		return l.tokens[l.from].kind != text && bytes.HasPrefix(l.text[l.tokens[l.from].start:], []byte(mark))
	}
	for _, mark := range []string{"<!--", "/*", "--", ";", "/", "'"} {
		if !opens(mark) || mark == "'" && strings.Count(string(l.text[l.tokens[l.from].start:l.tokens[l.to-1].end]), "'") > 1 {
			continue
		}
		if mark == "<!--" || mark == "/*" {
			return l.told(l.from, summary, hint+", on each line", mark).by(l.commented(mark)...)
		}
		return l.told(l.from, summary, hint, mark).by(l.slashed(l.from, mark))
	}
	if l.tokens[l.from].kind == word && strings.HasPrefix(first, "#") {
		if rest := strings.TrimLeft(first, "#"); rest == "" || l.has(l.from+1, word) && l.from+1 < l.to {
			mark := first[:len(first)-len(rest)]
			return l.told(l.from, summary, hint, mark).by(l.slashed(l.from, mark))
		}
	}
	// Behind something that is CUE.
	i, ok := l.each(func(i int) bool { return i > l.from && l.tokens[i].kind == word && strings.Trim(l.of(i), "#") == "" })
	if ok {
		return l.told(i, summary, hint, l.of(i)).by(l.slashed(i, l.of(i)))
	}
	i, ok = l.each(func(i int) bool {
		return i > l.from && (l.is(i, "/") && l.is(i+1, "*") || l.is(i, "<") && l.is(i+1, "!") && strings.HasPrefix(l.of(i+2), "--"))
	})
	if ok {
		return l.mistake(i, summary, "write // in its place")
	}
	return Mistake{}, false
}

// slashed begins the comment at a token as CUE does.
func (l line) slashed(i int, mark string) change {
	at := l.tokens[i].start
	return change{at, at + len(mark), "//"}
}

// commented is a comment that ends where its line does, or within one of the lines below.
func (l line) commented(mark string) []change {
	closes := map[string]string{"/*": "*/", "<!--": "-->"}[mark]
	at := l.tokens[l.from].start
	end := bytes.Index(l.text[at:], []byte(closes))
	if end < 0 {
		return nil
	}
	end += at
	rest, _, _ := bytes.Cut(l.text[end+len(closes):], []byte("\n"))
	if len(bytes.TrimSpace(rest)) > 0 {
		return nil
	}
	all := []change{{at, at + len(mark), "//"}}
	for i := at; i < end; i++ {
		if l.text[i] == '\n' {
			begin := i + 1
			for begin < end && (l.text[begin] == ' ' || l.text[begin] == '\t') {
				begin++
			}
			all = append(all, insert(begin, "// "))
		}
	}
	return append(all, change{end, end + len(closes), ""})
}

// element finds XML.
func (l line) element() (Mistake, bool) {
	i, ok := l.each(func(i int) bool {
		return l.is(i, "<") && (i == l.from || l.is(i-1, ":")) && (l.has(i+1, word) || l.is(i+1, "/") || l.is(i+1, "?")) && l.tokens[i+1].start == l.tokens[i].end
	})
	if !ok {
		return Mistake{}, false
	}
	hint := `write parameters as fields, such as reg: "1": address: "1001"`
	for k := i; k+2 < l.to; k++ {
		if l.has(k, word) && l.is(k+1, "=") && l.has(k+2, text) && strings.Contains(l.of(k), ".") {
			if f, ok := l.field(k, k+2, k+3); ok {
				hint = "write " + f
			}
			break
		}
	}
	return l.mistake(i, "this is XML, which CUE is not", "%s", hint)
}
