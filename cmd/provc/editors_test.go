package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"provc/compiler/lsptest"
)

// beginning is a repository as init and vendor make it.
func beginning(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "phones")
	for _, args := range [][]string{{"init", dir}, {"vendor", dir}} {
		var stderr strings.Builder
		if code := run(args, nil, io.Discard, &stderr); code != 0 {
			t.Fatalf("%q: exit %d\n%s", args, code, &stderr)
		}
	}
	return dir
}

// CUE's own language server shows in a new repository what comments of the schema say:
// of names in params, and of those below names that people choose.
func TestCueLSPHover(t *testing.T) {
	t.Parallel()
	s := lsptest.Start(t, beginning(t), exec.Command("cue", "lsp"))
	for _, place := range []struct {
		file, before, after string
		says                []string
	}{
		{"wards/wards.cue", "auto", "maticLogout: 30", []string{"Minutes without use", "A whole number from 0 to 46000.", "Default: 0.", "Whether a change restarts the phone is unknown.", "In site.cfg."}},
		{"wards/wards.cue", "add", `ress: "ntp.`, []string{"at most 256 characters.", "No default is known.", "restarts the phone", "In site.cfg."}},
		{"wards/wards.cue", "add", `ress: "4000"`, []string{"x is 1 to 34.", "A change does not restart the phone.", "In reg-basic.cfg"}}, // below an index
		{"wards/wards.cue", "use", `rId: "4100"`, []string{"In reg-basic.cfg"}},                                                           // in a group
		{"wards/wards.cue", "gr", `oup: "icu"`, []string{"The group that it belongs to."}},                                                // of a handset
		{"wards/wards.cue", "add", `ress: "4010"`, []string{"In reg-basic.cfg"}},                                                          // of a person
		{"wards/wards.cue", "add", `ress: "{extension}"`, []string{"In reg-basic.cfg"}},                                                   // in a table
		{"desks/desks.cue", "Time", `_Zone:`, []string{"One of GMT-12:00,", "Default: GMT-08:00.", "restarts the phone is unknown", "In the profiles of those for whom it is declared.", "Models: SPA50x, SPA30x, SPA525G2."}},
		{"desks/desks.cue", "Proxy", `_1_:`, []string{"x is 1 to 12.", "restarts the phone is unknown", "In the profiles"}}, // of a line
		{"desks/desks.cue", "Back", `_Light_Timer: "30 s"`, []string{"30 s", "Default: "}},                                  // of a model
		{"desks/desks.cue", "Display", `_Name_1_: "{name}"`, []string{"Name that the other side of a call is shown."}},      // in a table
	} {
		s.Open(place.file)
		got := s.Hover(place.file, s.At(place.file, place.before, place.after))
		for _, want := range place.says {
			if !strings.Contains(got, want) {
				t.Errorf("%s, %s: %q is not in\n%s", place.file, place.before+place.after, want, got)
			}
		}
	}
}

