package secret

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"
	"go.yaml.in/yaml/v3"

	"provc/compiler/artifact"
	"provc/compiler/diag"
)

// hunter2 stands for every value in these tests: it must be in no error.
const hunter2 = "hunter2"

func write(t *testing.T, name, data string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func env(pairs ...string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1], true
			}
		}
		return "", false
	}
}

func use(name string, line int) Use {
	return Use{Name: name, Parameter: "reg.1.auth.password", Where: diag.Pos{File: "ward.cue", Line: line}}
}

// resolve opens a source and resolves names, each used once.
func resolve(t *testing.T, s Source, names ...string) (Values, diag.List) {
	t.Helper()
	r, _, err := Open(s)
	if err != nil {
		t.Fatal(err)
	}
	var uses []Use
	for i, name := range names {
		uses = append(uses, use(name, i+1))
	}
	return r.Resolve(uses)
}

func TestValueIsNeverPrinted(t *testing.T) {
	v := NewValue(hunter2)
	in := struct {
		V      Value
		hidden Value
		m      map[string]Value
	}{v, v, map[string]Value{"x": v}}
	var out strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%T"} {
		fmt.Fprintf(&out, verb, v)
		fmt.Fprintf(&out, verb, &v)
		fmt.Fprintf(&out, verb, in)
		fmt.Fprintf(&out, verb, []any{v, Values{"x": v}})
	}
	fmt.Fprint(&out, v, v.String(), v.GoString(), fmt.Errorf("%w: %v", os.ErrInvalid, v))
	j, err := json.Marshal([]any{v, in, Values{"x": v}})
	y, yerr := yaml.Marshal(Values{"x": v})
	if err != nil || yerr != nil {
		t.Fatal(err, yerr)
	}
	out.Write(j)
	out.Write(y)
	slog.New(slog.NewTextHandler(&out, nil)).Info("x", "v", v, "in", in)
	slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "v", v)
	for _, form := range []string{hunter2, fmt.Sprintf("%x", hunter2), fmt.Sprintf("%v", []byte(hunter2))} {
		if strings.Contains(out.String(), form) {
			t.Errorf("printed: %s", out.String())
		}
	}
	if !strings.Contains(out.String(), mask) || v.Reveal() != hunter2 || (Value{}).Reveal() != "" {
		t.Error("not masked, or not revealed")
	}
}

func TestFileBeforeEnvironment(t *testing.T) {
	file := write(t, "secrets.yaml", "# ward\nbrian: from file\n")
	values, found := resolve(t, Source{File: file, Env: env("PROVC_SECRET_BRIAN", "x", "PROVC_SECRET_SIP_2044", "from env")}, "brian", "sip-2044")
	if len(found) > 0 {
		t.Fatal(found)
	}
	for name, want := range map[string]string{"brian": "from file", "sip-2044": "from env"} {
		if got, ok := values.Get(name); got != want || !ok {
			t.Errorf("%s: %q", name, got)
		}
	}
	if _, ok := values.Get("anna"); ok {
		t.Error("a value that nobody gave")
	}
}

