package fetched

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"provc/compiler/accesslog"
	"provc/compiler/artifact"
	"provc/compiler/filetest"
	"provc/compiler/root"
	"provc/compiler/schematest"
	"provc/compiler/vendors"
)

// fleet is a root of handsets, each with a master file of its own, and people.
func fleet(handsets, people int) *root.Root {
	tree := &artifact.Tree{PhoneWritten: vendors.All().PhoneWritten}
	format := func([]artifact.Param) ([]byte, error) { return nil, nil }
	file := func(path, entity string, phase artifact.Phase, params ...artifact.Param) {
		tree.Files = append(tree.Files, &artifact.File{Path: path, Entity: entity, Phase: phase, Params: params, Format: format})
	}
	master := func(list string) []artifact.Param {
		return []artifact.Param{{Name: "APP_FILE_PATH", Value: "sip.ld"}, {Name: "CONFIG_FILES", Value: list}, {Name: "USER_PROFILES_DIRECTORY", Value: "people"}}
	}
	file("000000000000.cfg", "", artifact.Entry, master("site.cfg")...)
	file("site.cfg", "", artifact.Leaf, artifact.Param{Name: "prov.login.enabled", Value: "1"})
	for i := range handsets {
		id := mac(i)
		file(id+".cfg", id, artifact.Handset, master("phone-"+id+".cfg, site.cfg")...)
		file("phone-"+id+".cfg", id, artifact.Leaf, artifact.Param{Name: "up.a", Value: "1"})
	}
	for i := range people {
		file(fmt.Sprintf("people/p%d.cfg", i), fmt.Sprintf("p%d", i), artifact.Leaf, artifact.Param{Name: "up.a", Value: "1"})
	}
	return root.Compiled("declared", vendors.All(), root.Part{Tree: tree})
}

func mac(i int) string { return fmt.Sprintf("00907a%06x", i) }

// find reads one log.
func find(t testing.TB, r *root.Root, since time.Time, log io.Reader) *Report {
	t.Helper()
	logs, err := accesslog.Open([]string{"-"}, log, accesslog.Clock{Zone: time.UTC})
	if err != nil {
		t.Fatal(err)
	}
	report, err := Find(t.Context(), Options{Root: r, Since: since, Logs: logs})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// planted is a log that is made up, and a second account of its requests, kept as they are
// made: of everybody when each file was fetched last, and who asked for what is missing.
type planted struct {
	log     strings.Builder
	last    map[string]map[string]time.Time
	seen    map[string]bool
	missing map[string]int
}

const (
	plantedHandsets  = 6
	plantedPeople    = 5
	plantedAddresses = 4
)

func plant(r *rand.Rand, start time.Time) *planted {
	p := &planted{last: map[string]map[string]time.Time{}, seen: map[string]bool{}, missing: map[string]int{}}
	is := map[int]int{} // the handset that an address is
	at := start
	for range r.IntN(120) {
		at = at.Add(time.Duration(r.IntN(3)) * time.Minute)
		address := r.IntN(plantedAddresses)
		name := "site.cfg"
		switch r.IntN(5) {
		case 0:
			is[address] = r.IntN(plantedHandsets)
			name = mac(is[address]) + ".cfg"
		case 1:
			name = fmt.Sprintf("people/p%d.cfg", r.IntN(plantedPeople))
		case 2:
			if h, ok := is[address]; ok {
				name = "phone-" + mac(h) + ".cfg"
			}
		case 3:
			name = "languages/x.xml"
		}
		who := ""
		if h, ok := is[address]; ok {
			who = mac(h)
		}
		p.request(at, fmt.Sprintf("10.0.0.%d", address), who, name, []int{200, 200, 304, 404, 500, 401}[r.IntN(6)])
	}
	return p
}

func (p *planted) request(at time.Time, address, who, name string, status int) {
	fmt.Fprintf(&p.log, "%s - - [%s] \"GET /a/b/%s HTTP/1.1\" %d 1 \"-\" \"-\"\n", address, at.Format("02/Jan/2006:15:04:05 -0700"), name, status)
	if who != "" {
		p.seen[who] = true
	}
	person := ""
	if id, ok := strings.CutPrefix(name, "people/"); ok {
		person = strings.TrimSuffix(id, ".cfg")
	}
	for _, x := range []string{who, person} {
		if x == "" || status != 200 && status != 304 {
			continue
		}
		p.seen[x] = true
		if p.last[x] == nil {
			p.last[x] = map[string]time.Time{}
		}
		p.last[x][name] = at
	}
	if status == 404 {
		if who == "" {
			who = address
		}
		p.missing[who+" "+name]++
	}
}

// wants is what somebody has, and which files are old.
func (p *planted) wants(x *Reader, since time.Time) (State, []string) {
	files := []string{x.ID + ".cfg", "phone-" + x.ID + ".cfg", "site.cfg"}
	if x.Person {
		files = []string{"people/" + x.ID + ".cfg"}
	}
	if !p.seen[x.ID] {
		return Unseen, nil
	}
	state := Now
	var old []string
	for _, f := range files {
		if when, ok := p.last[x.ID][f]; !ok || when.Before(since) {
			state, old = Before, append(old, f)
		}
	}
	slices.Sort(old)
	return state, old
}

// Whatever is planted is told exactly.
func TestPlanted(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	start := time.Date(2026, 11, 28, 8, 0, 0, 0, time.UTC)
	declared := fleet(plantedHandsets, plantedPeople)
	for range 300 {
		p := plant(r, start)
		since := start.Add(time.Duration(r.IntN(120)) * time.Minute)
		got := find(t, declared, since, strings.NewReader(p.log.String()))
		if len(got.Readers) != plantedHandsets+plantedPeople {
			t.Fatalf("%d readers", len(got.Readers))
		}
		for i := range got.Readers {
			x := &got.Readers[i]
			want, old := p.wants(x, since)
			var told []string
			for _, o := range x.Old {
				told = append(told, o.File)
				if when := p.last[x.ID][o.File]; when.IsZero() != (o.Last == 0) || o.Last != 0 && when.Unix() != o.Last {
					t.Fatalf("%s fetched %s at %v, not %d\n%s", x.ID, o.File, when, o.Last, &p.log)
				}
			}
			if x.State != want || !slices.Equal(told, old) {
				t.Fatalf("%s has %s %q, want %s %q since %v\n%s", x.ID, x.State, told, want, old, since, &p.log)
			}
		}
		for _, a := range got.Absent {
			who := cmp.Or(a.ID, a.Address)
			if n := p.missing[who+" "+a.File]; n != a.Times {
				t.Fatalf("%s asks %d times for %s, not %d\n%s", who, n, a.File, a.Times, &p.log)
			}
			delete(p.missing, who+" "+a.File)
		}
		if len(p.missing) > 0 {
			t.Fatalf("nothing is told of %v\n%s", p.missing, &p.log)
		}
	}
}

// A file that came a moment after it was fetched is not what was fetched.
func TestMoment(t *testing.T) {
	declared := fleet(0, 1)
	const line = "10.0.0.1 - - [28/Nov/2026:09:00:00 +0000] \"GET /people/p0.cfg HTTP/1.1\" 200 1 \"-\" \"-\"\n"
	nine := time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC)
	for since, want := range map[time.Time]State{nine: Now, nine.Add(time.Millisecond): Before, nine.Add(-time.Second): Now} {
		if got := find(t, declared, since, strings.NewReader(line)); got.Readers[0].State != want {
			t.Errorf("since %v: %s, want %s", since, got.Readers[0].State, want)
		}
	}
	dir := t.TempDir()
	name := filepath.Join(dir, "people", "p0.cfg")
	filetest.Put(t, name, "")
	for at, want := range map[time.Time]State{nine: Now, nine.Add(500 * time.Millisecond): Before} {
		if err := os.Chtimes(name, at, at); err != nil {
			t.Fatal(err)
		}
		logs, err := accesslog.Open([]string{"-"}, strings.NewReader(line), accesslog.Clock{})
		if err != nil {
			t.Fatal(err)
		}
		got, err := Find(t.Context(), Options{Root: declared, Dir: dir, Logs: logs})
		if err != nil || got.Readers[0].State != want {
			t.Errorf("changed at %v: %v %v, want %s", at, got, err, want)
		}
		if got.Unbuilt == 0 {
			t.Error("nothing is told of what is not there")
		}
	}
}

