package proof

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"provc/compiler/importer"
	"provc/compiler/importer/draft"
)

// alone is a handset whose master file is the only one, and a person.
const alone = `
-- 00907a000001.cfg --
<APPLICATION CONFIG_FILES="site.cfg" USER_PROFILES_DIRECTORY="people/" LOG_FILE_DIRECTORY="./logs"/>
-- site.cfg --
<x up.idleTimeout="40" prov.login.enabled="1" up.IdleTimeout="3" reg.1.auth.password="s3cr3t"/>
-- people/ann.cfg --
<x prov.login.localPassword="1234" reg.2.label="Ann"/>
-- people/bob.cfg --
<x up.idletimeout="2"/>
`

// What is compared is counted, and what is as it was by other means than before is told.
func TestCompared(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		archive string
		writer  func(*draft.Value)
		want    string
		told    []string
	}{
		"a house": {messy, nil, "3 handsets, 1 named, 1 people, 2 dropped, 0 differ, 0 fresh; every SPIP650 that is not listed, every handset that is not listed",
			[]string{"APP_FILE_PATH_SPIP650 stands in the files of handsets now that had none of their own: it means something to handsets of that model alone"}},
		"one handset": {alone, nil, "1 handsets, 1 named, 1 people, 1 dropped, 0 differ, 1 fresh; ", nil},
		"a handset that is lost": {alone, func(v *draft.Value) { v.Set("folder", draft.NewText("x")) }, "1 handsets, 1 named, 1 people, 0 dropped, 1 differ, 2 fresh; ",
			[]string{"00907a000001: found its files before, and finds none after"}},
		"a default in the place of a value": {alone, func(v *draft.Value) { v.At("params", "up").Remove("idleTimeout") }, "1 handsets, 1 named, 1 people, 1 dropped, 0 differ, 1 fresh; ", nil},
		"a value that was none": {alone, func(v *draft.Value) {
			v.At("users", "ann", "params", "up").Set("idleTimeout", draft.NewInt(40))
		}, "1 handsets, 1 named, 1 people, 1 dropped, 1 differ, 1 fresh; ", []string{"up.idleTimeout: not set → 40 (people/ann.cfg), for ann"}},
		"another password": {alone, func(v *draft.Value) { v.At("params", "reg", "1", "auth").Set("password", draft.NewText("other")) }, "1 handsets, 1 named, 1 people, 1 dropped, 1 differ, 1 fresh; ",
			[]string{"reg.1.auth.password: a secret (site.cfg) → another secret"}},
		"a value that is refused": {`
-- 000000000000.cfg --
<APPLICATION CONFIG_FILES="site.cfg"/>
-- site.cfg --
<x prov.login.automaticLogout="99999" prov.login.automatikLogout="5"/>
`, nil, "1 handsets, 0 named, 0 people, 1 dropped, 1 differ, 0 fresh; every handset that is not listed", []string{"prov.login.automaticLogout: 99999 (site.cfg) → not set, for every handset that is not listed"}},
		"one of several logs in": {`
-- 000000000000.cfg --
<APPLICATION CONFIG_FILES="site.cfg" USER_PROFILES_DIRECTORY="people"/>
-- 00907a000001.cfg --
<APPLICATION CONFIG_FILES="off.cfg, site.cfg" USER_PROFILES_DIRECTORY="people"/>
-- 00907a000002.cfg --
<APPLICATION CONFIG_FILES="site.cfg" USER_PROFILES_DIRECTORY="people"/>
-- 00907a000003.cfg --
<APPLICATION CONFIG_FILES="off.cfg, site.cfg" USER_PROFILES_DIRECTORY="people"/>
-- site.cfg --
<x prov.login.enabled="1"/>
-- off.cfg --
<x prov.login.enabled="0"/>
-- people/ann.cfg --
<x prov.login.localPassword="1234"/>
`, nil, "4 handsets, 3 named, 1 people, 0 dropped, 0 differ, 0 fresh; every handset that is not listed", nil},
		"the last of several counts": {`
-- spa504G.cfg --
<flat-profile><Profile_Rule>http://prov.example/$MA.xml</Profile_Rule><Admin_Passwd>a</Admin_Passwd><User_Password>b</User_Password></flat-profile>
-- SPA504G-0026cb000001.xml --
<flat-profile><User_ID_1_>100</User_ID_1_><User_ID_1_>200</User_ID_1_></flat-profile>
`, nil, "1 handsets, 0 named, 0 people, 0 dropped, 2 differ, 2 fresh; every new phone that asks for spa504G.cfg",
			[]string{"provc writes no password into spa504G.cfg, which anybody can fetch: list each phone under phones, by its MAC, and it gets Admin_Passwd and User_Password in a file of its own"}},
		"rules": {`
-- spa504G.cfg --
<flat-profile><Profile_Rule>http://prov.example/$MA.xml</Profile_Rule></flat-profile>
-- spa525G2.cfg --
<flat-profile><Time_Zone>GMT+02:00</Time_Zone></flat-profile>
-- SPA504G-0026cb000001.xml --
<flat-profile><Profile_Rule>http://prov.example/other/$MA.xml</Profile_Rule><User_ID_1_>100</User_ID_1_></flat-profile>
`, nil, "1 handsets, 0 named, 0 people, 0 dropped, 0 differ, 2 fresh; every new phone that asks for spa504G.cfg", []string{
			"Profile_Rule is provc's own now, which leads to the files that provc makes",
			"spa525G2.cfg is made by provc while a phone that reads it is listed; the one that is there stays",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := prove(t, lay(t, c.archive), nil, func(i *importer.Import) {
				if c.writer != nil {
					c.writer(i.Package.Fields[0].Value)
				}
			})
			got := fmt.Sprintf("%d handsets, %d named, %d people, %d dropped, %d differ, %d fresh; %s", r.Handsets, r.Named, r.People, r.Dropped, len(r.Differs), len(r.Fresh), strings.Join(r.Kinds, ", "))
			if got != c.want || r.Findings.HasErrors() || !r.Whole() && c.writer == nil {
				t.Errorf("got  %s\nwant %s\n%s", got, c.want, text(t, r))
			}
			said := append(slices.Clone(r.Notes), strings.Split(text(t, r), "\n")...)
			for _, want := range c.told {
				if !slices.ContainsFunc(said, func(s string) bool { return strings.HasPrefix(strings.TrimSpace(s), want) }) {
					t.Errorf("not told: %s\n%s", want, strings.Join(said, "\n"))
				}
			}
			// What import tells of stands somewhere: that it does not is a mistake.
			changed := c.writer != nil && !strings.HasPrefix(name, "a handset") && name != "a value that was none"
			lost := slices.ContainsFunc(r.Faults, func(f Fault) bool {
				return f.Said == "import tells that it has arrived, and it stands in no file that provc makes"
			})
			if lost != changed {
				t.Errorf("it is told that something has arrived nowhere: %t\n%s", lost, text(t, r))
			}
			if len(c.told) == 0 && len(r.Notes) > 0 {
				t.Errorf("told is %q", r.Notes)
			}
		})
	}
}

// What differs in the same way is one difference, for all for whom it does; what is empty
// differs from what is not set.
func TestAdd(t *testing.T) {
	t.Parallel()
	c := comparison{differs: map[string]*Difference{}}
	empty := func() *Setting { return &Setting{} }
	for _, d := range []*Difference{
		{Name: "a", Before: empty()}, {Name: "a", Before: empty()}, {Name: "a", After: empty()}, {Name: "a", Before: empty(), After: empty()}, {Name: "b", Before: empty()}, {Said: "x"}, {Said: "x"}, {Said: "y"},
	} {
		c.add(d, Who{Called: "w"}, "")
	}
	c.add(&Difference{Name: "a", Before: empty()}, Who{Called: "v"}, "1\x002")
	var got []string
	for _, d := range c.differs {
		got = append(got, fmt.Sprint(d.Name, d.Said, d.Before != nil, d.After != nil, len(d.Who)))
	}
	slices.Sort(got)
	want := []string{"afalse true 1", "atrue false 1", "atrue false 2", "atrue true 1", "btrue false 1", "xfalse false 2", "yfalse false 1"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
