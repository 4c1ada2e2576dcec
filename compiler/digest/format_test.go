package digest_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/digest"
	"provc/compiler/vendors"
)

// whole is a root of two packages with all that a digest is of, but for what is given.
func whole(t *testing.T, change func(ward, rooms *digest.Part)) *digest.Root {
	t.Helper()
	file := func(path string, params ...artifact.Param) *artifact.File {
		return &artifact.File{Path: path, Format: format("x"), Params: params}
	}
	ward := digest.Part{Folder: "ward", Tree: &artifact.Tree{Dirs: []string{"logs", "calls/old", "calls"}, Files: []*artifact.File{
		file("site.cfg", artifact.Param{Name: "reg.1.label", Value: "a"}, artifact.Param{Name: "reg.1.address", Value: "1", Access: "ro"}),
		file("people/ana.cfg", artifact.Param{Name: "prov.login.localPassword", Secret: "ana", Sensitive: true}),
		{Path: "contacts.xml", Data: []byte("<directory/>"), Seed: true},
	}}}
	rooms := digest.Part{Folder: "rooms", Tree: &artifact.Tree{Dirs: []string{"logs"}, Files: []*artifact.File{file("default.xml", artifact.Param{Name: "EM_Enable", Value: "Yes"})}},
		Staging:     &artifact.Tree{Files: []*artifact.File{file("spa303.cfg", artifact.Param{Name: "Profile_Rule", Value: "/$MA.xml"})}},
		Credentials: []artifact.Credential{{User: "ana@clinic.example", Password: artifact.Param{Name: "the password of ana", Secret: "ana"}}, {User: "ben", Password: artifact.Param{Secret: "ben"}}}}
	if change != nil {
		change(&ward, &rooms)
	}
	r, err := digest.Of(vendors.All(), "", ward, rooms)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// changes are of each of the things that a digest is of.
var changes = map[string]func(ward, rooms *digest.Part){
	"a value":             func(w, _ *digest.Part) { w.Tree.Files[0].Params[0].Value = "b" },
	"a name":              func(w, _ *digest.Part) { w.Tree.Files[0].Params[0].Name = "reg.1.labels" },
	"an access":           func(w, _ *digest.Part) { w.Tree.Files[0].Params[1].Access = "rw" },
	"a secret":            func(w, _ *digest.Part) { w.Tree.Files[1].Params[0].Secret = "ben" },
	"a parameter":         func(w, _ *digest.Part) { w.Tree.Files[0].Params = w.Tree.Files[0].Params[:1] },
	"the first parameter": func(w, _ *digest.Part) { w.Tree.Files[0].Params = w.Tree.Files[0].Params[1:] },
	"a text":              func(w, _ *digest.Part) { w.Tree.Files[2].Data = []byte("<directory></directory>") },
	"a seed":              func(w, _ *digest.Part) { w.Tree.Files[2].Seed = false },
	"a dialect":           func(w, _ *digest.Part) { w.Tree.Files[0].Format = format("y") },
	"a path":              func(w, _ *digest.Part) { w.Tree.Files[0].Path = "sites.cfg" },
	"a package's folder":  func(w, _ *digest.Part) { w.Folder = "wards" },
	"a folder":            func(w, _ *digest.Part) { w.Tree.Dirs[1] = "calls/new" },
	"a folder less":       func(_, r *digest.Part) { r.Tree.Dirs = nil },
	"a file less":         func(_, r *digest.Part) { r.Tree.Files = nil },
	"a file more":         func(_, r *digest.Part) { r.Tree.Files = append(r.Tree.Files, &artifact.File{Path: "zoo.xml"}) },
	"staging":             func(_, r *digest.Part) { r.Staging.Files[0].Params[0].Value = "/$MAU.xml" },
	"no staging":          func(_, r *digest.Part) { r.Staging = nil },
	"a user of a server":  func(_, r *digest.Part) { r.Credentials[0].User = "ana" },
	"a password":          func(_, r *digest.Part) { r.Credentials[0].Password.Secret = "ben" },
	"a user less":         func(_, r *digest.Part) { r.Credentials = r.Credentials[:1] },
	"no users":            func(_, r *digest.Part) { r.Credentials = nil },
}

// Whatever phones or servers are told otherwise gives another digest of the state, and of
// the change to it and back; none of them is the change of another.
func TestEverythingCounts(t *testing.T) {
	t.Parallel()
	before := whole(t, nil)
	states := map[digest.Digest]string{state(t, before): "nothing"}
	differences := map[digest.Digest]string{between(t, before, whole(t, nil)): "nothing"}
	note := func(seen map[digest.Digest]string, d digest.Digest, what string) {
		if other, ok := seen[d]; ok {
			t.Errorf("%s is the same as %s", what, other)
		}
		seen[d] = what
	}
	for what, change := range changes {
		after := whole(t, change)
		note(states, state(t, after), what)
		note(differences, between(t, before, after), what)
		note(differences, between(t, after, before), what+" back")
		if d := between(t, whole(t, change), after); differences[d] != "nothing" {
			t.Errorf("%s: no change is one", what)
		}
	}
}

func between(t *testing.T, old, new *digest.Root) digest.Digest {
	t.Helper()
	d, found, err := digest.Between(old, new)
	if err != nil || found != nil {
		t.Fatal(found, err)
	}
	return d
}

// A digest that somebody approved is that of another machine and of a later provc. Where
// these are others, so is the format, which then grows.
func TestFormat(t *testing.T) {
	t.Parallel()
	before := whole(t, nil)
	for got, want := range map[string]string{
		state(t, before).String():                  "state-1:2ca14a016cf1e5ff7e8326dfd0c0f5cc969ac0f388fe3eb3ddeee29362d601ac",
		between(t, before, whole(t, nil)).String(): "change-1:cac737d93cdca5f2b41aac716ed44447f99c74792027f11d167a4c4198eb0b01",
		between(t, before, whole(t, func(w, r *digest.Part) {
			for _, what := range []string{"a value", "a secret", "a text", "a package's folder", "a file more", "a password", "a folder less"} {
				changes[what](w, r)
			}
		})).String(): "change-1:6b8bf0d0653db635a65d15927baddae89a6f4ffe21e0163b092b9d3af94898f3",
		between(t, before, whole(t, changes["the first parameter"])).String(): "change-1:baf3e45f0ae98de87adeb848cb95609ed0a51ed5329d7e78148ce07070c54042",
		between(t, whole(t, changes["the first parameter"]), before).String(): "change-1:d7c81f400204e0328aaffababfc8872af472c668984ffff5e68ddf0d83806029",
		between(t, before, whole(t, changes["an access"])).String():           "change-1:6e916fb51a10da83176e9cb8567dca8ca099200778f3612d053c87f0bd30245a",
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// Two packages that have phones write into one folder make it once.
func TestOneFolder(t *testing.T) {
	t.Parallel()
	of := func(parts ...digest.Part) digest.Digest {
		r, err := digest.Of(vendors.All(), "", parts...)
		if err != nil {
			t.Fatal(err)
		}
		return state(t, r)
	}
	logs := func() digest.Part { return digest.Part{Tree: &artifact.Tree{Dirs: []string{"logs"}}} }
	if of(logs(), logs()) != of(logs()) {
		t.Error("a folder of two packages is two")
	}
	if of(digest.Part{Tree: &artifact.Tree{Dirs: []string{"logs"}, Files: []*artifact.File{{Path: "logs/"}}}}) == of(logs()) {
		t.Error("a file is a folder")
	}
}

// A file that cannot be made has no digest.
func TestFails(t *testing.T) {
	t.Parallel()
	fails := errors.New("no such dialect")
	_, err := digest.Of(vendors.All(), "", digest.Part{Tree: &artifact.Tree{Files: []*artifact.File{{Path: "a.cfg", Format: func([]artifact.Param) ([]byte, error) { return nil, fails }}}}})
	if !errors.Is(err, fails) {
		t.Errorf("got %v", err)
	}
}

// Secrets in the configuration are told once: at the first place, with how many others
// there are.
func TestLiteralsAreCounted(t *testing.T) {
	t.Parallel()
	pin := func(name string, line int) artifact.Param {
		return artifact.Param{Name: name, Value: "4711", Sensitive: true, Pos: diag.Pos{File: "a.cue", Line: line}}
	}
	none := artifact.Param{Name: "b", Value: "4711", Sensitive: true}
	for _, x := range []struct {
		params []artifact.Param
		want   string
	}{
		{[]artifact.Param{pin("b", 4), pin("c", 4)}, "a.cue:4: there is no digest of this state, because b is secret, but its value stands in the configuration"},
		{[]artifact.Param{pin("c", 4), pin("b", 4)}, "a.cue:4: there is no digest of this state, because b is secret, but its value stands in the configuration"},
		{[]artifact.Param{pin("b", 9), pin("c", 4)}, "a.cue:4: there is no digest of this state, because c is secret, but its value stands in the configuration, and so does another"},
		{[]artifact.Param{pin("b", 9), pin("c", 4), pin("d", 5)}, "a.cue:4: there is no digest of this state, because c is secret, but its value stands in the configuration, and so do 2 others"},
		{[]artifact.Param{pin("c", 4), pin("b", 9)}, "a.cue:4: there is no digest of this state, because c is secret, but its value stands in the configuration, and so does another"},
		{[]artifact.Param{none}, "-: there is no digest of this state, because b is secret, but its value stands in the configuration"},
	} {
		_, found := root(t, "", profile(x.params...)).State()
		if len(found) != 1 || found[0].Pos.String()+": "+found[0].Summary != x.want {
			t.Errorf("got %v, want %s", found, x.want)
		}
	}
	if _, found := root(t, "main", profile(none)).State(); len(found) != 1 || found[0].Pos.IsValid() {
		t.Errorf("a place that nobody knows has a revision: %v", found)
	}
	file := &artifact.File{Path: "a.xml", Data: []byte("see https://joe:4711@logs.example/x"), Pos: diag.Pos{File: "a.cue", Line: 3}}
	_, found := root(t, "", file).State()
	if len(found) != 1 || !strings.Contains(found[0].Summary, "because something in a.xml is secret") || found[0].Pos != file.Pos || strings.Contains(found[0].Message(), "4711") {
		t.Errorf("got %v", found)
	}
	seed := *file
	seed.Seed = true
	if _, found, err := digest.Between(root(t, ""), root(t, "", &seed)); err != nil || len(found) != 1 || !strings.Contains(found[0].Summary, "no digest of this change") {
		t.Errorf("got %v, %v", found, err)
	}
	if _, found, err := digest.Between(root(t, "", &seed), root(t, "", &seed)); err != nil || found != nil {
		t.Errorf("what stays is a change: %v, %v", found, err)
	}
}

// What was approved, and what is, stand in their places; of a text that is none of ours,
// the beginning is told.
func TestExpect(t *testing.T) {
	t.Parallel()
	before := whole(t, nil)
	is, approved := state(t, before), state(t, whole(t, changes["a value"]))
	got := is.Expect(approved, "look")
	if want := "this is not the state that was approved, and nothing is written: it has the digest " + is.String() + ", not " + approved.String() + "; look"; len(got) != 1 || got[0].Message() != want {
		t.Errorf("got %v, want %s", got, want)
	}
	a, b := between(t, before, before), between(t, before, whole(t, changes["a value"]))
	got = a.Expect(b, "look")
	if want := "this is not the change that was approved: it has the digest " + a.String() + ", not " + b.String() + "; look"; len(got) != 1 || got[0].Message() != want {
		t.Errorf("got %v, want %s", got, want)
	}
	var said []string
	for _, text := range []string{"", "states-1:00", "state:00", "state-x:00", "state-1", strings.Repeat("x", 80), strings.Repeat("ä", 81), "state-1:00"} {
		_, err := digest.Parse(text, digest.Change)
		said = append(said, err.Error())
	}
	const form = "a digest is what provc diff --digest prints, such as change-1:0f3c…; this is "
	want := []string{form + `""`, form + `"states-1:00"`, form + `"state:00"`, form + `"state-x:00"`, form + `"state-1"`, form + `"` + strings.Repeat("x", 80) + `"`, form + `"` + strings.Repeat("ä", 80) + `…"`,
		"this is the digest of a state, as provc build --digest prints it; here goes that of a change, as provc diff --digest prints it"}
	if !slices.Equal(said, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(said, "\n"), strings.Join(want, "\n"))
	}
	if _, err := digest.Parse("change-1:"+strings.Repeat("0", 100), digest.Change); err == nil || err.Error() != `a digest ends in 64 characters, each 0 to 9 or a to f; this one is "change-1:`+strings.Repeat("0", 71)+`…": was it copied whole?` {
		t.Errorf("got %v", err)
	}
}

// A password that a server is to know is secret, whatever its user is called: in the
// configuration it leaves no digest.
func TestLiteralCredential(t *testing.T) {
	t.Parallel()
	r := whole(t, func(_, rooms *digest.Part) {
		rooms.Credentials[1].Password = artifact.Param{Value: "4711", Pos: diag.Pos{File: "a.cue", Line: 3}}
	})
	_, found := r.State()
	if len(found) != 1 || !strings.Contains(found[0].Summary, "because ben is secret") || found[0].Pos.Line != 3 || strings.Contains(found[0].Message(), "4711") {
		t.Errorf("got %v", found)
	}
	if _, found, err := digest.Between(whole(t, nil), r); err != nil || len(found) != 1 {
		t.Errorf("of a change: %v, %v", found, err)
	}
}
