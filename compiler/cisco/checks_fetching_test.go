package cisco

const (
	noMore = "Provision_Enable is false: a phone that reads this never fetches a profile again, and nothing can mend it from here"
	stuck  = "a phone never fetches its profile again: Resync_On_Reset and Resync_From_SIP are false, Resync_Periodic is 0, and Resync_At__HHmm_ and both triggers are empty; set Resync_Periodic: 3600"

	allOff  = `{Resync_On_Reset: false, Resync_From_SIP: false, Resync_Periodic: 0, Resync_At__HHmm_: "", Resync_Trigger_2: ""}`
	someOff = `{Resync_On_Reset: false, Resync_From_SIP: false}`
	lobby   = `phones: "0026cb5f1a21": {model: "SPA504G", userID: "lobby", password: secret: "l"}` + "\n"
)

// Phones that fetch no more profiles.
var fetchingTests = []checkTest{
	{"provisioning-disabled", accepted, both(`params: Provision_Enable: false`), both(`params: Provision_Enable: true`),
		says{"5:9 warning provisioning-disabled: " + noMore}},
	{"provisioning-disabled", accepted, both(`models: SPA525G2: params: Provision_Enable: false`), both(`models: SPA525G2: params: Provision_Enable: true`),
		says{"5:27 warning provisioning-disabled: " + noMore}},
	{"provisioning-disabled", accepted, both(`phones: "0026cb5f1a20": params: Provision_Enable: false`), both(`phones: "0026cb5f1a20": params: Provision_Enable: true`),
		says{"5:33 warning provisioning-disabled: " + noMore}},
	{"provisioning-disabled", accepted, both(`users: ann: params: Provision_Enable: false`), both(`users: ann: params: Provision_Enable: true`),
		says{"5:21 warning provisioning-disabled: " + noMore}},
	{"provisioning-disabled", accepted, both(`default: params: Provision_Enable: false`), both(`default: params: Provision_Enable: true`),
		says{"5:18 warning provisioning-disabled: " + noMore}},
	{"provisioning-disabled", accepted, // a value that no profile takes
		both(lobby + `params: Provision_Enable: false, models: SPA525G2: params: Provision_Enable: true`),
		both(lobby + `params: Provision_Enable: false, models: {SPA525G2: params: Provision_Enable: true, SPA504G: params: Provision_Enable: true}`),
		says{"6:9 warning provisioning-disabled: " + noMore}},
	{"provisioning-disabled", accepted, server + `params: Provision_Enable: false`, server + `params: {}`,
		says{"3:9 warning provisioning-disabled: " + noMore}},
	{"provisioning-disabled", accepted, both(`params: {Provision_Enable: false, Resync_On_Reset: false}`), both(``), // no second finding
		says{"5:10 warning provisioning-disabled: " + noMore}},
	{"resync-off", accepted, // two mistakes: to mend one is not enough
		both(`params: {Provision_Enable: false, Resync_On_Reset: false, Resync_Periodic: 0}`),
		both(`params: {Resync_On_Reset: false, Resync_Periodic: 0}`),
		says{"5:10 warning provisioning-disabled: " + noMore, "5:35 warning resync-off: a phone never fetches its profile again: Resync_On_Reset is false, Resync_Periodic is 0, Resync_At__HHmm_ and both triggers are empty, and beside Provision_Enable: false it does nothing when it is asked by SIP; set Resync_Periodic: 3600"}},

	{"resync-off", accepted, both(`params: ` + allOff), both(`params: ` + someOff),
		says{"5:10 warning resync-off: " + stuck}},
	{"resync-off", accepted, both(`params: {Resync_On_Reset: false, Resync_From_SIP: false, Resync_Periodic: 0}`), both(`params: {Resync_On_Reset: false, Resync_Periodic: 0}`),
		says{"5:10 warning resync-off: " + stuck}},
	{"resync-off", accepted, both(`params: ` + allOff), both(`params: {Resync_From_SIP: false, Resync_Periodic: 0}`),
		says{"5:10 warning resync-off: " + stuck}},
	{"resync-off", accepted, both(`params: ` + allOff), both(`params: {Resync_On_Reset: false, Resync_From_SIP: false, Resync_Periodic: 0, Resync_At__HHmm_: "0330"}`),
		says{"5:10 warning resync-off: " + stuck}},
	{"resync-off", accepted, both(`params: ` + allOff), both(`params: {Resync_On_Reset: false, Resync_From_SIP: false, Resync_Periodic: 0, Resync_Trigger_1: "$PRVTMR gt 600"}`),
		says{"5:10 warning resync-off: " + stuck}},
	{"resync-off", accepted, both(`params: ` + allOff), both(`params: {Resync_On_Reset: false, Resync_From_SIP: false, Resync_Periodic: 0, Resync_Trigger_2: "$PRVTMR gt 600"}`),
		says{"5:10 warning resync-off: " + stuck}},
	{"resync-off", accepted, // the layers of a phone together
		both(`params: ` + someOff + "\n" + `phones: "0026cb5f1a20": params: Resync_Periodic: 0`),
		both(`params: ` + someOff + "\n" + `phones: "0026cb5f1a20": params: {Resync_Periodic: 0, Resync_On_Reset: true}`),
		says{"6:33 warning resync-off: " + stuck}},
	{"resync-off", accepted,
		both(lobby + `params: ` + someOff + "\n" + `models: SPA504G: params: Resync_Periodic: 0`),
		both(lobby + `params: ` + allOff + "\n" + `models: [_]: params: Resync_Periodic: 900, models: {SPA504G: {}, SPA525G2: {}}`),
		says{"7:26 warning resync-off: " + stuck}},
	{"resync-off", accepted, // the default profile
		both(`params: ` + someOff + "\n" + `default: params: Resync_Periodic: 0`), both(`default: params: Resync_Periodic: 0`),
		says{"6:18 warning resync-off: " + stuck}},
	{"resync-off", accepted, // a person's with the phone's
		both(`params: ` + someOff + "\n" + `users: ann: params: Resync_Periodic: 0`), both(`users: ann: params: Resync_Periodic: 0`),
		says{"6:21 warning resync-off: " + stuck}},
	{"resync-off", accepted, // on one of the phones
		both(lobby + `phones: "0026cb5f1a21": params: ` + someOff + "\n" + `users: ann: params: Resync_Periodic: 0`),
		both(lobby + `phones: "0026cb5f1a21": params: ` + someOff + "\n" + `users: ann: params: {Resync_Periodic: 0, Resync_On_Reset: true}`),
		says{"7:21 warning resync-off: " + stuck}},
	{"resync-off", accepted, server + ann + `params: ` + someOff + "\n" + `users: ann: params: Resync_Periodic: 0`, server + ann + `params: Resync_On_Reset: false`,
		says{"5:21 warning resync-off: " + stuck}},
	{"resync-off", accepted, server + `params: ` + allOff, server + `params: ` + someOff,
		says{"3:10 warning resync-off: " + stuck}},
}
