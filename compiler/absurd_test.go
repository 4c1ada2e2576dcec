package compiler

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"
)

// absurd are values that nobody should write. Where one is legal, it must build; where
// it is not, it is refused; neither may take long or panic.
var absurd = []string{
	"", " ", ".", "..", "/", "//", "/a", "a/", "a//b", "a/../b", "../a", "~", "~/a", "*", "?", "%", "%s", "%2f", "$", "$MA", "\\", "C:\\a", "|", "(", "[", "[]", "{", "{}", "{id}", "\n", "\x00", "\u202e", "ﬁ", "http://", "http:///", "://", "http://[::1", "ftp://a:b@c/d", "a,b", "-", "--x", "#", "'", "&", "<a>", ".provc", ".provc/inputs", "000000000000.cfg", "[PHONE_MAC_ADDRESS]", "_", "0", "-1", "9999999999999999999999", "1e9", "true", "null",
	strings.Repeat("a", 300), strings.Repeat("(", 3000), strings.Repeat("/", 300), strings.Repeat("x|", 2000),
}

// absurdPlaces are where text may stand in a deployment; %s is the value.
var absurdPlaces = map[string][]string{
	"spectralink": {
		`folder: %s`, `software: %s`, `label: %s`, `dialect: %s`, `masters: %s`, `misc: [%s]`, `coreFiles: %s`, `models: SPIP650: software: %s`, `models: (%s): software: "x"`,
		`directories: logs: %s`, `directories: {overrides: %s, contacts: %[1]s}`, `profiles: directory: %s`, `groups: g: profiles: directory: %s`, `users: ann: directory: %s`,
		`emergencyNumbers: [%s]`, `authorizedNumbers: [{description: %s, value: %[1]s}]`, `groups: (%s): label: "x"`, `phones: "00907a000001": group: %s`, `phones: (%s): {}`, `users: (%s): {}`,
		`users: ann: password: %s`, `users: ann: password: secret: %s`, `configFiles: before: [%s]`, `configFiles: after: [{file: %s, sets: [%[1]s]}]`,
		`contacts: [{ct: %s, ln: %[1]s, rt: %[1]s}]`, `accept: [{check: %s, reason: %[1]s, until: %[1]s}]`, `unlisted: (%s): "x"`, `unlisted: "a.b": %s`,
		`params: dialplan: digitmap: %s`, `params: efk: efklist: "1": {mname: %s, action: string: %[1]s, status: true}`, `params: prov: login: {defaultUser: %s, enabled: true}`,
		`params: tcpIpApp: sntp: address: %s`, `params: reg: "1": address: %s`, `params: prov: polling: time: %s`, `params: (%s): "x"`, `params: reg: (%s): address: "1"`,
		`inventory: users: {file: %s, id: %[1]s, each: label: %[1]s}`,
	},
	"cisco": {
		`folder: %s`, `server: %s`, `domain: %s`, `rule: %s`, `label: %s`, `models: (%s): params: {}`, `phones: (%s): model: "SPA504G"`, `phones: "0026cb000001": {model: %s, userID: %[1]s, password: %[1]s}`,
		`users: (%s): password: secret: "s"`, `users: ann: password: %s`, `users: ann: {password: secret: "s", params: Display_Name_1_: %s}`, `keepLocal: [%s]`, `access: (%s): "ro"`, `access: Text_Logo: %s`,
		`params: Dial_Plan_1_: %s`, `params: Profile_Rule_B: %s`, `params: Upgrade_Rule: %s`, `params: Daylight_Saving_Time_Rule: %s`, `params: Extended_Function_2_: %s`, `params: (%s): "x"`, `unlisted: (%s): "x"`, `unlisted: New: %s`,
		`default: params: Time_Zone: %s`, `accept: [{check: %s, reason: %[1]s}]`, `inventory: phones: {file: %s, id: %[1]s, each: {}}`,
	},
}

func TestAbsurdValues(t *testing.T) {
	t.Parallel()
	every, places := 12, 1
	if testing.Short() {
		every, places = 32, 4
	}
	needed := map[string]string{"spectralink": "", "cisco": "server: *\"https://prov.example/c\" | string\ndomain: *\"@example.com\" | string\n"}
	for vendor, all := range absurdPlaces {
		for n, place := range all {
			if n%places > 0 {
				continue
			}
			t.Run(fmt.Sprint(vendor, " ", n), func(t *testing.T) {
				t.Parallel()
				var text strings.Builder
				fmt.Fprintf(&text, "package p\n\nimport %q\n\n", "provc.internal/schema/"+vendor)
				for i, value := range absurd {
					if i%every != n%every {
						continue // each place takes some; all in all places take minutes
					}
					fmt.Fprintf(&text, "d%d: %s.#Deployment & {\nfolder: *\"d%[1]d\" | string\n%s%s\n}\n", i, vendor, needed[vendor], fmt.Sprintf(place, fmt.Sprintf("%q", value)))
				}
				cue := strings.ReplaceAll(text.String(), `\x00`, `\u0000`)
				done := make(chan error)
				go func() {
					_, err := Compile(context.Background(), Options{Dir: files(t, map[string]string{"cue.mod/module.cue": "module: \"n.example@v0\"\nlanguage: version: \"v0.17.0\"\n", "a.cue": cue})})
					done <- err
				}()
				select {
				case err := <-done:
					if err != nil {
						t.Error(err)
					}
				case <-time.After(2 * time.Minute):
					t.Errorf("%s: no end in sight", place)
				}
			})
		}
	}
}
