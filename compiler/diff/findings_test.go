package diff

import (
	"strings"
	"testing"

	"provc/compiler/diag"
)

// What disturbs people is a finding at the line that causes it, as hard as the policy
// says: what changes, for whom, and when.
func TestFindingsOfChanges(t *testing.T) {
	for _, x := range []struct {
		name      string
		replace   []string
		forbidden []Policy
		want      string
	}{
		{"nothing", nil, nil, ""},
		{"a restart nobody knows of", []string{`up.idleTimeout="60"`, `up.idleTimeout="90"`}, nil, `note diff-restart-unknown: up.idleTimeout changes from 60 to 90 in site.cfg and may restart handsets: handsets 00907a000001 and 00907a000002, every handset that is not listed, user ana (1 user has a value of its own), at boot`},
		{"forbidden", []string{`up.idleTimeout="60"`, `up.idleTimeout="90"`}, []Policy{PolicyUnknown, PolicyRestart}, `error diff-restart-unknown: up.idleTimeout changes from 60 to 90 in site.cfg and may restart handsets: handsets 00907a000001 and 00907a000002, every handset that is not listed, user ana (1 user has a value of its own), at boot`},
		{"another is forbidden", []string{`up.idleTimeout="60"`, `up.idleTimeout="90"`}, []Policy{PolicyRestart}, `note diff-restart-unknown: up.idleTimeout changes from 60 to 90 in site.cfg and may restart handsets: handsets 00907a000001 and 00907a000002, every handset that is not listed, user ana (1 user has a value of its own), at boot`},
		{"a restart", []string{`device.set="0"`, `device.set="1"`}, []Policy{PolicyRestart}, `error diff-restart: device.set changes from 0 to 1 in site.cfg and restarts handsets: handsets 00907a000001 and 00907a000002, every handset that is not listed, users ana and bo, at boot`},
		{"a restart at log-in", []string{`reg.2.address="201"`, `reg.2.address="201" device.set="1"`}, []Policy{PolicyLogIn}, `error diff-restart-at-log-in: device.set changes from 0 to 1 in people/ana.cfg and restarts the handset at log-in: user ana`},
		{"one that comes, and one that goes", []string{`ptt.displayName="Ward"`, `ptt.channel.1.label="x"`}, nil, `warning diff-restart: ptt.channel.1.label added in site.cfg and restarts handsets: handsets 00907a000001 and 00907a000002, every handset that is not listed, users ana and bo, at boot
note diff-restart-unknown: ptt.displayName removed in site.cfg and may restart handsets: handset 00907a000002, every handset that is not listed, users ana and bo (1 handset has a value of its own), at boot`},
		{"two alike", []string{`hunter-ana" reg.2.address="201"`, `hunter-ana" reg.2.address="201" up.x="1"`, `hunter-bo" reg.2.address="202"`, `hunter-bo" reg.2.address="202" up.x="1"`}, nil, `note diff-restart-unknown: up.x added in people/ana.cfg and 1 file alike and may restart handsets: users ana and bo, at log-in`},
		{"who can be called", []string{`prov.login.enabled="1"`, `prov.login.enabled="1" phoneLock.authorized.1.value="5100"`}, []Policy{PolicyEmergency}, `error diff-emergency: phoneLock.authorized.1.value added in site.cfg, by which it is decided who can be called for help: handsets 00907a000001 and 00907a000002, every handset that is not listed, users ana and bo
note diff-restart-unknown: phoneLock.authorized.1.value added in site.cfg and may restart handsets: handsets 00907a000001 and 00907a000002, every handset that is not listed, users ana and bo, at boot`},
		{"a registration", []string{`reg.1.address="100" `, ``}, []Policy{PolicyRegistration}, `error diff-loses-registration: 00907a000001 loses a registration: line 1
error diff-loses-registration: 00907a000002 loses a registration: line 1
error diff-loses-registration: every handset that is not listed loses a registration: line 1`},
		{"a list of files", []string{`"group-a.cfg, site.cfg"`, `"site.cfg"`}, nil, `note diff-restart-unknown: se.rt.default.type rearranged in 00907a000002.cfg and may restart handsets: handset 00907a000002, at boot`},
		{"a profile", []string{"-- people/bo.cfg --\n<handsetConfig><x prov.login.localPassword=\"hunter-bo\" reg.2.address=\"202\" up.idleTimeout=\"30\"/></handsetConfig>", "-- people/bo.cfg --\n"}, []Policy{PolicyProfile}, `error diff-loses-profile: user bo can no longer log in: the profile is removed`},
	} {
		d := Compare(changed(t), changed(t, x.replace...), Options{})
		var got []string
		for _, f := range d.AsFindings(x.forbidden) {
			got = append(got, f.Severity.String()+" "+f.Check+": "+f.Summary)
		}
		if s := strings.Join(got, "\n"); s != x.want {
			t.Errorf("%s: got\n%s\nwant\n%s", x.name, s, x.want)
		}
	}
}

