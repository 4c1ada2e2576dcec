package output

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/diag"
)

// config describes a small Spectralink-like deployment, of which two
// generations differ in every way that a build has to cope with.
type config struct {
	generation string
	users      int
	phones     int
}

var (
	smallA = config{"A", 8, 4}
	smallB = config{"B", 8, 4}
)

// tree makes the artifacts of a configuration. Every fourth file is the same in
// all generations; every eighth user and phone is in only one; the group's file
// has another name in each; in B some users move to a folder of their own.
func (c config) tree() *artifact.Tree {
	t := &artifact.Tree{PhoneWritten: phoneWrites, Dirs: []string{"logs", "users"}}
	add := func(name, entity string, phase artifact.Phase, i int, params ...artifact.Param) {
		generation := c.generation
		if i%4 == 3 {
			generation = "every"
		}
		params = append(params, artifact.Param{Name: "generation", Value: generation})
		t.Files = append(t.Files, &artifact.File{Path: name, Owner: "ward", Entity: entity, Phase: phase, Params: params,
			Format: render, Pos: diag.Pos{File: "ward.cue", Line: 1 + len(t.Files)}})
	}
	group := "group-" + c.generation + ".cfg"
	add(group, "", artifact.Leaf, 0)
	add("site.cfg", "", artifact.Leaf, 0, artifact.Param{Name: "padding", Value: strings.Repeat("x", 5000)})
	add("features.cfg", "", artifact.Leaf, 3)
	add("000000000000.cfg", "", artifact.Entry, 0, artifact.Param{Name: "CONFIG_FILES", Value: "features.cfg, site.cfg"})
	for i := range c.phones {
		if mac := fmt.Sprintf("00907a%06x", i); c.has(i) {
			add(mac+".cfg", mac, artifact.Handset, i, artifact.Param{Name: "CONFIG_FILES", Value: group + ", features.cfg, site.cfg"})
			if i%4 == 3 { // the same bytes in every generation refer to what is in every generation
				t.Files[len(t.Files)-1].Params[0].Value = "features.cfg, site.cfg"
			}
		}
	}
	for i := range c.users {
		if id := fmt.Sprintf("user%04d", i); c.has(i) {
			dir := "users/"
			if c.generation == "B" && i%8 == 5 {
				dir = "night/shift/"
			}
			add(dir+id+".cfg", id, artifact.Leaf, i, artifact.Param{Name: "prov.login.localPassword", Secret: "pin"})
		}
	}
	t.Sort()
	return t
}

// has reports whether the i-th user or phone is in this generation.
func (c config) has(i int) bool {
	return i%8 != 1 && i%8 != 2 || i%8 == 1 && c.generation == "A" || i%8 == 2 && c.generation == "B"
}

// render makes a file whose wholeness and generation a reader can see.
func render(params []artifact.Param) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("begin\n")
	for _, p := range params {
		fmt.Fprintf(&b, "%s=%s\n", p.Name, p.Value)
	}
	b.WriteString("end\n")
	return b.Bytes(), nil
}

func phoneWrites(name string) (entity string, ok bool) {
	base := strings.ToLower(path.Base(name))
	for _, suffix := range []string{"-phone.cfg", "-web.cfg", "-directory.xml", "-calls.xml", "-app.log", "-boot.log"} {
		if entity, ok := strings.CutSuffix(base, suffix); ok {
			return entity, true
		}
	}
	return "", false
}

func pin(name string) (string, bool) { return "4711", name == "pin" }

// mustWrite builds and expects no error finding.
func mustWrite(t *testing.T, tree *artifact.Tree, opt Options) *Report {
	t.Helper()
	opt.Secret = pin
	r, err := Write(context.Background(), tree, opt)
	if err != nil {
		t.Fatal(err)
	}
	if r.Findings.HasErrors() {
		t.Fatalf("findings: %v", r.Findings)
	}
	return r
}

