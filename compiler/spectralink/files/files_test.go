package files_test

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/cuevet"
	"provc/compiler/spectralink/deploytest"
)

var update = flag.Bool("update", false, "rewrite testdata/files.txt")

// Which files there are, what each holds, whose it is, when it may be replaced,
// and which line asks for it.
func TestFiles(t *testing.T) {
	c := deploytest.Valid(t, deploytest.Everything)
	var b strings.Builder
	for _, path := range slices.Sorted(maps.Keys(c.ByPath)) {
		f := c.ByPath[path]
		fmt.Fprintf(&b, "== %s: of %s, asked for in line %d", path, cmp.Or(f.Entity, "all"), f.Pos.Line-cuevet.Head)
		fmt.Fprintf(&b, ", %s", []string{"a leaf", "of one handset", "the entry"}[f.Phase])
		if f.Seed {
			b.WriteString(", a seed")
		}
		if f.Owner != "d" {
			t.Errorf("%s is of deployment %q", path, f.Owner)
		}
		b.WriteString("\n")
		for _, p := range f.Params {
			value := strconv.Quote(p.Value)
			if p.Secret != "" {
				value = "secret " + p.Secret
			}
			fmt.Fprintf(&b, "%s = %s, line %d\n", p.Name, value, p.Pos.Line-cuevet.Head)
		}
		b.Write(f.Data)
	}
	fmt.Fprintf(&b, "== folders that handsets write into: %s\n", strings.Join(c.Dirs, " "))
	const golden = "testdata/files.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	gotLines, wantLines := strings.Split(b.String(), "\n"), strings.Split(string(want), "\n")
	for i := range min(len(gotLines), len(wantLines)) {
		if gotLines[i] != wantLines[i] {
			t.Fatalf("%s:%d: got %s, want %s", golden, i+1, gotLines[i], wantLines[i])
		}
	}
	if len(gotLines) != len(wantLines) {
		t.Errorf("%d lines, not the %d of %s", len(gotLines), len(wantLines), golden)
	}
}

// Everything that a handset is told to load is there, and every parameter file is
// loaded by some handset or user.
func TestFilesAreClosed(t *testing.T) {
	c := deploytest.Valid(t, deploytest.Everything)
	read := map[string]bool{}
	for h := range c.Phones {
		phone := c.Boot(t, "den", h.MAC) // fails on a file that is not there
		for _, id := range []string{"ana", "bo"} {
			phone.Login(t, id)
		}
		for _, f := range phone.Loaded {
			read[f] = true
		}
	}
	for path, f := range c.ByPath {
		if f.Phase == artifact.Leaf && !f.Seed && !read[path] {
			t.Errorf("nobody reads %s", path)
		}
	}
}

// Each file that carries a .set of a device setting carries device.set, too, unless
// the layer says what that is.
func TestDeviceSet(t *testing.T) {
	const flag, serial = `device: "hostname.set": true`, `device: serial: "enable.set": false`
	for _, x := range []struct{ body, files string }{
		{`params: {` + flag + `, ` + serial + `, up: idleTimeout: 1}`, "device.cfg=1 site.cfg=1"},
		{`params: {` + flag + `, ` + serial + `, device: "set": true}`, "device.cfg=1 site.cfg=1"},
		{`params: {` + flag + `, ` + serial + `, device: "set": false}`, "device.cfg=0"},
		{`params: {device: hostname: "x", device: sec: TLS: customDeviceCert1: set: true}`, "device.cfg=1"},
		{`params: device: hostname: "x"`, ""},
		{`unlisted: "device.new.set": 1`, "site.cfg=1"},
		{`unlisted: "devices.new.set": 1`, ""},
		{`groups: g: params: {` + flag + `}, phones: "00907a000001": {group: "g", params: {` + serial + `}}`, "group-g.cfg=1 phone-00907a000001.cfg=1"},
		{`groups: g: params: {` + flag + `, device: "set": false}`, "group-g.cfg=0"},
		{`params: prov: login: {enabled: true, persistent: true}, users: {a: {password: secret: "a", params: {` + flag + `}}, b: params: device: hostname: "x"}`, "a.cfg=1"},
	} {
		c := deploytest.Valid(t, x.body)
		var got []string
		for path, f := range c.ByPath {
			for _, p := range f.Params {
				if p.Name == "device.set" {
					got = append(got, path+"="+p.Value)
				}
			}
		}
		slices.Sort(got)
		if got := strings.Join(got, " "); got != x.files {
			t.Errorf("%s\nhas device.set in %s, not %s", x.body, got, x.files)
		}
	}
}

