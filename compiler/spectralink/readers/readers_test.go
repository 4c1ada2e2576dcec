package readers_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/spectralink/deploytest"
	"provc/compiler/spectralink/readers"
)

// account is what Readers says of a root, one fact a line.
func account(r artifact.Readers) string {
	var b strings.Builder
	for _, h := range r.Handsets {
		name := h.ID
		if h.Unlisted != "" {
			name += "(" + h.Unlisted + ")"
		}
		fmt.Fprintf(&b, "handset %s of %s, users in %s: %s\n", name, h.Folder, h.Users, strings.Join(h.Files, " "))
		if h.State != "logged out" {
			fmt.Fprintf(&b, "which is %s\n", h.State)
		}
	}
	for _, u := range r.ByUser {
		fmt.Fprintf(&b, "user %s in %s: %s\n", u.ID, u.Users, u.File)
		if u.State != "logged in" {
			fmt.Fprintf(&b, "who is %s\n", u.State)
		}
	}
	for _, p := range slices.Sorted(maps.Keys(r.Roles)) {
		fmt.Fprintf(&b, "%s is %s\n", p, r.Roles[p].Name)
	}
	return b.String()
}

// Who reads which files of a root that may be of anybody's making.
func TestReaders(t *testing.T) {
	const rest = "handset (every handset that is not listed) of "
	for _, x := range []struct {
		name string
		root deploytest.Root
		want string
	}{
		{"a listed handset", deploytest.Root{
			"00907a0e7fe5.cfg": "CONFIG_FILES=b.cfg, a.cfg\nUSER_PROFILES_DIRECTORY=people",
			"a.cfg":            "x=1",
			"people/ana.cfg":   "x=1",
		}, `handset 00907a0e7fe5 of ., users in people: 00907a0e7fe5.cfg b.cfg a.cfg
user ana in people: people/ana.cfg
00907a0e7fe5.cfg is master
a.cfg is parameters
people/ana.cfg is user
`},
		{"handsets ask in small letters, and find no file in capitals", deploytest.Root{
			"000000000000.cfg":     "CONFIG_FILES=own-[PHONE_MAC_ADDRESS].cfg, site.cfg",
			"00907A0E7FE5.cfg":     "CONFIG_FILES=a.cfg",
			"00907A0E7FE6.cfg":     "x=1",
			"a.cfg":                "x=1",
			"own-00907A0E7FE7.cfg": "x=1",
			"own-00907a0e7fe8.cfg": "x=1",
			"site.cfg":             "x=1",
		}, rest + `., users in .: 000000000000.cfg own-000000000000.cfg site.cfg
handset 00907a0e7fe8 of ., users in .: 000000000000.cfg own-00907a0e7fe8.cfg site.cfg
user 00907A0E7FE6 in .: 00907A0E7FE6.cfg
user a in .: a.cfg
user own-00907A0E7FE7 in .: own-00907A0E7FE7.cfg
000000000000.cfg is master
00907A0E7FE6.cfg is user
a.cfg is user
own-00907A0E7FE7.cfg is user
own-00907a0e7fe8.cfg is parameters
site.cfg is parameters
`},
		{"who is not listed, in folders of the root", deploytest.Root{
			"b/000000000000.cfg":        "APP_FILE_PATH=sip.ld",
			"b/00907a0e7fe5.cfg":        "CONFIG_FILES=",
			"a/000000000000.cfg":        "CONFIG_FILES=x/site.cfg ,, y.cfg,\nUSER_PROFILES_DIRECTORY=p/q",
			"a/x/site.cfg":              "x=1",
			"a/p/q/bo.cfg":              "x=1",
			"b/bo.cfg":                  "x=1",
			"b/p/q/cy.cfg":              "x=1",
			"a/p/q/ana.xml":             "x=1",
			"a/00907a0e7fe4.cfg":        "CONFIG_FILES=000000000000.cfg\nUSER_PROFILES_DIRECTORY=p",
			"a/0000000000000.cfg":       "CONFIG_FILES=z.cfg",
			"a/00000000000g.cfg":        "CONFIG_FILES=z.cfg",
			"a/p/q/00907a0e7fe6.cfg":    "x=1",
			"a/p/q/00907a0e7fe7.cfg":    "APP_FILE_PATH=",
			"b/00907a0e7fe8-phone.cfg":  "x=1",
			"b/x-Phone.CFG":             "x=1",
			"b/bo-directory.xml":        "",
			"b/bo-Directory.XML":        "",
			"b/00907a0e7fe5-boot.log":   "",
			"b/phone-00907a0e7fe9.cfg2": "",
		}, rest + `a, users in a/p/q: a/000000000000.cfg a/x/site.cfg a/y.cfg
handset 00907a0e7fe4 of a, users in a/p: a/00907a0e7fe4.cfg a/000000000000.cfg
handset 00907a0e7fe7 of a/p/q, users in a/p/q: a/p/q/00907a0e7fe7.cfg
` + rest + `b, users in b: b/000000000000.cfg
handset 00907a0e7fe5 of b, users in b: b/00907a0e7fe5.cfg
user 00907a0e7fe6 in a/p/q: a/p/q/00907a0e7fe6.cfg
user bo in a/p/q: a/p/q/bo.cfg
user bo in b: b/bo.cfg
a/000000000000.cfg is master
a/00907a0e7fe4.cfg is master
a/p/q/00907a0e7fe6.cfg is user
a/p/q/00907a0e7fe7.cfg is master
a/p/q/bo.cfg is user
a/x/site.cfg is parameters
b/000000000000.cfg is master
b/00907a0e7fe5-boot.log is handset
b/00907a0e7fe5.cfg is master
b/00907a0e7fe8-phone.cfg is handset
b/bo-Directory.XML is handset
b/bo-directory.xml is contacts
b/bo.cfg is user
b/x-Phone.CFG is handset
`},
		{"files that are named by the MAC", deploytest.Root{
			"000000000000.cfg":              "CONFIG_FILES=site.cfg, own/x-[PHONE_MAC_ADDRESS]-phone.cfg, [PHONE_MAC_ADDRESS]-web.cfg\nUSER_PROFILES_DIRECTORY=u/[PHONE_MAC_ADDRESS]",
			"own/x-00907A0E7FE5-phone.cfg":  "x=1",
			"own/x-00907a0e7fe6-phone.cfg":  "x=1",
			"own/x-000000000000-phone.cfg":  "x=1",
			"own/x-00907a0e7feg-phone.cfg":  "x=1",
			"own/x-00907a0e7fe99-phone.cfg": "x=1",
			"own/x-00907a0e7feb-phone.xml":  "x=1",
			"own/y-00907a0e7fe9-phone.cfg":  "x=1",
			"own/x-00907a0e7fe7-phone.cfg":  "x=1",
			"00907a0e7fe5-web.cfg":          "x=1",
			"00907a0e7fea-phone.cfg":        "x=1",
			"00907a0e7fe7-web.cfg":          "x=1",
			"00907a0e7fe6-web.cfg":          "x=1",
			"00907a0e7fe6.cfg":              "CONFIG_FILES=[PHONE_MAC_ADDRESS].x",
			"site.cfg00907a0e7fe1":          "x=1",
			"u/00907a0e7fe7/ana.cfg":        "x=1",
			"u/000000000000/bo.cfg":         "x=1",
			"u/00907a0e7fe6/cy.cfg":         "x=1",
		}, rest + `., users in u/000000000000: 000000000000.cfg site.cfg own/x-000000000000-phone.cfg 000000000000-web.cfg
handset 00907a0e7fe5 of ., users in u/00907a0e7fe5: 000000000000.cfg site.cfg own/x-00907a0e7fe5-phone.cfg 00907a0e7fe5-web.cfg
handset 00907a0e7fe6 of ., users in .: 00907a0e7fe6.cfg 00907a0e7fe6.x
handset 00907a0e7fe7 of ., users in u/00907a0e7fe7: 000000000000.cfg site.cfg own/x-00907a0e7fe7-phone.cfg 00907a0e7fe7-web.cfg
user bo in u/000000000000: u/000000000000/bo.cfg
user ana in u/00907a0e7fe7: u/00907a0e7fe7/ana.cfg
000000000000.cfg is master
00907a0e7fe5-web.cfg is parameters
00907a0e7fe6-web.cfg is handset
00907a0e7fe6.cfg is master
00907a0e7fe7-web.cfg is parameters
00907a0e7fea-phone.cfg is handset
own/x-000000000000-phone.cfg is parameters
own/x-00907A0E7FE5-phone.cfg is handset
own/x-00907a0e7fe6-phone.cfg is handset
own/x-00907a0e7fe7-phone.cfg is parameters
own/x-00907a0e7fe99-phone.cfg is handset
own/x-00907a0e7feg-phone.cfg is handset
own/y-00907a0e7fe9-phone.cfg is handset
u/000000000000/bo.cfg is user
u/00907a0e7fe7/ana.cfg is user
`},
		{"what handsets of a model read", deploytest.Root{
			"000000000000.cfg":      "CONFIG_FILES=site.cfg\nAPP_FILE_PATH_VVX=x\nCONFIG_FILES_SPIP650=pbx.cfg, [PHONE_MAC_ADDRESS].650\nCONFIG_FILES_B=\nUSER_PROFILES_DIRECTORY=people",
			"00907a0e7fe5.cfg":      "APP_FILE_PATH_SPIP650=\nCONFIG_FILES_SPIP650=people/more.cfg",
			"00907a0e7fe6.cfg":      "CONFIG_FILESX=a.cfg",
			"site.cfg":              "x=1",
			"pbx.cfg":               "x=1",
			"people/more.cfg":       "x=1",
			"people/ana.cfg":        "x=1",
			"000000000000.650":      "x=1",
			"people/000000000000.c": "x=1",
		}, rest + `., users in people: 000000000000.cfg site.cfg
handset (every B that is not listed) of ., users in people: 000000000000.cfg
handset (every SPIP650 that is not listed) of ., users in people: 000000000000.cfg pbx.cfg 000000000000.650
handset 00907a0e7fe5 of ., users in .: 00907a0e7fe5.cfg
user 00907a0e7fe6 in .: 00907a0e7fe6.cfg
user ana in people: people/ana.cfg
000000000000.650 is parameters
000000000000.cfg is master
00907a0e7fe5.cfg is master
00907a0e7fe6.cfg is user
pbx.cfg is parameters
people/ana.cfg is user
people/more.cfg is parameters
site.cfg is parameters
`},
		{"files in a folder that are named by the MAC", deploytest.Root{
			"den/000000000000.cfg":     "CONFIG_FILES=[PHONE_MAC_ADDRESS].own",
			"den/00907a0e7fe5.own":     "x=1",
			"00907a0e7fe6.own":         "x=1",
			"den/den/00907a0e7fe7.own": "x=1",
			"den/00907a0e7fe8.own":     "x=1",
			"den/00907a0e7fe8.cfg":     "CONFIG_FILES=a.cfg",
		}, rest + `den, users in den: den/000000000000.cfg den/000000000000.own
handset 00907a0e7fe5 of den, users in den: den/000000000000.cfg den/00907a0e7fe5.own
handset 00907a0e7fe8 of den, users in den: den/00907a0e7fe8.cfg den/a.cfg
den/000000000000.cfg is master
den/00907a0e7fe5.own is parameters
den/00907a0e7fe8.cfg is master
`},
		{"names that lie elsewhere", deploytest.Root{
			"000000000000.cfg":      "CONFIG_FILES=http://x.example/a.cfg, tftp:/b.cfg, [MODEL].cfg, c.cfg",
			"http:/x.example/a.cfg": "x=1",
			"tftp:/b.cfg":           "x=1",
			"[MODEL].cfg":           "x=1",
			"c.cfg":                 "x=1",
		}, rest + `., users in .: 000000000000.cfg c.cfg
user [MODEL] in .: [MODEL].cfg
000000000000.cfg is master
[MODEL].cfg is user
c.cfg is parameters
`},
	} {
		if got := account(readers.Of(x.root)); got != x.want {
			t.Errorf("%s: got\n%swant\n%s", x.name, got, x.want)
		}
	}
}

