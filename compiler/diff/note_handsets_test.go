package diff

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// phones are handsets, each with what its own file says and the group that it reads, which
// is that of the label's first letter.
func phones(all ...string) string {
	var b strings.Builder
	b.WriteString("-- 000000000000.cfg --\nCONFIG_FILES=site.cfg\nUSER_PROFILES_DIRECTORY=people\n-- site.cfg --\nprov.login.enabled=1\nup.idleTimeout=60\n-- people/ana.cfg|ana --\nreg.2.address=201\n-- group-a.cfg --\nup.backlight=1\n")
	for _, h := range all {
		mac, rest, _ := strings.Cut(h, " ")
		label, says, _ := strings.Cut(rest, " ")
		fmt.Fprintf(&b, "-- %s.cfg|%[1]s|%s|a --\nCONFIG_FILES=phone-%[1]s.cfg, group-a.cfg, site.cfg\nUSER_PROFILES_DIRECTORY=people\n-- phone-%[1]s.cfg|%[1]s|%[2]s|a --\n%[3]s\n", mac, label, strings.ReplaceAll(says, "; ", "\n"))
	}
	return b.String()
}

func notesOf(t *testing.T, old, new string) string {
	t.Helper()
	return noted(Compare(built(t, old), built(t, new), Options{}))
}

const (
	mac1, mac2, mac3, mac4, mac5 = "00907a000001", "00907a000002", "00907a000003", "00907a000004", "00907a000005"
)

// A handset that comes is told by what it reads, its group, and who can log in; those
// alike once.
func TestNotesOfNew(t *testing.T) {
	t.Parallel()
	const boots = "new: reads <MAC>.cfg, phone-<MAC>.cfg, group-a.cfg and what is for all; group a; people of people log in\n"
	for _, x := range []struct {
		handsets []string
		want     string
	}{
		{[]string{mac1 + " One up.b=1"}, "new: handset One (00907a000001) is " + boots},
		{[]string{mac1 + " One up.b=1", mac2 + " Two up.b=2"}, "new: handsets One (00907a000001) and Two (00907a000002) are " + boots},
		{[]string{mac1 + " A up.b=1", mac2 + " B up.b=2", mac3 + " C up.b=2", mac4 + " D up.b=2"}, "new: 4 handsets are " + boots},
	} {
		if got := notesOf(t, phones(), phones(x.handsets...)); got != x.want {
			t.Errorf("got %s, want %s", got, x.want)
		}
	}
	more := phones(mac1+" One up.b=1") + "-- 00907a000002.cfg|00907a000002 --\nCONFIG_FILES=other.cfg\n-- other.cfg --\nup.c=1\n"
	if got, want := notesOf(t, phones(), more), "new: handset One (00907a000001) is "+boots+"new: handset 00907a000002 is new: reads <MAC>.cfg and other.cfg\n"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if idOf("00907A0000ff") != "MAC" || idOf("board") != "ID" || idOf("00907a0000fg") != "ID" || idOf("00907a0000ff0") != "ID" || idOf("abcdef") != "ID" {
		t.Error("an identity is taken for a MAC, or a MAC for another identity")
	}
}

