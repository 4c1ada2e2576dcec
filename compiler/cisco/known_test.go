package cisco_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/cisco"
	"provc/compiler/cisco/deploytest"
	"provc/compiler/vendor"
)

// whole is all that is known of a deployment beside its files.
func whole(t *testing.T, body string) vendor.Compiled {
	t.Helper()
	part, found := cisco.Compile(deploytest.Evaluated(t, body))
	if found.HasErrors() {
		t.Fatal(deploytest.Text(found))
	}
	return part
}

// said is a deployment in which each layer has a secret, and everybody an identity.
const said = deploytest.Server + `params: {Password_1_: secret: "line", XML_Password: secret: "all"}
models: {
	SPA525G2: params: clientCert_1_: secret: "g2"
	SPA504G: {params: Restricted_Access_Domains: "x", accept: [{check: "unlisted-parameter", reason: "model"}]}
}
phones: {
	"0026cb5f1a20": {model: "SPA525G2", label: "Board room", userID: "board", password: secret: "board", previous: [{userID: "old", password: secret: "old"}], params: Password_2_: secret: "own"}
	"0026cb5f1a21": {model: "SPA504G", userID: "lobby", password: secret: "board", accept: [{check: "unlisted-parameter", reason: "phone"}]}
	"0026cb5f1a30": model: "SPA303"
}
users: {
	ann: {password: secret: "ann", params: {User_ID_1_: "1", Password_1_: secret: "ann_line"}, accept: [{check: "unlisted-parameter", reason: "user"}]}
	ben: {label: "Ben", password: secret: "ann", params: Display_Name_1_: "Ben"}
}
default: accept: [{check: "unlisted-parameter", reason: "default"}]
keepLocal: ["Ringer_Volume", "Handset_Volume"]
restarts: Text_Logo: false
`

// Each secret of a file is listed before the file is made, so that all are asked for at
// once.
func TestSecretsAreListed(t *testing.T) {
	t.Parallel()
	part := whole(t, said)
	listed, held := map[string]bool{}, map[string]bool{}
	for _, made := range []*artifact.Made{&part.Made, &part.Staged} {
		for _, p := range made.Secrets {
			listed[p.Secret] = true
		}
	}
	for _, tree := range []artifact.Tree{{Files: part.Files}, {Files: part.Staging}, {Made: part.Made}, {Made: part.Staged}} {
		tree.Sort()
		for f := range tree.All() {
			for _, p := range f.Params {
				if p.Secret != "" {
					held[p.Secret] = true
					if len(tree.Files) > 0 {
						listed[p.Secret] = true // files in memory are looked through
					}
				}
			}
		}
	}
	for name := range held {
		if !listed[name] {
			t.Errorf("a file holds secret %s, which is not listed", name)
		}
	}
	for _, name := range []string{"line", "all", "g2", "own", "board", "ann_line"} {
		if !held[name] {
			t.Errorf("no file holds secret %s", name)
		}
	}
}

// A secret that no phone takes, as its model or it alone says otherwise, is not asked for.
func TestSecretsOfNobody(t *testing.T) {
	t.Parallel()
	part := whole(t, deploytest.Server+`params: {Password_1_: secret: "line", Password_2_: secret: "second", XML_Password: secret: "all"}
models: SPA525G2: params: {Password_1_: secret: "g2", Password_3_: secret: "third"}
phones: "0026cb5f1a20": {model: "SPA525G2", userID: "board", password: secret: "board", params: {Password_2_: secret: "own", Password_3_: secret: "mine"}}
`)
	var listed []string
	for _, p := range part.Made.Secrets {
		listed = append(listed, p.Secret)
	}
	slices.Sort(listed)
	if got := strings.Join(slices.Compact(listed), " "); got != "all board g2 mine own" {
		t.Errorf("asked for are %s", got)
	}
}

// What is known of phones and people beside their files: who they are to the server, what
// stays theirs, and what parts of the deployment accept.
func TestWhatIsKnown(t *testing.T) {
	t.Parallel()
	part := whole(t, said)
	var b strings.Builder
	for p := range part.Phones {
		fmt.Fprintf(&b, "phone %s %q %s %q by %q keeps %v\n", p.MAC, p.Label, p.Model, p.Identity, p.Password.Secret, p.Kept)
	}
	var users []string
	for _, c := range part.Credentials {
		users = append(users, fmt.Sprintf("%s of %s by %s", c.User, c.Entity, c.Password.Secret))
	}
	slices.Sort(users)
	fmt.Fprintf(&b, "server: %s\n", strings.Join(users, "; "))
	var accepts []string
	for _, a := range part.Accept {
		accepts = append(accepts, a.Reason)
	}
	slices.Sort(accepts)
	fmt.Fprintf(&b, "accept: %s\n", strings.Join(accepts, " "))
	stated, ok := part.Restarts.Of("Text_Logo")
	fmt.Fprintf(&b, "Text_Logo restarts: %t %v\n", ok, stated.Restart)
	for _, group := range part.Passwords.Alike() {
		fmt.Fprintf(&b, "one password: %d and %d\n", group[0].At, group[1].At)
	}
	const want = `phone 0026cb5f1a20 "Board room" SPA525G2 "board" by "board" keeps [Handset_Volume Ringer_Volume]
phone 0026cb5f1a21 "" SPA504G "lobby" by "board" keeps [Handset_Volume Ringer_Volume]
phone 0026cb5f1a30 "" SPA303 "" by "" keeps [Handset_Volume Ringer_Volume]
server: ann@example.com of ann by ann; ben@example.com of ben by ann; board@example.com of 0026cb5f1a20 by board; lobby@example.com of 0026cb5f1a21 by board; old@example.com of 0026cb5f1a20 by old
accept: default model phone user
Text_Logo restarts: true no
one password: 0 and 1
`
	if got := b.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
