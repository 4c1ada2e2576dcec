package relations_test

import (
	"slices"
	"strings"
	"testing"

	"provc/compiler/cisco/deploytest"
	"provc/compiler/diag"
)

const (
	alike  = "users: {ann: params: {User_ID_4_: \"4\", Password_4_: \"\"}, bob: {password: secret: \"b\", params: {User_ID_4_: \"4\", Password_4_: \"\"}}}\n" // whoever they register with
	closed = "params: {Resync_Periodic: 0, Resync_On_Reset: false, Resync_From_SIP: false}\n"
)

// One finding for one mistake: what follows from an error is not told.
func TestConsequences(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		body string
		want []string
	}{
		{deploytest.Server + strings.Replace(deploytest.Room, `model: "SPA525G2"`, `model: "SPA999"`, 1) + `users: ann: password: secret: "a"`, []string{"model-unknown"}},
		{deploytest.Server + strings.Replace(deploytest.Room, `model: "SPA525G2"`, `model: 5`, 1) + `users: ann: password: secret: "a"`, []string{"field-value"}},
		{deploytest.Server + strings.Replace(deploytest.Room, `userID: "board-room", `, ``, 1), []string{"phone-identity"}},
		{deploytest.Server + strings.Replace(deploytest.Room, `userID: "board-room"`, `userid: "board-room"`, 1), []string{"field-unknown"}},
		{deploytest.Server + strings.Replace(deploytest.Room, `password: secret`, `pasword: secret`, 1), []string{"field-unknown"}},
		{deploytest.Server + strings.Replace(deploytest.Room, `model: `, `modl: `, 1), []string{"field-unknown"}},
		{deploytest.Server + strings.Replace(deploytest.Room, `model: `, `kind: 1, maker: `, 1), []string{"field-unknown", "field-unknown"}},
		{deploytest.Server + deploytest.Room + `users: ann: {password: {secrt: "a"}, params: {User_ID_4_: "4", Password_4_: 4.5}}`, []string{"field-unknown", "parameter-value"}},
		{deploytest.Server + deploytest.Room + `users: ann: {password: secret: "a", params: {User_ID_4_: "4", Pasword_4_: secret: "s"}}`, []string{"parameter-unknown"}},
		{deploytest.Both(`phones: "0026cb5f1a20": previous: [{userID: 5, password: secret: "a"}, {userID: 6, password: secret: "b"}]`), []string{"field-value", "field-value"}},
		{deploytest.Both(`users: ann: params: {User_ID_4_: "4", Register_4_: "no"}`), []string{"parameter-value"}},
		{deploytest.Both(`users: ann: params: {User_ID_4_: "4", Line_Enable_4_: "no"}`), []string{"parameter-value"}},
		{deploytest.Both(`users: ann: params: User_ID_4_: "4", params: Line_Enable_4_: "no"`), []string{"parameter-value"}},
		{deploytest.Server + `phones: "0026cb5f1a20": {model: "SPA509G", userID: "a", password: secret: "a"}` + "\n" + deploytest.Ann + `users: ann: params: {User_ID_12_: "4", Register_12_: "no"}`, []string{"parameter-value"}},
		{deploytest.Both(alike + `params: Share_Ext_4_: "sharde"`), []string{"parameter-value"}},
		{deploytest.Both(alike + `params: Shared_User_ID_4_: 4`), []string{"parameter-value"}},
		{deploytest.Both(alike + `users: ann: params: Proxy_4_: 4`), []string{"parameter-value"}},
		{deploytest.Both(alike + `users: ann: params: Register_4_: "no"`), []string{"parameter-value"}},
		{deploytest.Both(alike + `users: ann: params: Line_Enable_4_: "no"`), []string{"parameter-value"}},
		{deploytest.Both(alike + `params: Text_Logo: 5`), []string{"extension-twice", "parameter-value"}},
		{deploytest.Both(closed + `params: Resync_At__HHmm_: "24:00"`), []string{"time-of-day"}},
		{deploytest.Both(closed + `params: Resync_Trigger_1: 5`), []string{"parameter-value"}},
		{deploytest.Both(closed + `params: Resync_Trigger_2: 5`), []string{"parameter-value"}},
		{deploytest.Both(closed + `params: Text_Logo: 5`), []string{"resync-off", "parameter-value"}},
		{deploytest.Both(deploytest.Foyer + `phones: "0026cb5f1a30": params: {Unit_1_Enable: "no", Unit_1_Key_1: "fnc=sd;ext=1@x"}`), []string{"parameter-value"}},
		{deploytest.Both(deploytest.Foyer + `phones: "0026cb5f1a30": params: {Unit_2_Enable: "no", Unit_2_Key_1: "fnc=sd;ext=1@x"}`), []string{"parameter-value"}},
		{deploytest.Both(`folder: "/x", rule: "(\"$MUID\" ne \"\") ? https://prov.example/cisco/x/mobile/$MUID.xml | https://prov.example/cisco/x/default.xml"`), []string{"field-value"}},
		{`server: "http:/prov.example"` + "\n" + deploytest.Room + `rule: "http://prov.example/default.cfg"`, []string{"server-url"}},
		{deploytest.Server + deploytest.Ann + `phones: 5`, []string{"field-value"}},
		{deploytest.Server + deploytest.Ann + `phones: "0026cb5f1a20": 5`, []string{"field-value"}},
		{deploytest.Server + deploytest.Ann + deploytest.Door + strings.Replace(deploytest.Room, `model: "SPA525G2"`, `modl: "SPA525G2"`, 1), []string{"field-unknown"}},
		{deploytest.Server + deploytest.Ann + deploytest.Door + strings.Replace(deploytest.Room, `SPA525G2`, `SPA526`, 1), []string{"model-unknown"}},
		{deploytest.Both(with(eight, ``) + `default: params: Extension_2_: "7", phones: "0026cb5f1a23": modl: 7`), []string{"field-unknown"}},
		{deploytest.Server + with(three, ``) + strings.Replace(deploytest.Room, `SPA525G2`, `SPA526`, 1) + `params: {Extension_2_: "5", Unit_1_Key_1: "fnc=sd;ext=1@x"}`, []string{"model-unknown"}},
		{deploytest.Server + with(three, ``) + strings.Replace(deploytest.Room, `model: `, `modl: `, 1) + `params: {Extension_2_: "5", Unit_1_Key_1: "fnc=sd;ext=1@x"}`, []string{"field-unknown"}},
		{deploytest.Server + deploytest.Ann + deploytest.Door + `phnes: "0026cb5f1a20": {model: "SPA525G2", userID: "a", password: secret: "a"}`, []string{"field-unknown"}},
		{deploytest.Server + with(three, ``) + `params: {Extension_2_: "5", Unit_1_Key_1: "fnc=sd;ext=1@x"}, phnes: "0026cb5f1a20": model: "SPA525G2"`, []string{"field-unknown"}},
		{deploytest.Server + with(three, ``) + `params: Display_Name_5_: "x", phnes: "0026cb5f1a20": model: "SPA525G2"`, []string{"field-unknown"}},
		{deploytest.Server + with(three, ``) + `params: Display_Name_5_: "x", phones: "0026cb5f1a20": modl: "SPA525G2"`, []string{"field-unknown"}},
		{deploytest.Both(deploytest.RuleTo + `https://prov.example/cisco/spa504G.cfg", phones: "0026cb5f1a21": modl: "SPA504G"`), []string{"field-unknown"}},
		{deploytest.Both(deploytest.RuleTo + `https://prov.example/cisco/host/hall.xml", phnes: "0026cb5f1a21": userID: "hall"`), []string{"field-unknown"}},
		{deploytest.Both(deploytest.RuleTo + `https://prov.example/cisco/host/hall.xml", phones: "0026cb5f1a21": {model: "SPA525G2", userId: "hall", password: secret: "h"}`), []string{"field-unknown"}},
		{deploytest.Both(`params: EM_Enable: "no", models: SPA525G2: params: EM_Enable: false`), []string{"parameter-value"}},
		{`domain: "example.com"` + "\n" + `server: "https://prov.example"` + "\n" + deploytest.Room, []string{"field-value"}},
	} {
		var got []string
		for _, d := range deploytest.Compile(t, x.body).Findings {
			if d.Severity != diag.Note {
				got = append(got, d.Check)
			}
		}
		if !slices.Equal(got, x.want) {
			t.Errorf("%s\ngot %v, want %v", x.body, got, x.want)
		}
	}
}
