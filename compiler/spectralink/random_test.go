package spectralink_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"provc/compiler/spectralink/deploytest"
)

// said is what a layer of a random deployment says: values of parameters by
// name, its numbers and its profiles directory, where it says any, and the files of
// others around ours.
type said struct {
	params        map[string]string
	numbers       []string // nil: nothing is said of them
	directory     *string
	before, after []string
}

// othersFiles are the files that random deployments name, and what is in them.
var othersFiles = map[string]map[string]string{
	"pbx.cfg":                      {"reg.1.label": "pbx", "tcpIpApp.sntp.address": "pbx", "reg.7.address": "pbx"},
	"x/tones.xml":                  {"reg.1.label": "tones", "ptt.displayName": "tones"},
	"[PHONE_MAC_ADDRESS].own":      {"reg.1.label": "own", "phoneLock.enabled": "own", "reg.34.address": "own"},
	"http://x.example/a?b=c&d.cfg": {"reg.1.label": "a", "reg.7.address": "a"},
}

// drawn is a random deployment in which nothing is wrong.
type drawn struct {
	dialect, folder string
	software        string            // empty or a file
	allBoot         bool              // masters is all
	directories     map[string]string // by label
	models          map[string]said
	instead         map[string][]string // of models, where they read other files than ours
	all             said
	groups          map[string]said
	phones          map[string]said   // by MAC
	members         map[string]string // groups of phones
	users           map[string]said
	homes           map[string]string // directories that users name
}

// settable are parameters that random layers set: how CUE has them.
var settable = map[string]string{
	"reg.1.label":                         `params: reg: "1": label: %q`,
	"reg.34.address":                      `params: reg: "34": address: %q`,
	"ptt.displayName":                     `params: ptt: displayName: %q`,
	"unlisted.a":                          `unlisted: "unlisted.a": %q`,
	"tcpIpApp.sntp.address":               `params: tcpIpApp: sntp: address: %q`,
	"phoneLock.authorized.1.description":  `params: phoneLock: authorized: "1": description: %q`,
	"reg.1.auth.password":                 `params: reg: "1": auth: password: secret: %q`,
	"voIpProt.server.1.address":           `params: voIpProt: server: "1": address: %q`,
	"prov.login.localPassword.hashed":     `params: prov: login: "localPassword.hashed": true // %s`,
	"se.rt.custom1.name":                  `params: se: rt: custom1: name: %q`,
	"feature.enhancedFeatureKeys.enabled": `params: feature: enhancedFeatureKeys: enabled: true // %s`,
}

func draw(r *rand.Rand) drawn {
	chance := func(n int) bool { return r.IntN(n) == 0 }
	directory := func() *string {
		if !chance(3) {
			return nil
		}
		d := []string{"", "people", "ward/a", "x"}[r.IntN(4)]
		return &d
	}
	files := func() (list []string) {
		for _, name := range sorted(othersFiles) {
			if chance(6) {
				list = append(list, name)
			}
		}
		r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		return list
	}
	layer := func(who string) said {
		s := said{params: map[string]string{}, directory: directory()}
		if chance(3) {
			s.numbers = []string{}
			for i := range r.IntN(6) {
				s.numbers = append(s.numbers, fmt.Sprint(who, "-", i))
			}
		}
		for _, name := range sorted(settable) {
			if chance(4) && !(s.numbers != nil && strings.HasPrefix(name, "phoneLock")) {
				s.params[name] = who
			}
		}
		s.before, s.after = files(), files()
		return s
	}
	f := drawn{
		dialect: []string{"spectralink", "polycom"}[r.IntN(2)], folder: []string{"", "den", "a/b"}[r.IntN(3)],
		software: []string{"", "sip.ld", "4.0/x"}[r.IntN(3)], allBoot: chance(4),
		models: map[string]said{}, instead: map[string][]string{},
		directories: map[string]string{}, all: layer("all"),
		groups: map[string]said{}, phones: map[string]said{}, members: map[string]string{}, users: map[string]said{}, homes: map[string]string{},
	}
	for _, label := range sorted(directories) {
		if chance(2) {
			f.directories[label] = []string{"d", "d/e", "http://x.example/d", "[PHONE_MAC_ADDRESS]"}[r.IntN(4)]
		}
	}
	for _, model := range []string{"SPIP650", "VVX"} {
		if chance(3) {
			f.models[model] = said{before: files(), after: files()}
			if chance(3) {
				f.instead[model] = files()
			}
		}
	}
	for i := range r.IntN(3) {
		name := fmt.Sprint("g", i)
		f.groups[name] = layer(name)
	}
	for i := range r.IntN(4) {
		mac := fmt.Sprintf("00907a00000%d", i)
		f.phones[mac] = layer("p" + strconv.Itoa(i))
		if g := fmt.Sprint("g", r.IntN(3)); chance(2) && f.groups[g].params != nil {
			f.members[mac] = g
		}
		if chance(4) {
			f.phones[mac] = said{}
		}
	}
	homes := []string{f.home()}
	for mac := range f.phones {
		homes = append(homes, f.handset(mac).directory)
	}
	slices.Sort(homes)
	for i := range r.IntN(4) {
		id := fmt.Sprint("u", i)
		u := layer(id)
		u.numbers, u.directory, u.before, u.after = nil, nil, nil, nil
		u.params["prov.login.localPassword"] = id
		delete(u.params, "feature.enhancedFeatureKeys.enabled")
		f.users[id] = u
		if chance(2) {
			f.homes[id] = homes[r.IntN(len(homes))]
		}
	}
	return f
}