// A line of a revision is shown at the file as it is now, where there is a revision.
func TestOnFiles(t *testing.T) {
	at := func(file string, line int) diag.Diagnostic {
		return diag.Diagnostic{Summary: "x", Pos: diag.Pos{File: file, Line: line, Column: 2}}
	}
	for _, x := range []struct {
		revision  string
		found     diag.Diagnostic
		file, say string
		line      int
	}{
		{"main", at("main:a.cue", 3), "a.cue", "line 3 of main: x", 0},
		{"main", at("main:a.cue", 0), "a.cue", "x", 0},
		{"main", at("a.cue", 3), "a.cue", "x", 3},
		{"main", at("maine:a.cue", 3), "maine:a.cue", "x", 3},
		{"", at(":a.cue", 3), ":a.cue", "x", 3},
	} {
		was := diag.List{x.found}
		got := OnFiles(x.revision, was)
		if len(got) != 1 || got[0].Pos.File != x.file || got[0].Pos.Line != x.line || got[0].Summary != x.say || was[0].Summary != "x" {
			t.Errorf("%+v of %q becomes %+v", x.found.Pos, x.revision, got)
		}
	}
}

// Another profile rule of phones that stay is a finding, beside that they may restart. What
// nobody sees, what cannot be compared, and lists of files are none.
func TestFindingsOfRules(t *testing.T) {
	t.Parallel()
	const room = "-- default.xml --\nEM_Enable=Yes\nProfile_Rule=/a\n-- host/board.xml|0026cb000001|Board --\nEM_Enable=Yes\nText_Logo=A\nPassword_1_$one\n"
	const beaten = "-- 000000000000.cfg --\nCONFIG_FILES=g.cfg, site.cfg\n-- g.cfg --\nup.a=1\n-- site.cfg --\nup.a=2\n"
	for _, x := range []struct{ name, old, new, want string }{
		{"a rule", room, strings.Replace(room, "/a", "/b", 1), "error diff-profile-rule: Profile_Rule changes from /a to /b in default.xml; note diff-restart-unknown: Profile_Rule changes from /a to /b in default.xml and may restart handsets: every phone without an identity, at resync"},
		{"a rule that comes", strings.Replace(room, "\nProfile_Rule=/a", "", 1), room, "error diff-profile-rule: Profile_Rule added in default.xml; note diff-restart-unknown: Profile_Rule added in default.xml and may restart handsets: every phone without an identity, at resync"},
		{"what cannot be compared", room, strings.Replace(room, "$one", "=text", 1), ""},
		{"what nobody sees", beaten, strings.Replace(beaten, "=2", "=3", 1), ""},
		{"a list that gives nothing", beaten, strings.Replace(beaten, "g.cfg, site.cfg", "g.cfg", 1), ""},
	} {
		var got []string
		for _, f := range Compare(built(t, x.old), built(t, x.new), Options{}).AsFindings([]Policy{PolicyRule}) {
			got = append(got, f.Severity.String()+" "+f.Check+": "+f.Summary)
		}
		if s := strings.Join(got, "; "); s != x.want {
			t.Errorf("%s: got\n%s\nwant\n%s", x.name, s, x.want)
		}
	}
}
