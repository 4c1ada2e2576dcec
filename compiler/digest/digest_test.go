package digest_test

import (
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/digest"
	"provc/compiler/vendors"
)

// format stands for a file's layout, which says no more than the parameters do.
func format(name string) artifact.Format {
	return func([]artifact.Param) ([]byte, error) { return []byte(name), nil }
}

// root sums up files.
func root(t *testing.T, revision string, files ...*artifact.File) *digest.Root {
	t.Helper()
	r, err := digest.Of(vendors.All(), revision, digest.Part{Tree: &artifact.Tree{Files: files}})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func profile(params ...artifact.Param) *artifact.File {
	return &artifact.File{Path: "ana.cfg", Format: format("x"), Params: params}
}

func state(t *testing.T, r *digest.Root) digest.Digest {
	t.Helper()
	d, found := r.State()
	if found != nil {
		t.Fatal(found)
	}
	return d
}

// What is told apart, though texts that are put together would be the same.
func TestStatesDiffer(t *testing.T) {
	t.Parallel()
	file := func(path, data string) *artifact.File { return &artifact.File{Path: path, Data: []byte(data)} }
	seed := file("a", "")
	seed.Seed = true
	all := map[string]*digest.Root{
		"nothing":               root(t, ""),
		"an empty file":         root(t, "", file("a", "")),
		"a seed":                root(t, "", seed),
		"text":                  root(t, "", file("a", "b")),
		"a path":                root(t, "", file("ab", "")),
		"two files":             root(t, "", file("a", ""), file("b", "")),
		"no parameter":          root(t, "", profile()),
		"a parameter":           root(t, "", profile(artifact.Param{Name: "a", Value: "b"})),
		"another value":         root(t, "", profile(artifact.Param{Name: "a", Value: "bc"})),
		"another name":          root(t, "", profile(artifact.Param{Name: "ab", Value: "c"})),
		"two parameters":        root(t, "", profile(artifact.Param{Name: "a", Value: "b"}, artifact.Param{Name: "c"})),
		"a secret":              root(t, "", profile(artifact.Param{Name: "a", Secret: "b"})),
		"a value like a secret": root(t, "", profile(artifact.Param{Name: "a", Value: "secret b"})),
		"what a person may do":  root(t, "", profile(artifact.Param{Name: "a", Value: "b", Access: "ro"})),
		"another dialect":       root(t, "", &artifact.File{Path: "ana.cfg", Format: format("y"), Params: []artifact.Param{{Name: "a", Value: "b"}}}),
	}
	var err error
	if all["a folder"], err = digest.Of(vendors.All(), "", digest.Part{Tree: &artifact.Tree{Dirs: []string{"a"}}}); err != nil {
		t.Fatal(err)
	}
	seen := map[digest.Digest]string{}
	for what, r := range all {
		d := state(t, r)
		if other, ok := seen[d]; ok {
			t.Errorf("%s has the digest of %s", what, other)
		}
		seen[d] = what
	}
}

// Neither the order of parameters, nor places, nor the deployment's name is in a digest.
func TestStatesAreTheSame(t *testing.T) {
	t.Parallel()
	a, b := artifact.Param{Name: "a", Value: "1"}, artifact.Param{Name: "b", Secret: "s"}
	one, other := profile(a, b), profile(b, a)
	other.Owner, other.Pos, other.Params[0].Pos = "ward", diag.Pos{File: "x.cue", Line: 3}, diag.Pos{File: "y.cue"}
	if state(t, root(t, "", one)) != state(t, root(t, "", other)) {
		t.Error("the digests differ")
	}
}

// A secret that stands in the configuration is in no digest; a change that does not
// concern it has one.
func TestLiteralSecret(t *testing.T) {
	t.Parallel()
	pin := artifact.Param{Name: "prov.login.localPassword", Value: "4711", Sensitive: true, Pos: diag.Pos{File: "a.cue", Line: 4}}
	named := artifact.Param{Name: "prov.login.localPassword", Secret: "ana", Sensitive: true}
	for _, p := range []artifact.Param{
		pin,
		{Name: "my.own.password", Value: "4711"},
		{Name: "log.render.file.upload.url", Value: "https://joe:4711@logs.example/x"},
		{Name: "log.url", Value: "https://logs.example/x?key=4711"},
		{Name: "Profile_Rule", Value: `[--uid joe --pwd 4711] http://h/x`},
	} {
		_, found := root(t, "", profile(p)).State()
		if len(found) != 1 || !strings.Contains(found[0].Summary, p.Name+" is secret") || strings.Contains(found[0].Message(), "4711") {
			t.Errorf("%s: %v", p.Name, found)
		}
	}
	for _, p := range []artifact.Param{named, {Name: "prov.login.localPassword", Sensitive: true}, {Name: "Profile_Rule", Value: `[--uid $PUID --pwd $PPWD] http://$MUID:$MPWD@h/x`}} {
		if _, found := root(t, "", profile(p)).State(); found != nil {
			t.Errorf("%s: %v", p.Name, found)
		}
	}
	other := artifact.Param{Name: "reg.1.label", Value: "Ana"}
	for _, x := range []struct {
		old, new *artifact.File
		place    string // of the finding; empty if there is none
	}{
		{profile(pin), profile(pin, other), ""},
		{profile(pin), profile(named), "main:a.cue:4"},
		{profile(named), profile(pin), "a.cue:4"},
		{profile(other), profile(pin, other), "a.cue:4"},
		{profile(pin, other), profile(other), "main:a.cue:4"},
	} {
		_, found, err := digest.Between(root(t, "main", x.old), root(t, "", x.new))
		if err != nil || len(found) > 1 || (len(found) == 1) != (x.place != "") || len(found) == 1 && found[0].Pos.String() != x.place {
			t.Errorf("%v to %v: %v, %v; not at %q", x.old.Params, x.new.Params, found, err, x.place)
		}
	}
	_, found := root(t, "", profile(pin), &artifact.File{Path: "bob.cfg", Format: format("x"), Params: []artifact.Param{{Name: "prov.login.localPassword", Value: "1", Sensitive: true, Pos: diag.Pos{File: "a.cue", Line: 9}}}}).State()
	if len(found) != 1 || !strings.Contains(found[0].Summary, "and so does another") || found[0].Pos.Line != 4 {
		t.Errorf("of two places: %v", found)
	}
}

// A change is what is another, whatever else there is, and has a direction.
func TestChange(t *testing.T) {
	t.Parallel()
	a, b, c := artifact.Param{Name: "a", Value: "1"}, artifact.Param{Name: "a", Value: "2"}, artifact.Param{Name: "c", Value: "3"}
	between := func(old, new *artifact.File) digest.Digest {
		d, found, err := digest.Between(root(t, "", old), root(t, "", new))
		if err != nil || found != nil {
			t.Fatal(found, err)
		}
		return d
	}
	if between(profile(a), profile(b)) != between(profile(a, c), profile(b, c)) {
		t.Error("another parameter makes the change another")
	}
	for what, d := range map[string]digest.Digest{
		"back":        between(profile(b), profile(a)),
		"nothing":     between(profile(a), profile(a)),
		"a new value": between(profile(), profile(b)),
		"and another": between(profile(a, c), profile(b)),
	} {
		if d == between(profile(a), profile(b)) {
			t.Errorf("%s is the same change", what)
		}
	}
}

// What is given to --expect.
func TestParse(t *testing.T) {
	t.Parallel()
	d := state(t, root(t, "", profile()))
	back, err := digest.Parse(d.String()+"\n", digest.State)
	if err != nil || back != d || back.Expect(d, "") != nil {
		t.Errorf("%v becomes %v: %v", d, back, err)
	}
	_, sum, _ := strings.Cut(d.String(), ":")
	for text, want := range map[string]string{
		"":                                  "a digest is what provc build --digest prints, such as state-1:",
		sum:                                 "a digest is what provc build --digest prints",
		"sha256:" + sum:                     "a digest is what provc build --digest prints",
		"change-1:" + sum:                   "this is the digest of a change, as provc diff --digest prints it; here goes that of a state, as provc build --digest prints it",
		"state-2:" + sum:                    "this digest has format 2, and this provc makes format 1",
		"state-1:" + sum[1:]:                "a digest ends in 64 characters",
		"state-1:" + sum + "00":             "a digest ends in 64 characters",
		"state-1:x" + sum[1:]:               "a digest ends in 64 characters",
		"state-1" + strings.Repeat("x", 99): "…",
	} {
		if _, err := digest.Parse(text, digest.State); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
	found := d.Expect(state(t, root(t, "")), "look")
	if len(found) != 1 || !found.HasErrors() || !strings.Contains(found[0].Message(), d.String()) {
		t.Error(found)
	}
}
