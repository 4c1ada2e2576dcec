package explain_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"provc/compiler"
	"provc/compiler/explain"
	"provc/compiler/filetest"
)

// The five levels of CS-15-10 hold for random layers: what explain says wins and beats is
// what a handset ends up with that reads the files of the root, as the oracle does, which
// knows nothing but these files.
func TestLevels(t *testing.T) {
	seeds := 40
	if testing.Short() {
		seeds = 5
	}
	told := map[string]int{} // how often each level won
	for seed := range seeds {
		d := newRandomWard(t, rand.New(rand.NewPCG(uint64(seed), 11)))
		for _, mac := range d.macs {
			for _, user := range append([]string{""}, d.users...) {
				d.compare(t, seed, mac, user, told)
			}
		}
	}
	for _, level := range []string{"user-override", "web", "user", "handset-override", "files", "default"} {
		if told[level] == 0 {
			t.Errorf("%s never won", level)
		}
	}
}

// initial are the vendor's defaults of some parameters.
var initial = map[string]string{"up.idleTimeout": "40", "up.backlight.onIntensity": "3", "up.backlight.idleIntensity": "1"}

// randomWard is a deployment with values in random layers, and what handsets wrote.
type randomWard struct {
	dir         string // of the root on a disk
	macs, users []string
	explainOf   func(mac, user string) (*explain.Explanation, error)
}

func newRandomWard(t *testing.T, rnd *rand.Rand) *randomWard {
	t.Helper()
	d := &randomWard{dir: filepath.Join(t.TempDir(), "root")}
	params := func() string {
		var b strings.Builder
		for _, name := range slices.Sorted(maps.Keys(initial)) {
			if rnd.IntN(3) == 0 {
				fmt.Fprintf(&b, "params: %s: %d\n", strings.ReplaceAll(name, ".", ": "), 1+rnd.IntN(3))
			}
		}
		return b.String()
	}
	people := []string{"people", "elsewhere"}[rnd.IntN(2)]
	over := []string{"", "over", people}[rnd.IntN(3)]
	var b strings.Builder
	fmt.Fprintf(&b, "package ward\n\nimport \"provc.internal/schema/spectralink\"\n\nward: spectralink.#Deployment & {\nprofiles: directory: %q\nparams: prov: login: {enabled: true, required: true, persistent: true}\n%s", people, params())
	if over != "" {
		fmt.Fprintf(&b, "directories: overrides: %q\n", over)
	}
	for _, g := range []string{"g1", "g2"} {
		fmt.Fprintf(&b, "groups: %s: {\nlabel: %q\n%s}\n", g, g, params())
	}
	for i := range 3 {
		mac := fmt.Sprintf("00907a00000%d", i)
		d.macs = append(d.macs, mac)
		fmt.Fprintf(&b, "phones: %q: {\n", mac)
		if rnd.IntN(3) > 0 {
			fmt.Fprintf(&b, "group: \"g%d\"\n", 1+rnd.IntN(2))
		}
		fmt.Fprintf(&b, "%s}\n", params())
	}
	for _, id := range []string{"ana", "Bo"} {
		d.users = append(d.users, id)
		fmt.Fprintf(&b, "users: %s: {\npassword: secret: %q\n%s}\n", id, strings.ToLower(id), params())
	}
	b.WriteString("}\n")
	pkg := t.TempDir()
	put(t, filepath.Join(pkg, "cue.mod", "module.cue"), "module: \"ward.example\"\nlanguage: version: \"v0.17.0\"\n")
	put(t, filepath.Join(pkg, "ward.cue"), b.String())
	result, err := compiler.Compile(t.Context(), compiler.Options{Dir: pkg})
	if err != nil || result.Findings.HasErrors() {
		t.Fatal(err, result.Findings, b.String())
	}
	for f := range result.Packages[0].Tree.All() {
		text, err := f.Bytes(func(string) (string, bool) { return "s", true })
		if err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(d.dir, filepath.FromSlash(f.Path)), string(text))
	}
	for _, name := range append(slices.Clone(d.users), d.macs...) {
		for _, end := range []string{"-phone.cfg", "-web.cfg"} {
			if rnd.IntN(2) == 0 || end == "-web.cfg" && !strings.HasPrefix(name, "00907a") {
				continue
			}
			var attrs strings.Builder
			for _, name := range slices.Sorted(maps.Keys(initial)) {
				if rnd.IntN(3) == 0 {
					fmt.Fprintf(&attrs, " %s=\"%d\"", name, 4+rnd.IntN(3))
				}
			}
			put(t, filepath.Join(d.dir, over, name+end), "<PHONE_CONFIG><OVERRIDES"+attrs.String()+"/></PHONE_CONFIG>")
		}
	}
	r := result.Root("ward")
	if _, err := explain.Lay(r, d.dir); err != nil {
		t.Fatal(err)
	}
	fleet := explain.FleetOf(r, "ward")
	d.explainOf = func(mac, user string) (*explain.Explanation, error) {
		subjects, err := fleet.Choose(mac, user, true)
		if err != nil {
			return nil, err
		}
		patterns, err := explain.Parse(slices.Sorted(maps.Keys(initial)), r.Facts, explain.Names(subjects))
		if err != nil {
			return nil, err
		}
		return explain.Of(r, "ward", subjects, patterns), nil
	}
	return d
}

