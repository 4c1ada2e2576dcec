package diff

import (
	"fmt"
	"strings"
	"testing"
)

// zoned is a Cisco deployment in which files of every kind say the same.
func zoned(t testing.TB, zone, board string) *Side {
	return folder(t, strings.NewReplacer("ZONE", zone, "BOARD", board).Replace(`
-- default.xml --
<flat-profile><EM_Enable>Yes</EM_Enable><Time_Zone>ZONE</Time_Zone><Profile_Rule>http://a.example/mobile/$MUID.xml | http://a.example/default.xml</Profile_Rule></flat-profile>
-- spa303.cfg --
<flat-profile><Time_Zone>ZONE</Time_Zone></flat-profile>
-- spa508G.cfg --
<flat-profile><Time_Zone>ZONE</Time_Zone></flat-profile>
-- host/board.xml --
<flat-profile><EM_Enable>Yes</EM_Enable><Time_Zone>BOARD</Time_Zone></flat-profile>
-- host/lab.xml --
<flat-profile><EM_Enable>Yes</EM_Enable><Time_Zone>ZONE</Time_Zone></flat-profile>
-- mobile/ana.xml --
<flat-profile><Time_Zone>ZONE</Time_Zone></flat-profile>
`))
}

// What changes the same in files of several kinds is told once, by what it does to whom.
// Nobody is said to have another value in whose file the same changes.
func TestEverywhere(t *testing.T) {
	t.Parallel()
	all := Compare(zoned(t, "GMT", "GMT"), zoned(t, "GMT+01:00", "GMT+01:00"), Options{})
	const want = `~ default.xml, default profile
  and 5 files alike, such as host/board.xml, mobile/ana.xml and spa303.cfg
  ~ Time_Zone: GMT → GMT+01:00
    handsets board and lab, every phone without an identity · may restart · at resync · state host, unenrolled
    user ana · may restart · at log-in · state mobile
    every new phone that asks for spa303.cfg and spa508G.cfg · may restart · at boot · state unenrolled

0 added, 0 removed, 6 changed; 2 handsets affected: 2 may restart; also handsets that are not listed: may restart; 1 user at log-in: 1 may restart
`
	if got := printed(t, all, TextOptions{}); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := strings.Count(printed(t, all, TextOptions{Verbose: true}), "Time_Zone: GMT → GMT+01:00"); got != 6 {
		t.Errorf("told %d times if all is to be told", got)
	}

	// Another value of one of them is told for itself.
	one := printed(t, Compare(zoned(t, "GMT", "GMT"), zoned(t, "GMT+01:00", "GMT-03:00"), Options{}), TextOptions{})
	for _, want := range []string{"  and 4 files alike, such as ", "~ host/board.xml, host profile of board\n  ~ Time_Zone: GMT → GMT-03:00\n"} {
		if !strings.Contains(one, want) {
			t.Errorf("no %q in\n%s", want, one)
		}
	}
}

// staff are people with a value each.
func staff(t testing.TB, values ...string) *Side {
	var b strings.Builder
	b.WriteString("-- 000000000000.cfg --\n<MASTER_CONFIG><CONFIGURATION CONFIG_FILES=\"site.cfg\"/><DIRECTORIES USER_PROFILES_DIRECTORY=\"people\"/></MASTER_CONFIG>\n")
	b.WriteString("-- site.cfg --\n<handsetConfig><x prov.login.enabled=\"1\"/></handsetConfig>\n")
	for n, value := range values {
		fmt.Fprintf(&b, "-- people/u%d.cfg --\n<handsetConfig><x reg.2.label=\"%s\"/></handsetConfig>\n", n, value)
	}
	return folder(t, b.String())
}

