package importer_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler/filetest"
	"provc/compiler/importer"
	"provc/compiler/vendors"
)

// office has values for a desk phone's model, for all desk phones, and for handsets.
const office = `package office

import (
	"provc.internal/schema/cisco"
	"provc.internal/schema/spectralink"
)

desks: cisco.#Deployment & {
	server: "https://prov.example/desks"
	params: {Time_Zone: "GMT+01:00", Proxy_1_: "sip.example", Admin_Passwd: secret: "admin"}
	models: SPA504G: params: Back_Light_Timer: "30 s"
	phones: "0026cb000002": {model: "SPA504G", params: Station_Name: "Lab"}
}
ward: spectralink.#Deployment & {
	params: {up: idleTimeout: 40, reg: {"1": auth: password: secret: "all", "2": auth: password: "plain"}}
	phones: "00907a000001": params: up: backlight: onIntensity: 1
}
`

// readPhone reads what was saved from a phone, beside office if that is wished.
func readPhone(t *testing.T, file, text, as string, beside bool) (*importer.Phone, error) {
	t.Helper()
	t.Setenv("PROVC_SECRET_ALL", "")
	dir := filetest.Folder(t, map[string]string{file: text})
	o := importer.PhoneOptions{File: filepath.Join(dir, file), MAC: as, Vendors: vendors.All(), Makers: vendors.Makers()}
	if beside {
		filetest.Write(t, dir, map[string]string{"cue.mod/module.cue": "module: \"office.example@v0\"\nlanguage: version: \"v0.17.0\"\n", "office.cue": office})
		t.Chdir(dir)
		o.Package = "."
	}
	return importer.ReadPhone(context.Background(), o)
}

