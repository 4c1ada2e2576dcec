package rehearsal_test

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"provc/compiler"
	"provc/compiler/artifact"
	"provc/compiler/filetest"
	"provc/compiler/handset/script"
	"provc/compiler/rehearsal"
)

// house has two wards, a handset of none, and one on which nobody can log in.
const house = `package house

import "provc.internal/schema/spectralink"

house: spectralink.#Deployment & {
	profiles: directory: "people"
	params: {
		prov: {login: {enabled: true, required: true, persistent: true, automaticLogout: 30}, polling: enabled: true}
		up: idleTimeout: 40
		httpd: cfg: enabled: false
		device: auth: localAdminPassword: secret: "admin"
	}
	groups: {east: {}, west: params: up: idleTimeout: 41}
	phones: {
		"00907a000001": {group: "east", label: "East | 1"}
		"00907a000002": group: "west"
		"00907a000003": {}
		"00907a000004": {group: "west", params: prov: login: enabled: false}
	}
	users: {
		ana: password: secret: "login_ana"
		ben: {password: secret: "login_ben", params: up: idleTimeout: 42}
	}
}
`

func fleet(t *testing.T) *rehearsal.Fleet {
	t.Helper()
	dir := filetest.Folder(t, map[string]string{
		"cue.mod/module.cue": "module: \"house.example@v0\"\nlanguage: version: \"v0.17.0\"\n", "house.cue": house,
	})
	result, err := compiler.Compile(t.Context(), compiler.Options{Dir: dir})
	if err != nil || len(result.Packages) != 1 {
		t.Fatal(result, err)
	}
	declared := result.Root("what is declared")
	f := &rehearsal.Fleet{
		Vendor: "spectralink", Root: declared, Account: declared.Account(), Password: "prov.login.localPassword",
		Hides: func(parameter, _ string) bool { return parameter == "httpd.cfg.enabled" },
		Takes: func(_, parameter string) bool { return parameter != "prov.polling.enabled" },
	}
	for _, phones := range result.Packages[0].Phones["spectralink"] {
		f.Phones = slices.AppendSeq(f.Phones, phones)
	}
	return f
}

// said is a script in a line a step: what is done, how it must end, who is logged in then,
// and what must hold of one parameter.
func said(s script.Script, parameter string) []string {
	var lines []string
	for _, step := range s.Steps {
		line := string(step.Do)
		if step.User != "" {
			line += " " + step.User + " by " + step.Secret
		}
		if step.Wrong {
			line += " wrongly"
		}
		if e := step.Expect; e != nil {
			line += ": " + string(e.Outcome)
			if e.User != nil {
				line += ", user " + *e.User
			}
			line += ", " + e.Params[parameter]
		}
		lines = append(lines, line)
	}
	return lines
}

// Each handset is switched on; where people log in, one tries a wrong password, which
// changes nothing, the right one, and leaves all as it was. People take turns.
func TestScripts(t *testing.T) {
	t.Parallel()
	f := fleet(t)
	want := map[string][]string{
		"00907a000001": {"boot: done, 40", "log-in ana by login_ana wrongly: refused, user , 40", "log-in ana by login_ana: done, user ana, 40", "log-out: done, 40"},
		"00907a000002": {"boot: done, 41", "log-in ben by login_ben wrongly: refused, user , 41", "log-in ben by login_ben: done, user ben, 42", "log-out: done, 41"},
		"00907a000003": {"boot: done, 40", "log-in ana by login_ana wrongly: refused, user , 40", "log-in ana by login_ana: done, user ana, 40", "log-out: done, 40"},
		"00907a000004": {"boot: done, 41"},
	}
	scripts := f.Scripts()
	for _, s := range scripts {
		if got := said(s, "up.idleTimeout"); !slices.Equal(got, want[s.Phone]) {
			t.Errorf("%s: %q, want %q", s.Phone, got, want[s.Phone])
		}
		for _, step := range s.Steps {
			if step.Expect == nil {
				continue
			}
			for _, name := range []string{"device.auth.localAdminPassword", "httpd.cfg.enabled", "prov.polling.enabled", "prov.login.localPassword", "CONFIG_FILES"} {
				if value, ok := step.Expect.Params[name]; ok {
					t.Errorf("%s, %s: %s is written down as %q", s.Phone, step.Do, name, value)
				}
			}
		}
	}
	if len(scripts) != len(want) {
		t.Errorf("%d scripts", len(scripts))
	}
	boots := f.Boots()
	for _, s := range boots {
		if got := said(s, ""); !slices.Equal(got, []string{"boot"}) {
			t.Errorf("%s is switched on by %q", s.Phone, got)
		}
	}
	if len(boots) != len(want) {
		t.Errorf("%d handsets are switched on", len(boots))
	}
}

// Who logs in by credentials of their own has the password that these name.
func TestScriptsByCredentials(t *testing.T) {
	t.Parallel()
	f := fleet(t)
	f.Password = ""
	f.Credentials = []artifact.Credential{{Entity: "ana", Password: artifact.Param{Secret: "other"}}}
	var got []string
	for _, s := range f.Scripts() {
		got = append(got, said(s, "")...)
	}
	if all := strings.Join(got, "\n"); !strings.Contains(all, "log-in ana by other: done") || strings.Contains(all, "ben") {
		t.Errorf("%s", all)
	}
}

// A ward's list names the handsets of a group; those of none are in a list by their
// folder, or in one for all.
func TestWards(t *testing.T) {
	t.Parallel()
	f := fleet(t)
	f.Phones = append(f.Phones, artifact.Phone{MAC: "00907a000009", Folder: "sites/north"})
	got := map[string][]string{}
	for ward, phones := range f.Wards() {
		for _, p := range phones {
			got[ward] = append(got[ward], p.MAC[10:])
		}
	}
	want := map[string][]string{"east": {"01"}, "west": {"02", "04"}, "all": {"03"}, "sites-north": {"09"}}
	if !maps.EqualFunc(got, want, slices.Equal[[]string]) {
		t.Errorf("%v, want %v", got, want)
	}
}

// The list says who is to log in on a handset, or that nobody does. Names stand as they
// are, and a handset without a script is left out.
func TestWriteChecklist(t *testing.T) {
	t.Parallel()
	f := fleet(t)
	var b strings.Builder
	phones := append([]artifact.Phone{{MAC: "00907a000009"}}, f.Phones...)
	if err := rehearsal.WriteChecklist(&b, "east_*", phones, f.Scripts()); err != nil {
		t.Fatal(err)
	}
	want := `# east\_\*

Tick what is as it stands here; write down what is not.

| | handset | after switching on | log in as | and out |
|---|---|---|---|---|
| ☐ | East \| 1 (00907a000001) | it starts, and shows no fault | ana: it is theirs; a wrong password is refused | it is as before |
| ☐ | 00907a000002 | it starts, and shows no fault | ben: it is theirs; a wrong password is refused | it is as before |
| ☐ | 00907a000003 | it starts, and shows no fault | ana: it is theirs; a wrong password is refused | it is as before |
| ☐ | 00907a000004 | it starts, and shows no fault | nobody logs in on it |  |
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

// What is written is read back as the same scripts.
func TestWriteScripts(t *testing.T) {
	t.Parallel()
	scripts := fleet(t).Scripts()
	var b strings.Builder
	if err := rehearsal.WriteScripts(&b, scripts); err != nil {
		t.Fatal(err)
	}
	read, err := script.Read("tests.yaml", []byte(b.String()), []string{"spectralink"})
	if err != nil || !reflect.DeepEqual(read, scripts) {
		t.Errorf("%v\n%s", err, b.String())
	}
}
