package secret

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"

	"provc/compiler/artifact"
	"provc/compiler/diag"
)

// A file of a mebibyte is read and encrypted; one more byte is too much, encrypted or
// not, and there is no reading on without end.
func TestLargestFile(t *testing.T) {
	const fits = 1 << 20
	text := func(n int) string { return "ana: 1\n#" + strings.Repeat("x", n-9) + "\n" }
	if _, _, err := Open(Source{File: write(t, "secrets.yaml", text(fits))}); err != nil {
		t.Errorf("a file of 1 MiB is refused: %v", err)
	}
	large := write(t, "secrets.yaml", text(fits+1))
	if _, _, err := Open(Source{File: large}); err == nil || err.Error() != "cannot read the secrets file "+large+": it is larger than 1 MiB" {
		t.Errorf("got %v", err)
	}
	anna, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := Encrypt(&b, "s", []byte(text(fits)), []age.Recipient{anna.Recipient()}); err != nil {
		t.Errorf("a text of 1 MiB is refused: %v", err)
	}
	if err := Encrypt(&b, "s", []byte(text(fits+1)), []age.Recipient{anna.Recipient()}); err == nil || err.Error() != "cannot encrypt s: it is larger than 1 MiB" {
		t.Errorf("got %v", err)
	}
	var bomb bytes.Buffer
	w, _ := age.Encrypt(&bomb, anna.Recipient())
	w.Write([]byte(text(fits + 1)))
	w.Close()
	if _, err := decrypt("s.age", bomb.Bytes(), []age.Identity{anna}); err == nil || err.Error() != "cannot read the secrets file s.age: it is larger than 1 MiB" {
		t.Errorf("got %v", err)
	}
}

