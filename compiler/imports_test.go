package compiler

import (
	"strings"
	"testing"

	"provc/compiler/evaluate"
	"provc/compiler/filetest"
)

// files writes files into a new folder.
func files(t *testing.T, texts map[string]string) string {
	t.Helper()
	return filetest.Folder(t, texts)
}

// A package that does not load is told of like that, whether or not its files, and
// those of other packages, were scanned; and so is all that is found in the others.
func TestImportsScanned(t *testing.T) {
	t.Parallel()
	deployment := func(name, imports, more string) string {
		return "package " + name + "\n" + imports + `
import "provc.internal/schema/spectralink"
d: spectralink.#Deployment & {
	params: prov: login: {enabled: true, required: true, persistent: true}
	users: {a: {password: "1"}, e: password: "3"}
	` + more + "\n}\n"
	}
	for name, test := range map[string]struct {
		texts map[string]string
		want  []string // beginnings of errors
	}{
		"nowhere": {map[string]string{
			"a/a.cue": deployment("a", `import "test.example/nope"`, ""),
		}, []string{`a/a.cue:2:8: error: package "test.example/nope" cannot be found`}},
		"another": {map[string]string{
			"a/a.cue": deployment("a", "", "params: ptt: mode: 1"),
			"l/l.cue": "package l\nimport \"t.example/none\"\nx: none.x\n",
		}, []string{`a/a.cue:7:15: error: ptt.mode is no parameter`, `l/l.cue:2:8: error: package "t.example/none" cannot be found`}},
		"cycle": {map[string]string{
			"a/a.cue": deployment("a", `import "test.example/b"`, "params: ptt: displayName: b.x"),
			"b/b.cue": deployment("b", `import "test.example/a"`, "params: ptt: displayName: a.x"),
		}, []string{`a/a.cue:2:8: error: package "test.example/b" cannot be imported here: the import is part of a cycle`,
			`b/b.cue:2:8: error: package "test.example/a" cannot be imported here: the import is part of a cycle`}},
		"through": {map[string]string{
			"a/a.cue": deployment("a", `import "test.example/b"`, "params: ptt: displayName: b.x"),
			"b/b.cue": deployment("b", `import "test.example/c"`, "params: ptt: displayName: c.x"),
			"c/c.cue": deployment("c", "", "") + "x: ]\n",
		}, []string{`a/a.cue:2:8: error: package "test.example/b" does not load`, `b/b.cue:2:8: error: package "test.example/c" does not load`, `c/c.cue:9:4: error: x has no value`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test.texts["cue.mod/module.cue"] = "module: \"test.example@v0\"\nlanguage: version: \"v0.17.0\"\n"
			o := Options{Dir: files(t, test.texts), Packages: []string{"./..."}, evaluation: evaluate.Options{Extract: 1 << 30}}
			want := outcome(t, o)
			var found []string
			for line := range strings.Lines(want) {
				if strings.Contains(line, " error: ") {
					found = append(found, line)
				}
			}
			for i, w := range test.want {
				if len(found) != len(test.want) || !strings.HasPrefix(found[i], w) {
					t.Fatalf("got\n%s\nwant\n%s", want, strings.Join(test.want, "\n"))
				}
			}
			o.evaluation.Extract = 1
			if got := outcome(t, o); got != want {
				t.Errorf("scanned:\n%s", firstDifference(want, got))
			}
		})
	}
}

// What CUE has to evaluate of a scanned package is loaded again, by itself: a tag that
// only another package has is no mistake then.
func TestTagsScanned(t *testing.T) {
	t.Parallel()
	const deployment = `
import "provc.internal/schema/spectralink"
d: spectralink.#Deployment & {
	params: prov: login: {enabled: true, required: true, persistent: true}
	users: {a: {password: "1"}, e: password: "3"}
	params: ptt: displayName: `
	o := Options{Packages: []string{"./..."}, evaluation: evaluate.Options{Extract: 1 << 30}, Tags: []string{"name=n", "here"}, Dir: files(t, map[string]string{
		"cue.mod/module.cue": "module: \"test.example@v0\"\nlanguage: version: \"v0.17.0\"\n",
		"a/a.cue":            "package a\n" + deployment + "1}\n",
		"b/b.cue":            "package b\n" + deployment + "nowhere}\n",
		"c/c.cue":            "package c\n" + deployment + "name}\nname: string @tag(name)\nwhere: string @tag(where,short=here)\n",
	})}
	want := outcome(t, o)
	if strings.Count(want, "error:") != 2 || strings.Contains(want, "no tag") {
		t.Error(want)
	}
	o.evaluation.Extract = 1
	if got := outcome(t, o); got != want {
		t.Errorf("scanned:\n%s", firstDifference(want, got))
	}
}