func TestEnvName(t *testing.T) {
	for name, want := range map[string]string{
		"brian": "PROVC_SECRET_BRIAN", "sip-2044.a": "PROVC_SECRET_SIP_2044_A", "Zoë": "PROVC_SECRET_ZO_", "a_B": "PROVC_SECRET_A_B",
		"azAZ09": "PROVC_SECRET_AZAZ09", "`{@[/:": "PROVC_SECRET_______",
	} {
		if got := EnvName(name); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// Values are taken as they are written, whatever YAML makes of them.
func TestTextsAsWritten(t *testing.T) {
	file := write(t, "secrets.yaml", `
pin: 0123
float: 1.50
date: 2024-01-02
big: 12345678901234567890123
yes: yes
quoted: "a: #b"
single: 'it''s'
empty: ""
2044: number as a name
octal: 0o17
hex: 0x1F
`)
	want := map[string]string{"pin": "0123", "float": "1.50", "date": "2024-01-02", "big": "12345678901234567890123", "yes": "yes",
		"quoted": "a: #b", "single": "it's", "empty": "", "2044": "number as a name", "octal": "0o17", "hex": "0x1F"}
	var names []string
	for name := range want {
		names = append(names, name)
	}
	values, found := resolve(t, Source{File: file}, names...)
	if len(found) > 0 {
		t.Fatal(found)
	}
	for name, w := range want {
		if got, _ := values.Get(name); got != w {
			t.Errorf("%s: %q, want %q", name, got, w)
		}
	}
}

func TestBadFiles(t *testing.T) {
	bomb := "a: &a [hunter2,hunter2]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b]\n"
	for name, tt := range map[string]struct{ data, want string }{
		"list":         {"- hunter2\n", "secrets.yaml is not a YAML mapping of secrets' names to values"},
		"text":         {"hunter2\n", "not a YAML mapping"},
		"null":         {"a: x\nbrian:\n", `secrets.yaml:2: the value of "brian" is missing, not a text; put quotes around it if it is one`},
		"tilde":        {"brian: ~\n", `is missing`},
		"mapping":      {"brian: {hunter2: hunter2}\n", `secrets.yaml:1: the value of "brian" is a mapping`},
		"list value":   {"brian: [hunter2]\n", `"brian" is a list`},
		"alias":        {"a: &x hunter2\nbrian: *x\n", `secrets.yaml:2: the value of "brian" is an alias`},
		"bomb":         {bomb, `the value of "a" is a list`},
		"merge":        {"a: &x hunter2\n<<: *x\n", "secrets.yaml:2: the name of a secret is tagged"},
		"duplicate":    {"brian: hunter2\n\nbrian: hunter2\n", `secrets.yaml:3: secret "brian" is already on line 1`},
		"star":         {"brian: *hunter2\n", "is not YAML; put quotes"},
		"bang":         {"brian: !hunter2 x\n", `the value of "brian" is tagged`},
		"bare bang":    {"brian: !hunter2\n", `the value of "brian"`},
		"ampersand":    {"brian: &hunter2\n", `the value of "brian" is missing`},
		"at":           {"a: x\nbrian: @hunter2\n", "secrets.yaml:2 is not YAML"},
		"percent":      {"brian: %hunter2\n", "is not YAML"},
		"colon":        {"a: x\nbrian: hunter2: hunter2\n", "secrets.yaml:2 is not YAML"},
		"quote":        {"brian: \"hunter2\nanna: x\n", "is not YAML"},
		"escape":       {`brian: "hunter2\q"`, "is not YAML"},
		"binary":       {"brian: !!binary aHVudGVyMg==\n", `the value of "brian" is tagged`},
		"list as name": {"? [hunter2]\n: x\n", "the name of a secret is a list"},
		"null as name": {"~: hunter2\n", "the name of a secret is missing"},
		"two":          {"brian: hunter2\n---\nanna: hunter2\n", "more than one YAML document"},
		"broken two":   {"brian: hunter2\n---\nanna: *hunter2\n", "is not YAML"},
		"block":        {"brian: |\n  hunter2\n", `the value of "brian" holds a line break`},
		"not UTF-8":    {"brian: hunter2\xff\xfe\n", "is not YAML"},
		"not age":      {"\x00\x01\x02hunter2", "is not YAML"},
		"large":        {"brian: " + strings.Repeat(hunter2, maxSize/7) + "\n", "it is larger than 1 MiB"},
		"short age":    {"age-encryption.org/v1\n-> X25519 hunter2\n", "is damaged: it begins like an age file"},
		"short armor":  {"-----BEGIN AGE ENCRYPTED FILE-----\nhunter2\n", "is damaged"},
	} {
		file := write(t, "secrets.yaml", tt.data)
		id, _ := age.GenerateX25519Identity()
		_, _, err := Open(Source{File: file, Env: env(keyVariable, id.String())})
		if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), file) {
			t.Errorf("%s: error %v, want %q", name, err, tt.want)
		}
		if err != nil && (strings.Contains(err.Error(), hunter2) || strings.Contains(err.Error(), "\n")) {
			t.Errorf("%s: error tells too much: %v", name, err)
		}
	}
	for _, file := range []string{filepath.Join(t.TempDir(), "none.yaml"), t.TempDir()} {
		if _, _, err := Open(Source{File: file}); err == nil || !strings.HasPrefix(err.Error(), "cannot read the secrets file "+file+": ") {
			t.Errorf("error %v", err)
		}
	}
	if _, _, err := Open(Source{File: write(t, "secrets.yaml", "# nothing yet\n")}); err != nil {
		t.Error(err)
	}
}