// What a phone has as from the factory, or as its model and deployment say, is left out;
// what it has otherwise says from what.
func TestReadPhone(t *testing.T) {
	for name, c := range map[string]struct {
		file, text, as string
		beside         bool
		want           string
	}{
		"a desk phone": {"SPA504G-0026CB000001.xml", `<flat-profile>
<Time_Zone>GMT+01:00</Time_Zone>
<Proxy_1_>other.example</Proxy_1_>
<Back_Light_Timer>10 s</Back_Light_Timer>
<Display_Name_2_/>
<Admin_Passwd>secret</Admin_Passwd>
<Station_Name>Front</Station_Name>
<Password_1_>pw</Password_1_>
<User_ID_1_>200</User_ID_1_>
<User_Password></User_Password>
<EM_Enable>Yes</EM_Enable>
<Line_Enable_5_>Yes</Line_Enable_5_>
<Time_Format>25hr</Time_Format>
<CW_Setting>Yes</CW_Setting>
<Profile_Rule>/spa$PSN.cfg</Profile_Rule>
</flat-profile>`, "", true, `desks: phones: "0026cb000001": {
	model: "SPA504G"
	params: {
		// desks says "30 s"
		Back_Light_Timer: "10 s"
		// desks says "sip.example"
		Proxy_1_:     "other.example"
		Station_Name: "Front"
		User_ID_1_:   "200"
		Admin_Passwd: secret: "0026cb000001_admin_passwd"
		Password_1_: secret:  "sip_200"
	}
	// Time_Format must be one of 12hr, 24hr
	unlisted: Time_Format: "25hr"
}
12 settings, 2 factory, 1 beneath, 7 own, 1 blank; lacks Line_Enable_5_; residue Time_Format; secrets 0026cb000001_admin_passwd sip_200
`},
		"its own file is not held against it": {"SPA504G-0026cb000002.xml", "<flat-profile><Station_Name>Lab</Station_Name><Time_Zone>GMT+01:00</Time_Zone></flat-profile>", "", true, `desks: phones: "0026cb000002": {model: "SPA504G", params: Station_Name: "Lab"}
2 settings, 0 factory, 1 beneath, 1 own, 0 blank; lacks ; residue ; secrets 
`},
		"a phone with an identity": {"SPA504G-0026cb000003.xml", "<flat-profile><EM_Phone_User_ID>lobby</EM_Phone_User_ID><EM_Phone_Password>pw</EM_Phone_Password><EM_Enable>Yes</EM_Enable></flat-profile>", "", false, `phones: "0026cb000003": {
	model:  "SPA504G"
	userID: "lobby"
	password: secret:  "phone_lobby"
	params: EM_Enable: true
}
1 settings, 0 factory, 0 beneath, 1 own, 0 blank; lacks ; residue ; secrets phone_lobby
`},
		"a phone of some model": {"0026cb000004.xml", "<flat-profile><User_ID_5_>5</User_ID_5_></flat-profile>", "", false, `phones: "0026cb000004": {model: "SPA525G2", params: User_ID_5_: "5"}
1 settings, 0 factory, 0 beneath, 1 own, 0 blank; lacks ; residue ; secrets 
`},
		"a handset that is listed": {"saved.cfg", `<h up.idleTimeout="40" up.backlight.onIntensity="1" reg.1.address="5"/>`, "00-90-7A-00-00.01", true, `ward: phones: "00907a000001": params: {reg: "1": address: "5", up: backlight: onIntensity: 1}
3 settings, 0 factory, 1 beneath, 2 own, 0 blank; lacks ; residue ; secrets 
`},
		"a handset that is not": {"00907a000009.cfg", `<h up.idleTimeout="50" up.backlight.onIntensity="3" reg.1.auth.password="pw" reg.2.auth.password="pw2" up.idleTimeout2="1" up.IdleTimeout="2"/>`, "", true, `ward: phones: "00907a000009": {
	params: {
		reg: {
			// ward says another password
			"1": auth: password: secret: "00907a000009_line1_password"
			// ward says another password
			"2": auth: password: secret: "00907a000009_line2_password"
		}
		// ward says "40"
		up: idleTimeout: 50
	}
	unlisted: "up.idleTimeout2": 1
}
5 settings, 1 factory, 0 beneath, 4 own, 0 blank; lacks ; residue up.idleTimeout2 up.IdleTimeout; secrets 00907a000009_line1_password 00907a000009_line2_password
`},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := readPhone(t, c.file, c.text, c.as, c.beside)
			if err != nil {
				t.Fatal(err)
			}
			var lacks, residue []string
			for _, s := range p.Lacks {
				lacks = append(lacks, s.Name)
			}
			for _, s := range p.Residue {
				residue = append(residue, s.Name)
			}
			if guessed := len(p.Notes) == 1 && strings.HasPrefix(p.Notes[0], "no file tells the model of phone "); guessed != (name == "a phone of some model") {
				t.Errorf("notes are %q", p.Notes)
			}
			got := fmt.Sprintf("%s%d settings, %d factory, %d beneath, %d own, %d blank; lacks %s; residue %s; secrets %s\n", p.Text, p.Settings, p.Factory, p.Beneath, p.Own, p.Blank,
				strings.Join(lacks, " "), strings.Join(residue, " "), strings.Join(p.Secrets, " "))
			if got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// What keeps a phone from being read is told in a sentence.
func TestNoPhone(t *testing.T) {
	for _, c := range []struct{ file, text, as, want string }{
		{"saved.cfg", "<h up.idleTimeout='1'/>", "", "saved.cfg: the name of the file tells no MAC; say it with --as"},
		{"saved.cfg", "<h up.idleTimeout='1'/>", "0090", "--as 0090: a MAC has twelve hexadecimal digits"},
		{"saved.cfg", "<h up.idleTimeout='1'/>", "00907a00000g", "--as 00907a00000g: a MAC has twelve hexadecimal digits"},
		{"00907a000001.cfg", "<menu/>", "", "00907a000001.cfg: no parameter of a phone is in it"},
		{"0026cb000001.xml", "<flat-profile/>", "", "0026cb000001.xml: no parameter of a phone is in it"},
		{"00907a000001.cfg", "<h", "", "00907a000001.cfg:1:1: the file ends within a tag"},
	} {
		if _, err := readPhone(t, c.file, c.text, c.as, false); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s as %q: %v, want %s", c.file, c.as, err, c.want)
		}
	}
	dir := filetest.Folder(t, map[string]string{"cue.mod/module.cue": "module: \"office.example@v0\"\nlanguage: version: \"v0.17.0\"\n", "x.cue": strings.Replace(office, "idleTimeout: 40", "idleTimeout: \"x\"", 1), "00907a000001.cfg": "<h up.idleTimeout='1'/>"})
	t.Chdir(dir)
	o := importer.PhoneOptions{File: "00907a000001.cfg", Package: ".", Vendors: vendors.All(), Makers: vendors.Makers()}
	if _, err := importer.ReadPhone(context.Background(), o); err == nil || err.Error() != ". does not compile; provc vet . says why" {
		t.Error(err)
	}
}

// A package that has nothing for handsets says nothing of one.
func TestPhoneBesideOthers(t *testing.T) {
	_, desks, _ := strings.Cut(office, "desks:")
	desks, _, _ = strings.Cut(desks, "ward:")
	t.Chdir(filetest.Folder(t, map[string]string{"cue.mod/module.cue": "module: \"office.example@v0\"\nlanguage: version: \"v0.17.0\"\n",
		"x.cue": "package office\n\nimport \"provc.internal/schema/cisco\"\n\ndesks:" + desks, "00907a000001.cfg": "<h up.idleTimeout='1'/>"}))
	p, err := importer.ReadPhone(context.Background(), importer.PhoneOptions{File: "00907a000001.cfg", Package: ".", Vendors: vendors.All(), Makers: vendors.Makers()})
	if want := "phones: \"00907a000001\": params: up: idleTimeout: 1\n"; err != nil || string(p.Text) != want {
		t.Fatal(p, err)
	}
}
