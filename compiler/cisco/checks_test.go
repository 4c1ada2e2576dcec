package cisco

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"provc/compiler/cuevet"
	"provc/compiler/diag"
	"provc/compiler/mend/mendtest"
)

// verdict is how a check shows in plain CUE.
type verdict uint8

const (
	same     verdict = iota // CUE refuses it, in the same words
	refused                 // CUE refuses it, in words of its own
	accepted                // CUE cannot see it (docs/cue.md)
	unasked                 // as the test before
)

// checkTest is a check with a deployment that triggers it, one that just does not,
// and all that is found in the first: line and column, severity, check and message.
// Of sentences that end in … the rest is the catalogue's.
type checkTest struct {
	check     string
	plain     verdict
	bad, good string
	found     says
}

type says []string

func TestChecks(t *testing.T) {
	t.Parallel()
	tests := slices.Concat(checkTests, lineTests, fetchingTests, valueTests, ruleTests, unlistedTests)
	var bodies []string
	unseen := map[string]bool{} // checks that CUE cannot see, of which it is asked once
	for i, x := range tests {
		if x.plain == accepted && unseen[x.check] {
			tests[i].plain = unasked
		}
		unseen[x.check] = unseen[x.check] || x.plain == accepted
		if x.check != "field-missing" && tests[i].plain != unasked { // of missing fields CUE tells only where it has nothing else to tell
			bodies = append(bodies, x.bad, x.good)
		}
	}
	var batch map[string][]string
	if !testing.Short() {
		slices.Sort(bodies)
		batch = cuevet.Batch(t, Vendor, slices.Compact(bodies))
	}
	for _, x := range tests {
		t.Run(x.check, func(t *testing.T) {
			t.Parallel()
			found := compile(t, x.bad).findings
			x.compare(t, found)
			mendtest.Mended(t, map[string]string{"a.cue": cuevet.Deployment(Vendor, x.bad)}, func(texts map[string]string) diag.List {
				return compile(t, cuevet.Body(Vendor, texts["a.cue"])).findings
			})
			for _, d := range compile(t, x.good).findings {
				if d.Severity == diag.Error || d.Check == x.check && strings.Contains(x.found[0], d.Severity.String()+" "+x.check) {
					t.Errorf("found in\n%s\n%s", x.good, text(diag.List{d}))
				}
			}
			switch {
			case testing.Short() || x.plain == unasked:
			case x.check == "field-missing":
				x.compareToCUE(t, found, plain(t, x.bad), plain(t, x.good))
			default:
				x.compareToCUE(t, found, batch[x.bad], batch[x.good])
			}
		})
	}
}

// compare holds what is found against what should be.
func (x checkTest) compare(t *testing.T, found diag.List) {
	t.Helper()
	var got []string
	for _, d := range found {
		line := fmt.Sprintf("%d:%d %s %s: %s", d.Pos.Line-head, d.Pos.Column, d.Severity, d.Check, d.Message())
		for _, r := range d.Related {
			line += fmt.Sprintf(" | %s %d:%d", r.Message, r.Pos.Line-head, r.Pos.Column)
		}
		got = append(got, line)
	}
	same := slices.EqualFunc(got, x.found, func(got, want string) bool {
		start, open := strings.CutSuffix(want, "…")
		return got == want || open && strings.HasPrefix(got, start)
	})
	if !same {
		t.Errorf("in\n%s\ngot\n%s\nwant\n%s", x.bad, strings.Join(got, "\n"), strings.Join(x.found, "\n"))
	}
}

// compareToCUE holds what is found against what plain CUE says of both deployments.
func (x checkTest) compareToCUE(t *testing.T, found diag.List, bad, good []string) {
	t.Helper()
	if len(good) > 0 {
		t.Errorf("plain CUE refuses\n%s\n%s", x.good, strings.Join(good, "\n"))
	}
	if (len(bad) > 0) != (x.plain != accepted) {
		t.Errorf("of\n%s\nplain CUE says %q", x.bad, bad)
	}
	for _, d := range found {
		ours := func(sentence string) bool { return strings.HasSuffix(d.Summary, sentence) } // perhaps behind the parameter's name
		if x.plain == same && d.Check == x.check && !slices.ContainsFunc(bad, ours) {
			t.Errorf("provc says\n%s\nplain CUE says\n%s", d.Summary, strings.Join(bad, "\n"))
		}
	}
}

const (
	noDomain = `server: "https://prov.example/cisco"
`
	foyer = `phones: "0026cb5f1a30": {model: "SPA303"} // nobody logs in
`
	door = `phones: "0026cb5f1a01": {model: "SPA301", userID: "door", password: secret: "p"} // has no Login soft key
`
)

