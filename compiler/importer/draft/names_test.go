package draft_test

import (
	"testing"

	"cuelang.org/go/cue/parser"

	"provc/compiler/importer/draft"
)

// Whatever a folder is called, its name is one that CUE takes for a package and a field,
// and that means nothing else.
func TestIdent(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Ward 3": "ward_3", "3west": "phones_3west", "": "phones", "--": "phones", "in": "phones_in", "FOR": "phones_for", "let": "phones_let", "import": "phones_import",
		"null": "phones_null", "string": "phones_string", "len": "phones_len", "ward": "ward", "Größe": "gr_e",
	} {
		got := draft.Ident(name)
		if got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
		if _, err := parser.ParseFile("a.cue", "package "+got+"\n\n"+got+": {x: 1}\ny: "+got+".x\n"); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
}
