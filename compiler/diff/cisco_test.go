package diff

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// rooms is two phones and two people of a Cisco deployment in a folder.
const rooms = `
-- rooms/default.xml --
<flat-profile><EM_Enable>Yes</EM_Enable><Profile_Rule>("$EMS" eq "mobile") ? http://a.example/mobile/$MUID.xml | http://a.example/default.xml</Profile_Rule></flat-profile>
-- rooms/spa525G2.cfg --
<flat-profile><Profile_Rule>http://a.example/default.xml</Profile_Rule></flat-profile>
-- rooms/host/board.xml --
<flat-profile><EM_Enable>Yes</EM_Enable><Display_Name_1_>Board</Display_Name_1_><User_ID_1_>100</User_ID_1_><Proxy_1_>sip</Proxy_1_><Text_Logo>A</Text_Logo></flat-profile>
-- rooms/host/lab.xml --
<flat-profile><EM_Enable>Yes</EM_Enable><Display_Name_1_>Lab</Display_Name_1_></flat-profile>
-- rooms/mobile/ana.xml --
<flat-profile><Display_Name_1_>Ana</Display_Name_1_></flat-profile>
-- rooms/mobile/bo.xml --
<flat-profile><Display_Name_1_ ua="ro">Bo</Display_Name_1_><Text_Logo>Bo</Text_Logo></flat-profile>
`

// States of extension mobility, precedence of mobile over host profiles, and
// rules as decision tables.
func TestCisco(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name     string
		old, new string
		want     []string
		not      string
	}{
		{"host, seen by people without a value of their own", "<Text_Logo>A<", "<Text_Logo>B<",
			[]string{"~ Text_Logo: A → B", "handset board in rooms · may restart · at resync · state host, mobile"}, ""},
		{"host, with all people having their own", ">Lab<", ">Laboratory<",
			[]string{"handset lab in rooms · may restart · at resync · state host"}, "mobile\n"},
		{"mobile", ">Ana<", ">Ana B.<", []string{"user ana · may restart · at log-in · state mobile"}, ""},
		{"what people may do at the phone", `ua="ro"`, `ua="rw"`, []string{"~ Display_Name_1_: Bo [ro at the phone] → Bo [rw at the phone]"}, ""},
		{"a parameter that nobody mentions any more", "<Text_Logo>A</Text_Logo>", "", []string{"phones keep the value that they have"}, ""},
		{"a registration", "<Proxy_1_>sip</Proxy_1_>", "", []string{"board in rooms: line 1"}, ""},
		{"a new phone's rule", "<Profile_Rule>http://a.example/default.xml", "<Profile_Rule>http://b.example/default.xml",
			[]string{"every new phone that asks for spa525G2.cfg in rooms · may restart · at boot · state unenrolled"}, ""},
		{"a rule", "http://a.example/mobile/$MUID.xml |", "http://b.example/mobile/$MUID.xml |",
			[]string{"~ Profile_Rule: decides otherwise", `-  "mobile"  http://a.example/mobile/$MUID.xml  no`, `+  "mobile"  http://b.example/mobile/$MUID.xml  no`, "any       http://a.example/default.xml       no"}, ""},
		{"layout", "<Text_Logo>A</Text_Logo>", "<!-- logo -->\n<Text_Logo\n>A</Text_Logo\n>", []string{"no difference"}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if !strings.Contains(rooms, test.old) {
				t.Fatal("nothing to replace")
			}
			d := Compare(folder(t, rooms), folder(t, strings.Replace(rooms, test.old, test.new, 1)), Options{})
			got := printed(t, d, TextOptions{})
			for _, want := range test.want {
				if !strings.Contains(got, want) {
					t.Errorf("no %q in\n%s", want, got)
				}
			}
			if test.not != "" && strings.Contains(got, test.not) {
				t.Errorf("%q in\n%s", test.not, got)
			}
			if strings.Contains(test.name, "rule") != (d.caught(PolicyRule) != "") {
				t.Errorf("the policy says %q", d.caught(PolicyRule))
			}
		})
	}
}

// A removed host leaves its phone without an identity's files.
func TestCiscoHostRemoved(t *testing.T) {
	t.Parallel()
	a := txtar.Parse([]byte(rooms))
	a.Files = append(a.Files[:2], a.Files[3:]...)
	got := printed(t, Compare(folder(t, rooms), folder(t, string(txtar.Format(a))), Options{}), TextOptions{})
	if !strings.Contains(got, "- rooms/host/board.xml, host profile of board, 5 parameters") || !strings.Contains(got, "board in rooms: line 1") {
		t.Error(got)
	}
}
