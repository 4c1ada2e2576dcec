package facts

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"provc/compiler/catalogue"
)

// Element is a parameter of the catalogue with its index filled in: an element
// of a profile.
type Element struct {
	Name     string
	field    *catalogue.Field
	line     int                 // that it belongs to; 0 if to none
	families []string            // of models that know it
	Initial  string              // the vendor's default, as a phone reads it
	own      map[string]string   // the default of each family that has another
	unsure   []string            // families of which no source that can be trusted has the default
	choices  map[string][]string // what each family takes, where they differ; "" is all others
	same     string              // its name in the other family, or empty
	Secret   bool
	System   bool  // part of the phone, whoever uses it: its address, its passwords
	Rank     int32 // among all, by name
	Callable bool  // people change it at the phone: forwarding, speed dials, volumes
}

// Elements are all parameters, by name.
var Elements = sync.OnceValue(func() map[string]*Element {
	all := map[string]*Element{}
	Schema().Params(func(p catalogue.Param) bool {
		switch len(p.Indexes) {
		case 0:
			add(all, p)
		case 1:
			for i := range p.Indexes[0] {
				add(all, p, i+1)
			}
		default:
			for i := range p.Indexes[0] {
				for j := range p.Indexes[1] {
					add(all, p, i+1, j+1)
				}
			}
		}
		return true
	})
	for rank, name := range slices.SortedFunc(maps.Keys(all), CompareNames) {
		all[name].Rank = int32(rank)
	}
	return all
})

var trailingNumber = regexp.MustCompile(`_([0-9]+)_*$`)

// add makes the element of a parameter, from its type and @param.
func add(all map[string]*Element, p catalogue.Param, indexes ...int) {
	meta, name := p.Field.Meta, p.Fill(indexes...)
	initial, _ := meta.Default("", indexes...)
	e := &Element{
		Name:     name,
		field:    p.Field,
		families: strings.Fields(meta.Values["models"]),
		Initial:  initial,
		unsure:   meta.Unsure,
		choices:  meta.Choices,
		same:     meta.Values["same"],
		Secret:   meta.Secret,
		System:   strings.HasPrefix(meta.Values["group"], "System/"),
	}
	e.Callable = meta.Values["access"] == "rw" && !e.System
	if meta.Values["line"] != "" {
		if m := trailingNumber.FindStringSubmatch(name); m != nil {
			e.line, _ = strconv.Atoi(m[1])
		}
	}
	for _, family := range meta.Families() {
		if own, _ := meta.Default(family, indexes...); own != initial {
			if e.own == nil {
				e.own = map[string]string{}
			}
			e.own[family] = own
		}
	}
	all[name] = e
}

// CompareNames orders parameters as administrators read them: numbers within a
// Name as numbers.
func CompareNames(a, b string) int {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	number := i // where the number begins that the difference lies in, if any
	for number > 0 && isDigit(a[number-1]) {
		number--
	}
	x, y := leadingNumber(a[number:]), leadingNumber(b[number:])
	if x != "" && y != "" && len(x) != len(y) {
		return len(x) - len(y)
	}
	return strings.Compare(a[i:], b[i:])
}

// leadingNumber is the number that a text begins with, without leading zeros.
func leadingNumber(s string) string {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return strings.TrimLeft(s[:n], "0")
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// Count says how many there are of something.
func Count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return strconv.Itoa(n) + " " + what
}
