package diff

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"provc/compiler/filetest"
	"provc/compiler/vendors"
)

// folder writes the files of an archive and reads them as a side.
func folder(t testing.TB, files string) *Side {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(files)).Files {
		write(t, filepath.Join(dir, f.Name), f.Data)
	}
	s, err := Folder(dir, vendors.All())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func write(t testing.TB, name string, data []byte) {
	t.Helper()
	filetest.Put(t, name, data)
}

// site is two listed handsets, one of them with a file of its own, the rest,
// and two users.
const site = `
-- 000000000000.cfg --
<MASTER_CONFIG><SOFTWARE APP_FILE_PATH="sip.ld"/><CONFIGURATION CONFIG_FILES="site.cfg"/><DIRECTORIES USER_PROFILES_DIRECTORY="people"/></MASTER_CONFIG>
-- 00907a000001.cfg --
<MASTER_CONFIG><SOFTWARE APP_FILE_PATH="sip.ld"/><CONFIGURATION CONFIG_FILES="phone-00907a000001.cfg, group-a.cfg, site.cfg"/><DIRECTORIES USER_PROFILES_DIRECTORY="people"/></MASTER_CONFIG>
-- 00907a000002.cfg --
<MASTER_CONFIG><SOFTWARE APP_FILE_PATH="sip.ld"/><CONFIGURATION CONFIG_FILES="group-a.cfg, site.cfg"/><DIRECTORIES USER_PROFILES_DIRECTORY="people"/></MASTER_CONFIG>
-- site.cfg --
<handsetConfig><x prov.login.enabled="1" up.idleTimeout="60" ptt.displayName="Ward" reg.1.address="100" reg.1.server.1.address="sip.example" device.set="0"/></handsetConfig>
-- group-a.cfg --
<handsetConfig><x se.rt.default.type="visual"/></handsetConfig>
-- phone-00907a000001.cfg --
<handsetConfig><x ptt.displayName="Theatre"/></handsetConfig>
-- people/ana.cfg --
<handsetConfig><x prov.login.localPassword="hunter-ana" reg.2.address="201"/></handsetConfig>
-- people/bo.cfg --
<handsetConfig><x prov.login.localPassword="hunter-bo" reg.2.address="202" up.idleTimeout="30"/></handsetConfig>
`

// changed is the site after replacements, old and new in turn; a file that
// becomes empty goes away.
func changed(t testing.TB, replace ...string) *Side {
	t.Helper()
	text := site
	for i := 0; i < len(replace); i += 2 {
		if !strings.Contains(text, replace[i]) {
			t.Fatalf("the site has no %q", replace[i])
		}
		text = strings.Replace(text, replace[i], replace[i+1], 1)
	}
	a := txtar.Parse([]byte(text))
	a.Files = slices.DeleteFunc(a.Files, func(f txtar.File) bool { return strings.TrimSpace(string(f.Data)) == "" })
	return folder(t, string(txtar.Format(a)))
}

