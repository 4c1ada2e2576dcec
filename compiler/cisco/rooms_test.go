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

// Where no phone is listed, a secret of all is asked for if somebody's profile has it.
func TestSharedSecretsAreListed(t *testing.T) {
	t.Parallel()
	const all = `params: XML_Password: secret: "all"` + "\n" + `users: {ann: {password: secret: "ann", params: XML_Password: secret: "own"}, bob: password: secret: "bob"}` + "\n"
	for body, want := range map[string]bool{all: true, all + `users: bob: params: XML_Password: secret: "bobs"`: false} {
		part := whole(t, deploytest.Server+body)
		if got := slices.ContainsFunc(part.Made.Secrets, func(p artifact.Param) bool { return p.Secret == "all" }); got != want {
			t.Errorf("it is asked for: %t, of\n%s", got, body)
		}
	}
}
