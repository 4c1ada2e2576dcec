package diff

import (
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/diag"
	"provc/compiler/root"
)

var (
	ofHandsets = artifact.RoleParams
	ofPerson   = artifact.RoleUser
	ofMaster   = artifact.Role{Name: "master", Subject: "master file", When: artifact.AtBoot, Lists: "CONFIG_FILES"}
)

// made is a change of a file of a role, from 1 to 2 unless its kind says otherwise.
func made(role artifact.Role, kind Kind, r catalogue.Restart, i Impact) *Change {
	ch := &Change{Parameter: "up.x", Kind: kind, Restart: r, Impact: i, Old: Value{Text: "1"}, New: Value{Text: "2"}, file: &File{Path: "a.cfg", Kind: Changed, Role: role}}
	if i.When == "" {
		ch.Impact.When = role.When
	}
	return ch.absent()
}

// How much a change asks for attention depends on who sees it, and whether those were
// there before and still are. Of what nobody knows it is never said that it does not
// restart.
func TestLevels(t *testing.T) {
	t.Parallel()
	phone, person := []int{0}, []int{0}
	for _, x := range []struct {
		impact       Impact
		yes, no, may Level
	}{
		{Impact{}, LevelNone, LevelNone, LevelNone},
		{Impact{MaskedHandsets: 2}, LevelNone, LevelNone, LevelNone},
		{Impact{Handsets: phone, stays: true}, LevelRestart, LevelHarmless, LevelUnknown},
		{Impact{Handsets: phone, Users: person, stays: true}, LevelRestart, LevelHarmless, LevelUnknown},
		{Impact{Handsets: phone}, LevelNew, LevelNew, LevelNew},
		{Impact{Handsets: phone, goes: true}, LevelGone, LevelGone, LevelGone},
		{Impact{Handsets: phone, goes: true, stays: true}, LevelRestart, LevelHarmless, LevelUnknown},
		{Impact{Users: person, goes: true}, LevelGone, LevelGone, LevelGone},
		{Impact{Users: person}, LevelLogIn, LevelHarmless, LevelUnknown},
		{Impact{Users: person, stays: true}, LevelLogIn, LevelHarmless, LevelUnknown},
	} {
		for r, want := range map[catalogue.Restart]Level{catalogue.RestartYes: x.yes, catalogue.RestartNo: x.no, catalogue.RestartUnknown: x.may} {
			if got := made(ofHandsets, Changed, r, x.impact).Level(); got != want {
				t.Errorf("%+v, restart %s: %s, want %s", x.impact, r, got, want)
			}
		}
	}
	var order []string
	for _, l := range levels {
		order = append(order, string(l)+" = "+l.label())
	}
	const want = "restart = restart, restart-at-log-in = restart at log-in, restart-unknown = may restart, no-restart = no restart, new = new, gone = gone, no-effect = no effect"
	if got := strings.Join(order, ", "); got != want {
		t.Errorf("in order of attention: %s, want %s", got, want)
	}
	for n, a := range levels {
		if a.rank() != n {
			t.Errorf("%s has rank %d", a, a.rank())
		}
	}
}

// A restart is worse than one that nobody knows of, and that is worse than none.
func TestWorse(t *testing.T) {
	t.Parallel()
	const no, may, yes = catalogue.RestartNo, catalogue.RestartUnknown, catalogue.RestartYes
	for _, x := range [][3]catalogue.Restart{
		{no, no, no}, {no, may, may}, {no, yes, yes}, {may, no, may}, {may, may, may}, {may, yes, yes}, {yes, no, yes}, {yes, may, yes}, {yes, yes, yes},
	} {
		if got := worse(x[0], x[1]); got != x[2] {
			t.Errorf("of %s and %s, %s is worse", x[0], x[1], got)
		}
	}
}

// ward is a diff of five handsets, kinds of some that nobody listed, and five people.
func ward() *Diff {
	d := &Diff{}
	for _, id := range []string{"a1", "a2", "a3", "a4", "a5"} {
		d.Handsets = append(d.Handsets, Handset{ID: id})
	}
	d.Handsets[1].Label, d.Handsets[2].Folder = "Two", "w 1"
	d.Handsets = append(d.Handsets, Handset{Unlisted: "every handset that is not listed"}, Handset{Unlisted: "every new phone that asks for spa303.cfg", Folder: "r"}, Handset{Unlisted: "every new phone that asks for spa504G.cfg", Folder: "r"},
		Handset{Unlisted: "every new phone that asks for spa508G.cfg"})
	for _, id := range []string{"ana", "bo", "cy", "di", "ed"} {
		d.Users = append(d.Users, User{ID: id})
	}
	d.Users[0].Label = "Ana B."
	return d
}