// It completes the schema's names wherever a deployment is written, and offers none that
// is the schema's own affair.
func TestCueLSPCompletion(t *testing.T) {
	t.Parallel()
	s := lsptest.Start(t, beginning(t), exec.Command("cue", "lsp"))
	for i, place := range []struct {
		vendor, within string // what is open around the place
		offers         []string
	}{
		{"spectralink", ``, []string{"params", "users", "phones", "groups", "authorizedNumbers", "emergencyNumbers"}},
		{"spectralink", `params: {`, []string{"prov", "reg", "voIpProt", "ptt"}},
		{"spectralink", `params: prov: login: {`, []string{"enabled", "automaticLogout", `"localPassword.hashed"`}},
		{"spectralink", `params: reg: "1": {`, []string{"address", "label", "auth", `"protocol.SIP"`}},
		{"spectralink", `params: reg: "1": server: "2": {`, []string{"address", "port"}},
		{"spectralink", `params: lcl: {`, []string{`"country.1.aidt"`}},
		{"spectralink", `users: ana: {`, []string{"password", "params", "directory"}},
		{"spectralink", `users: ana: params: reg: "2": {`, []string{"address"}},
		{"spectralink", `groups: icu: {`, []string{"params", "profiles", "authorizedNumbers"}},
		{"spectralink", `phones: "00907a0e7f01": {`, []string{"group", "label", "params"}},
		{"spectralink", `models: SPIP650: {`, []string{"software"}},
		{"spectralink", `inventory: users: each: {`, []string{"password"}},
		{"cisco", ``, []string{"server", "domain", "params", "models", "phones", "users"}},
		{"cisco", `params: {`, []string{"Time_Zone", "EM_Enable", "Display_Name_1_", "Display_Name_12_", "Unit_1_Key_1"}},
		{"cisco", `models: SPA504G: params: {`, []string{"Back_Light_Timer"}},
		{"cisco", `phones: "0026cb0a1f01": {`, []string{"model", "userID", "password", "params"}},
		{"cisco", `users: eva: params: {`, []string{"Display_Name_1_", "User_ID_1_", "Password_1_"}},
	} {
		file := fmt.Sprintf("new%d/new.cue", i)
		open := strings.Count(place.within, "{")
		s.OpenText(file, fmt.Sprintf("package new\n\nimport %q\n\nnew: %s.#Deployment & {\n\t%s\n\t\t\n%s}\n",
			"provc.internal/schema/"+place.vendor, place.vendor, place.within, strings.Repeat("}\n", open)))
		offered := s.Complete(file, s.At(file, "\t\t", "\n"))
		for _, want := range place.offers {
			if !slices.Contains(offered, want) {
				t.Errorf("%s, %s: %q is not offered: %q", place.vendor, place.within, want, offered)
			}
		}
		for _, name := range offered {
			if strings.HasPrefix(name, "_") || strings.HasPrefix(name, "#") {
				t.Errorf("%s, %s: %s is offered", place.vendor, place.within, name)
			}
		}
	}

	// While a name is being typed, too.
	s.Open("wards/wards.cue")
	s.Replace("wards/wards.cue", "automaticLogout: 30", "auto")
	if offered := s.Complete("wards/wards.cue", s.At("wards/wards.cue", "persistent: true, auto", "}")); !slices.Contains(offered, "automaticLogout") {
		t.Errorf("after auto: %q", offered)
	}
}

