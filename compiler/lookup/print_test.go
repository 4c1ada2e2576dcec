package lookup_test

import (
	"bytes"
	"strings"
	"sync"
	"testing"

	"provc/compiler/catalogue"
	"provc/compiler/catalogue/settings"
	"provc/compiler/diag"
	"provc/compiler/lookup"
	"provc/compiler/vendors"
)

// catalogues are read once for these tests.
var catalogues = sync.OnceValue(func() []*catalogue.Schema { return vendors.All().Catalogues() })

// found is the parameter of a name, as a hit.
func found(t *testing.T, name string) lookup.Hit {
	t.Helper()
	var hit lookup.Hit
	for _, s := range catalogues() {
		s.Search(name, func(p catalogue.Param) bool {
			hit = lookup.Hit{Schema: s, Param: p}
			return false
		})
	}
	if hit.Schema == nil {
		t.Fatalf("there is no %s", name)
	}
	return hit
}

// What there is to know of a parameter, in sentences.
func TestComment(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"prov.login.enabled":              "True or false. Default: 0. Whether a change restarts the phone is unknown. In site.cfg.",
		"prov.login.automaticLogout":      "A whole number from 0 to 46000. Default: 0. Whether a change restarts the phone is unknown. In site.cfg.",
		"reg.x.server.y.address":          "Printable text of at most 256 characters. x is 1 to 34. y is 1 to 4. No default is known. Whether a change restarts the phone is unknown. In site.cfg.",
		"ptt.channel.x.subscribed":        "True or false. x is 1 to 25. Default: 0 (1,24,25: 1). A change restarts the phone. In features.cfg.",
		"ptt.channel.24.subscribed":       "True or false. Default: 1. A change restarts the phone. In features.cfg.",
		"prov.login.localPassword":        "A secret.",
		"LCD_Contrast":                    "Default: 8 (SPA525G2: 15).",
		"EM_Enable":                       "True or false. Default: No. Whether a change restarts the phone is unknown. In the profiles of those for whom it is declared.",
		"Ringer_Volume":                   "Default: 8 (not sure on SPA525G2). Whether a change restarts the phone is unknown. In the profiles of those for whom it is declared. Models: SPA50x, SPA30x, SPA525G2.",
		"acd.simplifiedAgentStateControl": "Since a release after 4.0.",
		"reg.x.auth.password":             "A change does not restart the phone.",
	} {
		e := lookup.Describe(found(t, name))
		if got := e.Comment(); e.Name != name || !strings.Contains(got, want) {
			t.Errorf("%s: %s\nwant %s", name, got, want)
		}
	}
}

// All is said of the first hits, and a line of each of the others.
func TestText(t *testing.T) {
	t.Parallel()
	hits := []lookup.Hit{found(t, "prov.login.automaticLogout"), found(t, "ptt.channel.x.subscribed"), found(t, "prov.login.localPassword")}
	var b bytes.Buffer
	if err := lookup.Print(&b, "text", hits, 2); err != nil {
		t.Fatal(err)
	}
	const text = `prov.login.automaticLogout (spectralink)
    about     Minutes without use after which the user is logged out; 0 never logs out (CS-15-10).
    write     prov: login: automaticLogout: 0
    value     must be a whole number from 0 to 46000
    default   0
    home      site.cfg
    restart   unknown
ptt.channel.x.subscribed (spectralink)
    about     True subscribes the handset to this push-to-talk channel; a change restarts the handset (CS-15-10).
    write     ptt: channel: "1": subscribed: true
    value     must be true or false
    x         1 to 25
    default   0 (1,24,25: 1)
    home      features.cfg
    restart   yes

prov.login.localPassword (spectralink)  Password that opens this user's profile; belongs in the user's own file (CS-15-10).
`
	if b.String() != text {
		t.Errorf("got\n%s\nwant\n%s", b.String(), text)
	}
	b.Reset()
	if err := lookup.Print(&b, "markdown", hits[1:], 1); err != nil {
		t.Fatal(err)
	}
	const markdown = "### `ptt.channel.x.subscribed`\n\nTrue subscribes the handset to this push-to-talk channel; a change restarts the handset (CS-15-10).\n\n| | |\n|---|---|\n" +
		"| write | `ptt: channel: \"1\": subscribed: true` |\n| value | must be true or false |\n| x | 1 to 25 |\n| default | 0 (1,24,25: 1) |\n| home | features.cfg |\n| restart | yes |\n\n" +
		"### `prov.login.localPassword`\n\nPassword that opens this user's profile; belongs in the user's own file (CS-15-10).\n\n| | |\n|---|---|\n" +
		"| write | `prov: login: localPassword: secret: \"…\"` |\n| value | must be printable text of at most 32 characters, or {secret: \"name\"} |\n| default | 123 |\n| home | site.cfg |\n| restart | unknown |\n| secret | yes |\n"
	if b.String() != markdown {
		t.Errorf("got\n%s\nwant\n%s", b.String(), markdown)
	}
}

// What teams state of restarts is told with the parameter.
func TestState(t *testing.T) {
	t.Parallel()
	hits := []lookup.Hit{found(t, "reg.2.label"), found(t, "up.idleTimeout")}
	lookup.State(hits, "ward", settings.Restarts{
		"reg.x.label": {Restart: catalogue.RestartYes, Pos: diag.Pos{File: "w.cue", Line: 9, Column: 1}},
		"reg.2.label": {Restart: catalogue.RestartNo, Pos: diag.Pos{File: "w.cue", Line: 4, Column: 1}},
		"reg.3.label": {Restart: catalogue.RestartNo, Pos: diag.Pos{File: "w.cue", Line: 5, Column: 1}},
	})
	var said []string
	for _, s := range hits[0].Stated {
		said = append(said, s.String())
	}
	if got := strings.Join(said, "; "); got != "reg.2.label: no, as ward says in w.cue:4:1; reg.x.label: yes, as ward says in w.cue:9:1" {
		t.Error(got)
	}
	if len(hits[1].Stated) > 0 {
		t.Errorf("%+v", hits[1].Stated)
	}
	var b bytes.Buffer
	if err := lookup.Print(&b, "text", hits[:1], 1); err != nil || !strings.Contains(b.String(), "    stated    reg.2.label: no, as ward says in w.cue:4:1\n") {
		t.Errorf("%v\n%s", err, b.String())
	}
}
