package facts_test

import (
	"strings"

	"provc/compiler/cisco/deploytest"
)

const (
	aside = "unlisted sets a rule of the catalogue aside: "
)

// unlistedTests are of what stands under unlisted.
var unlistedTests = []deploytest.Case{
	// A value that the catalogue does not allow, and one that it does.
	{Check: "unlisted-known", Plain: deploytest.Accepted, Bad: deploytest.Both(`unlisted: SIP_Port_2_: 65536`), Good: deploytest.Both(`unlisted: Shiny: 65536`),
		Found: deploytest.Says{"5:11 warning unlisted-known: " + aside + "SIP_Port_2_ must be a port from 0 to 65535, or empty: found 65536"}},
	{Check: "unlisted-known", Plain: deploytest.Accepted, Bad: deploytest.Both(`unlisted: SIP_Port_2_: 5062`), Good: deploytest.Both(`params: SIP_Port_2_: 5062`),
		Found: deploytest.Says{"5:11 warning unlisted-known: SIP_Port_2_" + deploytest.Taken + "SIP_Port_2_: 5062"}},
	{Check: "unlisted-known", Plain: deploytest.Accepted, Bad: deploytest.Both(`users: ann: unlisted: DND_Setting: "Yes"`), Good: deploytest.Both(`users: ann: params: DND_Setting: true`),
		Found: deploytest.Says{"5:23 warning unlisted-known: DND_Setting" + deploytest.Taken + "DND_Setting: true"}},
	{Check: "unlisted-known", Plain: deploytest.Accepted, Bad: deploytest.Both(`default: unlisted: Time_Zone: "GMT+1"`), Good: deploytest.Both(`default: params: Time_Zone: "GMT+01:00"`),
		Found: deploytest.Says{"5:20 warning unlisted-known: " + aside + `Time_Zone must be one of its 32 allowed values: found "GMT+1"`}},
	{Check: "unlisted-known", Plain: deploytest.Accepted, Bad: deploytest.Both(`unlisted: Upgrade_Rule: "(x"`), Good: deploytest.Both(`unlisted: Upgrade_Rules: "(x"`),
		Found: deploytest.Says{"5:11 warning unlisted-known: " + aside + "Upgrade_Rule is not a rule that phones understand: …"}},
	// A parameter of other models, in each layer that says so.
	{Check: "unlisted-known", Plain: deploytest.Accepted, Bad: deploytest.Both(`models: SPA525G2: unlisted: Screen_Saver_Icon: "Lock"`), Good: deploytest.Both(`models: SPA504G: params: Screen_Saver_Icon: "Lock"`),
		Found: deploytest.Says{"5:29 warning unlisted-known: " + aside + "SPA525G2 has no Screen_Saver_Icon: it is called Screen_Saver_Type there"}},
	{Check: "unlisted-known", Plain: deploytest.Accepted, Bad: deploytest.Both(`phones: "0026cb5f1a20": unlisted: Screen_Saver_Icon: "Lock"`), Good: deploytest.Both(`models: SPA504G: params: Screen_Saver_Icon: "Lock"`),
		Found: deploytest.Says{"5:35 warning unlisted-known: " + aside + "SPA525G2 has no Screen_Saver_Icon: it is called Screen_Saver_Type there"}},
	{Check: "unlisted-known", Plain: deploytest.Accepted, Bad: deploytest.Both(`models: SPA504G: unlisted: Admin_Password: secret: "x"`), Good: deploytest.Both(`models: SPA504G: params: Admin_Passwd: secret: "x"`),
		Found: deploytest.Says{"5:28 warning unlisted-known: " + aside + "SPA504G has no Admin_Password: it is called Admin_Passwd there"}},
	{Check: "unlisted-known", Plain: deploytest.Accepted, Bad: deploytest.Both(`unlisted: User_ID_6_: "x"`), Good: deploytest.Both(`params: User_ID_5_: "x"`),
		Found: deploytest.Says{"5:11 warning unlisted-known: " + aside + "SPA525G2 has no User_ID_6_: it has 5 lines"}},
	{Check: "unlisted-known", Plain: deploytest.Accepted, Bad: deploytest.Both(`unlisted: Line_Enable_13_: true`), Good: deploytest.Both(`unlisted: Line_Enabling_13: true`),
		Found: deploytest.Says{"5:11 warning unlisted-known: " + aside + "Line_Enable_13_: the index must be 1 to 12, and at most the lines of the model"}},
	// Secrets are not shown.
	{Check: "unlisted-known", Plain: deploytest.Accepted, Bad: deploytest.Both(`unlisted: Password_1_: "` + strings.Repeat("hidden", 11) + `"`), Good: deploytest.Both(`params: Password_1_: secret: "x"`),
		Found: deploytest.Says{
			"5:11 warning unlisted-known: " + aside + `Password_1_ must be printable text of at most 63 characters, or {secret: "name"}: found text of 66 characters`,
			"5:24 warning literal-secret: Password_1_" + deploytest.Literal}},

	{Check: "unlisted-letter-case", Plain: deploytest.Accepted, Bad: deploytest.Both(`models: SPA525G2: unlisted: Text_logo: "x"`), Good: deploytest.Both(`models: SPA525G2: unlisted: Text_logos: "x"`),
		Found: deploytest.Says{"5:29 error unlisted-letter-case: Text_logo differs from Text_Logo in letter case alone, and names are case-sensitive; write Text_Logo:"}},
	{Check: "unlisted-letter-case", Plain: deploytest.Accepted, Bad: deploytest.Both(`users: ann: unlisted: user_id_3_: "x"`), Good: deploytest.Both(`users: ann: unlisted: user_id_three_: "x"`),
		Found: deploytest.Says{"5:23 error unlisted-letter-case: user_id_3_ differs from User_ID_3_ in letter case alone, and names are case-sensitive; write User_ID_3_:"}},

	{Check: "unlisted-elsewhere", Plain: deploytest.Same, Bad: deploytest.Both(`unlisted: EM_Shiny: true`), Good: deploytest.Both(`unlisted: Shiny_EM_: true`),
		Found: deploytest.Says{"5:11 error unlisted-elsewhere: unlisted.EM_Shiny: EM_* never goes into unlisted: provc writes it, or checks it in params"}},
	{Check: "unlisted-elsewhere", Plain: deploytest.Same, Bad: deploytest.Both(`phones: "0026cb5f1a20": unlisted: Profile_Rule_B: "x"`), Good: deploytest.Both(`phones: "0026cb5f1a20": params: Profile_Rule_B: "/x"`),
		Found: deploytest.Says{"5:35 error unlisted-elsewhere: phones.0026cb5f1a20.unlisted.Profile_Rule_B: a profile rule never goes into unlisted: write rule, or params, where it is checked"}},

	{Check: "unlisted-twice", Plain: deploytest.Same, Bad: deploytest.Both(`users: ann: {params: DND_Setting: true, unlisted: DND_Setting: "Maybe"}`), Good: deploytest.Both(`params: DND_Setting: true, users: ann: unlisted: DND_Setting: "Maybe"`),
		Found: deploytest.Says{"5:51 error unlisted-twice: DND_Setting stands in params and in unlisted of one layer; keep one of them | the other is here 5:22"}},
	{Check: "unlisted-twice", Plain: deploytest.Same, Bad: deploytest.Both(`default: {params: Text_Logo: "x", unlisted: Text_Logo: "x"}`), Good: deploytest.Both(`default: unlisted: Text_Logo: "x", params: Text_Logo: "x"`),
		Found: deploytest.Says{"5:45 error unlisted-twice: Text_Logo stands in params and in unlisted of one layer; keep one of them | the other is here 5:19"}},

	// Rules between parameters hold here, too.
	{Check: "literal-secret", Plain: deploytest.Accepted, Bad: deploytest.Both(`unlisted: Shiny_Password_2_: "hidden"`), Good: deploytest.Both(`unlisted: {Shiny_Password_2_: secret: "x", Shiny_Password_Length: 8, Shiny_Password_Enable: true}`),
		Found: deploytest.Says{
			"5:11 warning unlisted-parameter: Shiny_Password_2_" + deploytest.Unchecked,
			"5:30 warning literal-secret: Shiny_Password_2_" + deploytest.Literal}},
	{Check: "field-value", Plain: deploytest.Same, Bad: deploytest.Both(`unlisted: Shiny_PIN: "hidden\u0001"`), Good: deploytest.Both(`unlisted: Shiny_Pinned: "shown"`),
		Found: deploytest.Says{`5:22 error field-value: unlisted.Shiny_PIN must be printable text, a whole number, true or false, or {secret: "name"}: found text of 7 characters`}},
	{Check: "parameter-unknown", Plain: deploytest.Refused, Bad: deploytest.Both(`params: Display_Name_x_: "x"`), Good: deploytest.Both(`params: Display_Name_3_: "x"`),
		Found: deploytest.Says{"5:9 error parameter-unknown: Display_Name_x_ is no parameter of these phones; write a number in the place of x"}},
}