// A deployment that says next to nothing makes one file, and its own folder is
// where everything lies.
func TestFewFiles(t *testing.T) {
	for _, x := range []struct{ body, files, config, dirs string }{
		{"", "000000000000.cfg", "", ""},
		{`phones: "00907a000001": {}`, "000000000000.cfg", "", ""},
		{`phones: "00907a000001": {params: reg: "1": {}}`, "000000000000.cfg", "", ""},
		{`phones: "00907a000001": unlisted: "a.b": 1`, "000000000000.cfg 00907a000001.cfg phone-00907a000001.cfg", "", ""},
		{`groups: g: {}, phones: "00907a000001": group: "g"`, "000000000000.cfg 00907a000001.cfg", "", ""},
		{`groups: g: unlisted: "a.b": 1`, "000000000000.cfg group-g.cfg", "", ""},
		{`unlisted: "a.b": 1`, "000000000000.cfg site.cfg", "site.cfg", ""},
		{`contacts: []`, "000000000000-directory.xml 000000000000.cfg", "", ""},
		{`contacts: [], folder: "f", directories: contacts: "c"`, "f/000000000000.cfg f/c/000000000000-directory.xml", "", "f/c"},
		{`params: prov: login: enabled: true, users: ana: {password: secret: "a", contacts: []}`,
			"000000000000.cfg ana-directory.xml ana.cfg site.cfg", "site.cfg", ""},
		{`folder: "f", params: prov: login: enabled: true, users: ana: password: secret: "a"`, "f/000000000000.cfg f/ana.cfg f/site.cfg", "site.cfg", ""},
		{`directories: {logs: "l", license: "http://x.example/l", contacts: "c/[PHONE_MAC_ADDRESS]"}`, "000000000000.cfg", "", "l"},
		{`directories: {logs: "b", overrides: "a", callLists: "b"}, profiles: directory: "a"`, "000000000000.cfg", "", "a b"},
	} {
		c := deploytest.Valid(t, x.body)
		if got := c.Paths(); got != x.files {
			t.Errorf("%s\nmakes %s, not %s", x.body, got, x.files)
		}
		for path, f := range c.ByPath {
			if f.Phase != artifact.Entry {
				continue
			}
			attrs := deploytest.Attributes(t, c.Bytes(t, path))
			if attrs["CONFIG_FILES"] != x.config || attrs["APP_FILE_PATH"] != "sip.ld" {
				t.Errorf("%s\nsays %v", x.body, attrs)
			}
		}
		if got := strings.Join(c.Dirs, " "); got != x.dirs {
			t.Errorf("%s\nhas folders %q, not %q", x.body, got, x.dirs)
		}
	}
}

// A secret is listed once a parameter, whoever has it; what holds one is not for
// everybody to read, and a value that the catalogue refuses is refused of a
// secret's value, too.
func TestSecrets(t *testing.T) {
	c := deploytest.Valid(t, `params: prov: login: {enabled: true, persistent: true}
phones: "00907a000001": params: reg: "1": auth: password: secret: "line"
phones: "00907a000002": params: reg: {"1": auth: password: secret: "line", "2": auth: password: secret: "line"}
users: {
	ana: password: secret: "ana"
	bo: {password: secret: "bo", params: reg: "3": auth: password: secret: "line"}
	cy: password: "literal"
	dee: params: prov: login: localPassword: ""
}`)
	var got []string
	for _, p := range c.Made.Secrets {
		got = append(got, p.Name+" "+p.Secret)
		if p.Allowed == nil || p.Allowed(strings.Repeat("x", 32)) != "" || p.Allowed(strings.Repeat("x", 33)) == "" && strings.HasPrefix(p.Name, "prov") {
			t.Errorf("%s takes any value", p.Name)
		}
	}
	slices.Sort(got)
	const want = "prov.login.localPassword ana, prov.login.localPassword bo, reg.1.auth.password line, reg.2.auth.password line, reg.3.auth.password line"
	if strings.Join(got, ", ") != want {
		t.Errorf("got %s", got)
	}
	for path, want := range map[string]bool{"phone-00907a000001.cfg": true, "ana.cfg": true, "cy.cfg": true, "dee.cfg": false, "site.cfg": false} {
		if c.ByPath[path].Sensitive() != want {
			t.Errorf("%s is for everybody: %v", path, want)
		}
	}
	if got := deploytest.Attributes(t, c.Bytes(t, "bo.cfg")); got["prov.login.localPassword"] != "the bo" || got["reg.3.auth.password"] != "the line" {
		t.Errorf("got %v", got)
	}
}

