package facts_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler/spectralink/facts"
)

// The page about deployments tells each field of a contact.
func TestContactsAreDocumented(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "deployments.md"))
	if err != nil {
		t.Fatal(err)
	}
	fields := facts.Schema().MustType("#Contact").Object().Fields()
	if len(fields) == 0 {
		t.Fatal("a contact has no fields")
	}
	for _, f := range fields {
		if !strings.Contains(string(page), "\n| `"+f.Label+"` | ") {
			t.Errorf("%s is not in the table", f.Label)
		}
	}
}
