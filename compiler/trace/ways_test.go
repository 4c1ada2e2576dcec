package trace_test

import (
	"strings"
	"testing"
)

// ways are those by which values come to where they are that people take less often.
const ways = `package ward

import (
	"provc.internal/schema/spectralink"
	"t.example/lib"
)

ward: spectralink.#Deployment & {
	profiles: directory: "people"
	params: prov: login: {enabled: true, persistent: true, automaticLogout: lib.minutes.idle}
	params: up: backlight: timeout: _c1
	params: up: oneTouchVoiceMail: _on
	phones: {
		"00907a000001": params: (_night)
		"00907a000002": params: close(_night)
		"00907a000003": params: _site.night
		"00907a000004": params: _nights["a"]
		"00907a000005": params: lib.Night
		"00907a000006": params: {
			if _mode != _names.ward && _mode != _theNightOfTheWardInTheEast {
				ptt: displayName: "W"
			}
		}
		"00907a000007": params: {
			if _mode == "night" {
				ptt: displayName: "N"
			}
			if _mode != _names.ward && _mode != _theNightOfTheWardInTheNorth {
				up: idleTimeout: 9
			}
		}
	}
	users: {
		for p in _people {
			(p.id): {
				password: secret: "pw_\(p.id)"
				params: reg: "2": address: p.number
			}
		}
		for name in ["cid"] if name != _none {
			(name): {password: secret: "x", params: up: idleTimeout: 3}
		}
	}
}

_none: ""
_mode: "night", _theNightOfTheWardInTheEast: ""
_names: ward: "Ward", _on: true
_c1: _c2
_c2: _c3
_c3: _c4
_c4: _c5
_c5: _c6
_c6: _c7
_c7: _c8
_c8: _c9
_c9: 20
_night: up: backlight: onIntensity: 1
_site: {
	night: up: backlight: onIntensity: 2
}
_nights: {
	a: up: backlight: onIntensity: 3
}
_theNightOfTheWardInTheNorth: ""
_people: [
	{id: "ann", number: "201"},
	{id: "ben", number: "202"},
]
`

func TestWays(t *testing.T) {
	t.Parallel()
	of := compiled(t, map[string]string{
		"ward/ward.cue": ways,
		"lib/lib.cue":   "package lib\n\nminutes: idle: 25\n\nNight: {\n\tup: backlight: onIntensity: 3\n}\n",
	}, "ann", "ben", "cid", "00907a000001", "00907a000002", "00907a000003", "00907a000004", "00907a000005", "00907a000006", "00907a000007")
	phone := func(n string) string { return "phone-00907a00000" + n + ".cfg" }
	for _, x := range []struct{ name, file, param, want string }{
		{"a reference into another package", "site.cfg", "prov.login.automaticLogout", "written ward.cue:10\nreference lib.minutes.idle lib/lib.cue:3"},
		{"a reference to a reference, as far as it is followed", "reg-advanced.cfg", "up.backlight.timeout", "written ward.cue:11\nreference _c1 ward.cue:49\nreference _c2 ward.cue:50\nreference _c3 ward.cue:51\nreference _c4 ward.cue:52\nreference _c5 ward.cue:53\nreference _c6 ward.cue:54\nreference _c7 ward.cue:55"},
		{"a condition of 60 bytes", phone("6"), "ptt.displayName", "written ward.cue:21\nif if _mode != _names.ward && _mode != _theNightOfTheWardInTheEast ward.cue:20"},
		{"a template in brackets", phone("1"), "up.backlight.onIntensity", "written _night ward.cue:58\nuse _night ward.cue:14"},
		{"a template that is closed", phone("2"), "up.backlight.onIntensity", "written _night ward.cue:58\nuse _night ward.cue:15"},
		{"a template in a struct", phone("3"), "up.backlight.onIntensity", "written _site ward.cue:60\nuse _site.night ward.cue:16"},
		{"one of several templates", phone("4"), "up.backlight.onIntensity", "written _nights ward.cue:63\nuse _nights[…] ward.cue:17"},
		{"a template of another package", phone("5"), "up.backlight.onIntensity", "written Night lib/lib.cue:6\nuse lib.Night ward.cue:18"},
		{"a condition, of which no text is shown", phone("7"), "ptt.displayName", "written ward.cue:26\nif if _mode == … ward.cue:25"},
		{"one of 61", phone("7"), "up.idleTimeout", "written ward.cue:29\nif if … ward.cue:28"},
		{"an item with a label", "people/ben.cfg", "reg.2.address", "written ward.cue:37\neach for p in _people ward.cue:34\nrow ben in _people ward.cue:68\nreference p.number ward.cue:68"},
		{"a comprehension without keys, with a condition", "people/cid.cfg", "up.idleTimeout", "written ward.cue:41\neach for name in […] ward.cue:40\nrow cid ward.cue:40\nif if name != _none ward.cue:40"},
	} {
		if got := strings.TrimSuffix(of(x.file, x.param), "\n"); got != x.want {
			t.Errorf("%s: %s of %s\n%s\nwant\n%s", x.name, x.param, x.file, got, x.want)
		}
	}
}
