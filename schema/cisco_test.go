package schema_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/errors"
)

func openCisco(t *testing.T) *plain {
	t.Helper()
	p, err := vendors["cisco"]()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Each line from 1 to 12 has what #line says, under names that end in its number.
func TestLines(t *testing.T) {
	p := openCisco(t)
	kinds := readKinds(t, p, "cisco")
	want := map[string]string{}
	var text strings.Builder
	for _, r := range readRows(t, "cisco") {
		if !slices.Equal(r.indexes, []int{12}) {
			continue
		}
		for _, line := range []string{"1", "9", "10", "12"} {
			want[r.fill([]string{line})] = kinds.of(t, r.takes).says
		}
		for _, line := range []string{"0", "13", "01", "100"} {
			want[r.fill([]string{line})] = "the index must be 1 to 12, and at most the lines of the model"
		}
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		fmt.Fprintf(&text, "%q: [1]\n", name)
	}
	got := map[string]string{}
	for _, e := range errors.Errors(p.definition(t, "#Params").Unify(p.text(t, text.String())).Validate()) {
		if path := e.Path(); len(path) == 2 {
			got[unquoted(path[1:])] = sentence(e)
		}
	}
	for name, says := range want {
		if got[name] != says {
			t.Errorf("%s: %q is said, want %q", name, got[name], says)
		}
	}
}

// Lines are numbered from 1 to 12, without leading zeros; of other numbers it is told that
// they are beyond.
func TestLineNumbers(t *testing.T) {
	p := openCisco(t)
	check := func(pattern, number string, want bool) {
		t.Helper()
		for _, name := range []string{"Display_Name_" + number + "_", "Default_Ring__" + number + "__"} {
			if got := p.definition(t, pattern).Unify(p.ctx.Encode(name)).Err() == nil; got != want {
				t.Errorf("%s is one of %s: %v", name, pattern, got)
			}
		}
	}
	for n := range 130 {
		check("#lineName", fmt.Sprint(n), 0 < n && n <= 12)
		check("#beyondLines", fmt.Sprint(n), n == 0 || n > 12)
	}
	for c := ' '; c <= '~'; c++ {
		if (c < '0' || c > '9') && c != '_' {
			for _, number := range []string{string(c), "1" + string(c)} {
				check("#lineName", number, false)
				check("#beyondLines", number, false)
			}
		}
	}
}

// Names that end in a number are not all lines': there are so many cameras, networks and
// keys, and no more.
func TestNumbersAreBounded(t *testing.T) {
	p := openCisco(t)
	for _, name := range []string{
		"Unit_0_Key_1", "Unit_3_Key_1", "Unit_1_Key_0", "Unit_2_Key_33", "Unit_1_Key_01", "Unit_1_Key_1_",
		"Access_URL_5_", "Camera_Name_0_", "Associated_Caller_ID_5_", "GPP_Q", "PSK_17", "Ring13",
		"display_name_1_", "Display_Name_1", "Display_Name__1_", "L16_Enable_1", "Log_Missed_Calls_for_EXT_13",
	} {
		if p.definition(t, "#Params").Unify(p.text(t, fmt.Sprintf("%q: \"\"", name))).Validate() == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

// product is what the vendor's documents say of a product.
type product struct {
	PSN, Asks, Families string
	Lines               int
	Mobility, SideCar   bool
}

// What there is to know of each product. Lines are those of the administration guide; a
// phone asks for /spa$PSN.cfg; SPA301 and SPA501G have no soft key to log in with; what the
// SPA525G knows is what the SPA525G2 does.
var products = map[string]product{
	"SPA301":   {"301", "spa301.cfg", "SPA30x", 1, false, false},
	"SPA303":   {"303", "spa303.cfg", "SPA30x", 3, true, false},
	"SPA501G":  {"501G", "spa501G.cfg", "SPA50x", 8, false, true},
	"SPA502G":  {"502G", "spa502G.cfg", "SPA50x", 1, true, true},
	"SPA504G":  {"504G", "spa504G.cfg", "SPA50x", 4, true, true},
	"SPA508G":  {"508G", "spa508G.cfg", "SPA50x", 8, true, true},
	"SPA509G":  {"509G", "spa509G.cfg", "SPA50x", 12, true, true},
	"SPA512G":  {"512G", "spa512G.cfg", "SPA50x SPA51x", 1, true, true},
	"SPA514G":  {"514G", "spa514G.cfg", "SPA50x SPA51x", 4, true, true},
	"SPA525G":  {"525G", "spa525G.cfg", "SPA525G2", 5, true, true},
	"SPA525G2": {"525G2", "spa525G2.cfg", "SPA525G2", 5, true, true},
}

func TestProducts(t *testing.T) {
	got := map[string]product{}
	if err := openCisco(t).definition(t, "#Products").Decode(&got); err != nil {
		t.Fatal(err)
	}
	for name := range maps.Keys(got) {
		if _, known := products[name]; !known {
			t.Errorf("%s is in no document", name)
		}
	}
	for name, want := range products {
		if got[name] != want {
			t.Errorf("%s: %+v, want %+v", name, got[name], want)
		}
	}
}

// families.cue has once more, for plain CUE, what it cannot read of @param: which families
// know a parameter, where not all products do; what it is called elsewhere; what families
// take, where they differ; which are secret.
func TestFamilies(t *testing.T) {
	want := map[string]map[string]string{"_models": {}, "_same": {}, "_choices": {}, "_secret": {}}
	for _, r := range readRows(t, "cisco") {
		known := strings.Fields(r.facts["models"])
		for _, q := range products {
			if !slices.ContainsFunc(strings.Fields(q.Families), func(f string) bool { return slices.Contains(known, f) }) {
				want["_models"][r.name] = fmt.Sprintf("%q", known)
			}
		}
		if twin := r.facts["same"]; twin != "" {
			want["_same"][r.name] = fmt.Sprintf("%q", twin)
		}
		for name, choices := range r.facts {
			if family, is := strings.CutPrefix(name, "choices"); is {
				want["_choices"][r.name+family] = fmt.Sprintf("%q", strings.Split(choices, "|"))
			}
		}
		if _, is := r.facts["secret"]; is {
			want["_secret"][r.name] = "true"
		}
	}
	p := openCisco(t)
	for name, of := range want {
		got := map[string]string{}
		flatten(t, p.definition(t, name), "", got)
		if !maps.Equal(got, of) {
			t.Errorf("%s is\n%v\nwant\n%v", name, got, of)
		}
	}
}

// flatten has the values of a table, and of tables in it, by their labels; one of all
// others has an empty label.
func flatten(t *testing.T, v cue.Value, path string, into map[string]string) {
	if v.IncompleteKind() != cue.StructKind {
		into[path] = strings.ReplaceAll(fmt.Sprint(v), ", ", " ")
		return
	}
	all, err := v.Fields()
	if err != nil {
		t.Fatal(err)
	}
	for all.Next() {
		flatten(t, all.Value(), strings.Trim(path+"."+all.Selector().Unquoted(), "."), into)
	}
}