func TestWorldReadableFile(t *testing.T) {
	file := write(t, "secrets.yaml", "brian: hunter2\n")
	for mode, want := range map[os.FileMode]int{0o600: 0, 0o640: 0, 0o644: 1, 0o604: 1, 0o602: 0, 0o601: 0} {
		if err := os.Chmod(file, mode); err != nil {
			t.Fatal(err)
		}
		_, found, err := Open(Source{File: file})
		if err != nil || len(found) != want {
			t.Errorf("%v: %v %v", mode, found, err)
		}
		if want > 0 && (found[0].Check != "secrets-file-open" || found[0].Severity != diag.Warning || found[0].Pos.File != file) {
			t.Errorf("%v", found)
		}
	}
}

// All that is missing is said at once, with every place.
func TestUnresolved(t *testing.T) {
	file := write(t, "secrets.yaml", "anna: hunter2\nunused: hunter2\n")
	r, _, err := Open(Source{File: file, Env: env("PROVC_SECRET_EMPTY", "")})
	if err != nil {
		t.Fatal(err)
	}
	values, found := r.Resolve([]Use{use("carla", 9), use("anna", 1), use("brian", 7), use("carla", 3), use("empty", 5), use("carla", 9)})
	if len(found) != 1 || len(values) != 1 {
		t.Fatalf("%v %v", found, values)
	}
	d := found[0]
	if d.Check != "secret-unresolved" || d.Severity != diag.Error || d.Pos.Line != 7 {
		t.Errorf("%+v", d)
	}
	if got, want := d.Message(), `3 secrets have no value: "brian", "carla", "empty"; give them in a --secrets file or as PROVC_SECRET_BRIAN and so on`; got != want {
		t.Errorf("%s", got)
	}
	var places []string
	for _, rel := range d.Related {
		places = append(places, rel.Pos.String()+" "+rel.Message)
	}
	want := "ward.cue:7 brian is the value of reg.1.auth.password, ward.cue:3 carla is the value of reg.1.auth.password, " +
		"ward.cue:9 carla is the value of reg.1.auth.password, ward.cue:5 empty is the value of reg.1.auth.password"
	if got := strings.Join(places, ", "); got != want {
		t.Errorf("%s", got)
	}

	_, found = r.Resolve([]Use{use("Anna", 1)})
	if len(found) != 1 || found[0].Message() != `a secret has no value: "Anna"; `+file+` has "anna", not "Anna"` {
		t.Errorf("%v", found)
	}
	if strings.Contains(fmt.Sprint(found, values), hunter2) {
		t.Error("a finding holds a value")
	}
}

// One variable cannot be the password of two.
func TestSharedVariable(t *testing.T) {
	s := Source{Env: env("PROVC_SECRET_SIP_1", hunter2)}
	_, found := resolve(t, s, "sip_1", "sip-1", "sip.2")
	if len(found) != 2 || found[0].Check+found[1].Check != "secret-variable-sharedsecret-unresolved" {
		t.Fatalf("%v", found)
	}
	if got := found[0].Message(); got != `secrets "sip-1", "sip_1" would all take their value from $PROVC_SECRET_SIP_1; rename all but one, or give them in a --secrets file` {
		t.Errorf("%s", got)
	}
	if _, found := resolve(t, s, "sip_1"); len(found) > 0 {
		t.Error(found)
	}
	s.File = write(t, "secrets.yaml", "sip-1: x\n")
	if _, found := resolve(t, s, "sip_1", "sip-1"); len(found) > 0 {
		t.Error(found)
	}
	s = Source{}
	if _, found := resolve(t, s, "sip_1", "sip-1"); len(found) != 1 || found[0].Check != "secret-unresolved" {
		t.Error(found)
	}
}

