package explain_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler"
	"provc/compiler/artifact"
	"provc/compiler/browsertest"
	"provc/compiler/diag"
	"provc/compiler/explain"
	"provc/compiler/filetest"
	"provc/compiler/root"
	"provc/compiler/trace"
	"provc/compiler/vendors"
)

// ward is a package with two kinds of handset, names that somebody made up to break a
// page, and what handsets wrote.
const ward = `package ward

import "provc.internal/schema/spectralink"

ward: spectralink.#Deployment & {
	profiles: directory: "people"
	params: prov: login: {enabled: true, required: true, persistent: true}
	params: up: idleTimeout: 40
	params: reg: "1": label: "</script><script>document.title = 1</script>"
	groups: theatres: params: up: idleTimeout: 30
	phones: {
		"00907a000003": {label: "Theatre 3", group: "theatres", params: up: idleTimeout: 0}
		"00907a000004": {label: "<img src=x onerror=alert(1)> & \"Co\"", profiles: directory: "others"}
	}
	users: {
		ana: {label: "Ana Alves", password: secret: "ana", params: {reg: "2": address: "201", up: idleTimeout: 20}}
		bo: {label: "Bo", directory: "others", password: "hunter-1", params: reg: "2": address: "202"}
	}
}
`

func wardPage(t *testing.T) []byte {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"cue.mod/module.cue":        "module: \"ward.example\"\nlanguage: version: \"v0.17.0\"\n",
		"ward.cue":                  ward,
		"root/people/ana-phone.cfg": `<PHONE_CONFIG><OVERRIDES up.idleTimeout="5" prov.login.localPassword="hunter-2"/></PHONE_CONFIG>`,
		"root/00907a000003-web.cfg": `<PHONE_CONFIG><WEB up.idleTimeout="6"/></PHONE_CONFIG>`, "root/00907a000003-phone.cfg": `<PHONE_CONFIG><OVERRIDES up.idleTimeout="7"/></PHONE_CONFIG>`,
	} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		filetest.Put(t, name, text)
	}
	result, err := compiler.Compile(t.Context(), compiler.Options{Dir: dir})
	if err != nil || result.Findings.HasErrors() {
		t.Fatal(err, result)
	}
	r := result.Root("ward")
	notes, err := explain.Lay(r, filepath.Join(dir, "root"))
	if err != nil {
		t.Fatal(err)
	}
	f := explain.FleetOf(r, "ward")
	var b bytes.Buffer
	err = explain.WriteHTML(&b, f, "ward", notes, f.Traced(func(entities map[string]map[string]bool) (*trace.Trace, error) {
		return result.Trace(result.Packages[0], entities)
	}))
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// helpers are for the scripts that run in pages.
const helpers = `
const is = (what, got, want) => { if (String(got) !== String(want)) wrong.push(what + ": " + got + ", not " + want); };
const q = (s) => document.querySelector(s), all = (s) => [...document.querySelectorAll(s)];
const type = (id, text) => { q(id).focus(); q(id).value = text; q(id).dispatchEvent(new Event("input", { bubbles: true })); };
const press = (key) => (document.activeElement || document.body).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
const stack = (name) => {
  const s = all(".parameter").find((s) => s.querySelector("code").textContent === name);
  return s ? s.querySelector(".value").textContent + " | " + [...s.querySelectorAll(".layers > li")].map((li) => li.querySelector(".verb").textContent + " " + li.querySelector(".from").textContent).join(" | ") : "not there";
};
const at = (name) => [...all(".parameter").find((s) => s.querySelector("code").textContent === name).querySelectorAll(".layers > li:first-child .at li")].map((li) => li.textContent).join(" | ");
`

