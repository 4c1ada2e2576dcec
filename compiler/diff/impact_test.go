package diff

import (
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	said "provc/compiler/catalogue/settings"
	"provc/compiler/diag"
	"provc/compiler/root"
	"provc/compiler/vendors"
)

// stating is a side that packages compile to, of which some state what restarts handsets.
func stating(t *testing.T, files string, restarts said.Restarts) *Side {
	t.Helper()
	tree := &artifact.Tree{Restarts: map[string]said.Restarts{"ward": restarts}}
	s := built(t, files)
	for _, p := range s.Paths() {
		tree.Files = append(tree.Files, s.At(p).Compiled)
	}
	return Compiled("side", "main", vendors.All(), root.Part{Tree: tree})
}

// A change goes by what the deployment states of a restart: as it is now, else as it was.
// Where nobody does, by what the vendor says.
func TestStatedRestarts(t *testing.T) {
	t.Parallel()
	state := func(r catalogue.Restart) said.Restarts {
		return said.Restarts{"up.idleTimeout": {Restart: r, Pos: diag.Pos{File: "seen.cue", Line: 4}}}
	}
	no, yes := state(catalogue.RestartNo), state(catalogue.RestartYes)
	changed := strings.Replace(wards, "up.idleTimeout=60", "up.idleTimeout=30", 1)
	gone := strings.Replace(wards, "up.idleTimeout=60@9\n", "", 1)
	for _, x := range []struct {
		name     string
		old, new said.Restarts
		files    string
		want     string
	}{
		{"nobody", nil, nil, changed, "may restart · at boot\n"},
		{"now: no", nil, no, changed, "no restart · at boot · as main:seen.cue:4 says\n"},
		{"now: yes", nil, yes, changed, "restart · at boot · as main:seen.cue:4 says\n"},
		{"before: no", no, nil, changed, "no restart · at boot · as main:seen.cue:4 says\n"},
		{"before: yes, now: no", yes, no, changed, "no restart · at boot · as main:seen.cue:4 says\n"},
		{"before: no, now: yes", no, yes, changed, "restart · at boot · as main:seen.cue:4 says\n"},
		{"of what goes", no, yes, gone, "restart · at boot · as main:seen.cue:4 says\n"},
		{"of something else", said.Restarts{"up.backlight": {}}, said.Restarts{"up.backlight": {}}, changed, "may restart · at boot\n"},
	} {
		got := printed(t, Compare(stating(t, wards, x.old), stating(t, x.files, x.new), Options{}), TextOptions{})
		if !strings.Contains(got, "every handset that is not listed · "+x.want) {
			t.Errorf("%s: no %q in\n%s", x.name, x.want, got)
		}
	}
	const listed = "-- 00907a000001.cfg|00907a000001 --\nCONFIG_FILES=site.cfg, g.cfg\n-- g.cfg --\nup.idleTimeout=7\n"
	got := printed(t, Compare(stating(t, wards+listed, nil), stating(t, wards+strings.Replace(listed, "site.cfg, g.cfg", "g.cfg, site.cfg", 1), yes), Options{}), TextOptions{})
	if !strings.Contains(got, "* up.idleTimeout: 60 → 7    main:ward.cue:1\n    handset 00907a000001 · restart · at boot · as main:seen.cue:4 says\n") {
		t.Errorf("another order of files is told as\n%s", got)
	}
}

