package relations_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"provc/compiler/cisco/deploytest"
)

// edges are of rules that look alike to each other: what is found in a deployment in
// which one holds and its neighbour does not. What CUE says of them is told elsewhere.
var edges = []struct {
	body  string
	found deploytest.Says
}{
	// What lets a phone fetch may be said, and does not harm.
	{deploytest.Both(`params: {Provision_Enable: true, Resync_On_Reset: false, Resync_Periodic: 0}`), nil},
	// Of several that close the ways, the first in the text is named.
	{deploytest.Both(`params: {Resync_Periodic: 0, Resync_From_SIP: false, Resync_On_Reset: false}`), deploytest.Says{
		`5:10 warning resync-off: a phone never fetches its profile again: Resync_On_Reset and Resync_From_SIP are false, Resync_Periodic is 0, and Resync_At__HHmm_ and both triggers are empty; set Resync_Periodic: 3600`}},
	// On a phone without an identity nobody logs in, so no person's profile meets its own.
	{deploytest.Both(deploytest.Foyer + `phones: "0026cb5f1a30": params: ` + someOff + "\n" + `users: ann: params: Resync_Periodic: 0`), nil},
	// A profile after which nothing is fetched is told once.
	{deploytest.Both(`users: ann: params: {Provision_Enable: false, Resync_Periodic: 0, Resync_From_SIP: false, Resync_On_Reset: false}`), deploytest.Says{
		`5:22 warning provisioning-disabled: Provision_Enable is false: a phone that reads this never fetches a profile again, and nothing can mend it from here`}},
	// Of a phone that fetches nothing by itself, a person's profile changes nothing.
	{deploytest.Both(`phones: "0026cb5f1a20": params: ` + allOff + "\n" + `users: ann: params: Resync_Periodic: 0`), deploytest.Says{
		`5:34 warning resync-off: a phone never fetches its profile again: Resync_On_Reset and Resync_From_SIP are false, Resync_Periodic is 0, and Resync_At__HHmm_ and both triggers are empty; set Resync_Periodic: 3600`}},
	// A model of which no phone is listed yet.
	{deploytest.Both(`models: SPA504G: params: ` + allOff), deploytest.Says{
		`5:27 warning resync-off: a phone never fetches its profile again: Resync_On_Reset and Resync_From_SIP are false, Resync_Periodic is 0, and Resync_At__HHmm_ and both triggers are empty; set Resync_Periodic: 3600`}},
	{deploytest.Both(`models: SPA504G: params: ` + someOff + "\n" + `params: Resync_Periodic: 0`), deploytest.Says{
		`5:27 warning resync-off: a phone never fetches its profile again: Resync_On_Reset and Resync_From_SIP are false, Resync_Periodic is 0, and Resync_At__HHmm_ and both triggers are empty; set Resync_Periodic: 3600`}},
	// A model's password is the person's, too.
	{deploytest.Both(`params: Proxy_1_: "sip.example"` + "\n" + `models: SPA525G2: params: Password_1_: secret: "x"` + "\n" + `users: ann: params: User_ID_1_: "1"`), nil},
	{deploytest.Both(`params: Proxy_1_: "sip.example"` + "\n" + `users: {ann: params: User_ID_1_: "@x", ben: {password: secret: "b", params: User_ID_1_: "@x"}}` + "\n" + `params: Password_1_: secret: "x"`), nil},
	{deploytest.Both(`params: Proxy_1_: "sip.example"` + "\n" + `users: {ann: {accept: [{check: "em-line-blend", reason: "why"}], params: User_ID_1_: "1"}, ben: {password: secret: "b", params: User_ID_1_: "2"}}`), deploytest.Says{
		`6:74 warning em-line-blend: line 1 has a person's own user ID and no password, so it cannot register; set Password_1_: {secret: "name"}, or Password_1_: "" for a server that asks for none (accepted)`,
		`6:129 warning em-line-blend: line 1 has a person's own user ID and no password, so it cannot register; set Password_1_: {secret: "name"}, or Password_1_: "" for a server that asks for none`}},
	{deploytest.Both(`params: {Proxy_1_: "sip.example", Password_1_: secret: "x"}` + "\n" + `users: {ann: unlisted: User_ID_1_: "1", ben: {password: secret: "b", params: User_ID_1_: "1"}}`), deploytest.Says{
		`6:24 warning unlisted-known: User_ID_1_ is in the catalogue, and params takes this value; write params: User_ID_1_: "1"`,
		`6:90 warning extension-twice: extension 1 belongs to ann and ben, and its calls reach whichever of them registered last; give each their own, or set Share_Ext_N_: "shared" for both if they share the line`}},
	{deploytest.Both(`params: {Proxy_1_: "sip.example", Password_1_: secret: "x"}` + "\n" + `users: {ann: params: User_ID_1_: "1@sip.example:5060", ben: {password: secret: "b", params: User_ID_1_: "1@SIP.example"}}`), deploytest.Says{
		`6:105 warning extension-twice: extension 1 belongs to ann and ben, and its calls reach whichever of them registered last; give each their own, or set Share_Ext_N_: "shared" for both if they share the line`}},
	{deploytest.Both(`params: {Proxy_1_: "sip.example:5060", Password_1_: secret: "x"}` + "\n" + `users: {ann: params: User_ID_1_: "1", ben: {password: secret: "b", params: User_ID_1_: "1@sip.example"}}`), deploytest.Says{
		`6:88 warning extension-twice: extension 1 belongs to ann and ben, and its calls reach whichever of them registered last; give each their own, or set Share_Ext_N_: "shared" for both if they share the line`}},
	// A rule under unlisted is followed all the same, if it is one.
	{deploytest.Both(`unlisted: Upgrade_Rule: "(x"`), deploytest.Says{
		`5:11 warning unlisted-known: unlisted sets a rule of the catalogue aside: Upgrade_Rule is not a rule that phones understand: expected a quoted string, a version or a number, found "x"`}},
	{deploytest.Both(`unlisted: Report_Rule: "(\"$EMS\" eq \"mobil\") ? http://h/a | http://h/b"`), deploytest.Says{
		`5:11 warning em-rule-unreachable: $EMS is never "mobil", in Report_Rule at character 2; it is one of "", "host", "mobile"`,
		`5:11 warning unlisted-known: Report_Rule` + deploytest.Taken + `Report_Rule: "(\"$EMS\" eq \"mobil\") ? http://h/a | http://h/b"`}},
	// Keys.
	{deploytest.Both(deploytest.Foyer + `phones: "0026cb5f1a30": params: Extension_9_: "9"`), deploytest.Says{
		`6:33 error model-parameter-mismatch: SPA303 has no Extension_9_: it has 3 lines`}},
	{deploytest.Both(deploytest.Foyer + `phones: "0026cb5f1a30": params: Idle_Key_List: "redial"`), nil},
	{deploytest.Both(deploytest.Foyer + `phones: "0026cb5f1a30": params: {Unit_1_Key_2: "fnc=sd;ext=1@x", Unit_1_Key_1: "fnc=sd;ext=2@x"}`), deploytest.Says{
		`6:34 warning side-car-missing: Unit_1_Key_2 is a key of a side car, and SPA303 takes none: 2 keys of one are set here`}},
	{deploytest.Both(deploytest.Foyer + `phones: "0026cb5f1a30": params: {Unit_1_Enable: true, Unit_1_Key_1: "fnc=sd;ext=2@x"}`), deploytest.Says{
		`6:55 warning side-car-missing: Unit_1_Key_1 is a key of a side car, and SPA303 takes none`}},
	{deploytest.Both(deploytest.Foyer + `phones: "0026cb5f1a30": params: {Unit_1_Enable: false, Unit_1_Key_1: "fnc=sd;ext=2@x"}`), nil},
	{deploytest.Both(deploytest.Foyer + `phones: "0026cb5f1a30": params: {Unit_1_Key_1: ""}`), nil},
	{deploytest.Server + `params: Unit_1_Key_1: "fnc=sd;ext=2@x"`, nil},
	// What a part accepts is accepted there, and nowhere else.
	{deploytest.Both(`models: SPA525G2: {accept: [{check: "unlisted-parameter", reason: "why"}], unlisted: New_Thing: "1"}, default: unlisted: New_Thing: "1"`), deploytest.Says{
		`5:86 warning unlisted-parameter: New_Thing is not in the catalogue: its value goes out unchecked (accepted)`,
		`5:122 warning unlisted-parameter: New_Thing is not in the catalogue: its value goes out unchecked`}},
	{deploytest.Both(`models: SPA525G2: {accept: [{check: "literal-secret", reason: "why"}], params: XML_Password: "x"}, params: XML_Password: "y"`), deploytest.Says{
		`5:94 warning literal-secret: XML_Password` + deploytest.Literal + ` (accepted)`,
		`5:122 warning literal-secret: XML_Password` + deploytest.Literal}},
	{deploytest.Both(`default: {accept: [{check: "unlisted-parameter", reason: "why"}], unlisted: New_Thing: "1"}, models: SPA525G2: unlisted: New_Thing: "1"`), deploytest.Says{
		`5:77 warning unlisted-parameter: New_Thing is not in the catalogue: its value goes out unchecked (accepted)`,
		`5:122 warning unlisted-parameter: New_Thing is not in the catalogue: its value goes out unchecked`}},
	{deploytest.Both(`phones: "0026cb5f1a20": {accept: [{check: "unlisted-parameter", reason: "why"}], unlisted: New_Thing: "1"}, default: unlisted: New_Thing: "1"`), deploytest.Says{
		`5:92 warning unlisted-parameter: New_Thing is not in the catalogue: its value goes out unchecked (accepted)`,
		`5:128 warning unlisted-parameter: New_Thing is not in the catalogue: its value goes out unchecked`}},
	{deploytest.Both(`users: ann: {accept: [{check: "unlisted-parameter", reason: "why"}], unlisted: New_Thing: "1"}, models: SPA525G2: unlisted: New_Thing: "1"`), deploytest.Says{
		`5:80 warning unlisted-parameter: New_Thing is not in the catalogue: its value goes out unchecked (accepted)`,
		`5:125 warning unlisted-parameter: New_Thing is not in the catalogue: its value goes out unchecked`}},
}

