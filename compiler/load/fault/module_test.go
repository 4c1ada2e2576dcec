package fault

import (
	"testing"

	"cuelang.org/go/cue"

	"provc/compiler/load/loadtest"
)

// What keeps a module from being loaded is told where its file shows it.
func TestModuleFaults(t *testing.T) {
	t.Parallel()
	const (
		at       = "cue.mod/module.cue:"
		fault    = " error: cue-package: "
		language = "language: version: \"v0.17.0\"\n"
		site     = `; write a name like that of a web site, in small letters, such as module: "hospital.example@v0"`
		wanted   = `; write language: version: "v0.17.0"`
	)
	for _, test := range []struct{ name, module, want string }{
		{"no file", "", "cue.mod/module.cue:" + fault + "the module has no file cue.mod/module.cue; provc init writes one"},
		{"no CUE", "module: }\n", at + "1:9: error: cue-syntax: module has no value; write one behind the colon; text in quotes, \"…\""},
		{"a misspelt field", "modul: \"t.example@v0\"\n" + language, at + "1:1:" + fault + "modul is no field of a module; did you mean module?"},
		{"another field", "module: \"t.example@v0\"\nx: 1\n" + language, at + "2:1:" + fault + "x is no field of a module; allowed are module, language, source, description, deps, custom"},
		{"no language", "module: \"t.example@v0\"\n", "cue.mod/module.cue:" + fault + "the module declares no language version" + wanted},
		{"a language without a version", "module: \"t.example@v0\"\nlanguage: {}\n", at + "2:11:" + fault + "the module declares no language version" + wanted},
		{"no version", "module: \"t.example@v0\"\nlanguage: version: \"17\"\n", at + "2:20:" + fault + `language version "17" is not valid` + wanted},
		{"a short version", "module: \"t.example@v0\"\nlanguage: version: \"v0.17\"\n", at + "2:20:" + fault + `language version "v0.17" is not valid` + wanted},
		{"a version to come", "module: \"t.example@v0\"\nlanguage: version: \"v0.99.0\"\n", at + "2:20:" + fault + "language v0.99.0 is newer than " + cue.LanguageVersion() + ", which this provc understands" + wanted},
		{"no path", language, "cue.mod/module.cue:" + fault + `the module has no path; write module: "hospital.example@v0"`},
		{"a path in capitals", "module: \"T.example@v0\"\n" + language, at + "1:9:" + fault + "the path of the module is not valid" + site},
		{"a path with a capital", "module: \"t.example/Ward@v0\"\n" + language, at + "1:9:" + fault + "the path of the module is not valid" + site},
		{"a path that ends in a dot", "module: \"t.example/ward.@v0\"\n" + language, at + "1:9:" + fault + "the path of the module is not valid" + site},
		{"a path with a blank", "module: \"t.example/my ward\"\n" + language, at + "1:9:" + fault + "the path of the module is not valid" + site},
		{"a path with a version of two parts", "module: \"t.example@v0.1\"\n" + language, at + "1:9:" + fault + "the path of the module is not valid" + site},
		{"a path that is no text", "module: 1\n" + language, at + "1:9:" + fault + "the path of the module is not valid" + site},

		{"as it should be", "module: \"t.example/ward_7/a.b@v1\"\n" + language, ""},
		{"without a major version", "module: \"t.example\"\n" + language, ""},
		{"an older language", "module: \"t.example@v0\"\nlanguage: version: \"v0.9.0\"\n", ""},
		{"a description", "module: \"t.example@v0\"\ndescription: \"x\"\nsource: kind: \"git\"\ncustom: \"x.example/y\": {}\n" + language, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			loadtest.Write(t, dir, map[string]string{"a.cue": "package p\n\nimport \"schema.example/s/v\"\n\nx: v\n", "cue.mod/x.txt": "x", "cue.mod/module.cue": test.module})
			if got := told(t, dir); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}
