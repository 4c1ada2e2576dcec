package upgrade_test

import (
	"bytes"
	"testing"

	"provc/compiler/diag"
	"provc/compiler/schematest"
	"provc/compiler/upgrade"
)

// What is printed as JSON is what docs/upgrade.schema.json describes, and the schema refuses
// what is not.
func TestJSONSchema(t *testing.T) {
	t.Parallel()
	valid := schematest.Valid(t, "../../docs", "upgrade.schema.json")
	a, b := finding("a", "x.cue", 1, "one"), finding("a", "x.cue", 1, "two")
	for _, c := range []*upgrade.Comparison{
		{Old: "x, v1", New: "v2", Unbuilt: "this provc finds errors", Findings: upgrade.CompareFindings([]diag.JSON{a}, []diag.JSON{b, a, b})},
		{Old: "x, v1", New: "v2", Findings: upgrade.CompareFindings([]diag.JSON{a}, []diag.JSON{b}), Files: &upgrade.Files{Both: 3, New: []string{"a"}, Layout: []string{"b"}}},
	} {
		var out bytes.Buffer
		if err := upgrade.WriteJSON(&out, c); err != nil {
			t.Fatal(err)
		}
		if err := valid(out.Bytes()); err != nil {
			t.Error(err)
		}
		for was, is := range map[string]string{`"version": 1`: `"version": 2`, `"findings"`: `"finding"`, `"severity": "warning"`: `"severity": "bad"`} {
			if err := valid(bytes.Replace(out.Bytes(), []byte(was), []byte(is), 1)); err == nil {
				t.Errorf("the schema takes %s", is)
			}
		}
	}
}