// sorted are the keys of a map.
func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// directories are the attributes that the labels of directories stand for.
var directories = map[string]string{
	"logs": "LOG_FILE_DIRECTORY", "overrides": "OVERRIDES_DIRECTORY", "contacts": "CONTACTS_DIRECTORY",
	"callLists": "CALL_LISTS_DIRECTORY", "license": "LICENSE_DIRECTORY", "coreFiles": "COREFILE_DIRECTORY",
}

func (s said) cue() string {
	var b strings.Builder
	for _, name := range sorted(s.params) {
		if form := settable[name]; form != "" {
			fmt.Fprintf(&b, form+"\n", s.params[name])
		} else {
			fmt.Fprintf(&b, "password: secret: %q\n", s.params[name])
		}
	}
	if s.directory != nil {
		fmt.Fprintf(&b, "profiles: directory: %q\n", *s.directory)
	}
	if s.numbers != nil {
		b.WriteString("authorizedNumbers: [")
		for _, n := range s.numbers {
			fmt.Fprintf(&b, "{value: %q}, ", n)
		}
		b.WriteString("]\n")
	}
	b.WriteString(s.files(nil))
	return b.String()
}

func (s said) files(instead []string) string {
	var b strings.Builder
	for _, x := range []struct {
		label string
		files []string
	}{{"before", s.before}, {"after", s.after}, {"instead", instead}} {
		if x.files == nil {
			continue
		}
		fmt.Fprintf(&b, "configFiles: %s: [", x.label)
		for i, name := range x.files {
			fmt.Fprintf(&b, []string{"%q, ", "{file: %q}, ", `{file: %q, sets: ["reg.*", "*"]}, `}[i%3], name)
		}
		b.WriteString("]\n")
	}
	return b.String()
}

func (f drawn) cue() string {
	var b strings.Builder
	fmt.Fprintf(&b, "software: %q, masters: %q\n", f.software, map[bool]string{true: "all", false: "listed"}[f.allBoot])
	for _, model := range sorted(f.models) {
		fmt.Fprintf(&b, "models: %s: {software: %q\n%s}\n", model, model+".ld", f.models[model].files(f.instead[model]))
	}
	fmt.Fprintf(&b, "dialect: %q, folder: %q\nparams: prov: login: {enabled: true, persistent: true, required: true}\n%s", f.dialect, f.folder, f.all.cue())
	for _, label := range sorted(f.directories) {
		in := "directories: "
		if label == "coreFiles" {
			in = ""
		}
		fmt.Fprintf(&b, "%s%s: %q\n", in, label, f.directories[label])
	}
	for _, name := range sorted(f.groups) {
		fmt.Fprintf(&b, "groups: %s: {\n%s}\n", name, f.groups[name].cue())
	}
	for _, mac := range sorted(f.phones) {
		fmt.Fprintf(&b, "phones: %q: {\n%s", mac, f.phones[mac].cue())
		if g := f.members[mac]; g != "" {
			fmt.Fprintf(&b, "group: %q\n", g)
		}
		b.WriteString("}\n")
	}
	for _, id := range sorted(f.users) {
		fmt.Fprintf(&b, "users: %s: {\n%s", id, f.users[id].cue())
		if home, ok := f.homes[id]; ok {
			fmt.Fprintf(&b, "directory: %q\n", home)
		}
		b.WriteString("}\n")
	}
	return b.String()
}

// effect is what a handset has of the layers that it sees.
type effect struct {
	params    map[string]string
	directory string
}