// Who sees a change is told by name, of more than three in number, unless all are asked
// for; of people's own files people are told, of others handsets before people.
func TestWho(t *testing.T) {
	t.Parallel()
	d := ward()
	for _, x := range []struct {
		name string
		ch   *Change
		want string
		all  string // with verbose, where that is another
	}{
		{"one", made(ofHandsets, Changed, 0, Impact{Handsets: []int{0}}), "handset a1", ""},
		{"two", made(ofHandsets, Changed, 0, Impact{Handsets: []int{0, 1}}), "handsets a1 and Two (a2)", ""},
		{"three", made(ofHandsets, Changed, 0, Impact{Handsets: []int{0, 1, 2}}), "handsets a1, Two (a2) and a3 in w 1", ""},
		{"four", made(ofHandsets, Changed, 0, Impact{Handsets: []int{0, 1, 2, 3}}), "4 handsets", "handsets a1, Two (a2), a3 in w 1 and a4"},
		{"kinds", made(ofHandsets, Changed, 0, Impact{Handsets: []int{0, 5, 6, 7, 8}}), "handset a1, every handset that is not listed, every new phone that asks for spa303.cfg and spa504G.cfg in r, every new phone that asks for spa508G.cfg", ""},
		{"people, too", made(ofHandsets, Changed, 0, Impact{Handsets: []int{0}, Users: []int{0, 1}}), "handset a1, users Ana B. (ana) and bo", ""},
		{"many people, too", made(ofHandsets, Changed, 0, Impact{Handsets: []int{0}, Users: []int{0, 1, 2, 3}}), "handset a1, 4 users", "handset a1, users Ana B. (ana), bo, cy and di"},
		{"people alone", made(ofHandsets, Changed, 0, Impact{Users: []int{1}}), "user bo", ""},
		{"many people", made(ofPerson, Changed, 0, Impact{Users: []int{0, 1, 2, 3}}), "4 users", "users Ana B. (ana), bo, cy and di"},
		{"a profile tells of people alone", made(ofPerson, Changed, 0, Impact{Users: []int{1}, Handsets: []int{0}, MaskedUsers: 4}), "user bo", ""},
		{"other files are read", made(ofPerson, Moved, 0, Impact{Handsets: []int{0}}), "handset a1", ""},
		{"one has its own", made(ofHandsets, Changed, 0, Impact{Handsets: []int{0}, MaskedHandsets: 1}), "handset a1 (1 handset has a value of its own)", ""},
		{"two have", made(ofHandsets, Changed, 0, Impact{Handsets: []int{0}, MaskedHandsets: 2}), "handset a1 (2 handsets have values of their own)", ""},
		{"one of each has", made(ofHandsets, Changed, 0, Impact{Handsets: []int{0}, MaskedHandsets: 1, MaskedUsers: 1}), "handset a1 (1 handset and 1 user have values of their own)", ""},
		{"a user has", made(ofHandsets, Changed, 0, Impact{Handsets: []int{0}, MaskedUsers: 1}), "handset a1 (1 user has a value of its own)", ""},
		{"others may set it", made(ofHandsets, Changed, 0, Impact{Handsets: []int{0}, Unless: []string{"pbx.cfg"}}), "handset a1, unless pbx.cfg sets it", ""},
		{"several may", made(ofHandsets, Changed, 0, Impact{Handsets: []int{0}, MaskedHandsets: 1, Unless: []string{"a", "b", "c", "d", "e"}}), "handset a1 (1 handset has a value of its own), unless a, b, c and 2 more set it", ""},
		{"not known", made(ofHandsets, Unknown, 0, Impact{}), "cannot be compared without the values of secrets", ""},
		{"of one secret", &Change{Kind: Unknown, Valueless: []string{"s"}}, "cannot be compared: secret s has no value", ""},
		{"told elsewhere", made(ofHandsets, Changed, 0, Impact{Elsewhere: []string{"a", "b", "c", "d"}, MaskedHandsets: 1}), "what it does is told at a, b, c and 1 more", ""},
		{"beaten", made(ofHandsets, Changed, 0, Impact{Masked: []string{"a"}, MaskedHandsets: 1}), "no effect: a sets it, too, and wins", ""},
		{"beaten by two", made(ofHandsets, Changed, 0, Impact{Masked: []string{"a", "b"}, MaskedHandsets: 9}), "no effect: a and b set it, too, and win", ""},
		{"beaten by many", made(ofHandsets, Changed, 0, Impact{Masked: []string{"a", "b", "c", "d", "e"}, MaskedHandsets: 9}), "no effect: a, b, c and 2 more set it, too, and win", ""},
		{"in effect", made(ofHandsets, Changed, 0, Impact{MaskedHandsets: 1}), "no effect: the value is in effect already", ""},
		{"in effect for people", made(ofPerson, Changed, 0, Impact{MaskedUsers: 1}), "no effect: the value is in effect already", ""},
		{"nobody logs in", made(ofPerson, Changed, 0, Impact{}), "no effect: no handset lets users of this folder log in", ""},
		{"nobody reads it", made(ofHandsets, Changed, 0, Impact{}), "no effect: no handset reads this file", ""},
		{"contacts", made(artifact.RoleContacts, Changed, 0, Impact{}), "read by those alone who have no contact directory yet", ""},
		{"a list", &Change{Parameter: "CONFIG_FILES", Kind: Changed, file: &File{Role: ofMaster}}, "", ""},
	} {
		if got := d.Who(x.ch, false); got != x.want {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
		if x.all == "" {
			x.all = x.want
		}
		if got := d.Who(x.ch, true); got != x.all {
			t.Errorf("%s, all: %q, want %q", x.name, got, x.all)
		}
	}
	partly := made(ofHandsets, Changed, 0, Impact{Handsets: []int{0}, Users: []int{1}, MaskedUsers: 1})
	partly.partly = true
	if got := d.Who(partly, false); got != "handset a1" {
		t.Errorf("people of some of the files: %s", got)
	}
}

// What a change does to who sees it is told in one order: whether something restarts,
// when, calls for help, whose word that is, states, and what is not known.
func TestEffects(t *testing.T) {
	t.Parallel()
	seen := Impact{Handsets: []int{0}, stays: true}
	person := Impact{Users: []int{0}}
	with := func(ch *Change, set func(*Change)) *Change {
		set(ch)
		return ch
	}
	for _, x := range []struct {
		ch   *Change
		want string
	}{
		{made(ofHandsets, Changed, catalogue.RestartUnknown, Impact{}), ""},
		{made(ofHandsets, Unknown, catalogue.RestartUnknown, seen), ""},
		{made(ofHandsets, Changed, catalogue.RestartUnknown, seen), "may restart; at boot"},
		{made(ofHandsets, Changed, catalogue.RestartYes, seen), "restart; at boot"},
		{made(ofHandsets, Changed, catalogue.RestartNo, seen), "no restart; at boot"},
		{made(ofPerson, Changed, catalogue.RestartYes, person), "restart at log-in"},
		{made(ofPerson, Changed, catalogue.RestartUnknown, person), "may restart; at log-in"},
		{made(ofHandsets, Added, catalogue.RestartYes, Impact{Handsets: []int{0}}), "new"},
		{made(ofHandsets, Removed, catalogue.RestartYes, Impact{Handsets: []int{0}, goes: true}), "gone"},
		{with(made(ofHandsets, Changed, catalogue.RestartNo, seen), func(ch *Change) {
			ch.Emergency, ch.Stated, ch.Impact.States, ch.Unsure, ch.Keeps = true, diag.Pos{File: "a.cue", Line: 3}, []string{"host", "mobile"}, true, true
		}), "no restart; at boot; decides who can be called for help; as a.cue:3 says; state host, mobile; whether its value changes is unknown without --secrets; phones keep the value that they have"},
		{with(made(ofHandsets, Changed, catalogue.RestartNo, Impact{Handsets: []int{0}}), func(ch *Change) { ch.Emergency = true }), "new"},
		{with(made(ofHandsets, Changed, catalogue.RestartNo, seen), func(ch *Change) { ch.Unsure, ch.Valueless = true, []string{"s"} }), "no restart; at boot; whether its value changes is unknown: secret s has no value"},
		{with(made(ofPerson, Added, catalogue.RestartNo, person), func(ch *Change) { ch.Varies = true }), "no restart; at log-in; in the place of what each handset says"},
		{with(made(ofPerson, Removed, catalogue.RestartNo, person), func(ch *Change) { ch.Varies = true }), "no restart; at log-in; what each handset says takes over"},
	} {
		if got := strings.Join(x.ch.effects(), "; "); got != x.want {
			t.Errorf("got %q, want %q", got, x.want)
		}
	}
}

// What comes or goes is told with the vendor's default, unless nobody sees it.
func TestInitial(t *testing.T) {
	t.Parallel()
	five, none := "5", ""
	seen := Impact{Handsets: []int{0}}
	for _, x := range []struct {
		ch    *Change
		value *string
		want  string
	}{
		{made(ofHandsets, Added, 0, seen), &five, "default 5"},
		{made(ofHandsets, Removed, 0, seen), &none, `default ""`},
		{made(ofHandsets, Added, 0, seen), nil, ""},
		{made(ofHandsets, Added, 0, Impact{}), &five, ""},
		{made(ofHandsets, Unknown, 0, seen), &five, ""},
	} {
		x.ch.Default = x.value
		if got := x.ch.initial(); got != x.want {
			t.Errorf("got %q, want %q", got, x.want)
		}
	}
}

// A file is called by what it is, and by whose.
func TestSubject(t *testing.T) {
	t.Parallel()
	host := artifact.Role{Subject: "host profile of", Named: true}
	for _, x := range []struct {
		file File
		want string
	}{
		{File{Path: "people/ana.cfg", Role: ofPerson}, "user ana"},
		{File{Path: "people/ana.cfg", Role: ofPerson, Label: "Ana B."}, "user Ana B. (ana)"},
		{File{Path: "host/board.xml", Role: host, Label: "Board", Entity: "0026cb000001"}, "host profile of Board (board)"},
		{File{Path: "00907a000001.cfg", Role: ofMaster, Entity: "00907a000001"}, "master file"},
		{File{Path: "00907a000001.cfg", Role: ofMaster, Entity: "00907a000001", Label: "Desk"}, "master file of Desk (00907a000001)"},
		{File{Path: "phone-00907a000001.cfg", Role: ofHandsets, Entity: "00907a000001", Label: "Desk"}, "handset Desk (00907a000001)"},
		{File{Path: "site.cfg", Role: ofHandsets}, ""},
	} {
		if got := x.file.Subject(); got != x.want {
			t.Errorf("%s is %q, want %q", x.file.Path, got, x.want)
		}
	}
}

// What people are to read: not what nobody sees, what goes with its handset or person, or
// what nobody declares of one that comes. The rest is told in short, with the reason
// where that is one.
func TestFoldedChanges(t *testing.T) {
	t.Parallel()
	seen, gone, come := Impact{Handsets: []int{0}, stays: true}, Impact{Handsets: []int{0}, goes: true}, Impact{Handsets: []int{0}}
	compiled := &root.File{Compiled: &artifact.File{}}
	declared := diag.Pos{File: "a.cue", Line: 1}
	for _, x := range []struct {
		name         string
		ch           *Change
		new          *root.File
		pos          diag.Pos
		told, folded bool
	}{
		{"seen", made(ofHandsets, Changed, 0, seen), nil, diag.Pos{}, true, false},
		{"not compared", made(ofHandsets, Unknown, 0, seen), nil, diag.Pos{}, false, false},
		{"not compared, of nobody", made(ofHandsets, Unknown, 0, Impact{}), nil, diag.Pos{}, false, false},
		{"no effect", made(ofHandsets, Changed, 0, Impact{}), nil, diag.Pos{}, false, true},
		{"told elsewhere", made(ofHandsets, Changed, 0, Impact{Elsewhere: []string{"x"}}), nil, diag.Pos{}, true, false},
		{"of contacts", made(artifact.RoleContacts, Changed, 0, Impact{}), nil, diag.Pos{}, true, false},
		{"goes", made(ofHandsets, Removed, 0, gone), nil, diag.Pos{}, false, false},
		{"comes", made(ofHandsets, Added, 0, come), nil, diag.Pos{}, true, false},
		{"comes with a master file", made(ofMaster, Added, 0, come), nil, diag.Pos{}, false, false},
		{"comes, declared", made(ofHandsets, Added, 0, come), compiled, declared, true, false},
		{"comes, of the vendor", made(ofHandsets, Added, 0, come), compiled, diag.Pos{}, false, false},
		{"of the vendor, for all", made(ofHandsets, Added, 0, seen), compiled, diag.Pos{}, true, false},
		{"of the vendor, in a profile", made(ofPerson, Added, 0, Impact{Users: []int{0}}), compiled, diag.Pos{}, false, false},
		{"declared in a profile", made(ofPerson, Added, 0, Impact{Users: []int{0}}), compiled, declared, true, false},
		{"in a profile on a disk", made(ofPerson, Added, 0, Impact{Users: []int{0}}), &root.File{}, diag.Pos{}, true, false},
		{"changes in a profile", made(ofPerson, Changed, 0, Impact{Users: []int{0}}), compiled, diag.Pos{}, true, false},
	} {
		f := x.ch.file
		f.new, x.ch.Pos, f.Changes = x.new, x.pos, []*Change{x.ch}
		if told, folded := len(f.Told()) == 1, len(f.Folded()) == 1; told != x.told || folded != x.folded {
			t.Errorf("%s: told %t, in short %t", x.name, told, folded)
		}
	}

	d := ward()
	f := &File{Path: "a.cfg", Kind: Changed, Role: ofHandsets}
	add := func(kind Kind, parameter string, i Impact) *Change {
		ch := made(ofHandsets, kind, 0, i)
		ch.Parameter, ch.file = parameter, f
		f.Changes = append(f.Changes, ch)
		return ch
	}
	if got := d.withoutEffect(f); got != "" {
		t.Errorf("nothing is told as %q", got)
	}
	beaten := Impact{Masked: []string{"b.cfg"}}
	add(Changed, "up.a", beaten)
	add(Added, "up.b", beaten)
	add(Removed, "up.c", beaten)
	secret := add(Changed, "up.d", beaten)
	secret.Old, secret.New = Value{Hidden: true}, Value{Hidden: true}
	if got, want := d.withoutEffect(f), "no effect: up.a 1 → 2, up.b 2, up.c 1 and 1 more (b.cfg sets it, too, and wins)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	f.Changes = f.Changes[2:]
	add(Changed, "up.e", Impact{MaskedHandsets: 1})
	if got, want := d.withoutEffect(f), "no effect: up.c 1, up.d (secret), changed and up.e 1 → 2"; got != want {
		t.Errorf("of several reasons: %q, want %q", got, want)
	}
	for want, values := range map[string][2]Value{"1 → (secret)": {{Text: "1"}, {Hidden: true}}, "(secret) → 1": {{Hidden: true}, {Text: "1"}}, "secret a → secret b": {{Secret: "a"}, {Secret: "b"}}} {
		if got := (&Change{Old: values[0], New: values[1]}).inShort(); got != want {
			t.Errorf("in short: %s, want %s", got, want)
		}
	}
}

// What nobody declares of a phone or person that comes is counted.
func TestUndeclared(t *testing.T) {
	t.Parallel()
	file := func(role artifact.Role, i Impact, n int) *File {
		f := &File{Role: role, Kind: Added, new: &root.File{Compiled: &artifact.File{}}}
		for range n {
			f.Changes = append(f.Changes, &Change{Kind: Added, Impact: i, file: f})
		}
		f.Changes = append(f.Changes, &Change{Kind: Added, Impact: i, file: f, Pos: diag.Pos{File: "a.cue", Line: 1}})
		return f
	}
	come, seen := Impact{Handsets: []int{0}}, Impact{Handsets: []int{0}, stays: true}
	for _, x := range []struct {
		file *File
		want string
	}{
		{file(ofHandsets, come, 0), ""},
		{file(ofHandsets, come, 1), "no effect: 1 more parameter, which a new phone has as the vendor made it"},
		{file(ofHandsets, come, 2), "no effect: 2 more parameters, which a new phone has as the vendor made it"},
		{file(ofHandsets, seen, 2), ""},
		{file(ofPerson, Impact{Users: []int{0}}, 2), "2 more parameters that nobody declares, so that nothing stays of whoever was logged in before"},
	} {
		if got := ward().withoutEffect(x.file); got != x.want {
			t.Errorf("got %q, want %q", got, x.want)
		}
	}
	f := file(ofHandsets, come, 2)
	f.Changes[0].again = true
	if n := f.parameters(); n != 2 {
		t.Errorf("%d parameters come with the file", n)
	}
	f.Kind = Changed
	if n := f.parameters(); n != 0 {
		t.Errorf("%d parameters come with a file that was there", n)
	}
}
