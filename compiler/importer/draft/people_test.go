package draft_test

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
)

// written is what a deployment says of people, with the table and the secrets.
func written(t *testing.T, lift bool, all []*draft.Person) string {
	t.Helper()
	return writtenBy(t, &draft.People{Desk: desk(), Lift: lift}, all)
}

// writtenBy is written by somebody who has a desk and wishes.
func writtenBy(t *testing.T, w *draft.People, all []*draft.Person) string {
	t.Helper()
	p := &draft.Package{Name: "ward", Secrets: w.Desk.Secrets}
	w.At, w.Table, w.Noun, w.Login = "ward", "people.csv", "people", "login"
	w.Secret = func(p *draft.Person) func(string) string {
		return func(name string) string { return p.ID + "_" + name[strings.LastIndexByte(name, '.')+1:] }
	}
	w.Begins = func(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }
	w.Column = func(name string) (string, int) {
		if strings.HasSuffix(name, "address") {
			return "extension", 0
		}
		return name[strings.LastIndexByte(name, '.')+1:], 2
	}
	root := &draft.Value{}
	w.Write(p, root, "users", all)
	fields := append(p.Fields, root.Fields...)
	text, err := draft.Snippet(fields...)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.Write(text)
	for _, table := range p.Tables {
		for _, row := range table.Rows {
			b.WriteString(strings.Join(row, ",") + "\n")
		}
	}
	for _, name := range p.Secrets.Names() {
		value, _ := p.Secrets.Value(name)
		b.WriteString(name + "=" + value + "\n")
	}
	for _, person := range all {
		for name, q := range person.Says {
			for _, s := range q.From {
				if s.Fate.Kind == tree.Undecided {
					t.Errorf("nobody decided about %s of %s", name, person.ID)
				}
			}
		}
		if q := person.Password; q != nil && q.From[0].Fate.Kind != tree.Arrived {
			t.Errorf("the password of %s is %s", person.ID, q.From[0].Fate.Kind)
		}
	}
	return b.String()
}

// some are so many people, who say what pairs say; # in a value is their number.
func some(n int, pairs ...string) (all []*draft.Person) {
	for i := 1; i <= n; i++ {
		var own []string
		for _, p := range pairs {
			own = append(own, strings.ReplaceAll(p, "#", fmt.Sprint(i)))
		}
		pw := said("password", fmt.Sprint("pin", i), "")
		all = append(all, &draft.Person{ID: fmt.Sprint("u", i), Says: layer(own...), Password: &pw, Before: &draft.Value{}})
	}
	return all
}

// From six people on who differ in no more than six columns, they stand in a table.
func TestTables(t *testing.T) {
	t.Parallel()
	six := []string{"reg.1.label", "a#", "reg.2.label", "b#", "reg.3.label", "c#", "reg.4.label", "d#", "reg.5.label", "e#", "reg.6.label", "f#"}
	for name, c := range map[string]struct {
		all  []*draft.Person
		want bool
	}{
		"five":            {some(5, "reg.1.label", "#"), false},
		"six":             {some(6, "reg.1.label", "#"), true},
		"six columns":     {some(6, six...), true},
		"seven columns":   {some(6, append(six, "reg.7.label", "g#")...), false},
		"same columns":    {some(6, append(six, "reg.7.label", "f#", "reg.8.label", "all")...), true},
		"braces":          {some(6, "reg.1.label", "{#}"), false},
		"blanks":          {some(6, "reg.1.label", " #"), false},
		"a line break":    {some(6, "reg.1.label", "a\n#"), false},
		"unlisted alike":  {some(6, "acme.x", "a#"), true},
		"other numbers":   {some(6, "acme.x", "#"), true},
		"nobody knows it": {some(6, "prov.login.automaticLogout", "x"), false},
	} {
		if got := strings.Contains(written(t, false, c.all), "inventory"); got != c.want {
			t.Errorf("%s: in a table: %t", name, got)
		}
	}
	commented := some(6, "reg.1.label", "#")
	commented[0].Says["reg.1.label"] = said("reg.1.label", "1", "the first")
	other := some(6, "reg.1.label", "#")
	other[0].Before.Set("label", draft.NewText("Ann"))
	empty := some(6, "reg.1.label", "#")
	empty[5].Password.Text = ""
	odd := some(6, "reg.1.label", "#")
	odd[5].ID = "u 6"
	for name, all := range map[string][]*draft.Person{"a comment": commented, "a label": other, "an empty password": empty, "an ID that names no secret": odd} {
		if strings.Contains(written(t, false, all), "inventory") {
			t.Errorf("one has %s: in a table", name)
		}
	}
	for _, all := range [][]*draft.Person{other, commented} {
		more := some(7, "reg.1.label", "#")[6:]
		if got := written(t, false, append(all, more...)); !strings.Contains(got, "inventory") || !strings.Contains(got, "\nusers: u1:") {
			t.Errorf("one beside six who are alike:\n%s", got)
		}
	}
}

