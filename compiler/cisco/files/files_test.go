package files_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/cisco/deploytest"
)

// listing is every file with all it says, one parameter a line, behind it the line
// of the deployment that says so. A file's own line has whom it belongs to, when it
// is written, and what asks for it.
func listing(files map[string]*artifact.File) string {
	var b strings.Builder
	for _, path := range deploytest.Paths(files) {
		f := files[path]
		phase := map[artifact.Phase]string{artifact.Leaf: "leaf", artifact.Handset: "handset", artifact.Entry: "entry"}[f.Phase]
		fmt.Fprintf(&b, "%s %s %s :%d\n", path, strings.TrimSuffix(f.Owner+" "+f.Entity, " "), phase, f.Pos.Line-deploytest.Head)
		for _, p := range f.Params {
			fmt.Fprintf(&b, "  %s =", p.Name)
			if v := deploytest.Shown(p); v != "" {
				fmt.Fprintf(&b, " %s", strings.TrimLeft(v, " "))
			}
			if p.Pos.IsValid() {
				fmt.Fprintf(&b, " :%d", p.Pos.Line-deploytest.Head)
			}
			b.WriteByte('\n')
		}
	}
	return strings.ReplaceAll(b.String(), ruleOfDesks, "RULE")
}

// Nothing that people change at the phone is reset, so that files are short.
const leaveToPhones = `keepLocal: ["Alert_Tone_Off", "Block_ANC_Setting", "Block_CID_Setting", "CW_Setting", "Cfwd_All_Dest", "Cfwd_Busy_Dest", "Cfwd_No_Ans_Delay",
"Cfwd_No_Ans_Dest", "Cfwd_Setting", "DND_Setting", "Date_Format", "Deep_Bass", "Default_Ring__1__", "Default_Ring__2__", "Default_Ring__3__", "Default_Ring__4__",
"Dial_Assistance", "Handset_Version", "Handset_Volume", "Headset_Volume", "LCD_Contrast", "Miss_Call_Banner", "Miss_Call_Shortcut", "Preferred_Audio_Device",
"Ringer_Volume", "Screen_Saver_Enable", "Screen_Saver_Icon", "Screen_Saver_Wait", "Send_Audio_To_Speaker", "Speaker_Volume", "Speed_Dial_2", "Speed_Dial_3",
"Speed_Dial_4", "Speed_Dial_5", "Speed_Dial_6", "Speed_Dial_7", "Speed_Dial_8", "Speed_Dial_9", "Text_Message", "Text_Message_From_3rd_Party", "Time_Format"]
`

// desks is a deployment that uses everything.
const desks = `server: "https://prov.example/desks"
domain: "@example.com"
folder: "sites/desks"
params: {Time_Zone: "GMT+01:00", Text_Logo: "Clinic"}
models: SPA504G: params: {Admin_Passwd: secret: "admin", Back_Light_Timer: "30 s"}
phones: {
"0026cb5f1a20": {model: "SPA504G", userID: "room-2", password: secret: "room_2", params: Station_Name: "Room"
previous: [{userID: "room-1", password: secret: "room_1"}
{userID: "room-0", password: secret: "room_0"}]}
"0026cb5f1a10": {model: "SPA301", userID: "door", password: secret: "door"}
}
users: {
bob: password: secret: "bob"
ann: {password: secret: "ann", params: {Display_Name_1_: "Ann", Display_Name_2_: "Ann's second", Password_2_: secret: "sip"}
unlisted: Shiny: true}
}
default: params: Text_Logo: "Free"
access: {Text_Logo: "ro", Display_Name_1_: "rw", Dial_Plan_1_: "rw"}
unlisted: {New_10: 7, New_9: false}
` + leaveToPhones