// The attributes of a master file stand where the vendor's files have them.
func TestMasterAttributes(t *testing.T) {
	const body = `software: "", coreFiles: "cores", misc: ["x.bmp"], unlisted: "a.b": 1
directories: {logs: "logs", license: "l"}
profiles: directory: "people"
configFiles: after: ["pbx.cfg"]
models: {
	VVX: {software: "5.9/sip.ld"}
	SPIP650: {software: "", configFiles: before: ["650.cfg"]}
	SPIP321: configFiles: instead: []
}
`
	for dialect, want := range map[string]string{
		"spectralink": `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<MASTER_CONFIG>
  <SOFTWARE
      APP_FILE_PATH=""
      APP_FILE_PATH_SPIP650=""
      APP_FILE_PATH_VVX="5.9/sip.ld"/>
  <CONFIGURATION
      CONFIG_FILES="site.cfg, pbx.cfg"
      MISC_FILES="x.bmp"
      CONFIG_FILES_SPIP321="pbx.cfg"
      CONFIG_FILES_SPIP650="650.cfg, site.cfg, pbx.cfg"/>
  <DIRECTORIES
      LOG_FILE_DIRECTORY="logs"
      LICENSE_DIRECTORY="l"
      COREFILE_DIRECTORY="cores"
      USER_PROFILES_DIRECTORY="people"/>
</MASTER_CONFIG>
`,
		"polycom": `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<APPLICATION
    APP_FILE_PATH=""
    CONFIG_FILES="site.cfg, pbx.cfg"
    MISC_FILES="x.bmp"
    LOG_FILE_DIRECTORY="logs"
    LICENSE_DIRECTORY="l"
    COREFILE_DIRECTORY="cores"
    USER_PROFILES_DIRECTORY="people">
  <APPLICATION_SPIP321
      CONFIG_FILES_SPIP321="pbx.cfg"/>
  <APPLICATION_SPIP650
      APP_FILE_PATH_SPIP650=""
      CONFIG_FILES_SPIP650="650.cfg, site.cfg, pbx.cfg"/>
  <APPLICATION_VVX
      APP_FILE_PATH_VVX="5.9/sip.ld"/>
</APPLICATION>
`,
	} {
		c := deploytest.Valid(t, fmt.Sprintf("dialect: %q\n%sphones: \"00907a000001\": unlisted: \"c.d\": 1\n", dialect, body))
		if got := string(c.Bytes(t, "000000000000.cfg")); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", dialect, got, want)
		}
		own := strings.ReplaceAll(strings.ReplaceAll(want, `="site.cfg`, `="phone-00907a000001.cfg, site.cfg`), "650.cfg, site.cfg", "650.cfg, phone-00907a000001.cfg, site.cfg")
		if got := string(c.Bytes(t, "00907a000001.cfg")); got != own {
			t.Errorf("%s: got\n%s\nwant\n%s", dialect, got, own)
		}
	}
}

// Which handsets have a master file of their own.
func TestMasters(t *testing.T) {
	for said, want := range map[string]string{
		``:                  "000000000000.cfg 00907a000002.cfg",
		`masters: "listed"`: "000000000000.cfg 00907a000002.cfg",
		`masters: "all"`:    "000000000000.cfg 00907a000001.cfg 00907a000002.cfg",
	} {
		if got := deploytest.Valid(t, said+"\n"+`groups: g: {}, phones: {"00907a000001": {}, "00907a000002": group: "g"}`).Paths(); got != want {
			t.Errorf("%s makes %s, not %s", said, got, want)
		}
	}
}

