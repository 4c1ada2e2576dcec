package facts_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"provc/compiler/catalogue"
	"provc/compiler/spectralink/deploytest"
	"provc/compiler/spectralink/facts"
)

// What handsets write for a user or for themselves, and what they ask for beside
// profiles, is nobody's user ID.
func TestReservedNames(t *testing.T) {
	written := strings.Fields("phone.cfg web.cfg directory.xml calls.xml app.log boot.log license.cfg")
	templates := strings.Fields("applications dect device features firewall-nat h323 itsg-addl-fields lync reg-advanced reg-basic region sip-basic sip-interop site tr069 video video-integration")
	var ids []string
	for _, end := range written {
		if entity, ok := facts.PhoneWritten("d/Ana-" + strings.ToUpper(end)); entity != "ana" || !ok {
			t.Errorf("Ana-%s is %s's: %v", end, entity, ok)
		}
		if _, ok := facts.PhoneWritten("ana" + end); ok {
			t.Errorf("ana%s is a handset's", end)
		}
		end, _, _ = strings.Cut(end, ".")
		ids = append(ids, "x-"+end, "X-"+strings.ToUpper(end))
	}
	for _, end := range []string{"phone.xml", "web.xml", "directory.cfg", "calls.cfg", "app.cfg", "boot.cfg", "license.xml", "phone", "app.logs"} {
		if _, ok := facts.PhoneWritten("ana-" + end); ok {
			t.Errorf("ana-%s is a handset's", end)
		}
	}
	for _, name := range templates {
		ids = append(ids, name, strings.ToUpper(name[:1])+name[1:])
	}
	var body strings.Builder
	body.WriteString(deploytest.Login)
	for i, id := range ids {
		fmt.Fprintf(&body, "users: %q: password: secret: \"a\"\nusers: \"%dx%s\": password: secret: \"a\"\n", id, i, strings.ReplaceAll(id, "-", ""))
	}
	found := map[int]bool{}
	for _, d := range deploytest.Compile(t, body.String()).Findings {
		if d.Check == "user-id-reserved" {
			found[d.Pos.Line-3] = true
		}
	}
	for i, id := range ids {
		if !found[2*i] || found[2*i+1] {
			t.Errorf("user ID %s is reserved: %v; one like it: %v", id, found[2*i], found[2*i+1])
		}
	}
	// The homes of parameters are among them.
	facts.Schema().Params(func(p catalogue.Param) bool {
		if home := strings.ToLower(strings.TrimSuffix(p.Field.Meta.Home, ".cfg")); home != "" && !slices.Contains(templates, home) {
			t.Errorf("%s lies in %s, which is no template", p.Name, p.Field.Meta.Home)
		}
		return true
	})
}

func TestPhoneWritten(t *testing.T) {
	for name, want := range map[string]string{
		"user_cfg_files/Brian-phone.cfg": "brian",
		"00907A0E7FE5-boot.log":          "00907a0e7fe5",
		"calls/ana-CALLS.XML":            "ana",
		"a-b-directory.xml":              "a-b",
		"00907a0e7fe5-web.cfg":           "00907a0e7fe5",
		"site.cfg":                       "",
		"Brian.cfg":                      "",
		"-phone.cfg":                     "",
	} {
		if got, ok := facts.PhoneWritten(name); got != want || ok != (want != "") {
			t.Errorf("spectralink.PhoneWritten(%q) = %q, %v", name, got, ok)
		}
	}
}

// A user ID has up to 64 letters, digits and a few signs, the first no sign.
func TestIsUserID(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a", 64)
	for id, want := range map[string]bool{
		"a": true, "Z": true, "0": true, "_a": true, "ann@ward.example": true, "a.b-c+d@e_f": true, long: true,
		"": false, ".a": false, "-a": false, "+a": false, "@a": false, "a b": false, "a/b": false, "a:b": false, "é": false, long + "a": false,
	} {
		if facts.IsUserID(id) != want {
			t.Errorf("%q is a user ID: %t", id, !want)
		}
	}
}
