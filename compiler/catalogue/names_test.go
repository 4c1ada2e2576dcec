package catalogue

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"provc/compiler/value"
)

// sharedSchemas are read once for the tests of this file, which change nothing of them.
var sharedSchemas sync.Map

func shared(t testing.TB, vendor string) *Schema {
	t.Helper()
	read, _ := sharedSchemas.LoadOrStore(vendor, sync.OnceValue(func() *Schema { return open(t, vendor) }))
	return read.(func() *Schema)()
}

// What was probably meant by an unknown name, with its indexes where the parameter can have
// them.
func TestNearestParameter(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ vendor, name, want string }{
		{"spectralink", "prov.login.requierd", "prov.login.required"},
		{"spectralink", "reg.34.adress", "reg.34.address"},
		{"spectralink", "reg.35.adress", "reg.x.address"},
		{"spectralink", "reg.2.server.4.adress", "reg.2.server.4.address"},
		{"spectralink", "idleTimeout", "up.idleTimeout"}, // the right end, of which there is one
		{"spectralink", "login.automaticLogout", "prov.login.automaticLogout"},
		{"spectralink", "nowhere.automaticLogout", "prov.login.automaticLogout"},
		{"spectralink", "wholly.elsewhere.enabled", ""}, // an end of many
		{"spectralink", "nothing.like.it", ""},
		{"cisco", "User_IDs_12_", "User_ID_12_"},
		{"cisco", "Dispaly_Name_1_", "Display_Name_1_"},
		{"cisco", "Xyzzy", ""},
	} {
		if got := shared(t, x.vendor).Nearest(x.name); got != x.want {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
	}
}

// A name that is a parameter's but for an index that is too high, with the highest there
// is.
func TestBeyond(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		vendor, name, index string
		most                int
	}{
		{"spectralink", "reg.35.address", "35", 34},
		{"spectralink", "reg.0.address", "0", 34},
		{"spectralink", "reg.1.server.5.address", "5", 4},
		{"spectralink", "phoneLock.authorized.6.value", "6", 5},
		{"spectralink", "ptt.channel.26.label", "26", 25},
		{"spectralink", "reg.x.address", "", 0},
		{"spectralink", "reg.35.adress", "", 0},
		{"spectralink", "up.idleTimeout", "", 0},
		{"cisco", "User_ID_13_", "", 0}, // which the schema refuses in a sentence of its own
	} {
		index, most, known := shared(t, x.vendor).Beyond(x.name)
		if index != x.index || most != x.most || (known.Field != nil) != (x.index != "") {
			t.Errorf("%s: %q to %d, want %q to %d", x.name, index, most, x.index, x.most)
		}
	}
}

// Names that differ in one number alone: the lowest and the highest there are.
func TestBetween(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		vendor, name string
		least, most  int
	}{
		{"cisco", "Default_Ring__13__", 1, 12},
		{"cisco", "Speed_Dial_1", 2, 9},
		{"cisco", "Speed_Dial_10", 2, 9},
		{"spectralink", "up.idleTimeout", 0, 0},
		{"spectralink", "nothing.1.at.2.all", 0, 0},
		{"spectralink", "", 0, 0},
	} {
		if least, most := shared(t, x.vendor).Between(x.name); least != x.least || most != x.most {
			t.Errorf("%s: %d to %d, want %d to %d", x.name, least, most, x.least, x.most)
		}
	}
}

// What the catalogue makes of a name in a file: a parameter, or what it was meant to be, or
// what stands against it; and whether it may stand under unlisted.
func TestName(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ vendor, name, want string }{
		{"spectralink", "reg.2.auth.password", "known secret"},
		{"spectralink", "up.idleTimeout", "known"},
		{"spectralink", "UP.IdleTimeout", "recased up.idleTimeout, refused: it differs from up.idleTimeout in letter case alone"},
		{"spectralink", "reg.2.AUTH.password", "secret recased reg.2.auth.password, refused: it differs from reg.2.auth.password in letter case alone"},
		{"spectralink", "reg.35.auth.password", "secret rule: the index of reg.35.auth.password must be 1 to 34"},
		{"spectralink", "reg.35.address", "rule: the index of reg.35.address must be 1 to 34"},
		{"spectralink", "reg.x.address", "letter x"},
		{"spectralink", "up.idleTimeuot", "near up.idleTimeout"},
		{"spectralink", "reg.3.adress", "near reg.3.address"},
		{"spectralink", "my.adminPassword", "secret"},
		{"spectralink", "nothing.like.it", ""},
		{"spectralink", strings.Repeat("a.", 500) + "idleTimeout", ""},
		{"spectralink", "no name", "refused"},
		{"cisco", "Display_Name_1_", "known"},
		{"cisco", "display_name_1_", "recased Display_Name_1_, refused: it differs from Display_Name_1_ in letter case alone"},
		{"cisco", "Display_Name_13_", "rule: Display_Name_13_: the index must be 1 to 12, and at most the lines of the model"},
		{"cisco", "Display_Name_n_", "letter n"},
		{"cisco", "Dispaly_Name_1_", "near Display_Name_1_"},
	} {
		n := shared(t, x.vendor).Name(x.name)
		var said []string
		tell := func(yes bool, what string) {
			if yes {
				said = append(said, what)
			}
		}
		tell(n.Field != nil && n.Labels != nil, "known")
		tell(n.Secret, "secret")
		tell(n.Recased != "", "recased "+n.Recased+", refused: "+n.Refusal)
		tell(n.Near != "", "near "+n.Near)
		tell(n.Letter != "", "letter "+n.Letter)
		tell(n.Rule != "", "rule: "+n.Rule)
		tell(n.Refusal != "" && n.Recased == "", "refused")
		if got := strings.Join(said, " "); got != x.want {
			t.Errorf("%s: %s, want %s", x.name, got, x.want)
		}
	}
}

