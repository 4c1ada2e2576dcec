// Package lookup answers which parameter it is that somebody has in mind, and what
// there is to know of one.
package lookup

import (
	"cmp"
	"errors"
	"path"
	"slices"
	"strings"
	"unicode"

	"provc/compiler/catalogue"
	"provc/compiler/meant"
)

// Hit is a parameter that fits what was asked for.
type Hit struct {
	Schema *catalogue.Schema
	Param  catalogue.Param
	Stated []Statement // whether it restarts handsets, as teams say
	score  int
}

// All lists every parameter.
func All(schemas []*catalogue.Schema) []Hit {
	var all []Hit
	for _, s := range schemas {
		s.Params(func(p catalogue.Param) bool {
			all = append(all, Hit{Schema: s, Param: p})
			return true
		})
	}
	return all
}

// Find lists the parameters that fit some words, the best first. They may be a name,
// with numbers in the place of indexes or not; a part of one; a pattern with * and ?;
// a value that is chosen; or words of a description. The letter case does not matter.
func Find(schemas []*catalogue.Schema, words []string) ([]Hit, error) {
	text := strings.ToLower(strings.Join(words, " "))
	if strings.ContainsAny(text, "*?[") {
		return match(schemas, text)
	}
	q := newQuery(text)
	hits := q.find(schemas, text, q.score)
	if len(hits) == 0 && len(words) > 1 {
		hits = q.find(schemas, text, q.some)
	}
	return hits, nil
}

// find lists what a score is given, the highest first.
func (q *query) find(schemas []*catalogue.Schema, text string, scoreOf func(catalogue.Param) int) []Hit {
	var hits []Hit
	for _, s := range schemas {
		exact := map[string]bool{}
		s.Search(text, func(p catalogue.Param) bool {
			exact[p.Field.Label+p.Name] = true
			hits = append(hits, Hit{Schema: s, Param: p, score: scoreExact})
			return true
		})
		s.Params(func(p catalogue.Param) bool {
			if score := scoreOf(p); score > 0 && !exact[p.Field.Label+p.Name] {
				hits = append(hits, Hit{Schema: s, Param: p, score: score})
			}
			return true
		})
	}
	slices.SortStableFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(len(a.Param.Indexes), len(b.Param.Indexes)), cmp.Compare(len(a.Param.Name), len(b.Param.Name)))
	})
	return hits
}

func match(schemas []*catalogue.Schema, pattern string) ([]Hit, error) {
	if _, err := path.Match(pattern, ""); err != nil {
		return nil, errors.New("the pattern is not well-formed: [ begins a set of letters, as in [ab], and * and ? stand for any")
	}
	var hits []Hit
	for _, s := range schemas {
		s.Search(pattern, func(p catalogue.Param) bool {
			hits = append(hits, Hit{Schema: s, Param: p, score: scoreExact})
			return true
		})
	}
	return hits, nil
}

// Nearest is the name that is nearest to some words, of any vendor; empty if none is
// near.
func Nearest(schemas []*catalogue.Schema, words []string) string {
	var names []string
	for _, h := range All(schemas) {
		names = append(names, h.Param.Name)
	}
	return meant.Nearest(strings.Join(words, ""), names)
}

// How good a hit is: what is said first beats all that is said later.
const (
	scoreExact       = 1000 // the name, with its indexes or without
	scoreBeginning   = 600  // the name begins so
	scorePart        = 500  // parts of the name are called so
	scoreInName      = 400  // the name holds it
	scoreWordsInName = 300  // all words begin parts of the name
	scoreValue       = 200  // a value is called so
	scorePhrase      = 150  // the description has the words one after the other
	scoreWords       = 100  // the description has all of them
	bonusSwitch      = 45   // turns something on
	bonusSaid        = 30   // the description has all words, too
	bonusEarly       = 10   // it begins with one
)

// query is what somebody looks for, in forms that are quick to compare.
type query struct {
	text   string   // as it was typed
	joined string   // without blanks and hyphens
	words  []string // without those that say little
	phrase string   // words, between blanks
}

func newQuery(text string) query {
	q := query{text: text, joined: strings.NewReplacer(" ", "", "-", "").Replace(text)}
	all := fields(text)
	for _, w := range all {
		if len(all) == 1 || !slices.Contains([]string{"a", "an", "the", "to", "of", "on", "in", "for", "and"}, w) {
			q.words = append(q.words, w)
		}
	}
	q.phrase = " " + strings.Join(all, " ") + " "
	return q
}

func (q *query) score(p catalogue.Param) int {
	if len(q.words) == 0 {
		return 0
	}
	name := strings.ToLower(p.Name)
	doc := " " + strings.Join(fields(strings.ToLower(p.Field.Doc)), " ") + " "
	bonus := 0
	if strings.HasSuffix(name, "enable") || strings.HasSuffix(name, "enabled") {
		bonus += bonusSwitch
	}
	if at := strings.Index(doc, q.words[0]); at >= 0 && at < 40 {
		bonus += bonusEarly
	}
	if each(q.words, func(w string) bool { return strings.Contains(doc, " "+w) }) {
		bonus += bonusSaid
	}
	parts := fields(split(p.Name))
	switch {
	case strings.HasPrefix(name, q.joined):
		return scoreBeginning + bonus
	case slices.Contains(strings.FieldsFunc(name, isSeparator), q.joined) || strings.Contains("."+name+".", "."+q.text+"."):
		return scorePart + bonus
	case strings.Contains(name, q.joined) || strings.Contains(strings.NewReplacer("_", "", ".", "").Replace(name), q.joined):
		return scoreInName + bonus
	case each(q.words, func(w string) bool { return beginsOne(parts, w) }):
		return scoreWordsInName + bonus
	case slices.ContainsFunc(p.Field.Type.Enum(), func(v string) bool { return strings.EqualFold(v, q.text) }):
		return scoreValue + bonus
	case strings.Contains(doc, q.phrase):
		return scorePhrase + bonus
	case each(q.words, func(w string) bool { return strings.Contains(doc, " "+w) || beginsOne(parts, w) }):
		return scoreWords + bonus
	}
	return 0
}

// some is the score of what fits some of the words, where nothing fits all: how many
// letters of them.
func (q *query) some(p catalogue.Param) int {
	doc := " " + strings.Join(fields(strings.ToLower(p.Field.Doc)), " ")
	parts := fields(split(p.Name))
	score := 0
	for _, w := range q.words {
		if beginsOne(parts, w) || strings.Contains(doc, " "+w) {
			score += len(w)
		}
	}
	return score
}

func isSeparator(r rune) bool { return r == '.' || r == '_' || r == '-' }

func each(words []string, ok func(string) bool) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !ok(w) })
}

func beginsOne(parts []string, w string) bool {
	return slices.ContainsFunc(parts, func(part string) bool { return strings.HasPrefix(part, w) })
}

// fields are the words of a text, without punctuation.
func fields(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// split puts blanks between the words of a name, in lower case: automaticLogout is
// automatic logout.
func split(name string) string {
	var b strings.Builder
	before := ' '
	for _, r := range name {
		if unicode.IsUpper(r) && unicode.IsLower(before) {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
		before = r
	}
	return b.String()
}
