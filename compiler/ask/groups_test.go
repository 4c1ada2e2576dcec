package ask_test

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler/ask"
	"provc/compiler/filetest"
)

// ward is a deployment of handsets that set these things for themselves.
func ward(t *testing.T, more string, own ...string) *ask.Fleet {
	t.Helper()
	var b strings.Builder
	b.WriteString("package w\n\nimport \"provc.internal/schema/spectralink\"\n\nw: spectralink.#Deployment & {\n\tparams: {ptt: displayName: \"W\", up: idleTimeout: 40}\n" + more)
	for i, params := range own {
		fmt.Fprintf(&b, "\tphones: \"00907a00000%d\": params: {%s}\n", i, params)
	}
	b.WriteString("}\n")
	return fleet(t, filetest.Folder(t, map[string]string{"w.cue": b.String()}), "")
}

// rowsOf are the rows of an answer, without the place.
func rowsOf(t *testing.T, f *ask.Fleet, name string, args ...string) (rows []string, notes string) {
	t.Helper()
	q, err := ask.Find(name)
	if err != nil {
		t.Fatal(err)
	}
	got, err := q.Ask(f, args)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range got.Rows {
		rows = append(rows, strings.Join(r[:len(r)-1], "|"))
	}
	return rows, strings.Join(got.Notes, " ")
}

// What more than half of the handsets of a group have in files of their own, of three at
// least, is what the group has; where most have values of their own, none of them differs.
func TestDiffersFromGroup(t *testing.T) {
	t.Parallel()
	const five, six, seven, none = "up: idleTimeout: 5", "up: idleTimeout: 6", "up: idleTimeout: 7", ""
	const own = "ptt: pttMode: enable: true"
	for name, x := range map[string]struct {
		own  []string
		want []string
		note string
	}{
		"one of three lacks what two have": {[]string{five, five, none}, []string{"00907a000002|up.idleTimeout|40|5|2 of 3 in all handsets"}, ""},
		"one of three has another":         {[]string{five, five, six}, []string{"00907a000002|up.idleTimeout|6|5|2 of 3 in all handsets"}, ""},
		"two of four have no majority":     {[]string{five, five, none, none}, []string{"00907a000000|up.idleTimeout|5|40|all handsets", "00907a000001|up.idleTimeout|5|40|all handsets"}, ""},
		"three of four do":                 {[]string{five, five, five, none}, []string{"00907a000003|up.idleTimeout|40|5|3 of 4 in all handsets"}, ""},
		"two handsets are no group":        {[]string{five, five}, []string{"00907a000000|up.idleTimeout|5|40|all handsets", "00907a000001|up.idleTimeout|5|40|all handsets"}, ""},
		"all have the same":                {[]string{five, five, five}, nil, ""},
		"nothing else sets it":             {[]string{own, own, none}, []string{"00907a000002|ptt.pttMode.enable|nothing|1|2 of 3 in all handsets"}, ""},
		"what all have anyway":             {[]string{"up: idleTimeout: 40", "up: idleTimeout: 40", none}, nil, ""},
		"each of three has its own":        {[]string{five, six, seven}, nil, "Left out, because most handsets of a group have a value of their own: up.idleTimeout."},
		"two of four have their own":       {[]string{five, six, none, none}, []string{"00907a000000|up.idleTimeout|5|40|all handsets", "00907a000001|up.idleTimeout|6|40|all handsets"}, ""},
	} {
		rows, note := rowsOf(t, ward(t, "", x.own...), "differs-from-group")
		if strings.Join(rows, "\n") != strings.Join(x.want, "\n") || note != x.note {
			t.Errorf("%s:\n%s\n%s\nwant\n%s\n%s", name, strings.Join(rows, "\n"), note, strings.Join(x.want, "\n"), x.note)
		}
	}
	f := ward(t, "", five, six, seven)
	if rows, _ := rowsOf(t, f, "differs-from-group", "00907a000001"); fmt.Sprint(rows) != "[00907a000001|up.idleTimeout|6|40|all handsets]" {
		t.Errorf("of one that is asked of: %q", rows)
	}
}