// declared is a root that knows of files that others make.
type declared struct {
	deploytest.Root
	others map[string]*artifact.Foreign
}

func (d declared) Foreign(name string) *artifact.Foreign { return d.others[name] }

// Readers says which files a handset reads that others make, and between which.
func TestReadersOfFilesOfOthers(t *testing.T) {
	others := map[string]*artifact.Foreign{}
	for _, name := range []string{"d/pbx.cfg", "d/[PHONE_MAC_ADDRESS].own", "http://x.example/a.cfg", "d/[PHONE_MODEL].cfg", "d/here.cfg", "e/pbx.cfg"} {
		others[name] = &artifact.Foreign{Name: name}
	}
	r := readers.Of(declared{deploytest.Root{
		"d/000000000000.cfg": "CONFIG_FILES=pbx.cfg, [PHONE_MODEL].cfg, site.cfg\nCONFIG_FILES_VVX=http://x.example/a.cfg",
		"d/00907a000001.cfg": "CONFIG_FILES=[PHONE_MAC_ADDRESS].own, http://x.example/a.cfg, site.cfg, here.cfg, pbx.cfg, other.cfg",
		"d/site.cfg":         "x=1",
		"d/here.cfg":         "x=1",
	}, others})
	var b strings.Builder
	for _, h := range r.Handsets {
		fmt.Fprintf(&b, "%s%s:", h.ID, h.Unlisted)
		for _, u := range h.Unknown {
			weaker := "the end"
			if u.At < len(h.Files) {
				weaker = h.Files[u.At]
			}
			fmt.Fprintf(&b, " %s before %s,", u.Name, weaker)
		}
		b.WriteString("\n")
	}
	const want = `every handset that is not listed: d/pbx.cfg before d/pbx.cfg, d/[PHONE_MODEL].cfg before d/site.cfg,
every VVX that is not listed: http://x.example/a.cfg before the end,
00907a000001: d/[PHONE_MAC_ADDRESS].own before d/00907a000001.own, http://x.example/a.cfg before d/site.cfg, d/pbx.cfg before d/pbx.cfg,
`
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}