// A person finds a handset or a colleague and sees the layers of each parameter; keys
// and links do what they say; nothing is asked of a network, and no error is logged.
func TestPage(t *testing.T) {
	t.Parallel()
	page := wardPage(t)
	for _, secret := range []string{"hunter-1", "hunter-2"} {
		if bytes.Contains(page, []byte(secret)) {
			t.Errorf("the page holds %s", secret)
		}
	}
	browsertest.Ask(t, page, helpers+`
is("says what to do", q("#none").textContent.startsWith("Choose a handset, or a person."), true);
press("/");
is("the handset by key", document.activeElement.id, "handset");
type("#handset", "theatre");
is("one is offered", all("#handsets [role=option]").length, 1);
is("it is expanded", q("#handset").getAttribute("aria-expanded"), "true");
press("Enter");
is("who", q("#who h2").textContent, "Theatre 3 (00907a000003)");
is("nobody is logged in", stack("up.idleTimeout"), "7 | from 00907a000003-phone.cfg, changed at the handset | beats 00907a000003-web.cfg, changed in the web pages of the handset = 6 | beats phone-00907a000003.cfg = 0 | beats group-theatres.cfg = 30 | beats sip-interop.cfg = 40 | beats the vendor's default = 40");
const some = all(".parameter").length;

type("#person", "b");
is("people of other handsets are not offered", all("#persons [role=option]").length, 0);
type("#person", "alves");
press("Enter");
is("who is logged in", q("#who h2").textContent, "Ana Alves (ana) on Theatre 3 (00907a000003)");
is("in layers", stack("up.idleTimeout"), "5 | from people/ana-phone.cfg, changed at a handset while logged in | beats 00907a000003-web.cfg, changed in the web pages of the handset = 6 | beats people/ana.cfg = 20 | beats 00907a000003-phone.cfg, changed at the handset = 7 (no document says that it counts here: an assumption) | beats phone-00907a000003.cfg = 0 | beats group-theatres.cfg = 30 | beats sip-interop.cfg = 40 | beats the vendor's default = 40");
is("a secret", stack("prov.login.localPassword"), "(secret) | from people/ana-phone.cfg, changed at a handset while logged in | beats people/ana.cfg = secret ana | beats the vendor's default = (secret)");
is("where", at("reg.2.address"), "ward.cue:16:73");
is("the address", location.hash, "#handset=00907a000003&person=ana&at=people");

type("#parameter", "idle");
is("the filter", all(".parameter").length, 1);
type("#parameter", "20");
is("by a value", stack("up.idleTimeout").slice(0, 1), "5");
type("#parameter", "no such");
is("says that nothing fits", q("#none").textContent, "No parameter fits.");
press("Escape");
q("#masked").click();
is("what beats nothing is hidden", stack("reg.2.address"), "not there");
q("#masked").click();

q(".parameter").focus();
press("j");
is("the next", document.activeElement, all(".parameter")[1]);
press("k");
is("the one before", document.activeElement, all(".parameter")[0]);
press("u");
is("the person by key", document.activeElement.id, "person");
press("Escape"); press("Escape");
is("nobody again", q("#who h2").textContent, "Theatre 3 (00907a000003)");

type("#handset", "00:90:7A:00:00:04");
press("Enter");
is("a hostile name is text", q("#who h2").textContent, "<img src=x onerror=alert(1)> & \"Co\" (00907a000004)");
is("a hostile value is text", stack("reg.1.label").slice(0, 47), "<" + "/script><script>document.title = 1<" + "/script> | ");
is("no element of theirs", all("img, main script").length, 0);
type("#person", "");
type("#handset", "");
type("#person", "bo");
press("ArrowDown"); press("Enter");
is("a person alone", q("#who h2").textContent, "Bo (bo)");
is("has what is set for them", all(".parameter").length, 2);
type("#handset", "not listed");
press("Enter");
is("cannot log in", q("#none").textContent, "Bo (bo) cannot log in on every handset that is not listed: it looks for profiles in people, and this one is in others.");

location.hash = "#handset=00907a000003";
dispatchEvent(new PopStateEvent("popstate"));
is("by the address", q("#who h2").textContent + all(".parameter").length, "Theatre 3 (00907a000003)" + some);
is("the input says so", q("#handset").value, "Theatre 3 (00907a000003)");

is("requests", performance.getEntriesByType("resource").length, 0);
for (const e of all("input")) if (!e.labels.length) wrong.push("an input without a label");
is("one heading", all("h1").length, 1);
`, browsertest.Virtual, "--window-size=1280,1000")
}

// At the width of a phone nothing has to be scrolled sideways.
func TestPageOnPhone(t *testing.T) {
	t.Parallel()
	browsertest.Narrow(t, wardPage(t), 400, helpers+`type("#handset", "theatre"); press("Enter"); type("#person", "ana"); press("Enter");`)
}

