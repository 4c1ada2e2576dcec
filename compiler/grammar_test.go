package compiler_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A grammar has ways to write each kind of text, by its name. <name> in one stands for
// a text of that kind; <#> for a number that is its own. The first way is the simplest,
// and what a text shrinks to.
type grammar map[string][]string

// phrase is a text of a grammar, as a tree.
type phrase struct {
	kind    string
	way     int
	number  int
	phrases []*phrase
}

var slot = regexp.MustCompile(`<([a-z]+[0-9]?|#)>`)

// writer makes phrases at random.
type writer struct {
	grammar grammar
	rng     *rand.Rand
	number  int
}

// phrase makes a text of a kind. Beyond a depth, it is a simple one.
func (w *writer) phrase(kind string, depth int) *phrase {
	ways := w.grammar[kind]
	if len(ways) == 0 {
		panic("the grammar has no " + kind)
	}
	w.number++
	p := &phrase{kind: kind, number: w.number}
	if depth > 0 {
		p.way = w.rng.IntN(len(ways))
	}
	w.fill(p, depth)
	return p
}

// fill makes what stands within a phrase.
func (w *writer) fill(p *phrase, depth int) {
	p.phrases = nil
	for _, s := range slot.FindAllString(w.grammar[p.kind][p.way], -1) {
		if kind := strings.Trim(s, "<>"); kind != "#" {
			p.phrases = append(p.phrases, w.phrase(kind, depth-1))
		}
	}
}

func (p *phrase) text(g grammar) string {
	at := 0
	return slot.ReplaceAllStringFunc(g[p.kind][p.way], func(s string) string {
		if s == "<#>" {
			return fmt.Sprint(p.number)
		}
		at++
		return p.phrases[at-1].text(g)
	})
}

// sample is a random package: phrases, each in a file.
type sample struct {
	writer  *writer
	vendor  string
	lines   []line
	tags    []string
	support map[string]string // files beside those of the lines
}

type line struct {
	file, place string
	*phrase
}

// files are the texts of a package.
func (s *sample) files() map[string]string {
	inside, bodies := map[string]string{}, map[string]string{}
	for _, l := range s.lines {
		text := l.text(s.writer.grammar)
		switch l.place {
		case "inside":
			inside[l.file] += "\t" + text + "\n"
		case "head":
			bodies[l.file] = text + "\n" + bodies[l.file]
		default:
			bodies[l.file] += text + "\n"
		}
	}
	files := maps.Clone(s.support)
	for name, body := range bodies {
		body = strings.Replace(body, "INSIDE", strings.TrimSuffix(inside[name], "\n"), 1)
		imports := ""
		for _, path := range []string{"strings", "test.example/lib", "provc.internal/schema/" + s.vendor} {
			if strings.Contains(body, path[strings.LastIndex(path, "/")+1:]+".") {
				imports += fmt.Sprintf("import %q\n", path)
			}
		}
		files[name] = fileHeads[name] + "package p\n\n" + imports + "\n" + body
	}
	return files
}

// fileHeads are attributes that files begin with.
var fileHeads = map[string]string{
	"c.cue": "@if(night)\n\n",
	"e.cue": "@extern(embed)\n\n",
	"f.cue": "@experiment(aliasv2,explicitopen,try)\n\n",
}

// without is the package without some of its lines.
func (s *sample) without(drop func(i int) bool) *sample {
	less := *s
	less.lines = nil
	for i, l := range s.lines {
		if l.place == "head" || !drop(i) {
			less.lines = append(less.lines, l)
		}
	}
	return &less
}

// mended is the package without what CUE refuses: the lines that its errors name, if
// others refer to them written in the simplest way; else every other line. It is nil
// if there is nothing left to leave out.
func (s *sample) mended(cue outcome) *sample {
	files := s.files()
	named := func(l line) bool {
		text, _, _ := strings.Cut(l.text(s.writer.grammar), "INSIDE")
		before, _, found := strings.Cut(files[l.file], text)
		from := strings.Count(before, "\n") + 1
		return found && slices.ContainsFunc(cue.places, func(p string) bool {
			file, number, _ := strings.Cut(p, ":")
			n, _ := strconv.Atoi(number)
			return file == l.file && from <= n && n <= from+strings.Count(text, "\n")
		})
	}
	less := *s
	less.lines = nil
	changed := false
	for _, l := range s.lines {
		free := l.kind == "inside" || l.kind == "beside" || l.kind == "embed" || l.kind == "experiment"
		switch {
		case !named(l):
		case free:
			changed = true
			continue
		case l.way > 0:
			l.phrase = &phrase{kind: l.kind, number: l.number}
			s.writer.fill(l.phrase, 0)
			changed = true
		}
		less.lines = append(less.lines, l)
	}
	for _, e := range cue.errors {
		if _, id, empty := strings.Cut(e, "user-file-empty "); empty {
			id, _, _ = strings.Cut(id, "\"")
			given := line{"a.cue", "inside", &phrase{kind: "given " + id}}
			if len(s.writer.grammar[given.kind]) == 0 {
				continue
			}
			s.writer.fill(given.phrase, 0)
			if !slices.ContainsFunc(s.lines, func(l line) bool { return l.kind == given.kind }) {
				less.lines = append(less.lines, given)
				changed = true
			}
		}
	}
	if !changed {
		kept := 0
		less.lines = nil
		for _, l := range s.lines {
			if l.kind == "inside" || l.kind == "beside" {
				if kept++; kept%2 == 0 {
					changed = true
					continue
				}
			}
			less.lines = append(less.lines, l)
		}
	}
	if !changed {
		return nil
	}
	if !slices.ContainsFunc(less.lines, func(l line) bool { return l.file == "c.cue" }) {
		less.tags = slices.DeleteFunc(slices.Clone(s.tags), func(tag string) bool { return tag == "night" })
	}
	return &less
}

// shrunk is the smallest package that is found of which something still holds.
func (s *sample) shrunk(holds func(*sample) bool) *sample {
	for size := len(s.lines); size > 0; {
		before := len(s.lines)
		for from := len(s.lines) - 1; from >= 0; from -= size {
			if less := s.without(func(i int) bool { return i <= from && i > from-size }); len(less.lines) < len(s.lines) && holds(less) {
				s = less
			}
		}
		if size > 1 || len(s.lines) == before {
			size /= 2
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.support)) {
		less := *s
		less.support = maps.Clone(s.support)
		delete(less.support, name)
		if holds(&less) {
			s = &less
		}
	}
	if less := *s; len(s.tags) > 0 {
		less.tags = nil
		if holds(&less) {
			s = &less
		}
	}
	for again := true; again; {
		again = false
		for _, l := range s.lines {
			again = s.simplify(l.phrase, holds) || again
		}
	}
	return s
}

// simplify tries simpler ways to write a phrase, or one of its own parts in its place.
func (s *sample) simplify(p *phrase, holds func(*sample) bool) bool {
	was := *p
	if p.way > 0 {
		p.way = 0
		s.writer.fill(p, 0)
		if holds(s) {
			return true
		}
		*p = was
	}
	for _, q := range was.phrases {
		if q.kind == p.kind {
			*p = *q
			if holds(s) {
				return true
			}
			*p = was
		}
	}
	again := false
	for _, q := range p.phrases {
		again = s.simplify(q, holds) || again
	}
	return again
}