// What keeps a file from being read is told in a sentence that says which file.
func TestUnreadable(t *testing.T) {
	folder := t.TempDir()
	missing := filepath.Join(folder, "none")
	for name, want := range map[string]string{
		folder:  "cannot read the secrets file " + folder + ": it is a folder",
		missing: "cannot read the secrets file " + missing + ": no such file or directory",
	} {
		if _, _, err := Open(Source{File: name}); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// People paste keys with blanks around them, in either letter case, and files that a mail
// program has indented.
func TestKeysAsTheyArePasted(t *testing.T) {
	anna, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	file := write(t, "secrets.age", "\r\n \t"+string(encrypted(t, anna.Recipient().String())))
	for what, key := range map[string]string{
		"blanks":        "\t " + anna.String() + " \n",
		"small letters": strings.ToLower(anna.String()),
		"a path":        " " + write(t, "key", "  "+anna.String()+"\n") + "\n",
	} {
		r, found, err := Open(Source{File: file, Env: env("PROVC_AGE_KEY", key)})
		if what == "small letters" { // which age does not read, but which is no path to be shown
			if err == nil || err.Error() != "PROVC_AGE_KEY holds no valid age identity (a line that begins with AGE-SECRET-KEY-1)" {
				t.Errorf("%s: %v", what, err)
			}
			continue
		}
		if err != nil || len(found) > 0 {
			t.Errorf("%s: %v, %v", what, found, err)
			continue
		}
		if v, ok := r.Value("brian"); v != hunter2 || !ok {
			t.Errorf("%s: brian has %q", what, v)
		}
	}
	for _, key := range []string{"", " \n"} {
		if _, _, err := Open(Source{File: file, Env: env("PROVC_AGE_KEY", key)}); err == nil || err.Error() != file+" is encrypted: give the age identity with --identity FILE or PROVC_AGE_KEY" {
			t.Errorf("%q: %v", key, err)
		}
	}
	for _, text := range []string{"age-secret-key-1x", "AGE-SECRET-KEY-1X"} {
		if _, err := Recipients([]string{text}); err == nil || err.Error() != "that is a secret key: give its public key, which begins with age1" {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// Values have a fingerprint as long as each has a value: another one with any value, name
// or origin, and the same from day to day.
func TestFingerprint(t *testing.T) {
	of := func(environment []string, file string, names ...string) string {
		t.Helper()
		s := Source{Env: env(environment...)}
		if file != "" {
			s.File = write(t, "secrets.yaml", file)
		}
		r, _, err := Open(s)
		if err != nil {
			t.Fatal(err)
		}
		sum, ok := r.Fingerprint(names)
		if !ok {
			return ""
		}
		return string(sum)
	}
	vars := []string{"PROVC_SECRET_A", "1", "PROVC_SECRET_B", "2"}
	seen := map[string]string{}
	for what, sum := range map[string]string{
		"nothing":       of(vars, ""),
		"one":           of(vars, "", "a"),
		"another":       of(vars, "", "b"),
		"two":           of(vars, "", "a", "b"),
		"other value":   of([]string{"PROVC_SECRET_A", "2"}, "", "a"),
		"of a file":     of(nil, "a: 1\n", "a"),
		"of both":       of(vars, "a: 1\n", "a", "b"),
		"other of both": of(vars, "b: 2\n", "a", "b"),
	} {
		if other, ok := seen[sum]; ok || sum == "" {
			t.Errorf("%s has the fingerprint of %s", what, other)
		}
		seen[sum] = what
	}
	if of(vars, "a: 1\n", "a", "b") != of(vars, "a: 1\nc: 3\n", "a", "b") {
		t.Error("a secret that is not asked for counts")
	}
	if of(vars, "", "a", "c") != "" {
		t.Error("a secret without a value has a fingerprint")
	}
	if r, _, _ := Open(Source{}); r != nil {
		if v, ok := r.Value("a"); ok || v != "" {
			t.Errorf("of nothing, a has %q", v)
		}
	}
}

// Values are held to what parameters allow; what is wrong is told without the value.
func TestAllowed(t *testing.T) {
	r, _, err := Open(Source{Env: env("PROVC_SECRET_SHORT", "1", "PROVC_SECRET_LONG", hunter2)})
	if err != nil {
		t.Fatal(err)
	}
	limit := func(v string) string {
		if len(v) > 4 {
			return "has at most 4 characters"
		}
		return ""
	}
	at := func(line int) diag.Pos { return diag.Pos{File: "a.cue", Line: line} }
	params := []artifact.Param{
		{Name: "c", Secret: "long", Pos: at(3), Allowed: limit}, {Name: "a", Secret: "short", Pos: at(1), Allowed: limit},
		{Name: "b", Secret: "long", Pos: at(2), Allowed: limit}, {Name: "d", Secret: "long", Pos: at(4)}, {Name: "e", Value: "long", Pos: at(5), Allowed: limit},
	}
	values, found := r.ResolveParams(func(yield func(artifact.Param) bool) {
		for _, p := range params {
			if !yield(p) {
				return
			}
		}
	})
	got := ""
	for _, d := range found {
		got += d.Pos.String() + " " + d.Severity.String() + " " + d.Message() + "\n"
	}
	want := "a.cue:2 error b has at most 4 characters: the value of secret \"long\" is not\na.cue:3 error c has at most 4 characters: the value of secret \"long\" is not\n"
	if got != want || len(values) != 2 {
		t.Errorf("got %d values and\n%s", len(values), got)
	}
}

// Of several names that differ from the wanted one by letter case or signs, the same is
// proposed each time.
func TestNearNames(t *testing.T) {
	file := write(t, "secrets.yaml", "sip-ana: x\nSIP_ANA: x\nsip ana: x\n")
	for range 20 {
		_, found := resolve(t, Source{File: file}, "sip.ana")
		if len(found) != 1 || found[0].Hint != file+` has "sip-ana", not "sip.ana"` {
			t.Fatalf("got %v", found)
		}
	}
}

// Booleans are texts as others are, and what is none is named as YAML calls it.
func TestKindsOfValues(t *testing.T) {
	for text, want := range map[string]string{
		"a: true":             "",
		"a: no":               "",
		"a:":                  ":1: the value of \"a\" is missing, not a text; put quotes around it if it is one",
		"a: ~":                ":1: the value of \"a\" is missing, not a text; put quotes around it if it is one",
		"a: !pw x":            ":1: the value of \"a\" is tagged, not a text; put quotes around it if it is one",
		"a: !!binary aGk=":    ":1: the value of \"a\" is tagged, not a text; put quotes around it if it is one",
		"b: &b x\na: *b":      ":2: the value of \"a\" is an alias, not a text; put quotes around it if it is one",
		"a: [x]":              ":1: the value of \"a\" is a list, not a text; put quotes around it if it is one",
		"[x]: a":              ":1: the name of a secret is a list, not a text",
		"a: \"x\\ty\"":        ":1: the value of \"a\" holds a line break or another control character",
		"a: x\n---\nb: y":     ": more than one YAML document",
		"a: x\n---\nb: [":     " is not YAML; put quotes around values that hold characters like : # * & ! % @ and `",
		"a: x\nb: y\n\na: z ": ":4: secret \"a\" is already on line 1",
	} {
		_, err := parse("s.yaml", []byte(text))
		got := ""
		if err != nil {
			got = strings.TrimPrefix(err.Error(), "s.yaml")
		}
		if i := strings.Index(got, " is not YAML"); i > 0 { // behind the line that the parser counts
			got = got[i:]
		}
		if got != want {
			t.Errorf("%q\ngot  %s\nwant %s", text, got, want)
		}
	}
}
