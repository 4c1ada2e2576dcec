package lsp_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"provc/compiler"
	"provc/compiler/filetest"
	"provc/compiler/lsp"
	"provc/compiler/lsptest"
	"provc/compiler/vendors"
)

// serve starts a server for an editor with a folder.
func serve(t testing.TB, dir string) *lsptest.Server {
	t.Helper()
	ours, theirs := net.Pipe()
	done := make(chan error, 1)
	go func() {
		done <- lsp.Serve(context.Background(), ours, ours, lsp.Options{Vendors: vendors.All(), Day: "2026-05-01"})
	}()
	t.Cleanup(func() {
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return lsptest.Over(t, dir, theirs)
}

// folder writes files of a module.
func folder(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	files["cue.mod/module.cue"] = "module: \"test.example@v0\"\nlanguage: version: \"v0.17.0\"\n"
	filetest.Write(t, dir, files)
	return dir
}

const ward = `package ward

import "provc.internal/schema/spectralink"

ward: spectralink.#Deployment & {
	profiles: directory: "people"
	params: {
		prov: login: {enabled: true, persistent: true, automaticLogout: 60}
		prov: polling: enabled: true
		voIpProt: server: "1": address: "pbx.test.example"
	}
	users: ana: {
		label: "Ana Ä 𝄞", password: secret: "ana", params: reg: "2": adress: "1044"
	}
}
`

// told are the checks of findings.
func told(all []lsptest.Diagnostic) string {
	var ids []string
	for _, d := range all {
		ids = append(ids, fmt.Sprint(d.Code))
	}
	return strings.Join(ids, " ")
}

// has waits until the findings in a file are of some checks.
func has(s *lsptest.Server, file, ids string) []lsptest.Diagnostic {
	return s.WaitUntil(file, func(all []lsptest.Diagnostic) bool { return told(all) == ids })
}

// What vet finds stands at its word while somebody types, is mended by its fix, and is gone
// then. Characters count as the editor counts.
func TestFindings(t *testing.T) {
	s := serve(t, folder(t, map[string]string{"ward/ward.cue": ward}))
	s.Open("ward/ward.cue")
	found := has(s, "ward/ward.cue", "parameter-unknown")
	d := found[0]
	if start, end := s.At("ward/ward.cue", "", "adress"), s.At("ward/ward.cue", "adress", ""); d.Range.Start != start || d.Range.End != end {
		t.Errorf("the finding stands at %v, the word at %v to %v", d.Range, start, end)
	}
	if d.Severity != 1 || d.Source != "provc" || !strings.HasPrefix(d.Message, "reg.2.adress is no parameter of the 84-Series; did you mean reg.2.address?") {
		t.Errorf("%+v", d)
	}
	actions := s.CodeActions("ward/ward.cue", d.Range)
	if len(actions) != 1 || actions[0].Kind != "quickfix" || told(actions[0].Diagnostics) != "parameter-unknown" {
		t.Fatalf("offered are %+v", actions)
	}
	s.Apply(actions[0])
	has(s, "ward/ward.cue", "")
	if text := s.Text("ward/ward.cue"); !strings.Contains(text, `{
		label: "Ana Ä 𝄞", password: secret: "ana", params: reg: "2": address: "1044"
	}`) {
		t.Errorf("mended to\n%s", text)
	}
	s.Replace("ward/ward.cue", "true, persistent", "tru, persistent")
	has(s, "ward/ward.cue", "cue-reference")
}

// Findings come from what is open, saved or not, and from what lies on the disk; whatever
// file they are in.
func TestFiles(t *testing.T) {
	onDisk := strings.Replace(ward, "users: ana: {", "inventory: users: {file: \"people.csv\", id: \"{user}\", each: {lib.Staff, label: \"{name}\", password: secret: \"{user}-pw\"}}\n\tusers: ben: {", 1)
	s := serve(t, folder(t, map[string]string{
		"lib/lib.cue":     "package lib\n\nStaff: params: up: idleTimeout: 30\n",
		"ward/ward.cue":   onDisk,
		"empty/notes.txt": "",
		"ward/people.csv": "user,name\nana,Ana\n",
	}))
	text := strings.Replace(onDisk, "\"provc", "\"test.example/lib\"\n\nimport \"provc", 1)
	text = strings.Replace(text, "adress", "address", 1)
	s.OpenText("ward/ward.cue", text)
	has(s, "ward/ward.cue", "")

	s.OpenText("ward/people.csv", "user,name\nana,Ana\nana,Bea\n") // a table that is not saved
	if d := has(s, "ward/people.csv", "inventory-duplicate")[0]; d.Range.Start != (lsptest.Position{Line: 2}) {
		t.Errorf("%+v", d)
	}
	s.Close("ward/people.csv")
	has(s, "ward/people.csv", "")
	s.Write("ward/people.csv", "user,name\nana,Ana,5\n")
	has(s, "ward/people.csv", "inventory-row")
	s.Write("ward/people.csv", "user,name\nana,Ana\n")
	has(s, "ward/people.csv", "")

	s.Open("lib/lib.cue") // deploys nothing, and is used elsewhere
	s.Replace("lib/lib.cue", "30", `"30"`)
	has(s, "lib/lib.cue", "parameter-value")
	s.Close("lib/lib.cue")
	has(s, "lib/lib.cue", "")

	s.OpenText("ward/more.cue", "package ward\n\nward: users: zoe: {lable: \"Zoe\", password: secret: \"zoe\"}\n") // was never saved
	has(s, "ward/more.cue", "field-unknown")
	s.Change("ward/more.cue", "package ward\n\nward: users: zoe: {label: \"Zoe\", password: secret: \"zoe\"}\n")
	has(s, "ward/more.cue", "")
	s.Change("ward/more.cue", "package ward\n\nward: users: zoe: {")
	has(s, "ward/more.cue", "cue-syntax")
	s.Close("ward/more.cue")
	has(s, "ward/more.cue", "")

	s.OpenText("empty/new.cue", "")
	has(s, "empty/new.cue", "cue-package")
	s.Change("empty/new.cue", "package new\n") // nobody is told that it deploys nothing yet
	has(s, "empty/new.cue", "")
}

// Of a file outside any module, its folder is the package.
func TestOutsideModules(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "ward.cue"), []byte(ward), 0o666); err != nil {
		t.Fatal(err)
	}
	s := serve(t, dir)
	s.Open("ward.cue")
	has(s, "ward.cue", "parameter-unknown")
}

