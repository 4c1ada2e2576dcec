package files_test

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler/spectralink/deploytest"
)

// A handset beats its group, its group the deployment, a user all of them. Each
// row names who sets a parameter, and whose value is in effect, in which file, on
// handset 1 of the group, on handset 2 of no group, and on one that nobody
// listed, while the user is logged in where the user says anything.
var precedence = []struct {
	set     string
	inGroup string // handset 1
	alone   string // handset 2
	rest    string // any other
}{
	{"deployment", "deployment in HOME", "deployment in HOME", "deployment in HOME"},
	{"group", "group in group-ward.cfg", "", ""},
	{"handset", "handset in phone-00907a000001.cfg", "handset in phone-00907a000002.cfg", ""},
	{"user", "user in people/ana.cfg", "user in people/ana.cfg", "user in people/ana.cfg"},

	{"deployment group", "group in group-ward.cfg", "deployment in HOME", "deployment in HOME"},
	{"deployment handset", "handset in phone-00907a000001.cfg", "handset in phone-00907a000002.cfg", "deployment in HOME"},
	{"deployment user", "user in people/ana.cfg", "user in people/ana.cfg", "user in people/ana.cfg"},
	{"group handset", "handset in phone-00907a000001.cfg", "handset in phone-00907a000002.cfg", ""},
	{"group user", "user in people/ana.cfg", "user in people/ana.cfg", "user in people/ana.cfg"},
	{"handset user", "user in people/ana.cfg", "user in people/ana.cfg", "user in people/ana.cfg"},

	{"deployment group handset", "handset in phone-00907a000001.cfg", "handset in phone-00907a000002.cfg", "deployment in HOME"},
	{"deployment group handset user", "user in people/ana.cfg", "user in people/ana.cfg", "user in people/ana.cfg"},
}

// Kinds of parameter: how a layer sets one to a text, under which name, and in
// which file all handsets have it.
var kinds = []struct{ name, set, home string }{
	{"reg.1.label", `params: reg: "1": label: "%s"`, "reg-basic.cfg"},
	{"se.pat.misc.x", `unlisted: "se.pat.misc.x": "%s"`, "site.cfg"},
	{"ptt.displayName", `params: ptt: displayName: "%s"`, "site.cfg"},
	{"phoneLock.authorized.5.value", `params: phoneLock: authorized: "5": value: "%s"`, "features.cfg"},
}

// layers is a deployment whose layers each say what is given, if anything.
func layers(deployment, group, handset, user string) string {
	return fmt.Sprintf(`profiles: directory: "people"
params: prov: login: {enabled: true, persistent: true}
%s
groups: ward: {%s}
phones: {
	"00907a000001": {group: "ward"
		%[3]s}
	"00907a000002": {%[3]s}
}
users: ana: {password: secret: "ana"
	%[4]s}
`, deployment, group, handset, user)
}

func TestPrecedence(t *testing.T) {
	for _, kind := range kinds {
		for _, p := range precedence {
			t.Run(kind.name+" of "+p.set, func(t *testing.T) {
				t.Parallel()
				said := map[string]string{}
				for who := range strings.FieldsSeq(p.set) {
					said[who] = fmt.Sprintf(kind.set, who)
				}
				for dialect, folder := range map[string]string{"spectralink": "", "polycom": "site/a"} {
					c := deploytest.Valid(t, fmt.Sprintf("dialect: %q, folder: %q\n", dialect, folder)+
						layers(said["deployment"], said["group"], said["handset"], said["user"]))
					for mac, want := range map[string]string{"00907a000001": p.inGroup, "00907a000002": p.alone, "00907a000003": p.rest} {
						h := c.Boot(t, folder, mac)
						if !h.Login(t, "ana") {
							t.Fatalf("ana cannot log in on %s", mac)
						}
						want = strings.Replace(want, "HOME", kind.home, 1)
						got := ""
						if value, file := h.Get(kind.name); file != "" {
							got = value + " in " + strings.TrimPrefix(file, folder+"/")
						}
						if got != want {
							t.Errorf("%s, folder %q: on %s, %q is in effect, not %q", dialect, folder, mac, got, want)
						}
					}
				}
			})
		}
	}
}

