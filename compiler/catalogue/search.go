package catalogue

import (
	"path"
	"strconv"
	"strings"
)

// Search calls f with every parameter whose name matches a pattern, in any letter
// case. Numbers in the pattern stand for indexes: ptt.channel.24.* finds
// ptt.channel.x.subscribed, with 24 for x.
func (s *Schema) Search(pattern string, f func(Param) bool) {
	pattern = strings.ToLower(pattern)
	matches := func(name string) bool {
		ok, _ := path.Match(pattern, strings.ToLower(name))
		return ok || strings.EqualFold(name, pattern)
	}
	numbers := numbersIn(pattern)
	s.Params(func(p Param) bool {
		if matches(p.Name) {
			return f(p)
		}
		for _, at := range places(p.Indexes, numbers) {
			if filled := p.at(at); matches(filled.Name) {
				return f(filled)
			}
		}
		return true
	})
}

// numbersIn lists the whole numbers that are parts of a name.
func numbersIn(name string) []int {
	var all []int
	for _, part := range separated.FindAllString(name, -1) {
		if n, err := strconv.Atoi(strings.TrimRight(part, "._")); err == nil {
			all = append(all, n)
		}
	}
	return all
}

// places lists the ways to give numbers, in their order, to indexes that can have
// them; 0 is an index without one.
func places(highest, numbers []int) [][]int {
	if len(numbers) == 0 || len(numbers) > len(highest) {
		return nil
	}
	var all [][]int
	var place func(at []int, rest []int)
	place = func(at, rest []int) {
		i := len(at)
		if len(rest) > len(highest)-i {
			return
		}
		if i == len(highest) {
			all = append(all, at)
			return
		}
		if len(rest) > 0 && 1 <= rest[0] && rest[0] <= highest[i] {
			place(append(at[:i:i], rest[0]), rest[1:])
		}
		place(append(at[:i:i], 0), rest)
	}
	place(nil, numbers)
	return all
}

// at returns the parameter with numbers in the place of its indexes, but for
// those that are 0.
func (p Param) at(indexes []int) Param {
	labels := make([]string, len(p.Labels))
	rest := indexes
	for i, label := range p.Labels {
		parts := separated.FindAllString(label, -1)
		for j, part := range parts {
			if len(rest) == 0 || !isIndex(part) {
				continue
			}
			if rest[0] > 0 {
				parts[j] = strconv.Itoa(rest[0]) + part[1:]
			}
			rest = rest[1:]
		}
		labels[i] = strings.Join(parts, "")
	}
	p.Name, p.Labels, p.filled = strings.Join(labels, "."), labels, indexes
	return p
}

// Open lists the indexes that have no number, with the letter of each.
func (p Param) Open() map[string]int {
	open := map[string]int{}
	for i, highest := range p.Indexes {
		if len(p.filled) == 0 || p.filled[i] == 0 {
			open[letters[min(i, len(letters)-1)]] = highest
		}
	}
	return open
}

// Default is the vendor's default of the parameter on models of a family; empty
// stands for all.
func (p Param) Default(family string) (string, bool) {
	return p.Field.Meta.Default(family, p.filled...)
}

// DefaultsBeside tells of which indexes the default is another, as the schema has
// it; empty where the parameter has the number of its index.
func (p Param) DefaultsBeside(family string) string {
	if len(p.Open()) == 0 {
		return ""
	}
	return p.Field.Meta.lists[family]
}

// First returns the parameter with 1 in the place of each index that has no number.
func (p Param) First() Param {
	at := make([]int, len(p.Indexes))
	for i := range at {
		if len(p.filled) == 0 || p.filled[i] == 0 {
			at[i] = 1
		}
	}
	return p.at(at)
}
