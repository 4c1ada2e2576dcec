package diff

import (
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
)

// A file that came or went counts once, of one on both sides each parameter; what nobody
// sees counts as such, but for lists of files and what is aside. What tells some handsets
// apart is the same change.
func TestSummaryOfFiles(t *testing.T) {
	t.Parallel()
	seen := Impact{Handsets: []int{0}}
	changes := func(f *File, all ...*Change) *File {
		for _, ch := range all {
			ch.file = f
		}
		f.Changes = all
		return f
	}
	one := func(kind Kind, i Impact) *Change { return &Change{Parameter: "up.x", Kind: kind, Impact: i} }
	again := one(Changed, seen)
	again.again = true
	for _, x := range []struct {
		name string
		file *File
		want Summary
	}{
		{"comes", changes(&File{Kind: Added}, one(Added, seen), one(Added, Impact{})), Summary{Added: 1}},
		{"comes unseen", changes(&File{Kind: Added}, one(Added, Impact{}), one(Added, Impact{MaskedHandsets: 1})), Summary{Added: 1, NoEffect: 1}},
		{"comes, told elsewhere", changes(&File{Kind: Added}, one(Added, Impact{Elsewhere: []string{"a"}})), Summary{Added: 1}},
		{"comes without parameters", &File{Kind: Added, opaque: true}, Summary{Added: 1}},
		{"goes", changes(&File{Kind: Removed}, one(Removed, seen)), Summary{Removed: 1}},
		{"goes unseen", changes(&File{Kind: Removed}, one(Removed, Impact{})), Summary{Removed: 1, NoEffect: 1}},
		{"is renamed", &File{Kind: Renamed}, Summary{Renamed: 1}},
		{"is renamed and changes", changes(&File{Kind: Renamed}, one(Changed, seen), one(Added, seen)), Summary{Renamed: 1, Changed: 1, Added: 1}},
		{"changes", changes(&File{Kind: Changed}, one(Changed, seen), one(Changed, seen), one(Added, seen), one(Removed, seen), one(Unknown, Impact{}), again, one(Moved, seen)), Summary{Changed: 2, Added: 1, Removed: 1, Unknown: 1}},
		{"changes unseen", changes(&File{Kind: Changed}, one(Changed, Impact{}), one(Added, Impact{MaskedHandsets: 1}), one(Removed, Impact{Elsewhere: []string{"a"}})), Summary{Changed: 1, Added: 1, Removed: 1, NoEffect: 2}},
		{"beside parameters", changes(&File{Kind: Changed, opaque: true}, one(Changed, seen)), Summary{Changed: 2}},
		{"a list", changes(&File{Kind: Changed, Role: ofMaster}, &Change{Parameter: "CONFIG_FILES", Kind: Changed}), Summary{Changed: 1}},
		{"contacts", changes(&File{Kind: Changed, Role: artifact.RoleContacts}, one(Changed, Impact{})), Summary{Changed: 1}},
	} {
		d := &Diff{Files: []*File{x.file}}
		if got := d.Summary(); got.Line() != x.want.Line() || got.NoEffect != x.want.NoEffect || got.Unknown != x.want.Unknown {
			t.Errorf("%s: %+v, want %+v", x.name, got, x.want)
		}
		if d.Empty() {
			t.Errorf("%s: nothing differs", x.name)
		}
	}
	for name, d := range map[string]*Diff{
		"nothing":                 {},
		"what cannot be compared": {Files: []*File{changes(&File{Kind: Changed}, one(Unknown, Impact{}))}},
		"who comes":               {Notes: []*Note{{Kind: NoteNew}, {Kind: NoteMoved}, {Kind: NoteGone}, {Kind: NoteRenamed}}},
	} {
		if !d.Empty() {
			t.Errorf("%s is a difference", name)
		}
	}
	if (&Diff{Notes: []*Note{{Kind: NoteReplaced}}}).Empty() {
		t.Error("nobody has to enrol a phone that replaces another")
	}
}

