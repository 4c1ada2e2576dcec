package facts

import (
	"testing"

	"provc/compiler/syntax/syntaxtest"
	"provc/compiler/value"
)

// The schema refuses the texts in which a parser finds something wrong, and no
// others.
func TestLanguagesAgree(t *testing.T) {
	for name, pieces := range map[string][]string{
		"Dial_Plan_12_":             {"x", "[2-9]", "(", ")", "|", "<9:1>", "<", ">", "[", "]", ".", "S0", "!", ",", ":", " ", "(911|", "xx.)", "&", "y", "é", "@gw0", "-", "<[2]:@a;b=$>", "X", "p", "+"},
		"Extended_Function_3_":      {"fnc", "=", "sd", "+", ";", "ext=9@x", " ", "url=", "url", "Nme =", "fcn", "nme", "vid=2;", "$", "é", "USR"},
		"Unit_2_Key_32":             {"fnc=sd;", "fn=sd;", "sub", "=", ";", "url=x", "park+*59"},
		"Daylight_Saving_Time_Rule": {"start", "end", "save", "Start", "=", ";", "3/-1/7", "/2:0", " ", "+", "stop", "a", "é", "end=1/1/1;", "1"},
	} {
		e := Elements()[name]
		read := Schema().Languages[e.field.Meta.Check]
		if read == nil {
			t.Errorf("%s has no language", name)
			continue
		}
		t.Run(name, func(t *testing.T) {
			syntaxtest.Agrees(t, read, func(text string) bool {
				return e.field.Type.Admits(&value.Node{Kind: value.String, Text: text})
			}, pieces)
		})
	}
}
