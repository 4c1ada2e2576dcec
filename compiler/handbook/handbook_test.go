package handbook

import (
	"bytes"
	"flag"
	"os"
	"slices"
	"testing"

	"provc/compiler/vendors"
)

var update = flag.Bool("update", false, "rewrite docs/checks.md")

// docs/checks.md is what the documents say.
func TestMarkdown(t *testing.T) {
	const file = "../../docs/checks.md"
	var b bytes.Buffer
	if err := Markdown(&b, Sets(vendors.All())); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(file, b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if have, err := os.ReadFile(file); err != nil || !bytes.Equal(have, b.Bytes()) {
		t.Errorf("%s is not what the documents say (%v); go test ./compiler/handbook -update rewrites it", file, err)
	}
}

// An id means one thing.
func TestIDs(t *testing.T) {
	ids := IDs(Sets(vendors.All()))
	if n := len(slices.Compact(slices.Clone(ids))); n != len(ids) {
		t.Errorf("%d ids, %d different ones", len(ids), n)
	}
}
