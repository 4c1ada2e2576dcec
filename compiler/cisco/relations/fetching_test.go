package relations_test

import "provc/compiler/cisco/deploytest"

const (
	noMore = "Provision_Enable is false: a phone that reads this never fetches a profile again, and nothing can mend it from here"
	stuck  = "a phone never fetches its profile again: Resync_On_Reset and Resync_From_SIP are false, Resync_Periodic is 0, and Resync_At__HHmm_ and both triggers are empty; set Resync_Periodic: 3600"

	allOff  = `{Resync_On_Reset: false, Resync_From_SIP: false, Resync_Periodic: 0, Resync_At__HHmm_: "", Resync_Trigger_2: ""}`
	someOff = `{Resync_On_Reset: false, Resync_From_SIP: false}`
	lobby   = `phones: "0026cb5f1a21": {model: "SPA504G", userID: "lobby", password: secret: "l"}` + "\n"
)

// Phones that fetch no more profiles.
var fetchingTests = []deploytest.Case{
	{Check: "provisioning-disabled", Plain: deploytest.Accepted, Bad: deploytest.Both(`params: Provision_Enable: false`), Good: deploytest.Both(`params: Provision_Enable: true`),
		Found: deploytest.Says{"5:9 warning provisioning-disabled: " + noMore}},
	{Check: "provisioning-disabled", Plain: deploytest.Accepted, Bad: deploytest.Both(`models: SPA525G2: params: Provision_Enable: false`), Good: deploytest.Both(`models: SPA525G2: params: Provision_Enable: true`),
		Found: deploytest.Says{"5:27 warning provisioning-disabled: " + noMore}},
	{Check: "provisioning-disabled", Plain: deploytest.Accepted, Bad: deploytest.Both(`phones: "0026cb5f1a20": params: Provision_Enable: false`), Good: deploytest.Both(`phones: "0026cb5f1a20": params: Provision_Enable: true`),
		Found: deploytest.Says{"5:33 warning provisioning-disabled: " + noMore}},
	{Check: "provisioning-disabled", Plain: deploytest.Accepted, Bad: deploytest.Both(`users: ann: params: Provision_Enable: false`), Good: deploytest.Both(`users: ann: params: Provision_Enable: true`),
		Found: deploytest.Says{"5:21 warning provisioning-disabled: " + noMore}},
	{Check: "provisioning-disabled", Plain: deploytest.Accepted, Bad: deploytest.Both(`default: params: Provision_Enable: false`), Good: deploytest.Both(`default: params: Provision_Enable: true`),
		Found: deploytest.Says{"5:18 warning provisioning-disabled: " + noMore}},
	{Check: "provisioning-disabled", Plain: deploytest.Accepted, // a value that no profile takes
		Bad:   deploytest.Both(lobby + `params: Provision_Enable: false, models: SPA525G2: params: Provision_Enable: true`),
		Good:  deploytest.Both(lobby + `params: Provision_Enable: false, models: {SPA525G2: params: Provision_Enable: true, SPA504G: params: Provision_Enable: true}`),
		Found: deploytest.Says{"6:9 warning provisioning-disabled: " + noMore}},
	{Check: "provisioning-disabled", Plain: deploytest.Accepted, Bad: deploytest.Server + `params: Provision_Enable: false`, Good: deploytest.Server + `params: {}`,
		Found: deploytest.Says{"3:9 warning provisioning-disabled: " + noMore}},
	{Check: "provisioning-disabled", Plain: deploytest.Accepted, Bad: deploytest.Both(`params: {Provision_Enable: false, Resync_On_Reset: false}`), Good: deploytest.Both(``), // no second finding
		Found: deploytest.Says{"5:10 warning provisioning-disabled: " + noMore}},
	{Check: "resync-off", Plain: deploytest.Accepted, // two mistakes: to mend one is not enough
		Bad:   deploytest.Both(`params: {Provision_Enable: false, Resync_On_Reset: false, Resync_Periodic: 0}`),
		Good:  deploytest.Both(`params: {Resync_On_Reset: false, Resync_Periodic: 0}`),
		Found: deploytest.Says{"5:10 warning provisioning-disabled: " + noMore, "5:35 warning resync-off: a phone never fetches its profile again: Resync_On_Reset is false, Resync_Periodic is 0, Resync_At__HHmm_ and both triggers are empty, and beside Provision_Enable: false it does nothing when it is asked by SIP; set Resync_Periodic: 3600"}},

	{Check: "resync-off", Plain: deploytest.Accepted, Bad: deploytest.Both(`params: ` + allOff), Good: deploytest.Both(`params: ` + someOff),
		Found: deploytest.Says{"5:10 warning resync-off: " + stuck}},
	{Check: "resync-off", Plain: deploytest.Accepted, Bad: deploytest.Both(`params: {Resync_On_Reset: false, Resync_From_SIP: false, Resync_Periodic: 0}`), Good: deploytest.Both(`params: {Resync_On_Reset: false, Resync_Periodic: 0}`),
		Found: deploytest.Says{"5:10 warning resync-off: " + stuck}},
	{Check: "resync-off", Plain: deploytest.Accepted, Bad: deploytest.Both(`params: ` + allOff), Good: deploytest.Both(`params: {Resync_From_SIP: false, Resync_Periodic: 0}`),
		Found: deploytest.Says{"5:10 warning resync-off: " + stuck}},
	{Check: "resync-off", Plain: deploytest.Accepted, Bad: deploytest.Both(`params: ` + allOff), Good: deploytest.Both(`params: {Resync_On_Reset: false, Resync_From_SIP: false, Resync_Periodic: 0, Resync_At__HHmm_: "0330"}`),
		Found: deploytest.Says{"5:10 warning resync-off: " + stuck}},
	{Check: "resync-off", Plain: deploytest.Accepted, Bad: deploytest.Both(`params: ` + allOff), Good: deploytest.Both(`params: {Resync_On_Reset: false, Resync_From_SIP: false, Resync_Periodic: 0, Resync_Trigger_1: "$PRVTMR gt 600"}`),
		Found: deploytest.Says{"5:10 warning resync-off: " + stuck}},
	{Check: "resync-off", Plain: deploytest.Accepted, Bad: deploytest.Both(`params: ` + allOff), Good: deploytest.Both(`params: {Resync_On_Reset: false, Resync_From_SIP: false, Resync_Periodic: 0, Resync_Trigger_2: "$PRVTMR gt 600"}`),
		Found: deploytest.Says{"5:10 warning resync-off: " + stuck}},
	{Check: "resync-off", Plain: deploytest.Accepted, // the layers of a phone together
		Bad:   deploytest.Both(`params: ` + someOff + "\n" + `phones: "0026cb5f1a20": params: Resync_Periodic: 0`),
		Good:  deploytest.Both(`params: ` + someOff + "\n" + `phones: "0026cb5f1a20": params: {Resync_Periodic: 0, Resync_On_Reset: true}`),
		Found: deploytest.Says{"6:33 warning resync-off: " + stuck}},
	{Check: "resync-off", Plain: deploytest.Accepted,
		Bad:   deploytest.Both(lobby + `params: ` + someOff + "\n" + `models: SPA504G: params: Resync_Periodic: 0`),
		Good:  deploytest.Both(lobby + `params: ` + allOff + "\n" + `models: [_]: params: Resync_Periodic: 900, models: {SPA504G: {}, SPA525G2: {}}`),
		Found: deploytest.Says{"7:26 warning resync-off: " + stuck}},
	{Check: "resync-off", Plain: deploytest.Accepted, // the default profile
		Bad: deploytest.Both(`params: ` + someOff + "\n" + `default: params: Resync_Periodic: 0`), Good: deploytest.Both(`default: params: Resync_Periodic: 0`),
		Found: deploytest.Says{"6:18 warning resync-off: " + stuck}},
	{Check: "resync-off", Plain: deploytest.Accepted, // a person's with the phone's
		Bad: deploytest.Both(`params: ` + someOff + "\n" + `users: ann: params: Resync_Periodic: 0`), Good: deploytest.Both(`users: ann: params: Resync_Periodic: 0`),
		Found: deploytest.Says{"6:21 warning resync-off: " + stuck}},
	{Check: "resync-off", Plain: deploytest.Accepted, // on one of the phones
		Bad:   deploytest.Both(lobby + `phones: "0026cb5f1a21": params: ` + someOff + "\n" + `users: ann: params: Resync_Periodic: 0`),
		Good:  deploytest.Both(lobby + `phones: "0026cb5f1a21": params: ` + someOff + "\n" + `users: ann: params: {Resync_Periodic: 0, Resync_On_Reset: true}`),
		Found: deploytest.Says{"7:21 warning resync-off: " + stuck}},
	{Check: "resync-off", Plain: deploytest.Accepted, Bad: deploytest.Server + deploytest.Ann + `params: ` + someOff + "\n" + `users: ann: params: Resync_Periodic: 0`, Good: deploytest.Server + deploytest.Ann + `params: Resync_On_Reset: false`,
		Found: deploytest.Says{"5:21 warning resync-off: " + stuck}},
	{Check: "resync-off", Plain: deploytest.Accepted, Bad: deploytest.Server + `params: ` + allOff, Good: deploytest.Server + `params: ` + someOff,
		Found: deploytest.Says{"3:10 warning resync-off: " + stuck}},
}