// Many who get values of their own are told together, the most frequent change first; of
// few, each is told.
func TestValuesOfTheirOwn(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name     string
		old, new []string
		want     string
	}{
		{"as many as are told by name", []string{"a", "b", "c"}, []string{"x", "y", "z"}, "~ people/u2.cfg, user u2\n  ~ reg.2.label: c → z\n"},
		{"one more", []string{"a", "b", "c", "d"}, []string{"w", "x", "y", "z"},
			"~ people/u0.cfg, user u0\n  and 3 files alike but for their values\n  ~ reg.2.label: a → w; b → x; c → y; and 1 more\n    4 users · may restart · at log-in\n\n0 added, 0 removed, 4 changed"},
		{"most of one value", []string{"a", "b", "c", "c", "d"}, []string{"w", "x", "y", "y", "z"}, "  ~ reg.2.label: c → y (2 files); a → w (1 file); b → x (1 file); and 1 more\n"},
		{"all alike", []string{"a", "a", "a", "a"}, []string{"b", "b", "b", "b"}, "  and 3 files alike\n  ~ reg.2.label: a → b\n"},
	} {
		got := printed(t, Compare(staff(t, test.old...), staff(t, test.new...), Options{}), TextOptions{})
		if !strings.Contains(got, test.want) {
			t.Errorf("%s:\n%s", test.name, got)
		}
	}
	d := Compare(staff(t, "a", "b", "c", "d"), staff(t, "w", "x", "y", "z"), Options{})
	out := everyFormat(t, d, Options{})
	for format, want := range map[string]string{
		"markdown": "| u3 | `d` → `z` |\n",
		"html":     `<th scope="row">u3</th><td><code><del>d</del><ins>z</ins></code></td>`,
		"json":     `"text": "d"`,
	} {
		if !strings.Contains(out[format], want) {
			t.Errorf("%s: no %s in\n%s", format, want, out[format])
		}
	}
	for _, format := range []string{"text", "markdown", "html"} {
		if !strings.Contains(out[format], "0 added, 0 removed, 4 changed; 0 handsets affected; 4 users at log-in: 4 may restart") {
			t.Errorf("%s: other counts:\n%s", format, out[format])
		}
	}
}

// Groups that get values of their own are told together, but for what is for all, of
// which their handsets have other values.
func TestGroupsOfTheirOwn(t *testing.T) {
	t.Parallel()
	groups := func(all, label string) *Side {
		var b strings.Builder
		b.WriteString("-- 000000000000.cfg --\n<MASTER_CONFIG><CONFIGURATION CONFIG_FILES=\"site.cfg\"/></MASTER_CONFIG>\n")
		fmt.Fprintf(&b, "-- site.cfg --\n<handsetConfig><x up.idleTimeout=\"%s\"/></handsetConfig>\n", all)
		for n := range 4 {
			fmt.Fprintf(&b, "-- 00907a00000%d.cfg --\n<MASTER_CONFIG><CONFIGURATION CONFIG_FILES=\"group-%d.cfg, site.cfg\"/></MASTER_CONFIG>\n", n, n)
			fmt.Fprintf(&b, "-- group-%d.cfg --\n<handsetConfig><x up.idleTimeout=\"%d%s\"/></handsetConfig>\n", n, n, label)
		}
		return folder(t, b.String())
	}
	got := printed(t, Compare(groups("40", "1"), groups("45", "2"), Options{}), TextOptions{})
	for _, want := range []string{
		"~ group-0.cfg\n  and 3 files alike but for their values\n  ~ up.idleTimeout: 01 → 02; 11 → 12; 21 → 22; and 1 more\n    4 handsets · may restart · at boot\n",
		"~ site.cfg\n  ~ up.idleTimeout: 40 → 45\n    every handset that is not listed (4 handsets have values of their own) · may restart · at boot\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no\n%s\nin\n%s", want, got)
		}
	}
}

// Where the files of single handsets change as that of all others does, handsets are told
// and nobody who can log in on some of them: of one handset it is not told who can.
func TestHandsetsWithoutPeople(t *testing.T) {
	t.Parallel()
	phones := func(software string) *Side {
		var b strings.Builder
		for _, id := range []string{"000000000000", "00907a000001"} {
			fmt.Fprintf(&b, "-- %s.cfg --\n<MASTER_CONFIG><SOFTWARE APP_FILE_PATH=\"%s\"/><CONFIGURATION CONFIG_FILES=\"site.cfg\"/><DIRECTORIES USER_PROFILES_DIRECTORY=\"people\"/></MASTER_CONFIG>\n", id, software)
		}
		b.WriteString("-- site.cfg --\n<handsetConfig><x prov.login.enabled=\"1\"/></handsetConfig>\n-- people/ana.cfg --\n<handsetConfig><x reg.2.label=\"A\"/></handsetConfig>\n")
		return folder(t, b.String())
	}
	got := printed(t, Compare(phones("5/sip.ld"), phones("6/sip.ld"), Options{}), TextOptions{})
	const want = "  and 1 file alike\n  ~ APP_FILE_PATH: 5/sip.ld → 6/sip.ld\n    handset 00907a000001, every handset that is not listed · may restart · at boot\n"
	if !strings.Contains(got, want) {
		t.Errorf("no\n%s\nin\n%s", want, got)
	}
}