const filesOfDesks = `sites/desks/default.xml d leaf :17
  Auth_ID_2_ =
  Dial_Plan_1_ = (*xx|[3469]11|0|00|[2-9]xxxxxx|1xxx[2-9]xxxxxxS0|xxxxxxxxxxxx.) rw
  Display_Name_1_ = rw
  Display_Name_2_ =
  EM_Enable = Yes :0
  EM_User_Domain = @example.com :2
  New_9 = No :19
  New_10 = 7 :19
  Password_2_ =
  Profile_Rule = RULE :1
  Shiny =
  Text_Logo = Free ro :17
  Time_Zone = GMT+01:00 :4
  Use_Auth_ID_2_ = No
  User_ID_2_ =
sites/desks/host/door.xml d 0026cb5f1a10 leaf :10
  Dial_Plan_1_ = (*xx|[3469]11|0|00|[2-9]xxxxxx|1xxx[2-9]xxxxxxS0|xxxxxxxxxxxx.) rw
  Display_Name_1_ = rw
  EM_Enable = No :0
  EM_Phone_Password = {door} :10
  EM_Phone_User_ID = door :10
  EM_User_Domain = @example.com :2
  New_9 = No :19
  New_10 = 7 :19
  Profile_Rule = RULE :1
  Resync_Periodic = 3600 :0
  Shiny =
  Text_Logo = Clinic ro :4
  Time_Zone = GMT+01:00 :4
sites/desks/host/room-0.xml d 0026cb5f1a20 leaf :9
  Admin_Passwd = {admin} :5
  Auth_ID_2_ =
  Back_Light_Timer = 30 s :5
  Dial_Plan_1_ = (*xx|[3469]11|0|00|[2-9]xxxxxx|1xxx[2-9]xxxxxxS0|xxxxxxxxxxxx.) rw
  Display_Name_1_ = rw
  Display_Name_2_ =
  EM_Enable = Yes :0
  EM_Phone_Password = {room_2} :7
  EM_Phone_User_ID = room-2 :7
  EM_User_Domain = @example.com :2
  New_9 = No :19
  New_10 = 7 :19
  Password_2_ =
  Profile_Rule = RULE :1
  Resync_Periodic = 3600 :0
  Shiny =
  Station_Name = Room :7
  Text_Logo = Clinic ro :4
  Time_Zone = GMT+01:00 :4
  Use_Auth_ID_2_ = No
  User_ID_2_ =
sites/desks/host/room-1.xml d 0026cb5f1a20 leaf :8
  Admin_Passwd = {admin} :5
  Auth_ID_2_ =
  Back_Light_Timer = 30 s :5
  Dial_Plan_1_ = (*xx|[3469]11|0|00|[2-9]xxxxxx|1xxx[2-9]xxxxxxS0|xxxxxxxxxxxx.) rw
  Display_Name_1_ = rw
  Display_Name_2_ =
  EM_Enable = Yes :0
  EM_Phone_Password = {room_2} :7
  EM_Phone_User_ID = room-2 :7
  EM_User_Domain = @example.com :2
  New_9 = No :19
  New_10 = 7 :19
  Password_2_ =
  Profile_Rule = RULE :1
  Resync_Periodic = 3600 :0
  Shiny =
  Station_Name = Room :7
  Text_Logo = Clinic ro :4
  Time_Zone = GMT+01:00 :4
  Use_Auth_ID_2_ = No
  User_ID_2_ =
sites/desks/host/room-2.xml d 0026cb5f1a20 leaf :7
  Admin_Passwd = {admin} :5
  Auth_ID_2_ =
  Back_Light_Timer = 30 s :5
  Dial_Plan_1_ = (*xx|[3469]11|0|00|[2-9]xxxxxx|1xxx[2-9]xxxxxxS0|xxxxxxxxxxxx.) rw
  Display_Name_1_ = rw
  Display_Name_2_ =
  EM_Enable = Yes :0
  EM_Phone_Password = {room_2} :7
  EM_Phone_User_ID = room-2 :7
  EM_User_Domain = @example.com :2
  New_9 = No :19
  New_10 = 7 :19
  Password_2_ =
  Profile_Rule = RULE :1
  Resync_Periodic = 3600 :0
  Shiny =
  Station_Name = Room :7
  Text_Logo = Clinic ro :4
  Time_Zone = GMT+01:00 :4
  Use_Auth_ID_2_ = No
  User_ID_2_ =
sites/desks/mobile/ann.xml d ann leaf :14
  Auth_ID_2_ =
  Dial_Plan_1_ = (*xx|[3469]11|0|00|[2-9]xxxxxx|1xxx[2-9]xxxxxxS0|xxxxxxxxxxxx.) rw
  Display_Name_1_ = Ann rw :14
  Display_Name_2_ = Ann's second :14
  EM_Enable = Yes :0
  EM_User_Domain = @example.com :2
  New_9 = No :19
  New_10 = 7 :19
  Password_2_ = {sip} :14
  Profile_Rule = RULE :1
  Shiny = Yes :15
  Text_Logo = Clinic ro :4
  Time_Zone = GMT+01:00 :4
  Use_Auth_ID_2_ = No
  User_ID_2_ =
sites/desks/mobile/bob.xml d bob leaf :13
  Auth_ID_2_ =
  Dial_Plan_1_ = (*xx|[3469]11|0|00|[2-9]xxxxxx|1xxx[2-9]xxxxxxS0|xxxxxxxxxxxx.) rw
  Display_Name_1_ = rw
  Display_Name_2_ =
  EM_Enable = Yes :0
  EM_User_Domain = @example.com :2
  New_9 = No :19
  New_10 = 7 :19
  Password_2_ =
  Profile_Rule = RULE :1
  Shiny =
  Text_Logo = Clinic ro :4
  Time_Zone = GMT+01:00 :4
  Use_Auth_ID_2_ = No
  User_ID_2_ =
sites/desks/spa301.cfg d entry :0
  EM_Enable = No :0
  EM_User_Domain = @example.com :2
  New_9 = No :19
  New_10 = 7 :19
  Profile_Rule = RULE :1
  Text_Logo = Clinic ro :4
  Time_Zone = GMT+01:00 :4
sites/desks/spa504G.cfg d entry :0
  Back_Light_Timer = 30 s :5
  EM_Enable = Yes :0
  EM_User_Domain = @example.com :2
  New_9 = No :19
  New_10 = 7 :19
  Profile_Rule = RULE :1
  Text_Logo = Clinic ro :4
  Time_Zone = GMT+01:00 :4
`

