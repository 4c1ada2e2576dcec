package xmlfile

import (
	"testing"
)

// What a glance says of a parameter must be so: a reader of the whole file says the same.
func TestPlainly(t *testing.T) {
	const name = "up.idleTimeout"
	for text, want := range map[string]bool{
		"<a\n    up.idleTimeout=\"5\"/>":                           true,
		`<a b="1"><c up.idleTimeout="5"/></a>`:                     true,
		"<a\tup.idleTimeout=\"5\"/>":                               true,
		"<a b=\"1\"\r\nup.idleTimeout=\"5\"/>":                     true,
		"<a\rup.idleTimeout=\"5\"/>":                               true,
		"up.idleTimeout=\"5\"<a/>":                                 false,
		`<a up.idleTimeout=""/>`:                                   true,
		`<?xml version="1.0"?><a up.idleTimeout="5"/>`:             true,
		`<a x.up.idleTimeout="5"/>`:                                false,
		`<a up.idleTimeout.x="5"/>`:                                false,
		`<a> up.idleTimeout="5"</a>`:                               false,
		`<a><!-- <b up.idleTimeout="5"/> --></a>`:                  false,
		`<a><![CDATA[<b up.idleTimeout="5"/>]]></a>`:               false,
		`<?xml version="1.0"?><?b up.idleTimeout="5"?><a/>`:        false,
		`<?b <c up.idleTimeout="5" ?><a/>`:                         false,
		`<?xml version="1.0"?><?b <c up.idleTimeout="5" ?><a/>`:    false,
		`<?xml version="1.0"?><a><?b <c up.idleTimeout="5" ?></a>`: false,
		`<?b up.idleTimeout="5"?><a/>`:                             false,
		`<a b=' up.idleTimeout="5"'/>`:                             false,
		`<a b="up.idleTimeout"/>`:                                  false,
		`<a b=">" up.idleTimeout="5"/>`:                            false, // a glance does not tell
		`<a b="&lt;c up.idleTimeout=&quot;5&quot;"/>`:              false,
		`<a> up.idleTimeout="5"<b c="1" up.idleTimeout="5"/></a>`:  true,
	} {
		if got := Plainly([]byte(text), name); got != want {
			t.Errorf("Plainly(%s) is %v", text, got)
		}
		params, err := Attributes([]byte(text))
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		sets := false
		for _, p := range params {
			sets = sets || p.Name == name
		}
		if want && !sets {
			t.Errorf("%s sets no %s", text, name)
		}
	}
}
