package drift

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler/diag"
)

func printed(t *testing.T, r *Report, o TextOptions) string {
	t.Helper()
	var b strings.Builder
	if err := WriteText(&b, r, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// names are so many names.
func names(n int) (all []string) {
	for i := range n {
		all = append(all, fmt.Sprint("f", i))
	}
	return all
}

// Of much of a kind the first few are told, and how many more there are: four declared
// values, twelve parameters and missing files, six names.
func TestTextLimits(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name  string
		make  func(n int) *Report
		most  int
		some  string // what is told of each
		other string // what is told of more
	}{
		{"declared values", func(n int) *Report {
			m := Mask{Of: Entity{ID: "ana", Person: true}, At: diag.Pos{File: "a", Line: 1}, Parameter: "up.a"}
			for _, name := range names(n) {
				m.Ours = append(m.Ours, Value{Text: "v", File: name})
			}
			return &Report{Masks: []Mask{m}}
		}, 4, "v of f", "    and 1 more\n"},
		{"parameters of an edited file", func(n int) *Report {
			e := Edit{File: "a", Recorded: true}
			for _, name := range names(n) {
				e.Changes = append(e.Changes, Change{Parameter: name, There: new("v")})
			}
			return &Report{Edits: []Edit{e}}
		}, 12, ": v there, not declared", "    and 1 more\n"},
		{"missing files", func(n int) *Report {
			r := &Report{}
			for _, name := range names(n) {
				r.Missing = append(r.Missing, Missing{File: name})
			}
			return r
		}, 12, " is missing\n", "? 13 files are missing: f0, f1, f2, f3, f4, f5 and 7 more\n    remedy: provc build writes them again\n"},
		{"names", func(n int) *Report {
			return &Report{Left: []Left{{Of: Entity{ID: "x"}, Why: Unlisted, Files: names(n)}}}
		}, 6, "f", "- f0, f1, f2, f3, f4, f5 and 1 more\n"},
		{"files that are not built", func(n int) *Report { return &Report{Unbuilt: names(n)} }, 6, "", "? 7 files declared and not built yet: f0, f1, f2, f3, f4, f5 and 1 more\n"},
	} {
		all, more := printed(t, x.make(x.most), TextOptions{}), printed(t, x.make(x.most+1), TextOptions{})
		if strings.Contains(all, " more") || x.name != "names" && x.some != "" && strings.Count(all, x.some) != x.most {
			t.Errorf("%d %s are told as\n%s", x.most, x.name, all)
		}
		if !strings.Contains(more, x.other) || strings.HasSuffix(x.some, "v of f") && strings.Count(more, x.some) != x.most || strings.HasPrefix(x.some, ": v") && strings.Count(more, x.some) != x.most {
			t.Errorf("%d %s are told as\n%s", x.most+1, x.name, more)
		}
	}
}

// A report ends with what was found, counted, or says that nothing masks what is declared.
func TestSummary(t *testing.T) {
	t.Parallel()
	const looked = "; looked at 0 files that handsets wrote, 0 handsets and 0 people are declared"
	at := func(file string) Damage { return Damage{At: diag.Pos{File: file, Line: 1}} }
	for want, r := range map[string]*Report{
		"nothing masks what is declared; looked at 1 file that handsets wrote, 1 handset and 1 person are declared": {Files: 1, Handsets: 1, People: 1},
		"1 setting masks what is declared" + looked:                                                                 {Masks: make([]Mask, 1)},
		"2 settings mask what is declared, 3 files are left behind" + looked:                                        {Masks: make([]Mask, 2), Left: []Left{{Files: names(1)}, {Files: names(2)}}},
		"1 file is left behind, 1 file is damaged" + looked:                                                         {Left: []Left{{Files: names(1)}}, Damaged: []Damage{at("a"), at("a")}},
		"2 files are damaged, 1 file of provc's was edited" + looked:                                                {Damaged: []Damage{at("a"), at("b")}, Edits: make([]Edit, 1)},
		"2 files of provc's were edited, 1 is missing" + looked:                                                     {Edits: make([]Edit, 2), Missing: make([]Missing, 1)},
		"2 are missing" + looked: {Missing: make([]Missing, 2), Unbuilt: names(3)},
	} {
		if got := r.Summary(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// What beats what, whose setting it is, how it came there, and what helps.
func TestMaskInWords(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		m    Mask
		want string
	}{
		{Mask{Of: Entity{"ana", "Ana", true}, Level: "user-override", Theirs: "5", Ours: []Value{{Text: "40", File: "site.cfg"}}},
			"Ana (ana) | 5 beats 40 of site.cfg | changed at a handset while logged in | while ana is logged out, remove the attribute up.a in line 3 of x"},
		{Mask{Of: Entity{"00907a000001", "One", false}, Level: "web", Theirs: "", Ours: []Value{{Text: " ", File: "site.cfg", Owner: "ana"}}, Profiles: []string{"ana"}},
			`handset One (00907a000001) | "" beats " " of site.cfg | set in the web pages of the handset | remove the attribute up.a in line 3 of x, and restart the handset`},
		{Mask{Of: Entity{ID: "00907a000001"}, Stranger: true, Level: "override", Theirs: "5", Ours: []Value{{Text: "40", File: "ana.cfg", Owner: "ana"}}, Profiles: []string{"ana", "ben"}, Unless: "pbx.cfg"},
			"00907a000001, which is not listed | 5 beats 40 of ana.cfg and of 1 other profile (unless pbx.cfg sets it) | changed at the handset; counts while nobody is logged in | remove the attribute up.a in line 3 of x, and restart the handset"},
		{Mask{Of: Entity{ID: "ana", Person: true}, Secret: true, Password: true, Theirs: "x", Ours: []Value{{Text: "y", Secret: "ana", File: "ana.cfg"}}},
			"ana | (secret) beats secret ana of ana.cfg | the password was set at a handset, and the declared one opens nothing | while ana is logged out, remove the attribute up.a in line 3 of x"},
	} {
		x.m.Parameter, x.m.At = "up.a", diag.Pos{File: "x", Line: 3}
		if got := strings.Join([]string{x.m.who(), x.m.beats(0), x.m.Says(), x.m.Remedy()}, " | "); got != x.want {
			t.Errorf("got\n%s\nwant\n%s", got, x.want)
		}
	}
	both := Mask{Profiles: []string{"ana", "ben"}, Unless: "pbx.cfg", Ours: []Value{{Text: "1", File: "site.cfg"}, {Text: "2", File: "ana.cfg", Owner: "ana"}}}
	if got := both.beaten(0) + " | " + both.beaten(1); got != "1 of site.cfg (unless pbx.cfg sets it) | 2 of ana.cfg and of 1 other profile" {
		t.Errorf("of both: %s", got)
	}
	m := Mask{Parameter: "up.a", At: diag.Pos{File: "x"}, Of: Entity{ID: "ana", Person: true}}
	if got := m.Remedy(); got != "while ana is logged out, remove the attribute up.a from x" {
		t.Errorf("without a line: %s", got)
	}
}

// Files that are left behind, damaged or edited are told with what helps, by their kind.
func TestEntriesInWords(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		r    *Report
		want string
	}{
		{&Report{Left: []Left{{Entity{ID: "zoe", Person: true}, Gone, names(1)}}}, "- f0\n    of zoe, who is declared no more\n    remedy: remove it by hand when nobody needs it; whoever gets that ID again finds old settings and the old password\n"},
		{&Report{Left: []Left{{Entity{ID: "00907a0000ff"}, Unlisted, names(2)}}}, "- f0, f1\n    of handset 00907a0000ff, which is not listed\n    remedy: if the handset is gone, remove them by hand; if it is in use, list it\n"},
		{&Report{Left: []Left{{Entity{"ben", "Ben", true}, Stray, names(2)}}}, "- f0, f1\n    of Ben (ben), for whom handsets look in another folder\n    remedy: move them to the folder of the profile, or remove them\n"},
		{&Report{Damaged: []Damage{{diag.Pos{File: "ana-phone.cfg", Line: 2}, "it is cut off", 1}, {diag.Pos{File: "ana-phone.cfg", Line: 3}, "a raw &", 1}}}, "! ana-phone.cfg is damaged\n    line 2: it is cut off\n    line 3: a raw &\n    1 setting could be read; a handset may read fewer, or none\n    remedy: mend that while nobody is logged in by it, or remove the file, and the settings in it are lost\n"},
		{&Report{Damaged: []Damage{{diag.Pos{File: "ana-directory.xml", Line: 2}, "it is cut off", 0}}}, "! ana-directory.xml is damaged\n    line 2: it is cut off\n    remedy: mend that, or remove the file, and what is in it is lost\n"},
		{&Report{Edits: []Edit{{File: "a", Recorded: true}}}, "~ a was changed by somebody since provc wrote it\n    all that can be compared says the same\n    remedy: bring the change into the configuration, or have the file written again with provc build --force\n"},
		{&Report{Edits: []Edit{{File: "a", Broken: 2}}}, "~ a is not what is declared\n    it is not well-formed XML at line 2, and handsets ignore it\n    remedy: if somebody edited it, bring the change into the configuration; provc build --adopt writes what is declared\n"},
		{&Report{Missing: []Missing{{"a", diag.Pos{File: "a.cue", Line: 3}, "Ana (ana)"}}}, "? a is missing, of Ana (ana)\n    declared at a.cue:3\n    remedy: provc build writes it again\n"},
		{&Report{Unbuilt: names(1), Unseen: []string{"u"}}, "? 1 file declared and not built yet: f0\n    remedy: provc build; provc diff --against tells what that changes\nnot seen: u\n"},
	} {
		if got := printed(t, x.r, TextOptions{}); !strings.HasPrefix(got, x.want) {
			t.Errorf("got\n%s\nwant\n%s", got, x.want)
		}
	}
	for sign, want := range map[string]string{"~": "33", "-": "31", "!": "1;31", "?": "36"} {
		if colours[sign] != want {
			t.Errorf("%s has the colour %s", sign, colours[sign])
		}
	}
}
