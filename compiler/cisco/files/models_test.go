package files_test

import (
	"slices"
	"strings"
	"testing"

	"provc/compiler/cisco/deploytest"
)

// What is said for one model, where several are in use: a file for phones of any
// model has what all models agree on that know the parameter, else what the
// deployment says, else the vendor's default. The files are those of the columns;
// 2 is the phone of an SPA525G2, 4 that of an SPA504G.
func TestWhatModelsAgreeOn(t *testing.T) {
	t.Parallel()
	const two = deploytest.Server + `phones: {
"0026cb5f1a02": {model: "SPA525G2", userID: "two", password: secret: "p"}
"0026cb5f1a04": {model: "SPA504G", userID: "four", password: secret: "p"}
}
users: {ann: password: secret: "a", bob: {password: secret: "b", params: XML_Password: secret: "bob"}}
`
	files := []string{"spa525G2.cfg", "spa504G.cfg", "host/two.xml", "host/four.xml", "mobile/ann.xml", "default.xml"}
	for _, x := range []struct{ body, name, want string }{
		{`models: SPA525G2: params: Ringer_Volume: 2, models: SPA504G: params: Ringer_Volume: 2, params: Ringer_Volume: 1`, "Ringer_Volume", "2 2 2 2 2 2"},
		{`models: SPA525G2: params: Ringer_Volume: 2, models: SPA504G: params: Ringer_Volume: 4, params: Ringer_Volume: 1`, "Ringer_Volume", "2 4 2 4 1 1"},
		{`models: SPA525G2: params: Ringer_Volume: 2, models: SPA504G: params: Ringer_Volume: 4`, "Ringer_Volume", "2 4 2 4 8 8"},
		{`models: SPA525G2: params: Ringer_Volume: 2, params: Ringer_Volume: 1`, "Ringer_Volume", "2 1 2 1 1 1"},
		{`models: SPA504G: params: Ringer_Volume: 4, params: Ringer_Volume: 1`, "Ringer_Volume", "1 4 1 4 1 1"},
		{`models: SPA525G2: params: Ringer_Volume: 2`, "Ringer_Volume", "2 - 2 8 8 8"},
		{`models: SPA504G: params: Ringer_Volume: 4`, "Ringer_Volume", "- 4 8 4 8 8"},
		// The SPA525G2 does not know it, and so agrees.
		{`models: SPA504G: params: Screen_Saver_Icon: "Lock"`, "Screen_Saver_Icon", "- Lock - Lock Lock Lock"},
		{`params: Screen_Saver_Icon: "Lock"`, "Screen_Saver_Icon", "- Lock - Lock Lock Lock"},
		{`models: SPA504G: params: Back_Light_Timer: "Off", params: Back_Light_Timer: "30 s"`, "Back_Light_Timer", "- Off - Off - Off"},
		// One secret is one value.
		{`models: SPA525G2: params: XML_Password: secret: "x", models: SPA504G: params: XML_Password: secret: "x"`, "XML_Password", "- - {x} {x} {x} "},
		{`models: SPA525G2: params: XML_Password: secret: "x", models: SPA504G: params: XML_Password: secret: "y"`, "XML_Password", "- - {x} {y}  "},
		// Families have defaults of their own: a file for both leaves the parameter out.
		{``, "Speaker_Volume", "- - 11 8 - -"},
		{`params: Speaker_Volume: 5`, "Speaker_Volume", "5 5 5 5 5 5"},
		{`models: SPA504G: params: Speaker_Volume: 4`, "Speaker_Volume", "- 4 11 4 - -"},
		{`models: SPA504G: params: Speaker_Volume: 4, models: SPA525G2: params: Speaker_Volume: 4`, "Speaker_Volume", "4 4 4 4 4 4"},
		{`users: ann: params: Ring1: "x"`, "Ring1", "- - n=Cisco_Synth;w=file://Cisco_synth_ring1.mp3;c=0 n=Classic-1;w=3;c=1 x -"},
		// Nobody knows what the ringing volume of an SPA525G2 is.
		{``, "Ringer_Volume", "- - - 8 - -"},
		// Where somebody declares another value, it is reset all the same.
		{`users: ann: params: Ringer_Volume: 3`, "Ringer_Volume", "- - 8 8 3 8"},
		{`phones: "0026cb5f1a02": params: Ringer_Volume: 3`, "Ringer_Volume", "- - 3 8 8 8"},
		{`default: params: Ringer_Volume: 3`, "Ringer_Volume", "- - 8 8 8 3"},
		// What one family takes is not written for the other.
		{``, "Deep_Bass", "- - Yes Default - -"},
		{`params: Deep_Bass: "HiDef"`, "Deep_Bass", "- HiDef Yes HiDef - -"},
		{`params: Deep_Bass: false`, "Deep_Bass", "No - No Default - -"},
		{`models: SPA504G: params: Deep_Bass: "HiDef", models: SPA525G2: params: Deep_Bass: "No"`, "Deep_Bass", "No HiDef No HiDef - -"},
		{`users: ann: params: Deep_Bass: "HiDef"`, "Deep_Bass", "- - Yes Default HiDef -"},
		{`default: params: Preferred_Audio_Device: "None"`, "Preferred_Audio_Device", "- - None Speaker - None"},
		{`params: Preferred_Audio_Device: "Headset"`, "Preferred_Audio_Device", "Headset Headset Headset Headset Headset Headset"},
		// Nobody resets it: what one model has is of that model.
		{`models: SPA525G2: params: Time_Zone: "GMT"`, "Time_Zone", "GMT - GMT - - -"},
		{`models: SPA525G2: params: Time_Zone: "GMT", params: Time_Zone: "GMT-01:00"`, "Time_Zone", "GMT GMT-01:00 GMT GMT-01:00 - GMT-01:00"},
		{`phones: "0026cb5f1a02": params: Time_Zone: "GMT", params: Time_Zone: "GMT-01:00"`, "Time_Zone", "GMT-01:00 GMT-01:00 GMT GMT-01:00 - GMT-01:00"},
		// A model of which there is no phone has no say about the default.
		{`models: SPA303: params: Ringer_Volume: 3, models: SPA525G2: params: Ringer_Volume: 2, models: SPA504G: params: Ringer_Volume: 2`, "Ringer_Volume", "2 2 2 2 2 2"},
		{`models: SPA303: params: Ringer_Volume: 3`, "Ringer_Volume", "- - 8 8 8 8"},
		{`models: SPA303: params: Time_Zone: "GMT", params: Time_Zone: "GMT-01:00"`, "Time_Zone", "GMT-01:00 GMT-01:00 GMT-01:00 GMT-01:00 - GMT-01:00"},
		// Parameters that the catalogue lacks go by the same rules.
		{`models: SPA525G2: unlisted: New: 2, models: SPA504G: unlisted: New: 2`, "New", "2 2 2 2 - 2"},
		{`models: SPA525G2: unlisted: New: 2, models: SPA504G: unlisted: New: 4`, "New", "2 4 2 4 - -"},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			c := deploytest.Sound(t, two+x.body)
			var got []string
			for _, f := range files {
				got = append(got, strings.ReplaceAll(c.Value(t, f, x.name), " ", "_"))
			}
			if !slices.Equal(got, strings.Split(x.want, " ")) {
				t.Errorf("%s\ngot %q, want %q", x.body, got, x.want)
			}
		})
	}
}