// fleet is a root of very many handsets and people, as a deployment would make it.
func fleet(many int) *root.Root {
	tree := &artifact.Tree{}
	file := func(path, entity, label string, params ...artifact.Param) {
		for i := range params {
			params[i].Pos = diag.Pos{File: "fleet.cue", Line: len(tree.Files) + 1, Column: 10 + i}
		}
		tree.Files = append(tree.Files, &artifact.File{Path: path, Owner: "fleet", Entity: entity, Label: label, Params: params, Format: func([]artifact.Param) ([]byte, error) { return nil, nil }})
	}
	set := func(name string, value any) artifact.Param {
		return artifact.Param{Name: name, Value: fmt.Sprint(value)}
	}
	file("000000000000.cfg", "", "", set("APP_FILE_PATH", "sip.ld"), set("CONFIG_FILES", "site.cfg"), set("USER_PROFILES_DIRECTORY", "people"))
	common := []artifact.Param{set("prov.login.enabled", 1)}
	for i := range 150 {
		common = append(common, set(fmt.Sprintf("voIpProt.SIP.x%d", i), i))
	}
	file("site.cfg", "", "", common...)
	for i := range many {
		mac := fmt.Sprintf("00907a%06x", i)
		file(mac+".cfg", mac, fmt.Sprintf("Ward %d, bed %d", i/20, i%20), set("APP_FILE_PATH", "sip.ld"), set("CONFIG_FILES", "phone-"+mac+".cfg, site.cfg"), set("USER_PROFILES_DIRECTORY", "people"))
		file("phone-"+mac+".cfg", mac, "", set("reg.1.address", 10000+i), set("reg.1.label", fmt.Sprint("Bed ", i)), set("ptt.displayName", fmt.Sprint("Bed ", i)))
		id := fmt.Sprintf("person%d", i)
		file("people/"+id+".cfg", id, fmt.Sprintf("Person %d", i), set("prov.login.localPassword", ""), set("reg.2.address", 20000+i), set("reg.2.label", fmt.Sprint("Person ", i)), set("up.idleTimeout", i%7))
	}
	tree.Sort()
	return root.Compiled("fleet", vendors.All(), root.Part{Tree: tree})
}

// The page of 5,000 handsets and as many people is below 15 MB, and can be used within
// two seconds: a handset and a person are found and their layers shown.
func TestLargePage(t *testing.T) {
	var b bytes.Buffer
	if err := explain.WriteHTML(&b, explain.FleetOf(fleet(5000), "fleet"), "fleet", nil, nil); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d MB", b.Len()>>20)
	if b.Len() > 15<<20 {
		t.Errorf("the page has %d bytes", b.Len())
	}
	browsertest.Ask(t, b.Bytes(), helpers+`
type("#handset", "ward 249, bed 19");
press("Enter");
type("#person", "person4711");
press("Enter");
is("who", q("#who h2").textContent, "Person 4711 (person4711) on Ward 249, bed 19 (00907a001387)");
is("whose", stack("reg.1.address"), "14999 | from phone-00907a001387.cfg");
is("all parameters", all(".parameter").length, 161);
const took = performance.now();
if (took > 2000) wrong.push("it took " + took + " ms");
`)
}

// A deployment of Cisco phones repeats the reset closure in each profile; the page tells
// what most have once.
func TestPageOfResets(t *testing.T) {
	t.Parallel()
	result, err := compiler.Compile(t.Context(), compiler.Options{Packages: []string{"../../examples/conference-rooms"}})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := explain.WriteHTML(&b, explain.FleetOf(result.Root("rooms"), "rooms"), "rooms", nil, nil); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(b.String(), `"Cfwd_All_Dest"`); n != 1 {
		t.Errorf("a parameter is told %d times", n)
	}
	browsertest.Ask(t, b.Bytes(), helpers+`
type("#handset", "board");
press("Enter");
is("what the phone has", stack("Station_Name"), "Board room | from host/board-room.xml");
is("a reset", at("Cfwd_All_Dest"), "a reset: a phone keeps what its profile does not mention");
type("#person", "jsmith");
press("Enter");
is("state", q("#who p").textContent, "mobile");
`, browsertest.Virtual)
}
