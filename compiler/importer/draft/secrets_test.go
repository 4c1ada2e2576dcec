package draft_test

import (
	"strings"
	"testing"

	"provc/compiler/importer/draft"
)

// A name stands for one value: what wants it for another gets a number behind it.
func TestSecretNames(t *testing.T) {
	t.Parallel()
	var s draft.Secrets
	for _, c := range [][3]string{
		{"sip_100", "a", "sip_100"}, {"sip_100", "a", "sip_100"}, {"sip_100", "b", "sip_100_2"}, {"sip_100", "c", "sip_100_3"}, {"sip_100", "b", "sip_100_2"},
		{"sip_Dr Kö/ch", "a", "sip_Dr_K_ch"}, {"..x-", "a", "x"}, {"///", "a", "secret"}, {"", "b", "secret_2"},
		{"sip_200_2", "x", "sip_200_2"}, {"sip_200", "y", "sip_200"}, {"sip_200", "z", "sip_200_3"}, {"sip_200", "x", "sip_200_4"},
	} {
		if got := s.Name(c[0], c[1]); got != c[2] {
			t.Errorf("%s for %s: %s, want %s", c[0], c[1], got, c[2])
		}
		if v, ok := s.Value(c[2]); !ok || v != c[1] {
			t.Errorf("%s is %q", c[2], v)
		}
	}
	if got := s.Names(); len(got) != s.Len() || !strings.HasPrefix(strings.Join(got, " "), "secret secret_2 sip_100 sip_100_2 sip_100_3") {
		t.Error(got)
	}
	if _, ok := s.Value("sip_999"); ok {
		t.Error("a name stands for a value that nobody gave")
	}
}

// A comment that holds a password is told from one that holds a word like it.
func TestSecretsInText(t *testing.T) {
	t.Parallel()
	var s draft.Secrets
	s.Hide("hunter22")
	s.Hide("4711")
	s.Hide("123")
	for text, want := range map[string]bool{
		"hunter22": true, "it is hunter22.": true, `("hunter22"),`: true, "it is 4711!": true, "password:hunter22": true, "pw=4711": true, "a=b:4711": true,
		"hunter2": false, "hunter222": false, "14711": false, "123": false, "ward 3": false, "": false, "Hunter22": false,
	} {
		if s.In(text) != want {
			t.Errorf("%q: %t", text, !want)
		}
	}
}

// The file of passwords has each as a text, whatever it looks like.
func TestSecretsYAML(t *testing.T) {
	t.Parallel()
	var s draft.Secrets
	if got, err := s.YAML("nothing\n  to hide"); err != nil || string(got) != "# nothing\n# to hide\n" {
		t.Errorf("%q %v", got, err)
	}
	for name, value := range map[string]string{"b": "007", "a": `x"y: #`, "c": "yes", "d": "ß\t1"} {
		s.Name(name, value)
	}
	got, err := s.YAML("about")
	if want := "# about\na: \"x\\\"y: #\"\nb: \"007\"\nc: \"yes\"\nd: \"ß\\t1\"\n"; err != nil || string(got) != want {
		t.Errorf("got\n%s%v\nwant\n%s", got, err, want)
	}
}
