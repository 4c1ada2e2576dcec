package diff

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
)

// Of values that files have for themselves, that of most files stands first; three are
// told, with how many files have them where any has several, and how many more there are.
func TestValuesAreCounted(t *testing.T) {
	t.Parallel()
	values := func(pairs ...string) (all []*Change) {
		for _, p := range pairs {
			old, new, _ := strings.Cut(p, ">")
			all = append(all, &Change{Parameter: "up.x", Kind: Changed, Old: Value{Text: old}, New: Value{Text: new}, file: &File{}})
		}
		return all
	}
	for _, x := range []struct {
		changes []*Change
		want    string
	}{
		{values("1>2", "1>2"), ""},
		{values("1>2", "1>3"), "1>2; 1>3"},
		{values("1>2", "0>2"), "1>2; 0>2"},
		{values("1>2", "1>3", "1>4"), "1>2; 1>3; 1>4"},
		{values("1>2", "1>3", "1>4", "1>5"), "1>2; 1>3; 1>4; and 1 more"},
		{values("1>2", "1>3", "1>3"), "1>3 (2 files); 1>2 (1 file)"},
		{values("1>2", "1>3", "1>4", "1>5", "1>5", "1>6"), "1>5 (2 files); 1>2 (1 file); 1>3 (1 file); and 2 more"},
	} {
		first := &entry{Change: x.changes[0], values: variants(x.changes)}
		got := ""
		if first.values != nil {
			got = first.each(func(ch *Change) string { return ch.Old.Text + ">" + ch.New.Text })
		}
		if got != x.want {
			t.Errorf("got %q, want %q", got, x.want)
		}
	}
	secret := func(old, new string) *Change {
		return &Change{Old: Value{Secret: old}, New: Value{Secret: new}, file: &File{}}
	}
	alike := variants([]*Change{secret("u1", "line_u1"), secret("u2", "line_u2")})
	if len(alike) != 1 || alike[0].old.Secret != "X" || alike[0].new.Secret != "line_X" || alike[0].files != 2 {
		t.Errorf("names around a word: %+v", alike)
	}
	if all := variants([]*Change{secret("u1", "line_u1"), secret("u2", "other_u2")}); len(all) != 2 || all[0].old.Secret != "u1" || all[1].new.Secret != "other_u2" {
		t.Errorf("names around none: %+v", all)
	}
	list := values("a>b", "c>d")
	for _, ch := range list {
		ch.Parameter, ch.file = "CONFIG_FILES", &File{Role: ofMaster}
	}
	if all := variants(list); all != nil {
		t.Errorf("lists of files have values of their own: %+v", all)
	}
}

// Files of a block are told by the values that they do not have in common, two hundred of
// very many, by who they belong to.
func TestValuesOfFiles(t *testing.T) {
	t.Parallel()
	var b block
	for n := range maxValues + 1 {
		f := &File{Path: fmt.Sprintf("p/u%d.cfg", n), Kind: Changed}
		f.Changes = []*Change{{Parameter: "up.a", Kind: Changed, New: Value{Text: "1"}, file: f}, {Parameter: " up.b", Kind: Changed, New: Value{Text: fmt.Sprint(n)}, file: f}}
		b.files = append(b.files, f)
	}
	b.files[1].Entity, b.files[1].Label, b.files[2].Entity = "u1", "One", "u2"
	b.files[3].Changes = b.files[3].Changes[:1]
	b.files[4].Changes = slices.Insert(b.files[4].Changes, 0, &Change{Parameter: "up.0", Kind: Changed, file: b.files[4]})
	common := &entry{Change: b.files[0].Changes[0]}
	own := &entry{Change: b.files[0].Changes[1], at: 1, values: []variant{{}, {}}}
	if v := b.values([]*entry{common}); v.rows != nil || v.parameters != nil {
		t.Errorf("values in common are told: %+v", v)
	}
	v := b.values([]*entry{common, own})
	if len(v.rows) != 200 || len(v.parameters) != 1 || v.parameters[0] != `" up.b"` {
		t.Fatalf("%d rows of %q", len(v.rows), v.parameters)
	}
	for n, want := range []string{"p/u0.cfg 0", "One (u1) 1", "u2 2", "p/u3.cfg ", "p/u4.cfg 4"} {
		got := v.rows[n].who + " "
		if ch := v.rows[n].changes[0]; ch != nil {
			got += ch.New.Text
		}
		if got != want {
			t.Errorf("row %d is %q, want %q", n, got, want)
		}
	}
}

// A change of another file is the same if it is of the same parameter and kind, and if
// there was and is a value of both.
func TestSame(t *testing.T) {
	t.Parallel()
	ch := &Change{Parameter: "up.a", Kind: Changed}
	for _, x := range []struct {
		other Change
		want  bool
	}{
		{Change{Parameter: "up.a", Kind: Changed, New: Value{Text: "1"}}, true}, {Change{Parameter: "up.b", Kind: Changed}, false}, {Change{Parameter: "up.a", Kind: Added}, false}, {Change{Parameter: "up.a", Kind: Changed, from: true}, false}, {Change{Parameter: "up.a", Kind: Changed, to: true}, false},
	} {
		f := &File{Changes: []*Change{{Parameter: "up.0"}, &x.other}}
		for _, at := range []int{-1, 0, 1, 2} {
			if got := f.same(ch, at); (got == &x.other) != x.want || !x.want && got != nil {
				t.Errorf("%+v at %d: %+v", x.other, at, got)
			}
		}
	}
}

