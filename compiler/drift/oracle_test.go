package drift

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
)

// values are the settings of a file, by name.
type values map[string]string

// settled are the values of each file of a ward, and of each that handsets wrote.
type settled struct {
	site, own values            // of all, and of the second handset
	profiles  map[string]values // by person
	phone     map[string]values // by MAC or person: what was changed at a handset
	web       map[string]values // by MAC
}

var (
	settledNames = []string{"up.a", "up.b", "up.c", "up.d"}
	logsIn       = map[string][]string{"00907a000001": {"ana", "ben"}, "00907a000002": {"cid"}}
	keptIn       = map[string]string{"00907a000001": "over", "00907a000002": "over", "ana": "people", "ben": "over", "cid": "doctors"}
)

func settle(r *rand.Rand) *settled {
	some := func() values {
		v := values{}
		for range r.IntN(4) {
			v[settledNames[r.IntN(len(settledNames))]] = fmt.Sprint(r.IntN(3))
		}
		return v
	}
	s := &settled{site: some(), own: some(), profiles: map[string]values{}, phone: map[string]values{}, web: map[string]values{}}
	for mac, people := range logsIn {
		s.phone[mac], s.web[mac] = some(), some()
		for _, id := range people {
			s.profiles[id], s.phone[id] = some(), some()
		}
	}
	return s
}

// tree is what is declared.
func (s *settled) tree() *artifact.Tree {
	tree := ward()
	for path, v := range map[string]values{"site.cfg": s.site, "phone-00907a000002.cfg": s.own, "people/ana.cfg": s.profiles["ana"], "people/ben.cfg": s.profiles["ben"], "doctors/cid.cfg": s.profiles["cid"]} {
		f := tree.Files[slices.IndexFunc(tree.Files, func(f *artifact.File) bool { return f.Path == path })]
		f.Params = slices.DeleteFunc(f.Params, func(p artifact.Param) bool { return p.Name != "prov.login.enabled" })
		for name, value := range v {
			f.Params = append(f.Params, artifact.Param{Name: name, Value: value})
		}
	}
	return tree
}

// written is what handsets wrote, as plant takes it.
func (s *settled) written() string {
	var b strings.Builder
	put := func(who, end string, v values) {
		b.WriteString(keptIn[who] + "/" + who + end)
		for name, value := range v {
			b.WriteString(" " + name + "=" + value)
		}
		b.WriteString("\n")
	}
	for who, v := range s.phone {
		put(who, "-phone.cfg", v)
	}
	for mac, v := range s.web {
		put(mac, "-web.cfg", v)
	}
	return b.String()
}

// beats reports whether a value wins over another one that some of these files declare,
// of which the first that does decides.
func beats(name, value string, files ...values) bool {
	for _, v := range files {
		if declared, ok := v[name]; ok {
			return declared != value
		}
	}
	return false
}

// of lists the files of a handset, the strongest first.
func (s *settled) of(mac string) []values {
	if mac == "00907a000002" {
		return []values{s.own, s.site}
	}
	return []values{s.site}
}

// masks is a plain account of CS-15-10: which settings of handsets win over another
// value.
func (s *settled) masks() (all []string) {
	for mac, people := range logsIn {
		for name, value := range s.phone[mac] {
			if beats(name, value, s.of(mac)...) {
				all = append(all, mac+" phone "+name)
			}
		}
		for name, value := range s.web[mac] {
			_, beaten := s.phone[mac][name]
			masks := beats(name, value, s.of(mac)...)
			for _, id := range people {
				masks = masks || beats(name, value, s.profiles[id])
			}
			if masks && !beaten {
				all = append(all, mac+" web "+name)
			}
		}
		for _, id := range people {
			for name, value := range s.phone[id] {
				if beats(name, value, append([]values{s.profiles[id]}, s.of(mac)...)...) {
					all = append(all, id+" phone "+name)
				}
			}
		}
	}
	slices.Sort(all)
	return all
}

// Over random settings, what is found is what an account says that shares nothing with
// the compiler's.
func TestMasksOverRandomSettings(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 150 {
		s := settle(r)
		dir := t.TempDir()
		plant(t, dir, s.tree(), is("x"), s.written())
		var got []string
		for _, m := range foundOf(t, dir, s.tree()).Masks {
			kind := " phone "
			if strings.HasSuffix(m.At.File, "-web.cfg") {
				kind = " web "
			}
			got = append(got, m.Of.ID+kind+m.Parameter)
		}
		slices.Sort(got)
		if want := s.masks(); !slices.Equal(got, want) {
			t.Fatalf("found\n%s\nwant\n%s\nof\n%+v", strings.Join(got, "\n"), strings.Join(want, "\n"), *s)
		}
	}
}