// Whether people can log in is for every profile to say.
func TestMobilityOfProfiles(t *testing.T) {
	t.Parallel()
	const (
		door  = `phones: "0026cb5f1a01": {model: "SPA301", userID: "door", password: secret: "p"}` + "\n" // has no Login soft key
		four  = `phones: "0026cb5f1a04": {model: "SPA504G", userID: "four", password: secret: "p"}` + "\n"
		users = `users: bob: password: secret: "b"` + "\n"
	)
	for _, x := range []struct{ body, want string }{
		{door + four + users, "spa301.cfg No, spa504G.cfg Yes, host/door.xml No, host/four.xml Yes, mobile/bob.xml Yes, default.xml Yes, staging:0026cb5f1a01.xml No, staging:0026cb5f1a04.xml Yes, staging:spa504G.cfg -"},
		{door + four, "spa301.cfg No, spa504G.cfg No, host/door.xml No, host/four.xml No, default.xml No, staging:0026cb5f1a04.xml -"},
		{door + four + `params: EM_Enable: true`, "spa301.cfg Yes, spa504G.cfg Yes, host/door.xml Yes, host/four.xml Yes, default.xml Yes"},
		{door + four + users + `params: EM_Enable: true`, "spa301.cfg No, spa504G.cfg Yes, host/door.xml No, host/four.xml Yes, mobile/bob.xml Yes, default.xml Yes"},
		{users, "mobile/bob.xml Yes, default.xml Yes"},
		{users + `models: {SPA303: {}, SPA301: {}}`, "spa303.cfg Yes, spa301.cfg No, default.xml Yes"},
		// On a phone without an identity nobody can, whatever all phones are told.
		{deploytest.Foyer + four + users, "spa303.cfg No, 0026cb5f1a30.xml No, staging:0026cb5f1a30.xml No, spa504G.cfg Yes, default.xml Yes"},
		{deploytest.Foyer + four + `params: EM_Enable: true`, "spa303.cfg No, 0026cb5f1a30.xml No, spa504G.cfg Yes, default.xml Yes"},
		{deploytest.Foyer + `params: EM_Enable: true`, "spa303.cfg No, 0026cb5f1a30.xml No, default.xml No"},
		{deploytest.Foyer + `phones: "0026cb5f1a31": {model: "SPA303", userID: "hall", password: secret: "h"}` + "\n" + users, "spa303.cfg Yes, 0026cb5f1a30.xml No, host/hall.xml Yes"},
		{``, "default.xml No"},
		{`default: params: EM_Enable: true`, "default.xml Yes"},
	} {
		c := deploytest.Sound(t, deploytest.Server+x.body)
		for _, want := range strings.Split(x.want, ", ") {
			file, value, _ := strings.Cut(want, " ")
			if got := c.Value(t, file, "EM_Enable"); got != value {
				t.Errorf("%s\n%s has %q, want %q", x.body, file, got, value)
			}
		}
	}
}