// In files of one kind a change reaches all whom it reaches in any of them. People are
// told where it is known of each of these files who can log in.
func TestMerged(t *testing.T) {
	t.Parallel()
	one := func(role artifact.Role, i Impact) *Change { return made(role, Changed, catalogue.RestartUnknown, i) }
	a := one(ofHandsets, Impact{Handsets: []int{3, 1}, Users: []int{1}, MaskedHandsets: 2, MaskedUsers: 3, Unless: []string{"z"}, States: []string{"host"}})
	b := one(ofHandsets, Impact{Handsets: []int{2, 1}, Users: []int{0, 1}, MaskedHandsets: 1, MaskedUsers: 2, Unless: []string{"b", "z"}, States: []string{"host", "away"}})
	b.Emergency, b.Valueless = true, []string{"s"}
	if m := merged([]*Change{a}); m != a {
		t.Error("one change is copied")
	}
	m := merged([]*Change{a, b})
	i := m.Impact
	if got := fmt.Sprint(i.Handsets, i.Users, i.MaskedHandsets, i.MaskedUsers, i.Unless, i.States, m.Emergency, m.Valueless, m.partly); got != "[1 2 3] [0 1] 3 3 [b z] [away host] true [s] false" {
		t.Errorf("got %s", got)
	}
	if len(a.Impact.Handsets) != 2 || a.Emergency {
		t.Error("the first change is another now")
	}
	if m := merged([]*Change{b, a}); !m.Emergency || len(m.Valueless) != 1 {
		t.Errorf("in another order: %t, %v", m.Emergency, m.Valueless)
	}
	for _, x := range []struct {
		role   artifact.Role
		beside Impact
		want   bool
	}{
		{ofHandsets, Impact{Handsets: []int{4}}, true}, {ofHandsets, Impact{}, false}, {ofHandsets, Impact{Handsets: []int{4}, Users: []int{1}}, false}, {ofPerson, Impact{Handsets: []int{4}}, false},
	} {
		first := one(x.role, Impact{Handsets: []int{1}, Users: []int{1}})
		if m := merged([]*Change{first, one(x.role, x.beside)}); m.partly != x.want {
			t.Errorf("beside %+v: %t", x.beside, m.partly)
		}
	}
}

// What files of several kinds do is told together where it is the same but for the states
// that see it, the worst first. Who gets the change in a profile is not said to have a
// value of their own, and profiles are told for themselves.
func TestTogether(t *testing.T) {
	t.Parallel()
	const no, may = catalogue.RestartNo, catalogue.RestartUnknown
	def := made(artifact.Role{Name: "default", When: artifact.AtResync}, Changed, no, Impact{Handsets: []int{5}, Users: []int{2}, MaskedUsers: 3, States: []string{"unenrolled"}, stays: true})
	host := made(artifact.Role{Name: "host", When: artifact.AtResync}, Changed, no, Impact{Handsets: []int{1, 0}, MaskedUsers: 2, States: []string{"host"}, stays: true})
	mobile := made(ofPerson, Changed, may, Impact{Users: []int{0, 1}, States: []string{"mobile"}, stays: true})
	for _, all := range [][]*Change{{def, host, mobile}, {mobile, host, def}} {
		got := ""
		for _, ch := range together(all) {
			got += fmt.Sprintln(ch.Level(), ch.Impact.Handsets, ch.Impact.Users, ch.Impact.MaskedUsers, ch.Impact.States)
		}
		if want := "restart-unknown [] [0 1] 0 [mobile]\nno-restart [0 1 5] [2] 1 [host unenrolled]\n"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if def.Impact.MaskedUsers != 3 || len(def.Impact.Handsets) != 1 {
		t.Error("the change is another now")
	}
	boot := made(artifact.Role{Name: "entry", When: artifact.AtBoot}, Changed, no, Impact{Handsets: []int{6}, stays: true})
	if n := len(together([]*Change{def, boot})); n != 2 {
		t.Errorf("what is read at other times is told %d times", n)
	}
	alike := made(ofPerson, Changed, no, Impact{Users: []int{0}, When: artifact.AtResync, stays: true})
	if n := len(together([]*Change{host, alike})); n != 2 {
		t.Errorf("a profile and another file are told %d times", n)
	}
}

// Changes are told in the order of what asks for attention; those that do the same stand
// side by side.
func TestOrderOfEntries(t *testing.T) {
	t.Parallel()
	d := ward()
	f := &File{Path: "a.cfg", Kind: Changed}
	for n, x := range []struct {
		r catalogue.Restart
		i Impact
	}{
		{catalogue.RestartUnknown, Impact{}},
		{catalogue.RestartNo, Impact{Handsets: []int{0}, stays: true}},
		{catalogue.RestartUnknown, Impact{Handsets: []int{0}, stays: true}},
		{catalogue.RestartUnknown, Impact{Handsets: []int{1}, stays: true}},
		{catalogue.RestartYes, Impact{Handsets: []int{0}, stays: true}},
		{catalogue.RestartUnknown, Impact{Handsets: []int{0}, stays: true}},
		{catalogue.RestartYes, Impact{Users: []int{0}}},
		{catalogue.RestartYes, Impact{Handsets: []int{3}}},
		{catalogue.RestartYes, Impact{Handsets: []int{3}, goes: true}},
	} {
		ch := made(ofHandsets, Changed, x.r, x.i)
		ch.Parameter, ch.file = fmt.Sprint(n), f
		f.Changes = append(f.Changes, ch)
	}
	got := ""
	for _, e := range d.entries(block{files: []*File{f}}, f.Changes, false) {
		got += e.Parameter
	}
	if want := "462531780"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
