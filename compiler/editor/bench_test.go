package editor_test

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"provc/compiler"
	"provc/compiler/editor"
	"provc/compiler/filetest"
	"provc/compiler/vendors"
)

// written compiles a package of the given files.
func written(t testing.TB, files map[string]string) (*editor.Package, map[string][]byte) {
	t.Helper()
	dir := t.TempDir()
	texts := map[string][]byte{}
	files["cue.mod/module.cue"] = "module: \"test.example@v0\"\nlanguage: version: \"v0.17.0\"\n"
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		filetest.Put(t, path, text)
		if filepath.Ext(name) == ".cue" && filepath.Dir(name) == "." {
			texts[name] = []byte(text)
		}
	}
	result, err := compiler.Compile(context.Background(), compiler.Options{Dir: dir})
	if err != nil || result.Findings.HasErrors() {
		t.Fatal(err, result.Findings)
	}
	p := editor.New(vendors.All(), nil).Compiled(texts, result.Packages[0])
	p.Prepare()
	return p, texts
}

// large is a deployment of many people and handsets who are written out.
func large(n int) string {
	var b bytes.Buffer
	b.WriteString(handsets + "ward: spectralink.#Deployment & {\n\tprofiles: directory: \"people\"\n\tparams: prov: login: {enabled: true, persistent: true}\n\tgroups: icu: params: up: idleTimeout: 30\n\tphones: {\n")
	for i := range n / 2 {
		fmt.Fprintf(&b, "\t\t\"00907a%06x\": {group: \"icu\", label: \"Handset %d\"}\n", i, i)
	}
	b.WriteString("\t}\n\tusers: {\n")
	for i := range n / 2 {
		fmt.Fprintf(&b, "\t\tu%05d: {\n\t\t\tlabel: \"Person %d\"\n\t\t\tpassword: secret: \"u%05d\"\n\t\t\tparams: {\n\t\t\t\treg: \"1\": {address: \"%d\", label: \"Line %d\"}\n\t\t\t\tup: backlight: onIntensity: 2\n\t\t\t\tptt: channel: \"24\": {label: \"Priority\", subscribed: true}\n\t\t\t}\n\t\t}\n", i, i, i, i, i)
	}
	b.WriteString("\t}\n}\n")
	return b.String()
}

// Answers in a package of 10,000 entities that are written out: of a text that is known,
// and after each edit.
func BenchmarkLarge(b *testing.B) {
	p, texts := written(b, map[string]string{"p.cue": large(10_000)})
	text := texts["p.cue"]
	b.Logf("%d bytes", len(text))
	hover := bytes.Index(text, []byte("idleTimeout"))
	login := bytes.Index(text, []byte("persistent"))
	person := bytes.LastIndex(text, []byte("subscribed"))
	edited := func(i int) []byte { return fmt.Appendf(bytes.Clone(text), "// %d\n", i) }
	for _, x := range []struct {
		name string
		ask  func(text []byte)
	}{
		{"hover of a group's parameter", func(text []byte) { p.Hover("p.cue", text, hover) }},
		{"hover of a deployment's parameter", func(text []byte) { p.Hover("p.cue", text, login) }},
		{"hover of a person's parameter", func(text []byte) { p.Hover("p.cue", text, person) }},
		{"completion in a deployment", func(text []byte) { p.Complete("p.cue", text, login) }},
		{"completion in a person", func(text []byte) { p.Complete("p.cue", text, person) }},
		{"lenses", func(text []byte) { p.Lenses("p.cue", text) }},
	} {
		b.Run(x.name, func(b *testing.B) {
			for b.Loop() {
				x.ask(text)
			}
		})
		b.Run(x.name+", edited", func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				x.ask(edited(i))
			}
		})
	}
	b.Run("prepare", func(b *testing.B) {
		result, err := compiler.Compile(context.Background(), compiler.Options{Dir: filepath.Join("..", "..", "examples"), Packages: []string{"./hospital"}})
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			editor.New(vendors.All(), nil).Compiled(texts, result.Packages[0]).Prepare()
		}
	})
}
