package value

import (
	"slices"
	"strings"
	"testing"
)

func TestSecretsInURLsAreFound(t *testing.T) {
	for text, want := range map[string][]string{
		"http://h/p?mac=1&PIN=hidden":                   {"pin=hidden"},
		"http://h/p?pwd=hidden&a=b;token=other":         {"pwd=hidden", "token=other"},
		"http://h/p?key=$A&secret=a$A":                  {"secret=a$A"},
		"http://h/p?compass=north&api_key=k&passes=2":   nil,
		"http://h/p#password=x":                         nil,
		"is it so?password=x":                           nil,
		"h/p?pin=1&pin=1;pin=1":                         {"pin=1", "pin=1", "pin=1"},
		"h/p?pin=1\tpwd=2":                              {"pin=1"},
		"h/p?pin=1\r\npwd=2":                            {"pin=1"},
		"h/p?pin=1\npwd=2":                              {"pin=1"},
		`"h/p?pin=1"pwd=2`:                              {"pin=1"},
		"h/p\tx?pin=1":                                  nil,
		"h/p\nx?pin=1":                                  nil,
		"h/p\rx?pin=1":                                  nil,
		`h/p"x?pin=1`:                                   nil,
		"h/p|x?pin=1":                                   nil,
		"a/b?pass=hidden | http://h/p?password=$(MPWD)": {"pass=hidden"},
	} {
		var got []string
		for _, s := range SecretsInURLs(text) {
			if key := text[s.Key : s.From-1]; strings.ToLower(key) != s.Name {
				t.Errorf("%s: %s is called %s", text, key, s.Name)
			}
			got = append(got, s.Name+"="+text[s.From:s.To])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: found %q, want %q", text, got, want)
		}
	}
}

func TestMasked(t *testing.T) {
	for text, want := range map[string]string{
		"http://h/p?pwd=hidden&a=b;token=other#c": "http://h/p?pwd=(secret)&a=b;token=(secret)#c",
		"ftp://joe:hid@den@h/a":                   "ftp://joe:(secret)@h/a",
		"sip:joe:hidden@h":                        "sip:joe:(secret)@h",
		"sip:1044@h:5060":                         "sip:1044@h:5060",
		"ftp://joe:hid den@h/a":                   "ftp://joe:(secret)@h/a",
		"http://h:8080/a@b?c=d":                   "http://h:8080/a@b?c=d",
		"http://joe:hidden@h/?key=hidden b.cfg":   "http://joe:(secret)@h/?key=(secret) b.cfg",
		"[--uid joe@h] http://h:80/$MA?pwd=$MPWD": "[--uid joe@h] http://h:80/$MA?pwd=$MPWD",
	} {
		if got := Masked(text); got != want {
			t.Errorf("%s is shown as %s, want %s", text, got, want)
		}
	}
	if got := (&Node{Kind: String, Text: "http://joe:hidden@h/?pin=1 x"}).Describe(false); strings.Contains(got, "hidden") || strings.Contains(got, "=1") {
		t.Errorf("a sentence shows %s", got)
	}
}

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
		"http://h/p?key=a":                               "key=a",
		"http://h/p?key=z":                               "key=z",
		"http://h/p?key=A":                               "key=A",
		"http://h/p?key=Z":                               "key=Z",
		"http://h/p?key=0":                               "key=0",
		"http://h/p?key=9":                               "key=9",
		"http://h/p?key=-_.%":                            "",
		"http://h/p?key=$A$B9":                           "",
		"":                                               "",
		"?":                                              "",
	} {
		key, offset := "", 0
		if found := SecretsInURLs(text); len(found) > 0 {
			key, offset = found[0].Name, found[0].Key
		}
		name, _, _ := strings.Cut(want, "=")
		if key != strings.ToLower(name) || key != "" && !strings.HasPrefix(text[offset:], want) {
			t.Errorf("%s: %s at %d, want %s", text, key, offset, want)
		}
	}
}

func TestHoldsSecret(t *testing.T) {
	for text, want := range map[string]bool{
		"http://h/x":                       false,
		"http://h:80/x@y":                  false,
		"http://joe:4711@h/x":              true,
		"http://joe@h/x":                   false,
		"http://$MUID:$MPWD@h/x":           false,
		"http://joe:$(GPP_SA)@h/x":         false,
		"http://h/[PHONE_MAC_ADDRESS]?a=1": false,
		"http://h/x?pin=4711":              true,
		"h/x?pin=4711":                     true,
		"http://h/x?pin=$PIN":              false,
		"a: b? c":                          false,
		"sip:joe:4711@h":                   true,
		"sips:joe:4711@h":                  true,
		"SIP:joe:4711@h":                   false,
		"gossip:joe:4711@h":                false,
		"http://h/x?pin=$PIN&key=1":        true,
		"ftp://joe:4711@h ftp://$U:$P@h/x": true,
		"ftp://$U:$P@h/x ftp://joe:4711@h": true,
	} {
		if got := HoldsSecret(text); got != want {
			t.Errorf("%s holds a secret: %t", text, got)
		}
	}
}
