package compiler_test

import (
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	mutants     = flag.Int("mutants", 30, "changed examples to compare with plain CUE; 1000 for the long run")
	keepMutants = flag.String("keep-mutants", "", "folder to write the changed examples to")
)

// The examples, each with a change of its text that somebody may make: provc's verdict
// is CUE's, and so are the values.
func TestMutatedExamples(t *testing.T) {
	n := *mutants
	if testing.Short() {
		n = min(n, 5)
	}
	folders := exampleFolders(t)
	names := slices.Sorted(maps.Keys(folders))
	for seed := *firstSeed; seed < *firstSeed+uint64(n); seed++ {
		name := names[seed%uint64(len(names))]
		t.Run(fmt.Sprintf("%s/%d", name, seed), func(t *testing.T) {
			t.Parallel()
			files, what := mutated(folders[name], rand.New(rand.NewPCG(seed, 3)))
			if *keepMutants != "" {
				write(t, filepath.Join(*keepMutants, fmt.Sprintf("%s-%d", name, seed)), files)
			}
			dir := folder(t, files)
			wrong := compared(nil, plainCUE(dir), built(t, dir))
			if wrong != "" {
				wrong = what + "\n" + wrong
			}
			holds(t, wrong)
		})
	}
}

// mutated is a package with a change, and what that is.
func mutated(files map[string]string, rng *rand.Rand) (map[string]string, string) {
	files = maps.Clone(files)
	names := slices.Sorted(maps.Keys(files))
	for {
		name := names[rng.IntN(len(names))]
		m := &mutation{rng: rng, name: name, lines: strings.Split(files[name], "\n"), more: map[string]string{}}
		what := mutations[rng.IntN(len(mutations))](m)
		if what == "" {
			continue // it does not apply here
		}
		files[name] = strings.Join(m.lines, "\n")
		maps.Copy(files, m.more)
		return files, name + ": " + what
	}
}

// mutation changes a file, and may add others.
type mutation struct {
	rng   *rand.Rand
	name  string
	lines []string
	more  map[string]string
}

// line is a random line of the deployment's body that a pattern matches, or -1.
func (m *mutation) line(pattern string) int {
	var all []int
	matches := regexp.MustCompile(pattern)
	for i, l := range m.lines {
		if matches.MatchString(l) && !strings.HasPrefix(strings.TrimSpace(l), "//") && !strings.HasPrefix(l, "package") && !strings.HasPrefix(l, "import") {
			all = append(all, i)
		}
	}
	if len(all) == 0 {
		return -1
	}
	return all[m.rng.IntN(len(all))]
}

// block is a random struct over several lines, from the line that opens it to the one
// that closes it.
func (m *mutation) block(pattern string) (from, to int) {
	from = m.line(pattern)
	if from < 0 {
		return -1, -1
	}
	indent := m.lines[from][:len(m.lines[from])-len(strings.TrimLeft(m.lines[from], "\t"))]
	for to = from + 1; to < len(m.lines); to++ {
		if m.lines[to] == indent+"}" {
			return from, to
		}
	}
	return -1, -1
}

const (
	anyBlock = `^\t*("?[\w.-]+"?: ?)+\{$`
	literal  = `"[^"]*"|\b\d+\b|\btrue\b|\bfalse\b`
)

// wrap writes something around a struct.
func wrap(before, after string) func(*mutation) string {
	return func(m *mutation) string {
		from, to := m.block(anyBlock)
		if from < 0 {
			return ""
		}
		what := fmt.Sprintf("%s…%s around %s", before, after, strings.TrimSpace(m.lines[from]))
		m.lines[from] = strings.TrimSuffix(m.lines[from], "{") + before + "{"
		m.lines[to] += after
		return what
	}
}

// top is the name of the deployment that a file declares, and the name of its package.
func (m *mutation) top() (name, pkg string) {
	for _, l := range m.lines {
		if rest, ok := strings.CutPrefix(l, "package "); ok {
			pkg = rest
		}
		if label, rest, ok := strings.Cut(l, ": "); ok && strings.Contains(rest, ".#Deployment & {") {
			return label, pkg
		}
	}
	return "", pkg
}

// beside adds a file to the package, with DEPLOYMENT and VENDOR in it replaced.
func beside(text string) func(*mutation) string {
	return func(m *mutation) string {
		name, pkg := m.top()
		if name == "" {
			return ""
		}
		vendor := "spectralink"
		if strings.Contains(strings.Join(m.lines, "\n"), "schema/cisco") {
			vendor = "cisco"
		}
		text := strings.NewReplacer("DEPLOYMENT", name, "VENDOR", vendor).Replace(text)
		head := "package " + pkg + "\n\n"
		if strings.Contains(text, vendor+".#") {
			head += fmt.Sprintf("import \"provc.internal/schema/%s\"\n\n", vendor)
		}
		m.more["more.cue"] = head + text + "\n"
		return "more.cue has " + text
	}
}

