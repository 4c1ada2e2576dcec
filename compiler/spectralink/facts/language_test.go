package facts

import (
	"testing"

	"provc/compiler/spectralink/digitmap"
	"provc/compiler/syntax/syntaxtest"
	"provc/compiler/value"
)

// The schema refuses the digit maps in which the parser finds something wrong, and no
// others.
func TestDigitMapsAgree(t *testing.T) {
	for _, name := range []string{"dialplan.digitmap", "dialplan.34.digitmap"} {
		p, _ := Schema().Param(name)
		if p.Field.Meta.Check != digitmapSyntax.ID {
			t.Fatalf("%s has check %s", name, p.Field.Meta.Check)
		}
		syntaxtest.Agrees(t, digitmap.Check, func(text string) bool {
			return p.Field.Type.Admits(&value.Node{Kind: value.String, Text: text})
		}, []string{"x", "[2-9]", "[", "]", "|", "T", "R9R604R", ".", "0", "*", "(", ")", " ", "[x*#+, A-D]", "-", "!", ",", "é", "q", "S", "t", "$", "<", ">", `sip\:`, "R@e"})
	}
}

// Up to the last line that a handset has, and no further, settings say facts about lines.
func TestLinesWithFacts(t *testing.T) {
	for name, want := range map[string]bool{
		"reg.1.address": true, "reg.34.address": true, "reg.34.server.1.address": true, "voIpProt.server.1.address": true,
		"reg.0.address": false, "reg.35.address": false, "reg.x.address": false, "reg.1.label": false,
	} {
		if IsFact(name) != want {
			t.Errorf("%s says a fact about a line: %t", name, !want)
		}
	}
}