func TestEdges(t *testing.T) {
	t.Parallel()
	for i, x := range edges {
		var got []string
		for _, d := range deploytest.Compile(t, x.body).Findings {
			line := fmt.Sprintf("%d:%d %s %s: %s", d.Pos.Line-deploytest.Head, d.Pos.Column, d.Severity, d.Check, d.Message())
			if len(d.Accepted) > 0 {
				line += " (accepted)"
			}
			got = append(got, line)
		}
		if !slices.Equal(got, x.found) {
			t.Errorf("%d got\n%s\nwant\n%s\nin\n%s", i, strings.Join(got, "\n"), strings.Join(x.found, "\n"), x.body)
		}
	}
}

// A MAC is rewritten as phones ask for it, wherever its digits leave no doubt.
func TestMACsAreMended(t *testing.T) {
	t.Parallel()
	for mac, want := range map[string]string{
		"00:26:CB:5F:1A:21": "0026cb5f1a21", "00-26-cb-5f-1a-21": "0026cb5f1a21", "0026.cb5f.1a21": "0026cb5f1a21", "0026CB5F1A21": "0026cb5f1a21",
		"0026cb5f1a2": "", "0026cb5f1a211": "", "0026cb5f1a2g": "", "00_26_cb_5f_1a_21": "",
	} {
		var got []string
		for _, d := range deploytest.Compile(t, deploytest.Both(`phones: "`+mac+`": model: "SPA303"`)).Findings {
			if d.Check == "mac-format" {
				got = append(got, d.Severity.String()+" "+d.Message())
				if (d.Fix != nil) != (want != "") {
					t.Errorf("%s: the fix is %+v", mac, d.Fix)
				}
			}
		}
		sentence := "error " + byMAC + ", not " + mac
		if want != "" {
			sentence = "error " + byMAC + ": write " + want + ", not " + mac
		}
		if len(got) != 1 || got[0] != sentence {
			t.Errorf("got %q, want %q", got, sentence)
		}
	}
}