// CONFIG_FILES has foreign files around our own: those of the handset, of its
// group, of all, each once, where it is strongest.
func TestForeignFilesInOrder(t *testing.T) {
	c := deploytest.Valid(t, `unlisted: "a.b": 1
configFiles: {before: ["all-1.cfg", {file: "all-2.cfg", sets: ["a.b"]}], after: ["http://pbx.example/[PHONE_MAC_ADDRESS].cfg", "last.cfg"]}
groups: {
	g: {unlisted: "a.b": 2, configFiles: {before: ["g.cfg", "all-2.cfg"], after: ["g-after.cfg"]}}
	h: configFiles: after: ["g.cfg"]
}
phones: {
	"00907a000001": {group: "g", configFiles: {before: ["own.cfg"], after: ["own-after.cfg", "g.cfg"]}}
	"00907a000002": group: "g"
	"00907a000003": {unlisted: "a.b": 3}
	"00907a000004": configFiles: before: ["own.cfg"]
	"00907a000005": group: "h"
	"00907a000006": {}
	"00907a000007": configFiles: {before: [], after: []}
}`)
	const url = "http://pbx.example/[PHONE_MAC_ADDRESS].cfg"
	for mac, want := range map[string]string{
		"000000000000": "all-1.cfg, all-2.cfg, site.cfg, " + url + ", last.cfg",
		"00907a000001": "own.cfg, g.cfg, all-2.cfg, all-1.cfg, group-g.cfg, site.cfg, own-after.cfg, g-after.cfg, " + url + ", last.cfg",
		"00907a000002": "g.cfg, all-2.cfg, all-1.cfg, group-g.cfg, site.cfg, g-after.cfg, " + url + ", last.cfg",
		"00907a000003": "all-1.cfg, all-2.cfg, phone-00907a000003.cfg, site.cfg, " + url + ", last.cfg",
		"00907a000004": "own.cfg, all-1.cfg, all-2.cfg, site.cfg, " + url + ", last.cfg",
		"00907a000005": "all-1.cfg, all-2.cfg, site.cfg, g.cfg, " + url + ", last.cfg",
	} {
		if got := deploytest.Attributes(t, c.Bytes(t, mac+".cfg"))["CONFIG_FILES"]; got != want {
			t.Errorf("%s reads\n%s\nnot\n%s", mac, got, want)
		}
	}
	for _, mac := range []string{"00907a000006", "00907a000007"} {
		if c.ByPath[mac+".cfg"] != nil {
			t.Errorf("%s has a master file", mac)
		}
	}
}

// What stands under unlisted goes where it would go from params, and beats what it
// would beat there.
func TestUnlistedFiles(t *testing.T) {
	t.Parallel()
	c := deploytest.Compile(t, deploytest.Login+`unlisted: {"powerSaving.officeHours.duration.monday": 24, "reg.35.label": "y", "up.shiny": true, "feature.presence.enabled": true}
groups: g: unlisted: "up.idleTimeout": -1
phones: "00907a000001": {group: "g", unlisted: {"up.idleTimeout": -2, "reg.1.auth.password": secret: "sip"}}
users: a: {password: secret: "a", unlisted: "up.idleTimeout": -3}
`)
	if c.Findings.HasErrors() {
		t.Fatal(c.Text(c.Findings))
	}
	for _, x := range []struct{ file, name, want string }{
		{"site.cfg", "powerSaving.officeHours.duration.monday", "24"},
		{"reg-basic.cfg", "reg.35.label", "y"},
		{"site.cfg", "up.shiny", "1"},
		{"features.cfg", "feature.presence.enabled", "1"},
		{"group-g.cfg", "up.idleTimeout", "-1"},
		{"phone-00907a000001.cfg", "up.idleTimeout", "-2"},
		{"phone-00907a000001.cfg", "reg.1.auth.password", "{sip}"},
		{"people/a.cfg", "up.idleTimeout", "-3"},
	} {
		f := c.ByPath[x.file]
		if f == nil {
			t.Errorf("there is no %s", x.file)
			continue
		}
		at := slices.IndexFunc(f.Params, func(p artifact.Param) bool { return p.Name == x.name })
		if at < 0 {
			t.Errorf("%s has no %s", x.file, x.name)
			continue
		}
		got := f.Params[at].Value
		if s := f.Params[at].Secret; s != "" {
			got = "{" + s + "}"
		}
		if got != x.want {
			t.Errorf("%s has %s %q, want %q", x.file, x.name, got, x.want)
		}
	}
}