// Where a parameter is not set, and what people have who can log in, is told; and what is
// lost with a handset.
func TestPeople(t *testing.T) {
	t.Parallel()
	const people = `	profiles: directory: "people"
	params: prov: login: {enabled: true, persistent: true, automaticLogout: 30}
	users: ana: {password: "geheim99", params: {up: idleTimeout: 1, reg: "2": {address: "201@pbx", type: "shared"}}}
	users: ben: {password: secret: "ben", params: reg: "2": {address: "201@pbx", type: "shared"}}
`
	f := ward(t, people, `reg: "1": {address: "100@pbx", auth: password: "geheim98"}`)
	for question, want := range map[string]string{
		"registrations":               "100@pbx|1|00907a000000|logged out|once; 201@pbx|2|ana|logged in|by 2, shared; 201@pbx|2|ben|logged in|by 2, shared",
		"registrations 100":           "100@pbx|1|00907a000000|logged out|once",
		"registrations 201@pbx":       "201@pbx|2|ana|logged in|by 2, shared; 201@pbx|2|ben|logged in|by 2, shared",
		"registered-twice":            "",
		"who-sets up.idleTimeout":     "00907a000000|40|sip-interop.cfg|; every handset that is not listed|40|sip-interop.cfg|; ana|1|people/ana.cfg|40 in sip-interop.cfg",
		"secrets":                     "(stands in the CUE)|prov.login.localPassword|ana|people/ana.cfg; (stands in the CUE)|reg.1.auth.password|00907a000000|phone-00907a000000.cfg; ben|prov.login.localPassword|ben|people/ben.cfg",
		"loss-of 00907a000000":        "line 1|100@pbx|rings on nothing else; log-in|ana|can log in on handsets that are not listed; log-in|ben|can log in on handsets that are not listed; secret|reg.1.auth.password|change it: it is known to whoever has the handset",
		"who-can-log-in 00907a000000": "ana|00907a000000|people; ben|00907a000000|people",
	} {
		name, of, some := strings.Cut(question, " ")
		var args []string
		if some {
			args = []string{of}
		}
		rows, notes := rowsOf(t, f, name, args...)
		if got := strings.Join(rows, "; "); got != want || strings.Contains(got+notes, "geheim") {
			t.Errorf("%s:\n%s\nwant\n%s", question, got, want)
		}
	}
}

// A number of somebody who leaves is looked for in the files of others, but not in what may
// be a password there: a row would give it away.
func TestLeaverMentions(t *testing.T) {
	t.Parallel()
	f := ward(t, `	profiles: directory: "people"
	params: prov: login: {enabled: true, persistent: true, automaticLogout: 30}
	users: ana: {password: secret: "ana", params: reg: "2": address: "5100@pbx"}
`, `reg: "1": {address: "100@pbx", auth: password: "5100", label: "5100"}`)
	rows, _ := rowsOf(t, f, "leaver", "ana")
	all := strings.Join(rows, "\n")
	if !strings.Contains(all, "mention|reg.1.label in phone-00907a000000.cfg|names 5100") || strings.Contains(all, "auth.password") {
		t.Errorf("%s", all)
	}
}

// Where a file that others make may say otherwise, it is told; and the nearest number that
// anybody can call for help.
func TestCalls(t *testing.T) {
	t.Parallel()
	const help = `	params: prov: login: {enabled: true, required: true, persistent: true}
	authorizedNumbers: [{value: "5100"}]
	params: dialplan: routing: emergency: {"1": value: "112,999", "2": value: "112"}
	configFiles: before: [{file: "pbx.cfg", sets: ["dialplan.*", "reg.*"]}]
`
	f := ward(t, help, `reg: "1": address: "100@pbx"`)
	for number, want := range map[string]string{
		"112":  "00907a000000|yes|it is an emergency number, unless pbx.cfg says otherwise",
		"5100": "00907a000000|yes|it is an authorized number",
		"5101": "00907a000000|no|log-in is required, and the number is neither authorized nor an emergency number",
	} {
		rows, note := rowsOf(t, f, "who-can-call", number)
		if rows[0] != want {
			t.Errorf("%s: %s, want %s", number, rows[0], want)
		}
		if near := "5101 is neither an authorized nor an emergency number of any handset; the nearest of these is 5100."; (note == near) != (number == "5101") || note != "" && number != "5101" {
			t.Errorf("%s: %s", number, note)
		}
	}
	for number, want := range map[string]string{"113": "112", "99": "999", "51000": "5100", "7777": "", "5320": ""} {
		if _, note := rowsOf(t, f, "who-can-call", number); (note != "") != (want != "") || !strings.HasSuffix(note, "the nearest of these is "+want+".") && want != "" {
			t.Errorf("%s: %s, want %s", number, note, want)
		}
	}
	if rows, _ := rowsOf(t, f, "out-of-reach"); strings.Join(rows, "; ") != "every handset that is not listed|112|no line is registered while nobody is logged in; every handset that is not listed|999|no line is registered while nobody is logged in" {
		t.Errorf("out of reach are %q", rows)
	}
}
