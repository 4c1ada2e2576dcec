package cisco_test

import (
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/cisco"
	"provc/compiler/cisco/deploytest"
)

// What each room finds is found, of the deployment itself, of a phone and of a person; and
// each check is one of the vendor's.
func TestEveryRoomIsAsked(t *testing.T) {
	t.Parallel()
	for check, body := range map[string]string{
		"daylight-rule-syntax":     deploytest.Both(`params: Daylight_Saving_Time_Rule: "start=3/8/7"`),
		"dial-plan-syntax":         deploytest.Both(`phones: "0026cb5f1a20": params: Dial_Plan_1_: "xx."`),
		"extended-function-syntax": deploytest.Both(`users: ann: params: Extended_Function_2_: "fnc=bfl"`),
		"non-ascii-value":          deploytest.Both(`phones: "0026cb5f1a20": params: Text_Logo: "é"`),
		"em-password-characters":   deploytest.Both(`users: ann: password: "a b"`),
		"server-url":               strings.Replace(deploytest.Both(""), "https", "ftp", 1),
		"server-cleartext":         strings.Replace(deploytest.Both(""), "https", "http", 1),
		"model-unknown":            deploytest.Server + strings.Replace(deploytest.Room, "SPA525G2", "SPA999", 1),
		"phone-identity":           deploytest.Server + `phones: "0026cb5f1a20": {model: "SPA303", userID: "a"}`,
		"em-line-blend":            deploytest.Both(`users: ann: params: User_ID_1_: "1"`),
		"em-user-id-characters":    deploytest.Both(`users: "a b": password: secret: "x"`),
		"em-not-enabled":           deploytest.Server + deploytest.Ann + deploytest.Foyer,
	} {
		if check == "em-password-characters" || check == "server-url" {
			body = strings.Replace(body, `password: secret: "ann", `, "", 1)
		}
		var found []string
		for _, d := range deploytest.Compile(t, body).Findings {
			found = append(found, d.Check)
		}
		if !slices.Contains(found, check) {
			t.Errorf("%s is not found in\n%s\nbut %v", check, body, found)
		}
		if (cisco.Phones{}).Checks().Find(check) == nil {
			t.Errorf("%s is no check of the vendor", check)
		}
	}
}

// What a phone, its model or a person accepts of what is found of them is marked, whoever
// finds it, and nobody else's.
func TestWhoAcceptsIsMarked(t *testing.T) {
	t.Parallel()
	const accept = `accept: [{check: "literal-secret", reason: "x"}]`
	for body, want := range map[string]int{
		`phones: "0026cb5f1a20": {params: XML_Password: "x", ` + accept + `}`:                                    1,
		`models: SPA525G2: {` + accept + `}, phones: "0026cb5f1a20": params: XML_Password: "x"`:                  1,
		`models: SPA504G: {` + accept + `}, phones: "0026cb5f1a20": params: XML_Password: "x"`:                   0,
		`users: ann: {params: XML_Password: "x", ` + accept + `}`:                                                1,
		`users: {ann: ` + accept + `, bob: {password: secret: "b", params: XML_Password: "x"}}`:                  0,
		`phones: {"0026cb5f1a20": ` + accept + `, "0026cb5f1a30": {model: "SPA303", params: XML_Password: "x"}}`: 0,
		`models: SPA525G2: {params: XML_Password: "x", ` + accept + `}`:                                          1,
		`default: ` + accept + `, models: SPA525G2: params: XML_Password: "x"`:                                   0,
	} {
		found, accepted := 0, 0
		c := deploytest.Compile(t, deploytest.Both(body))
		for _, d := range c.Findings {
			if d.Check == "literal-secret" {
				found++
				accepted += len(d.Accepted)
			}
		}
		if found != 1 || accepted != want {
			t.Errorf("%d of %d are accepted in\n%s\n%s", accepted, found, body, deploytest.Text(c.Findings))
		}
	}
}

// A secret of all is asked for if somebody's profile has it, or a phone's that has no
// other.
func TestSharedSecretsAreListed(t *testing.T) {
	t.Parallel()
	const (
		all   = `params: XML_Password: secret: "all"` + "\n"
		two   = `users: {ann: {password: secret: "ann", params: XML_Password: secret: "own"}, bob: password: secret: "bob"}` + "\n"
		three = `phones: "0026cb5f1a10": {model: "SPA303", userID: "hall", password: secret: "hall"}` + "\n"
	)
	for body, want := range map[string]bool{
		all + two: true,
		all + two + `users: bob: params: XML_Password: secret: "bobs"`: false,
		all + deploytest.Room: true,
		all + deploytest.Room + `models: SPA525G2: params: XML_Password: secret: "x"`:                                                      false,
		all + deploytest.Room + `models: SPA504G: params: XML_Password: secret: "x"`:                                                       true,
		all + deploytest.Room + `phones: "0026cb5f1a20": params: XML_Password: ""`:                                                         false,
		all + deploytest.Room + three + `phones: "0026cb5f1a20": params: XML_Password: ""`:                                                 true,
		`models: SPA525G2: params: XML_Password: secret: "all"` + "\n" + deploytest.Room:                                                   true,
		`models: SPA525G2: params: XML_Password: secret: "all", phones: "0026cb5f1a20": params: XML_Password: ""` + "\n" + deploytest.Room: false,
		`params: Admin_Password: secret: "all"` + "\n" + deploytest.Room + three:                                                           true,
		`params: Admin_Password: secret: "all"` + "\n" + deploytest.Room + three + `phones: "0026cb5f1a20": params: Admin_Password: ""`:    false, // the small one does not know it
	} {
		part := whole(t, deploytest.Server+body)
		if got := slices.ContainsFunc(part.Made.Secrets, func(p artifact.Param) bool { return p.Secret == "all" }); got != want {
			t.Errorf("it is asked for: %t, of\n%s", got, body)
		}
		if slices.ContainsFunc(part.Made.Secrets, func(p artifact.Param) bool { return p.Secret == "" }) {
			t.Errorf("something is asked for that is no secret, of\n%s", body)
		}
	}
}

// A row that is wrong is told once, and those beside it make files.
func TestRowsThatAreWrong(t *testing.T) {
	t.Parallel()
	c := deploytest.Compile(t, deploytest.Server+`inventory: {
users: {file: "people.csv", id: "{login}", each: {password: secret: "x", params: Display_Name_1_: "{name}"}}
phones: {file: "desks.csv", id: "{mac}", each: {model: "SPA303", params: Resync_Periodic: "{period:int}"}}
}`, "people.csv", "login,name\nann,Ann\nbob\n", "desks.csv", "mac,period\n0026cb5f1a20,x\n0026cb5f1a21,60\n")
	var told []string
	for _, d := range c.Findings {
		if d.Check == "inventory-row" {
			told = append(told, d.Pos.File)
		}
	}
	if got := strings.Join(deploytest.Paths(c.Files), " "); got != "0026cb5f1a21.xml default.xml mobile/ann.xml spa303.cfg" || !slices.Equal(told, []string{"desks.csv", "people.csv"}) {
		t.Errorf("files are %s, wrong are %s", got, told)
	}
}
