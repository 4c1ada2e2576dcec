package catalogue

import (
	"fmt"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/literal"
)

// meta reads @param(home=…,also=…,default=…,restart=…,secret,later) and @check(id).
func meta(attrs []*ast.Attribute) (Meta, error) {
	var m Meta
	for _, at := range attrs {
		name, body := at.Split()
		switch name {
		case "check":
			m.Check = body
			continue
		case "param":
		default:
			continue
		}
		m.Param = true
		for _, part := range splitAttr(body) {
			key, value, has := strings.Cut(part, "=")
			if strings.HasPrefix(value, `"`) {
				s, err := literal.Unquote(value)
				if err != nil {
					return m, err
				}
				value = s
			}
			if m.ofFamily(key, value) {
				continue
			}
			switch key {
			case "home":
				m.Home = value
			case "also":
				m.Also = value
			case "restart":
				switch value {
				case "yes":
					m.Restart = RestartYes
				case "no":
					m.Restart = RestartNo
				case "unknown":
				default:
					return m, fmt.Errorf("restart is yes, no or unknown, not %s", value)
				}
			case "unsure":
				m.Unsure = strings.Fields(value)
			case "secret":
				m.Secret = true
			case "later":
				m.Later = true
			default:
				if !has {
					value = "true"
				}
				if m.Values == nil {
					m.Values = map[string]string{}
				}
				m.Values[key] = value
			}
		}
	}
	return m, nil
}

// splitAttr splits an attribute's body at commas outside quotes.
func splitAttr(body string) []string {
	var parts []string
	start, quoted := 0, false
	for i := 0; i < len(body); i++ {
		switch c := body[i]; {
		case c == '\\' && quoted:
			i++
		case c == '"':
			quoted = !quoted
		case c == ',' && !quoted:
			parts = append(parts, strings.TrimSpace(body[start:i]))
			start = i + 1
		}
	}
	if rest := strings.TrimSpace(body[start:]); rest != "" {
		parts = append(parts, rest)
	}
	return parts
}

// doc joins the comment above a field into one line.
func doc(x *ast.Field) string {
	var lines []string
	for _, g := range ast.Comments(x) {
		if g.Doc {
			lines = append(lines, strings.Fields(g.Text())...)
		}
	}
	return strings.Join(lines, " ")
}
