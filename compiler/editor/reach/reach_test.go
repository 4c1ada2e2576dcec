package reach_test

import (
	"context"
	"strings"
	"testing"

	"provc/compiler"
	"provc/compiler/editor/reach"
	"provc/compiler/filetest"
	"provc/compiler/vendors"
)

// ward has its lines counted by the tests.
const ward = `package p
import "provc.internal/schema/spectralink"
ward: spectralink.#Deployment & {
	profiles: directory: "people"
	params: prov: login: enabled: true
	params: prov: login: persistent: true
	params: up: idleTimeout: 20
	groups: icu: params: up: idleTimeout: 30
	phones: "00907a000001": {group: "icu", label: "Bed 1"}
	phones: "00907a000002": {}
	users: ann: {label: "Ann", password: secret: "shared", params: up: backlight: onIntensity: 2}
	users: bob: {password: secret: "bob"}
	users: cid: password: secret: "shared"
}
`

func account(t *testing.T) *reach.Account {
	t.Helper()
	dir := filetest.Folder(t, map[string]string{"p.cue": ward})
	result, err := compiler.Compile(context.Background(), compiler.Options{Dir: dir})
	if err != nil || result.Findings.HasErrors() {
		t.Fatal(err, result)
	}
	return reach.New(vendors.All(), result.Packages[0])
}

// Whom the parameters of some lines reach: who acts on them, or who reads their files.
func TestExtents(t *testing.T) {
	a := account(t)
	for _, c := range []struct {
		from, to   int
		name, want string
	}{
		{7, 7, "up.idleTimeout", "Reaches 1 handset, every handset that is not listed, and 3 people; for 1 handset a stronger file says otherwise."},
		{8, 8, "up.idleTimeout", "Reaches 1 handset: Bed 1 (00907a000001)."},
		{11, 11, "up.backlight.onIntensity", "Reaches 1 person: Ann (ann)."},
		{11, 11, "", "Reaches 1 person: Ann (ann)."},
		{11, 12, "", "Reaches 2 people: Ann (ann), bob."},
		{7, 7, "up.backlight.onIntensity", "Reaches nobody."},
		{1, 2, "", "Reaches nobody."},
	} {
		r := a.ReadersOf(a.DeclaredAt("p.cue", c.from, c.to, c.name), c.name)
		if got := r.Sentence(); got != c.want {
			t.Errorf("lines %d to %d, %s: %s\nwant %s", c.from, c.to, c.name, got, c.want)
		}
	}
	if r := a.ReadersOf(a.DeclaredAt("other.cue", 7, 7, ""), ""); !r.None() {
		t.Errorf("of another file: %s", r.String())
	}
	whole := a.Deployment("ward")
	if got, want := whole.String(), "2 handsets, every handset that is not listed, and 3 people"; got != want {
		t.Errorf("the deployment: %s, want %s", got, want)
	}
	if other := a.Deployment("lab"); !other.None() {
		t.Errorf("another deployment: %s", other.String())
	}
	icu, ok := a.Group("ward", "icu")
	if got, want := icu.String(), "1 handset and 3 people"; !ok || got != want {
		t.Errorf("the group: %s %v, want %s", got, ok, want)
	}
	if none, ok := a.Group("ward", "er"); !ok || !none.None() {
		t.Errorf("a group without handsets: %s %v", none.String(), ok)
	}
	for _, deployment := range []string{"", "lab"} {
		if _, ok := a.Group(deployment, "icu"); ok {
			t.Errorf("deployment %q has a group", deployment)
		}
	}
}

// What is told of one handset, and of one person.
func TestAbout(t *testing.T) {
	a := account(t)
	got, ok := a.AboutHandset("00907A000001")
	want := []string{"Handset Bed 1 (00907a000001), of group `icu`", "It reads, the strongest first:", "- `00907a000001.cfg`\n- `group-icu.cfg`\n- `sip-interop.cfg`\n- `site.cfg`", "3 people can log in on it."}
	if !ok || strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("%q %v, want %q", got, ok, want)
	}
	got, ok = a.AboutPerson("ward", "ann")
	want = []string{"Person Ann (ann)", "The profile is `people/ann.cfg`.", "Logs in on 2 handsets and every handset that is not listed."}
	if !ok || strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("%q %v, want %q", got, ok, want)
	}
	if _, ok := a.AboutHandset("00907a00000f"); ok {
		t.Error("no such handset")
	}
	if _, ok := a.AboutPerson("lab", "ann"); ok {
		t.Error("no such person there")
	}
}

// Who reads a secret, and which secrets lines name.
func TestSecrets(t *testing.T) {
	a := account(t)
	for secret, want := range map[string]string{
		"shared": "- `prov.login.localPassword` of 2 files, read by 2 people",
		"bob":    "- `prov.login.localPassword` of 1 file, read by 1 person",
		"lost":   "Nobody reads it, as of the last compile.",
	} {
		if got := a.ReadersOfSecrets([]string{secret}); got != want {
			t.Errorf("%s: %s\nwant %s", secret, got, want)
		}
	}
	if got := strings.Join(a.SecretsAt("p.cue", 11, 13), " "); got != "bob shared" {
		t.Errorf("named: %s", got)
	}
	if got := strings.Join(a.SecretsAt("p.cue", 12, 12), " "); got != "bob" {
		t.Errorf("named in one line: %s", got)
	}
	got := a.AboutSecrets([]string{"a", "b", "c", "d"})
	if want := "4 secrets, which the rows name: `a`, `b`, `c` and so on"; got[0] != want {
		t.Errorf("%s, want %s", got[0], want)
	}
	if got := a.AboutSecrets([]string{"bob"}); got[0] != "Secret `bob`, which one row names" {
		t.Error(got)
	}
}

// Who belongs to a deployment.
func TestMembers(t *testing.T) {
	a := account(t)
	var ids []string
	for h := range a.HandsetsOf("ward") {
		ids = append(ids, h.ID)
	}
	for p := range a.PeopleOf("ward") {
		ids = append(ids, p.ID)
	}
	for h := range a.HandsetsOf("lab") {
		t.Errorf("%s is of no such deployment", h.ID)
	}
	if got, want := strings.Join(ids, " "), " 00907a000001 00907a000002 ann bob cid"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
