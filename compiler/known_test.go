package compiler_test

import (
	"strings"
	"testing"
)

// known are tests whose case is not yet right. Whoever mends one takes it from the
// list: a case that is listed and right is an error.
var known = map[string]bool{
	"TestEvaluations/spectralink_close_that_nobody_uses": true,
	"TestMutatedExamples":                                true, // some of them
	"TestRandomPackages":                                 true, // some of them
	"TestSourcesThatChangeBack":                          true,
	"TestNotUTF8/CSV_cell_of_several_lines":              true,
	"TestNotUTF8/UTF-16":                                 true,
	"TestNotUTF8/a_surrogate":                            true,
	"TestNotUTF8/another_file":                           true,
	"TestNotUTF8/comment":                                true,
	"TestNotUTF8/comment_of_a_user":                      true,
	"TestNotUTF8/cut_off":                                true,
	"TestNotUTF8/embedded_JSON":                          true,
	"TestNotUTF8/embedded_YAML":                          true,
	"TestNotUTF8/embedded_text":                          true,
	"TestNotUTF8/hidden_text":                            true,
	"TestNotUTF8/imported_file":                          true,
	"TestNotUTF8/raw_text":                               true,
	"TestNotUTF8/several_lines":                          true,
	"TestNotUTF8/text":                                   true,
	"TestNotUTF8/user":                                   true,
}

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
