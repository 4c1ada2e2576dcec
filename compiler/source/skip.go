package source

import "strings"

// skip goes over the rest of a declaration, whatever it holds, and over the comma
// behind it. As in CUE, a line ends it if what is there so far may be complete.
func (s *scanner) skip(complete bool) bool {
	return s.tokens(nil, complete)
}

// tokens goes over tokens: up to the last bracket of those that are to be closed,
// or up to the end of a declaration if there are none.
func (s *scanner) tokens(closing []byte, complete bool) bool {
	if s.depth == maxNesting { // of texts that hold expressions that hold texts
		return false
	}
	s.depth++
	defer func() { s.depth-- }()
	outside := len(closing) == 0
	for {
		ch := s.text[s.at]
		ends := outside && len(closing) == 0
		switch {
		case ch == 0:
			return ends
		case classes[ch]&blank != 0:
			s.at++
		case ch == '\n':
			if ends && complete {
				return true
			}
			s.newline()
		case ch == '/' && s.text[s.at+1] == '/':
			if ends && complete {
				return true
			}
			s.space()
		case ch == ',' && ends:
			s.at++
			return true
		case ch == '(':
			closing = append(closing, ')')
			s.at++
		case ch == '{' || ch == '[':
			closing = append(closing, ch+2) // as ASCII has it
			s.at++
		case ch == '}' || ch == ']' || ch == ')':
			if ends {
				return ch == '}'
			}
			if closing[len(closing)-1] != ch {
				return false
			}
			closing = closing[:len(closing)-1]
			s.at++
			if complete = true; len(closing) == 0 && !outside {
				return true
			}
		case ch == '"' || ch == '\'' || ch == '#':
			if !s.anyString() {
				return false
			}
			complete = true
		case classes[ch]&digit != 0 || ch == '.' && classes[s.text[s.at+1]]&digit != 0:
			s.anyNumber()
			complete = true
		case strings.HasPrefix(s.text[s.at:], "..."):
			s.at += len("...")
			complete = true
		default:
			// The rest of CUE: words, which may be complete, and operators, which are
			// not. Attributes are like words with brackets behind them.
			complete = classes[ch]&(letter|inWord) != 0 || ch >= 0x80 || ch == '?' || ch == '@' || ch == ';'
			s.at++
		}
	}
}

// anyNumber goes over a number of any form.
func (s *scanner) anyNumber() {
	for classes[s.text[s.at]]&(letter|inWord) != 0 || s.text[s.at] == '.' {
		exponent := s.text[s.at]|0x20 == 'e'
		s.at++
		if sign := s.text[s.at]; exponent && (sign == '-' || sign == '+') {
			s.at++
		}
	}
}

// anyString goes over text or bytes of any form, or over the # of a definition.
func (s *scanner) anyString() bool {
	start := s.at
	for s.text[s.at] == '#' {
		s.at++
	}
	hashes := s.text[start:s.at]
	quote := s.text[s.at]
	if quote != '"' && quote != '\'' {
		return hashes == "#"
	}
	closing := string(quote) + hashes
	s.at++
	several := false // lines
	switch behind := s.text[s.at:]; {
	case strings.HasPrefix(behind, closing):
		// Without hashes, two quotes are nothing and three begin several lines.
		if hashes == "" && behind[1] == quote {
			several = true
			break
		}
		s.at += len(closing)
		return true
	case behind[0] == quote && behind[1] == quote:
		if strings.HasPrefix(behind[1:], closing) {
			s.at += 1 + len(closing)
			return true
		}
		several = true
	}
	if several {
		s.at += 2
		closing = string([]byte{quote, quote}) + closing
		if s.text[s.at] == '\r' {
			s.at++
		}
		if s.text[s.at] != '\n' {
			return false
		}
	}
	begins := false // only blanks so far in this line
	for {
		switch ch := s.text[s.at]; {
		case ch == 0 || ch == '\n' && !several:
			return false
		case ch == '\n':
			s.newline()
			begins = true
		case ch == quote && (begins || !several) && strings.HasPrefix(s.text[s.at:], closing):
			s.at += len(closing)
			return true
		case ch == '\\':
			begins = false
			s.at++
			if !strings.HasPrefix(s.text[s.at:], hashes) {
				break
			}
			s.at += len(hashes)
			switch ch := s.text[s.at]; {
			case ch == '(':
				s.at++
				if !s.tokens([]byte{')'}, false) {
					return false
				}
			case ch == quote || strings.IndexByte(`abfnrtv\/`, ch) >= 0:
				s.at++
			}
		default:
			begins = begins && classes[ch]&blank != 0
			s.at++
		}
	}
}
