// Package secret finds the values of secrets that a configuration names, and
// keeps them out of everything that is printed. No error or finding of this
// package holds a value.
package secret

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"

	"provc/compiler/diag"
)

// Source says where values come from: a file first, then the environment.
type Source struct {
	File     string // YAML of name: value, plain or encrypted with age; or empty
	Identity string // file of the age identity; empty: $PROVC_AGE_KEY

	// Env looks up an environment variable, as os.LookupEnv does.
	Env func(name string) (value string, ok bool)
}

// Resolver knows the values of a source.
type Resolver struct {
	source Source
	file   map[string]Value
}

// Use is one place where a configuration names a secret.
type Use struct {
	Name      string
	Parameter string
	Where     diag.Pos
}

// Open reads the file of a source. Its findings are warnings.
func Open(s Source) (*Resolver, diag.List, error) {
	r := &Resolver{source: s}
	if s.Env == nil {
		r.source.Env = func(string) (string, bool) { return "", false }
	}
	if s.File == "" {
		return r, nil, nil
	}
	data, found, err := r.source.read()
	if err != nil {
		return nil, nil, err
	}
	if r.file, err = parse(s.File, data); err != nil {
		return nil, nil, err
	}
	return r, found, nil
}

// EnvName is the environment variable of a secret: its name in upper case,
// with _ for every character that is neither a letter nor a digit of ASCII.
func EnvName(name string) string {
	return "PROVC_SECRET_" + strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z':
			return r - 'a' + 'A'
		case 'A' <= r && r <= 'Z', '0' <= r && r <= '9':
			return r
		}
		return '_'
	}, name)
}

// lookup finds one value, and says where. An empty variable counts as none:
// CI systems set those for secrets that they do not hand out.
func (r *Resolver) lookup(name string) (v Value, where string, ok bool) {
	if v, ok := r.file[name]; ok {
		return v, r.source.File, true
	}
	if text, _ := r.source.Env(EnvName(name)); text != "" {
		return NewValue(text), "$" + EnvName(name), true
	}
	return Value{}, "", false
}

// Value is the value of one secret, where there is one.
func (r *Resolver) Value(name string) (string, bool) {
	v, _, ok := r.lookup(name)
	return v.Reveal(), ok
}

// Fingerprint identifies the values that secrets have now, and where they come
// from. It reports false if one has none. It is as secret as the values: whoever
// has it can try passwords against it.
func (r *Resolver) Fingerprint(names []string) ([]byte, bool) {
	h := sha256.New()
	for _, name := range names {
		v, where, ok := r.lookup(name)
		if !ok {
			return nil, false
		}
		fmt.Fprintf(h, "%q %v %q\n", name, where == r.source.File, v.Reveal())
	}
	return h.Sum(nil), true
}

// Values are resolved secrets by name.
type Values map[string]Value

// Get tells a value to the file that is written with it.
func (v Values) Get(name string) (text string, ok bool) {
	value, ok := v[name]
	return value.Reveal(), ok
}

// Resolve finds the values of all uses. What has none is one error that names
// every such secret, and the places where it is used.
func (r *Resolver) Resolve(uses []Use) (Values, diag.List) {
	var (
		found   diag.List
		missing []Entry
		values  = Values{}
		sharing = map[string][]string{} // names by the variable they took
	)
	for _, e := range r.List(uses) {
		v, where, ok := r.lookup(e.Name)
		switch {
		case len(e.Uses) == 0: // in the file for somebody else
		case !ok:
			missing = append(missing, e)
		default:
			values[e.Name] = v
			if where != r.source.File {
				sharing[where] = append(sharing[where], e.Name)
			}
		}
	}
	for variable, names := range sharing {
		if len(names) > 1 {
			found.Add(secretVariableShared.At(diag.Pos{}, "secrets %s would all take their value from %s", quoted(names), variable).
				WithHint("rename all but one, or give them in a --secrets file"))
		}
	}
	if len(missing) > 0 {
		found.Add(r.unresolved(missing))
	}
	return values, found.Sorted()
}

// fewPlaces are how many places of secrets that have no value are named: one password
// may be that of a whole fleet, and a new repository has the value of none.
const fewPlaces = 9

func (r *Resolver) unresolved(missing []Entry) diag.Diagnostic {
	d := secretUnresolved.At(missing[0].Uses[0].Where, "a secret has no value").WithHint("give it in a --secrets file or as " + EnvName(missing[0].Name))
	if len(missing) > 1 {
		d.Summary = fmt.Sprintf("%d secrets have no value", len(missing))
		d.Hint = "give them in a --secrets file or as " + EnvName(missing[0].Name) + " and so on"
	}
	names := make([]string, len(missing))
	var places []diag.Related
	for i, m := range missing {
		names[i] = m.Name
		for _, u := range m.Uses {
			places = append(places, diag.Related{Message: m.Name + " is the value of " + u.Parameter, Pos: u.Where})
		}
		for _, name := range slices.Sorted(maps.Keys(r.file)) {
			if EnvName(name) == EnvName(m.Name) {
				d.Hint = fmt.Sprintf("%s has %q, not %q", r.source.File, name, m.Name)
			}
		}
	}
	d.Detail = quoted(names)
	if more := len(places) - fewPlaces; more > 1 {
		said := fmt.Sprintf("and of %d more parameters, from here on", more)
		if len(missing) > 1 {
			said = fmt.Sprintf("and %d more places, from here on; provc secrets list tells all", more)
		}
		places = append(places[:fewPlaces], diag.Related{Message: said, Pos: places[fewPlaces].Pos})
	}
	d.Related = places
	return d
}

// Entry is one line of a listing of secrets.
type Entry struct {
	Name   string
	Source string // the file, or $VARIABLE; empty: no value
	Uses   []Use  // by place; none: only the file knows the name
}

// List says of every secret that is used, or that the file has, where it is
// used and where its value comes from. It is sorted by name.
func (r *Resolver) List(uses []Use) []Entry {
	byName := map[string][]Use{}
	for name := range r.file {
		byName[name] = nil
	}
	for _, u := range uses {
		byName[u.Name] = append(byName[u.Name], u)
	}
	list := make([]Entry, 0, len(byName))
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		_, where, _ := r.lookup(name)
		uses := byName[name]
		slices.SortFunc(uses, func(a, b Use) int {
			return cmp.Or(a.Where.Compare(b.Where), cmp.Compare(a.Parameter, b.Parameter))
		})
		list = append(list, Entry{name, where, slices.Compact(uses)})
	}
	return list
}

func quoted(names []string) string {
	q := make([]string, len(names))
	for i, name := range names {
		q[i] = fmt.Sprintf("%q", name)
	}
	return strings.Join(q, ", ")
}
