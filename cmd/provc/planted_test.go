package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// plantedWard is a package in which PLACE stands for what a test plants.
const plantedWard = `-- cue.mod/module.cue --
module: "planted.example"
language: version: "v0.17.0"
-- ward.cue --
package ward

import "provc.internal/schema/spectralink"

ward: spectralink.#Deployment & {
	params: prov: {login: {enabled: true, persistent: true}, polling: enabled: true}
	params: reg: "1": {address: "1", server: "1": address: "sip.example"}
	users: ann: {password: secret: "ann", params: reg: "2": address: "2"}
	PLACE
}
`

// plantedRooms is one of the other vendor.
const plantedRooms = `-- cue.mod/module.cue --
module: "planted.example"
language: version: "v0.17.0"
-- rooms.cue --
package rooms

import "provc.internal/schema/cisco"

rooms: cisco.#Deployment & {
	server: "https://prov.example/cisco"
	domain: "@example.com"
	phones: "0026cb5f1a20": {model: "SPA504G", userID: "board", password: secret: "board"}
	PLACE
}
`

// plantedTable is a deployment with people of a table.
const plantedTable = `inventory: users: {file: "people.csv", id: "{id}", each: {label: "{name}", password: "{password}", params: reg: "2": address: "{line}"}}
}
-- people.csv --
PLACE
-- rest.cue --
package ward

ward: {`