// A handset that goes takes what is for all, if it is still in use; told is what is another
// then. Of more than three the first are named.
func TestNotesOfGone(t *testing.T) {
	t.Parallel()
	const takes = " is no longer listed; if it is still in use, it takes what is for all"
	for _, x := range []struct {
		handsets []string
		want     string
	}{
		{[]string{mac1 + " One up.idleTimeout=60"}, "gone: One (00907a000001)" + takes + ", with other values of up.backlight\n"},
		{[]string{mac1 + " One up.idleTimeout=61; up.z=1; up.y=1"}, "gone: One (00907a000001)" + takes + ", with other values of up.backlight, up.idleTimeout, up.y and 1 more\n"},
		{[]string{mac1 + " A up.b=1", mac2 + " B up.b=1", mac3 + " C up.b=1"}, "gone: A (00907a000001)" + takes + ", with other values of up.b and up.backlight\ngone: B (00907a000002)" + takes + ", with other values of up.b and up.backlight\ngone: C (00907a000003)" + takes + ", with other values of up.b and up.backlight\n"},
		{[]string{mac1 + " A up.b=1", mac2 + " B up.b=1", mac3 + " C up.b=1", mac4 + " D up.b=1"}, "gone: 4 handsets are no longer listed: A (00907a000001), B (00907a000002), C (00907a000003) and 1 more; those that are still in use take what is for all\n"},
		{[]string{mac1 + " A up.b=1", mac2 + " B up.b=1", mac3 + " C up.b=1", mac4 + " D up.b=1", mac5 + " E up.b=1"}, "gone: 5 handsets are no longer listed: A (00907a000001), B (00907a000002), C (00907a000003) and 2 more; those that are still in use take what is for all\n"},
	} {
		if got := notesOf(t, phones(x.handsets...), phones()); got != x.want {
			t.Errorf("got\n%s\nwant\n%s", got, x.want)
		}
	}
	alone := "-- 00907a000001.cfg|00907a000001 --\nCONFIG_FILES=other.cfg\n-- other.cfg --\nup.c=1\n"
	if got, want := notesOf(t, phones()+alone, phones()), "gone: 00907a000001 is no longer listed\n"; got != want {
		t.Errorf("one that has nothing in common: %s", got)
	}
	same := "-- 00907a000001.cfg|00907a000001 --\nCONFIG_FILES=site.cfg\nUSER_PROFILES_DIRECTORY=people\n"
	if got, want := notesOf(t, phones()+same, phones()), "gone: 00907a000001"+takes+"\n"; got != want {
		t.Errorf("one that has all in common: %s", got)
	}
	kind := hosts() + "-- spa303.cfg --\nText_Logo=A\n"
	for _, got := range []string{notesOf(t, kind, hosts()), notesOf(t, hosts(), kind)} {
		if got != "" {
			t.Errorf("of phones that nobody listed nobody comes or goes: %s", got)
		}
	}
}

// A handset that replaces another is told with what knows it, and what people set at the
// old one; the old one takes what is for all, if it is used again.
func TestNotesOfReplaced(t *testing.T) {
	t.Parallel()
	const one = `replaced: Two (00907a000002) replaces 00907a000001, known by reg.1.address 9; what people set at the old one stays under its name: 00907a000001-web.cfg, 00907a000001-phone.cfg, 00907a000001-directory.xml and 00907a000001-calls.xml; 00907a000001, if it is used again, takes what is for all
	mv -n 00907a000001-web.cfg 00907a000002-web.cfg
	mv -n 00907a000001-phone.cfg 00907a000002-phone.cfg
	mv -n 00907a000001-directory.xml 00907a000002-directory.xml
	mv -n 00907a000001-calls.xml 00907a000002-calls.xml
`
	if got := notesOf(t, phones(mac1+" One reg.1.address=9"), phones(mac2+" Two reg.1.address=9")); got != one {
		t.Errorf("got\n%s\nwant\n%s", got, one)
	}
	var old, new []string
	for n := range 4 {
		old, new = append(old, fmt.Sprintf("00907a00000%d A%[1]d reg.1.address=%[1]d", n)), append(new, fmt.Sprintf("00907a00001%d B%[1]d reg.1.address=%[1]d", n))
	}
	got := notesOf(t, phones(old...), phones(new...))
	const four = "replaced: 4 handsets replace others: B0 (00907a000010) replaces 00907a000000, B1 (00907a000011) replaces 00907a000001, B2 (00907a000012) replaces 00907a000002, and so on; what people set at the old ones stays under their names\n\tmv -n 00907a000000-web.cfg 00907a000010-web.cfg\n"
	if !strings.HasPrefix(got, four) || strings.Count(got, "\tmv -n ") != 16 {
		t.Errorf("got\n%s", got)
	}
	if got := notesOf(t, phones(old[:3]...), phones(new[:3]...)); strings.Count(got, "replaced: ") != 3 {
		t.Errorf("three are told as\n%s", got)
	}
	label := notesOf(t, phones(mac1+" One up.b=1"), phones(mac2+" One up.b=2"))
	if !strings.HasPrefix(label, "replaced: One (00907a000002) replaces 00907a000001, known by the label One; ") {
		t.Errorf("got\n%s", label)
	}
	settings := notesOf(t, phones(mac1+" One up.b=1"), phones(mac2+"  up.b=1"))
	if !strings.HasPrefix(settings, "replaced: 00907a000002 replaces 00907a000001, known by what is set for it and no other; ") {
		t.Errorf("got\n%s", settings)
	}
	if got := notesOf(t, phones(mac1+" One up.b=1"), phones(mac2+" Two up.b=1")); strings.Contains(got, "replaces") {
		t.Errorf("two labels are one handset: %s", got)
	}
}

