package cisco_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/cisco"
	"provc/compiler/cisco/deploytest"
)

// What is left of a person, for whom and when, is told in a sentence with the phones on
// which it is; what nobody resets that people change at phones is listed apart.
func TestWhatIsLeftIsTold(t *testing.T) {
	t.Parallel()
	const (
		people = `users: {ann: {password: secret: "ann", params: {Text_Logo: "ann", Password_1_: secret: "line"}}, bob: {password: secret: "bob", params: Text_Logo: "bob"}}` + "\n"
		hall   = `phones: "0026cb5f1a04": {label: "Hall", model: "SPA504G", userID: "hall", password: secret: "hall"}` + "\n"
		sign   = `phones: "0026cb5f1a30": model: "SPA303"` + "\n"
		keep   = `keepLocal: ["Ringer_Volume"]` + "\n"
	)
	told := func(o []string) string { return strings.Join(o, ", ") }
	for _, x := range []struct {
		name, body string
		without    string // a parameter that a file does not set, as file and name
		left       string
		stays      string
		lingers    bool // Speaker_Volume does, of which families have defaults of their own
	}{
		{"nothing", deploytest.Room + people, "", "", "Ringer_Volume", false},
		{"nothing, beside a phone of another family", deploytest.Room + people + sign, "", "", "Ringer_Volume", true},
		{"nothing is to be reset", deploytest.Room + people + keep, "", "", "", false},
		{"two families", deploytest.Room + hall + people + keep, "", "", "", true},
		{"a host profile that resets nothing", hall + people + keep, "host/hall.xml Text_Logo",
			"! Text_Logo: what ann set is left for whoever uses the phone next: Hall (0026cb5f1a04)", "", false},
		{"one that resets no secret", hall + people + keep, "host/hall.xml Password_1_",
			"! Password_1_: what ann set is left for whoever uses the phone next: Hall (0026cb5f1a04)", "", false},
		{"a mobile profile that does not", hall + people + keep, "mobile/bob.xml Text_Logo",
			"! Text_Logo: what ann set is left for bob, if the host profile could not be fetched in between: Hall (0026cb5f1a04)", "", false},
		{"a default profile that does not", hall + people + keep, "default.xml Text_Logo",
			"! Text_Logo: what ann set is left for whoever uses a phone that lost its identity, if the host profile could not be fetched in between: Hall (0026cb5f1a04)", "", false},
		{"what people change", hall + people + keep, "host/hall.xml DND_Setting", "", "DND_Setting", false},
		{"what they may change here", hall + people + keep + `access: Time_Zone: "rw"`, "host/hall.xml Time_Zone", "", "Time_Zone", false},
		{"what they may read here", hall + people + keep + `access: Time_Zone: "ro", users: ann: params: Time_Zone: "GMT-08:00"`, "host/hall.xml Time_Zone", "", "", false}, // ann has the default
		{"a system's parameter", hall + people + keep + `access: Static_IP: "rw", users: ann: params: Static_IP: ""`, "host/hall.xml Static_IP", "", "", false},
	} {
		c := deploytest.Sound(t, deploytest.Server+x.body)
		root := compiledRoot(maps.Clone(c.Files))
		if file, name, ok := strings.Cut(x.without, " "); ok {
			f := *root[file]
			f.Params = slices.DeleteFunc(slices.Clone(f.Params), func(p artifact.Param) bool { return p.Name == name })
			if len(f.Params) == len(root[file].Params) {
				t.Fatalf("%s: %s does not set %s", x.name, file, name)
			}
			root[file] = &f
		}
		o := cisco.Phones{}.Orders(root, c.Phones)
		var left []string
		for sentence, phones := range o.Left {
			left = append(left, sentence+": "+told(phones))
		}
		if told(left) != x.left || told(o.Stays) != x.stays || slices.Contains(o.Lingers, "Speaker_Volume") != x.lingers || !slices.IsSorted(o.Lingers) {
			t.Errorf("%s: left %q, stays %q, lingers %q", x.name, left, o.Stays, o.Lingers)
		}
		phones := 1 + strings.Count(x.body, hall)*strings.Count(x.body, deploytest.Room)
		if o.Phones != phones || o.People != 2 || o.Parameters < 40 {
			t.Errorf("%s: %s", x.name, fmt.Sprint(o.Phones, " phones, ", o.People, " people, ", o.Parameters, " parameters"))
		}
	}
}

// The profile of each folder and model is gone through once, and phones of no model that
// is known, or on which nobody logs in, not at all.
func TestOrdersOfPhones(t *testing.T) {
	t.Parallel()
	profile := func(names ...string) *artifact.File {
		f := &artifact.File{}
		for _, n := range names {
			f.Params = append(f.Params, artifact.Param{Name: n, Value: n})
		}
		return f
	}
	root := compiledRoot{
		"a/mobile/ann.xml": profile("Text_Logo"), "a/default.xml": profile("Text_Logo"), "a/host/one.xml": profile(), "a/host/two.xml": profile("Text_Logo"),
		"b/mobile/bob.xml": profile("Station_Name"), "b/mobile/deep/cid.xml": profile("Text_Logo"), "b/host/one.xml": profile(),
		"mobile/dan.xml": profile("Text_Logo"),
	}
	phone := func(mac, folder, identity, model string) artifact.Phone {
		return artifact.Phone{MAC: mac, Folder: folder, Identity: identity, Model: model}
	}
	o := cisco.Phones{}.Orders(root, []artifact.Phone{
		phone("1", "a", "one", "SPA303"), phone("2", "a", "two", "SPA303"), phone("3", "a", "one", "SPA504G"), phone("4", "b", "one", "SPA303"),
		phone("5", "a", "", "SPA303"), phone("6", "a", "one", "SPA999"),
	})
	var left []string
	for sentence, phones := range o.Left {
		left = append(left, sentence+": "+strings.Join(phones, " "))
	}
	slices.Sort(left)
	want := []string{
		"! Station_Name: what bob set is left for whoever uses the phone next: 4",
		"! Text_Logo: what ann set is left for whoever uses the phone next: 1 3",
	}
	if !slices.Equal(left, want) || o.Phones != 4 || o.People != 2 {
		t.Errorf("of %d phones and %d people %q", o.Phones, o.People, left)
	}
	if !slices.Equal(slices.Compact(slices.Clone(o.Stays)), o.Stays) || !slices.Contains(o.Stays, "DND_Setting") || slices.Contains(o.Stays, "Static_IP") {
		t.Errorf("nobody resets %q", o.Stays)
	}
}