// plantedIn are the places of packages where somebody may have written a password, right
// or wrong: SECRET stands for it.
var plantedIn = map[string][]string{
	plantedWard: {
		// As a literal.
		`users: ben: password: "SECRET"`,
		`users: ben: params: prov: login: localPassword: "SECRET"`,
		`params: reg: "1": auth: password: "SECRET"`,
		`groups: g: params: reg: "1": auth: password: "SECRET"`,
		`phones: "00907a000001": params: reg: "1": auth: password: "SECRET"`,
		`params: prov: login: defaultPassword: "SECRET"`,
		`params: device: prov: {password: "SECRET", "password.set": true}`,
		`unlisted: "my.own.password": "SECRET"`,
		`unlisted: "reg.1.auth.Password": "SECRET"`,
		`phones: "00907a000001": unlisted: {"x.secretWord": "SECRET", "x.pin": "SECRET"}`,
		// In a URL.
		`software: "ftp://boot:SECRET@boot.example/sip.ld"`,
		`software: "https://boot.example/sip.ld?password=SECRET"`,
		`misc: ["ftp://boot:SECRET@boot.example/x"]`,
		`directories: logs: "ftp://boot:SECRET@boot.example/logs"`,
		`directories: contacts: "ftp://boot:SECRET@boot.example/c", users: eve: {password: secret: "eve", contacts: [{ct: "1"}]}`,
		`configFiles: before: ["ftp://boot:SECRET@boot.example/x.cfg"]`,
		`configFiles: after: [{file: "ftp://boot:SECRET@boot.example/x.cfg", sets: ["reg.*"]}]`,
		`params: mb: main: home: "http://ann:SECRET@intranet.example/"`,
		`unlisted: "x.url": "http://ann:SECRET@intranet.example/?pin=SECRET"`,
		`phones: "00907a000001": label: "see http://ann:SECRET@intranet.example/"`,
		`users: ben: {label: "see http://ann:SECRET@intranet.example/", password: secret: "ben"}`,
		// Where something else belongs.
		`users: ben: password: secret: "my SECRET"`,
		`users: ben: password: secret: "SECRET!"`,
		`users: ben: password: SECRET`,
		`users: ben: password: secret: SECRET`,
		`users: ben: password: 'SECRET'`,
		`users: ben: password: "SECRET`,
		`users: ben: password: SECRET"`,
		`users: ben: password: “SECRET”`,
		`users: ben: password: #SECRET`,
		`users: ben: password: ["SECRET"]`,
		`users: ben: password: {value: "SECRET"}`,
		`users: ben: password: {secret: "ben", value: "SECRET"}`,
		`users: ben: password: {SECRET: "ben"}`,
		`users: ben: password: "SECRET": "ben"`,
		`users: ben: password: secret: ["SECRET"]`,
		`params: reg: "1": auth: password: {SECRET: "ben"}`,
		`params: reg: "1": auth: password: {secret: "ben", SECRET: "ben"}`,
		`users: ben: password: "SECRET" "twice"`,
		`users: ben: password = "SECRET"`,
		`users: ben: password; "SECRET"`,
		`users: ben: password: "SECRET\u0001"`,
		`users: ben: password: "SECRET\nSECRET"`,
		`users: ben: password: "SECRET` + strings.Repeat("x", 300) + `"`,
		`users: ben: password: "` + strings.Repeat("x", 300) + `SECRET"`,
		`users: ben: passwrd: "SECRET"`,
		`users: ben: Password: "SECRET"`,
		`users: ben: pasword: secret: "my SECRET"`,
		`users: ben: params: prov: login: localPasword: "SECRET"`,
		`users: ben: params: "prov.login.localPassword": "SECRET"`,
		`users: ben: params: prov: "login.localPassword": "SECRET"`,
		`users: ben: {password: "SECRET", params: prov: login: localPassword: "SECRET"}`,
		`params: reg: "1": auth: pasword: "SECRET"`,
		`params: reg: "99": auth: password: "SECRET"`,
		`params: reg: "1": password: "SECRET"`,
		`unlisted: my: own: password: "SECRET"`,
		`unlisted: "my.own.password": ["SECRET"]`,
		`unlisted: "my.own.password": secret: "my SECRET"`,
		// By way of CUE.
		`users: ben: password: _p, _p: "SECRET"`,
		`users: ben: password: "\(_p)", _p: "SECRET"`,
		`users: ben: password: _p + 1, _p: "SECRET"`,
		`users: ben: password: "\(_p)" & "other", _p: "SECRET"`,
		`users: ben: password: "SECRET" & "other"`,
		"users: ben: password: \"SECRET\"\n\tusers: ben: password: \"other\"",
		`users: ben: password: "SECRET" | "SECRET2"`,
		`users: ben: password: *"SECRET" | string`,
		`users: ben: password: =~"^SECRET$"`,
		`users: ben: password: =~"^SECRET$" & "other"`,
		`users: ben: password: !="SECRET", users: ben: password: string`,
		`users: ben: password: "SECRET" & 5`,
		`users: ben: password: int & "SECRET"`,
		`users: ben: password: "SECRET".x`,
		`users: ben: password: _t["SECRET"], _t: {a: 1}`,
		`users: ben: password: {a: "SECRET"}.b`,
		`users: ben: password: [if true {"SECRET"}][0]`,
		`users: ben: password: [for p in ["SECRET"] {p}]`,
		`let p = "SECRET", users: ben: password: p + p.x`,
		`users: {for id, p in _people {(id): password: p}}, _people: {ben: "SECRET", eve: 5}`,
		`users: {for id, p in _people {(id): password: p}}, _people: {ben: "SECRET", eve: "SECRET"}`,
		`#U: {password: "SECRET"}, users: ben: #U, users: eve: #U & {password: "other"}`,
		`users: ben: password: len("SECRET")`,
		`users: ben: password: strings.Repeat("SECRET", 2)`,
		// In comments.
		"users: ben: password: 5 // SECRET",
		"// the password is SECRET\n\tusers: ben: passwrd: secret: \"ben\"",
		"# password SECRET\n\tusers: ben: password: secret: \"ben\"",
		"users: ben: password: secret: \"ben\" # SECRET",
		"/* SECRET */",
	},
	plantedRooms: {
		`phones: "0026cb5f1a21": {model: "SPA504G", userID: "hall", password: "SECRET"}`,
		`phones: "0026cb5f1a21": {model: "SPA504G", userID: "hall", password: "SECRET ü"}`,
		`phones: "0026cb5f1a21": {model: "SPA504G", userID: "hall", password: secret: "my SECRET"}`,
		`phones: "0026cb5f1a21": {model: "SPA504G", userID: "hall", password: SECRET}`,
		`phones: "0026cb5f1a21": {model: "SPA504G", password: "SECRET"}`,
		`phones: "0026cb5f1a21": {model: "SPA504G", userID: "hall", password: "a", previous: [{userID: "old", password: "SECRET"}]}`,
		`users: ben: password: "SECRET"`,
		`users: ben: {password: secret: "ben", params: Password_1_: "SECRET"}`,
		`users: ben: {password: secret: "ben", params: Pasword_1_: "SECRET"}`,
		`params: Admin_Passwd: "SECRET"`,
		`params: User_Password: "SECRET"`,
		`default: params: Password_1_: "SECRET"`,
		`models: SPA504G: params: Password_1_: "SECRET"`,
		`unlisted: My_Password: "SECRET"`,
		`unlisted: GPP_X: "http://ann:SECRET@h/"`,
		`params: Profile_Rule: "[--uid u --pwd SECRET] http://h/a"`,
		`params: Profile_Rule_B: "[--uid u --pwd SECRET] http://h/a"`,
		`params: Profile_Rule_B: "[--uid u --pwd SECRET http://h/a"`,
		`params: Profile_Rule_B: "[--key SECRET] http://h/a"`,
		`params: Profile_Rule_B: "http://ann:SECRET@h/a?password=SECRET"`,
		`params: Upgrade_Rule: "http://ann:SECRET@h/a"`,
		`params: Report_Rule: "[--key SECRET] http://h/a"`,
		`rule: "[--uid u --pwd SECRET] https://prov.example/cisco/mobile/$MUID.xml | https://prov.example/cisco/host/$PUID.xml"`,
		`params: GPP_SA: "SECRET"`,
	},
}

