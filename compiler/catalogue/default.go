package catalogue

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// A parameter's default may depend on its index and on the family of models, and so
// may what it takes:
//
//	@param(default=0,defaults="1,24,25: 1")              by index
//	@param(default="8",default.SPA525G2="11")            by family
//	@param(default="1",defaults.SPA525G2="1: 2")         by both
//	@param(choices="Speaker|Headset",choices.SPA525G2="Speaker|Headset|None")
//
// A list has entries between semicolons: indexes, a colon, the default there.
// Indexes are numbers (4), ranges of numbers (4-9), and for a parameter with two
// of them pairs (2.3).

// Default is the vendor's default of a parameter with these indexes, on models of
// a family; empty stands for all families. False means that none is known.
func (m *Meta) Default(family string, indexes ...int) (string, bool) {
	families := []string{family, ""}
	if family == "" {
		families = families[1:]
	}
	for _, f := range families {
		if value, ok := listed(m.lists[f], indexes); ok {
			return value, true
		}
		if value, ok := m.defaults[f]; ok {
			return value, true
		}
	}
	return "", false
}

// ByFamily reports whether the default is not known of all families of models alike.
func (m *Meta) ByFamily() bool { return len(m.Families())+len(m.Unsure) > 0 }

// Families lists the families of models that have defaults of their own.
func (m *Meta) Families() []string {
	own := map[string]bool{}
	for _, by := range []map[string]string{m.defaults, m.lists} {
		for family := range by {
			own[family] = family != ""
		}
	}
	delete(own, "")
	return slices.Sorted(maps.Keys(own))
}

// ofFamily takes over a part of the attribute, if it is one that may be of a family
// of models alone.
func (m *Meta) ofFamily(key, value string) bool {
	what, family, _ := strings.Cut(key, ".")
	switch what {
	case "default":
		put(&m.defaults, family, value)
	case "defaults":
		put(&m.lists, family, value)
	case "choices":
		put(&m.Choices, family, strings.Split(value, "|"))
	default:
		return false
	}
	return true
}

func put[V any](to *map[string]V, key string, value V) {
	if *to == nil {
		*to = map[string]V{}
	}
	(*to)[key] = value
}

// listed finds the entry of a list that has these indexes.
func listed(list string, indexes []int) (string, bool) {
	if list == "" || len(indexes) == 0 {
		return "", false
	}
	for entry := range strings.SplitSeq(list, "; ") {
		where, value, _ := strings.Cut(entry, ":")
		for place := range strings.SplitSeq(where, ",") {
			if covers(place, indexes) {
				return strings.TrimPrefix(value, " "), true
			}
		}
	}
	return "", false
}

// covers reports whether a number, range or pair of a list stands for these
// indexes.
func covers(place string, indexes []int) bool {
	if from, to, ok := strings.Cut(place, "-"); ok && len(indexes) == 1 {
		low, err := strconv.Atoi(from)
		high, err2 := strconv.Atoi(to)
		return err == nil && err2 == nil && low <= indexes[0] && indexes[0] <= high
	}
	var b strings.Builder
	for i, n := range indexes {
		if i > 0 {
			b.WriteByte('.')
		}
		b.WriteString(strconv.Itoa(n))
	}
	return place == b.String()
}
