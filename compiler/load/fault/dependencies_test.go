package fault

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler/load/loadtest"
)

// What a module asks for in a way that CUE does not take is told where it stands.
func TestDependencyFaults(t *testing.T) {
	for _, test := range []struct{ name, module, local, want string }{
		{"no major version", "deps: \"x.example/y\": v: \"v1.0.0\"", "", `cue.mod/module.cue:3:7: module "x.example/y" is asked for without its major version; write "x.example/y@v1"`},
		{"nor a version", "deps: \"x.example/y\": v: \"1\"", "", `cue.mod/module.cue:3:7: module "x.example/y" is asked for without its major version; write "x.example/y@v0"`},
		{"no struct", "deps: \"x.example/y@v0\": \"v0.1.0\"", "", `cue.mod/module.cue:3:25: a version of module x.example/y@v0 is asked for in a field v; write v: "v0.1.0"`},
		{"no names", "deps: []", "", `cue.mod/module.cue:3:7: modules that are asked for have names; write deps: "lib.example/lib@v0": v: "v0.1.0"`},
		{"no version", "deps: \"x.example/y@v1\": v: \"1.0\"", "", `cue.mod/module.cue:3:28: version "1.0" of module x.example/y@v1 is not valid; write one such as "v1.1.0"`},
		{"a short version", "deps: \"x.example/y@v1\": v: \"v1.0\"", "", `cue.mod/module.cue:3:28: version "v1.0" of module x.example/y@v1 is not valid; write one such as "v1.1.0"`},
		{"another major version", "deps: \"x.example/y@v0\": v: \"v1.0.0\"", "", `cue.mod/module.cue:3:28: version v1.0.0 is not one of x.example/y@v0; write "x.example/y@v1", or a version of v0`},
		{"an unknown field", "deps: \"x.example/y@v0\": {v: \"v0.1.0\", version: 1}", "", `cue.mod/module.cue:3:39: version is no field of a module that is asked for; allowed are v, default, replaceWith`},
		{"a misspelt field", "deps: \"x.example/y@v0\": {v: \"v0.1.0\", defualt: true}", "", `cue.mod/module.cue:3:39: defualt is no field of a module that is asked for; did you mean default?`},
		{"replaced for all", "deps: \"x.example/y@v0\": replaceWith: \"./y\"", "", `cue.mod/module.cue:3:25: module x.example/y@v0 is replaced in module.cue, which other machines read, too; move it to cue.mod/local-module.cue`},
		{"a source", "source: kind: \"svn\"", "", `cue.mod/module.cue:3:15: the source of a module is of no such kind; allowed are git, self`},
		{"nothing of a module", "", "deps: \"x.example/y@v0\": {}", `cue.mod/local-module.cue:1:7: module x.example/y@v0 has neither a folder nor a version; write replaceWith, or v`},
		{"a misspelt field of the local file", "", "dps: \"x.example/y@v0\": {}", `cue.mod/local-module.cue:1:1: dps is no field of a module; did you mean deps?`},
		{"another path", "", "module: \"u.example@v0\"", `cue.mod/local-module.cue:1:9: the path of the module is another than in module.cue; leave it out`},
		{"syntax of the local file", "", "deps: {", `cue.mod/local-module.cue:1:7: { of line 1 is not closed; write }`},

		// What is right is not told in the place of what is wrong behind it.
		{"behind a right one", "deps: {\"x.example/y@v1\": {v: \"v1.2.0\", default: true}, \"x.example/z@v0\": \"v0.1.0\"}", "", `cue.mod/module.cue:3:74: a version of module x.example/z@v0 is asked for in a field v; write v: "v0.1.0"`},
		{"behind a right source", "source: kind: \"self\"\ndeps: \"x.example/z@v0\": \"v0.1.0\"", "", `cue.mod/module.cue:4:25: a version of module x.example/z@v0 is asked for in a field v; write v: "v0.1.0"`},
		{"behind a source without a kind", "source: {}\ndeps: \"x.example/z@v0\": \"v0.1.0\"", "", `cue.mod/module.cue:4:25: a version of module x.example/z@v0 is asked for in a field v; write v: "v0.1.0"`},
		{"behind a right folder", "", "deps: {\"x.example/y@v0\": replaceWith: \"./y\", \"x.example/z@v0\": {}}", `cue.mod/local-module.cue:1:46: module x.example/z@v0 has neither a folder nor a version; write replaceWith, or v`},
		{"behind a right version", "", "deps: {\"x.example/y@v0\": v: \"v0.1.0\", \"x.example/z@v0\": {}}", `cue.mod/local-module.cue:1:39: module x.example/z@v0 has neither a folder nor a version; write replaceWith, or v`},
		{"behind one that the module asks for", "deps: \"x.example/y@v0\": v: \"v0.1.0\"", "deps: {\"x.example/y@v0\": {}, \"x.example/z@v0\": {}}", `cue.mod/local-module.cue:1:30: module x.example/z@v0 has neither a folder nor a version; write replaceWith, or v`},
		{"behind the same path", "", "module: \"test.example@v0\"\ndeps: \"x.example/z@v0\": {}", `cue.mod/local-module.cue:2:7: module x.example/z@v0 has neither a folder nor a version; write replaceWith, or v`},

		{"asked for", "deps: \"x.example/y@v0\": {v: \"v0.1.0\", default: true}", "", ""},
		{"a source of its own", "source: kind: \"self\"", "", ""},
		{"of git", "source: kind: \"git\"", "", ""},
		{"replaced here", "deps: \"x.example/y@v0\": v: \"v0.1.0\"", "deps: \"x.example/y@v0\": replaceWith: \"./y\"", ""},
		{"a version of the module's", "deps: \"x.example/y@v0\": v: \"v0.1.0\"", "module: \"test.example@v0\"\ndeps: \"x.example/y@v0\": {}", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			files := map[string]string{"cue.mod/module.cue": loadtest.ModuleFile + test.module + "\n", "a.cue": "package p\n\nimport \"schema.example/s/v\"\n\nx: v\n"}
			if test.local != "" {
				files["cue.mod/local-module.cue"] = test.local + "\n"
			}
			loadtest.Write(t, dir, files)
			l := loader(t, dir)
			units, err := l.Find(parse)
			if err != nil {
				t.Fatal(err)
			}
			var all []string
			for _, d := range Of(l, units[0].Inst) {
				all = append(all, fmt.Sprintf("%v: %s", d.Pos, d.Message()))
			}
			if got := strings.Join(all, " | "); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}
