package explain_test

import (
	"bytes"
	"testing"

	"provc/compiler"
	"provc/compiler/explain"
	"provc/compiler/schematest"
)

// explained compiles an example and explains somebody of it.
func explained(t *testing.T, example, phone, user string, params ...string) *explain.Explanation {
	t.Helper()
	result, err := compiler.Compile(t.Context(), compiler.Options{Packages: []string{"../../examples/" + example}})
	if err != nil {
		t.Fatal(err)
	}
	r := result.Root(example)
	subjects, err := explain.FleetOf(r, example).Choose(phone, user, len(params) > 0)
	if err != nil {
		t.Fatal(err)
	}
	patterns, err := explain.Parse(params, r.Facts, explain.Names(subjects))
	if err != nil {
		t.Fatal(err)
	}
	e := explain.Of(r, example, subjects, patterns)
	traced, err := result.Trace(result.Packages[0], e.Entities())
	if err != nil {
		t.Fatal(err)
	}
	e.Trace(traced)
	return e
}

// What is printed as JSON is what docs/explain.schema.json describes, and the schema
// refuses what is not.
func TestJSONSchema(t *testing.T) {
	t.Parallel()
	valid := schematest.Valid(t, "../../docs", "explain.schema.json")
	for _, x := range []struct{ example, phone, user string }{
		{"hospital", "00907a200003", "aabbott1"},
		{"hospital", "", "bbrandt1"},
		{"conference-rooms", "board-room", ""},
		{"pbx", "", ""},
	} {
		var b bytes.Buffer
		if err := explain.WriteJSON(&b, explained(t, x.example, x.phone, x.user)); err != nil {
			t.Fatal(err)
		}
		if err := valid(b.Bytes()); err != nil {
			t.Errorf("%+v: %v", x, err)
		}
		for was, is := range map[string]string{`"level": "files"`: `"level": "file"`, `"kind": "written"`: `"kind": "there"`, `"version": 1`: `"version": 2`, `"stack"`: `"stacks"`} {
			if err := valid(bytes.Replace(b.Bytes(), []byte(was), []byte(is), 1)); err == nil {
				t.Errorf("%+v: the schema takes %s", x, is)
			}
		}
	}
}
