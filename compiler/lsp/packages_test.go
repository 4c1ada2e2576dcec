package lsp_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// using is a ward that has somebody from a library.
func using(name, staff string) string {
	text := strings.NewReplacer("\"provc", "\"test.example/lib\"\n\nimport \"provc", "adress", "address", "users: ana", "users: ben: {"+staff+", password: secret: \"ben\"}\n\tusers: ana").Replace(ward)
	return strings.ReplaceAll(text, "ward", name)
}

// Of a file that several packages use, what is found on account of each is told, until it
// is mended there.
func TestSharedFile(t *testing.T) {
	s := serve(t, folder(t, map[string]string{
		"lib/lib.cue": "package lib\n\n#Staff: {n: *30 | _, params: up: idleTimeout: n}\n",
		"a/a.cue":     using("a", "lib.#Staff & {n: \"60\"}"),
		"b/b.cue":     using("b", "lib.#Staff & {n: \"60\"}"),
	}))
	const twice = "parameter-value parameter-value"
	s.Open("a/a.cue")
	has(s, "lib/lib.cue", "parameter-value")
	s.Open("b/b.cue")
	s.WaitDiagnostics("b/b.cue")
	s.Replace("a/a.cue", `"60"`, "60")
	s.WaitDiagnostics("a/a.cue")
	has(s, "lib/lib.cue", "parameter-value")
	s.Replace("b/b.cue", `"60"`, "60")
	has(s, "lib/lib.cue", "")
	s.Replace("a/a.cue", "60}, pass", `"50"}, pass`)
	s.Replace("b/b.cue", "60}, pass", `true}, pass`)
	has(s, "lib/lib.cue", twice)
	s.Open("lib/lib.cue")
	s.Replace("lib/lib.cue", "_, params", "int, params")
	s.WaitDiagnostics("lib/lib.cue")
	s.Replace("lib/lib.cue", "int, params", "_, params")
	has(s, "lib/lib.cue", twice)
}

// Where a package is checked on account of what it uses, and mended in another of its
// files, nothing stays.
func TestMendedElsewhere(t *testing.T) {
	s := serve(t, folder(t, map[string]string{
		"lib/lib.cue":  "package lib\n\nStaff: params: up: idleTimeout: 30\n",
		"a/a.cue":      using("a", "lib.Staff"),
		"a/labels.cue": "package a\n\na: users: ana: params: reg: \"2\": label: _desk\n",
	}))
	s.Open("lib/lib.cue")
	has(s, "a/labels.cue", "cue-reference")
	s.Open("a/a.cue")
	s.Change("a/a.cue", s.Text("a/a.cue")+"\n_desk: \"Desk\"\n")
	has(s, "a/labels.cue", "")
}

// What uses a deployment of another package is checked with it.
func TestUsers(t *testing.T) {
	s := serve(t, folder(t, map[string]string{
		"lib/lib.cue": "package lib\n\nStaff: {}\n",
		"a/a.cue":     using("a", "lib.Staff") + "\nidle: 30\n",
		"b/b.cue":     strings.Replace(using("b", "params: up: idleTimeout: a.idle"), "/lib", "/a", 1),
	}))
	s.Open("b/b.cue")
	has(s, "b/b.cue", "")
	s.Open("a/a.cue")
	s.Replace("a/a.cue", "idle: 30", "idel: 30")
	has(s, "b/b.cue", "cue-reference")
	s.Replace("a/a.cue", "idel: 30", "idle: 20 }")
	has(s, "b/b.cue", "cue-import")
	s.Replace("a/a.cue", "idle: 20 }", "idle: 20")
	has(s, "b/b.cue", "")
}

// What a table is missed in that is saved stays told of its package, whatever others are
// checked with it and after it.
func TestSavedTable(t *testing.T) {
	north := strings.NewReplacer("ward", "north", "adress", "address", "users: ana: {", "inventory: users: {file: \"people.csv\", id: \"{id}\", each: {label: \"{name}\", password: secret: \"{id}\"}}\n\tusers: zoe: {").Replace(ward)
	dir := folder(t, map[string]string{
		"north/north.cue":  north,
		"north/people.csv": "id,name\nida,Ida\n",
		"wards/wards.cue":  strings.NewReplacer("ward", "wards", "adress", "address").Replace(ward),
	})
	for _, order := range [][]string{{"north/north.cue", "wards/wards.cue"}, {"wards/wards.cue", "north/north.cue"}} {
		s := serve(t, dir)
		for _, file := range order {
			s.Open(file)
			has(s, file, "")
		}
		for range 3 {
			s.Write("north/people.csv", "id,call\nida,Ida\n")
			has(s, "north/north.cue", "inventory-column")
			s.Replace("wards/wards.cue", "60", "61")
			s.WaitDiagnostics("wards/wards.cue")
			has(s, "north/north.cue", "inventory-column")
			s.Write("north/people.csv", "id,name\nida,Ida\n")
			has(s, "north/north.cue", "")
			s.Replace("wards/wards.cue", "61", "60")
			has(s, "wards/wards.cue", "")
		}
	}
}

// The tables beside a file are proposed to its inventory.
func TestTablesBeside(t *testing.T) {
	const file = "ward/ward.cue"
	text := strings.Replace(ward, "users: ana", "inventory: users: file: \"\"\n\tusers: ana", 1)
	s := serve(t, folder(t, map[string]string{file: text, "ward/people.csv": "id\nida\n", "ward/rooms.yaml": "- id: a\n", "ward/notes.txt": "", "people.json": "[]"}))
	s.Open(file)
	if got := strings.Join(s.Complete(file, s.At(file, "file: \"", "\"")), " "); got != `"people.csv" "rooms.yaml"` {
		t.Errorf("proposed are %s", got)
	}
	s.Replace(file, `file: ""`, `file: "pe"`)
	if got := strings.Join(s.Complete(file, s.At(file, "file: \"pe", "\"")), " "); got != `"people.csv"` {
		t.Errorf("proposed are %s", got)
	}
}

// What is told of files that are closed, and mended or removed behind the editor's back,
// does not stay.
func TestBehindTheBack(t *testing.T) {
	dir := folder(t, map[string]string{"ward/ward.cue": ward, "gone/gone.cue": strings.ReplaceAll(ward, "ward", "gone")})
	s := serve(t, dir)
	for _, file := range []string{"ward/ward.cue", "gone/gone.cue"} {
		s.Open(file)
		has(s, file, "parameter-unknown")
		s.Close(file)
		has(s, file, "parameter-unknown")
	}
	if err := os.RemoveAll(filepath.Join(dir, "gone")); err != nil {
		t.Fatal(err)
	}
	s.Write("ward/ward.cue", strings.Replace(ward, "adress", "address", 1))
	has(s, "ward/ward.cue", "")
	has(s, "gone/gone.cue", "")
}
