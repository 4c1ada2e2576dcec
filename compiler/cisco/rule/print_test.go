package rule

import "testing"

func TestTree(t *testing.T) {
	for text, want := range map[string]string{
		`(true and $UPGCOND)? (a = "x"; Password_1_ = "y";)! [--pwd z --post b] https://h:8/x # note`: `profile rule
  alternative 1
    condition
      true
      macro "$UPGCOND"
    assignments
      GPP_A = string "x"
      Password_1_ = ********
    options
      --pwd ********
      --post "b"
    url
      scheme "https"
      host "h"
      port "8"
      path "/x"
  comment "note"`,
		`[--delta] /x`: `profile rule
  alternative 1
    options
      --delta
    url
      path "/x"`,
		``: "profile rule",
	} {
		if got := Tree(mustParse(t, text, Profile)); got != want {
			t.Errorf("got\n%s", got)
		}
	}
}

// Quotes give characters behind a backslash their plain meaning.
func TestPlain(t *testing.T) {
	for _, x := range []struct {
		v    Value
		want string
	}{
		{Value{Quoted: true, Text: `a\"b\\c\d`}, `a"b\cd`},
		{Value{Quoted: true, Text: `a\`}, `a\`},
		{Value{Quoted: true, Text: `ab`}, `ab`},
		{Value{Text: `a\b`}, `a\b`},
	} {
		if got := x.v.Plain(); got != x.want {
			t.Errorf("%s is %s, want %s", x.v, got, x.want)
		}
	}
}