// The values of secrets are held to what their parameters allow.
func TestTree(t *testing.T) {
	file := write(t, "secrets.yaml", "brian: hunter2\nlong: hunter2hunter2\n")
	r, _, err := Open(Source{File: file})
	if err != nil {
		t.Fatal(err)
	}
	short := func(v string) string {
		if len(v) > 8 {
			return "must have at most 8 characters"
		}
		return ""
	}
	param := func(name string, line int) artifact.Param {
		return artifact.Param{Name: "reg.1.auth.password", Secret: name, Allowed: short, Pos: diag.Pos{File: "ward.cue", Line: line}}
	}
	params := []artifact.Param{
		{Name: "reg.1.label", Value: "x"}, param("brian", 1), param("long", 2),
		param("anna", 3), {Name: "free", Secret: "long"},
	}
	values, found := r.ResolveParams(slices.Values(params))
	var got []string
	for _, d := range found {
		got = append(got, d.Pos.String()+" "+d.Check+" "+d.Message())
	}
	want := []string{
		`ward.cue:2 secret-value reg.1.auth.password must have at most 8 characters: the value of secret "long" is not`,
		`ward.cue:3 secret-unresolved a secret has no value: "anna"; give it in a --secrets file or as PROVC_SECRET_ANNA`,
	}
	if !slices.Equal(got, want) || len(values) != 2 {
		t.Errorf("%q", got)
	}
}

func TestList(t *testing.T) {
	file := write(t, "secrets.yaml", "anna: hunter2\nunused: hunter2\n")
	r, _, err := Open(Source{File: file, Env: env("PROVC_SECRET_BRIAN", hunter2)})
	if err != nil {
		t.Fatal(err)
	}
	list := r.List([]Use{use("brian", 2), use("anna", 5), use("anna", 1), use("carla", 3)})
	var got []string
	for _, e := range list {
		got = append(got, fmt.Sprint(e.Name, " ", e.Source == file, e.Source == "$PROVC_SECRET_BRIAN", e.Source == "", " ", len(e.Uses)))
	}
	if s := strings.Join(got, "; "); s != "anna true false false 2; brian false true false 1; carla false false true 1; unused true false false 0" {
		t.Error(s)
	}
	if list[0].Uses[0].Where.Line != 1 || strings.Contains(fmt.Sprint(list), hunter2) {
		t.Errorf("%v", list)
	}
}

// A secret of a whole fleet is told in a few lines.
func TestUnresolvedInManyPlaces(t *testing.T) {
	var uses []Use
	for i := range 1000 {
		uses = append(uses, Use{Name: "all", Parameter: "prov.login.localPassword", Where: diag.Pos{File: "a.cue", Line: i + 1}})
	}
	r, _, err := Open(Source{})
	if err != nil {
		t.Fatal(err)
	}
	_, found := r.Resolve(uses)
	if len(found) != 1 || len(found[0].Related) != fewPlaces+1 || found[0].Related[fewPlaces].Message != "and of 991 more parameters, from here on" {
		t.Errorf("%+v", found)
	}
	// A line that names the one that is left is as long as its place.
	for places, want := range map[int]int{fewPlaces: fewPlaces, fewPlaces + 1: fewPlaces + 1, fewPlaces + 2: fewPlaces + 1} {
		_, found = r.Resolve(uses[:places])
		if len(found) != 1 || len(found[0].Related) != want || strings.Contains(found[0].Related[want-1].Message, "more parameters") != (places > fewPlaces+1) {
			t.Errorf("of %d places: %+v", places, found)
		}
	}
	// Of many secrets, all names and a few places.
	for i := range uses {
		uses[i].Name = fmt.Sprintf("s%03d", i)
	}
	_, found = r.Resolve(uses)
	if len(found) != 1 || len(found[0].Related) != fewPlaces+1 || !strings.HasSuffix(found[0].Detail, `, "s999"`) || found[0].Related[fewPlaces].Message != "and 991 more places, from here on; provc secrets list tells all" {
		t.Errorf("%+v", found)
	}
}