// Sentences of several findings.
const (
	badServer   = "server must be a URL that begins with http:// or https://, with no $ # | or blank, and no slash at the end"
	badID       = "a user ID becomes part of the rule and of a file name: 1 to 63 letters, digits and _ . - +, the first a letter, digit or underscore"
	inClear     = "profiles travel in clear over http, with the SIP passwords in them; use https, with a certificate that the phones trust"
	longID      = "user ID aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa with the domain @example.com has 64 characters, and phones authenticate with at most 63"
	oneID       = " are one: phones and people share a password file, and file names in any letter case"
	badPassword = ` must have 1 to 63 ASCII characters, none of them a blank or one of " # [ ] \ |, and not begin with --`
	literal     = ` is secret, but its value stands in the configuration; write {secret: "name"} and keep the value out of git`
	noLogin     = "EM_Enable must not be false where users are declared: nobody could log in"
	noSoftKey   = "users are declared, but no phone has a Login soft key"
	ownState    = " is the phone's own: it says who is logged in, and no profile sets it"
	keyList     = "Idle_Key_List needs em_login and em_logout where Programmable_Softkey_Enable is true: people log in and out with them"
	anybody     = " is secret, and anybody can fetch the default profile"
	known       = " is not known: known are SPA301, SPA303, SPA501G, SPA502G, SPA504G, SPA508G, SPA509G, SPA512G, SPA514G, SPA525G, SPA525G2"
	unchecked   = " is not in the catalogue: its value goes out unchecked"
	notRule     = " is not a rule that phones understand: "
	unserved    = ", which provc does not write: at character 137, and nothing fetches host/$PUID.xml and default.xml; provc writes mobile/$MUID.xml, host/$PUID.xml, default.xml and spa$PSN.cfg"
	neverMobile = `em-rule-never-mobile: people are declared, and the rule never fetches a mobile profile: whoever logs in gets nothing of their own; write an alternative for "$EMS" eq "mobile" that fetches mobile/$MUID.xml, or leave rule out: provc makes one`
	inQuery     = " a value in the query of a URL, which servers log and everybody can read here: "
	ask         = "; let the server ask for a user and a password instead"
	byMAC       = "a phone is named by its MAC in twelve lower-case hexadecimal digits"
	notASCII    = " holds characters beyond ASCII, which a phone may show as others; keep to ASCII, or try it on a phone of each model"
	folderForm  = "folder must be a relative path of letters, digits and _ . - + @, whose parts begin with a letter, digit or underscore"
)

