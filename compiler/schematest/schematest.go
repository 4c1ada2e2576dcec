// Package schematest holds what commands print as JSON against the schemas in docs, for
// tests of the packages that print it.
package schematest

import (
	"os"
	"path/filepath"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
	cuejson "cuelang.org/go/encoding/json"
	"cuelang.org/go/encoding/jsonschema"
)

// Valid reads a schema, and tells what is wrong by it with a document.
func Valid(t testing.TB, docs, schemaName string) func(data []byte) error {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(docs, schemaName))
	if err != nil {
		t.Fatal(err)
	}
	ctx := cuecontext.New()
	expr, err := cuejson.Extract(schemaName, text)
	if err != nil {
		t.Fatal(err)
	}
	extracted, err := jsonschema.Extract(ctx.BuildExpr(expr), &jsonschema.Config{})
	if err != nil {
		t.Fatal(err)
	}
	schema := ctx.BuildFile(extracted)
	if err := schema.Err(); err != nil {
		t.Fatal(err)
	}
	return func(data []byte) error {
		doc, err := cuejson.Extract("output.json", data)
		if err != nil {
			return err
		}
		return schema.Unify(ctx.BuildExpr(doc)).Validate(cue.Concrete(true))
	}
}
