package files_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"provc/compiler/cisco/deploytest"
	"provc/compiler/cisco/facts"
)

// What people change at the phone, and what it is reset to.
const changeable = `
Alert_Tone_Off               No
Block_ANC_Setting            No
Block_CID_Setting            No
CW_Setting                   Yes
Cfwd_All_Dest
Cfwd_Busy_Dest
Cfwd_No_Ans_Delay            20
Cfwd_No_Ans_Dest
Cfwd_Setting                 Yes
DND_Setting                  No
Date_Format                  month/day
Deep_Bass                    Default
Default_Ring__1__            1
Default_Ring__2__            1
Default_Ring__3__            1
Default_Ring__4__            1
Default_Ring__5__            1
Default_Ring__6__            1
Default_Ring__7__            1
Default_Ring__8__            1
Default_Ring__9__            1
Default_Ring__10__           1
Default_Ring__11__           1
Default_Ring__12__           1
Dial_Assistance              No
Handset_Version              Auto
Handset_Volume               10
Headset_Volume               10
LCD_Contrast                 8
Miss_Call_Banner             Yes
Miss_Call_Shortcut           Yes
Preferred_Audio_Device       Speaker
Ringer_Volume                8
Screen_Saver_Enable          No
Screen_Saver_Icon            Background Picture
Screen_Saver_Wait            300
Send_Audio_To_Speaker        No
Speaker_Volume               8
Speed_Dial_2
Speed_Dial_3
Speed_Dial_4
Speed_Dial_5
Speed_Dial_6
Speed_Dial_7
Speed_Dial_8
Speed_Dial_9
Text_Message                 Yes
Text_Message_From_3rd_Party  No
Time_Format                  12hr
`

// Of these the SPA525G2 has another default: a file that phones of another family
// fetch, too, leaves them out.
const ofThe525 = `
Deep_Bass                    Yes
Default_Ring__1__            2
Handset_Volume               9
Headset_Volume               9
LCD_Contrast                 15
Preferred_Audio_Device       None
Speaker_Volume               11
`

// on525 are what is reset on an SPA525G2, which lacks some. What its ringing volume
// is from the factory nobody knows.
func on525(lacks ...string) []string {
	all := resets(5, append(lacks, "Ringer_Volume")...)
	for _, line := range strings.Split(strings.TrimSpace(ofThe525), "\n") {
		name, value, _ := strings.Cut(line, " ")
		at := slices.IndexFunc(all, func(s string) bool { return strings.HasPrefix(s, name+"=") })
		all[at] = name + "=" + strings.TrimSpace(value)
	}
	return all
}

// onEither are what is reset whatever the family, on so many lines.
func onEither(lines int) []string {
	lacks := []string{"Ringer_Volume"}
	for _, line := range strings.Split(strings.TrimSpace(ofThe525), "\n") {
		lacks = append(lacks, strings.Fields(line)[0])
	}
	return resets(lines, lacks...)
}

// resets are the lines of changeable, but for lines that a phone has not and for
// what its family lacks.
func resets(lines int, lacks ...string) []string {
	var all []string
	for _, line := range strings.Split(strings.TrimSpace(changeable), "\n") {
		name, value, _ := strings.Cut(line, " ")
		var n int
		if _, err := fmt.Sscanf(name, "Default_Ring__%d__", &n); err == nil && n > lines || slices.Contains(lacks, name) {
			continue
		}
		all = append(all, name+"="+strings.TrimSpace(value))
	}
	return all
}

// saidIn lists the parameters of a file with their values, but for those that every
// profile repeats.
func saidIn(c *deploytest.Compiled, file string) []string {
	var all []string
	for _, p := range c.Files[file].Params {
		if !deploytest.OfEveryProfile(p) && p.Name != facts.ResyncPeriodic {
			all = append(all, p.Name+"="+deploytest.Shown(p))
		}
	}
	return all
}