const stagingOfDesks = `0026cb5f1a10.xml d 0026cb5f1a10 leaf :10
  EM_Enable = No :0
  EM_Phone_Password = {door} :10
  EM_Phone_User_ID = door :10
  EM_User_Domain = @example.com :2
  Profile_Rule = RULE :1
  Resync_Periodic = 60 :10
0026cb5f1a20.xml d 0026cb5f1a20 leaf :7
  EM_Enable = Yes :0
  EM_Phone_Password = {room_2} :7
  EM_Phone_User_ID = room-2 :7
  EM_User_Domain = @example.com :2
  Profile_Rule = RULE :1
  Resync_Periodic = 60 :7
spa301.cfg d entry :10
  Profile_Rule = /$MA.xml :10
  Resync_Periodic = 60 :10
spa504G.cfg d entry :7
  Profile_Rule = /$MA.xml :7
  Resync_Periodic = 60 :7
`

// The rule of OL-20443-01, which listings have as RULE.
const ruleOfDesks = `("$EMS" eq "mobile" and "$MUID" ne "" and "$MPWD" ne "") ? [--uid $MUID$PDOM --pwd $MPWD] https://prov.example/desks/mobile/$MUID.xml | ` +
	`("$PUID" ne "" and "$PPWD" ne "") ? [--uid $PUID$PDOM --pwd $PPWD] https://prov.example/desks/host/$PUID.xml | https://prov.example/desks/default.xml`