// checkTests are of phones, people and what is declared for them.
var checkTests = []checkTest{
	{"server-cleartext", accepted, strings.Replace(both(""), "https", "http", 1), both(""),
		says{"1:9 note server-cleartext: " + inClear}},
	{"server-cleartext", accepted, strings.Replace(server+room, "https", "http", 1), strings.Replace(server, "https", "http", 1),
		says{"1:9 note server-cleartext: " + inClear}},
	{"server-cleartext", accepted, strings.Replace(server+ann, "https", "http", 1), server + ann,
		says{"1:9 note server-cleartext: " + inClear}},

	{"mac-format", same, server + strings.Replace(room, "0026cb5f1a20", "00:26:CB:5F:1A:20", 1), server + room,
		says{"3:9 error mac-format: " + byMAC + ": write 0026cb5f1a20, not 00:26:CB:5F:1A:20"}},
	{"mac-format", same, server + strings.Replace(room, "0026cb5f1a20", "foyer", 1), server + room,
		says{"3:9 error mac-format: " + byMAC + ", not foyer"}},
	{"mac-format", same, server + strings.Replace(room, "0026cb5f1a20", "0026-cb5f-1A20", 1), server + room,
		says{"3:9 error mac-format: " + byMAC + ": write 0026cb5f1a20, not 0026-cb5f-1A20"}},
	{"mac-format", same, server + strings.Replace(room, "0026cb5f1a20", "0026.cb5f.1a20", 1), server + room,
		says{"3:9 error mac-format: " + byMAC + ": write 0026cb5f1a20, not 0026.cb5f.1a20"}},
	{"mac-format", same, server + strings.Replace(room, "0026cb5f1a20", "0026cb5f1a2", 1), server + room,
		says{"3:9 error mac-format: " + byMAC + ", not 0026cb5f1a2"}},
	{"mac-format", same, server + strings.Replace(room, "0026cb5f1a20", "0026cb5f1a200", 1), server + room,
		says{"3:9 error mac-format: " + byMAC + ", not 0026cb5f1a200"}},
	{"mac-format", same, server + strings.Replace(room, "0026cb5f1a20", "0026cb5f1a2g", 1), server + strings.Replace(room, "0026cb5f1a20", "0026cb5f1a2f", 1),
		says{"3:9 error mac-format: " + byMAC + ", not 0026cb5f1a2g"}},

	{"model-unknown", same, server + strings.Replace(room, "525G2", "525G3", 1), server + room,
		says{"3:33 error model-unknown: model SPA525G3" + known + "; did you mean SPA525G?"}},
	{"model-unknown", same, server + `models: SPA999: params: {}`, server + `models: SPA301: params: {}`,
		says{"3:9 error model-unknown: model SPA999" + known}},
	{"model-unknown", same, server + `models: SPA999: params: Display_Name_9_: "x"`, server + `models: SPA509G: params: Display_Name_9_: "x"`,
		says{"3:9 error model-unknown: model SPA999" + known}},
	{"model-unknown", same, server + strings.Replace(room, "525G2", "525G3", 1) + `phones: "0026cb5f1a20": params: Text_Logo: "x"`, server + room + `phones: "0026cb5f1a20": params: Text_Logo: "x"`,
		says{"3:33 error model-unknown: model SPA525G3" + known + "; did you mean SPA525G?"}},

	{"em-user-id-characters", same, both(`users: "a b": password: secret: "x"`), both(`users: "a.b": password: secret: "x"`),
		says{"5:8 error em-user-id-characters: " + badID + `: found "a b"`}},
	{"em-user-id-characters", same, both(`users: "a|b": password: secret: "x"`), both(`users: "a+b": password: secret: "x"`),
		says{"5:8 error em-user-id-characters: " + badID + `: found "a|b"`}},
	{"em-user-id-characters", same, both(`users: "a]b": password: secret: "x"`), both(`users: "a-b": password: secret: "x"`),
		says{"5:8 error em-user-id-characters: " + badID + `: found "a]b"`}},
	{"em-user-id-characters", same, both(`users: "a\"b": password: secret: "x"`), both(`users: "a_b": password: secret: "x"`),
		says{"5:8 error em-user-id-characters: " + badID + `: found "a\"b"`}},
	{"em-user-id-characters", same, both(`users: "a/b": password: secret: "x"`), both(`users: "ab": password: secret: "x"`),
		says{"5:8 error em-user-id-characters: " + badID + `: found "a/b"`}},
	{"em-user-id-characters", same, both(`users: "..": password: secret: "x"`), both(`users: "a..": password: secret: "x"`),
		says{"5:8 error em-user-id-characters: " + badID + `: found ".."`}},
	{"em-user-id-characters", same, both(`users: "$MA": password: secret: "x"`), both(`users: "MA": password: secret: "x"`),
		says{"5:8 error em-user-id-characters: " + badID + `: found "$MA"`}},
	{"em-user-id-characters", same, both(`users: "--pwd": password: secret: "x"`), both(`users: "pwd--": password: secret: "x"`),
		says{"5:8 error em-user-id-characters: " + badID + `: found "--pwd"`}},
	{"em-user-id-characters", same, both(`users: "` + strings.Repeat("a", 52) + `": password: secret: "x"`), both(`users: "` + strings.Repeat("a", 51) + `": password: secret: "x"`),
		says{"5:8 error em-user-id-characters: " + longID}},
	{"em-user-id-characters", same, server + strings.Replace(room, "board-room", "board room", 1), server + room,
		says{"3:53 error em-user-id-characters: " + badID + `: found "board room"`}},
	{"em-user-id-characters", same, both(`phones: "0026cb5f1a20": previous: [{userID: "a b", password: secret: "x"}]`),
		both(`phones: "0026cb5f1a20": previous: [{userID: "a-b", password: secret: "x"}]`),
		says{"5:45 error em-user-id-characters: " + badID + `: found "a b"`}},
	{"em-user-id-characters", same, both(`users: ".a": password: secret: "x"`), both(`users: "_a": password: secret: "x"`),
		says{"5:8 error em-user-id-characters: " + badID + `: found ".a"`}},
	{"em-user-id-characters", same, both(`users: "-a": password: secret: "x"`), both(`users: "9a": password: secret: "x"`),
		says{"5:8 error em-user-id-characters: " + badID + `: found "-a"`}},
	{"em-user-id-characters", same, both(`users: "+a": password: secret: "x"`), both(`users: "Za": password: secret: "x"`),
		says{"5:8 error em-user-id-characters: " + badID + `: found "+a"`}},
	{"em-user-id-characters", same, both(`users: "a@b": password: secret: "x"`), both(`users: a_b: password: secret: "x"`),
		says{"5:8 error em-user-id-characters: " + badID + `: found "a@b"`}},
	{"em-user-id-characters", same, both(`users: "é": password: secret: "x"`), both(`users: "e": password: secret: "x"`),
		says{"5:8 error em-user-id-characters: " + badID + `: found "é"`}},
	{"em-user-id-characters", same, noDomain + `users: "` + strings.Repeat("a", 64) + `": password: secret: "x"`, noDomain + `users: "` + strings.Repeat("a", 63) + `": password: secret: "x"`,
		says{"2:8 error em-user-id-characters: " + badID + `: found text of 64 characters`}},
	{"em-user-id-characters", same, server + strings.Replace(room, "board-room", strings.Repeat("a", 52), 1), server + strings.Replace(room, "board-room", strings.Repeat("a", 51), 1),
		says{"3:53 error em-user-id-characters: " + longID}},
	{"em-user-id-characters", same, both(`phones: "0026cb5f1a20": previous: [{userID: "` + strings.Repeat("a", 52) + `", password: secret: "x"}]`),
		both(`phones: "0026cb5f1a20": previous: [{userID: "` + strings.Repeat("a", 51) + `", password: secret: "x"}]`),
		says{"5:45 error em-user-id-characters: " + longID}},

	{"em-user-id-duplicate", same, both(`users: "board-room": password: secret: "x"`), both(`users: boardroom: password: secret: "x"`),
		says{"5:8 error em-user-id-duplicate: user IDs board-room and board-room" + oneID + ": they are those of phone 0026cb5f1a20 and person board-room | the other 3:53"}},
	{"em-user-id-duplicate", same, both(`phones: "0026cb5f1a20": previous: [{userID: "ann", password: secret: "x"}]`),
		both(`phones: "0026cb5f1a20": previous: [{userID: "room", password: secret: "x"}]`), // an identity from before is one as well
		says{"5:45 error em-user-id-duplicate: user IDs ann and ann" + oneID + ": they are those of person ann and phone 0026cb5f1a20 before | the other 4:8"}},
	{"em-user-id-duplicate", same, both(`users: Ann: password: secret: "x"`), both(`users: Anna: password: secret: "x"`),
		says{"5:8 error em-user-id-duplicate: user IDs Ann and ann" + oneID + ": they are those of person ann and person Ann | the other 4:8"}},
	{"em-user-id-duplicate", same, both(`phones: "0026cb5f1a21": {model: "SPA525G2", userID: "board-room", password: secret: "y"}`), both(`phones: "0026cb5f1a21": {model: "SPA525G2", userID: "board-room-2", password: secret: "y"}`),
		says{"5:53 error em-user-id-duplicate: user IDs board-room and board-room" + oneID + ": they are those of phone 0026cb5f1a20 and phone 0026cb5f1a21 | the other 3:53"}},
	{"em-user-id-duplicate", same, both(`users: {Ann: password: secret: "x", ANN: password: secret: "y"}`), both(`users: {Anne: password: secret: "x", ANNA: password: secret: "y"}`),
		says{"5:37 error em-user-id-duplicate: user IDs ANN and Ann and ann" + oneID + ": they are those of person ann and person Ann and person ANN | the other 4:8 | the other 5:9"}},
	{"em-user-id-duplicate", same, both(`phones: "0026cb5f1a20": previous: [{userID: "old", password: secret: "x"}, {userID: "OLD", password: secret: "y"}]`),
		both(`phones: "0026cb5f1a20": previous: [{userID: "old", password: secret: "x"}, {userID: "older", password: secret: "y"}]`),
		says{"5:85 error em-user-id-duplicate: user IDs OLD and old" + oneID + ": they are those of phone 0026cb5f1a20 before and phone 0026cb5f1a20 before | the other 5:45"}},

	{"em-not-enabled", same, both(`params: EM_Enable: false`), both(`params: EM_Enable: true`),
		says{"5:9 error em-not-enabled: " + noLogin}},
	{"em-not-enabled", same, both(`users: ann: params: EM_Enable: false`), server + room + `params: EM_Enable: false`,
		says{"5:21 error em-not-enabled: " + noLogin}},
	{"em-not-enabled", same, server + ann + strings.Replace(room, "SPA525G2", "SPA301", 1), server + ann + strings.Replace(room, "SPA525G2", "SPA303", 1),
		says{"4:33 error em-not-enabled: " + noSoftKey}},
	{"em-not-enabled", same, both(`models: SPA525G2: params: EM_Enable: false`), both(`models: SPA525G2: params: EM_Enable: true`),
		says{"5:27 error em-not-enabled: " + noLogin}},
	{"em-not-enabled", same, both(`phones: "0026cb5f1a20": params: EM_Enable: false`), both(`phones: "0026cb5f1a20": params: EM_Enable: true`),
		says{"5:33 error em-not-enabled: " + noLogin}},
	{"em-not-enabled", same, both(`default: params: EM_Enable: false`), both(`default: params: EM_Enable: true`),
		says{"5:18 error em-not-enabled: " + noLogin}},
	{"em-not-enabled", same, server + ann + strings.Replace(room, "SPA525G2", "SPA501G", 1), server + strings.Replace(room, "SPA525G2", "SPA501G", 1),
		says{"4:33 error em-not-enabled: " + noSoftKey}},
	{"em-not-enabled", same, server + ann + strings.Replace(room, "SPA525G2", "SPA301", 1) + door, server + ann + room + door,
		says{"5:33 error em-not-enabled: " + noSoftKey}},
	{"em-not-enabled", same, server + ann + door + `models: SPA525G2: {}`, server + ann + `models: SPA301: {}`,
		says{"4:33 error em-not-enabled: " + noSoftKey}},

	{"em-not-enabled", same, server + ann + foyer, server + foyer,
		says{"4:33 error em-not-enabled: users are declared, but no phone has a userID and a password: nobody could log in"}},
	{"em-not-enabled", same, server + ann + foyer + door, server + ann + foyer + room,
		says{"5:33 error em-not-enabled: " + noSoftKey}},
	{"em-not-enabled", same, both(foyer + `params: EM_Enable: false`), both(foyer + `phones: "0026cb5f1a30": params: EM_Enable: false`),
		says{"6:9 error em-not-enabled: " + noLogin}},

	{"phone-identity", same, server + `phones: "0026cb5f1a20": {model: "SPA525G2", userID: "x"}`, server + room,
		says{"3:9 error phone-identity: phone 0026cb5f1a20 has no password: give it userID and password, or neither if nobody logs in on it"}},
	{"phone-identity", same, server + `phones: "0026cb5f1a20": {model: "SPA525G2", password: secret: "x"}`, server + foyer,
		says{"3:9 error phone-identity: phone 0026cb5f1a20 has no userID: give it userID and password, or neither if nobody logs in on it"}},
	{"phone-identity", same, both(foyer + `phones: "0026cb5f1a30": params: EM_Enable: true`), both(foyer + `phones: "0026cb5f1a20": params: EM_Enable: true, params: EM_Enable: true`),
		says{"6:33 error phone-identity: EM_Enable must not be true on a phone without userID and password: nobody can log in there"}},

	{"em-profile-writes-login-state", same, both(`users: ann: params: EM_Login_State: "host"`), both(`users: ann: params: Text_Logo: "host"`),
		says{"5:21 error em-profile-writes-login-state: EM_Login_State" + ownState}},
	{"em-profile-writes-login-state", same, both(`params: EM_Mobile_User_ID: "x"`), both(`params: Text_Logo: "x"`),
		says{"5:9 error em-profile-writes-login-state: EM_Mobile_User_ID" + ownState}},
	{"em-profile-writes-login-state", same, both(`default: params: EM_Mobile_Password: ""`), both(`default: params: Text_Logo: ""`),
		says{"5:18 error em-profile-writes-login-state: EM_Mobile_Password" + ownState}},
	{"em-profile-writes-login-state", same, both(`models: SPA525G2: params: EM_Login_State: ""`), both(`models: SPA525G2: params: Text_Logo: ""`),
		says{"5:27 error em-profile-writes-login-state: EM_Login_State" + ownState}},
	{"em-profile-writes-login-state", same, both(`phones: "0026cb5f1a20": params: {EM_Login_State: "host", EM_Mobile_User_ID: "x", EM_Mobile_Password: secret: "x"}`), both(`phones: "0026cb5f1a20": params: Text_Logo: "x"`),
		says{
			"5:34 error em-profile-writes-login-state: EM_Login_State" + ownState,
			"5:58 error em-profile-writes-login-state: EM_Mobile_User_ID" + ownState,
			"5:82 error em-profile-writes-login-state: EM_Mobile_Password" + ownState}},

	{"em-parameter-generated", same, both(`params: Profile_Rule: "/x.cfg"`), both(`params: Profile_Rule_B: "/x.cfg"`),
		says{"5:9 error em-parameter-generated: Profile_Rule is made from the deployment's server or rule, and is not declared beside it"}},
	{"em-parameter-generated", same, both(`params: EM_User_Domain: "@x"`), both(`params: Domain: "x"`),
		says{"5:9 error em-parameter-generated: EM_User_Domain is made from the deployment's domain, and is not declared beside it"}},
	{"em-parameter-generated", same, both(`phones: "0026cb5f1a20": params: EM_Phone_User_ID: "x"`), both(`phones: "0026cb5f1a20": params: HostName: "x"`),
		says{"5:33 error em-parameter-generated: EM_Phone_User_ID is made from the phone's userID, and is not declared beside it"}},
	{"em-parameter-generated", same, both(`models: SPA525G2: params: EM_Phone_User_ID: "x"`), both(`models: SPA525G2: params: Text_Logo: "x"`),
		says{"5:27 error em-parameter-generated: EM_Phone_User_ID is made from the phone's userID, and is not declared beside it"}},
	{"em-parameter-generated", same, both(`params: EM_Phone_Password: secret: "x"`), both(`params: XML_Password: secret: "x"`),
		says{"5:9 error em-parameter-generated: EM_Phone_Password is made from the phone's password, and is not declared beside it"}},
	{"em-parameter-generated", same, both(`users: ann: params: Profile_Rule: "/x"`), both(`users: ann: params: Profile_Rule_C: "/x"`),
		says{"5:21 error em-parameter-generated: Profile_Rule is made from the deployment's server or rule, and is not declared beside it"}},
	{"em-parameter-generated", same, both(`default: params: EM_User_Domain: ""`), both(`default: params: Text_Logo: ""`),
		says{"5:18 error em-parameter-generated: EM_User_Domain is made from the deployment's domain, and is not declared beside it"}},

	{"em-key-list-without-login", same, both(`params: {Programmable_Softkey_Enable: true, Idle_Key_List: "em_login|1;dnd|2"}`), both(`params: {Programmable_Softkey_Enable: true, Idle_Key_List: "em_login|1;dnd|2;em_logout"}`),
		says{"5:45 error em-key-list-without-login: " + keyList}},
	{"em-key-list-without-login", same, both(`params: Programmable_Softkey_Enable: true, users: ann: params: Idle_Key_List: "xem_login;em_logout"`), both(`users: ann: params: Idle_Key_List: "redial"`),
		says{"5:64 error em-key-list-without-login: " + keyList}},
	{"em-key-list-without-login", same, both(`params: {Programmable_Softkey_Enable: true, Idle_Key_List: "redial;em_logout"}`), both(`params: {Programmable_Softkey_Enable: true, Idle_Key_List: " em_logout ; em_login |2"}`),
		says{"5:45 error em-key-list-without-login: " + keyList}},
	{"em-key-list-without-login", same, both(`params: {Programmable_Softkey_Enable: true, Idle_Key_List: "em_logins;em_logout"}`), both(`params: {Programmable_Softkey_Enable: false, Idle_Key_List: "em_logins;em_logout"}`),
		says{"5:45 error em-key-list-without-login: " + keyList}},
	{"em-key-list-without-login", same, both(`params: {Programmable_Softkey_Enable: true, Idle_Key_List: "em_login;em_logouts"}`), both(`params: {Programmable_Softkey_Enable: true, Idle_Key_List: "em_logout|1;redial;em_login"}`),
		says{"5:45 error em-key-list-without-login: " + keyList}},
	{"em-key-list-without-login", same, both(`params: {Programmable_Softkey_Enable: true, Idle_Key_List: "em_login;xem_logout"}`), server + room + `params: {Programmable_Softkey_Enable: true, Idle_Key_List: "redial"}`,
		says{"5:45 error em-key-list-without-login: " + keyList}},
	{"em-key-list-without-login", same, both(`phones: "0026cb5f1a20": params: Programmable_Softkey_Enable: true, models: SPA525G2: params: Idle_Key_List: "redial"`), both(`phones: "0026cb5f1a20": params: Programmable_Softkey_Enable: true, models: SPA525G2: params: Off_Hook_Key_List: "redial"`),
		says{"5:94 error em-key-list-without-login: " + keyList}},
	{"em-key-list-without-login", same, both(`default: params: {Programmable_Softkey_Enable: true, Idle_Key_List: "redial"}`), both(`default: params: {Programmable_Softkey_Enable: true, Idle_Key_List: "em_login;em_logout"}`),
		says{"5:54 error em-key-list-without-login: " + keyList}},

	// Keys of a phone that nobody logs in on need no log-in.
	{"em-key-list-without-login", same, both(foyer + `params: Programmable_Softkey_Enable: true, phones: "0026cb5f1a20": params: Idle_Key_List: "redial"`), both(foyer + `params: Programmable_Softkey_Enable: true, phones: "0026cb5f1a30": params: Idle_Key_List: "redial"`),
		says{"6:76 error em-key-list-without-login: " + keyList}},
	{"em-key-list-without-login", same, both(foyer + `params: Idle_Key_List: "redial", phones: "0026cb5f1a20": params: Programmable_Softkey_Enable: true`), both(foyer + `params: Idle_Key_List: "redial", phones: "0026cb5f1a30": params: Programmable_Softkey_Enable: true`),
		says{"6:9 error em-key-list-without-login: " + keyList}},

	{"secret-in-public-profile", same, both(`default: params: Password_1_: secret: "x"`), both(`default: params: Password_1_: ""`),
		says{"5:18 error secret-in-public-profile: Password_1_" + anybody}},
	{"secret-in-public-profile", same, both(`default: params: User_Password: "x"`), both(`params: User_Password: secret: "x"`),
		says{
			"5:18 error secret-in-public-profile: User_Password" + anybody,
			"5:33 warning literal-secret: User_Password" + literal}},
	{"secret-in-public-profile", same, both(`default: params: XML_Password: secret: "x"`), both(`default: params: XML_User_Name: "x"`),
		says{"5:18 error secret-in-public-profile: XML_Password" + anybody}},

	{"model-parameter-mismatch", same, both(`phones: "0026cb5f1a20": params: Admin_Passwd: secret: "x"`), both(`phones: "0026cb5f1a20": params: Admin_Password: secret: "x"`),
		says{"5:33 error model-parameter-mismatch: SPA525G2 has no Admin_Passwd: it is called Admin_Password there"}},
	{"model-parameter-mismatch", same, both(`phones: "0026cb5f1a20": params: Display_Name_6_: "x"`), both(`phones: "0026cb5f1a20": params: Display_Name_5_: "x"`),
		says{"5:33 error model-parameter-mismatch: SPA525G2 has no Display_Name_6_: it has 5 lines"}},
	{"model-parameter-mismatch", same, both(`models: SPA502G: params: Line_Enable_2_: true`), both(`models: SPA502G: params: Line_Enable_1_: true`),
		says{"5:26 error model-parameter-mismatch: SPA502G has no Line_Enable_2_: it has 1 line"}},
	{"model-parameter-mismatch", same, both(`models: SPA504G: params: Custom_CA_URL: "x"`), both(`models: SPA504G: params: Custom_CA_RULE: "/x"`),
		says{
			"5:26 error em-rule-syntax: Custom_CA_URL" + notRule + "the URL has no path: at character 2; a URL cannot contain |, and a path begins with /",
			"5:26 error model-parameter-mismatch: SPA504G has no Custom_CA_URL: it is called Custom_CA_RULE there"}},
	{"model-parameter-mismatch", same, both(`users: ann: params: Display_Name_6_: "x"`), both(`users: ann: params: Display_Name_6_: "x", phones: "0026cb5f1a21": {model: "SPA508G", userID: "hall", password: secret: "y"}`),
		says{"5:21 error model-parameter-mismatch: SPA525G2 has no Display_Name_6_: it has 5 lines"}},
	{"model-parameter-mismatch", same, both(`users: ann: params: Display_Name_9_: "x", phones: "0026cb5f1a21": {model: "SPA508G", userID: "hall", password: secret: "y"}`), both(`users: ann: params: Display_Name_8_: "x", phones: "0026cb5f1a21": {model: "SPA508G", userID: "hall", password: secret: "y"}`),
		says{"5:21 error model-parameter-mismatch: no model in use has Display_Name_9_"}},
	// People use no phone that nobody logs in on.
	{"model-parameter-mismatch", same, both(`users: ann: params: Display_Name_6_: "x", phones: "0026cb5f1a21": model: "SPA508G"`), both(`params: Display_Name_6_: "x", phones: "0026cb5f1a21": model: "SPA508G"`),
		says{"5:21 error model-parameter-mismatch: SPA525G2 has no Display_Name_6_: it has 5 lines"}},
	{"model-parameter-mismatch", same, both(foyer + `phones: "0026cb5f1a30": params: Display_Name_4_: "x"`), both(foyer + `phones: "0026cb5f1a30": params: Display_Name_3_: "x"`),
		says{"6:33 error model-parameter-mismatch: SPA303 has no Display_Name_4_: it has 3 lines"}},
	{"model-parameter-mismatch", same, both(`phones: "0026cb5f1a20": params: L16_Enable_2_: true`), both(`phones: "0026cb5f1a20": params: L16_Enable_1_: true`),
		says{"5:33 error model-parameter-mismatch: SPA525G2 has no L16_Enable_2_"}},
	{"model-parameter-mismatch", same, server + `models: SPA303: params: Log_Missed_Calls_for_EXT_4: true`, server + `models: SPA303: params: Log_Missed_Calls_for_EXT_3: true`,
		says{"3:25 error model-parameter-mismatch: SPA303 has no Log_Missed_Calls_for_EXT_4: it has 3 lines"}},
	{"model-parameter-mismatch", same, server + ann + `models: {SPA303: {}, SPA525G2: {}}, params: Display_Name_6_: "x"`, server + ann + `models: {SPA303: {}, SPA525G2: {}}, params: Display_Name_5_: "x"`,
		says{"4:45 error model-parameter-mismatch: no model in use has Display_Name_6_"}},
	{"model-parameter-mismatch", same, server + `models: SPA303: {}, params: Display_Name_4_: "x"`, server + `params: Display_Name_12_: "x"`,
		says{"3:29 error model-parameter-mismatch: SPA303 has no Display_Name_4_: it has 3 lines"}},
	{"model-parameter-mismatch", same, both(`params: Display_Name_6_: "x"`), both(`params: Display_Name_5_: "x"`),
		says{"5:9 error model-parameter-mismatch: SPA525G2 has no Display_Name_6_: it has 5 lines"}},
	{"model-parameter-mismatch", same, both(`default: params: Display_Name_6_: "x"`), both(`default: params: Display_Name_5_: "x"`),
		says{"5:18 error model-parameter-mismatch: SPA525G2 has no Display_Name_6_: it has 5 lines"}},
	{"model-parameter-mismatch", same, server + `models: SPA301: params: Display_Name_2_: "x"`, server + `models: SPA301: params: Display_Name_1_: "x"`,
		says{"3:25 error model-parameter-mismatch: SPA301 has no Display_Name_2_: it has 1 line"}},
	{"model-parameter-mismatch", same, server + `models: SPA509G: params: ACS_URL: "x"`, server + `models: SPA525G: params: ACS_URL: "x"`,
		says{"3:26 error model-parameter-mismatch: SPA509G has no ACS_URL"}},
	{"model-parameter-mismatch", same, server + `models: SPA525G: params: Screen_Saver_Icon: "Lock"`, server + `models: SPA514G: params: Screen_Saver_Icon: "Lock"`,
		says{"3:26 error model-parameter-mismatch: SPA525G has no Screen_Saver_Icon: it is called Screen_Saver_Type there"}},
	{"model-parameter-mismatch", same, server + `models: SPA301: params: Auto_Register_When_Failover_1_: true`, server + `models: SPA525G2: params: Auto_Register_When_Failover_5_: true`,
		says{"3:25 error model-parameter-mismatch: SPA301 has no Auto_Register_When_Failover_1_"}}, // though it has the line
	{"model-parameter-mismatch", same, both(`phones: "0026cb5f1a20": params: Deep_Bass: "HiDef"`), both(`phones: "0026cb5f1a20": params: Deep_Bass: true`),
		says{"5:33 error model-parameter-mismatch: Deep_Bass on SPA525G2 must be one of Yes, No"}},
	{"model-parameter-mismatch", same, server + `models: SPA514G: params: Deep_Bass: true`, server + `models: SPA514G: params: Deep_Bass: "Standard"`,
		says{"3:26 error model-parameter-mismatch: Deep_Bass on SPA514G must be one of Default, HiDef, Standard"}},
	{"model-parameter-mismatch", same, server + `models: {SPA303: {}, SPA504G: {}}, params: Preferred_Audio_Device: "None"`, server + `models: {SPA303: {}, SPA525G: {}}, params: Preferred_Audio_Device: "None"`,
		says{"3:44 error model-parameter-mismatch: no model in use takes this value of Preferred_Audio_Device"}},
	{"model-parameter-mismatch", same, both(`users: ann: params: Deep_Bass: "Default"`), both(`users: ann: params: Deep_Bass: "No"`),
		says{"5:21 error model-parameter-mismatch: Deep_Bass on SPA525G2 must be one of Yes, No"}},
	{"model-parameter-mismatch", same, server + `models: SPA504G: params: EHS_Type: "None"`, server + `models: SPA512G: params: EHS_Type: "None"`,
		says{"3:26 error model-parameter-mismatch: SPA504G has no EHS_Type"}},
}