// What each handset and person sees of a change is told once, with what they end up with.
func TestWhatIsTold(t *testing.T) {
	t.Parallel()
	const (
		head  = "-- 000000000000.cfg --\nCONFIG_FILES=site.cfg\nUSER_PROFILES_DIRECTORY=people\n-- site.cfg --\nprov.login.enabled=1\n"
		one   = "-- 00907a000001.cfg|00907a000001 --\nCONFIG_FILES=phone-00907a000001.cfg, group.cfg, site.cfg\nUSER_PROFILES_DIRECTORY=people\n"
		two   = "-- 00907a000002.cfg|00907a000002 --\nCONFIG_FILES=group.cfg, site.cfg\nUSER_PROFILES_DIRECTORY=people\n"
		phone = "-- phone-00907a000001.cfg|00907a000001 --\n"
		group = "-- group.cfg --\n"
		ana   = "-- people/ana.cfg|ana --\n"
		bo    = "-- people/bo.cfg|bo --\nreg.2.label=B\n"
	)
	for _, x := range []struct{ name, old, new, want string }{
		{"a handset's own goes, its group's changes", head + one + phone + "up.a=99\n" + two + group + "up.a=20\n", head + one + phone + "up.b=1\n" + two + group + "up.a=25\nup.b=1\n",
			"  ~ up.a: 20 → 25\n    handset 00907a000002 · may restart · at boot\n"},
		{"and is told at its own file", head + one + phone + "up.a=99\n" + two + group + "up.a=20\n", head + one + phone + "up.c=1\n" + two + group + "up.a=25\nup.c=1\n",
			"~ phone-00907a000001.cfg\n  - up.a: 99 → 25\n"},
		{"of one handset nobody is told who can log in", head + one + phone + "up.a=1\n" + group + ana + "reg.2.label=A\n", head + one + phone + "up.a=2\n" + group + ana + "reg.2.label=A\n",
			"    handset 00907a000001 · may restart · at boot\n"},
		{"of several it is", head + one + phone + two + group + "up.a=1\n" + ana + "reg.2.label=A\n" + bo, head + one + phone + two + group + "up.a=2\n" + ana + "reg.2.label=A\n" + bo,
			"    handsets 00907a000001 and 00907a000002, users ana and bo · may restart · at boot\n"},
		{"but for who has a value", head + one + phone + two + group + "up.a=1\n" + ana + "up.a=7\n" + bo, head + one + phone + two + group + "up.a=2\n" + ana + "up.a=7\n" + bo,
			"    handsets 00907a000001 and 00907a000002, user bo (1 user has a value of its own) · may restart · at boot\n"},
		{"who comes is told by the profile", head + one + phone + two + group + "up.a=1\n" + bo, head + one + phone + two + group + "up.a=2\n" + bo + ana + "reg.2.label=A\n",
			"    handsets 00907a000001 and 00907a000002, user bo · may restart · at boot\n"},
		{"who ceases to have a value is told by the profile", head + "up.a=1\n" + one + phone + ana + "up.a=7\n", head + "up.a=2\n" + one + phone + ana + "up.b=7\n",
			"  - up.a: 7 → 2\n  + up.b: 7\n    user ana · may restart · at log-in\n"},
		{"a profile in the place of several values", head + one + phone + "up.a=1\n" + two + group + "up.a=2\n" + ana + "reg.2.label=A\n", head + one + phone + "up.a=1\n" + two + group + "up.a=2\n" + ana + "reg.2.label=A\nup.a=3\n",
			"  + up.a: 3\n    user ana · may restart · at log-in · in the place of what each handset says\n"},
		{"several values take over", head + one + phone + "up.a=1\n" + two + group + "up.a=2\n" + ana + "reg.2.label=A\nup.a=3\n", head + one + phone + "up.a=1\n" + two + group + "up.a=2\n" + ana + "reg.2.label=A\n",
			"  - up.a: 3\n    user ana · may restart · at log-in · what each handset says takes over\n"},
		{"several defaults are none", head + one + phone + "up.idleTimeout=1\n" + two + group + "up.b=2\n" + ana + "reg.2.label=A\n", head + one + phone + "up.idleTimeout=1\n" + two + group + "up.b=2\n" + ana + "reg.2.label=A\nup.idleTimeout=3\n",
			"  + up.idleTimeout: 3\n    user ana · may restart · at log-in · in the place of what each handset says\n"},
		{"what handsets of other people say", strings.Replace(head, "=people", "=staff", 1) + one + phone + "up.a=1\n" + ana + "reg.2.label=A\n", strings.Replace(head, "=people", "=staff", 1) + one + phone + "up.a=1\n" + ana + "reg.2.label=A\nup.a=1\n",
			"  no effect: up.a 1 (the value is in effect already)\n"},
		{"a hidden value is not known to be in effect", head + "my.password=x\n" + one + phone + ana + "reg.2.label=A\n", head + "my.password=x\n" + one + phone + ana + "reg.2.label=A\nmy.password=x\n",
			"  + my.password: (secret), changed\n    user ana · may restart · at log-in\n"},
		{"nobody can log in", strings.Replace(head, "enabled=1", "enabled=0", 1) + ana + "up.a=1\n", strings.Replace(head, "enabled=1", "enabled=0", 1) + ana + "up.a=2\n",
			"  no effect: up.a 1 → 2 (no handset lets users of this folder log in)\n"},
		{"a file of nobody's", head + group + "up.a=1\n", head + group + "up.a=2\n", "~ group.cfg\n  ~ up.a: 1 → 2\n\n0 added, 0 removed, 1 changed; 0 handsets affected\n"},
		{"the same value in the place of another file's", head + two + group + "up.a=1\n", strings.Replace(head, "enabled=1", "enabled=1\nup.a=1", 1) + two + group + "up.b=1\n",
			"  no effect: up.a 1 (site.cfg sets it, too, and wins)\n"},
		{"another list", head + two + group + "up.a=1\n", head + strings.Replace(two, "group.cfg, ", "", 1) + group + "up.a=1\n", "  * up.a: 1 → nothing    ward.cue:1\n    handset 00907a000002 · may restart · at boot\n"},
		{"a list and a value", head + two + group + "up.a=1\n", head + strings.Replace(two, "group.cfg, site.cfg", "site.cfg, group.cfg", 1) + group + "up.a=2\n", "  ~ up.a: 1 → 2\n    handset 00907a000002 · may restart · at boot\n"},
	} {
		if got := compared(t, x.old, x.new); !strings.Contains(got, x.want) {
			t.Errorf("%s: no\n%s\nin\n%s", x.name, x.want, got)
		}
	}
}

