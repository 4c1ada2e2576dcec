package cisco

import (
	"regexp"
	"strconv"
	"strings"
	"sync"

	"provc/compiler/catalogue"
)

// element is a parameter of the catalogue with its index filled in: an element
// of a profile.
type element struct {
	name     string
	field    *catalogue.Field
	line     int      // that it belongs to; 0 if to none
	families []string // of models that know it
	initial  string   // the vendor's default, as a phone reads it
	same     string   // its name in the other family, or empty
	secret   bool
	system   bool // part of the phone, whoever uses it: its address, its passwords
	callable bool // people change it at the phone: forwarding, speed dials, volumes
}

// elements are all parameters, by name.
var elements = sync.OnceValue(func() map[string]*element {
	all := map[string]*element{}
	Schema().Params(func(p catalogue.Param) bool {
		switch len(p.Indexes) {
		case 0:
			add(all, p.Name, 0, p)
		case 1:
			for i := range p.Indexes[0] {
				add(all, p.Fill(i+1), i+1, p)
			}
		default:
			for i := range p.Indexes[0] {
				for j := range p.Indexes[1] {
					add(all, p.Fill(i+1, j+1), 0, p)
				}
			}
		}
		return true
	})
	return all
})

var trailingNumber = regexp.MustCompile(`_([0-9]+)_*$`)

// add makes the element of a parameter, from its type and @param.
func add(all map[string]*element, name string, index int, p catalogue.Param) {
	meta := p.Field.Meta
	e := &element{
		name:     name,
		field:    p.Field,
		families: strings.Fields(meta.Values["models"]),
		initial:  meta.Default,
		same:     meta.Values["same"],
		secret:   meta.Secret,
		system:   strings.HasPrefix(meta.Values["group"], "System/"),
	}
	e.callable = meta.Values["access"] == "rw" && !e.system
	if meta.Values["line"] != "" {
		if m := trailingNumber.FindStringSubmatch(name); m != nil {
			e.line, _ = strconv.Atoi(m[1])
		}
	}
	if step, err := strconv.Atoi(meta.Values["step"]); err == nil {
		if first, err := strconv.Atoi(meta.Default); err == nil {
			e.initial = strconv.Itoa(first + step*(index-1))
		}
	}
	all[name] = e
}

// compareNames orders parameters as administrators read them: numbers within a
// name as numbers.
func compareNames(a, b string) int {
	for a != "" && b != "" {
		i, j := digits(a), digits(b)
		if i > 0 && j > 0 {
			x, y := strings.TrimLeft(a[:i], "0"), strings.TrimLeft(b[:j], "0")
			if len(x) != len(y) {
				return len(x) - len(y)
			}
			if c := strings.Compare(x, y); c != 0 {
				return c
			}
			a, b = a[i:], b[j:]
			continue
		}
		if a[0] != b[0] {
			return int(a[0]) - int(b[0])
		}
		a, b = a[1:], b[1:]
	}
	return len(a) - len(b)
}

// digits is the length of the number that a text begins with.
func digits(s string) int {
	return len(s) - len(strings.TrimLeft(s, "0123456789"))
}

func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return strconv.Itoa(n) + " " + what
}
