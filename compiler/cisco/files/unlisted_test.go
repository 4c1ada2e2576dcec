package files_test

import (
	"strings"
	"testing"

	"provc/compiler/cisco/deploytest"
)

// What unlisted gives to phones of a model that does not have it, by the catalogue, is
// written to their files, and reset there. B is the vendor's default.
func TestUnlistedOfOtherModels(t *testing.T) {
	t.Parallel()
	const two = deploytest.Server + `phones: {
"0026cb5f1a02": {model: "SPA525G2", userID: "two", password: secret: "p"}
"0026cb5f1a04": {model: "SPA504G", userID: "four", password: secret: "p"}
"0026cb5f1a05": {model: "SPA504G", userID: "five", password: secret: "p"}
}
users: {ann: password: secret: "a", bob: password: secret: "b"}
`
	files := []string{"spa525G2.cfg", "spa504G.cfg", "host/two.xml", "host/four.xml", "host/five.xml", "mobile/ann.xml", "mobile/bob.xml", "default.xml"}
	for _, x := range []struct{ body, name, want string }{
		// The SPA525G2 does not know it.
		{`models: SPA525G2: unlisted: Screen_Saver_Icon: "Lock"`, "Screen_Saver_Icon", "Lock - Lock B B B B B"},
		{`phones: "0026cb5f1a02": unlisted: Screen_Saver_Icon: "Lock"`, "Screen_Saver_Icon", "- - Lock B B B B B"},
		{`unlisted: Screen_Saver_Icon: "Lock"`, "Screen_Saver_Icon", "Lock Lock Lock Lock Lock Lock Lock Lock"},
		{`users: ann: unlisted: Screen_Saver_Icon: "Lock"`, "Screen_Saver_Icon", "- - B B B Lock B B"},
		{`users: ann: params: Screen_Saver_Icon: "Lock"`, "Screen_Saver_Icon", "- - - B B Lock B B"},
		{`models: SPA525G2: unlisted: Screen_Saver_Icon: "Lock", users: ann: params: Screen_Saver_Icon: "Phone"`, "Screen_Saver_Icon", "Lock - Lock B B Phone B B"},
		{`phones: "0026cb5f1a02": unlisted: Screen_Saver_Icon: "Lock", users: ann: params: Screen_Saver_Icon: "Phone"`, "Screen_Saver_Icon", "- - Lock B B Phone B B"},
		{`default: unlisted: Screen_Saver_Icon: "Lock"`, "Screen_Saver_Icon", "- - B B B B B Lock"},
		// Nobody changes it at a phone, so it is reset only where people set it.
		{`models: SPA525G2: unlisted: Softkey_Labels_Font: "Narrow"`, "Softkey_Labels_Font", "Narrow - Narrow - - - - -"},
		{`users: ann: unlisted: Softkey_Labels_Font: "Narrow"`, "Softkey_Labels_Font", "- - Auto Auto Auto Narrow Auto Auto"},
	} {
		c := deploytest.Compile(t, two+x.body)
		if c.Findings.HasErrors() {
			t.Errorf("%s\n%s", x.body, deploytest.Text(c.Findings))
			continue
		}
		var got []string
		for _, f := range files {
			got = append(got, strings.ReplaceAll(c.Value(t, f, x.name), "Background Picture", "B"))
		}
		if s := strings.Join(got, " "); s != x.want {
			t.Errorf("%s\ngot  %s\nwant %s", x.body, s, x.want)
		}
	}
}
