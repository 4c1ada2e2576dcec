package draft

import (
	"bytes"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Secrets are the passwords that files held, by the names that stand for them in CUE.
type Secrets struct {
	values map[string]string
	hidden map[string]bool // values

	given map[wish]string // names, by what was asked for
	next  map[string]int  // the number behind the next one that wants a name
}

// wish is for a name of a value.
type wish struct{ wanted, value string }

var unfit = regexp.MustCompile(`[^A-Za-z0-9_.-]+`)

// Name gives a value a name: the one that is wanted, with a number behind it where
// that stands for another value.
func (s *Secrets) Name(wanted, value string) string {
	if s.values == nil {
		s.values = map[string]string{}
	}
	wanted = strings.Trim(unfit.ReplaceAllString(wanted, "_"), "_.-")
	if wanted == "" {
		wanted = "secret"
	}
	if s.given == nil {
		s.given, s.next = map[wish]string{}, map[string]int{}
	}
	name, ok := s.given[wish{wanted, value}]
	for !ok {
		name = wanted
		if n := s.next[wanted]; n > 0 {
			name += "_" + strconv.Itoa(n+1)
		}
		if ok = s.isFree(name, value); !ok {
			s.next[wanted]++
		}
	}
	s.values[name] = value
	s.given[wish{wanted, value}] = name
	return name
}

// isFree reports whether a name can stand for a value.
func (s *Secrets) isFree(name, value string) bool {
	v, taken := s.values[name]
	return !taken || v == value
}

// set gives a value a name that is free for it.
func (s *Secrets) set(name, value string) {
	if s.values == nil {
		s.values = map[string]string{}
	}
	s.values[name] = value
}

// Len counts the names.
func (s *Secrets) Len() int { return len(s.values) }

// Value is what a name stands for.
func (s *Secrets) Value(name string) (string, bool) {
	v, ok := s.values[name]
	return v, ok
}

// Hide says that a text is a password, before it has a name.
func (s *Secrets) Hide(text string) {
	if s.hidden == nil {
		s.hidden = map[string]bool{}
	}
	s.hidden[text] = true
}

// short is a password that other text holds by chance.
const short = 4

// In reports whether a word of a text is one of the passwords.
func (s *Secrets) In(text string) bool {
	for _, word := range strings.Fields(text) {
		for _, w := range []string{word, strings.Trim(word, `.,;:!?()"'`), word[strings.LastIndexAny(word, ":=")+1:]} {
			if len(w) >= short && s.hidden[w] {
				return true
			}
		}
	}
	return false
}

// YAML writes the file that stands beside the repository.
func (s *Secrets) YAML(about string) ([]byte, error) {
	var b bytes.Buffer
	for line := range strings.Lines(about) {
		b.WriteString("# " + strings.TrimSpace(line) + "\n")
	}
	top := &yaml.Node{Kind: yaml.MappingNode}
	for _, name := range slices.Sorted(maps.Keys(s.values)) {
		top.Content = append(top.Content,
			&yaml.Node{Kind: yaml.ScalarNode, Value: name},
			&yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Style: yaml.DoubleQuotedStyle, Value: s.values[name]})
	}
	if len(s.values) == 0 {
		return b.Bytes(), nil
	}
	e := yaml.NewEncoder(&b)
	if err := e.Encode(top); err != nil {
		return nil, err
	}
	return b.Bytes(), e.Close()
}

// Names lists the names, sorted.
func (s *Secrets) Names() []string { return slices.Sorted(maps.Keys(s.values)) }
