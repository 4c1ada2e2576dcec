package readers_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/spectralink/deploytest"
	"provc/compiler/spectralink/readers"
)

// overridden is what handsets wrote, for whom, the strongest first: a file that a person's
// profile beats has a minus.
func overridden(r artifact.Readers) string {
	var b strings.Builder
	line := func(who string, all []artifact.Override) {
		for _, o := range all {
			sign := "+"
			if o.Beneath {
				sign = "-"
			}
			who += " " + sign + o.File + "=" + string(o.Level)
		}
		if len(all) > 0 {
			b.WriteString(who + "\n")
		}
	}
	for _, h := range r.Handsets {
		line(h.ID+h.Unlisted, h.Overrides)
	}
	for _, h := range r.Strangers {
		line("stranger "+h.ID+" of "+h.Folder+" reads "+strings.Join(h.Files, " ")+";", h.Overrides)
	}
	for _, u := range r.ByUser {
		line("user "+u.ID, u.Overrides)
	}
	return b.String()
}

// What a handset wrote for itself counts in the order of CS-15-10, wherever it has it
// written; for people, what lies where they log in.
func TestOverrides(t *testing.T) {
	const own, web, user = artifact.LevelHandsetOverride, artifact.LevelWeb, artifact.LevelUserOverride
	with := func(more map[string]string, master string) deploytest.Root {
		r := deploytest.Root{
			"000000000000.cfg": "CONFIG_FILES=site.cfg\nUSER_PROFILES_DIRECTORY=people\n" + master,
			"00907a000001.cfg": "CONFIG_FILES=site.cfg\nUSER_PROFILES_DIRECTORY=people\n" + master,
			"site.cfg":         "x=1", "people/ana.cfg": "x=1",
		}
		for name, text := range more {
			r[name] = text
		}
		return r
	}
	written := func(paths ...string) map[string]string {
		all := map[string]string{}
		for _, p := range paths {
			all[p] = "x=1"
		}
		return all
	}
	for _, x := range []struct {
		name string
		root deploytest.Root
		want string
	}{
		{"nothing", with(nil, ""), ""},
		{"one of each", with(written("over/00907a000001-phone.cfg", "over/00907a000001-web.cfg", "over/ana-phone.cfg"), "OVERRIDES_DIRECTORY=over"),
			fmt.Sprintf("00907a000001 -over/00907a000001-phone.cfg=%s +over/00907a000001-web.cfg=%s\nuser ana +over/ana-phone.cfg=%s\n", own, web, user)},
		{"in any letter case", with(written("Over/00907A000001-Phone.CFG", "over/ANA-phone.cfg"), "OVERRIDES_DIRECTORY=over"),
			fmt.Sprintf("00907a000001 -Over/00907A000001-Phone.CFG=%s\nuser ana +over/ANA-phone.cfg=%s\n", own, user)},
		{"beside the profiles", with(written("people/ana-phone.cfg", "people/00907a000001-phone.cfg", "00907a000001-web.cfg"), "OVERRIDES_DIRECTORY=over"),
			fmt.Sprintf("00907a000001 -people/00907a000001-phone.cfg=%s +00907a000001-web.cfg=%s\nuser ana +people/ana-phone.cfg=%s\n", own, web, user)},
		{"where it has them written before elsewhere", with(written("over/00907a000001-phone.cfg", "00907a000001-phone.cfg", "people/00907a000001-phone.cfg", "over/ana-phone.cfg", "people/ana-phone.cfg"), "OVERRIDES_DIRECTORY=over"),
			fmt.Sprintf("00907a000001 -over/00907a000001-phone.cfg=%s -00907a000001-phone.cfg=%[1]s -people/00907a000001-phone.cfg=%[1]s\nuser ana +people/ana-phone.cfg=%[2]s +over/ana-phone.cfg=%[2]s\n", own, user)},
		{"at the top of the root, where nothing else is", with(written("ana-phone.cfg"), "OVERRIDES_DIRECTORY=over"), fmt.Sprintf("user ana +ana-phone.cfg=%s\n", user)},
		{"not where nobody looks", with(written("old/ana-phone.cfg", "old/00907a000001-phone.cfg"), "OVERRIDES_DIRECTORY=over"), ""},
		{"a folder of each", with(written("o/00907a000001/00907a000001-phone.cfg", "o/00907a000002/00907a000001-phone.cfg"), "OVERRIDES_DIRECTORY=o/[PHONE_MAC_ADDRESS]"),
			fmt.Sprintf("00907a000001 -o/00907a000001/00907a000001-phone.cfg=%s\n", own)},
		{"strangers", with(written("over/00907A00000f-Phone.cfg", "over/00907a00000e-web.cfg", "old/00907a00000d-phone.cfg", "over/000000000000-phone.cfg", "over/bo-phone.cfg"), "OVERRIDES_DIRECTORY=over"),
			fmt.Sprintf("stranger 00907a00000e of . reads 000000000000.cfg site.cfg; +over/00907a00000e-web.cfg=%s\nstranger 00907a00000f of . reads 000000000000.cfg site.cfg; -over/00907A00000f-Phone.cfg=%s\n", web, own)},
		{"a stranger with several files, whatever lists there are for models", with(written("over/00907a00000f-phone.cfg", "over/00907a00000f-web.cfg"), "OVERRIDES_DIRECTORY=over\nCONFIG_FILES_8440=other.cfg"),
			fmt.Sprintf("stranger 00907a00000f of . reads 000000000000.cfg site.cfg; -over/00907a00000f-phone.cfg=%s +over/00907a00000f-web.cfg=%s\n", own, web)},
	} {
		if got := overridden(readers.Of(x.root)); got != x.want {
			t.Errorf("%s: got\n%swant\n%s", x.name, got, x.want)
		}
	}
}

