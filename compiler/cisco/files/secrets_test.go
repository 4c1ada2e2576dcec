package files_test

import (
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/cisco"
	"provc/compiler/cisco/deploytest"
)

// The secrets of a deployment that are asked for are those that some file holds, and no
// others: who has no value for one that nobody reads can build all the same.
func TestSecretsThatAreAskedFor(t *testing.T) {
	t.Parallel()
	const (
		all    = `params: XML_Password: secret: "all"` + "\n"
		people = `users: {ann: password: secret: "ann", bob: password: secret: "bob"}` + "\n"
		own    = `users: ann: params: XML_Password: secret: "own"` + "\n"
		reset  = `access: Password_4_: "rw", params: Password_4_: secret: "line"` + "\n"
		three  = `phones: "0026cb5f1a10": {model: "SPA303", userID: "hall", password: secret: "hall"}` + "\n"
	)
	for _, x := range []struct{ body, want string }{
		{all, ""},
		{all + people, "ann bob"},               // nothing resets it
		{all + people + own, "all ann bob own"}, // bob has the deployment's
		{all + people + own + `users: bob: params: XML_Password: secret: "own"`, "ann bob own"},
		{`params: DND_Setting: true` + "\n" + people, "ann bob"}, // which is none
		{all + deploytest.Room, "all board_room"},
		{all + deploytest.Foyer, "all"},
		{all + deploytest.Foyer + `phones: "0026cb5f1a30": params: XML_Password: ""`, ""},
		{all + deploytest.Room + `models: SPA525G2: params: XML_Password: secret: "model"`, "board_room model"},
		{`models: SPA303: params: XML_Password: secret: "model"` + "\n" + deploytest.Room, "board_room"},
		{reset + people, "ann bob line"},
		{reset + people + three + `phones: "0026cb5f1a20": {model: "SPA525G2", params: Password_4_: secret: "two"}`, "ann bob hall two"}, // people log in on a phone of three lines
		{reset + people + three + `phones: "0026cb5f1a20": {model: "SPA525G2", userID: "two", password: secret: "two", params: Password_4_: ""}`, "ann bob hall line two"},
		{`params: Admin_Passwd: secret: "admin"` + "\n" + three + deploytest.Room, "admin board_room hall"},
		{`params: Admin_Password: secret: "admin", default: params: XML_Password: ""` + "\n" + deploytest.Room, "admin board_room"},
	} {
		part, found := cisco.Compile(deploytest.Evaluated(t, deploytest.Server+x.body))
		if found.HasErrors() {
			t.Fatalf("%s\n%s", x.body, deploytest.Text(found))
		}
		var asked, held []string
		for _, p := range part.Made.Secrets {
			asked = append(asked, p.Secret)
		}
		tree := artifact.Tree{Files: part.Files, Made: part.Made}
		tree.Sort()
		for f := range tree.All() {
			for _, p := range f.Params {
				if p.Secret != "" {
					held = append(held, p.Secret)
				}
			}
		}
		for _, c := range part.Credentials { // which a server has
			held = append(held, c.Password.Secret)
		}
		for _, names := range []*[]string{&asked, &held} {
			slices.Sort(*names)
			*names = slices.Compact(*names)
		}
		if got := strings.Join(asked, " "); got != x.want {
			t.Errorf("%s\nasks for %q, want %q", x.body, got, x.want)
		}
		if got := strings.Join(held, " "); got != x.want {
			t.Errorf("%s\nis of %q, want %q", x.body, got, x.want)
		}
	}
}