// A row has what people differ in, once; what all have stands beside it.
func TestRows(t *testing.T) {
	t.Parallel()
	all := some(6, "reg.1.address", "10#", "reg.1.auth.userId", "10#", "reg.2.label", "n#", "reg.1.label", "l#", "up.idleTimeout", "#", "se.rt.enabled", "1", "reg.1.auth.password", "s#", "reg.2.auth.password", "same")
	all[5].Says["se.rt.enabled"] = said("se.rt.enabled", "0", "")
	got := written(t, false, all)
	want := `inventory: users: {
	file: "people.csv"
	id:   "{id}"
	each: {
		password: secret: "login_{id}"
		params: {
			reg: {
				"1": {
					address: "{extension}"
					label:   "{label}"
					auth: {userId: "{extension}", password: secret: "password_{id}"}
				}
				"2": {label: "{label2}", auth: password: secret: "u1_password"}
			}
			se: rt: enabled: "{enabled:bool}"
			up: idleTimeout: "{idleTimeout:int}"
		}
	}
}
id,extension,label,label2,enabled,idleTimeout
u1,101,l1,n1,true,1
u2,102,l2,n2,true,2
u3,103,l3,n3,true,3
u4,104,l4,n4,true,4
u5,105,l5,n5,true,5
u6,106,l6,n6,false,6
`
	if !strings.HasPrefix(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	_, secrets, _ := strings.Cut(got, want)
	if secrets != "login_u1=pin1\nlogin_u2=pin2\nlogin_u3=pin3\nlogin_u4=pin4\nlogin_u5=pin5\nlogin_u6=pin6\npassword_u1=s1\npassword_u2=s2\npassword_u3=s3\npassword_u4=s4\npassword_u5=s5\npassword_u6=s6\nu1_password=same\n" {
		t.Errorf("secrets\n%s", secrets)
	}
}

// Two secrets of a row that would be called alike are called after their parameters.
func TestSecretsOfRows(t *testing.T) {
	t.Parallel()
	got := written(t, false, some(6, "reg.1.auth.password", "a#", "reg.2.auth.password", "b#"))
	for _, want := range []string{`"reg_1_auth_password_{id}"`, `"reg_2_auth_password_{id}"`, "reg_1_auth_password_u1=a1\n", "reg_2_auth_password_u6=b6\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s\n%s", want, got)
		}
	}
}

