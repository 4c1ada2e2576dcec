package explain_test

import (
	"bytes"
	"strings"
	"testing"

	"provc/compiler/explain"
	"provc/compiler/layout"
)

// Text fits a terminal of 80 columns, but for a word that is longer than a line; colour
// changes nothing of what is said.
func TestTextFits(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		example, phone, user string
		params               []string
	}{
		{"hospital", "00907a200003", "aabbott1", nil},
		{"hospital", "", "bbrandt1", nil},
		{"hospital", "", "", []string{"up.idleTimeout", "prov.login"}},
		{"conference-rooms", "board-room", "", nil},
		{"campus", "", "", nil},
		{"pbx", "", "", []string{"prov"}},
	} {
		e := explained(t, x.example, x.phone, x.user, x.params...)
		var plain, coloured bytes.Buffer
		if err := explain.WriteText(&plain, e, explain.TextOptions{Width: 80}); err != nil {
			t.Fatal(err)
		}
		if err := explain.WriteText(&coloured, e, explain.TextOptions{Width: 80, Colour: true}); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(plain.String()) {
			line = strings.TrimSuffix(line, "\n")
			if layout.Width(line) > 80 && strings.Contains(strings.TrimSpace(line), " ") {
				t.Errorf("%+v: a line is too long: %s", x, line)
			}
			if strings.TrimRight(line, " ") != line {
				t.Errorf("%+v: a line ends in blanks: %q", x, line)
			}
		}
		bare := strings.NewReplacer("\x1b[1m", "", "\x1b[2m", "", "\x1b[0m", "").Replace(coloured.String())
		if bare != plain.String() || bare == coloured.String() {
			t.Errorf("%+v: with colour it says something else", x)
		}
	}
}

// MACs are taken in any usual form, and nothing else is taken for one.
func TestMAC(t *testing.T) {
	for typed, want := range map[string]string{
		"00907a0e7fe5": "00907a0e7fe5", "00:90:7A:0E:7F:E5": "00907a0e7fe5", "00-90-7a-0e-7f-e5": "00907a0e7fe5",
		"0090.7a0e.7fe5": "00907a0e7fe5", "00907A-0E7FE5": "00907a0e7fe5", "00 90 7a 0e 7f e5": "00907a0e7fe5",
		"00907a0e7fe": "", "00907a0e7fe5f": "", "00907a0e7feg": "", "Theatre 3": "", "": "",
	} {
		mac, ok := explain.MAC(typed)
		if ok != (want != "") || ok && mac != want {
			t.Errorf("%q is %q, %t", typed, mac, ok)
		}
	}
}