// A phone resets all that people change at it and that its model has; a mobile
// profile and the default profile what any model in use has.
func TestWhatPeopleChangeIsReset(t *testing.T) {
	t.Parallel()
	phone := func(n int, model string) string {
		return fmt.Sprintf("phones: \"0026cb5f1a2%d\": {model: %q, userID: \"room%d\", password: secret: \"room\"}\n", n, model, n)
	}
	lacks525 := []string{"Screen_Saver_Icon", "Screen_Saver_Wait", "Send_Audio_To_Speaker", "Text_Message"}
	for _, x := range []struct {
		body, file string
		want       []string
	}{
		{phone(1, "SPA301") + phone(2, "SPA303"), "host/room1.xml", resets(1)},
		{phone(1, "SPA303"), "host/room1.xml", resets(3)},
		{phone(1, "SPA502G"), "host/room1.xml", resets(1)},
		{phone(1, "SPA509G"), "host/room1.xml", resets(12)},
		{phone(1, "SPA525G2"), "host/room1.xml", on525(lacks525...)},
		{phone(1, "SPA525G"), "host/room1.xml", on525(lacks525...)},
		{phone(1, "SPA525G"), "default.xml", on525(lacks525...)},
		{phone(1, "SPA525G"), "mobile/bob.xml", on525(lacks525...)},
		{phone(1, "SPA525G") + phone(2, "SPA303"), "mobile/bob.xml", onEither(5)},
		{phone(1, "SPA525G") + phone(2, "SPA303"), "default.xml", onEither(5)},
		{phone(1, "SPA525G") + phone(2, "SPA303"), "host/room1.xml", on525(lacks525...)},
		{phone(1, "SPA525G") + phone(2, "SPA303"), "host/room2.xml", resets(3)},
		{"", "mobile/bob.xml", onEither(12)}, // on whatever phone
		{"", "default.xml", onEither(12)},
		{"models: SPA303: {}\n", "mobile/bob.xml", resets(3)},
		{"models: SPA303: {}\n", "spa303.cfg", nil},
		{phone(1, "SPA303"), "spa303.cfg", nil},
	} {
		c := deploytest.Sound(t, deploytest.Server+x.body+`users: bob: password: secret: "bob"`)
		if got := saidIn(c, x.file); !slices.Equal(got, x.want) {
			t.Errorf("%s of\n%sgot  %q\nwant %q", x.file, x.body, got, x.want)
		}
	}

	// Where nobody is, nothing is reset; phones without people are reset all the same.
	if got := saidIn(deploytest.Sound(t, deploytest.Server), "default.xml"); got != nil {
		t.Errorf("got %q", got)
	}
	if got := saidIn(deploytest.Sound(t, deploytest.Server+phone(1, "SPA303")), "default.xml"); !slices.Equal(got, resets(3)) {
		t.Errorf("got %q", got)
	}
}

