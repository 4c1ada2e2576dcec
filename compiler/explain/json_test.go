package explain_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"provc/compiler"
	"provc/compiler/explain"
	"provc/compiler/filetest"
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

// Programs read of a setting what people do: who gives it, that it is a secret, which
// places took part, and why a file resets it.
func TestJSON(t *testing.T) {
	t.Parallel()
	result, err := compiler.Compile(t.Context(), compiler.Options{Dir: "testdata/told"})
	if err != nil || result.Findings.HasErrors() {
		t.Fatal(err, result)
	}
	r := result.Root("told")
	if _, err := explain.Lay(r, filetest.Folder(t, written)); err != nil {
		t.Fatal(err)
	}
	fleet := explain.FleetOf(r, "told")
	for _, x := range []struct {
		phone, user, param string
		want               []string
	}{
		{"Desk", "ana", "up.idleTimeout", []string{
			`"handset":"00907a000001"`, `"user":"ana"`, `"userLabel":"Ana"`, `"state":"logged in"`,
			`"contacts":[{"path":"ward/book/ana-directory.xml"},{"path":"ward/book/000000000000-directory.xml","seed":true}]`,
			`{"path":"ward/over/00907a000001-phone.cfg","level":"handset-override","role":"handset","assumed":true}`,
			`"stack":[{"level":"user-override","file":"ward/over/ana-phone.cfg","value":"8"`, `{"level":"web",`, `{"level":"user","file":"ward/people/ana.cfg","value":"1"`, `{"level":"default","value":"40"}`,
		}},
		{"Desk", "", "up.backlight.onIntensity", []string{`"unless":"ward/pbx.cfg"`}},
		{"Desk", "", "reg.1.auth.password", []string{`"value":"secret line","secret":true`}},
		{"hall", "", "Station_Name", []string{
			`"mac":"0026cb000001"`, `"level":"files","file":"rooms/host/hall.xml","value":"\"\"","reset":{"to":"nothing","causes":[{"name":"Ana (ana)","position":{"file":"told.cue","line":48,"column":84}},{"name":"dan",`, `"more":2}`,
		}},
		{"bay", "dan", "Station_Name", []string{`"level":"user","file":"rooms/mobile/dan.xml","value":"dan"`}},
	} {
		subjects, err := fleet.Choose(x.phone, x.user, false)
		if err != nil {
			t.Fatal(err)
		}
		patterns, err := explain.Parse([]string{x.param}, r.Facts, explain.Names(subjects))
		if err != nil {
			t.Fatal(err)
		}
		var b, short bytes.Buffer
		if err := explain.WriteJSON(&b, explain.Of(r, "told", subjects, patterns)); err != nil {
			t.Fatal(err)
		}
		if err := json.Compact(&short, b.Bytes()); err != nil {
			t.Fatal(err)
		}
		for _, want := range x.want {
			if !strings.Contains(short.String(), want) {
				t.Errorf("%s: %s is not in\n%s", x.param, want, short.String())
			}
		}
	}
}