func mustCheck(t *testing.T, tree *artifact.Tree, opt Options) *Report {
	t.Helper()
	opt.Secret = pin
	r, err := Check(context.Background(), tree, opt)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// refusedBy builds and expects a finding, and a root that is as it was.
func refusedBy(t *testing.T, check, substr string, tree *artifact.Tree, opt Options) {
	t.Helper()
	before := snapshot(t, opt.Root)
	opt.Secret = pin
	r, err := Write(context.Background(), tree, opt)
	if err != nil {
		t.Fatal(err)
	}
	has := slices.ContainsFunc(r.Findings, func(d diag.Diagnostic) bool {
		return d.Severity == diag.Error && d.Check == check && strings.Contains(d.Message(), substr)
	})
	if !has {
		t.Errorf("no error %s about %q in %v", check, substr, r.Findings)
	}
	if len(r.Created)+len(r.Changed)+len(r.Removed) > 0 {
		t.Errorf("a refused build reports that it did %+v", r)
	}
	sameState(t, before, snapshot(t, opt.Root))
}

// finding returns the first finding of a check, or fails.
func finding(t *testing.T, r *Report, check string) diag.Diagnostic {
	t.Helper()
	i := slices.IndexFunc(r.Findings, func(d diag.Diagnostic) bool { return d.Check == check })
	if i < 0 {
		t.Fatalf("no %s in %v", check, r.Findings)
	}
	return r.Findings[i]
}

// snapshot reads a whole root, the lock apart: bytes, modes, links, folders.
func snapshot(t *testing.T, root string) map[string]string {
	t.Helper()
	state := map[string]string{}
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, name)
		info, err := d.Info()
		if err != nil {
			return err
		}
		switch {
		case rel == "." || rel == stateDir || rel == filepath.FromSlash(lockPath):
		case d.IsDir():
			state[rel] = "folder " + info.Mode().String()
		case d.Type().IsRegular():
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			state[rel] = info.Mode().String() + " " + string(data)
		default:
			to, _ := os.Readlink(name)
			state[rel] = info.Mode().String() + " " + to
		}
		return nil
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return state
}

func sameState(t *testing.T, want, got map[string]string) {
	t.Helper()
	for name, w := range want {
		if g, ok := got[name]; !ok {
			t.Errorf("%s is missing", name)
		} else if g != w {
			t.Errorf("%s: %.80q, want %.80q", name, g, w)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s should not be there", name)
		}
	}
}

// noTemps fails if a temporary file is left anywhere.
func noTemps(t *testing.T, root string) {
	t.Helper()
	for name := range snapshot(t, root) {
		if isTemp(filepath.Base(name)) {
			t.Errorf("%s is left", name)
		}
	}
}

// readAsHandset boots as each phone of either configuration does, and logs in
// as each user that both have: every file that it is referred to must be there,
// whole.
func readAsHandset(t *testing.T, root string, c, d config) {
	t.Helper()
	read := func(name string) (map[string]string, error) {
		data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if err != nil {
			return nil, err
		}
		body, ok1 := strings.CutPrefix(string(data), "begin\n")
		body, ok2 := strings.CutSuffix(body, "end\n")
		if !ok1 || !ok2 {
			t.Errorf("%s is not whole: %.60q", name, data)
		}
		params := map[string]string{}
		for line := range strings.Lines(body) {
			k, v, _ := strings.Cut(strings.TrimSpace(line), "=")
			params[k] = v
		}
		return params, nil
	}
	boot := func(mac string) {
		master, err := read(mac + ".cfg")
		if os.IsNotExist(err) {
			master, err = read("000000000000.cfg")
		}
		if err != nil {
			t.Errorf("%s: %v", mac, err)
			return
		}
		for name := range strings.SplitSeq(master["CONFIG_FILES"], ",") {
			if _, err := read(strings.TrimSpace(name)); err != nil {
				t.Errorf("%s is referred to a missing file: %v", mac, err)
			}
		}
	}
	boot("ffffffffffff")
	for i := range max(c.phones, d.phones) {
		boot(fmt.Sprintf("00907a%06x", i))
	}
	for i := range min(c.users, d.users) {
		if !c.has(i) || !d.has(i) {
			continue
		}
		_, err := read(fmt.Sprintf("users/user%04d.cfg", i))
		if err != nil && i%8 == 5 {
			_, err = read(fmt.Sprintf("night/shift/user%04d.cfg", i))
		}
		if err != nil {
			t.Errorf("a user's profile: %v", err)
		}
	}
}

// plantPhones puts n files of handsets into a root, as the phones would.
func plantPhones(t *testing.T, root string, n int) map[string]string {
	t.Helper()
	files := map[string]string{}
	for i := range n {
		name := fmt.Sprintf("users/user%04d-phone.cfg", i)
		if i%4 == 3 {
			name = fmt.Sprintf("00907A%06X-web.cfg", i)
		}
		files[name] = fmt.Sprintf("settings of %d", i)
		put(t, root, name, files[name])
	}
	return files
}

func put(t *testing.T, root, name, data string) {
	t.Helper()
	file := filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

func get(t *testing.T, root, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// newRoot is an empty folder, in memory where there is such a place: the tests
// sync thousands of times.
func newRoot(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "provc-test-")
	if err != nil {
		dir = t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	root := filepath.Join(dir, "root")
	if err := os.Mkdir(root, 0o755); err != nil {
		t.Fatal(err)
	}
	return root
}
