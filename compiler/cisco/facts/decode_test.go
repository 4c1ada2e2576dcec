package facts_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"provc/compiler/cisco/deploytest"
	"provc/compiler/cisco/facts"
	"provc/compiler/diag"
)

// decoded is a deployment in which everything is said.
const decoded = `server: "https://prov.example/desks"
domain: "@example.com"
folder: "sites/desks"
rule: "/x"
accept: [{check: "em-line-blend", reason: "all"}]
params: {Text_Logo: "all", XML_Password: secret: "xml", DND_Setting: true}
unlisted: New: false
models: {
SPA525G2: {params: Text_Logo: "large", accept: [{check: "em-line-blend", reason: "large"}]}
SPA303: params: Text_Logo: "small"
}
default: {params: Text_Logo: "free", accept: [{check: "em-line-blend", reason: "free"}]}
keepLocal: ["Ringer_Volume",
"LCD_Contrast"]
access: {Text_Logo: "ro"
DND_Setting: "rw"}
restarts: Text_Logo: false
phones: {
"0026cb5f1a20": {label: "Hall", model: "SPA303", userID: "hall", password: secret: "hall", params: Text_Logo: "hall"
previous: [{userID: "old", password: secret: "old"}
{userID: "older", password: "literal"}]}
"0026cb5f1a21": model: "SPA999"
"0026cb5f1a22": {model: "SPA303", userID: "half"}
"0026cb5f1a23": {model: "SPA303", password: "half"}
}
users: {
ann: {label: "Ann", password: secret: "ann", unlisted: Shiny: true, accept: [{check: "em-line-blend", reason: "ann"}]}
bob: params: Text_Logo: "bob"
}
`

// line is the line of the body of a deployment that something stands on.
func line(p diag.Pos) int { return p.Line - deploytest.Head }

// shown is what a layer says, with lines.
func shown(l *facts.Layer) string {
	var b strings.Builder
	fmt.Fprintf(&b, ":%d", line(l.Pos))
	if l.Accepts != nil {
		b.WriteString(" accepts")
	}
	for i := range l.Params {
		s := &l.Params[i]
		fmt.Fprintf(&b, ", %s=%s:%d", s.Name, deploytest.Shown(s.Param), line(s.Pos))
		for what, is := range map[string]bool{" unlisted": s.Free != nil && s.Unlisted, " private": s.Private()} {
			if is {
				b.WriteString(what)
			}
		}
	}
	return b.String()
}

// identity is one, with lines.
func identity(i *facts.Identity) string {
	return fmt.Sprintf("%s:%d %s=%s:%d secret %t", i.ID, line(i.IDPos), i.Password.Name, deploytest.Shown(i.Password), line(i.Password.Pos), i.Password.Sensitive)
}

