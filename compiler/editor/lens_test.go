package editor_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler/editor"
	"provc/compiler/vendors"
)

func lenses(p *editor.Package, file string, text []byte) string {
	var b strings.Builder
	for _, l := range p.Lenses(file, text) {
		fmt.Fprintf(&b, "%d %s: %s\n", bytes.Count(text[:l.From], []byte("\n"))+1, text[l.From:l.To], l.Title)
	}
	return b.String()
}

// Of each layer of the examples it is told whom it reaches.
func TestLenses(t *testing.T) {
	for name, want := range map[string]string{
		"clinic/clinic.cue": `9 ward: reaches 2 handsets, every handset that is not listed, and 3 people
57 theatre: reaches 2 handsets and 3 people
`,
		"hospital/templates.cue": `6 _sip: reaches 44 handsets, every handset that is not listed, and 60 people
14 _time: reaches 44 handsets, every handset that is not listed, and 60 people
26 _forPhysicians: reaches 16 handsets and 12 people
33 _line: reaches 60 people
`,
		"hospital/tables.cue": "",
		"campus/campus.cue": `21 wireless: reaches 2 handsets, every handset that is not listed, and 3 people
47 (id): reaches 3 people
62 desks: reaches 3 phones, those that are not listed, and 4 people
75 SPA525G2: reaches 1 phone, those that are not listed, and 4 people
76 SPA508G: reaches 1 phone, every new phone that asks for spa508G.cfg, and 4 people
77 SPA303: reaches 1 phone, those that are not listed, and 4 people
122 (id): reaches 4 people
`,
	} {
		p, texts := example(t, filepath.Dir(name))
		if got := lenses(p, name, texts[name]); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
		}
	}
}

// Layers that reach nobody are told; single people and handsets are not, nor is what no
// file names.
func TestLensesOfLayers(t *testing.T) {
	const text = handsets + `_nurse: {params: up: backlight: onIntensity: 2}
_unused: {params: up: backlight: onIntensity: 3}
_note: accept: [{check: "changes-not-fetched"}]
_list: [{fn: "A", ct: "1"}]
_names: ann: "Ann"
ward: spectralink.#Deployment & {
	profiles: directory: "people"
	params: prov: login: enabled: true
	params: prov: login: persistent: true
	groups: {
		icu: {label: "ICU", params: up: idleTimeout: 30}
		er: {label: "ER", params: up: idleTimeout: 40}
		lab: label: "Lab"
	}
	_note
	contacts: _list
	phones: "00907a000001": group: "icu"
	users: {
		for id, n in _names {(id): {label: n, password: secret: id, params: reg: "1": address: "1"}}
		bob: {password: secret: "bob"} & _nurse
	}
	inventory: users: {
		file: "people.csv"
		id:   "{id}"
		each: {password: secret: "{id}", params: reg: "1": {address: "{line}", label: "{id}"}}
	}
}
`
	p, texts := written(t, map[string]string{"p.cue": text, "people.csv": "id,line\ncid,3\ndora,4\n"})
	want := `5 _nurse: reaches 1 person
6 _unused: reaches nobody
10 ward: reaches 1 handset, every handset that is not listed, and 4 people
15 icu: reaches 1 handset and 4 people
16 er: reaches nobody
23 (id): reaches 1 person
26 users: reaches 2 people
`
	if got := lenses(p, "p.cue", texts["p.cue"]); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	// A group that the compile has not seen yet is not said to reach nobody.
	changed := strings.Replace(text, "lab: label", "new: params: up: idleTimeout: 1\n\t\tlab: label", 1)
	if got := lenses(p, "p.cue", []byte(changed)); strings.Contains(got, "nobody") || !strings.Contains(got, "15 icu: reaches 1 handset and 4 people") {
		t.Errorf("of a text that is not compiled:\n%s", got)
	}
	if got := editor.New(vendors.All(), texts).Lenses("p.cue", texts["p.cue"]); got != nil {
		t.Errorf("without a compile: %v", got)
	}
}