// Handsets and people count by the worst that happens to them. Who comes, goes or replaces
// another counts apart, as do kinds that nobody listed; of people, those whose own profile
// comes or changes.
func TestSummaryOfPeople(t *testing.T) {
	t.Parallel()
	const no, may, yes = catalogue.RestartNo, catalogue.RestartUnknown, catalogue.RestartYes
	d := &Diff{
		Handsets: []Handset{
			{ID: "1", Restart: yes}, {ID: "2", Restart: may}, {ID: "3", Restart: may}, {ID: "4", Restart: no}, {ID: "5", Restart: no}, {ID: "6", Restart: no},
			{Unlisted: "a", Restart: may}, {Unlisted: "b", Restart: no}, {Unlisted: "c", Restart: yes, New: true}, {Unlisted: "d", Restart: yes, Gone: true},
			{ID: "7", Restart: yes, New: true}, {ID: "8", Restart: yes, Gone: true}, {ID: "9", Restart: yes, Gone: true}, {ID: "10", Restart: yes, Replaces: "8"},
		},
		Users: []User{
			{ID: "a", Own: true, Restart: yes}, {ID: "b", Own: true, Restart: may, New: true}, {ID: "c", Own: true, Restart: no}, {ID: "d", Restart: yes}, {ID: "e", Own: true, Gone: true, Restart: yes},
		},
		LosesProfile:      []Loss{{}, {}},
		LosesRegistration: []Loss{{}},
	}
	s := d.Summary()
	want := Summary{
		Handsets: Counts{6, 1, 2, 3}, Unlisted: Counts{2, 0, 1, 1}, Users: Counts{3, 1, 1, 1},
		NewHandsets: 1, Gone: 2, Replaced: 1, NewUsers: 1, newUnknown: 1, LosesProfile: 2, LosesRegistration: 1,
	}
	if s.Handsets != want.Handsets || s.Unlisted != want.Unlisted || s.Users != want.Users || s.NewHandsets != 1 || s.Gone != 2 || s.Replaced != 1 || s.NewUsers != 1 || s.newUnknown != 1 {
		t.Errorf("got %+v, want %+v", s, want)
	}
	s.Added, s.Removed, s.Changed, s.Renamed, s.Unknown = 1, 2, 3, 4, 5
	const line = "1 added, 2 removed, 3 changed, 4 renamed; 6 handsets affected: 1 restart, 2 may restart, 3 no restart; also handsets that are not listed: may restart; 1 handset new; 1 handset replaced; 2 handsets no longer listed; 3 users (1 new) at log-in: 1 restart, 1 may restart, 1 no restart; 2 users losing the profile; 1 handset losing a registration; 5 not compared for want of secrets"
	if got := s.Line(); got != line {
		t.Errorf("got\n%s\nwant\n%s", got, line)
	}
	for want, s := range map[string]Summary{
		"0 added, 0 removed, 0 changed; 0 handsets affected":                                                                               {},
		"0 added, 0 removed, 0 changed; 1 handset affected: 1 no restart":                                                                  {Handsets: Counts{1, 0, 0, 1}},
		"0 added, 0 removed, 0 changed; 0 handsets affected; also handsets that are not listed: restart":                                   {Unlisted: Counts{3, 1, 1, 1}},
		"0 added, 0 removed, 0 changed; 0 handsets affected; also handsets that are not listed: no restart":                                {Unlisted: Counts{1, 0, 0, 1}},
		"0 added, 0 removed, 0 changed; 0 handsets affected; 2 new users at log-in: 2 restart":                                             {Users: Counts{2, 2, 0, 0}, NewUsers: 2},
		"0 added, 0 removed, 0 changed; 0 handsets affected; 1 user at log-in: 1 may restart; 1 user losing the profile":                   {Users: Counts{1, 0, 1, 0}, LosesProfile: 1},
		"0 added, 0 removed, 0 changed; 0 handsets affected; 2 handsets new; 1 handset no longer listed; 2 handsets losing a registration": {NewHandsets: 2, Gone: 1, LosesRegistration: 2},
	} {
		if got := s.Line(); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	}
}

// A handset is called by its label and the folder that it is sent to.
func TestNames(t *testing.T) {
	t.Parallel()
	for want, h := range map[string]Handset{
		"00907a000001":                             {ID: "00907a000001"},
		"Desk (00907a000001) in w":                 {ID: "00907a000001", Label: "Desk", Folder: "w"},
		`every handset that is not listed in " w"`: {Unlisted: "every handset that is not listed", Label: "x", Folder: " w"},
	} {
		if got := h.Name(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := (User{ID: "ana", Label: "Ana B."}).Name(); got != "Ana B. (ana)" {
		t.Error(got)
	}
	if got := (Loss{Who: "a", Label: "Desk"}).Name(); got != "Desk (a)" {
		t.Error(got)
	}
	for _, h := range []Handset{{New: true}, {Gone: true}, {Replaces: "x"}} {
		if h.stays() {
			t.Errorf("%+v was there and still is", h)
		}
	}
	if h := (Handset{ID: "x"}); !h.stays() {
		t.Error("a handset does not stay")
	}
}
