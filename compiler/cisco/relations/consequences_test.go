package relations_test

import (
	"slices"
	"strings"
	"testing"

	"provc/compiler/cisco/deploytest"
	"provc/compiler/diag"
)

// One finding for one mistake: what follows from an error is not told.
func TestConsequences(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		body string
		want []string
	}{
		{deploytest.Server + strings.Replace(deploytest.Room, `model: "SPA525G2"`, `model: "SPA999"`, 1) + `users: ann: password: secret: "a"`, []string{"model-unknown"}},
		{deploytest.Server + strings.Replace(deploytest.Room, `model: "SPA525G2"`, `model: 5`, 1) + `users: ann: password: secret: "a"`, []string{"field-value"}},
		{deploytest.Server + strings.Replace(deploytest.Room, `userID: "board-room", `, ``, 1), []string{"phone-identity"}},
		{deploytest.Server + strings.Replace(deploytest.Room, `userID: "board-room"`, `userid: "board-room"`, 1), []string{"field-unknown"}},
		{deploytest.Server + strings.Replace(deploytest.Room, `password: secret`, `pasword: secret`, 1), []string{"field-unknown"}},
		{deploytest.Server + strings.Replace(deploytest.Room, `model: `, `modl: `, 1), []string{"field-unknown"}},
		{deploytest.Server + strings.Replace(deploytest.Room, `model: `, `kind: 1, maker: `, 1), []string{"field-unknown", "field-unknown"}},
		{deploytest.Server + deploytest.Room + `users: ann: {password: {secrt: "a"}, params: {User_ID_4_: "4", Password_4_: 4.5}}`, []string{"field-unknown", "parameter-value"}},
		{deploytest.Server + deploytest.Room + `users: ann: {password: secret: "a", params: {User_ID_4_: "4", Pasword_4_: secret: "s"}}`, []string{"parameter-unknown"}},
		{`domain: "example.com"` + "\n" + `server: "https://prov.example"` + "\n" + deploytest.Room, []string{"field-value"}},
	} {
		var got []string
		for _, d := range deploytest.Compile(t, x.body).Findings {
			if d.Severity != diag.Note {
				got = append(got, d.Check)
			}
		}
		if !slices.Equal(got, x.want) {
			t.Errorf("%s\ngot %v, want %v", x.body, got, x.want)
		}
	}
}