// The profiles directory of the innermost layer that names one, be it the master
// file's own folder, is that of a handset; users who name none are the
// deployment's.
func TestProfilesDirectory(t *testing.T) {
	for _, p := range []struct{ deployment, group, handset, inGroup, alone, rest string }{
		{"", "", "", "", "", ""},
		{"d", "", "", "d", "d", "d"},
		{"", "g", "", "g", "", ""},
		{"", "", "h", "h", "h", ""},
		{"d", "g", "", "g", "d", "d"},
		{"d", "", "h", "h", "h", "d"},
		{"", "g", "h", "h", "h", ""},
		{"d", "g", "h", "h", "h", "d"},
		{"d", "root", "", "", "d", "d"},
		{"d", "", "root", "", "", "d"},
		{"d", "root", "h", "h", "h", "d"},
		{"d", "g", "root", "", "", "d"},
		{"root", "g", "", "g", "", ""},
		{"d", "d", "d", "d", "d", "d"},
	} {
		name := func(directory string) string {
			switch directory {
			case "":
				return ""
			case "root":
				return `profiles: directory: ""`
			}
			return fmt.Sprintf(`profiles: directory: %q`, directory)
		}
		body := "params: prov: login: enabled: true\nusers: ana: password: secret: \"ana\"\n" + name(p.deployment) + `
groups: ward: {` + name(p.group) + `}
phones: "00907a000001": {group: "ward"
	` + name(p.handset) + `}
phones: "00907a000002": {` + name(p.handset) + `}
`
		c := deploytest.Valid(t, body)
		for mac, want := range map[string]string{"00907a000001": p.inGroup, "00907a000002": p.alone, "00907a000003": p.rest} {
			h := c.Boot(t, "", mac)
			got, named := h.Master["USER_PROFILES_DIRECTORY"]
			if got != want || named != (want != "") {
				t.Errorf("%+v: profiles of %s lie in %q", p, mac, got)
			}
			home := strings.Replace(p.deployment, "root", "", 1)
			if in := h.Login(t, "ana"); in != (want == home) {
				t.Errorf("%+v: ana, of %q, logs in on %s: %v", p, home, mac, in)
			}
		}
		// A handset that says what all say needs no master file of its own.
		if own := c.ByPath["00907a000002.cfg"] != nil; own != (p.alone != p.rest) {
			t.Errorf("%+v: a handset without parameters has a master file: %v", p, own)
		}
	}
}

// A user's own directory is where the profile lies, beside the one contact
// directory of the user.
func TestUsersDirectory(t *testing.T) {
	c := deploytest.Valid(t, `profiles: directory: "people"
params: prov: login: {enabled: true, persistent: true}
groups: ward: profiles: directory: "ward"
users: {
	ana: {password: secret: "ana", contacts: [{ct: "1"}]}
	bo: {directory: "ward", password: secret: "bo", contacts: [{ct: "1"}]}
}`)
	const want = "000000000000.cfg people/ana-directory.xml people/ana.cfg site.cfg ward/bo-directory.xml ward/bo.cfg"
	if got := c.Paths(); got != want {
		t.Errorf("got %s", got)
	}
}

// Numbers of a layer replace those of the layers below, all five slots, and bring
// what they need to work; a layer without any leaves those below as they are.
func TestAuthorizedNumbers(t *testing.T) {
	numbers := func(n ...string) string {
		var b strings.Builder
		for _, x := range n {
			fmt.Fprintf(&b, "{value: %q, description: %q}, ", x, "the "+x)
		}
		return "authorizedNumbers: [" + b.String() + "]"
	}
	for _, p := range []struct {
		deployment, group, handset string
		inGroup, alone, rest       string
	}{
		{numbers("1", "2", "3", "4", "5"), "", "", "1 2 3 4 5", "1 2 3 4 5", "1 2 3 4 5"},
		{numbers("1", "2"), numbers("3"), "", "3", "1 2", "1 2"},
		{numbers("1", "2"), numbers(), "", "", "1 2", "1 2"},
		{numbers("1", "2"), "", numbers("3"), "3", "3", "1 2"},
		{"", numbers("1", "2"), numbers("3"), "3", "3", ""},
		{numbers("1", "2"), numbers("3", "4"), numbers("5"), "5", "5", "1 2"},
		{numbers("1"), numbers("2"), numbers(), "", "", "1"},
		{"", numbers("1"), "", "1", "", ""},
		// A parameter of a stronger layer takes the place of one slot.
		{numbers("1", "2"), `params: phoneLock: authorized: "2": value: "9"`, "", "1 9", "1 2", "1 2"},
		{numbers("1", "2"), numbers("3", "4"), `params: phoneLock: authorized: "1": value: "9"`, "9 4", "9 2", "1 2"},
	} {
		c := deploytest.Valid(t, "params: prov: login: {enabled: true, required: true}\n"+layers(p.deployment, p.group, p.handset, ""))
		for mac, want := range map[string]string{"00907a000001": p.inGroup, "00907a000002": p.alone, "00907a000003": p.rest} {
			h := c.Boot(t, "", mac)
			var got []string
			_, file := h.Get("phoneLock.enabled")
			for i := 1; i <= 5; i++ {
				name := fmt.Sprintf("phoneLock.authorized.%d.", i)
				value, from := h.Get(name + "value")
				description, of := h.Get(name + "description")
				if value != "" {
					got = append(got, value)
				}
				if (from == "") != (file == "") || from != of && value != "9" {
					t.Errorf("%+v: slot %d of %s is set in %q, described in %q, enabled in %q", p, i, mac, from, of, file)
				}
				if value != "9" && description != strings.TrimSuffix("the "+value, "the ") {
					t.Errorf("%+v: number %q of %s is described as %q", p, value, mac, description)
				}
			}
			if strings.Join(got, " ") != want {
				t.Errorf("%+v: %s can call %q, not %q", p, mac, got, want)
			}
			if file == "" {
				continue
			}
			for _, name := range []string{"phoneLock.enabled", "feature.enhancedFeatureKeys.enabled"} {
				if value, _ := h.Get(name); value != "1" {
					t.Errorf("%+v: %s of %s is %q", p, name, mac, value)
				}
			}
		}
	}
}