func put(t *testing.T, name, text string) {
	t.Helper()
	filetest.Put(t, name, text)
}

func (d *randomWard) compare(t *testing.T, seed int, mac, user string, told map[string]int) {
	t.Helper()
	e, err := d.explainOf(mac, user)
	if err != nil {
		t.Fatalf("seed %d: %s %s: %v", seed, mac, user, err)
	}
	for name, value := range initial {
		want := d.oracle(t, mac, user, name)
		want = append(want, "default "+value)
		i := slices.IndexFunc(e.Params, func(p explain.Param) bool { return p.Name == name })
		if i < 0 || len(e.Params[i].Cases) != 1 {
			t.Fatalf("seed %d: %s is not told of %s %s", seed, name, mac, user)
		}
		var got []string
		for _, s := range e.Params[i].Cases[0].Stack {
			file := s.Path
			if s.Level == explain.LevelDefault {
				file = "default"
			}
			got = append(got, file+" "+s.Value)
		}
		told[e.Params[i].Cases[0].Stack[0].Level]++
		if !slices.Equal(got, want) {
			t.Errorf("seed %d: of %s, %s %s has %q, not %q", seed, name, mac, user, got, want)
		}
	}
}

// oracle is what a handset reads of a parameter, the strongest first, of the files of
// the root alone: "FILE VALUE".
func (d *randomWard) oracle(t *testing.T, mac, user, name string) (stack []string) {
	t.Helper()
	master := attributes(t, filepath.Join(d.dir, mac+".cfg"))
	if master == nil {
		master = attributes(t, filepath.Join(d.dir, "000000000000.cfg"))
	}
	people, over := master["USER_PROFILES_DIRECTORY"], master["OVERRIDES_DIRECTORY"]
	var files []string
	own, web := filepath.Join(over, mac+"-phone.cfg"), filepath.Join(over, mac+"-web.cfg")
	if user == "" {
		files = append(files, own, web)
	} else {
		files = append(files, filepath.Join(over, user+"-phone.cfg"), web, filepath.Join(people, user+".cfg"), own)
	}
	for file := range strings.SplitSeq(master["CONFIG_FILES"], ",") {
		files = append(files, strings.TrimSpace(file))
	}
	for _, file := range files {
		if value, ok := attributes(t, filepath.Join(d.dir, file))[name]; ok {
			stack = append(stack, filepath.ToSlash(file)+" "+value)
		}
	}
	return stack
}

// attributes are all of a file; nil if there is none.
func attributes(t *testing.T, name string) map[string]string {
	t.Helper()
	f, err := os.Open(name)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all := map[string]string{}
	for tokens := xml.NewDecoder(f); ; {
		token, err := tokens.Token()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(name, err)
		}
		if e, ok := token.(xml.StartElement); ok {
			for _, a := range e.Attr {
				all[a.Name.Local] = a.Value
			}
		}
	}
}