// A secret is in nothing that the server sends, wherever somebody wrote it and whatever
// does not parse around it.
func TestSecrets(t *testing.T) {
	const secret = "hunter2-Geheim"
	s := serve(t, folder(t, map[string]string{"ward.cue": strings.Replace(ward, "ana: {", "ana: {\n\t\tpassword: \""+secret+"\"", 1)}))
	s.Open("ward.cue")
	s.WaitDiagnostics("ward.cue")
	for _, edit := range []struct{ from, to string }{
		{`"` + secret + `"`, secret},
		{secret, `"` + secret},
		{`"` + secret, `"` + secret + `" & 5`},
		{`& 5`, `| 5`},
		{`password:`, `pasword:`},
		{`"1044"`, `"1044", auth: password: "` + secret + `"`},
		{`auth: password`, `auth: pass word`},
	} {
		s.Replace("ward.cue", edit.from, edit.to)
		found := s.WaitDiagnostics("ward.cue")
		for _, at := range []lsptest.Position{s.At("ward.cue", "", secret), s.At("ward.cue", secret, "")} {
			s.Hover("ward.cue", at)
			s.Completion("ward.cue", at)
		}
		s.CodeLenses("ward.cue")
		for _, d := range found {
			s.CodeActions("ward.cue", d.Range)
		}
	}
	if sent := s.Output(); strings.Contains(sent, secret) {
		t.Errorf("the secret was sent: %s", sent)
	}
}

