package compiler_test

import (
	"strings"
	"testing"
)

// A file that is not UTF-8 is refused, with the line, wherever the wrong byte stands:
// a handset would show something else, or nothing.
func TestNotUTF8(t *testing.T) {
	inventory := func(file, each string) string {
		return spectralinkHead + "inventory: users: {file: \"" + file + "\", id: \"{id}\", each: {password: \"1\", params: reg: \"2\": label: \"{name}\"}}\n" + each + "\n}\n"
	}
	embedding := func(file string) string {
		return "@extern(embed)\n\n" + spectralinkHead + "params: reg: \"1\": label: _x\n}\n_x: _ @embed(file=" + file + ")\n"
	}
	for _, test := range []struct {
		name  string
		files map[string]string
		at    string
	}{
		{"text", map[string]string{"a.cue": spectralinkHead + "params: reg: \"1\": label: \"J\xf6rg\"\n}\n"}, "a.cue:8:"},
		{"user", map[string]string{"a.cue": spectralinkHead + "users: ann: {\n\tpassword: \"1\"\n\tparams: reg: \"1\": label: \"J\xf6rg\"\n}\n}\n"}, "a.cue:10:"},
		{"label", map[string]string{"a.cue": spectralinkHead + "groups: \"st\xfc\": {}\n}\n"}, "a.cue:8:"},
		{"comment", map[string]string{"a.cue": spectralinkHead + "\n// f\xfcr Ann\nusers: ann: password: \"1\"\n}\n"}, "a.cue:9:"},
		{"comment of a user", map[string]string{"a.cue": spectralinkHead + "users: ann: {\npassword: \"1\" // f\xfcr Ann\n}\n}\n"}, "a.cue:9:"},
		{"hidden text", map[string]string{"a.cue": spectralinkHead + "}\n_x: \"\xe9\"\n"}, "a.cue:9:"},
		{"several lines", map[string]string{"a.cue": spectralinkHead + "users: ann: {password: \"1\", label: \"\"\"\n\tx\n\t\xe9\n\t\"\"\"}\n}\n"}, "a.cue:10:"},
		{"raw text", map[string]string{"a.cue": spectralinkHead + "users: ann: {password: \"1\", label: #\"\xe9\"#}\n}\n"}, "a.cue:8:"},
		{"attribute", map[string]string{"a.cue": spectralinkHead + "users: ann: {password: \"1\"} @x(\xe9)\n}\n"}, "a.cue:8:"},
		{"cut off", map[string]string{"a.cue": spectralinkHead + "users: ann: {password: \"1\", label: \"\xc3\"}\n}\n"}, "a.cue:8:"},
		{"a surrogate", map[string]string{"a.cue": spectralinkHead + "users: ann: {password: \"1\", label: \"\xed\xa0\x80\"}\n}\n"}, "a.cue:8:"},
		{"UTF-16", map[string]string{"a.cue": spectralinkHead + "}\n", "b.cue": "\xff\xfep\x00a\x00c\x00k\x00a\x00g\x00e\x00 \x00p\x00\n\x00"}, "b.cue:1:"},
		{"another file", map[string]string{"a.cue": spectralinkHead + "}\n", "b.cue": "package p\n// \xe9\n"}, "b.cue:2:"},
		{"imported file", map[string]string{"a.cue": strings.Replace(spectralinkHead, "import ", "import \"test.example/b\"\nimport ", 1) + "params: reg: \"1\": label: b.x\n}\n", "b/b.cue": "package b\n\nx: \"\xe9\"\n"}, "b/b.cue:3:"},
		{"CSV", map[string]string{"a.cue": inventory("users.csv", ""), "users.csv": "id,name\nann,Ann\nj,J\xf6rg\n"}, "users.csv:3:"},
		{"CSV header", map[string]string{"a.cue": inventory("users.csv", ""), "users.csv": "id,name,\xf6\nann,Ann,1\n"}, "users.csv:1:"},
		{"CSV column that nothing names", map[string]string{"a.cue": inventory("users.csv", ""), "users.csv": "id,name,town\nann,Ann,K\xf6ln\n"}, "users.csv:2:"},
		{"CSV cell of several lines", map[string]string{"a.cue": inventory("users.csv", ""), "users.csv": "id,name,town\nann,Ann,\"x\nK\xf6ln\"\n"}, "users.csv:3:"},
		{"JSON", map[string]string{"a.cue": inventory("users.json", ""), "users.json": "[\n{\"id\": \"j\", \"name\": \"J\xf6rg\"}\n]\n"}, "users.json:2:"},
		{"JSON name", map[string]string{"a.cue": inventory("users.json", ""), "users.json": "[\n{\"id\": \"j\", \"name\": \"x\", \"\xf6\": 1}\n]\n"}, "users.json:2:"},
		{"JSON lines", map[string]string{"a.cue": inventory("users.jsonl", ""), "users.jsonl": "{\"id\": \"a\", \"name\": \"x\"}\n{\"id\": \"j\", \"name\": \"J\xf6rg\"}\n"}, "users.jsonl:2:"},
		{"YAML", map[string]string{"a.cue": inventory("users.yaml", ""), "users.yaml": "- id: a\n  name: x\n- id: j\n  name: \"J\xf6rg\"\n"}, "users.yaml:4:"},
		{"YAML comment", map[string]string{"a.cue": inventory("users.yaml", ""), "users.yaml": "- id: a\n  name: x\n# \xf6\n"}, "users.yaml:3:"},
		{"embedded text", map[string]string{"a.cue": embedding("x.txt, type=text"), "x.txt": "J\xf6rg"}, "x.txt:1:"},
		{"embedded JSON", map[string]string{"a.cue": embedding("x.json"), "x.json": "\"J\xf6rg\"\n"}, "x.json:1:"},
		{"embedded YAML", map[string]string{"a.cue": embedding("x.yaml"), "x.yaml": "\"J\xf6rg\"\n"}, "x.yaml:1:"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			provc := built(t, folder(t, test.files))
			if len(provc.errors) == 0 || !strings.HasPrefix(provc.errors[0], test.at) {
				t.Errorf("want an error at %q\n%s", test.at, provc)
			}
		})
	}
}