// rowsPlanted are tables of people in which somebody may have written a password, right
// or wrong.
var rowsPlanted = []string{
	"id,name,line,password\nben,Ben,3,SECRET",
	"id,name,line,password\nben,Ben,3,SECRET\x01",
	"id,name,line,password\nben,Ben,3,SECRET" + strings.Repeat("x", 300),
	"id,name,line,password\nben,Ben,3,SECRET,4",
	"id,name,line,password\nben,Ben,SECRET",
	"id,name,line,password\nben,Ben,3,\"SECRET",
	"id,name,line,password\nben,Ben,3,SE\"SECRET\"",
	"id,name,line,pasword\nben,Ben,3,SECRET",
	"id,name,line,SECRET\nben,Ben,3,x",
	"id;name;line;password\nben;Ben;3;SECRET",
	"ben,Ben,3,SECRET",
	"ben;Ben;3;SECRET",
	"id,name,line,password\nben,Ben,3,SECRET\nben,Eve,4,SECRET",
	"id,name,line,password\nben,Ben,3,\xffSECRET",
	"id,name,line,password\nben,Ben,3,SECRET\neve,Eve,4,SECRET",
}

// plantedRoots are roots on a disk, of others' making.
var plantedRoots = []string{
	`<handsetConfig><!-- SECRET --><x reg.1.auth.password="SECRET" N/></handsetConfig>`,
	`<handsetConfig><x reg.1.auth.Password="SECRET" my.passphrase="SECRETN" N/>SECRET</handsetConfig>`,
	`<handsetConfig><x reg.1.auth.password="SECRET" N`,
	`<handsetConfig><x reg.1.auth.password="a&SECRET" N/></handsetConfig>`,
	`<handsetConfig><x up.url="http://ann:SECRET@h/N?pin=SECRET" N/></handsetConfig>`,
	`<handsetConfig><prov.login.localPassword>SECRETN</prov.login.localPassword></handsetConfig>`,
	`<handsetConfig><x prov.login.localPassword="SECRETN" prov.login.localPassword="SECRET"/></handsetConfig>`,
	`<!DOCTYPE x [<!ENTITY p "SECRET">]><handsetConfig><x reg.1.auth.password="&p;" N/></handsetConfig>`,
	"reg.1.auth.password=SECRET N",
}