// What four files say of a parameter: the room's host profile, the mobile profiles
// of ann and of bob, the default profile. A blank within a value is an underscore.
func TestResetClosure(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		body, name string
		want       string
	}{
		// Nobody changes it, or only ann.
		{``, "Time_Zone", "- - - -"},
		{`users: ann: params: Time_Zone: "GMT"`, "Time_Zone", "GMT-08:00 GMT GMT-08:00 GMT-08:00"},
		{`users: ann: params: Password_1_: secret: "x"`, "Password_1_", " {x}  "},
		{`users: ann: params: Text_Logo: "x"`, "Text_Logo", " x  "},
		{`users: ann: unlisted: New: "x"`, "New", " x  "},
		{`users: ann: params: SIP_Port_2_: 5999`, "SIP_Port_2_", "5061 5999 5061 5061"},
		{`users: ann: params: Static_IP: "10.0.0.1"`, "Static_IP", " 10.0.0.1  "}, // even of the System pages
		// People may change it at the phone by default, or where access says so.
		{``, "CW_Setting", "Yes Yes Yes Yes"},
		{`access: Time_Zone: "rw"`, "Time_Zone", "GMT-08:00_rw GMT-08:00_rw GMT-08:00_rw GMT-08:00_rw"},
		{`access: Time_Zone: "ro"`, "Time_Zone", "- - - -"},
		{`access: Time_Zone: "na"`, "Time_Zone", "- - - -"},
		{`access: Static_IP: "rw"`, "Static_IP", "- - - -"},
		{`access: Password_1_: "rw"`, "Password_1_", "_rw _rw _rw _rw"},
		{`access: Time_Zone: "rw", params: Time_Zone: "GMT"`, "Time_Zone", "GMT_rw GMT_rw GMT_rw GMT_rw"},
		{`access: Time_Zone: "rw", phones: "0026cb5f1a20": params: Time_Zone: "GMT"`, "Time_Zone", "GMT_rw GMT-08:00_rw GMT-08:00_rw GMT-08:00_rw"},
		{`access: Time_Zone: "rw", default: params: Time_Zone: "GMT"`, "Time_Zone", "GMT-08:00_rw GMT-08:00_rw GMT-08:00_rw GMT_rw"},
		{`access: Time_Zone: "ro", users: ann: params: Time_Zone: "GMT"`, "Time_Zone", "GMT-08:00_ro GMT_ro GMT-08:00_ro GMT-08:00_ro"},
		// Forbidden at the phone, it is reset all the same: it was not always.
		{`access: CW_Setting: "na"`, "CW_Setting", "Yes_na Yes_na Yes_na Yes_na"},
		{`access: CW_Setting: "ro"`, "CW_Setting", "Yes_ro Yes_ro Yes_ro Yes_ro"},
		{`access: CW_Setting: "rw"`, "CW_Setting", "Yes_rw Yes_rw Yes_rw Yes_rw"},
		// keepLocal leaves it alone but where it is declared.
		{`keepLocal: ["CW_Setting"]`, "CW_Setting", "- - - -"},
		{`keepLocal: ["CW_Setting"]`, "DND_Setting", "No No No No"},
		{`keepLocal: ["DND_Setting", "CW_Setting"]`, "DND_Setting", "- - - -"},
		{`keepLocal: ["CW_Setting"], users: ann: params: CW_Setting: false`, "CW_Setting", "- No - -"},
		{`keepLocal: ["CW_Setting"], params: CW_Setting: false`, "CW_Setting", "No No No No"},
		{`keepLocal: ["CW_Setting"], phones: "0026cb5f1a20": params: CW_Setting: false`, "CW_Setting", "No - - -"},
		{`keepLocal: ["CW_Setting"], models: SPA525G2: params: CW_Setting: false`, "CW_Setting", "No - - No"},
		{`keepLocal: ["CW_Setting"], default: params: CW_Setting: false`, "CW_Setting", "Yes - - No"},
		{`keepLocal: ["Time_Zone"], users: ann: params: Time_Zone: "GMT"`, "Time_Zone", "- GMT - -"},
		{`keepLocal: ["Time_Zone"], access: Time_Zone: "rw"`, "Time_Zone", "- - - -"},
		// What the default profile alone declares, host profiles reset.
		{`default: params: Time_Zone: "GMT"`, "Time_Zone", "GMT-08:00 - - GMT"},
		{`default: unlisted: New: "x"`, "New", " - - x"},
		{`default: params: Ringer_Volume: "5"`, "Ringer_Volume", "8 8 8 5"}, // of no sure default, and declared
		{`default: params: Time_Zone: "GMT", params: Time_Zone: "GMT-01:00"`, "Time_Zone", "GMT-01:00 GMT-01:00 GMT-01:00 GMT"},
		{`default: params: User_ID_2_: "x"`, "Password_2_", " - - -"}, // the account whole
		{`default: params: User_ID_2_: "x"`, "User_ID_2_", " - - x"},
		{`default: params: User_ID_2_: "x"`, "Use_Auth_ID_2_", "No - - -"},
		{`default: params: User_ID_2_: "x", keepLocal: ["Password_2_"]`, "Password_2_", "- - - -"},
		{`default: params: User_ID_2_: "x"`, "Password_1_", "- - - -"},
		// Enrolment shortens this; host profiles restore it.
		{``, "Resync_Periodic", "3600 - - -"},
		{`params: Resync_Periodic: 900`, "Resync_Periodic", "900 900 900 900"},
		{`phones: "0026cb5f1a20": params: Resync_Periodic: 900`, "Resync_Periodic", "900 - - -"},
		{`models: SPA525G2: params: Resync_Periodic: 900`, "Resync_Periodic", "900 - - 900"},
		{`users: ann: params: Resync_Periodic: 900`, "Resync_Periodic", "3600 900 3600 3600"},
		// A secret of the deployment is for those who need it reset.
		{`params: XML_Password: secret: "x"`, "XML_Password", "{x} - - -"},
		{`params: XML_Password: secret: "x", users: ann: params: XML_Password: secret: "y"`, "XML_Password", "{x} {y} {x} "},
		{`params: Admin_Password: secret: "x"`, "Admin_Password", "{x} - - -"},
		{`params: Admin_Password: "x"`, "Admin_Password", "x - - -"}, // though it stands in the configuration
		{`models: SPA525G2: params: Admin_Password: "x"`, "Admin_Password", "x - - -"},
		// What the model lacks, it does not get.
		{`params: {Admin_Passwd: secret: "x", Custom_CA_RULE: "/x"}, phones: "0026cb5f1a10": {model: "SPA303", userID: "b", password: secret: "b"}`, "Admin_Passwd", "- - - -"},
		{`params: {Admin_Passwd: secret: "x", Custom_CA_RULE: "/x"}, phones: "0026cb5f1a10": {model: "SPA303", userID: "b", password: secret: "b"}`, "Custom_CA_RULE", "- /x /x /x"},
		{`users: ann: params: Display_Name_7_: "x", phones: "0026cb5f1a10": {model: "SPA508G", userID: "b", password: secret: "b"}`, "Display_Name_7_", "- x  "},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			c := deploytest.Sound(t, deploytest.Server+deploytest.Room+`users: {ann: password: secret: "ann", bob: password: secret: "bob"}`+"\n"+x.body)
			var got []string
			for _, f := range []string{"host/board-room.xml", "mobile/ann.xml", "mobile/bob.xml", "default.xml"} {
				got = append(got, strings.ReplaceAll(c.Value(t, f, x.name), " ", "_"))
			}
			if !slices.Equal(got, strings.Split(x.want, " ")) {
				t.Errorf("%s\ngot %q, want %q", x.body, got, x.want)
			}
		})
	}
}