func printed(t testing.TB, d *Diff, o TextOptions) string {
	t.Helper()
	var b bytes.Buffer
	if err := WriteText(&b, d, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Who sees a change follows from precedence.
func TestImpact(t *testing.T) {
	const (
		ana = `<handsetConfig><x prov.login.localPassword="hunter-ana" reg.2.address="201"/></handsetConfig>`
		two = "-- 00907a000002.cfg --\n" + `<MASTER_CONFIG><SOFTWARE APP_FILE_PATH="sip.ld"/><CONFIGURATION CONFIG_FILES="group-a.cfg, site.cfg"/><DIRECTORIES USER_PROFILES_DIRECTORY="people"/></MASTER_CONFIG>`
	)
	tests := []struct {
		name    string
		replace []string
		want    []string // lines of the text, without indentation
		not     []string
	}{
		{
			"layout is no difference",
			[]string{`<x prov.login.enabled="1" up.idleTimeout="60"`, "<!-- new -->\n<y up.idleTimeout='60'/><x prov.login.enabled='1'"},
			[]string{"no difference"}, nil,
		},
		{
			"seen by all but a user with a value of their own",
			[]string{`up.idleTimeout="60"`, `up.idleTimeout="90"`},
			[]string{
				"~ up.idleTimeout: 60 → 90",
				"handsets 00907a000001 and 00907a000002, every handset that is not listed, user ana (1 user has a value of its own) · may restart · at boot",
				"0 added, 0 removed, 1 changed; 2 handsets affected: 2 may restart; also handsets that are not listed: may restart",
			}, nil,
		},
		{
			"masked by a handset's own file, for that handset",
			[]string{`ptt.displayName="Ward"`, `ptt.displayName="Unit"`},
			[]string{"handset 00907a000002, every handset that is not listed, users ana and bo (1 handset has a value of its own) · may restart · at boot"}, nil,
		},
		{
			"masked by every handset that reads it",
			[]string{`<x se.rt.default.type="visual"/>`, `<x se.rt.default.type="visual" ptt.displayName="Group"/>`, "phone-00907a000001.cfg, group-a.cfg, site.cfg", "phone-00907a000001.cfg, group-a.cfg, site.cfg", two, "-- gone --\n"},
			[]string{"no effect: ptt.displayName Group (phone-00907a000001.cfg sets it, too, and wins)"}, nil,
		},
		{
			"a value that is in effect already",
			[]string{`<x se.rt.default.type="visual"/>`, `<x se.rt.default.type="visual" up.idleTimeout="60"/>`},
			[]string{"no effect: up.idleTimeout 60 (the value is in effect already)", "1 added, 0 removed, 0 changed; 0 handsets affected"}, nil,
		},
		{
			"a user who says what is in effect already",
			[]string{`reg.2.address="201"`, `reg.2.address="201" ptt.displayName="Ward"`, `<x ptt.displayName="Theatre"/>`, `<x up.idleTimeout="60"/>`},
			[]string{"user ana · may restart · at log-in"}, nil, // the handset in the theatre said something else
		},
		{
			"another order of files",
			[]string{"phone-00907a000001.cfg, group-a.cfg, site.cfg", "site.cfg, group-a.cfg, phone-00907a000001.cfg"},
			[]string{"* ptt.displayName: Theatre → Ward", "handset 00907a000001 · may restart · at boot"}, nil,
		},
		{
			"another list of files",
			[]string{`CONFIG_FILES="group-a.cfg, site.cfg"`, `CONFIG_FILES="site.cfg"`},
			[]string{"* se.rt.default.type: visual → nothing"}, []string{"Theatre"},
		},
		{
			"a handset that is no longer listed takes what is for all",
			[]string{two, "-- gone --\n"},
			[]string{"- 00907a000002.cfg, master file, 3 parameters", "00907a000002 is no longer listed; if it is still in use, it takes what is for all, with other values of se.rt.default.type", "0 added, 1 removed, 0 changed; 0 handsets affected; 1 handset no longer listed"}, []string{"nothing"},
		},
		{
			"restart",
			[]string{`device.set="0"`, `device.set="1"`},
			[]string{"0 added, 0 removed, 1 changed; 2 handsets affected: 2 restart; also handsets that are not listed: restart"}, nil,
		},
		{
			"a user's own restart",
			[]string{`reg.2.address="201"`, `reg.2.address="201" ptt.channel.1.label="A"`},
			[]string{"user ana · restart at log-in", "1 added, 0 removed, 0 changed; 0 handsets affected; 1 user at log-in: 1 restart"}, nil,
		},
		{
			"a removed user",
			[]string{ana, ""},
			[]string{"- people/ana.cfg, user ana, 2 parameters", "! users who lose their profile:", "ana: the profile is removed"}, nil,
		},
		{
			"a renamed user",
			[]string{"-- people/ana.cfg --", "-- people/anna.cfg --"},
			[]string{"> people/ana.cfg → people/anna.cfg, user anna", "0 added, 0 removed, 0 changed, 1 renamed; 0 handsets affected"}, []string{"lose"},
		},
		{
			"a renamed user with another password",
			[]string{"-- people/ana.cfg --", "-- people/anna.cfg --", "hunter-ana", "hunter-anna"},
			[]string{"> people/ana.cfg → people/anna.cfg, user anna", "~ prov.login.localPassword: (secret), changed"}, nil,
		},
		{
			"a user who moves to another folder that handsets use",
			[]string{"-- people/ana.cfg --", "-- staff/ana.cfg --", `USER_PROFILES_DIRECTORY="people"`, `USER_PROFILES_DIRECTORY="staff"`},
			[]string{"> people/ana.cfg → staff/ana.cfg, user ana", "ana moves from people to staff; they can no longer log in on 2 handsets"}, []string{"lose"},
		},
		{
			"log-in turned off",
			[]string{`prov.login.enabled="1"`, `prov.login.enabled="0"`},
			[]string{"ana: no handset lets users of people log in any more", "bo: no handset lets users of people log in any more"}, nil,
		},
		{
			"a registration lost",
			[]string{`reg.1.address="100" `, ""},
			[]string{"! handsets that lose a registration:", "00907a000001: line 1", "every handset that is not listed: line 1"}, nil,
		},
		{
			"a renamed group",
			[]string{"-- group-a.cfg --", "-- group-b.cfg --", "phone-00907a000001.cfg, group-a.cfg, site.cfg", "phone-00907a000001.cfg, group-b.cfg, site.cfg", `CONFIG_FILES="group-a.cfg, site.cfg"`, `CONFIG_FILES="group-b.cfg, site.cfg"`},
			[]string{"> group-a.cfg → group-b.cfg"}, []string{"visual"},
		},
		{
			"a file that nobody reads",
			[]string{"-- people/ana.cfg --", "-- spare.cfg --\n<handsetConfig><x up.idleTimeout=\"1\"/></handsetConfig>\n-- people/ana.cfg --"},
			[]string{"+ spare.cfg, 1 parameter", "1 added, 0 removed, 0 changed; 0 handsets affected"}, nil,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := printed(t, Compare(changed(t), changed(t, test.replace...), Options{}), TextOptions{})
			var lines []string
			for line := range strings.Lines(got) {
				lines = append(lines, strings.TrimSpace(line))
			}
			for _, want := range test.want {
				if !slices.Contains(lines, want) {
					t.Errorf("no line %q in\n%s", want, got)
				}
			}
			for _, not := range test.not {
				if strings.Contains(got, not) {
					t.Errorf("%q in\n%s", not, got)
				}
			}
		})
	}
}

// Old and new exchanged, what was added is removed, and who is affected stays.
func TestSymmetry(t *testing.T) {
	t.Parallel()
	for _, replace := range [][]string{
		{`up.idleTimeout="60"`, `up.idleTimeout="90"`},
		{`reg.1.address="100" `, ""},
		{"phone-00907a000001.cfg, group-a.cfg, site.cfg", "site.cfg, group-a.cfg"},
	} {
		a, b := Compare(changed(t), changed(t, replace...), Options{}).Summary(), Compare(changed(t, replace...), changed(t), Options{}).Summary()
		if a.Added != b.Removed || a.Removed != b.Added || a.Changed != b.Changed || a.Handsets != b.Handsets || a.Unlisted != b.Unlisted {
			t.Errorf("%q:\n%+v\n%+v", replace, a, b)
		}
	}
}

// A file that is not well-formed is named, and the rest compared.
func TestMalformed(t *testing.T) {
	t.Parallel()
	d := Compare(changed(t), changed(t, `<x se.rt.default.type="visual"/>`, `<x se.rt.default.type="s3cret&pw;" <`, `up.idleTimeout="60"`, `up.idleTimeout="61"`), Options{})
	if len(d.Findings) != 1 || d.Findings[0].Check != "diff-malformed" || !strings.Contains(d.Findings[0].Summary, "group-a.cfg is not well-formed XML") {
		t.Errorf("%+v", d.Findings)
	}
	if got := printed(t, d, TextOptions{Verbose: true}); !strings.Contains(got, "~ its content") || !strings.Contains(got, "60 → 61") || strings.Contains(got, "s3cret") {
		t.Error(got)
	}
}

func TestFolderErrors(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "file.txt")
	write(t, file, nil)
	for name, want := range map[string]string{
		filepath.Join(dir, "none"): "there is no such folder",
		file:                       "is a file, not a folder",
		dir:                        "is no provisioning root: it holds neither a master configuration file (000000000000.cfg or <MAC>.cfg) nor Cisco profiles (default.xml or spa<model>.cfg)",
	} {
		if _, err := Folder(name, vendors.All()); err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