// A text in a file is the value that phones read as such a text.
func TestValueOfText(t *testing.T) {
	t.Parallel()
	written := func(n *value.Node) string {
		if n.Kind == value.Bool {
			return map[string]string{"true": "1", "false": "0"}[n.Text]
		}
		return n.Text
	}
	for _, x := range []struct{ name, text, want string }{
		{"prov.login.enabled", "1", "bool true"},
		{"prov.login.enabled", "0", "bool false"},
		{"prov.login.enabled", "true", "must be true or false"},
		{"prov.login.enabled", "", "must be true or false"},
		{"prov.login.automaticLogout", "0", "int 0"},
		{"prov.login.automaticLogout", "46000", "int 46000"},
		{"prov.login.automaticLogout", "46001", "must be a whole number from 0 to 46000"},
		{"prov.login.automaticLogout", "007", "must be a whole number from 0 to 46000"},
		{"prov.login.automaticLogout", "-1", "must be a whole number from 0 to 46000"},
		{"prov.login.automaticLogout", "1.5", "must be a whole number from 0 to 46000"},
		{"reg.1.label", "1", "string 1"},
		{"reg.1.label", "", "string "},
		{"reg.1.server.1.transport", "TLS", "string TLS"},
		{"reg.1.server.1.transport", "tls", "must be one of UDPOnly, TCPpreferred, DNSnaptr, TCPOnly, TLS"},
	} {
		n := shared(t, "spectralink").Name(x.name)
		v, said := n.Value(x.text, written)
		kind := map[value.Kind]string{value.Bool: "bool", value.Int: "int", value.String: "string"}
		if v != nil {
			said = kind[v.Kind] + " " + v.Text
		}
		if said != x.want {
			t.Errorf("%s=%q: %s, want %s", x.name, x.text, said, x.want)
		}
	}
}

// Names are read part by part: letters stand for indexes, numbers are such.
func TestParts(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"reg.1.server.2.address": "reg.x.server.y.address 0", "reg.x.server.y.address": "reg.x.server.y.address 2", "User_ID_3_": "User_ID_x_ 0", "User_ID_x_": "User_ID_x_ 1",
		"up.idleTimeout": "up.idleTimeout 0", "a.1.2.3.4": "a.x.y.z.4 0", "L16_Enable_1_": "L16_Enable_x_ 0", "x.y": "x.y 2", "": " 0",
	} {
		if got := fmt.Sprintf("%s %d", Lettered(name), IndexesIn(name)); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	p := Param{Name: "reg.x.server.y.address"}
	if got := p.Fill(1) + " " + p.Fill(1, 2) + " " + p.Fill() + " " + p.Fill(1, 2, 3); got != "reg.1.server.y.address reg.1.server.2.address reg.x.server.y.address reg.1.server.2.address" {
		t.Error(got)
	}
	if got := (Param{Labels: []string{"reg", "1", "a.b", "_x", "q"}}).Spell(); got != `reg: "1": "a.b": _x: q:` {
		t.Error(got)
	}
	for name, want := range map[string]string{"reg.2.label": "[reg 2 label]", "lcl.country.3.aidt": "[lcl country.3.aidt]", "reg.x.label": "", "nothing": ""} {
		labels := ""
		if f := shared(t, "spectralink").Respelled("meant", name); len(f.Moves) > 0 {
			labels = fmt.Sprint(f.Moves[0].To)
		}
		if labels != want {
			t.Errorf("%s is written %s, want %s", name, labels, want)
		}
	}
}

// Parameters are in the order in which administrators read them: part by part, numbers
// before names, and by their value.
func TestOrder(t *testing.T) {
	t.Parallel()
	want := []string{"a", "a.1", "a.1.b", "a.2", "a.02", "a.10", "a.10.b", "a.b", "a.b.1", "ab", "b"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, Compare)
	slices.Sort(want[3:5]) // of one value, the text decides
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for i, a := range want {
		for j, b := range want {
			if c := Compare(a, b); (c < 0) != (i < j) || (c > 0) != (i > j) {
				t.Errorf("%s, %s: %d", a, b, c)
			}
		}
	}
}

// A parameter of a group, and what is known of one for some of its indexes.
func TestGroups(t *testing.T) {
	t.Parallel()
	s := shared(t, "spectralink")
	n := 0
	for p := range s.Group("phoneLock") {
		n++
		if p.Labels[0] != "phoneLock" {
			t.Errorf("%s is in the group", p.Name)
		}
	}
	if n == 0 {
		t.Error("the group has no parameters")
	}
	for p := range s.Group("none") {
		t.Errorf("%s is in no group", p.Name)
	}
	for name, want := range map[string]string{"ptt.channel.x.subscribed": "1,24,25: 1", "ptt.channel.2.subscribed": ""} {
		s.Search(name, func(p Param) bool {
			if got := p.DefaultsBeside(""); got != want {
				t.Errorf("%s: %q, want %q", name, got, want)
			}
			if first := p.First().Name; first != strings.Replace(name, "x", "1", 1) {
				t.Errorf("the first of %s is %s", name, first)
			}
			return true
		})
	}
	secret := map[string]bool{}
	s.Labels(func(label string, hidden bool) { secret[label] = secret[label] || hidden })
	for label, want := range map[string]bool{"localPassword": true, "password": true, "idleTimeout": false, "value": false} {
		if got, ok := secret[label]; !ok || got != want {
			t.Errorf("%s: %t, secret %t", label, ok, got)
		}
	}
	if text, err := RestartNo.MarshalText(); err != nil || string(text) != "no" || RestartYes.String() != "yes" || RestartUnknown.String() != "unknown" {
		t.Errorf("%s %v", text, err)
	}
}
