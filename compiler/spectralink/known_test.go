package spectralink_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/spectralink/deploytest"
)

// known is a deployment in which each layer has a secret, and everybody something to be
// known by.
const known = `folder: "site", directories: {logs: "logs", contacts: "site-contacts"}
emergencyNumbers: ["112", "911"], authorizedNumbers: [{value: "112"}, {value: "911"}]
configFiles: before: [{file: "pbx.cfg", sets: ["tone.*"]}, "http://pbx.example/x.cfg"]
params: {reg: "1": {address: "ward", server: "1": address: "sip", auth: {userId: "w", password: secret: "line"}}, prov: polling: enabled: true}
params: prov: login: {enabled: true, required: true, persistent: true, automaticLogout: 30}
profiles: directory: "people"
groups: ward: {params: reg: "1": auth: password: secret: "ward", accept: [{check: "unlisted-parameter", reason: "group"}]}
phones: {
	"00907a000001": {group: "ward", label: "Desk", params: reg: "1": auth: password: secret: "desk", accept: [{check: "unlisted-parameter", reason: "handset"}]}
	"00907a000002": {label: "Bare"}
	"00907a000003": {profiles: directory: "own"}
}
users: {
	ana: {label: "Ana", password: secret: "ana", params: reg: "2": {address: "7", auth: {userId: "7", password: secret: "ana_line"}, server: "1": address: "sip"}, accept: [{check: "unlisted-parameter", reason: "user"}], contacts: [{ct: "9"}]}
	ben: {password: secret: "ana"}
	cy: {directory: "own", password: "literal"}
}
restarts: "up.idleTimeout": false
`

// Each secret of a file is listed before the file is made, so that all are asked for at
// once, and none that no file holds.
func TestSecretsAreListed(t *testing.T) {
	t.Parallel()
	c := deploytest.Compile(t, known)
	if c.Findings.HasErrors() {
		t.Fatal(c.Text(c.Findings))
	}
	var listed, held []string
	for _, p := range c.Made.Secrets {
		listed = append(listed, p.Secret)
	}
	for _, f := range c.Files { // which are looked through
		for _, p := range f.Params {
			listed = append(listed, p.Secret)
		}
	}
	for _, f := range c.ByPath {
		for _, p := range f.Params {
			held = append(held, p.Secret)
		}
	}
	for _, names := range []*[]string{&listed, &held} {
		slices.Sort(*names)
		*names = slices.DeleteFunc(slices.Compact(*names), func(s string) bool { return s == "" })
	}
	if got := strings.Join(listed, " "); got != "ana ana_line desk line ward" || !slices.Equal(listed, held) {
		t.Errorf("listed are %s, files hold %s", got, held)
	}
}

// What is known of handsets and people beside their files: how they are called, who has no
// file, what can be called, what others make, and what parts of the deployment accept.
func TestWhatIsKnown(t *testing.T) {
	t.Parallel()
	c := deploytest.Compile(t, known)
	var b strings.Builder
	for p := range c.Phones {
		fmt.Fprintf(&b, "handset %s %q in %s of %q\n", p.MAC, p.Label, p.Folder, p.Group)
	}
	for mac, label := range c.Bare.All() {
		fmt.Fprintf(&b, "bare %s/%s %q\n", c.Bare.Folder, mac, label)
	}
	for _, e := range c.Emergency {
		fmt.Fprintf(&b, "must be callable: %s\n", e.Number)
	}
	for _, f := range c.Foreign {
		fmt.Fprintf(&b, "others make %s, of %v\n", f.Name, f.Sets)
	}
	var reasons []string
	for _, a := range c.Accept {
		reasons = append(reasons, a.Reason)
	}
	slices.Sort(reasons)
	fmt.Fprintf(&b, "accept: %s\n", strings.Join(reasons, " "))
	stated, ok := c.Restarts.Of("up.idleTimeout")
	fmt.Fprintf(&b, "up.idleTimeout restarts: %t %v\n", ok, stated.Restart)
	for _, alike := range c.Passwords.Alike() {
		fmt.Fprintf(&b, "one password: %d and %d\n", alike[0].At, alike[1].At)
	}
	var files []string
	for path, f := range c.ByPath {
		phase := map[artifact.Phase]string{artifact.Leaf: "leaf", artifact.Handset: "handset", artifact.Entry: "entry"}[f.Phase]
		files = append(files, fmt.Sprintf("%s %s %q seed %t\n", path, phase, f.Entity, f.Seed))
	}
	slices.Sort(files)
	b.WriteString(strings.Join(files, ""))
	const want = `handset 00907a000001 "Desk" in site of "ward"
handset 00907a000002 "Bare" in site of ""
handset 00907a000003 "" in site of ""
bare site/00907a000002 "Bare"
must be callable: 112
must be callable: 911
others make http://pbx.example/x.cfg, of []
others make site/pbx.cfg, of [tone.*]
accept: group handset user
up.idleTimeout restarts: true no
one password: 0 and 1
site/000000000000.cfg entry "" seed false
site/00907a000001.cfg handset "00907a000001" seed false
site/00907a000003.cfg handset "00907a000003" seed false
site/features.cfg leaf "" seed false
site/group-ward.cfg leaf "" seed false
site/own/cy.cfg leaf "cy" seed false
site/people/ana.cfg leaf "ana" seed false
site/people/ben.cfg leaf "ben" seed false
site/phone-00907a000001.cfg leaf "00907a000001" seed false
site/reg-basic.cfg leaf "" seed false
site/site-contacts/ana-directory.xml leaf "ana" seed true
site/site.cfg leaf "" seed false
`
	if got := b.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// What a handset, its group or a person accepts of all that is found of them is marked,
// whoever finds it.
func TestWhoAcceptsIsMarked(t *testing.T) {
	t.Parallel()
	const accept = `accept: [{check: "literal-secret", reason: "x"}]`
	for body, want := range map[string]int{
		`phones: "00907a000001": {params: reg: "1": auth: password: "x", ` + accept + `}`:                          1,
		`groups: g: {` + accept + `}, phones: "00907a000001": {group: "g", params: reg: "1": auth: password: "x"}`: 1,
		`groups: g: {` + accept + `}, phones: "00907a000001": {params: reg: "1": auth: password: "x"}`:             0,
		`users: ana: {password: "x", ` + accept + `}`:                                                              1,
		`users: {ana: {password: secret: "a", ` + accept + `}, ben: password: "x"}`:                                0,
		`groups: g: {params: reg: "1": auth: password: "x", ` + accept + `}`:                                       1,
	} {
		accepted, found := 0, 0
		c := deploytest.Compile(t, deploytest.Login+body)
		for _, d := range c.Findings {
			if d.Check == "literal-secret" {
				found++
				accepted += len(d.Accepted)
			}
		}
		if found != 1 || accepted != want {
			t.Errorf("%d of %d are accepted in\n%s\n%s", accepted, found, body, c.Text(c.Findings))
		}
	}
}
