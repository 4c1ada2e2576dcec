package diff

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler/lineartest"
)

// renamed are the renames between two roots, in words.
func renamed(t *testing.T, old, new string) string {
	t.Helper()
	var all []string
	for _, r := range Compare(folder(t, old), folder(t, new), Options{}).Renames {
		all = append(all, fmt.Sprintf("%s %s → %s by %s", r.Kind, r.Old, r.New, r.By))
	}
	return strings.Join(all, "; ")
}

// profiles are the profiles of people, each by what it says, beside what all have.
func profiles(people map[string]string) string {
	var b strings.Builder
	b.WriteString(`
-- 000000000000.cfg --
<MASTER_CONFIG CONFIG_FILES="site.cfg" USER_PROFILES_DIRECTORY="people"/>
-- site.cfg --
<handsetConfig prov.login.enabled="1"/>
`)
	for id, says := range people {
		fmt.Fprintf(&b, "-- people/%s.cfg --\n<handsetConfig up.idleTimeout=\"60\" ptt.displayName=\"Team\" %s/>\n", id, says)
	}
	return b.String()
}

// People are the same by a line that nobody else has, and never because they are alike.
func TestPeopleOfAnotherName(t *testing.T) {
	t.Parallel()
	type people = map[string]string
	line := func(n int, address string) string { return fmt.Sprintf(`reg.%d.address="%s" `, n, address) }
	for _, test := range []struct {
		name     string
		old, new people
		want     string
	}{
		{"nothing but a template in common", people{"ana": ""}, people{"bo": ""}, ""},
		{"other lines", people{"ana": line(2, "201")}, people{"bo": line(2, "202")}, ""},
		{"the same line", people{"ana": line(2, "201")}, people{"anna": line(2, "201")}, "user ana → anna by reg.2.address 201"},
		{"the line in another place", people{"ana": line(2, "201")}, people{"anna": line(3, "201")}, "user ana → anna by reg.3.address 201"},
		{"a line that a third shares before", people{"ana": line(2, "201"), "cy": line(2, "201")}, people{"anna": line(2, "201"), "cy": line(2, "203")}, ""},
		{"a line that a third shares since", people{"ana": line(2, "201"), "cy": line(2, "203")}, people{"anna": line(2, "201"), "cy": line(2, "201")}, ""},
		{"a shared line and one of their own", people{"ana": line(2, "200") + line(3, "201"), "cy": line(2, "200")}, people{"anna": line(2, "200") + line(3, "201"), "cy": line(2, "200")}, "user ana → anna by reg.3.address 201"},
		{"two who come have it", people{"ana": line(2, "201")}, people{"anna": line(2, "201"), "bo": line(2, "201")}, ""},
		{"two who go had it", people{"ana": line(2, "201"), "bo": line(2, "201")}, people{"anna": line(2, "201")}, ""},
		{"the lines of one go to two", people{"ana": line(2, "201") + line(3, "202")}, people{"anna": line(2, "201"), "bo": line(2, "202")}, ""},
		{"two at once", people{"ana": line(2, "201"), "bo": line(2, "202")}, people{"anna": line(2, "201"), "bob": line(2, "202")}, "user ana → anna by reg.2.address 201; user bo → bob by reg.2.address 202"},
		{"each takes the ID of the other", people{"ana": line(2, "201"), "bo": line(2, "202")}, people{"ana": line(2, "202"), "bo": line(2, "201")}, ""},
		{"an address that is escaped", people{"ana": line(2, "a&amp;b@sip.example")}, people{"anna": line(2, "a&#38;b@sip.example")}, "user ana → anna by reg.2.address a&b@sip.example"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := renamed(t, profiles(test.old), profiles(test.new)); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// handset is a handset with files of its own.
func handset(mac, says string) string {
	return fmt.Sprintf("-- %[1]s.cfg --\n<MASTER_CONFIG CONFIG_FILES=\"phone-%[1]s.cfg, site.cfg\"/>\n-- phone-%[1]s.cfg --\n<handsetConfig %[2]s/>\n", mac, says)
}

// A handset replaces another for which the same was set and for no other, or that had
// the same line.
func TestHandsetsThatReplaceOthers(t *testing.T) {
	t.Parallel()
	const one, two, three, four = "00907a000001", "00907a000002", "00907a000003", "00907a000004"
	for _, test := range []struct{ name, old, new, want string }{
		{"the same and for no other", handset(one, `up.idleTimeout="5"`), handset(two, `up.idleTimeout="5"`), "handset 00907a000001 → 00907a000002 by what is set for it and no other"},
		{"the same for a third", handset(one, `up.idleTimeout="5"`) + handset(three, `up.idleTimeout="5"`), handset(two, `up.idleTimeout="5"`) + handset(three, `up.idleTimeout="5"`), ""},
		{"the same for two who come", handset(one, `up.idleTimeout="5"`), handset(two, `up.idleTimeout="5"`) + handset(three, `up.idleTimeout="5"`), ""},
		{"something else", handset(one, `up.idleTimeout="5"`), handset(two, `up.idleTimeout="6"`), ""},
		{"the same line", handset(one, `reg.1.address="9" up.idleTimeout="5"`), handset(two, `reg.1.address="9" up.idleTimeout="6"`), "handset 00907a000001 → 00907a000002 by reg.1.address 9"},
		{"a line that a third has", handset(one, `reg.1.address="9" up.idleTimeout="5"`) + handset(four, `reg.1.address="9"`), handset(two, `reg.1.address="9" up.idleTimeout="6"`) + handset(four, `reg.1.address="9"`), ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			all := profiles(nil)
			if got := renamed(t, all+test.old, all+test.new); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// A parameter that differs in the place of a handset that is replaced is told of the new
// one, once.
func TestReplacedHandsetChanges(t *testing.T) {
	t.Parallel()
	all := profiles(nil)
	d := Compare(folder(t, all+handset("00907a000001", `reg.1.address="9" device.set="0"`)), folder(t, all+handset("00907a000002", `reg.1.address="9" device.set="1"`)), Options{})
	got := printed(t, d, TextOptions{})
	for _, want := range []string{
		"> phone-00907a000001.cfg → phone-00907a000002.cfg",
		"~ device.set: 0 → 1\n    handset 00907a000002 · new",
		"0 handsets affected; 1 handset replaced",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if v := d.Violations([]Policy{PolicyRestart, PolicyUnknown}); len(v) != 0 {
		t.Errorf("a handset that starts anyhow: %v", v)
	}
}

// Names of secrets that change alike have one word that stands for what they have in
// common.
func TestEdit(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ old, new, want string }{
		{"ana", "staff_ana", "X → staff_X"},
		{"sip_6001", "line_6001", "sip_X → line_X"},
		{"ana_pin", "ana_code", "X_pin → X_code"},
		{"ana", "bo", ""},
		{"ana", "banana", ""}, // within a word
		{"a-ana", "b.ana.old", "a-X → b.X.old"},
		{"ana", "ana", ""},
		{"", "ana", ""},
		{"ana", "", ""},
		{"banana", "ana", ""},
		{"staff_ana", "ana", "staff_X → X"},
		{"a", "x_a", "X → x_X"},
		{"ana_bob", "bob_ana", "X_bob → bob_X"}, // of words as long, the first
		{"a_bob", "bob_b_a", "a_X → X_b_a"},     // the longest
		{"jérôme", "staff_jérôme", "X → staff_X"},
		{"é", "éa", ""},
		{"line_1_1", "sip_1", "line_X_1 → sip_X"},
	} {
		got := ""
		if a, b, ok := edit(test.old, test.new); ok {
			got = a + " → " + b
		}
		if got != test.want {
			t.Errorf("%s, %s: %q, want %q", test.old, test.new, got, test.want)
		}
	}
}

// Very many people may move, be renamed or be hired at once.
func TestManyRenames(t *testing.T) {
	t.Parallel()
	lineartest.Hold(t, 2_000, func(n int) func() {
		old, new := map[string]string{}, map[string]string{}
		for i := range n {
			old[fmt.Sprintf("u%d", i)] = fmt.Sprintf(`reg.2.address="%d"`, i)
			new[fmt.Sprintf("v%d", i)] = fmt.Sprintf(`reg.2.address="%d"`, i)
		}
		return func() {
			d := Compare(folder(t, profiles(old)), folder(t, profiles(new)), Options{})
			if got := len(d.Renames); got != n {
				t.Errorf("%d renames of %d", got, n)
			}
			want := fmt.Sprintf("%d users have another ID, among them u0 → v0, u1 → v1 and u10 → v10; by their old IDs they can no longer log in", n)
			if got := printed(t, d, TextOptions{}); strings.Count(got, "\n") > 30 || !strings.Contains(got, want) {
				t.Errorf("they are told as\n%.3000s", got)
			}
		}
	})
}

// Who can be called for help is decided by what handsets read, and by what people's own
// profiles say, as long as they were there before.
func TestEmergency(t *testing.T) {
	t.Parallel()
	const number = `dialplan.routing.emergency.1.value="112" `
	root := func(all, ana string) string {
		return strings.Replace(profiles(map[string]string{"ana": ana}), `prov.login.enabled="1"`, `prov.login.enabled="1" `+all, 1)
	}
	for _, test := range []struct {
		name, old, new string
		want           bool
	}{
		{"for all", root(number, ""), root(strings.Replace(number, "112", "113", 1), ""), true},
		{"for one person", root("", number), root("", strings.Replace(number, "112", "113", 1)), true},
		{"for somebody who is hired", profiles(nil), root("", number), false},
		{"something else", root(`up.idleTimeout="1"`, ""), root(`up.idleTimeout="2"`, ""), false},
	} {
		d := Compare(folder(t, test.old), folder(t, test.new), Options{})
		if got := len(d.Violations([]Policy{PolicyEmergency})) > 0; got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}