var mutations = []func(*mutation) string{
	func(m *mutation) string {
		i := m.line(`\S`)
		if i < 0 {
			return ""
		}
		what := "without " + m.lines[i]
		m.lines = slices.Delete(m.lines, i, i+1)
		return what
	},
	func(m *mutation) string {
		i := m.line(`: `)
		if i < 0 {
			return ""
		}
		m.lines = slices.Insert(m.lines, i, m.lines[i])
		return "twice " + m.lines[i]
	},
	func(m *mutation) string {
		i := m.line(`\S`)
		if i <= 0 {
			return ""
		}
		m.lines[i-1], m.lines[i] = m.lines[i], m.lines[i-1]
		return "swapped " + m.lines[i]
	},
	changeLiteral, changeLiteral, changeLiteral, changeLiteral,
	func(m *mutation) string { // a name
		i := m.line(`\w+:`)
		if i < 0 {
			return ""
		}
		labels := regexp.MustCompile(`\w+:`).FindAllStringIndex(m.lines[i], -1)
		at := labels[m.rng.IntN(len(labels))]
		was := m.lines[i]
		m.lines[i] = was[:at[0]] + []string{"x", "_", "#", strings.ToUpper(was[at[0] : at[0]+1])}[m.rng.IntN(4)] + was[at[0]+m.rng.IntN(2):]
		return was + " is " + m.lines[i]
	},
	func(m *mutation) string { // a user in a file of its own
		name, pkg := m.top()
		from, to := m.block(`^\t\t"?[\w.-]+"?: \{$`)
		if from < 0 || name == "" {
			return ""
		}
		kind := ""
		for i := from; i >= 0 && kind == ""; i-- {
			if label, ok := strings.CutSuffix(m.lines[i], ": {"); ok && strings.HasPrefix(label, "\t") && !strings.HasPrefix(label, "\t\t") {
				kind = strings.TrimSpace(label)
			}
		}
		m.more["more.cue"] = fmt.Sprintf("package %s\n\n%s: %s: %s\n", pkg, name, kind, strings.TrimLeft(strings.Join(m.lines[from:to+1], "\n"), "\t"))
		m.lines = slices.Delete(m.lines, from, to+1)
		return m.more["more.cue"]
	},
	func(m *mutation) string { // a definition
		from, to := m.block(anyBlock)
		if from < 0 {
			return ""
		}
		i := strings.LastIndex(m.lines[from], "{")
		kind := []string{"#W", "_w"}[m.rng.IntN(2)]
		body := "{\n" + strings.Join(m.lines[from+1:to+1], "\n")
		m.lines[from] = m.lines[from][:i] + kind
		m.lines = append(slices.Delete(m.lines, from+1, to+1), kind+": "+body, "")
		return kind + " for " + m.lines[from]
	},
	wrap("{} & ", ""), wrap("", " & {}"), wrap("", " & {...}"), wrap("{", "}"), wrap("close(", ")"), wrap("*", " | {nosuch: 1}"), wrap("", " | {nosuch: 1}"),
	wrap("", " | {label: \"other\"}"), wrap("[", "][0]"), wrap("{if true ", "}"), wrap("{if false ", "}"), wrap("{for x in [1] ", "}"), wrap("and([", "])"), wrap("X=", ""), wrap("_ & ", ""), wrap("", " & {label: string}"), wrap("", " & {label: \"x\"}"), wrap("", " & {params: {}}"), wrap("*null | ", ""),
	beside(`DEPLOYMENT: users: [string]: label: *"x" | string`), beside(`DEPLOYMENT: users: [=~"^[a-m]"]: password: _`), beside(`DEPLOYMENT: users: [string]: nosuch: 1`), beside(`DEPLOYMENT: phones: [_]: label: string | *"x"`),
	beside(`DEPLOYMENT: users: {for id in ["new1", "new2"] {(id): password: secret: id}}`), beside(`DEPLOYMENT: users: {for id, u in DEPLOYMENT.users {"x\(id)": u}}`),
	beside(`DEPLOYMENT: users: {if len(DEPLOYMENT.users) > 1 {new: password: "1"}}`), beside(`DEPLOYMENT: users: new: #New` + "\n" + `#New: VENDOR.#User & {password: "1"}`), beside(`_x: VENDOR.#Params & {nosuch: 1}`), beside(`_x: VENDOR.#Params`), beside(`x!: 1`), beside(`x: string`), beside(`x: {a: 1} | {b: 2}`),
	beside(`if (VENDOR.#User & {bogus: 1}) == _|_ {DEPLOYMENT: users: new: password: "1"}`), beside(`if (VENDOR.#User & {label: "x"}) == _|_ {DEPLOYMENT: users: new: password: "1"}`), beside(`n: len(DEPLOYMENT.users)`), beside(`DEPLOYMENT: users: new: {password: "1", label: "n\(len(VENDOR.#User))"}`), beside(`DEPLOYMENT: users: new: {nosuch: 1} | {password: "1"}`), beside(`DEPLOYMENT: users: {new: password: "1"} | {other: password: "1"}`), beside(`DEPLOYMENT: #D` + "\n" + `#D: {}`), beside(`DEPLOYMENT: _d` + "\n" + `_d: users: new: password: "1"`), beside(`let D = DEPLOYMENT` + "\n" + `y: D.vendor`),
}

// changeLiteral writes another value.
func changeLiteral(m *mutation) string {
	i := m.line(literal)
	if i < 0 {
		return ""
	}
	all := regexp.MustCompile(literal).FindAllStringIndex(m.lines[i], -1)
	at := all[m.rng.IntN(len(all))]
	others := []string{`"x"`, `""`, "5", "-1", "70000", "true", "false", "null", "[]", "{}", "_", "string", "int", `"x" | "y"`, `*"x" | string`, `60 | "x"`, `*60 | 61`, "1.5", `"\u0007"`, `"00907a0e7fe5"`, "_|_", "nowhere", `{secret: "x"}`, `"a" + "b"`, "5 & int"}
	was := m.lines[i]
	m.lines[i] = was[:at[0]] + others[m.rng.IntN(len(others))] + was[at[1]:]
	return strings.TrimSpace(was) + " is " + strings.TrimSpace(m.lines[i])
}
