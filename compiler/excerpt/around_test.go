package excerpt

import (
	"strings"
	"testing"

	"provc/compiler/catalogue"
)

func TestAround(t *testing.T) {
	t.Parallel()
	const fleet = `site: {
	label: "a { b" // }
	users: {
		ana: {label: "A", params: {up: {x: 5}}}
		ben: {
			label: "B\({x: "}"}.x) {"
			params: {reg: {}}
		}
	}
	phones: [{a: {b: 1}}, {c: 2}]
}
other: {x: {y: 1}}
`
	for line, want := range map[int]string{
		1:  `site: { // } } other: { }`,
		2:  `site: { label: "a { b" // } } other: { }`,
		4:  `site: { // } users: { ana: {label: "A", params: {up: {x: 5}}} } } other: { }`,
		6:  `site: { // } users: { ben: { label: "B\({x: "}"}.x) {" } } } other: { }`,
		7:  `site: { // } users: { ben: { params: {reg: {}} } } } other: { }`,
		10: `site: { // } phones: [{a: {b: 1}}, {c: 2}] } other: { }`,
		12: `site: { // } } other: {x: {y: 1}}`,
	} {
		f := &file{text: []byte(fleet), lines: beginnings([]byte(fleet))}
		got, ok := around(f.text, []span{f.span(line)})
		if len(got) != len(fleet) {
			t.Errorf("line %d: %d bytes", line, len(got))
		}
		if got := strings.Join(strings.Fields(string(got)), " "); !ok || got != want {
			t.Errorf("line %d:\n%s\nwant\n%s", line, got, want)
		}
	}
	for _, text := range []string{"a: {", "a: }", "a: \"x", "a: {b: {}}}", "a: {b: [}]"} {
		if _, ok := around([]byte(text), nil); ok {
			t.Errorf("%q is CUE", text)
		}
	}
}

// Nobody pays for a line of a fleet what reading the fleet costs.
func TestFleet(t *testing.T) {
	t.Parallel()
	fleet := []byte("users: {\n" + strings.Repeat("ana: {label: \"Ana\", password: \"x\"}\n", 1000) + "}\n")
	l := &labels{schemas: func() []*catalogue.Schema { return nil }}
	if all := l.masked(fleet, []span{{45, 50}}); len(all) > 2 {
		t.Errorf("%d parts were looked at", len(all))
	}
}