// edit is a random edit, such as people and their editors make.
func edit(r *rand.Rand, text string) lsptest.TextEdit {
	at := func() int {
		i := r.IntN(len(text) + 1)
		for i > 0 && i < len(text) && !utf8.RuneStart(text[i]) {
			i--
		}
		return i
	}
	from := at()
	to, with := from, ""
	lines := strings.SplitAfter(text, "\n")
	switch r.IntN(9) {
	case 0, 1: // a letter
		with = string([]rune("abz\"{}:,&#_. \n1\t\\(ä𝄞")[r.IntN(20)])
	case 2, 3: // some letters less
		to = min(from+r.IntN(5), len(text))
	case 4: // a line less
		to = min(from+strings.IndexByte(text[from:]+"\n", '\n')+1, len(text))
	case 5: // a line twice
		with = lines[r.IntN(len(lines))]
	case 6: // something moved
		with = text[from:min(from+r.IntN(80), len(text))]
		from = at()
		to = from
	case 7:
		with = []string{"params: ", "users: ", "ana: ", "secret: \"x\"", "spectralink.#User & ", "// ", "true", "\"5\"", "import \"strings\"\n"}[r.IntN(9)]
	default: // a word is another
		to = min(from+r.IntN(12), len(text))
		with = strings.Fields(text + " x")[r.IntN(len(strings.Fields(text))+1)]
	}
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to++
	}
	with = strings.ToValidUTF8(with, "")
	return lsptest.TextEdit{Range: lsptest.Range{Start: lsptest.At(text, from), End: lsptest.At(text, to)}, NewText: with}
}

// A thousand random edits, with questions in between, crash nothing, and end in what vet
// finds in the text that came of them.
func TestRandomEdits(t *testing.T) {
	const edits = 1000
	r := rand.New(rand.NewPCG(1, 7))
	dir := folder(t, map[string]string{"ward/ward.cue": ward, "ward/more.cue": "package ward\n\nward: groups: icu: params: up: idleTimeout: 30\n"})
	s := serve(t, dir)
	files := []string{"ward/ward.cue", "ward/more.cue"}
	for _, file := range files {
		s.Open(file)
	}
	before := map[string]string{files[0]: s.Text(files[0]), files[1]: s.Text(files[1])}
	for n := range edits {
		file := files[r.IntN(2)]
		switch text := s.Text(file); {
		case n%20 == 19: // else nothing would parse again
			s.Change(file, before[file])
		default:
			s.Edit(file, edit(r, text))
		}
		at := lsptest.At(s.Text(file), r.IntN(len(s.Text(file))+1)) // any place will do
		switch r.IntN(8) {
		case 0:
			s.Hover(file, at)
		case 1:
			s.Completion(file, at)
		case 2:
			s.CodeLenses(file)
		case 3:
			for _, a := range s.CodeActions(file, lsptest.Range{Start: at, End: at}) {
				s.Apply(a)
			}
		}
		if n%20 == 0 || n%20 == 2 || n%20 == 10 {
			sameAsVet(t, s, dir, files)
		}
	}
	sameAsVet(t, s, dir, files)
}

// sameAsVet waits for findings and holds them against those of vet in the same texts.
func sameAsVet(t *testing.T, s *lsptest.Server, dir string, files []string) {
	t.Helper()
	unsaved := map[string][]byte{}
	for _, file := range files {
		unsaved[filepath.Join(dir, file)] = []byte(s.Text(file))
	}
	result, err := compiler.Compile(t.Context(), compiler.Options{Dir: dir, Packages: []string{"./ward"}, Day: "2026-05-01", Session: &compiler.Session{Unsaved: unsaved}})
	if none := compiler.NoDeploymentError(""); err != nil && !errors.As(err, &none) {
		t.Fatal(err)
	}
	for _, file := range files {
		want := ""
		if result != nil {
			for _, d := range result.Findings {
				if d.Pos.File == file {
					want += fmt.Sprintf("%d %s %s\n", max(d.Pos.Line, 1), d.Check, d.Message())
				}
			}
		}
		s.WaitUntil(file, func(all []lsptest.Diagnostic) bool {
			got := ""
			for _, d := range all {
				got += fmt.Sprintf("%d %s %s\n", d.Range.Start.Line+1, d.Code, d.Message)
			}
			return got == want
		})
	}
}
