package compiler

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"provc/compiler/catalogue"
	"provc/compiler/spectralink/facts"
)

// A generated deployment: valid as it is drawn up, then changed in one place.
// Whether the change makes it wrong is not known here; plain CUE and provc must
// agree on it. Each leaf is written on a line of its own, so that a finding's
// line tells the path.
type generated struct {
	rng    *rand.Rand
	name   string
	number int
	leaves []leaf
	taken  map[string]bool
	what   string // the change
}

type leaf struct {
	path  []string
	value string
}

// drawable are the parameters that generated deployments set.
var drawable = sync.OnceValue(func() []catalogue.Param {
	var all []catalogue.Param
	facts.Schema().Params(func(p catalogue.Param) bool {
		all = append(all, p)
		return true
	})
	return all
})

func generate(seed uint64, number int) *generated {
	g := &generated{
		rng:    rand.New(rand.NewPCG(seed, 5)),
		name:   fmt.Sprintf("d%d", number),
		number: number,
		taken:  map[string]bool{},
	}
	g.set(`"`+g.name+`"`, "folder")
	g.set(`"people"`, "profiles", "directory")
	for _, name := range []string{"enabled", "required", "persistent"} {
		g.set("true", "params", "prov", "login", name)
	}
	g.params(g.rng.IntN(3), "params")
	if g.rng.IntN(2) == 0 {
		g.params(1+g.rng.IntN(2), "groups", "ward", "params")
		g.set(`"ward"`, "phones", g.mac(1), "group")
	}
	g.params(g.rng.IntN(2), "phones", g.mac(2), "params")
	for i := range 1 + g.rng.IntN(2) {
		id := fmt.Sprintf("user%d", i)
		g.set(`"x"`, "users", id, "password", "secret")
		g.params(g.rng.IntN(3), "users", id, "params")
	}
	change := changes[g.rng.IntN(len(changes))]
	g.what = change.what
	change.do(g)
	return g
}

func (g *generated) mac(i int) string { return fmt.Sprintf("0090%06x%02x", g.number, i) }

// set adds a leaf; what is set already stays.
func (g *generated) set(value string, path ...string) {
	key := strings.Join(path, "\x00")
	if !g.taken[key] {
		g.taken[key] = true
		g.leaves = append(g.leaves, leaf{append([]string(nil), path...), value})
	}
}

// drop takes a leaf away.
func (g *generated) drop(path ...string) {
	g.leaves = slices.DeleteFunc(g.leaves, func(l leaf) bool { return slices.Equal(l.path, path) })
}

// params sets random parameters to values that are mostly allowed.
func (g *generated) params(n int, at ...string) {
	for range n {
		p := drawable()[g.rng.IntN(len(drawable()))]
		// Relations of these are for the changes.
		if strings.HasPrefix(p.Name, "prov.login.") || strings.HasPrefix(p.Name, "phoneLock.") || strings.HasPrefix(p.Name, "feature.enhanced") {
			continue
		}
		for range 20 {
			if n := g.value(p); p.Field.Type.Admits(&n) {
				g.set(quoted(n), append(at, g.labels(p)...)...)
				break
			}
		}
	}
}

// labels are a parameter's labels with random indexes.
func (g *generated) labels(p catalogue.Param) []string {
	labels := append([]string(nil), p.Labels...)
	used := 0
	for i, label := range labels {
		parts := strings.Split(label, ".")
		for j, part := range parts {
			if used < len(p.Indexes) && part == []string{"x", "y", "z"}[used] {
				parts[j] = strconv.Itoa(1 + g.rng.IntN(max(1, p.Indexes[used])))
				used++
			}
		}
		labels[i] = strings.Join(parts, ".")
	}
	return labels
}

