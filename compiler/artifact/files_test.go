package artifact

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// plainly writes parameters a line.
func plainly(params []Param) ([]byte, error) {
	var b strings.Builder
	for _, p := range params {
		fmt.Fprintf(&b, "%s=%s\n", p.Name, p.Value)
	}
	return []byte(b.String()), nil
}

// A file holds the values of its secrets, and nobody else does afterwards.
func TestBytes(t *testing.T) {
	secrets := func(name string) (string, bool) { return "value of " + name, name != "gone" }
	params := []Param{{Name: "a", Value: "1"}, {Name: "b", Secret: "s"}, {Name: "c", Secret: "t"}}
	for want, f := range map[string]*File{
		"a=1\nb=value of s\nc=value of t\n": {Params: params, Format: plainly},
		"a=1\n":                             {Params: params[:1], Format: plainly},
		"as it is":                          {Data: []byte("as it is")},
		"":                                  {Format: plainly},
	} {
		if got, err := f.Bytes(secrets); string(got) != want || err != nil {
			t.Errorf("%q, %v, want %q", got, err, want)
		}
	}
	if params[1].Value != "" || params[2].Value != "" {
		t.Error("the value of a secret stays in the tree")
	}
	f := File{Path: "a/b.cfg", Params: []Param{{Name: "a", Secret: "gone"}}, Format: plainly}
	if got, err := f.Bytes(secrets); got != nil || err == nil || err.Error() != `a/b.cfg: secret "gone" has no value` {
		t.Errorf("%q, %v", got, err)
	}
	for range 10 { // what is used again holds nothing of the last file
		if p := spare.Get().(*[]Param); slices.ContainsFunc((*p)[:cap(*p)], func(p Param) bool { return p.Value != "" || p.Secret != "" }) {
			t.Error("a value is kept for the next file")
		}
	}
}

// A file is to be hidden from others if it holds a secret, by name or as a text.
func TestSensitive(t *testing.T) {
	for want, all := range map[bool][][]Param{
		true:  {{{Value: "1"}, {Secret: "s"}}, {{Sensitive: true, Value: "1"}}},
		false: {{{Value: "1"}}, {{Sensitive: true}}, nil},
	} {
		for _, params := range all {
			if f := (&File{Params: params}); f.Sensitive() != want {
				t.Errorf("%+v is sensitive: %t", params, !want)
			}
		}
	}
	keys := map[string]bool{}
	for _, p := range []Param{{Value: "s"}, {Secret: "s"}, {Value: "t"}, {Secret: "t"}, {Value: "secret s"}, {Secret: "text s"}} {
		keys[p.Key()] = true
	}
	if len(keys) != 6 {
		t.Errorf("different values have one key: %v", keys)
	}
	if a, b := (Param{Name: "a", Secret: "s"}), (Param{Name: "b", Secret: "s", Value: "v"}); a.Key() != b.Key() {
		t.Error("one secret has two keys")
	}
}