// Each fact of a deployment is what is written, with the place where it is.
func TestDecode(t *testing.T) {
	t.Parallel()
	in := deploytest.Evaluated(t, decoded)
	d, found := facts.Decode(in)
	if found.HasErrors() {
		t.Fatal(deploytest.Text(found))
	}
	var b strings.Builder
	say := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	say("%s in %s at %s:%d as %s:%d by %s:%d", d.Name, d.Folder, d.Server, line(d.ServerPos), d.Domain.Value, line(d.Domain.Pos), d.Rule.Value, line(d.Rule.Pos))
	say("base%s", shown(&d.Base))
	for _, m := range d.Models {
		say("%s%s", m.Name, shown(&m.Layer))
	}
	say("default%s", shown(&d.Fallback))
	for _, name := range slices.Sorted(maps.Keys(d.KeepLocal)) {
		say("keeps %s:%d", name, line(d.KeepLocal[name]))
	}
	for _, name := range slices.Sorted(maps.Keys(d.Access)) {
		say("%s is %s:%d", name, d.Access[name].Value, line(d.Access[name].Pos))
	}
	stated, ok := d.Restarts.Of("Text_Logo")
	say("restarts %t %v", ok, stated.Restart)

	dec := facts.NewDecoder(d, true)
	for i := range d.Phones.Len() {
		dec.Reset()
		p := dec.Phone(d.Phones, i)
		product := "no product"
		if p.Product != nil {
			product = p.Product.Name
		}
		say("phone %s %q %s:%d %s %s anonymous %t lacks %q%s", p.MAC, p.Label, p.Model, line(p.ModelPos), product, identity(&p.Identity), p.Anonymous, p.Lacking, shown(&p.Layer))
		for _, before := range p.Previous {
			say("  before %s", identity(before))
		}
	}
	for i := range d.Users.Len() {
		dec.Reset()
		u := dec.User(d.Users, i)
		say("user %q %s%s", u.Label, identity(&u.Identity), shown(&u.Layer))
	}
	const want = `d in sites/desks at https://prov.example/desks:1 as @example.com:2 by /x:4
base:0, Text_Logo=all ro:6, XML_Password={xml}:6 private, DND_Setting=Yes rw:6, New=No:7 unlisted
SPA303:10, Text_Logo=small ro:10
SPA525G2:9 accepts, Text_Logo=large ro:9
default:12 accepts, Text_Logo=free ro:12
keeps LCD_Contrast:14
keeps Ringer_Volume:13
DND_Setting is rw:16
Text_Logo is ro:15
restarts true no
phone 0026cb5f1a20 "Hall" SPA303:19 SPA303 hall:19 EM_Phone_Password={hall}:19 secret true anonymous false lacks "":19, Text_Logo=hall ro:19
  before old:20 EM_Phone_Password={old}:20 secret true
  before older:21 EM_Phone_Password=literal:21 secret true
phone 0026cb5f1a21 "" SPA999:22 no product :22 EM_Phone_Password=:22 secret true anonymous true lacks "":22
phone 0026cb5f1a22 "" SPA303:23 SPA303 half:23 EM_Phone_Password=:23 secret true anonymous false lacks "password":23
phone 0026cb5f1a23 "" SPA303:24 SPA303 :24 EM_Phone_Password=half:24 secret true anonymous false lacks "userID":24
user "Ann" ann:27 the password of user ann={ann}:27 secret true:27 accepts, Shiny=Yes:27 unlisted
user "" bob:28 the password of user bob=:28 secret true:28, Text_Logo=bob ro:28
`
	if got := b.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// What is not said is nothing, at the place of the deployment; what is wrong is told, left
// out, and in doubt.
func TestDecodeLittle(t *testing.T) {
	t.Parallel()
	d, found := facts.Decode(deploytest.Evaluated(t, "server: \"https://prov.example\"\nparams: Time_Zone: \"GMT+1\"\nrestarts: No_Such_Parameter_At_All: true\n"))
	if d.Folder != "" || d.Domain.Value != "" || d.Rule != nil || len(d.Models) > 0 || d.Fallback.Pos != d.Pos || line(d.Pos) != 0 || len(d.Fallback.Params) > 0 {
		t.Errorf("it says %+v", d)
	}
	if len(d.Base.Params) > 0 || !d.Doubts.About("Time_Zone") || d.Doubts.About("Text_Logo") {
		t.Errorf("the value that is wrong is %v, doubts are %v", d.Base.Params, d.Doubts)
	}
	if ann := facts.NewDecoder(d, false).User(deploytest.Evaluated(t, deploytest.Server+deploytest.Ann).Entities("users"), 0); ann.Password.Allowed("a b") == "" || ann.Password.Allowed("ab") != "" {
		t.Error("what a secret stands for is not held to what a password may be")
	}
	var checks []string
	for _, f := range found {
		checks = append(checks, fmt.Sprintf("%d %s", line(f.Pos), f.Check))
	}
	slices.Sort(checks)
	if got := strings.Join(checks, ", "); got != "2 parameter-value, 3 parameter-unknown" {
		t.Errorf("found %s", got)
	}
}