// A parameter that a Cisco profile no longer mentions keeps its value on the phones; one
// that goes with its file, or that Spectralink handsets read, does not.
func TestKeeps(t *testing.T) {
	t.Parallel()
	const rooms = "-- default.xml --\nEM_Enable=Yes\n-- mobile/ana.xml|ana --\nText_Logo=A\nStation_Name=A\n-- spa303.cfg --\nText_Logo=A\nStation_Name=A\n-- host/board.xml|0026cb000001|Board --\nStation_Name=B\nCfwd_No_Ans_Delay=5\n"
	const keeps = "phones keep the value that they have"
	for _, x := range []struct {
		drop  string
		keeps bool
	}{
		{"-- mobile/ana.xml|ana --\nText_Logo=A", true}, {"host/board.xml|0026cb000001|Board --\nStation_Name=B", true}, {"-- spa303.cfg --\nText_Logo=A", false},
	} {
		line := x.drop[strings.LastIndex(x.drop, "\n")+1:]
		after := strings.Replace(rooms, x.drop, strings.TrimSuffix(x.drop, "\n"+line), 1)
		got := compared(t, rooms, after)
		if !strings.Contains(got, "  - "+strings.Replace(line, "=", ": ", 1)) || strings.Contains(got, keeps) != x.keeps {
			t.Errorf("without %s:\n%s", x.drop, got)
		}
	}
	if got := compared(t, rooms, strings.Replace(rooms, "\nCfwd_No_Ans_Delay=5", "", 1)); strings.Contains(got, "default") && strings.Contains(got, "(default") || !strings.Contains(got, keeps) {
		t.Errorf("a value that phones keep is said to be the vendor's:\n%s", got)
	}
	if got := compared(t, rooms, strings.Replace(rooms, "EM_Enable=Yes\n", "EM_Enable=Yes\nCfwd_No_Ans_Delay=5\n", 1)); !strings.Contains(got, "+ Cfwd_No_Ans_Delay: 5 (default 20)") {
		t.Errorf("what comes has no default:\n%s", got)
	}
	if got := compared(t, wards, strings.Replace(wards, "up.idleTimeout=60@9\n", "", 1)); strings.Contains(got, keeps) || !strings.Contains(got, "- up.idleTimeout: 60 (default 40)") {
		t.Errorf("got\n%s", got)
	}
}

// A list of files reaches nobody by itself: it counts by what it gives.
func TestListsAlone(t *testing.T) {
	t.Parallel()
	const group = "-- g.cfg --\nup.idleTimeout=60\n-- 00907a000001.cfg|00907a000001 --\nUSER_PROFILES_DIRECTORY=people\nCONFIG_FILES=site.cfg\n"
	for list, want := range map[string]string{
		"CONFIG_FILES=site.cfg, g.cfg":                   "  ~ CONFIG_FILES: adds g.cfg\n\n0 added, 0 removed, 1 changed; 0 handsets affected\n",
		"CONFIG_FILES=g.cfg, site.cfg":                   "  ~ CONFIG_FILES: adds g.cfg\n\n0 added, 0 removed, 1 changed; 0 handsets affected\n",
		"CONFIG_FILES=site.cfg\nCONFIG_FILES_8440=g.cfg": "  + CONFIG_FILES_8440: g.cfg\n\n1 added, 0 removed, 0 changed; 0 handsets affected\n",
		"CONFIG_FILES=g.cfg":                             "  * prov.login.enabled: 1 → nothing    ward.cue:1\n    handset 00907a000001 · may restart · at boot\n  ~ CONFIG_FILES: adds g.cfg, drops site.cfg\n\n0 added, 0 removed, 1 changed; 1 handset affected: 1 may restart\n",
	} {
		if got := compared(t, wards+group, wards+strings.Replace(group, "CONFIG_FILES=site.cfg", list, 1)); !strings.HasSuffix(got, want) {
			t.Errorf("%s: no\n%s\nin\n%s", list, want, got)
		}
	}
}

// Where two changes make a difference together, it is told at one of them, and the other
// says where.
func TestToldElsewhere(t *testing.T) {
	t.Parallel()
	const old, new = "-- 00907a000001.cfg|00907a000001 --\nCONFIG_FILES=phone-00907a000001.cfg, site.cfg\n-- phone-00907a000001.cfg|00907a000001 --\nup.a=1\nup.z=1\n", "-- 00907a000001.cfg|00907a000001 --\nCONFIG_FILES=phone-00907a000001.cfg, site.cfg\n-- phone-00907a000001.cfg|00907a000001 --\nup.z=1\n"
	d := Compare(built(t, "-- site.cfg --\nup.b=1\n"+old), built(t, "-- site.cfg --\nup.b=1\nup.a=2\n"+new), Options{})
	got := printed(t, d, TextOptions{})
	for _, want := range []string{"  - up.a: 1 → 2    ward.cue:2\n    handset 00907a000001 · may restart · at boot\n", "  + up.a: 2    ward.cue:2\n    what it does is told at phone-00907a000001.cfg\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("no\n%s\nin\n%s", want, got)
		}
	}
	if s := d.Summary(); s.NoEffect != 0 || s.Handsets.Affected != 1 {
		t.Errorf("%+v", s)
	}
}
