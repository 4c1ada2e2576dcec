package rule

import "strings"

// url reads a URL up to a bar, a comment or the end. The next byte is no
// blank.
func (p *parser) url() (*URL, *Error) {
	if p.peek() == '"' {
		return nil, p.fail(p.here(), "expected a URL", "a quoted string", `a condition stands in parentheses: ( … ) ?`)
	}
	s := p.run("|\"")
	if p.peek() == '"' {
		return nil, p.fail(p.here(), "a URL cannot contain a quote", "", "write %22")
	}
	if p.skip() && p.peek() != '|' {
		return nil, p.afterURL(s)
	}
	u := &URL{Span: s}
	return u, p.split(u, p.src[s.Start:s.End])
}

// afterURL is the error for text after the blank that ends a URL.
func (p *parser) afterURL(url Span) *Error {
	next := p.run("|")
	hint := "write %20 for a blank"
	switch c := p.src[next.Start]; {
	case c == '?' || c == '!':
		hint = "a condition is written ( … ) ? and assignments ( Name = \"value\" ; ) !"
	case c == '(' || c == '[' || strings.Contains(p.src[next.Start:next.End], "://"):
		hint = "alternatives are separated by |; options stand before the URL"
	}
	if _, ok := (token{kind: wordToken, text: p.src[next.Start:next.End]}).operator(); ok {
		hint = `a condition stands in parentheses: ( … ) ?`
	}
	return p.expected(Span{next.Start, max(next.End, next.Start+1)}, "| or the end after the URL", hint)
}

// split takes a URL apart.
func (p *parser) split(u *URL, text string) *Error {
	for i := 0; i < len(text); i++ {
		if text[i] < ' ' || text[i] == 0x7f {
			return p.fail(Span{u.Span.Start + i, u.Span.Start + i + 1}, "a URL cannot contain a control character", "", "")
		}
	}
	rest, at := text, u.Span.Start
	if i := strings.Index(text, "://"); i >= 0 && strings.IndexByte(text[:i], '/') < 0 && strings.IndexByte(text[:i], '?') < 0 {
		scheme := text[:i]
		switch lower := strings.ToLower(scheme); {
		case lower == "tftp", lower == "http", lower == "https":
			u.Scheme = lower
		case !p.expanded && hasMacro(scheme):
			u.Scheme = scheme
		default:
			return p.expected(Span{at, at + i}, "tftp, http or https", "")
		}
		rest, at = text[i+3:], at+i+3
	}
	host := rest
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		host, u.Path = rest[:i], rest[i:]
	} else if p.expanded || !hasMacro(rest) {
		hint := `a path begins with "/"`
		if u.Scheme == "" {
			hint = "a URL cannot contain |, and a path begins with /"
		}
		return p.fail(Span{at + len(rest), at + len(rest)}, "the URL has no path", "", hint)
	}
	if i := strings.IndexByte(host, '@'); i >= 0 {
		return p.fail(Span{at, at + i + 1}, "a URL has no place for a user", "", "a user and a password are given as [--uid name --pwd password]")
	}
	u.Host = host
	if i := portColon(host); i >= 0 {
		u.Host, u.Port = host[:i], host[i+1:]
		if err := p.checkPort(u.Port, at+i+1); err != nil {
			return err
		}
		if u.Host == "" {
			return p.fail(Span{at, at + 1}, "a port needs a host before it", "", "")
		}
	}
	return p.checkHost(u.Host, at)
}

// portColon is the place of the colon before a port, -1 if there is none;
// colons in $(NAME:p:q) are no such.
func portColon(host string) int {
	for i := 0; i < len(host); i++ {
		if host[i] == '$' {
			if ref, ok := macroAt(host, i); ok {
				i = ref.end - 1
			}
		} else if host[i] == ':' {
			return i
		}
	}
	return -1
}

func (p *parser) checkPort(port string, at int) *Error {
	if !p.expanded && hasMacro(port) {
		return nil
	}
	if n := clampedInt(leading(port, isDigit)); port == "" || !all(port, isDigit) || n < 1 || n > 65535 {
		return p.expected(Span{at, at + len(port)}, "a port from 1 to 65535", "")
	}
	return nil
}

func (p *parser) checkHost(host string, at int) *Error {
	for i := 0; i < len(host); i++ {
		c := host[i]
		if c == '$' && !p.expanded {
			if ref, ok := macroAt(host, i); ok {
				i = ref.end - 1
				continue
			}
		}
		if isNameChar(c) || c >= 0x80 {
			continue
		}
		return p.fail(Span{at + i, at + i + 1}, "a host name cannot contain this character", quote(host[i:i+1]), `a path begins with "/"`)
	}
	return nil
}
