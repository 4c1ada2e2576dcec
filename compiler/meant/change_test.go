package meant

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// changed is a text with the changes of a mistake.
func changed(src []byte, m Mistake) string {
	all := slices.SortedFunc(slices.Values(m.changes), func(a, b change) int { return a.from - b.from })
	var b bytes.Buffer
	from := 0
	for _, c := range all {
		b.Write(src[from:c.from])
		b.WriteString(c.text)
		from = c.to
	}
	b.Write(src[from:])
	return b.String()
}

// What the hint says is done by changes, where the parser gave up.
func TestSyntaxChanges(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"users: 1701§: {}":                             "users: \"1701\": {}",
		"reg: 3§: address: \"x\"":                      "reg: \"3\": address: \"x\"",
		"users: anne-lise§: {}":                        "users: \"anne-lise\": {}",
		"users: anne §lise: {}":                        "users: \"anne lise\": {}",
		"users: anne.lise§: {}":                        "users: \"anne.lise\": {}",
		"users: anne@b§: {}":                           "users: \"anne@b\": {}",
		"params: up.idleTimeout§: 5":                   "params: up: idleTimeout: 5",
		"params: reg§.4.address: 5":                    "params: reg: \"4\": address: 5",
		"phones: §00907a112233: {}":                    "phones: \"00907a112233\": {}",
		"phones: §00:90:7A:11:22:33: {}":               "phones: \"00907a112233\": {}",
		"mac: §00-90-7a-11-22-33":                      "mac: \"00907a112233\"",
		"value: §0800":                                 "value: \"0800\"",
		"value: §0800 12 34":                           "value: \"0800 12 34\"",
		"time: 03§:30":                                 "time: \"03:30\"",
		"time: 03:30§":                                 "time: \"03:30\"",
		"x: {time: 17:05:00§}":                         "x: {time: \"17:05:00\"}",
		"server: 10.1.2.3§:5060":                       "server: \"10.1.2.3:5060\"",
		"password: 17:05§":                             "password: \"17:05\"",
		"reg: 3:4§: address: \"x\"":                    "reg: \"3\":\"4\": address: \"x\"",
		"# §people":                                    "// people",
		"x: {} §# people":                              "x: {} // people",
		"## §people":                                   "// people",
		"§; people":                                    "// people",
		"§/* people */":                                "// people ",
		"<!-- people -->\n§}":                          "// people \n}",
		"y: 1\n<!-- people -->\nx§: 1":                 "y: 1\n// people \nx: 1",
		"polite = true\n§}":                            "polite: true\n}",
		"label := §\"Otto\"":                           "label: \"Otto\"",
		"label => §\"Otto\"":                           "label: \"Otto\"",
		"label=\"Otto\"\n§}":                           "label: \"Otto\"\n}",
		"up.idleTimeout§=\"5\"":                        "up: idleTimeout: \"5\"",
		"label: §“Otto”":                               "label: \"Otto\"",
		"label: §„Otto“":                               "label: \"Otto\"",
		"label:§\u00a0\"Otto\"":                        "label: \"Otto\"",
		"label: §\u200b\"Otto\"":                       "label: \"Otto\"",
		"label: §\"Otto":                               "label: \"Otto\"",
		"label: \"Otto §\"der\" Kleine\"":              "label: \"Otto \\\"der\\\" Kleine\"",
		"label: \"Otto \"§der\" Kleine\"":              "label: \"Otto \\\"der\\\" Kleine\"",
		"path: \"C:\\§Users\"":                         "path: \"C:\\\\Users\"",
		"label: Otto §Hahn":                            "label: \"Otto Hahn\"",
		"address: 10.9.8§.7":                           "address: \"10.9.8.7\"",
		"label: 50§%":                                  "label: \"50%\"",
		"url: https://b.example/c\n§}":                 "url: \"https://b.example/c\"\n}",
		"label §\"Otto\"":                              "label: \"Otto\"",
		"users §{":                                     "users: {",
		"up: idleTimeout §60":                          "up: idleTimeout: 60",
		"x: {a: 1 §b: 2}":                              "x: {a: 1, b: 2}",
		"on: true§;":                                   "on: true",
		"x: {a: 1§; b: 2}":                             "x: {a: 1, b: 2}",
		"w: cisco.#Deployment §{":                      "w: cisco.#Deployment & {",
		"w: cisco.#Deployment: §{":                     "w: cisco.#Deployment & {",
		"w: _people §{":                                "w: _people & {",
		"numbers: [\n\t{value: \"1\"}\n\t§{value: 2}]": "numbers: [\n\t{value: \"1\"},\n\t{value: 2}]",
		"numbers: [\"1\" §\"2\"]":                      "numbers: [\"1\", \"2\"]",
		"numbers: [a§: 1]":                             "numbers: {a: 1}",
		"package ward§-3":                              "package ward_3",
		"package §\"ward\"":                            "package ward",
		"import \"x\"\npackage §ward":                  "package ward\n\nimport \"x\"\n",
		"import a§.b/c":                                "import \"a.b/c\"",
		"x: {\n\ta: 1\n§":                              "x: {\n\ta: 1\n}\n",
		"x: {\n\ta: {b: 1\n\tc: 2\n}\n§":               "x: {\n\ta: {b: 1\n\t}\n\tc: 2\n}\n",
		"label: Otto§\"":                               "label: \"Otto\"",
		"x: {a: \"4300, label: \"North§\"}":            "x: {a: \"4300\", label: \"North\"}",
		"x: {password: \"4300, label: \"North§\"}":     "x: {password: \"4300\", label: \"North\"}",
		"package a\n\n§package a\nx: 1":                "package a\n\nx: 1",
		"pack\n§package a\nx: 1":                       "package a\nx: 1",
		"packag §a\nx: 1":                              "package a\nx: 1",
		"groups gym§: {}":                              "groups: gym: {}",
		"x: {\n\ta: [\n\t\t1,\n\tb§: 1\n}":             "x: {\n\ta: [\n\t\t1,\n\t]\n\tb: 1\n}",
		"x = [\"112\"]\n§y: 1":                         "x: [\"112\"]\ny: 1",
		"each: {label: n_§{id}}":                       "each: {label: \"n_{id}\"}",
		"each: {secret: n_§{id}-x}":                    "each: {secret: \"n_{id}-x\"}",
		"x: {a: [1}§":                                  "x: {a: [1]}",
	} {
		src, at := marked(t, text)
		m, _ := Syntax(src, at)
		if got := changed(src, m); got != want {
			t.Errorf("%q\ngot  %q\nwant %q", text, got, want)
		}
	}
}

