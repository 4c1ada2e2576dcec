package spectralink_test

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler/spectralink/deploytest"
)

// A row that is wrong is told once, at its place, and every other is checked all
// the same.
func TestRowsThatAreWrong(t *testing.T) {
	c := deploytest.Compile(t, deploytest.Logins(`enabled: true, persistent: true`)+`inventory: {
	phones: {file: "phones.csv", id: "{mac}", each: params: up: idleTimeout: "{idle:int}"}
	users: {file: "users.csv", id: "{id}", each: {password: secret: "x", params: up: idleTimeout: "{idle:int}"}}
}`, "phones.csv", "mac,idle\n00907a000001,x\n00907A000002,1\n", "users.csv", "id,idle\nana,x\nsite,1\nbo,1\n")
	const want = `phones.csv:2:14: error inventory-row: column idle must hold whole numbers
phones.csv:3:1: error mac-format: a handset is named by its MAC in twelve lower-case hexadecimal digits: write 00907a000002, not 00907A000002
users.csv:2:5: error inventory-row: column idle must hold whole numbers
users.csv:3:1: error user-id-reserved: user ID site is reserved: a file of that name is a handset's, or a template's
`
	if got := c.Text(c.Findings); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	var macs []string
	for p := range c.Phones {
		macs = append(macs, p.MAC+" "+p.Pos.String())
	}
	for range c.Phones {
		break // who asks need not ask for all
	}
	if got := strings.Join(macs, ", "); got != "00907A000002 phones.csv:3:1" {
		t.Errorf("handsets are %s", got)
	}
}

// Handsets and users are looked at by several workers where they are many; what
// stands between them is found all the same.
func TestManyEntities(t *testing.T) {
	const n = 2500
	var phones, users strings.Builder
	phones.WriteString("mac,persistent\n")
	users.WriteString("id,talk,shiny\n")
	for i := range n {
		fmt.Fprintf(&phones, "00907a%06x,%v\n", i+1, i != 2300)
		fmt.Fprintf(&users, "u%d,%s,%s\n", i, map[int]string{1700: "x", 2400: "y"}[i], map[int]string{1800: "1", 900: "1"}[i])
	}
	users.WriteString("U7,,\n")
	c := deploytest.Compile(t, deploytest.Logins(`enabled: true, persistent: true, defaultUser: "u100", defaultPassword: secret: "u100"`)+`params: ptt: pttMode: enable: true, inventory: {
	phones: {file: "phones.csv", id: "{mac}", each: params: prov: login: persistent: "{persistent:bool}"}
	users: {file: "users.csv", id: "{id}", each: {password: secret: "{id}", params: ptt: channel: "1": label: "{talk}", unlisted: "up.shiny": "{shiny}"}}
}`, "phones.csv", phones.String(), "users.csv", users.String())
	const want = `4 persistent: error ptt-persistent: prov.login.persistent must be true here: a user in people sets push-to-talk parameters, and each log-in would restart the handset and log the user out (CS-15-10); set prov: login: persistent: true (ptt.channel.1.label is set here: 5 label)
5 "up.shiny": note restart-loop: whether up.shiny restarts a handset is unknown: users set 2 such values, and not every handset keeps them logged in over a restart; prov.login.persistent: true is the safe choice
5 "up.shiny": warning unlisted-parameter: up.shiny is not in the catalogue: its value goes out unchecked
users.csv:2502:1: error user-id-case: user IDs U7 and u7 differ only in letter case, and so would their files (the other is here: users.csv:9:1)
`
	if got := c.Text(c.Findings); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if got := len(c.ByPath); got != 2+2*n+n+1 {
		t.Errorf("%d files", got)
	}
}