// What mobile profiles reset is what phones with a Login soft key have; nobody fetches
// one on others.
func TestPhonesWithoutSoftKey(t *testing.T) {
	t.Parallel()
	const door = `phones: "0026cb5f1a01": {model: "SPA301", userID: "door", password: secret: "p"}` + "\n"
	c := deploytest.Sound(t, deploytest.Server+deploytest.Room+deploytest.Ann+door)
	for file, want := range map[string]string{"mobile/ann.xml": "11", "host/board-room.xml": "11", "host/door.xml": "8", "default.xml": "-"} {
		if got := c.Value(t, file, "Speaker_Volume"); got != want {
			t.Errorf("%s has %s, want %s", file, got, want)
		}
	}
}

// A phone that nobody logs in on knows the domain all the same, which a later identity
// will need.
func TestDomainOfPlainPhones(t *testing.T) {
	t.Parallel()
	c := deploytest.Sound(t, deploytest.Server+deploytest.Room+deploytest.Foyer)
	for _, file := range []string{"0026cb5f1a30.xml", "spa303.cfg", "staging:0026cb5f1a30.xml", "host/board-room.xml", "default.xml"} {
		if got := c.Value(t, file, "EM_User_Domain"); got != "@example.com" {
			t.Errorf("%s has %s", file, got)
		}
	}
}

// Which files there are.
func TestFilesOfPhonesAndModels(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ body, files, staging string }{
		{``, "default.xml", ""},
		{deploytest.Room, "default.xml host/board-room.xml spa525G2.cfg", "0026cb5f1a20.xml spa525G2.cfg"},
		{deploytest.Ann, "default.xml mobile/ann.xml", ""},
		{`models: SPA303: {}`, "default.xml spa303.cfg", ""},
		{deploytest.Room + `models: SPA303: {}`, "default.xml host/board-room.xml spa525G2.cfg", "0026cb5f1a20.xml spa525G2.cfg"},
		{deploytest.Foyer, "0026cb5f1a30.xml default.xml spa303.cfg", "0026cb5f1a30.xml spa303.cfg"},
		{deploytest.Room + deploytest.Ann + deploytest.Foyer + `folder: "a"`, "a/0026cb5f1a30.xml a/default.xml a/host/board-room.xml a/mobile/ann.xml a/spa303.cfg a/spa525G2.cfg", "0026cb5f1a20.xml 0026cb5f1a30.xml spa303.cfg spa525G2.cfg"},
		{deploytest.Foyer + `phones: "0026cb5f1a30": previous: [{userID: "hall", password: secret: "hall"}]`, "0026cb5f1a30.xml default.xml host/hall.xml spa303.cfg", "0026cb5f1a30.xml spa303.cfg"},
		{`folder: "a/b"` + "\n" + deploytest.Room + deploytest.Ann, "a/b/default.xml a/b/host/board-room.xml a/b/mobile/ann.xml a/b/spa525G2.cfg", "0026cb5f1a20.xml spa525G2.cfg"},
		{deploytest.Room + `phones: "0026cb5f1a21": {model: "SPA525G", userID: "b", password: secret: "b", previous: [{userID: "c", password: secret: "c"}]}`,
			"default.xml host/b.xml host/board-room.xml host/c.xml spa525G.cfg spa525G2.cfg", "0026cb5f1a20.xml 0026cb5f1a21.xml spa525G.cfg spa525G2.cfg"},
	} {
		c := deploytest.Sound(t, deploytest.Server+x.body)
		if got := strings.Join(deploytest.Paths(c.Files), " "); got != x.files {
			t.Errorf("%s\ngot %s, want %s", x.body, got, x.files)
		}
		if got := strings.Join(deploytest.Paths(c.Staging), " "); got != x.staging {
			t.Errorf("%s\ngot %s for staging, want %s", x.body, got, x.staging)
		}
	}
}

// What new phones of a model ask for is there because of the first of them.
func TestStagingOfSeveralPhones(t *testing.T) {
	t.Parallel()
	c := deploytest.Sound(t, deploytest.Server+deploytest.Room+strings.NewReplacer("5f1a20", "5f1a21", "board-room", "hall").Replace(deploytest.Room))
	if got := c.Staging["spa525G2.cfg"].Pos.Line - deploytest.Head; got != 3 {
		t.Errorf("it is there because of line %d", got)
	}
}
