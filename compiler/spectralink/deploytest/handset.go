package deploytest

import (
	"bytes"
	"encoding/xml"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/spectralink/readers"
)

// Handset is what a handset does with the files of a root, written anew from
// CS-15-10 and the administration guide: tests hold what provc makes, and what
// Readers says of it, against this account.
type Handset struct {
	c      *Compiled
	MAC    string
	folder string            // that its server address ends in
	Master map[string]string // attributes of the master file
	Loaded []string          // paths of the files that it loads, the strongest first
	Files  []map[string]string
}

// Boot starts a handset: it fetches the master file of its MAC, or else that of
// all, and then the files of CONFIG_FILES. The leftmost wins.
func (c *Compiled) Boot(t testing.TB, folder, mac string) *Handset {
	return c.BootModel(t, folder, mac, "")
}

// BootModel starts one of a model, which goes by the attributes of that model where
// there are such.
func (c *Compiled) BootModel(t testing.TB, folder, mac, model string) *Handset {
	t.Helper()
	h := &Handset{c: c, MAC: mac, folder: folder}
	master := path.Join(folder, mac+".cfg")
	if c.ByPath[master] == nil {
		master = path.Join(folder, "000000000000.cfg")
	}
	h.Master = Attributes(t, c.Bytes(t, master))
	list, ok := h.Master["CONFIG_FILES_"+model]
	if !ok {
		list = h.Master["CONFIG_FILES"]
	}
	for name := range strings.SplitSeq(list, ",") {
		name = strings.TrimSpace(name)
		other, foreign := c.Others[name]
		file := strings.ReplaceAll(name, "[PHONE_MAC_ADDRESS]", mac)
		if !strings.Contains(file, "://") {
			file = path.Join(folder, file)
		}
		switch {
		case foreign:
			h.Loaded, h.Files = append(h.Loaded, file), append(h.Files, other)
		case name != "":
			h.load(t, file)
		}
	}
	return h
}

func (h *Handset) load(t testing.TB, file string) {
	t.Helper()
	h.Loaded = append(h.Loaded, file)
	h.Files = append(h.Files, Attributes(t, h.c.Bytes(t, file)))
}

// Login lets a user in: the user's profile, in the folder that the master file
// names, beats all that was loaded. It reports false where there is no such file.
func (h *Handset) Login(t testing.TB, id string) bool {
	t.Helper()
	file := path.Join(h.folder, h.Master["USER_PROFILES_DIRECTORY"], id+".cfg")
	if h.c.ByPath[file] == nil {
		return false
	}
	profile := &Handset{c: h.c}
	profile.load(t, file)
	h.Loaded = append(profile.Loaded, h.Loaded...)
	h.Files = append(profile.Files, h.Files...)
	return true
}

// Get is the value of a parameter in effect and the file that sets it.
func (h *Handset) Get(name string) (value, file string) {
	for i, f := range h.Files {
		if v, ok := f[name]; ok {
			return v, h.Loaded[i]
		}
	}
	return "", ""
}

// Attributes reads a file as handsets do, with a reader that is not ours: all
// Attributes of all elements, each once.
func Attributes(t testing.TB, data []byte) map[string]string {
	t.Helper()
	all := map[string]string{}
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatalf("not well-formed: %v\n%s", err, data)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		for _, a := range start.Attr {
			if a.Name.Space != "" {
				continue // of XML itself
			}
			if _, twice := all[a.Name.Local]; twice {
				t.Errorf("%s is set twice in\n%s", a.Name.Local, data)
			}
			all[a.Name.Local] = a.Value
		}
	}
}

// Root is a provisioning root: parameters by file, one a line, as NAME=value.
type Root map[string]string

func (r Root) Paths() []string { return slices.Sorted(maps.Keys(r)) }

func (r Root) Params(path string) []artifact.Param {
	var params []artifact.Param
	for line := range strings.Lines(r[path]) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		params = append(params, artifact.Param{Name: name, Value: value})
	}
	return params
}

// Root lets Readers see what was compiled.
func (c *Compiled) root(t testing.TB) Root {
	r := Root{}
	for path := range c.ByPath {
		r[path] = ""
		if strings.HasSuffix(path, ".cfg") {
			for name, value := range Attributes(t, c.Bytes(t, path)) {
				r[path] += name + "=" + strings.ReplaceAll(value, "\n", " ") + "\n"
			}
		}
	}
	return r
}

// Readers says of what is compiled what handsets do with it.
func (c *Compiled) ReadAsHandsetsDo(t testing.TB, folder string, users ...string) {
	t.Helper()
	r := readers.Of(c.root(t))
	ids := map[string]artifact.User{}
	for _, u := range r.ByUser {
		ids[u.Users+" "+u.ID] = u
	}
	known := map[string]bool{}
	for _, reader := range r.Handsets {
		known[reader.ID] = true
		mac, model := reader.ID, ""
		if reader.Unlisted != "" {
			mac = "00907affffff"
			if of := strings.Fields(reader.Unlisted)[1]; of != "handset" {
				model = of
			}
		}
		h := c.BootModel(t, folder, mac, model)
		var loaded []string
		for _, file := range h.Loaded {
			if !strings.Contains(file, "://") {
				loaded = append(loaded, strings.ReplaceAll(file, "00907affffff", "000000000000"))
			}
		}
		if !slices.Equal(reader.Files[1:], loaded) {
			t.Errorf("handset %s loads %s, Readers says %s", mac, loaded, reader.Files)
		}
		for _, id := range users {
			h := c.BootModel(t, folder, mac, model)
			u, ok := ids[reader.Users+" "+id]
			if h.Login(t, id) != ok || ok && u.File != h.Loaded[0] {
				t.Errorf("user %s on %s: Readers says %v %v", id, mac, ok, u)
			}
		}
	}
	for h := range c.Phones {
		if c.ByPath[strings.TrimPrefix(folder+"/", "/")+h.MAC+".cfg"] != nil != known[h.MAC] {
			t.Errorf("Readers says that handset %s is there: %v", h.MAC, known[h.MAC])
		}
	}
}