// What people share goes into a template, if that is wished, with what else all of them
// have; one who logs in with nothing has an empty password.
func TestTemplates(t *testing.T) {
	t.Parallel()
	two := []string{"up.idleTimeout", "1", "se.rt.enabled", "1", "up.backlight.onIntensity", "2"}
	all := append(some(3, append(two, "reg.1.label", "{#}")...), some(4, "reg.1.label", "{9}", "powerSaving.enable", "1", "ptt.pttMode.enable", "0")[3:]...)
	all = append(all, &draft.Person{ID: "v", Says: layer("reg.1.label", "{9}", "powerSaving.enable", "1", "ptt.pttMode.enable", "0"), Before: &draft.Value{}},
		&draft.Person{ID: "w-1", Says: layer("reg.1.label", "{9}", "powerSaving.enable", "1", "ptt.pttMode.enable", "0"), Before: &draft.Value{}})
	for i, p := range all[:3] {
		p.Before.Set("directory", draft.NewText("night"))
		p.Before.Set("label", draft.NewText(fmt.Sprint("L", i)))
	}
	all[3].Password.Text = ""
	got := written(t, true, all)
	want := `// What 3 people have in common.
_people1: {
	directory: "night"
	params: {se: rt: enabled: true, up: {idleTimeout: 1, backlight: onIntensity: 2}}
}

// What 3 people have in common.
_people2: params: {powerSaving: enable: true, ptt: pttMode: enable: false, reg: "1": label: "{9}"}

users: {
	u1: _people1 & {label: "L0", password: secret: "login_u1", params: reg: "1": label: "{1}"}
	u2: _people1 & {label: "L1", password: secret: "login_u2", params: reg: "1": label: "{2}"}
	u3: _people1 & {label: "L2", password: secret: "login_u3", params: reg: "1": label: "{3}"}
	u4: _people2 & {password: ""}
	v: _people2 & {}
	"w-1": _people2 & {}
}
login_u1=pin1
login_u2=pin2
login_u3=pin3
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if without := written(t, false, some(3, append(two, "reg.1.label", "{#}")...)); strings.Contains(without, "_people") {
		t.Errorf("nobody wished for templates\n%s", without)
	}
}

// One template needs no number, and has nothing that one of the people lacks.
func TestOneTemplate(t *testing.T) {
	t.Parallel()
	all := some(3, "up.idleTimeout", "1", "se.rt.enabled", "1", "up.backlight.onIntensity", "2", "reg.1.label", "{#}")
	all[0].Before.Set("directory", draft.NewText("night"))
	all[1].Before.Set("directory", draft.NewText("night"))
	got := written(t, true, all)
	if !strings.Contains(got, "_people: params: ") || strings.Count(got, `directory: "night"`) != 2 || strings.Contains(got, "_people1") {
		t.Errorf("got\n%s", got)
	}
}

// Of several sets of people who are alike, the largest stands in the table, whoever comes
// first; alike are those who say the same parameters, of the same kind, or nothing.
func TestAlike(t *testing.T) {
	t.Parallel()
	two := func(a, b []*draft.Person) []*draft.Person {
		for _, p := range b {
			p.ID = "v" + p.ID
		}
		return append(a, b...)
	}
	phones := some(6, "reg.1.label", "#")
	for _, p := range phones {
		p.Password = nil
	}
	for name, c := range map[string]struct {
		all  []*draft.Person
		rows int
		has  string
	}{
		"more come last":       {two(some(6, "reg.1.label", "#"), some(7, "reg.2.label", "#")), 7, "vu7,7"},
		"more come first":      {two(some(7, "reg.1.label", "#"), some(6, "reg.2.label", "#")), 7, "u7,7"},
		"as many":              {two(some(6, "reg.2.label", "#"), some(6, "reg.1.label", "#")), 6, "vu6,6"},
		"other kinds":          {two(some(6, "acme.x", "a#"), some(7, "acme.x", "#")), 7, "vu7,7"},
		"empty or not":         {two(some(6, "reg.1.label", ""), some(7, "reg.1.label", "#")), 7, "vu7,7"},
		"with and without":     {two(phones, some(7, "reg.1.label", "#")), 7, "vu7,7"},
		"without a password":   {phones, 6, "u6,6"},
		"cells of other kinds": {some(6, "up.idleTimeout", "#", "reg.1.label", "#"), 6, "id,label,idleTimeout"},
		"the better heading":   {some(6, "acme.x", "n#", "reg.1.address", "n#"), 6, "id,extension\n"},
		"a column called id":   {some(6, "acme.id", "n#"), 6, "id,id2\n"},
		"an empty secret":      {some(6, "reg.1.auth.password", "", "reg.1.label", "#"), 6, `password: ""`},
	} {
		got := written(t, false, c.all)
		_, table, _ := strings.Cut(got, "\nid,")
		rows := 0
		for line := range strings.Lines(table) {
			if strings.Contains(line, ",") && !strings.Contains(line, "=") && (line[0] == 'u' || line[0] == 'v') {
				rows++
			}
		}
		if rows != c.rows || !strings.Contains(got, c.has) {
			t.Errorf("%s: %d rows, and want %d with %s\n%s", name, rows, c.rows, c.has, got)
		}
	}
	// A secret that stands for something else already is none of a row.
	d := desk()
	d.Secrets.Name("login_u3", "another")
	if got := writtenBy(t, &draft.People{Desk: d}, some(6, "reg.1.label", "#")); strings.Contains(got, "inventory") || !strings.Contains(got, `"login_u3_2"`) {
		t.Errorf("got\n%s", got)
	}
}

// What phones of a person take is asked when that person is looked at.
func TestEach(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{1: "unlisted", 6: "unlisted"} {
		all := some(n+1, "reg.1.label", "#", "up.idleTimeout", "1")
		d, of := desk(), ""
		d.Unfit = func(name, _ string) (string, bool) {
			if of == "u1" && name == "up.idleTimeout" {
				return "u1 takes none", false
			}
			return "", false
		}
		got := writtenBy(t, &draft.People{Desk: d, Each: func(p *draft.Person) { of = p.ID }}, all)
		if strings.Count(got, want) != 1 || !strings.Contains(got, "u1 takes none") || strings.Contains(got, "inventory") != (n == 6) {
			t.Errorf("%d\n%s", n+1, got)
		}
	}
}