// Where handsets write: folders of the root, and URLs.
func TestSaves(t *testing.T) {
	r := readers.Of(deploytest.Root{
		"000000000000.cfg": "CONFIG_FILES=site.cfg\nUSER_PROFILES_DIRECTORY=people\nOVERRIDES_DIRECTORY=over\nLOG_FILE_DIRECTORY=logs/[PHONE_MAC_ADDRESS]\nCONTACTS_DIRECTORY=https://contacts.example/\nCALL_LISTS_DIRECTORY=over",
		"00907a000001.cfg": "CONFIG_FILES=site.cfg\nUSER_PROFILES_DIRECTORY=people\nLOG_FILE_DIRECTORY=logs/[PHONE_MAC_ADDRESS]",
	})
	slices.Sort(r.Saves)
	if want := []string{".", "logs/00907a000001", "over", "people"}; !slices.Equal(r.Saves, want) {
		t.Errorf("handsets write into %q, want %q", r.Saves, want)
	}
	if want := []string{"https://contacts.example/"}; !slices.Equal(r.Elsewhere, want) {
		t.Errorf("handsets write to %q, want %q", r.Elsewhere, want)
	}
}

// On which parameters it depends who somebody is, and who can be called for help.
func TestWhatParametersDecide(t *testing.T) {
	r := readers.Of(deploytest.Root{})
	for name, want := range map[string]struct{ identifies, emergency, registers, matters bool }{
		"reg.1.address":                         {true, false, true, true},
		"reg.34.address":                        {true, false, true, true},
		"reg.1.label":                           {},
		"reg.1.server.1.address":                {false, false, true, true},
		"reg.x.address":                         {},
		"phoneLock.enabled":                     {false, true, false, true},
		"phoneLock.authorized.1.value":          {false, true, false, true},
		"phoneLock.authorized.1.description":    {false, true, false, false},
		"phoneLock.lockState":                   {},
		"dialplan.routing.emergency.1.value":    {false, true, false, true},
		"dialplan.routing.emergency.1.server.1": {false, true, false, false},
		"dialplan.routing.server.1.address":     {},
		"prov.login.enabled":                    {false, false, false, true},
		"prov.login.required":                   {false, false, false, true},
		"prov.login.persistent":                 {},
	} {
		got := struct{ identifies, emergency, registers, matters bool }{r.Identifies(name), r.Emergency(name), r.Registers(name), r.Calling.Matters(name)}
		if got != want {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}
}