func TestEveryFileOfADeployment(t *testing.T) {
	t.Parallel()
	c := deploytest.Sound(t, desks)
	for _, x := range []struct{ got, want string }{{listing(c.Files), filesOfDesks}, {listing(c.Staging), stagingOfDesks}} {
		if x.got != x.want {
			t.Errorf("got\n%s\nwant\n%s", x.got, x.want)
		}
	}
	var credentials, phones []string
	for _, c := range c.Credentials {
		credentials = append(credentials, fmt.Sprintf("%s %s of %s: %s {%s} line %d %t", c.Owner, c.User, c.Entity, c.Password.Name, c.Password.Secret, c.Password.Pos.Line-deploytest.Head, c.Password.Sensitive))
	}
	for _, p := range c.Phones {
		phones = append(phones, fmt.Sprintf("%s line %d", p.MAC, p.Pos.Line-deploytest.Head))
	}
	slices.Sort(credentials)
	slices.Sort(phones)
	if want := []string{
		"d ann@example.com of ann: the password of user ann {ann} line 14 true",
		"d bob@example.com of bob: the password of user bob {bob} line 13 true",
		"d door@example.com of 0026cb5f1a10: EM_Phone_Password {door} line 10 true",
		"d room-0@example.com of 0026cb5f1a20: EM_Phone_Password {room_0} line 9 true",
		"d room-1@example.com of 0026cb5f1a20: EM_Phone_Password {room_1} line 8 true",
		"d room-2@example.com of 0026cb5f1a20: EM_Phone_Password {room_2} line 7 true",
	}; !slices.Equal(credentials, want) {
		t.Errorf("got %q", credentials)
	}
	if want := []string{"0026cb5f1a10 line 10", "0026cb5f1a20 line 7"}; !slices.Equal(phones, want) {
		t.Errorf("got %q", phones)
	}
}

// A rule of the deployment's own goes out on one line, wherever the rule goes.
func TestOwnRule(t *testing.T) {
	t.Parallel()
	c := deploytest.Sound(t, deploytest.Server+deploytest.Room+deploytest.Ann+deploytest.Foyer+"rule: \"\"\"\n\t(\"$EMS\" = \"host\")? (a=\"1\";)!\n\t  https://prov.example/cisco/default.xml\n\t|https://prov.example/cisco/default.xml # the end\n\t\"\"\"")
	const want = `("$EMS" eq "host") ? ( GPP_A = "1" ; )! https://prov.example/cisco/default.xml | https://prov.example/cisco/default.xml # the end`
	for _, file := range []string{"spa525G2.cfg", "host/board-room.xml", "mobile/ann.xml", "default.xml", "staging:0026cb5f1a20.xml"} {
		if got := c.Value(t, file, "Profile_Rule"); got != want {
			t.Errorf("%s has %s", file, got)
		}
	}
	for _, p := range c.Files["default.xml"].Params {
		if p.Name == "Profile_Rule" && p.Pos.Line-deploytest.Head != 6 {
			t.Errorf("it comes from %s", p.Pos)
		}
	}
	// A phone that nobody logs in on has but one place to go.
	for _, file := range []string{"0026cb5f1a30.xml", "spa303.cfg", "staging:0026cb5f1a30.xml"} {
		if got := c.Value(t, file, "Profile_Rule"); got != "https://prov.example/cisco/$MA.xml" {
			t.Errorf("%s has %s", file, got)
		}
	}
	if got := c.Value(t, "staging:spa525G2.cfg", "Profile_Rule"); got != "/$MA.xml" {
		t.Errorf("a new phone fetches %s", got)
	}
}