// told runs provc in two of the formats in which it prints what it has found, and hands
// over what it prints: in the first, and in each time another.
func told(turn int, args []string, formats []string, check func(command, out string)) {
	for _, format := range []string{formats[0], formats[1+turn%(len(formats)-1)]} {
		var out bytes.Buffer
		all := append(append([]string{}, args...), "--format", format)
		run(all, nil, &out, &out)
		check(strings.Join(all, " "), out.String())
	}
}

var (
	findingFormats = []string{"text", "json", "github", "gitlab", "sarif", "junit"}
	diffFormats    = append([]string{"text", "unified", "markdown", "html"}, findingFormats[1:]...)
)

// unpack writes an archive into a new folder, which becomes the working folder.
func unpack(t *testing.T, archive string) {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
}

// A password is printed nowhere, wherever somebody wrote it: as it should be, as a
// literal, where something else belongs, and in what is no CUE, no row and no XML.
func TestPlantedSecrets(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs provc some hundred times")
	}
	const secret = "vB3Kd8xQ"
	hidden := regexp.MustCompile(`(?i)B3Kd8x`) // whatever stands around it
	n := 0
	try := func(what, archive string) {
		unpack(t, strings.ReplaceAll(archive, "SECRET", secret))
		check := func(command, out string) {
			n++
			if at := hidden.FindStringIndex(out); at != nil {
				t.Errorf("%s\n  provc %s: …%s…", strings.ReplaceAll(what, secret, "SECRET"), command, out[max(0, at[0]-100):min(len(out), at[1]+20)])
			}
		}
		told(n, []string{"vet"}, findingFormats, check)
		told(n, []string{"build", "-o", "out", "--no-sync", "--secrets", "secrets.yaml"}, findingFormats[:2], check)
		told(n, []string{"build", "-o", "old", "--secrets", "secrets.yaml", "--check"}, findingFormats, check)
		told(n, []string{"diff", "--against", "old"}, diffFormats, check)
		told(n, []string{"diff", "old", "out"}, diffFormats, check)
	}
	old := `-- old/000000000000.cfg --
<MASTER_CONFIG CONFIG_FILES="site.cfg"/>
-- old/default.xml --
<flat-profile><GPP_A>1</GPP_A></flat-profile>
-- secrets.yaml --
ann: ann1234
ben: ben1234
board: board1234
eve: eve1234
`
	for archive, places := range plantedIn {
		for _, place := range places {
			try(place, strings.Replace(archive, "PLACE", place, 1)+old)
		}
	}
	for _, rows := range rowsPlanted {
		try(rows, strings.Replace(plantedWard, "PLACE", strings.Replace(plantedTable, "PLACE", rows, 1), 1)+old)
	}
	for _, file := range plantedRoots {
		for _, name := range []string{"site.cfg", "people/ann.cfg", "default.xml"} {
			a := strings.ReplaceAll(file, "N", `up.x="1"`)
			b := strings.ReplaceAll(file, "N", `up.x="2"`)
			unpack(t, strings.ReplaceAll(fmt.Sprintf("-- a/000000000000.cfg --\n<M CONFIG_FILES=\"site.cfg\" USER_PROFILES_DIRECTORY=\"people\"/>\n-- a/%s --\n%s\n-- b/000000000000.cfg --\n<M CONFIG_FILES=\"site.cfg\" USER_PROFILES_DIRECTORY=\"people\"/>\n-- b/%s --\n%s\n", name, a, name, b), "SECRET", secret))
			told(n, []string{"diff", "a", "b"}, diffFormats, func(command, out string) {
				n++
				if at := hidden.FindStringIndex(out); at != nil {
					t.Errorf("%s\n  provc %s: …%s…", file, command, out[max(0, at[0]-100):min(len(out), at[1]+20)])
				}
			})
		}
	}
	if n < 500 {
		t.Errorf("only %d outputs were looked at", n)
	}
}
