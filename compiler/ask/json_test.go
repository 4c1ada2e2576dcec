package ask_test

import (
	"bytes"
	"testing"

	"provc/compiler/ask"
	"provc/compiler/schematest"
)

// What is printed as JSON is what docs/ask.schema.json describes, and the schema refuses
// what is not.
func TestJSONSchema(t *testing.T) {
	t.Parallel()
	valid := schematest.Valid(t, "../../docs", "ask.schema.json")
	f := fleet(t, planted, "")
	for _, q := range ask.Questions {
		args := map[string][]string{"who-can-call": {"112"}, "who-sets": {"up.idleTimeout"}, "who-restarts": {"up.idleTimeout"}, "loss-of": {"d"}, "leaver": {"ana"}}[q.Name]
		answer, err := q.Ask(f, args)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := answer.Write(&b, "json", 0); err != nil {
			t.Fatal(err)
		}
		if err := valid(b.Bytes()); err != nil {
			t.Errorf("%s: %v", q.Name, err)
		}
		for was, is := range map[string]string{`"version": 1`: `"version": 2`, `"rows"`: `"row"`, `"title": "`: `"title": 1, "x": "`} {
			if err := valid(bytes.Replace(b.Bytes(), []byte(was), []byte(is), 1)); err == nil {
				t.Errorf("%s: the schema takes %s", q.Name, is)
			}
		}
	}
}