// add puts a layer on top.
func (e *effect) add(s said) {
	if s.numbers != nil { // all slots are the layer's
		for i := range 5 {
			slot := fmt.Sprintf("phoneLock.authorized.%d.", i+1)
			e.params[slot+"value"], e.params[slot+"description"] = "", ""
			if i < len(s.numbers) {
				e.params[slot+"value"] = s.numbers[i]
			}
		}
	}
	if len(s.numbers) > 0 { // and what they need; taking numbers away needs nothing
		e.params["phoneLock.enabled"], e.params["feature.enhancedFeatureKeys.enabled"] = "1", "1"
	}
	for name, value := range s.params {
		switch name {
		case "prov.login.localPassword.hashed", "feature.enhancedFeatureKeys.enabled":
			value = "1"
		case "prov.login.localPassword", "reg.1.auth.password":
			value = "the " + value
		}
		e.params[name] = value
	}
	if s.directory != nil {
		e.directory = *s.directory
	}
}

func (f drawn) home() string {
	if f.all.directory == nil {
		return ""
	}
	return *f.all.directory
}

// handset is what a handset has in effect: the deployment's, its group's on top,
// its own on top of that, and the files of others beneath and above.
func (f drawn) handset(mac string) effect { return f.ofModel(mac, "") }

func (f drawn) ofModel(mac, model string) effect {
	layers := []said{f.all, f.models[model], f.groups[f.members[mac]], f.phones[mac]}
	e := effect{params: map[string]string{}}
	read := func(files []string) {
		for _, name := range slices.Backward(files) {
			maps.Copy(e.params, othersFiles[name])
		}
	}
	for _, l := range layers {
		read(l.after)
	}
	ours := effect{params: map[string]string{"prov.login.enabled": "1", "prov.login.persistent": "1", "prov.login.required": "1"}}
	for _, l := range layers {
		ours.add(l)
	}
	e.directory = ours.directory
	if files, ok := f.instead[model]; ok && files != nil {
		read(files)
	} else {
		maps.Copy(e.params, ours.params)
	}
	for _, l := range layers {
		read(l.before)
	}
	return e
}

// What handsets find in the files of random deployments, by their own rules, is
// what the innermost layer says.
func TestRandomDeployments(t *testing.T) {
	rounds := 150
	if testing.Short() {
		rounds = 30
	}
	for i := range rounds {
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			t.Parallel()
			f := draw(rand.New(rand.NewPCG(7, uint64(i))))
			c := deploytest.Valid(t, f.cue())
			c.Others = othersFiles
			f.compare(t, c)
			c.ReadAsHandsetsDo(t, f.folder, sorted(f.users)...)
			if t.Failed() {
				t.Log(f.cue())
			}
		})
	}
}

func (f drawn) compare(t *testing.T, c *deploytest.Compiled) {
	for _, mac := range append(sorted(f.phones), "00907affffff") {
		want := f.handset(mac)
		h := c.Boot(t, f.folder, mac)
		has(t, h, want)
		attrs := map[string]string{"APP_FILE_PATH": f.software}
		for model := range f.models {
			attrs["APP_FILE_PATH_"+model] = model + ".ld"
			has(t, c.BootModel(t, f.folder, mac, model), f.ofModel(mac, model))
		}
		for label, d := range f.directories {
			attrs[directories[label]] = d
		}
		if want.directory != "" {
			attrs["USER_PROFILES_DIRECTORY"] = want.directory
		}
		got := maps.Clone(h.Master)
		maps.DeleteFunc(got, func(name, _ string) bool { return strings.HasPrefix(name, "CONFIG_FILES") })
		if !maps.Equal(got, attrs) {
			t.Errorf("the master file of %s says %v, not %v", mac, got, attrs)
		}
		for id, u := range f.users {
			home, ok := f.homes[id]
			if !ok {
				home = f.home()
			}
			h := c.Boot(t, f.folder, mac)
			if in := h.Login(t, id); in != (home == want.directory) {
				t.Errorf("%s of %q logs in on %s of %q: %v", id, home, mac, want.directory, in)
			} else if in {
				e := effect{params: maps.Clone(want.params)}
				e.add(u)
				has(t, h, e)
			}
		}
	}
	for mac := range f.phones {
		if f.allBoot && c.ByPath[path.Join(f.folder, mac+".cfg")] == nil {
			t.Errorf("%s has no master file", mac)
		}
	}
	root := map[bool]string{true: "MASTER_CONFIG", false: "APPLICATION"}[f.dialect == "spectralink"]
	if text := string(c.Bytes(t, path.Join(f.folder, "000000000000.cfg"))); !strings.Contains(text, "<"+root) {
		t.Errorf("the dialect is not %s:\n%s", f.dialect, text)
	}
}

// has compares all that is in effect on a handset.
func has(t *testing.T, h *deploytest.Handset, want effect) {
	t.Helper()
	got := map[string]string{}
	for _, file := range h.Files {
		for name := range file {
			got[name], _ = h.Get(name)
		}
	}
	if !maps.Equal(got, want.params) {
		t.Errorf("on %s, of %s, in effect is\n%v\nnot\n%v", h.MAC, h.Loaded, got, want.params)
	}
}
