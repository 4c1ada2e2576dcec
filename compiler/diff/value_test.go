package diff

import (
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/vendor"
	"provc/compiler/vendors"
)

// What may be seen of a value: of a secret its name, of what is hidden nothing, and of a
// URL all but the password.
func TestShown(t *testing.T) {
	t.Parallel()
	facts := vendor.FactsOf(vendors.All())
	for _, x := range []struct {
		param artifact.Param
		want  string
	}{
		{artifact.Param{Name: "up.idleTimeout", Value: "60"}, "60"},
		{artifact.Param{Name: "up.idleTimeout"}, `""`},
		{artifact.Param{Name: "up.idleTimeout", Value: " 60"}, `" 60"`},
		{artifact.Param{Name: "prov.login.localPassword", Value: "4711"}, "(secret)"},
		{artifact.Param{Name: "prov.login.localPassword"}, `""`},
		{artifact.Param{Name: "prov.login.localPassword", Secret: "ana"}, "secret ana"},
		{artifact.Param{Name: "prov.login.localPassword", Secret: "ana b "}, `secret "ana b "`},
		{artifact.Param{Name: "up.idleTimeout", Value: "60", Sensitive: true}, "(secret)"},
		{artifact.Param{Name: "made.up.password", Value: "4711"}, "(secret)"},
		{artifact.Param{Name: "made.up.word", Value: "http://joe:4711@h.example/x"}, "http://joe:(secret)@h.example/x"},
		{artifact.Param{Name: "Profile_Rule", Value: "[--uid joe --pwd 4711] /x"}, "(secret)"},
		{artifact.Param{Name: "Profile_Rule", Value: "/x"}, "/x"},
		{artifact.Param{Name: "Text_Logo", Value: "A", Access: "ro"}, "A [ro at the phone]"},
		{artifact.Param{Name: "User_Password", Value: "A", Access: "rw"}, "(secret) [rw at the phone]"},
		{artifact.Param{Name: "User_Password", Secret: "A", Access: "na"}, "secret A [na at the phone]"},
	} {
		v := shown(facts, x.param)
		if v.String() != x.want || v.hidden() != (strings.HasPrefix(x.want, "(secret)") || strings.HasPrefix(x.want, "secret ")) {
			t.Errorf("%+v is shown as %s, hidden %t; want %s", x.param, v, v.hidden(), x.want)
		}
	}
}

// Two settings are compared as far as the values of their secrets are known: one name is
// one value, two names may be, and a name beside a text cannot be told. What a person at
// the phone may do with a parameter belongs to it.
func TestEquality(t *testing.T) {
	t.Parallel()
	text := func(v string) artifact.Param { return artifact.Param{Value: v} }
	secret := func(n string) artifact.Param { return artifact.Param{Secret: n} }
	values := map[string]string{"a": "1", "b": "1", "c": "2"}
	knows := Options{Secret: func(name string) (string, bool) { v, ok := values[name]; return v, ok }}
	for _, x := range []struct {
		a, b artifact.Param
		o    Options
		want equality
	}{
		{text("1"), text("1"), Options{}, same},
		{text("1"), text("2"), Options{}, differ},
		{text("1"), artifact.Param{Value: "1", Access: "ro"}, Options{}, differ},
		{secret("a"), artifact.Param{Secret: "a", Access: "ro"}, Options{}, differ},
		{secret("a"), secret("a"), Options{}, same},
		{secret("none"), secret("none"), knows, same},
		{secret("a"), secret("b"), Options{}, mayDiffer},
		{secret("a"), secret("b"), knows, same},
		{secret("a"), secret("c"), knows, differ},
		{secret("a"), secret("none"), knows, mayDiffer},
		{secret("a"), text("1"), Options{}, unknown},
		{text("1"), secret("a"), Options{}, unknown},
		{secret("a"), text("1"), knows, same},
		{text("2"), secret("a"), knows, differ},
		{text("1"), secret("none"), knows, unknown},
	} {
		c := &comparison{options: x.o}
		if got := c.compare(x.a, x.b); got != x.want {
			t.Errorf("%+v beside %+v: %d, want %d", x.a, x.b, got, x.want)
		}
		if got, want := c.differ(x.a, x.b), x.want == differ || x.want == mayDiffer; got != want {
			t.Errorf("%+v and %+v differ: %t", x.a, x.b, got)
		}
	}
	for _, x := range []struct {
		a, b artifact.Param
		o    Options
		want string
	}{
		{secret("x"), secret("y"), knows, "secrets x and y have no values"},
		{secret("x"), secret("x"), knows, "secret x has no value"},
		{secret("a"), secret("y"), knows, "secret y has no value"},
		{text("1"), secret(" y"), knows, `secret " y" has no value`},
		{secret("a"), secret("b"), knows, ""},
		{secret("x"), secret("y"), Options{}, ""},
	} {
		if got := lacking((&comparison{options: x.o}).valueless(x.a, x.b)); got != x.want {
			t.Errorf("%+v and %+v lack %q, want %q", x.a, x.b, got, x.want)
		}
	}
	if got, want := lacking([]string{"a", "b", "c", "d", "e"}), "secrets a, b, c and 2 more have no values"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// What a comparison lacks in values of secrets is counted, and each secret is named once.
func TestNotCompared(t *testing.T) {
	t.Parallel()
	var s Summary
	s.Unknown = 3
	s.lacks([]string{"b", "a"})
	s.lacks([]string{"b"})
	if !slices.Equal(s.valueless, []string{"a", "b"}) || s.notCompared() != "3 not compared for want of secrets (secrets a and b have no values)" {
		t.Errorf("%v: %s", s.valueless, s.notCompared())
	}
	if got, want := (Summary{Unknown: 1}).notCompared(), "1 not compared for want of secrets"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Programs ask which parameters of files get another value, and of which nobody can tell.
func TestSettings(t *testing.T) {
	t.Parallel()
	d := &Diff{Files: []*File{
		{Path: "a.cfg", Changes: []*Change{{Parameter: "new", Kind: Added}, {Parameter: "other", Kind: Changed}, {Parameter: "perhaps", Kind: Unknown}, {Parameter: "gone", Kind: Removed}, {Parameter: "moved", Kind: Moved}}},
		{Path: "b.cfg", Changes: []*Change{{Parameter: "gone", Kind: Removed}}},
	}}
	all := d.Settings()
	if a := all["a.cfg"]; len(all) != 1 || len(a) != 3 || !a["new"] || !a["other"] || a["perhaps"] {
		t.Errorf("got %v", all)
	}
	if _, ok := all["a.cfg"]["perhaps"]; !ok {
		t.Error("what cannot be told is left out")
	}
}
