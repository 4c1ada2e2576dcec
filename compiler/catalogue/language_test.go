package catalogue

import (
	"strings"
	"testing"
)

// A secret in the query of a URL is found, and nothing else is taken for one.
func TestSecretInURL(t *testing.T) {
	for text, want := range map[string]string{
		"http://h/p?mac=$MA&password=k27b":               "password=k27b",
		"http://h/p?pass=1":                              "pass=1",
		"http://h/p?pwd=1":                               "pwd=1",
		"http://h/p?pin=1":                               "pin=1",
		"http://h/p?secret=1":                            "secret=1",
		"http://h/p?token=1":                             "token=1",
		"http://h/p?key=1":                               "key=1",
		"http://h/p?a=1&amp;Token=x":                     "Token=x", // as it stands in XML
		"/p?pin=1":                                       "pin=1",
		"($A eq 1) ? http://h/a | h/p?x=$A&key=k1":       "key=k1",
		`("$EMS" ne "") ? http://h/a?m=1 | /b?pin=2`:     "pin=2",
		"http://h/p?token=$MA-k27b":                      "token=$MA-k27b",
		"http://h/a?pin= http://h/b?pin=3":               "pin=3",
		"http://h/p?password=$A":                         "",
		"http://h/p?password=$(MA:0:6)-$PN":              "",
		"http://h/p?token=[PHONE_MAC_ADDRESS]":           "",
		"http://h/p?password=":                           "",
		"http://h/p?password":                            "",
		"http://h/p?keys=1&mypin=2&passwords=3&monkey=4": "",
		"http://h/password=1/p":                          "",
		"http://h/p#?pin=1":                              "pin=1",
		"Really?key=1":                                   "",
		"(true) ? key=1":                                 "",
		"http://h/p?a=1 key=1":                           "",
		"http://h/p?a=1#key=1":                           "",
		"http://h/p?a=1|key=1":                           "",
		"":                                               "",
		"?":                                              "",
	} {
		key, offset := secretInURL(text)
		name, _, _ := strings.Cut(want, "=")
		if key != strings.ToLower(name) || key != "" && !strings.HasPrefix(text[offset:], want) {
			t.Errorf("%s: %s at %d, want %s", text, key, offset, want)
		}
	}
}
