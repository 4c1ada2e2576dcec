package readers_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/cisco"
)

// rootOf is a root that holds files; what they say is nothing to who reads them.
type rootOf []string

func (r rootOf) Paths() []string                { return r }
func (r rootOf) Params(string) []artifact.Param { return nil }

func TestReaders(t *testing.T) {
	t.Parallel()
	r := cisco.Phones{}.Readers(rootOf{
		"000000000000.cfg",                                 // another vendor's
		"a/default.xml", "a/host/door.xml", "a/host/x.txt", // a deployment
		"a/mobile/ann.xml", "a/mobile/deep/bob.xml", "a/mobile/x.cfg", // deeper is nobody's
		"a/0026cb5f1a30.xml", "a/0026CB5F1A31.xml", "a/0026cb5f1a35", "a/host/0026cb5f1a32.xml", "b/0026cb5f1a33.xml", // phones that nobody logs in on have theirs beside default.xml
		"a/inner/default.xml", "a/other.xml", "a/other/x.xml", "a/spa303.cfg", "a/spa525G2.cfg",
		"b/host/room.xml", // no deployment is here
		"default.xml", "host/hall.xml", "mobile/cid.xml",
		"n/Spa303.cfg", "n/spa.cfg", "n/spa303.cfg.bak", "n/spaG2.cfg", "n/xspa303.cfg", "n/spa1.cfg", // no names that phones ask for
		"z/spa512G.cfg",
	})
	var got []string
	for _, h := range r.Handsets {
		got = append(got, fmt.Sprintf("handset %s%s in %s: %s reads %s; users %s", h.ID, h.Unlisted, h.Folder, h.State, strings.Join(h.Files, " "), h.Users))
	}
	for _, u := range r.ByUser {
		got = append(got, fmt.Sprintf("user %s: %s reads %s; users %s", u.ID, u.State, u.File, u.Users))
	}
	for _, path := range slices.Sorted(maps.Keys(r.Roles)) {
		got = append(got, path+" is "+r.Roles[path].Name)
	}
	want := []string{
		"handset hall in .: host reads host/hall.xml; users mobile",
		"handset every phone without an identity in .: unenrolled reads default.xml; users mobile",
		"handset door in a: host reads a/host/door.xml; users a/mobile",
		"handset 0026cb5f1a30 in a: plain reads a/0026cb5f1a30.xml; users ", "handset 0026cb5f1a32 in a: host reads a/host/0026cb5f1a32.xml; users a/mobile",
		"a/0026cb5f1a30.xml is phone", "a/host/0026cb5f1a32.xml is host",
		"handset every phone without an identity in a: unenrolled reads a/default.xml; users a/mobile",
		"handset every phone without an identity in a/inner: unenrolled reads a/inner/default.xml; users a/inner/mobile",
		"handset every new phone that asks for spa303.cfg in a: unenrolled reads a/spa303.cfg; users a/mobile",
		"handset every new phone that asks for spa525G2.cfg in a: unenrolled reads a/spa525G2.cfg; users a/mobile",
		"handset every new phone that asks for spa512G.cfg in z: unenrolled reads z/spa512G.cfg; users z/mobile",
		"user ann: mobile reads a/mobile/ann.xml; users a/mobile",
		"user cid: mobile reads mobile/cid.xml; users mobile",
		"a/default.xml is default", "a/inner/default.xml is default", "a/host/door.xml is host", "a/mobile/ann.xml is mobile", "a/spa303.cfg is entry", "a/spa525G2.cfg is entry",
		"default.xml is default", "host/hall.xml is host", "mobile/cid.xml is mobile", "z/spa512G.cfg is entry",
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// What sentences and diffs say of a file, and what a parameter that it no longer
// mentions does.
func TestRoles(t *testing.T) {
	t.Parallel()
	roles := cisco.Phones{}.Readers(rootOf{"default.xml", "host/a.xml", "mobile/b.xml", "spa303.cfg", "0026cb5f1a30.xml"}).Roles
	for path, want := range map[string]artifact.Role{
		"default.xml":      {Name: "default", Subject: "default profile", When: artifact.AtResync, State: "unenrolled", Keeps: true},
		"host/a.xml":       {Name: "host", Subject: "host profile of", Named: true, When: artifact.AtResync, State: "host", Beneath: "mobile", Keeps: true},
		"mobile/b.xml":     {Name: "mobile", Subject: "mobile profile of", Named: true, When: artifact.AtLogIn, State: "mobile", OfUser: true, Keeps: true},
		"0026cb5f1a30.xml": {Name: "phone", Subject: "profile of phone", Named: true, When: artifact.AtResync, State: "plain", Keeps: true},
		"spa303.cfg":       {Name: "entry", Subject: "for new phones", When: artifact.AtBoot, State: "unenrolled"},
	} {
		if roles[path] != want {
			t.Errorf("%s is %+v", path, roles[path])
		}
	}
}

func TestLogin(t *testing.T) {
	t.Parallel()
	login := cisco.Phones{}.Readers(rootOf{}).Login
	for value, want := range map[string]bool{"Yes": true, "No": false, "": false, "yes": false} {
		got := login(func(name string) string {
			if name != "EM_Enable" {
				return "Yes"
			}
			return value
		})
		if got != want {
			t.Errorf("with EM_Enable %q people can log in: %t", value, got)
		}
	}
}

// A line is registered that has a user ID and a proxy, that is not off, and that is not told
// not to register.
func TestRegistrations(t *testing.T) {
	t.Parallel()
	r := cisco.Phones{}.Readers(rootOf{})
	for _, x := range []struct{ values, want string }{
		{"", ""},
		{"User_ID_1_=a Proxy_1_=p", "1"},
		{"User_ID_1_=a", ""},
		{"Proxy_1_=p", ""},
		{"User_ID_1_=a Proxy_1_=p Line_Enable_1_=Yes", "1"},
		{"User_ID_1_=a Proxy_1_=p Line_Enable_1_=No", ""},
		{"User_ID_1_=a Proxy_1_=p Register_1_=Yes", "1"},
		{"User_ID_1_=a Proxy_1_=p Register_1_=No", ""},
		{"User_ID_1_=a Proxy_1_=p Register_1_=No Make_Call_Without_Reg_1_=Yes", ""},
		{"User_ID_2_=a Proxy_2_=p Register_1_=No", "2"},
		{"User_ID_1_=a Proxy_2_=p", ""},
		{"User_ID_2_=a Proxy_2_=p Line_Enable_1_=No", "2"},
		{"User_ID_1_=a Proxy_1_=p User_ID_3_=a Proxy_3_=p User_ID_12_=a Proxy_12_=p", "1 3 12"},
		{"User_ID_0_=a Proxy_0_=p User_ID_13_=a Proxy_13_=p", ""}, // no phone has such lines
	} {
		values := map[string]string{}
		for _, v := range strings.Fields(x.values) {
			name, value, _ := strings.Cut(v, "=")
			values[name] = value
		}
		if got := strings.Join(r.Lines(func(name string) string { return values[name] }), " "); got != x.want {
			t.Errorf("with %q lines %q are registered, want %q", x.values, got, x.want)
		}
	}
	for name, want := range map[string]bool{
		"Line_Enable_1_": true, "Register_1_": true, "User_ID_2_": true, "Proxy_12_": true,
		"Line_Enable_1": false, "User_ID_": false, "Outbound_Proxy_1_": false, "Proxy_x_": false, "Password_1_": false, "Proxy_1_x": false, "Register_Expires_1_": false, "Auto_Register_When_Failover_1_": false,
	} {
		if r.Registers(name) != want {
			t.Errorf("registrations depend on %s: %t", name, !want)
		}
	}
}
