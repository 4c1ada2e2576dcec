package compiler_test

import (
	"strings"
	"testing"
)

// known are tests whose case is not yet right. Whoever mends one takes it from the
// list: a case that is listed and right is an error.
var known = map[string]bool{}

// holds ends a test with what is wrong, if anything is.
func holds(t *testing.T, wrong string) {
	t.Helper()
	all, _, _ := strings.Cut(t.Name(), "/")
	switch {
	case wrong == "" && known[t.Name()]:
		t.Error("this is right now: take it from the list of known cases")
	case wrong != "" && (known[t.Name()] || known[all]):
		t.Skip("known: " + wrong)
	case wrong != "":
		t.Error(wrong)
	}
}