func TestReadersOfCompiled(t *testing.T) {
	deploytest.Valid(t, deploytest.Everything).ReadAsHandsetsDo(t, "den", "ana", "bo")
}

// A handset takes who logs in only where User Profiles are on.
func TestLoginOfReaders(t *testing.T) {
	r := readers.Of(deploytest.Root{})
	for value, want := range map[string]bool{"1": true, "0": false, "": false, "true": false} {
		got := r.Login(func(name string) string {
			if name == "prov.login.enabled" {
				return value
			}
			return "1"
		})
		if got != want {
			t.Errorf("prov.login.enabled=%q: users can log in: %v", value, got)
		}
	}
}

// A registration is a line from 1 to 34 that has an address and a server: one of its
// own four or of those of all lines, a proxy, or what finds one by itself.
func TestRegistrations(t *testing.T) {
	r := readers.Of(deploytest.Root{})
	beyond := regexp.MustCompile(`server\.[05]|reg\.(0|35)`)
	for params, want := range map[string]string{
		"":                "",
		"reg.1.address=a": "",
		"reg.1.address=a reg.1.server.1.address=s":                                                                        "1",
		"reg.1.address=a reg.1.server.4.address=s":                                                                        "1",
		"reg.1.address=a reg.1.server.5.address=s":                                                                        "",
		"reg.1.address=a reg.1.server.0.address=s":                                                                        "",
		"reg.1.address=a reg.2.server.1.address=s":                                                                        "",
		"reg.1.address=a voIpProt.server.1.address=s":                                                                     "1",
		"reg.1.address=a voIpProt.server.4.address=s":                                                                     "1",
		"reg.1.address=a voIpProt.server.5.address=s":                                                                     "",
		"reg.34.address=a voIpProt.server.1.address=s":                                                                    "34",
		"reg.35.address=a voIpProt.server.1.address=s":                                                                    "",
		"reg.0.address=a voIpProt.server.1.address=s":                                                                     "",
		"reg.1.server.1.address=s voIpProt.server.1.address=s":                                                            "",
		"reg.1.address=a@s":                                                                                               "1",
		"reg.1.address=a@":                                                                                                "",
		"reg.1.address=a reg.1.outboundProxy.address=s":                                                                   "1",
		"reg.1.address=a voIpProt.SIP.outboundProxy.address=s":                                                            "1",
		"reg.1.address=a voIpProt.server.dhcp.available=1":                                                                "1",
		"reg.1.address=a voIpProt.server.dhcp.available=0":                                                                "",
		"reg.1.address=a voIpProt.H323.enable=1":                                                                          "1",
		"reg.1.address=a voIpProt.H323.enable=0":                                                                          "",
		"reg.1.address=a reg.1.protocol.H323=1":                                                                           "1",
		"reg.1.address=a reg.1.protocol.H323=0 voIpProt.H323.enable=1":                                                    "",
		"reg.1.address=a voIpProt.H323.enable=1 voIpProt.H323.autoGateKeeperDiscovery=0":                                  "",
		"reg.1.address=a voIpProt.H323.enable=1 voIpProt.H323.autoGateKeeperDiscovery=1":                                  "1",
		"reg.1.address=a voIpProt.H323.enable=1 voIpProt.H323.autoGateKeeperDiscovery=0 reg.1.server.H323.4.address=s":    "1",
		"reg.1.address=a voIpProt.H323.enable=1 voIpProt.H323.autoGateKeeperDiscovery=0 voIpProt.server.H323.1.address=s": "1",
		"reg.1.address=a voIpProt.server.H323.1.address=s":                                                                "", // H.323 is off
		"reg.2.address=a reg.10.address=b reg.1.address=c voIpProt.server.1.address=s":                                    "1 2 10",
	} {
		values := map[string]string{}
		for _, p := range strings.Fields(params) {
			name, value, _ := strings.Cut(p, "=")
			values[name] = value
			if !r.Registers(name) && !beyond.MatchString(params) {
				t.Errorf("%s does not decide about registrations", name)
			}
		}
		if got := strings.Join(r.Lines(func(name string) string { return values[name] }), " "); got != want {
			t.Errorf("%s: registrations %q, not %q", params, got, want)
		}
	}
	for _, name := range []string{"reg.1.label", "reg.1.auth.password", "reg.1.type", "reg.x.address", "reg.1.server.1.port", "reg.1.server.address", "voIpProt.server.1.port", "xreg.1.address", "reg.1.addresses", "voIpProt.server.x.address", "reg.1xaddress", "reg.1.serverx1.address", "voIpProt.SIP.server.1.address", "regs.1.address"} {
		if r.Registers(name) {
			t.Errorf("%s decides about registrations", name)
		}
	}
}

// What sentences and other packages know of a master file.
func TestRoleOfMasterFiles(t *testing.T) {
	got := readers.Of(deploytest.Root{"000000000000.cfg": "CONFIG_FILES="}).Roles["000000000000.cfg"]
	if want := (artifact.Role{Name: "master", Subject: "master file", When: "boot", Lists: "CONFIG_FILES"}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
