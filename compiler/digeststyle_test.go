package compiler

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// style writes leaves down.
type style struct {
	rng   *rand.Rand
	files map[string]*strings.Builder
	names map[string]string // of deployments
	n     int
}

func (s *style) one(of ...string) string { return of[s.rng.IntN(len(of))] }

// name is a name that nothing else has.
func (s *style) name() string {
	s.n++
	return s.one("x", "old", "shared", "Q", "w_") + strconv.Itoa(s.rng.IntN(1000)) + "n" + strconv.Itoa(s.n)
}

// file is one of the files.
func (s *style) file() *strings.Builder {
	name := s.one("a.cue", "b.cue", "more.cue", "z.cue")
	if s.files[name] == nil {
		s.files[name] = &strings.Builder{}
	}
	return s.files[name]
}

func (s *style) comment(b *strings.Builder) {
	if s.rng.IntN(4) == 0 {
		b.WriteString(s.one("// To be looked at.\n", "\n", "\n\n// users: zoe: password: \"1\"\n", "// }\n"))
	}
}

// inStyle is a package of the leaves, in a way at random.
func inStyle(seed uint64, leaves []leaf) map[string]string {
	s := &style{rng: rand.New(rand.NewPCG(seed, 23)), files: map[string]*strings.Builder{}, names: map[string]string{}}
	for deployment, vendor := range map[string]string{"ward": "spectralink", "rooms": "cisco"} {
		s.names[deployment] = deployment
		if s.rng.IntN(3) == 0 {
			s.names[deployment] = deployment + s.name()
		}
		head := s.file()
		switch s.rng.IntN(3) {
		case 0:
			fmt.Fprintf(head, "%s: %s.#Deployment\n", s.names[deployment], vendor)
		case 1:
			fmt.Fprintf(head, "%s: %s.#Deployment & {label: %q}\n", s.names[deployment], vendor, s.name())
		default:
			of := "_" + s.name()
			fmt.Fprintf(head, "%s: %s.#Deployment\n", of, vendor)
			fmt.Fprintf(s.file(), "%s: %s\n", s.names[deployment], of)
		}
	}
	leaves = slices.Clone(leaves)
	for _, idle := range []leaf{ // what stands in no file
		{[]string{"ward", "groups", "north", "label"}, `"The north"`},
		{[]string{"ward", "users", "ana", "label"}, `"Ana"`},
		{[]string{"ward", "accept"}, `[{check: "changes-not-fetched"}]`},
		{[]string{"ward", "restarts", "up.idleTimeout"}, "false"},
		{[]string{"rooms", "users", "carla", "label"}, `"Carla"`},
	} {
		of := idle.path[:len(idle.path)-1] // who must be there to have it
		if idle.path[1] == "accept" || idle.path[1] == "restarts" {
			of = idle.path[:1]
		}
		if s.rng.IntN(3) == 0 && slices.ContainsFunc(leaves, func(l leaf) bool { return len(l.path) > len(of) && slices.Equal(l.path[:len(of)], of) }) {
			leaves = append(leaves, idle)
		}
	}
	s.rng.Shuffle(len(leaves), func(i, j int) { leaves[i], leaves[j] = leaves[j], leaves[i] })
	for _, l := range leaves {
		b := s.file()
		s.comment(b)
		s.leaf(b, l)
	}
	out := map[string]string{}
	for name, b := range s.files {
		text := b.String()
		head := s.one("", "// A file.\n\n") + "package p\n\n"
		for _, vendor := range []string{"spectralink", "cisco"} {
			if strings.Contains(text, vendor+".#") {
				head += fmt.Sprintf("import %q\n", "provc.internal/schema/"+vendor)
			}
		}
		out[name] = head + "\n" + text
	}
	return out
}

// leaf writes a leaf down, and what it refers to.
func (s *style) leaf(b *strings.Builder, l leaf) {
	path := append([]string{s.names[l.path[0]]}, l.path[1:]...)
	value := l.value
	if s.rng.IntN(4) == 0 {
		name := "_" + s.name()
		fmt.Fprintf(s.file(), "%s: %s\n", name, value)
		value = name
	}
	at := 1 + s.rng.IntN(len(path)-1)
	labels := func(path []string) string {
		var out strings.Builder
		for _, label := range path {
			out.WriteString(strconv.Quote(label) + ": ")
		}
		return out.String()
	}
	switch s.rng.IntN(6) {
	case 0:
		name := "_" + s.name()
		fmt.Fprintf(s.file(), "%s: {%s%s}\n", name, labels(path[at:]), value)
		fmt.Fprintf(b, "%s%s\n", labels(path[:at]), name)
	case 1:
		fmt.Fprintf(b, "%s{\n\t// because\n\t%s%s\n}\n", labels(path[:at]), labels(path[at:]), value)
	case 2:
		fmt.Fprintf(b, "%s{for v in [%s] {%sv}}\n", labels(path[:at]), value, labels(path[at:]))
	case 3:
		fmt.Fprintf(b, "%s{if true {%s%s}}\n", labels(path[:at]), labels(path[at:]), value)
	default:
		fmt.Fprintf(b, "%s%s\n", labels(path), value)
	}
}