// Where nobody knows what is right, nothing is changed.
func TestNoChanges(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"x: 1\n§<<<<<<< HEAD\ny: 2\n=======",
		"x: §/* one */ 1",
		"label: §\"\"\"\nOtto",
		"label:\n§}",
		"x:\n\t- label§: \"x\"",
		"<PHONE §a=\"1\"/>",
		"x: {\n<reg §reg.5.label=\"Otto\"/>\n}",
		"x: 1\nimport §\"strings\"",
		"include §\"x.cue\"",
		"x: {}\n§}",
		"x: {label: §\"Otto, b: 1}",
		"x: {a: \"b \"§c\", d: \"e\"}",
		"x: [\n\t1\n§}",
	} {
		src, at := marked(t, text)
		if m, ok := Syntax(src, at); !ok || len(m.changes) > 0 {
			t.Errorf("%q: %q", text, changed(src, m))
		}
	}
}

// The same of names that nothing declares, and of others that CUE refuses.
func TestOtherChanges(t *testing.T) {
	t.Parallel()
	packages := map[string]string{"cisco": "v.example/cisco", "strings": "strings"}
	name := func(src []byte, at int) (Mistake, bool) { return Name(src, at, packages) }
	for _, test := range []struct {
		find       func([]byte, int) (Mistake, bool)
		text, want string
	}{
		{name, "on: §yes", "on: true"},
		{name, "group: §surgery", `group: "surgery"`},
		{name, "server: §b.example.org", `server: "b.example.org"`},
		{name, "all: [§surgery, x]", `all: ["surgery", x]`},
		{name, "label: §None", "label: None"},
		{name, "w: §Cisco.#Deployment & {}", "w: cisco.#Deployment & {}"},
		{name, "package a\n\nw: §cisco.#Deployment & {}", "package a\n\nimport \"v.example/cisco\"\n\nw: cisco.#Deployment & {}"},
		{name, "package a\n\nimport (\n\t\"list\"\n)\n\nw: §cisco.#Deployment & {}", "package a\n\nimport (\n\t\"list\"\n)\nimport \"v.example/cisco\"\n\nw: cisco.#Deployment & {}"},
		{name, "package a\n\nimport x \"list\"\n\nw: §cisco.#Deployment & {}", "package a\n\nimport x \"list\"\nimport \"v.example/cisco\"\n\nw: cisco.#Deployment & {}"},
		{name, "w: §cisco.#Deployment & {}", "w: cisco.#Deployment & {}"},
		{name, "-- §people", "// people"},
		{name, "auth: {password: §kolibri-7.x", "auth: {password: kolibri-7.x"},
		{name, "password: secret: §kolibri7", `password: secret: "kolibri7"`},
		{Itself, "users: ana: login: §ana", `users: ana: login: "ana"`},
		{Itself, "users: ana: password: §ana", `users: ana: password: secret: "ana"`},
		{Alias, "§polite = true", "polite: true"},
		{Operands, "w: §cisco.#Deployment + {}", "w: cisco.#Deployment & {}"},
		{Starred, "value: §*69", `value: "*69"`},
		{Loose, "a: 3,§5", "a: 3.5"},
		{Unembedded, "package a\n\nx: §_ @embed(file=x.json)", "@extern(embed)\n\npackage a\n\nx: _ @embed(file=x.json)"},
		{func(src []byte, _ int) (Mistake, bool) { return Undeployed(src, "cisco") }, "package a\n\n§ward: {\n\tphones: {}\n}", "package a\n\nward: cisco.#Deployment & {\n\tphones: {}\n}"},
	} {
		src, at := marked(t, test.text)
		m, ok := test.find(src, at)
		if got := changed(src, m); !ok || got != test.want {
			t.Errorf("%q\ngot  %q\nwant %q", test.text, got, test.want)
		}
	}
}

// No change holds what may be a secret, or takes it away.
func TestSecretsAreNotChanged(t *testing.T) {
	t.Parallel()
	const secret = "kolibri7"
	found := 0
	for _, text := range []string{
		"password = §\"kolibri7\"", "password = §kolibri7", "password §\"kolibri7\"", "password: §“kolibri7”", "password: \"§kolibri7",
		"password: kolibri7§ x", "password: '§kolibri7", "a: {password: \"kolibri7\"§ b: 1}", "a: {password: \"kolibri7\"§; b: 1}",
		"password: 17:05§kolibri7", "secrets: §kolibri7-9: 1", "password: \"kol\\§kolibri7\"", "password: secret: kolibri7§-x",
	} {
		src, at := marked(t, text)
		m, _ := Syntax(src, at)
		for _, c := range m.changes {
			found++
			if strings.Contains(c.text+string(src[c.from:c.to]), secret) {
				t.Errorf("%q: %+v", text, c)
			}
		}
	}
	if found < 8 {
		t.Errorf("there are only %d changes", found)
	}
}