// A tree goes through its files by path, whether they are in memory or made when they
// are asked for, of one fleet or of several.
func TestTree(t *testing.T) {
	list := func(owner string, phase Phase, seed bool, paths ...string) *Made {
		m := &Made{}
		made := func(i int) *File { return &File{Path: paths[i], Owner: "made by " + owner} }
		m.Kind(Kind{Owner: "nobody"})
		k := m.Kind(Kind{Owner: owner, Phase: phase, Seed: seed, Make: made})
		for i, p := range paths {
			entity := strings.TrimSuffix(p[strings.LastIndexByte(p, '/')+1:], ".cfg")
			if i%2 == 1 {
				entity = "entity of " + entity // which the path does not have
			}
			m.Add(k, p, entity, i)
		}
		m.Secrets = []Param{{Secret: owner}}
		return m
	}
	wards, rooms := list("wards", Handset, false, "w/b.cfg", "w/a.cfg", "z.cfg"), list("rooms", Leaf, true, "r/c.cfg", "a.cfg")
	more := &Made{}
	more.Add(1, "w/c.cfg", "c", 0)
	more.Add(1, "w/"+strings.Repeat("long/", 5000)+"d.cfg", "d", 1)
	more.Add(1, "w/"+strings.Repeat("long/", 5000)+"e.cfg", "e", 1)
	more.Add(1, "w/"+strings.Repeat("long/", 5000)+"f.cfg", "other", 2)
	more.Secrets = []Param{{Secret: "more"}}
	wards.Join(more)
	tree := &Tree{Dirs: []string{"logs", "calls", "logs"}}
	tree.Made.Take(wards)
	tree.Made.Take(rooms)
	tree.Files = []*File{{Path: "site.cfg", Owner: "wards", Entity: "x", Phase: Entry, Seed: true}, {Path: "0.cfg"}}
	for range 2 {
		tree.Sort()
		var got []string
		for i := range tree.Len() {
			h := tree.Head(i)
			if h.Path != tree.Path(i) {
				t.Errorf("%s is %s", h.Path, tree.Path(i))
			}
			got = append(got, fmt.Sprintf("%s %s %s %d %t", strings.ReplaceAll(h.Path, "long/", ""), h.Owner, h.Entity, h.Phase, h.Seed))
		}
		want := []string{"0.cfg   0 false", "a.cfg rooms entity of a 0 true", "r/c.cfg rooms c 0 true", "site.cfg wards x 2 true", "w/a.cfg wards entity of a 1 false",
			"w/b.cfg wards b 1 false", "w/c.cfg wards c 1 false", "w/d.cfg wards d 1 false", "w/e.cfg wards e 1 false", "w/f.cfg wards other 1 false", "z.cfg wards z 1 false"}
		if !slices.Equal(got, want) {
			t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		if !slices.Equal(tree.Dirs, []string{"calls", "logs"}) {
			t.Errorf("folders are %q", tree.Dirs)
		}
	}
	var made []string
	for f := range tree.All() {
		if made = append(made, f.Path+" "+f.Owner); f.Path == "site.cfg" {
			break
		}
	}
	if want := []string{"0.cfg ", "a.cfg made by rooms", "r/c.cfg made by rooms", "site.cfg wards"}; !slices.Equal(made, want) {
		t.Errorf("files are %q, want %q", made, want)
	}
	var secrets []string
	for _, p := range tree.Made.Secrets {
		secrets = append(secrets, p.Secret)
	}
	if want := []string{"wards", "more", "rooms"}; !slices.Equal(secrets, want) {
		t.Errorf("secrets are %q", secrets)
	}
}

// What files are that any vendor may have: programs read these words, and sentences say
// them.
func TestRoles(t *testing.T) {
	for _, x := range []struct {
		role Role
		want string
	}{
		{RoleParams, `{Name:parameters Subject: Named:false When:boot State: Beneath: OfUser:false Lists: Keeps:false Written:false Aside:false Said:}`},
		{RoleUser, `{Name:user Subject:user Named:true When:log-in State: Beneath: OfUser:true Lists: Keeps:false Written:false Aside:false Said:}`},
		{RoleContacts, `{Name:contacts Subject:contact directory Named:false When:boot State: Beneath: OfUser:false Lists: Keeps:false Written:true Aside:true Said:read by those alone who have no contact directory yet}`},
		{RoleHandset, `{Name:handset Subject:written by a handset Named:false When:boot State: Beneath: OfUser:false Lists: Keeps:false Written:true Aside:true Said:written by a handset}`},
		{RoleOther, `{Name:other Subject: Named:false When:boot State: Beneath: OfUser:false Lists: Keeps:false Written:false Aside:true Said:}`},
	} {
		if got := fmt.Sprintf("%+v", x.role); got != x.want {
			t.Errorf("got\n%s, want\n%s", got, x.want)
		}
	}
	if AtBoot != "boot" || AtLogIn != "log-in" || AtResync != "resync" {
		t.Error("programs read other words for when a file is read")
	}
	if LevelUserOverride != "user-override" || LevelWeb != "web" || LevelHandsetOverride != "handset-override" {
		t.Error("programs read other words for what handsets write")
	}
	if !(Leaf < Handset && Handset < Entry) {
		t.Error("a file is replaced before those that it refers to")
	}
	list := Role{Lists: "CONFIG_FILES"}
	for name, want := range map[string]bool{"CONFIG_FILES": true, "CONFIG_FILES_8440": true, "CONFIG_FILESX": false, "CONFIG": false, "": false, "config_files": false} {
		if list.IsList(name) != want {
			t.Errorf("%q lists files: %t", name, !want)
		}
	}
	if (&Role{}).IsList("") || (&Role{}).IsList("_x") {
		t.Error("a file that lists none has a list")
	}
}
