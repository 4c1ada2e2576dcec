package diff

import (
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/root"
	"provc/compiler/vendor"
	"provc/compiler/vendors"
)

// Names in a patch are quoted where git or patch would read another: a blank, a quote, a
// backslash, and every byte that is no printable ASCII.
func TestGitNames(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"people/ana-1_b.cfg":     "a/people/ana-1_b.cfg",
		"~!#$%&'()*+,;=@[]^`{|}": "a/~!#$%&'()*+,;=@[]^`{|}",
		"ana b":                  `"a/ana b"`,
		`q"q`:                    `"a/q\"q"`,
		`b\b`:                    `"a/b\\b"`,
		"t\tn\n":                 `"a/t\011n\012"`,
		"\x1f":                   `"a/\037"`,
		"~\x7f":                  `"a/~\177"`,
		"\x80":                   `"a/\200"`,
		"ü":                      `"a/\303\274"`,
	} {
		if got := gitName("a/", name); got != want {
			t.Errorf("%q is %s, want %s", name, got, want)
		}
	}
}

// What a patch says of a file that is new, gone, empty or no text.
func TestPatchHeads(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ old, new, before, after, want string }{
		{"x", "x", "1\n", "1\n", ""},
		{"x", "x", "1\n", "2\n", "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,1 +1,1 @@\n-1\n+2\n"},
		{"", "x", "", "1\n", "diff --git a/x b/x\nnew file mode 100644\n--- /dev/null\n+++ b/x\n@@ -0,0 +1,1 @@\n+1\n"},
		{"x", "", "1\n", "", "diff --git a/x b/x\ndeleted file mode 100644\n--- a/x\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-1\n"},
		{"", "x", "", "", "diff --git a/x b/x\nnew file mode 100644\nindex 0000000..e69de29\n"},
		{"x", "", "", "", "diff --git a/x b/x\ndeleted file mode 100644\nindex e69de29..0000000\n"},
		{"x", "x", "", "1\n", "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -0,0 +1,1 @@\n+1\n"},
		{"x", "x", "1", "\x00", "diff --git a/x b/x\nBinary files a/x and b/x differ\n"},
		{"x", "x", "\xff", "1", "diff --git a/x b/x\nBinary files a/x and b/x differ\n"},
		{"", "x", "", "\x00", "diff --git a/x b/x\nnew file mode 100644\nBinary files /dev/null and b/x differ\n"},
	} {
		var b strings.Builder
		if err := patch(&b, x.old, x.new, []byte(x.before), []byte(x.after)); err != nil || b.String() != x.want {
			t.Errorf("%q to %q: got\n%s\nwant\n%s", x.before, x.after, b.String(), x.want)
		}
	}
}

