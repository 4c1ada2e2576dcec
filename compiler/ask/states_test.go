package ask_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler/ask"
	"provc/compiler/filetest"
)

// Each question, asked of two states of a fleet, tells what is new, what is gone, and what
// is another of the same: a handset, a person, a line of somebody, a parameter in a file.
func TestStates(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join(planted, "planted.cue"))
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.NewReplacer(
		`value: "110"`, `value: "120"`, // authorized
		"idleTimeout: 60", "idleTimeout: 70", // of group north
		`"up.idleTimeout": false`, `"up.idleTimeout": true`, // restarts
		`"up.shiny": "on"`, `"up.shiny": "off"`,
		`address: "2001@sip.clinic.example"`, `address: "2002@sip.clinic.example"`, // of bob
		`params: prov: login: enabled: false`, `params: prov: login: enabled: true`, // of group closed
		`up: idleTimeout: 5}`, `up: idleTimeout: 6}`,
		`{userId: "2001", password: secret: "sip"}}, up`, `{userId: "2001", password: secret: "sip_ana"}}, up`,
	).Replace(string(text))
	was := fleet(t, planted, "")
	is := fleet(t, filetest.Folder(t, map[string]string{"planted.cue": changed}), "")
	var b strings.Builder
	for _, question := range []string{
		"who-can-call 112",
		"who-can-call 120",
		"out-of-reach",
		"out-of-reach 110",
		"who-can-log-in",
		"who-can-log-in ana",
		"registrations",
		"registered-twice",
		"who-sets up.idleTimeout",
		"who-restarts up.idleTimeout",
		"unseen",
		"differs-from-group",
		"unchecked",
		"secrets",
		"loss-of North 1",
		"leaver ana",
	} {
		name, of, some := strings.Cut(question, " ")
		q, err := ask.Find(name)
		if err != nil {
			t.Fatal(err)
		}
		var args []string
		if some {
			args = []string{of}
		}
		got, err := q.Compare(was, is, args)
		if err != nil {
			t.Errorf("%s: %v", question, err)
			continue
		}
		fmt.Fprintf(&b, "$ provc ask --base %s\n", question)
		for _, r := range got.Rows {
			b.WriteString(strings.Join(r[:len(r)-1], " | ") + "\n")
		}
	}
	golden(t, "states.txt", b.String())
}

// What is said where there is nothing to tell.
func TestNothing(t *testing.T) {
	t.Parallel()
	const ward = "package w\n\nimport \"provc.internal/schema/spectralink\"\n\nward: spectralink.#Deployment & {params: {ptt: displayName: \"W\"}, users: %s, phones: %s}\n"
	quiet := fleet(t, filetest.Folder(t, map[string]string{"w.cue": fmt.Sprintf(ward, "{}", `"00907a000001": {}`)}), "")
	for question, want := range map[string]string{
		"who-can-call +1(2)3-4":               "Who can call +1234 while nobody is logged in who",
		"out-of-reach":                        "No emergency number is known: declare emergencyNumbers, or ask of one, as in provc ask out-of-reach 112.",
		"who-can-log-in 00907a000001":         "Nobody can log in on 00907a000001.",
		"who-sets up.idleTimeout":             "No file sets it.",
		"registrations":                       "No line is registered.",
		"registered-twice":                    "None.",
		"unseen":                              "None: each parameter is in effect for somebody.",
		"differs-from-group":                  "None.",
		"unchecked":                           "None: each parameter is checked.",
		"secrets":                             "There is no secret.",
		"loss-of 00907a000001":                "Nobody: nobody logs in on it, and it registers no line.",
		"who-can-call 112":                    "no no line is registered while",
		"who-restarts ptt.displayName":        "reckon with it",
		"who-restarts ptt.channel.1.label":    "yes, says the vendor at boot no file sets it now",
		"who-sets prov.login.automaticLogout": "No file gives it to 2 handsets, of which those that are not listed count as one; the vendor's default is 0.",
	} {
		if got, err := put(t, quiet, question); err != nil || !strings.Contains(strings.Join(strings.Fields(got), " "), want) {
			t.Errorf("%s: %v\n%s\nwant %s", question, err, got, want)
		}
	}
	if said, err := put(t, fleet(t, planted, "abc123"), "who-can-log-in ana"); err != nil || !strings.Contains(said, "abc123:planted.cue:43") {
		t.Errorf("of a revision: %v\n%s", err, said)
	}
}

// Handsets and people are named by an ID, in any way to write it, or by a label that one
// alone has.
func TestNames(t *testing.T) {
	t.Parallel()
	f := fleet(t, filetest.Folder(t, map[string]string{"w.cue": `package w

import "provc.internal/schema/spectralink"

#Ward: spectralink.#Deployment & {
	profiles: directory: "people"
	params: prov: login: {enabled: true, automaticLogout: 30}
}
a: #Ward & {
	folder: "a"
	phones: {"00907a000001": label: "Desk", "00907a000002": label: "desk", "00907a000003": label: "Door"}
	users: {
		ann: {label: "Nurse", password: secret: "x", params: up: idleTimeout: 1}
		ben: {label: "nurse", password: secret: "x", params: up: idleTimeout: 1}
		cid: {label: "Porter", password: secret: "x", params: up: idleTimeout: 1}
	}
}
b: #Ward & {
	folder: "b"
	phones: "00907a000004": label: "Gate"
	users: cid: {label: "Porter", password: secret: "y", params: up: idleTimeout: 1}
}
`}), "")
	for question, want := range map[string]string{
		"loss-of 00:90:7a:00:00:01": "What the loss of Desk (00907a000001) affects",
		"loss-of 0090.7A00.0002":    "What the loss of desk (00907a000002) affects",
		"loss-of 00-90-7a-00-00-03": "What the loss of Door (00907a000003) affects",
		"loss-of DOOR":              "What the loss of Door (00907a000003) affects",
		"loss-of Desk":              `2 handsets have the label "Desk": name one by its ID, such as 00907a000001`,
		"leaver Nurse":              `several people have the label "Nurse": name one by the ID, such as ann or ben`,
		"leaver CID":                "What Porter (cid) leaves behind",
		"leaver porter":             "b/people/cid.cfg",
		"leaver ann":                "a/people/ann.cfg",
		"who-can-log-in cid":        "b/people",
		"who-can-log-in gate":       "Porter (cid) Gate (00907a000004) b/people",
		"loss-of ann":               `there is no handset "ann"`,
	} {
		got, err := put(t, f, question)
		if err != nil {
			got = err.Error()
		}
		if !strings.Contains(strings.Join(strings.Fields(got), " "), want) {
			t.Errorf("%s:\n%s\nwant %s", question, got, want)
		}
	}
	if got, _ := put(t, f, "who-can-log-in gate"); strings.Contains(got, "ann") || strings.Contains(got, "a/people") {
		t.Errorf("at a gate of b:\n%s", got)
	}
}