// What the page about editors has them run are language servers that know the schema, and
// what it has people write for VS Code is what init writes.
func TestEditorsPage(t *testing.T) {
	t.Parallel()
	page := pages(t)["docs/editors.md"]
	dir := beginning(t)
	block := regexp.MustCompile("(?s)```json\n(.*?)```").FindStringSubmatch(page)
	if block == nil {
		t.Fatal("the page has no settings for VS Code")
	}
	var shown, written map[string]any
	var proposed struct{ Recommendations []string }
	for name, to := range map[string]any{"settings.json": &written, "extensions.json": &proposed} {
		text, err := os.ReadFile(filepath.Join(dir, ".vscode", name))
		if err == nil {
			err = json.Unmarshal(text, to)
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	if err := json.Unmarshal([]byte(block[1]), &shown); err != nil {
		t.Fatal(err)
	}
	for key, value := range shown {
		if !reflect.DeepEqual(written[key], value) {
			t.Errorf("the page says %s: %v, and init %v", key, value, written[key])
		}
	}
	for _, id := range proposed.Recommendations {
		if !strings.Contains(page, "`"+id+"`") && !strings.HasPrefix(id, "editorconfig.") {
			t.Errorf("init proposes %s, of which the page tells nothing", id)
		}
	}

	commands := map[string]int{fmt.Sprintln(append([]any{shown["glspc.server.command"]}, shown["glspc.server.commandArguments"].([]any)...)...): 1}
	for _, m := range regexp.MustCompile(`cmd = \{ "(\w+)", "(\w+)" \}`).FindAllStringSubmatch(page, -1) {
		commands[fmt.Sprintln(m[1], m[2])]++
	}
	for _, m := range regexp.MustCompile("(?m)^\\| \\w+ \\| `(\\w+) (\\w+)` \\|").FindAllStringSubmatch(page, -1) {
		commands[fmt.Sprintln(m[1], m[2])]++
	}
	if len(commands) != 2 || commands["cue lsp\n"] != 2 || commands["provc lsp\n"] != 3 {
		t.Errorf("the page has %v", commands)
	}
	for command := range commands {
		words := strings.Fields(command)
		s := lsptest.Start(t, dir, exec.Command(words[0], words[1:]...))
		s.Open("wards/wards.cue")
		if got := s.Hover("wards/wards.cue", s.At("wards/wards.cue", "auto", "maticLogout: 30")); !strings.Contains(got, "Minutes without use") {
			t.Errorf("%s tells %q", strings.TrimSpace(command), got)
		}
	}
}

// Both servers at work on a new repository, as an editor has them: names are completed, a
// name tells its range, default and restart, a wrong value is found, mended by its fix, and
// found no longer.
func TestBothServers(t *testing.T) {
	t.Parallel()
	dir := beginning(t)
	ours, cues := lsptest.Start(t, dir, exec.Command("provc", "lsp")), lsptest.Start(t, dir, exec.Command("cue", "lsp"))
	both := []*lsptest.Server{ours, cues}
	files := []string{"wards/wards.cue", "desks/desks.cue"}
	for _, s := range both {
		for _, file := range files {
			s.Open(file)
		}
	}
	for _, of := range []struct {
		file, written, half, name string
		offers                    string
		says                      []string
		wrong, check, mended      string
	}{
		{"wards/wards.cue", "automaticLogout: 30", "auto", "automaticLogout", "automaticLogout",
			[]string{"0 to 46000", "efault: 0", "restart", "site.cfg"}, `automaticLogout: "30"`, "parameter-value", "automaticLogout: 30"},
		{"desks/desks.cue", `Time_Zone:          "GMT+01:00"`, "Time_Zo", "Time_Zone", "Time_Zone",
			[]string{"GMT-12:00", "efault: GMT-08:00", "restart"}, `Time_Zon: "GMT+01:00"`, "parameter-unknown", `Time_Zone: "GMT+01:00"`},
	} {
		clean := ours.WaitDiagnostics(of.file)
		for _, d := range clean {
			if d.Severity == 1 {
				t.Fatalf("%s: a new repository has an error: %+v", of.file, d)
			}
		}
		for _, s := range both {
			s.Replace(of.file, of.written, of.half)
			if offered := s.Complete(of.file, s.At(of.file, of.half, "")); !slices.Contains(offered, of.offers) {
				t.Errorf("%s is not offered: %q", of.offers, offered)
			}
			s.Replace(of.file, of.half, of.written)
			got := s.Hover(of.file, s.At(of.file, of.name[:2], of.name[2:]))
			for _, want := range of.says {
				if !strings.Contains(got, want) {
					t.Errorf("%s: %q is not in\n%s", of.name, want, got)
				}
			}
			s.Replace(of.file, of.written, of.wrong)
		}
		found := ours.WaitUntil(of.file, func(all []lsptest.Diagnostic) bool {
			return slices.ContainsFunc(all, func(d lsptest.Diagnostic) bool { return d.Code == of.check })
		})
		i := slices.IndexFunc(found, func(d lsptest.Diagnostic) bool { return d.Code == of.check })
		actions := ours.CodeActions(of.file, found[i].Range)
		if len(actions) == 0 {
			t.Fatalf("nothing mends %+v", found[i])
		}
		ours.Apply(actions[0])
		if text := ours.Text(of.file); !strings.Contains(text, of.mended) {
			t.Errorf("mended to\n%s", text)
		}
		ours.WaitUntil(of.file, func(all []lsptest.Diagnostic) bool { return len(all) == len(clean) })
	}
	// Whom layers reach is known once the packages have been looked into.
	var titles []string
	for len(titles) == 0 {
		for _, l := range ours.CodeLenses("wards/wards.cue") {
			titles = append(titles, l.Command.Title)
		}
	}
	if !strings.Contains(strings.Join(titles, "\n"), "handset") {
		t.Errorf("lenses tell %q", titles)
	}
}
