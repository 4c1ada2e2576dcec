package lookup_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"provc/compiler/catalogue"
	"provc/compiler/lookup"
)

// What somebody probably means comes first: a name, the begin of one, a part, what holds
// it, words in a name, a value, then descriptions; of equals, what turns something on, and
// what has fewer indexes and a shorter name.
func TestOrderOfHits(t *testing.T) {
	t.Parallel()
	s, err := catalogue.Open(fstest.MapFS{"v/v.cue": {Data: []byte(`package v

#Deployment: params?: #Params
#Params: {
	// Something with a keycode in it.
	phrase?: string @param(home=a)
	// Somewhere keycodes are far from the begin of the sentence, and there are many.
	words?: string @param(home=a)
	// A choice.
	value?: "other" | "keycode" @param(home=a)
	// Nothing.
	aHasKeycodeWithin?: string @param(home=a)
	// Nothing.
	keycodes?: string @param(home=a)
	// Nothing.
	keycode?: string @param(home=a)
	own?: {
		// Nothing.
		keycode?: string @param(home=a)
		// Nothing.
		xkeycodeEnabled?: bool @param(home=a)
	}
	// Nothing of it.
	keyBigCode?: string @param(home=a)
	// Nothing at all.
	zebra?: string @param(home=a)
}
`)}}, "v")
	if err != nil {
		t.Fatal(err)
	}
	for words, want := range map[string]string{
		"keycode":      "keycode keycodes own.keycode own.xkeycodeEnabled aHasKeycodeWithin value phrase words",
		"KeyCode":      "keycode keycodes own.keycode own.xkeycodeEnabled aHasKeycodeWithin value phrase words",
		"key code":     "keycode keycodes own.keycode own.xkeycodeEnabled aHasKeycodeWithin keyBigCode",
		"key-code":     "keycode keycodes own.keycode own.xkeycodeEnabled aHasKeycodeWithin keyBigCode",
		"the key code": "keyBigCode",
		"zebra horse":  "zebra", // as far as it goes
		"horse":        "",
		"own.keycode":  "own.keycode",
		"own.*":        "own.keycode own.xkeycodeEnabled",
		"*":            "phrase words value aHasKeycodeWithin keycodes keycode own.keycode own.xkeycodeEnabled keyBigCode zebra",
		// Of words that nothing has together, the longer counts more.
		"keycode zebra": "words phrase keycode keycodes own.keycode aHasKeycodeWithin zebra",
		"":              "",
	} {
		hits, err := lookup.Find([]*catalogue.Schema{s}, strings.Fields(words))
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, h := range hits {
			names = append(names, h.Param.Name)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%q finds %s, want %s", words, got, want)
		}
	}
}