// text is the deployment in CUE, and the path of each line of it.
func (g *generated) text() (string, [][]string) {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: spectralink.#Deployment & {\n", g.name)
	paths := [][]string{{}}
	for _, l := range g.leaves {
		for _, label := range l.path {
			b.WriteString(strconv.Quote(label) + ": ")
		}
		b.WriteString(l.value + "\n")
		paths = append(paths, l.path)
	}
	b.WriteString("}\n")
	return b.String(), append(paths, []string{})
}

// layer is where parameters may stand.
func (g *generated) layer() []string {
	return [][]string{{}, {"groups", "ward"}, {"phones", g.mac(2)}, {"users", "user0"}}[g.rng.IntN(4)]
}

// pick is a random leaf below params, or nil.
func (g *generated) pick() *leaf {
	for range 20 {
		l := &g.leaves[g.rng.IntN(len(g.leaves))]
		for _, label := range l.path {
			if label == "params" {
				return l
			}
		}
	}
	return nil
}

func (g *generated) one(of ...string) string { return of[g.rng.IntN(len(of))] }

func under(at []string, labels ...string) []string {
	return append(append([]string(nil), at...), labels...)
}

// A change, by name.
type change struct {
	what string
	do   func(*generated)
}

var changes = []change{
	{"nothing", func(g *generated) {}},
	{"a value", func(g *generated) {
		if l := g.pick(); l != nil {
			p := drawable()[g.rng.IntN(len(drawable()))]
			l.value = quoted(g.value(p))
		}
	}},
	{"a parameter", (*generated).parameter},
	{"a parameter", (*generated).parameter},
	{"a parameter", (*generated).parameter},
	{"a misspelling", func(g *generated) {
		if l := g.pick(); l != nil {
			i := 1 + g.rng.IntN(len(l.path)-1)
			l.path[i] = g.misspelt(l.path[i])
		}
	}},
	{"an index", func(g *generated) {
		for range 20 {
			l := g.pick()
			if l == nil {
				return
			}
			for i, label := range l.path {
				if _, err := strconv.Atoi(label); err == nil && l.path[0] != "phones" {
					l.path[i] = g.one("0", "1", "2", "5", "9", "10", "13", "24", "25", "34", "35", "48", "49", "99", "100", "01", "x", "-1", "")
					return
				}
			}
		}
	}},
	{"a field", func(g *generated) {
		at := under(g.layer(), g.one("label", "group", "directory", "contacts", "vendor", "Params", "user", "profiles", "authorizedNumbers"))
		g.set(g.one(`"x"`, `5`, `true`, `{}`, `[]`, `"people"`, `"a b"`, `{directory: "people"}`), at...)
	}},
	{"a MAC", func(g *generated) {
		right := g.mac(3)
		mac := g.one(strings.ToUpper(right), right[:11], right+"0", right[:2]+":"+right[2:], "000000000000", "x", right[:11]+"g", right)
		g.set(`"x"`, "phones", mac, "label")
	}},
	{"a user ID", func(g *generated) {
		id := g.one("site", "Site", "USER0", "a b", "a/b", ".a", "-a", "a.", "a@b", "0090700000ff", "x-phone", "x-phones", strings.Repeat("u", 64), strings.Repeat("u", 65), "ü", "video", "_a", "a+b", "")
		g.set(`"x"`, "users", id, "password", "secret")
	}},
	{"a group", func(g *generated) {
		g.set(`"`+g.one("ward", "Ward", "wards", "")+`"`, "phones", g.mac(4), "group")
		g.set(`"x"`, "groups", g.one("ward", "Ward", "a b", "..", "-", "x", strings.Repeat("g", 201)), "label")
	}},
	{"a directory", func(g *generated) {
		g.set(`"`+g.one("people", "others", "", "../x", "a/b", "/a", "People")+`"`, "users", "user0", "directory")
		if g.rng.IntN(2) == 0 {
			g.set(`"others"`, "phones", g.mac(2), "profiles", "directory")
		}
	}},
	{"a log-in", func(g *generated) {
		name := g.one("enabled", "required", "persistent", "defaultOnly", "defaultUser", "defaultPassword", "localPassword", "automaticLogout")
		value := g.one("true", "false", `"user0"`, `"user9"`, `""`, `"123"`, "30", `{secret: "x"}`)
		path := under(g.layer(), "params", "prov", "login", name)
		for i := range g.leaves {
			if strings.Join(g.leaves[i].path, ".") == strings.Join(path, ".") {
				g.leaves[i].value = value
				return
			}
		}
		g.set(value, path...)
		if g.rng.IntN(2) == 0 {
			g.set(`{secret: "x"}`, "params", "prov", "login", "defaultPassword")
		}
	}},
	{"not persistent", func(g *generated) {
		at := g.layer()
		path := under(at, "params", "prov", "login", "persistent")
		for i := range g.leaves {
			if strings.Join(g.leaves[i].path, ".") == strings.Join(path, ".") {
				g.leaves[i].value = "false"
			}
		}
		g.set("false", path...)
		g.set(`"x"`, under([]string{"users", "user0", "params"}, strings.Split(g.one("ptt.channel.1.label", "ptt.pageMode.group.2.label", "reg.1.label"), ".")...)...)
	}},
	{"files of others", func(g *generated) {
		for range 1 + g.rng.IntN(2) {
			at := under([][]string{{}, {"groups", "ward"}, {"phones", g.mac(1)}, {"phones", g.mac(2)}, {"models", g.one("VVX", "SPIP650", "a b")}}[g.rng.IntN(5)], "configFiles", g.one("before", "after", "before", "after", "instead"))
			var items []string
			for range g.rng.IntN(3) {
				items = append(items, g.one(
					`"pbx.cfg"`, `{file: "pbx.cfg"}`, `{file: "a/[PHONE_MAC_ADDRESS].cfg", sets: ["prov.login.*"]}`, `{file: "x", sets: ["reg.*", "*.persistent"]}`,
					`{file: "x", sets: ["prov.login.p*t", "prov.log"]}`, `{file: "x", sets: ["prov.login.persistent"]}`, `{file: "x", sets: ["*.default*"]}`, `{file: "x", sets: []}`,
					`{file: "x", sets: ["prov*login"]}`, `{file: "x", sets: ["a b"]}`, `"[PHONE_MAC_ADDRESS].cfg"`, `"a,b"`, `{sets: ["*"]}`, `{file: 1}`, `".provc/x"`, `5`))
			}
			g.set("["+strings.Join(items, ", ")+"]", at...)
		}
		for _, name := range []string{"enabled", "persistent", "required"} {
			if g.rng.IntN(2) == 0 {
				g.drop("params", "prov", "login", name)
			}
		}
		switch g.rng.IntN(4) {
		case 0:
			g.set(`"x"`, "users", "user0", "params", "ptt", "channel", "1", "label")
		case 1:
			g.set("true", "users", "user0", "params", "device", "set")
		case 2:
			g.set(g.one(`"user0"`, `"user9"`, `""`), under(g.layer(), "params", "prov", "login", "defaultUser")...)
		case 3:
			g.set("true", under(g.layer(), "params", "prov", "login", "defaultOnly")...)
		}
	}},
	{"no password", func(g *generated) {
		g.set("{}", "users", "empty")
	}},
	{"a password", func(g *generated) {
		g.set(`"`+strings.Repeat("p", g.rng.IntN(40))+`"`, "users", "another", "password")
		if g.rng.IntN(3) == 0 {
			g.set(`"p"`, "users", "another", "params", "prov", "login", "localPassword")
		}
	}},
	{"numbers", func(g *generated) {
		at := g.layer()
		var items []string
		for range g.rng.IntN(8) {
			items = append(items, g.one(`{value: "1"}`, `{value: "1"}`, `{value: "2", description: "x"}`, `{value: "2", description: "x"}`, `{description: "x"}`, `{value: 3}`, `"4"`))
		}
		g.set("["+strings.Join(items, ", ")+"]", under(at, "authorizedNumbers")...)
		if g.rng.IntN(2) == 0 {
			g.set(g.one("true", "false"), under(g.layer(), "params", "phoneLock", "enabled")...)
			g.set(g.one("true", "false"), under(g.layer(), "params", "feature", "enhancedFeatureKeys", "enabled")...)
		}
		if g.rng.IntN(3) == 0 {
			g.set(`"1"`, under(at, "params", "phoneLock", "authorized", "1", "value")...)
		}
	}},
	{"contacts", func(g *generated) {
		at := [][]string{{}, {"users", "user0"}}[g.rng.IntN(2)]
		var items []string
		for i := range g.rng.IntN(4) {
			items = append(items, g.one(
				fmt.Sprintf(`{ct: "%d"}`, i), fmt.Sprintf(`{ct: "%d", sd: %d}`, i, i), `{ct: "0"}`, fmt.Sprintf(`{ct: "x%d", sd: 1}`, i),
				`{ln: "x"}`, fmt.Sprintf(`{ct: "y%d", ln: "%s"}`, i, strings.Repeat("é", g.rng.IntN(42))), fmt.Sprintf(`{ct: "z%d", pt: "sip"}`, i),
				fmt.Sprintf(`{ct: "v%d", sd: 0}`, i), fmt.Sprintf(`{ct: "w%d", xx: 1}`, i)))
		}
		g.set("["+strings.Join(items, ", ")+"]", under(at, "contacts")...)
	}},
	{"the shape", func(g *generated) {
		switch g.rng.IntN(5) {
		case 0:
			g.set(g.one(`"polycom"`, `"spectralink"`, `"cisco"`, `1`), "dialect")
		case 1:
			g.set(g.one(`"sip.ld"`, `"a,b"`, `"../x"`, `"http://x/y"`, `"x\\y"`, `""`, `5`), "software")
		case 2:
			g.set(g.one(`["x"]`, `[]`, `[1]`, `["a,b"]`, `"x"`, `["/x"]`), "misc")
		case 3:
			g.set(g.one(`"logs"`, `".provc"`, `"People"`, `"logs/"`, `"../logs"`, `"http://x"`, `"[PHONE_MAC_ADDRESS]"`, `1`), "directories", g.one("logs", "overrides", "log"))
		case 4:
			g.set(g.one(`"a"`, `"a/b"`, `"a//b"`, `"."`, `""`, `1`, `null`), "groups", "ward", "profiles", "directory")
		}
	}},
	{"unlisted", func(g *generated) {
		g.set(g.one("1", "0", "false", `"x"`, "true", `"\u0007"`, "1.5", "[]", "null", `secret: "s"`, `secret: "a b"`), under(g.layer(), "unlisted", g.one("up.shiny", "a b", "up", "1.x", "up..x", "Up.Shiny-2", "up.ü", "up.idleTimeout", "up.idletimeout", "reg.2.label", "prov.login.enabled", "ptt.channel.1.subscribed", "device.net.vlanId", "phoneLock.enabled", "feature.enhancedFeatureKeys.enabled", "phoneLock.authorized.1.value"))...)
	}},
}

// parameter sets a random parameter anywhere, to anything.
func (g *generated) parameter() {
	p := drawable()[g.rng.IntN(len(drawable()))]
	g.set(quoted(g.value(p)), under(under(g.layer(), "params"), g.labels(p)...)...)
}

// misspelt changes a letter, or its case.
func (g *generated) misspelt(label string) string {
	r := []rune(label)
	if len(r) == 0 {
		return "x"
	}
	i := g.rng.IntN(len(r))
	switch g.rng.IntN(4) {
	case 0:
		return string(r[:i]) + string(r[i+1:])
	case 1:
		return string(r[:i]) + "q" + string(r[i:])
	case 2:
		if unicode.IsUpper(r[i]) {
			r[i] = unicode.ToLower(r[i])
		} else {
			r[i] = unicode.ToUpper(r[i])
		}
	case 3:
		r[i] = 'q'
	}
	return string(r)
}