// What is printed as JSON is what docs/fetched.schema.json describes.
func TestJSONSchema(t *testing.T) {
	valid := schematest.Valid(t, "../../docs", "fetched.schema.json")
	log := "10.0.0.1 - - [28/Nov/2026:09:00:00 +0000] \"GET /00907a000000.cfg HTTP/1.1\" 200 1\n10.0.0.1 - - [28/Nov/2026:09:00:00 +0000] \"GET /x HTTP/1.1\" 404 1\n10.0.0.2 - - [28/Nov/2026:09:00:00 +0000] \"GET /site.cfg HTTP/1.1\" 200 1\n"
	var b bytes.Buffer
	if err := WriteJSON(&b, find(t, fleet(1, 1), time.Unix(1, 0), strings.NewReader(log)), nil); err != nil {
		t.Fatal(err)
	}
	if err := valid(b.Bytes()); err != nil {
		t.Errorf("%v\n%s", err, &b)
	}
	if valid(bytes.Replace(b.Bytes(), []byte(`"before"`), []byte(`"after"`), 1)) == nil || valid(bytes.Replace(b.Bytes(), []byte(`"times": 1`), []byte(`"times": 0`), 1)) == nil {
		t.Error("the schema takes anything")
	}
}

// requests is a log of so many handsets that poll in turn, of a size.
type requests struct {
	left     int64
	handsets int
	n        int
	line     bytes.Buffer
}

func (r *requests) Read(p []byte) (int, error) {
	for r.line.Len() < len(p) && r.left > 0 {
		h := r.n / 3 % r.handsets
		name := [3]string{mac(h) + ".cfg", "phone-" + mac(h) + ".cfg", "site.cfg"}[r.n%3]
		at := time.Unix(1_700_000_000+int64(r.n/50), 0).UTC()
		n, _ := fmt.Fprintf(&r.line, "10.%d.%d.%d - - [%s] \"GET /provisioning/%s HTTP/1.1\" 200 1234 \"-\" \"FileTransport SpectralinkSL-SL_8440-UA/4.0.0.13937 Type/Application\"\n", h>>16, h>>8&255, h&255, at.Format("02/Jan/2006:15:04:05 -0700"), name)
		r.n++
		r.left -= int64(n)
	}
	n, _ := r.line.Read(p)
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

// BenchmarkFind reads a log of 1 GB of 10,000 handsets, and tells the memory that it
// takes beside what is declared. Most of the time is what making up the log takes.
func BenchmarkFind(b *testing.B) {
	const size = 1 << 30
	declared := fleet(10_000, 20_000)
	declared.Account()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	b.SetBytes(size)
	for b.Loop() {
		r := find(b, declared, time.Unix(1, 0), &requests{left: size, handsets: 10_000})
		if r.Count(false, Now) != 10_000 {
			b.Fatal(r.Count(false, Now))
		}
	}
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(after.Sys-before.Sys)/1e6, "MB-more")
}
