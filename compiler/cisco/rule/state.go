package rule

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// State is what a phone knows when it evaluates a rule: a value for every
// macro. The zero State is that of a phone just started, see [Macro].Default.
type State struct {
	values map[string]string
}

// NewState makes a state of values given by macro name (EMS) or by the name of
// the parameter behind the macro (EM_Login_State, GPP_A). What is not given
// keeps its default; MAU and MAC follow MA. A name that is neither is an
// error, and so are two names of one macro with different values.
func NewState(values map[string]string) (State, error) {
	s := State{values: make(map[string]string, len(values))}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		i, ok := macroByName[name]
		if !ok {
			if i, ok = macroByParameter[name]; !ok {
				if near := NearestMacro(strings.TrimLeft(name, "$")); near != "" {
					return State{}, fmt.Errorf("no macro is called %q; did you mean %s", name, near)
				}
				return State{}, fmt.Errorf("no macro is called %q", name)
			}
		}
		macro := macroList[i].Name
		if old, ok := s.values[macro]; ok && old != values[name] {
			return State{}, fmt.Errorf("the macro %s is given twice, with different values", macro)
		}
		s.values[macro] = values[name]
	}
	if ma, ok := s.values["MA"]; ok {
		s.derive("MAU", strings.ToUpper(ma))
		if len(ma) == 12 {
			s.derive("MAC", ma[:2]+":"+ma[2:4]+":"+ma[4:6]+":"+ma[6:8]+":"+ma[8:10]+":"+ma[10:])
		}
	}
	return s, nil
}

func (s State) derive(name, value string) {
	if _, ok := s.values[name]; !ok {
		s.values[name] = value
	}
}

// Get is the value of a macro, or its default, or "" for an unknown name.
func (s State) Get(name string) string {
	if v, ok := s.values[name]; ok {
		return v
	}
	m, _ := LookupMacro(name)
	return m.Default
}

// String lists the values that differ from the defaults, secrets masked.
func (s State) String() string {
	var shown []string
	for _, name := range slices.Sorted(maps.Keys(s.values)) {
		v := fmt.Sprintf("%q", s.values[name])
		if m, _ := LookupMacro(name); m.Secret && s.values[name] != "" {
			v = mask
		}
		shown = append(shown, name+"="+v)
	}
	return strings.Join(shown, " ")
}

// GoString keeps secrets out of %#v as well.
func (s State) GoString() string { return "rule.State{" + s.String() + "}" }

// MarshalText keeps secrets out of JSON and YAML.
func (s State) MarshalText() ([]byte, error) { return []byte(s.String()), nil }