// hosts are Cisco phones with an identity each: its name, the phone, and its line.
func hosts(all ...string) string {
	var b strings.Builder
	b.WriteString("-- default.xml --\nEM_Enable=Yes\n-- mobile/ana.xml|ana --\nUser_ID_1_=7\n")
	for _, h := range all {
		f := strings.Fields(h)
		fmt.Fprintf(&b, "-- host/%s.xml|%s|%[1]s --\nEM_Enable=Yes\nUser_ID_1_=%[3]s\n", f[0], f[1], f[2])
	}
	return b.String()
}

// A phone has to be enrolled that is told another identity than it knows, or that takes
// the place of another: that one still knows the identity.
func TestNotesOfEnrolment(t *testing.T) {
	t.Parallel()
	const a, b = "0026cb000001", "0026cb000002"
	for _, x := range []struct{ name, old, new, want string }{
		{"another phone by the same identity", hosts("board " + a + " 1"), hosts("board " + b + " 1"),
			"replaced: phone " + b + " replaces " + a + " as board; it must be enrolled (provc build --staging FOLDER), and the old one still knows its identity\n"},
		{"the same phone by another identity", hosts("board " + a + " 1"), hosts("foyer " + a + " 1"),
			"replaced: foyer, phone " + a + ", was board, known by User_ID_1_ 1; it still knows itself by that, whose profile is gone: it must be enrolled (provc build --staging FOLDER), unless previous has the old identity until it knows the new one\n"},
		{"another phone by another identity", hosts("board " + a + " 1"), hosts("foyer " + b + " 1"),
			"replaced: foyer replaces board, known by User_ID_1_ 1; phone " + b + " must be enrolled (provc build --staging FOLDER)\n"},
		{"no identity any more", hosts("board " + a + " 1"), hosts(), "gone: board is no longer listed"},
		{"a phone from now on", strings.Replace(hosts("board "+a+" 1"), "|"+a, "|", 1), hosts("board " + a + " 1"), ""},
		{"no phone any more", hosts("board " + a + " 1"), strings.Replace(hosts("board "+a+" 1"), "|"+a, "|", 1), ""},
		{"the same", hosts("board " + a + " 1"), hosts("board " + a + " 1"), ""},
	} {
		got := notesOf(t, x.old, x.new)
		if x.want == "" && got != "" || !strings.HasPrefix(got, x.want) || strings.Count(got, "\n") > 1 {
			t.Errorf("%s: got\n%s\nwant\n%s", x.name, got, x.want)
		}
	}
	var old, new []string
	for n := range 4 {
		old, new = append(old, fmt.Sprintf("r%d 0026cb00000%[1]d %[1]d", n)), append(new, fmt.Sprintf("r%d 0026cb00001%[1]d %[1]d", n))
	}
	const many = "replaced: 4 phones replace others: 0026cb000010 replaces 0026cb000000 as r0, 0026cb000011 replaces 0026cb000001 as r1, 0026cb000012 replaces 0026cb000002 as r2, and so on; they must be enrolled (provc build --staging FOLDER), and the old ones still know their identities\n"
	if got := notesOf(t, hosts(old...), hosts(new...)); got != many {
		t.Errorf("got %s, want %s", got, many)
	}
	if got := notesOf(t, hosts(old[:3]...), hosts(new[:3]...)); strings.Count(got, "replaced: phone ") != 3 {
		t.Errorf("three are told as\n%s", got)
	}
	const more = "-- host/more.xml|%s|more --\nText_Logo=A\n"
	got := notesOf(t, hosts("board "+a+" 1")+fmt.Sprintf(more, a), hosts("board "+b+" 1")+fmt.Sprintf(more, b))
	if strings.Count(got, "phone "+b+" replaces "+a+" as ") != 1 {
		t.Errorf("a phone with two files is told as\n%s", got)
	}
}

// Commands are ones that a shell takes, whatever folders are called.
func TestMovesAreQuoted(t *testing.T) {
	t.Parallel()
	got := (&impacts{}).moves([]Move{{From: "old ward/ann-phone.cfg", To: "new ward/ann-phone.cfg"}, {From: "a", To: "b"}})
	if want := []string{"mv -n 'old ward/ann-phone.cfg' 'new ward/ann-phone.cfg'", "mv -n a b"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