// Other rules, and what phones write into their logs, go out on one line, too.
func TestRulesOnSeveralLines(t *testing.T) {
	t.Parallel()
	c := deploytest.Sound(t, deploytest.Server+deploytest.Room+deploytest.Ann+"params: Upgrade_Rule: \"\"\"\n\t($SWVER lt 7.5.2b)?  http://h/a.bin \n\n\t\t| http://h/b.bin\n\n\t\"\"\"\n"+
		"models: SPA525G2: params: {Profile_Rule_B: \"\\n/x\\r\\n\", Report_Rule: \"[--post a]\\t\\n/r\", Log_Resync_Failure_Msg: \"$MA\\nfailed\"}")
	for name, want := range map[string]string{
		"Upgrade_Rule":           "($SWVER lt 7.5.2b)?  http://h/a.bin | http://h/b.bin",
		"Profile_Rule_B":         "/x",
		"Report_Rule":            "[--post a] /r",
		"Log_Resync_Failure_Msg": "$MA failed",
	} {
		for _, file := range []string{"spa525G2.cfg", "host/board-room.xml"} {
			if got := c.Value(t, file, name); got != want {
				t.Errorf("%s has %s %q, want %q", file, name, got, want)
			}
		}
	}
}

// The value of a secret is checked once it is known, and never shown.
func TestValuesOfSecrets(t *testing.T) {
	t.Parallel()
	c := deploytest.Sound(t, deploytest.Server+deploytest.Room+`users: ann: {password: secret: "ann", params: Password_1_: secret: "sip"}`)
	allowed := map[string]func(string) string{}
	for _, who := range c.Credentials {
		allowed[who.Password.Name] = who.Password.Allowed
	}
	for _, file := range []string{"host/board-room.xml", "mobile/ann.xml"} {
		for _, p := range c.Files[file].Params {
			if p.Secret != "" {
				allowed[p.Name] = p.Allowed
			}
		}
	}
	for _, x := range []struct {
		name, value string
		refused     bool
	}{
		{"EM_Phone_Password", "x", false},
		{"EM_Phone_Password", "not this", true},
		{"EM_Phone_Password", "", true},
		{"EM_Phone_Password", strings.Repeat("p", 63), false},
		{"EM_Phone_Password", strings.Repeat("p", 64), true},
		{"the password of user ann", "x", false},
		{"the password of user ann", "not|this", true},
		{"Password_1_", "this may", false},
		{"Password_1_", strings.Repeat("p", 63), false},
		{"Password_1_", strings.Repeat("p", 64), true},
	} {
		said := allowed[x.name](x.value)
		if (said != "") != x.refused || x.refused && x.value != "" && strings.Contains(said, x.value) {
			t.Errorf("of %q as %s it says %q", x.value, x.name, said)
		}
	}
}

// People and phones that stand in tables are as those that are written out; what is
// wrong with a row is told.
func TestTables(t *testing.T) {
	t.Parallel()
	c := deploytest.Compile(t, deploytest.Server+`inventory: {
users: {file: "people.csv", id: "{login}", each: {password: secret: "{login}", params: Display_Name_1_: "{name}"}}
phones: {file: "desks.csv", id: "{mac}", each: {model: "SPA303", userID: "{room}", password: secret: "{room}", unlisted: New: 1}}
}`, "people.csv", "login,name\nann,Ann\ncid,Cid\nbob\n", "desks.csv", "mac,room\n0026cb5f1a20,hall\n0026cb5f1a21,door\n")
	if got := strings.Join(deploytest.Paths(c.Files), " "); got != "default.xml host/door.xml host/hall.xml mobile/ann.xml mobile/cid.xml spa303.cfg" {
		t.Errorf("got %s", got)
	}
	if got := c.Value(t, "mobile/cid.xml", "Display_Name_1_"); got != "Cid" {
		t.Errorf("cid is called %s", got)
	}
	var found []string
	for _, d := range c.Findings {
		found = append(found, fmt.Sprintf("%s:%d %s", d.Pos.File, d.Pos.Line, d.Check))
	}
	if want := []string{"a.cue:10 unlisted-parameter", "people.csv:4 inventory-row"}; !slices.Equal(found, want) {
		t.Errorf("got %q", found)
	}
}