// A text diff for the eyes of everybody: secrets by their names, what changes in a hidden
// value on the new side, nothing of what is no parameter but its size, and a file of
// another name as one that goes and one that comes.
func TestUnified(t *testing.T) {
	t.Parallel()
	unified := func(old, new *Side, o Options, show bool) string {
		var b strings.Builder
		if err := WriteUnified(&b, Compare(old, new, o), o, show); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	got := unified(built(t, wards+"-- people/ana.cfg --\nreg.2.address=1\nprov.login.localPassword$a\n"), built(t, wards+"-- people/anna.cfg --\nreg.2.address=1\nprov.login.localPassword$b\n"), Options{}, false)
	const renamed = "diff --git a/people/ana.cfg b/people/ana.cfg\ndeleted file mode 100644\n--- a/people/ana.cfg\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-reg.2.address=1\n-prov.login.localPassword=(secret a)\n" +
		"diff --git a/people/anna.cfg b/people/anna.cfg\nnew file mode 100644\n--- /dev/null\n+++ b/people/anna.cfg\n@@ -0,0 +1,2 @@\n+reg.2.address=1\n+prov.login.localPassword=(secret b)\n"
	if got != renamed {
		t.Errorf("got\n%s\nwant\n%s", got, renamed)
	}
	old, new := built(t, wards+people("up.a=1; my.password=x; prov.login.localPassword$a")), built(t, wards+people("up.a=2; my.password=y; prov.login.localPassword$a"))
	got = unified(old, new, Options{}, false)
	for _, want := range []string{" reg.2.label=0\n-up.a=1\n-my.password=(secret)\n+up.a=2\n+my.password=(secret, changed)\n prov.login.localPassword=(secret a)\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("no\n%s\nin\n%s", want, got)
		}
	}
	values := Options{Secret: func(name string) (string, bool) { return "value of " + name, true }}
	if got = unified(old, new, values, true); !strings.Contains(got, "-up.a=1\n-my.password=x\n+up.a=2\n+my.password=y\n prov.login.localPassword=value of a\n") {
		t.Errorf("got\n%s", got)
	}
	var b strings.Builder
	if err := WriteUnified(&b, Compare(old, new, Options{}), Options{}, true); err == nil {
		t.Error("a patch is made without the values of secrets")
	}
	disk := func(text string) *Side {
		return folder(t, "-- 000000000000.cfg --\n<MASTER_CONFIG CONFIG_FILES=\"\"/>\n-- key.pem --\n"+text+"\n")
	}
	if got := unified(disk("a"), disk("bcd"), Options{}, false); got != "diff --git a/key.pem b/key.pem\n--- a/key.pem\n+++ b/key.pem\n@@ -1,1 +1,1 @@\n-(2 bytes that are not shown)\n+(4 bytes that are not shown)\n" {
		t.Errorf("got\n%s", got)
	}
	// A patch has files that say the same in another layout, in their place; a diff does not.
	layout := func(site, sip string) *Side {
		return folder(t, "-- 000000000000.cfg --\n<MASTER_CONFIG CONFIG_FILES=\"sip.cfg, site.cfg\"/>\n-- site.cfg --\n<x up.b=\""+site+"\"/>\n-- sip.cfg --\n<x"+sip+"up.a=\"1\"/>\n")
	}
	if got := unified(layout("1", " "), layout("2", "  "), Options{}, false); strings.Contains(got, "sip.cfg") {
		t.Errorf("got\n%s", got)
	}
	got = unified(layout("1", " "), layout("2", "  "), Options{}, true)
	if i, j := strings.Index(got, "+++ b/sip.cfg"), strings.Index(got, "+++ b/site.cfg"); i < 0 || j < i {
		t.Errorf("got\n%s", got)
	}
}

// Of a secret that cannot be compared it is not said that it changed.
func TestMasked(t *testing.T) {
	t.Parallel()
	is, was := &root.File{}, &root.File{}
	hidden := artifact.Param{Name: "made.up.password", Value: "x"}
	for _, x := range []struct {
		side *root.File
		ch   Change
		p    artifact.Param
		want string
	}{
		{is, Change{Parameter: hidden.Name, Kind: Changed, Old: Value{Hidden: true}, New: Value{Hidden: true}}, hidden, "(secret, changed)"},
		{was, Change{Parameter: hidden.Name, Kind: Changed, Old: Value{Hidden: true}, New: Value{Hidden: true}}, hidden, "(secret)"},
		{is, Change{Parameter: hidden.Name, Kind: Changed, Old: Value{Text: "1"}, New: Value{Hidden: true}}, hidden, "(secret)"},
		{is, Change{Parameter: hidden.Name, Kind: Unknown, Old: Value{Secret: "a"}, New: Value{Hidden: true}}, hidden, "(secret)"},
		{is, Change{Parameter: hidden.Name, Kind: Unknown, Old: Value{Hidden: true}, New: Value{Secret: "a"}}, artifact.Param{Name: hidden.Name, Secret: "a"}, "(secret)"},
		{is, Change{Parameter: "other", Kind: Changed, Old: Value{Hidden: true}, New: Value{Hidden: true}}, hidden, "(secret)"},
		{is, Change{Parameter: "other"}, artifact.Param{Name: hidden.Name, Secret: "a"}, "(secret a)"},
		{is, Change{Parameter: "up.a"}, artifact.Param{Name: "up.a", Value: "a\nb"}, `a\nb`},
	} {
		f := shownFile{x.side, &File{new: is, old: was, Changes: []*Change{&x.ch}}, vendor.FactsOf(vendors.All())}
		if got := f.masked(x.p); got != x.want {
			t.Errorf("%+v: got %s, want %s", x.ch, got, x.want)
		}
	}
}

// A revision stands before places of the side that it is, and nowhere else.
func TestPlaces(t *testing.T) {
	t.Parallel()
	at := diag.Pos{File: "a.cue", Line: 3}
	if got := (&Side{revision: "main"}).place(at).String(); got != "main:a.cue:3" {
		t.Error(got)
	}
	if got := (&Side{}).place(at); got != at {
		t.Error(got)
	}
	if got := (&Side{revision: "main"}).place(diag.Pos{}); got.IsValid() {
		t.Error(got)
	}
}
