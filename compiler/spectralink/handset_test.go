package spectralink

import (
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"strings"
	"testing"
)

// handset is what a handset does with the files of a root, written anew from
// CS-15-10 and the administration guide: tests hold what provc makes, and what
// Readers says of it, against this account.
type handset struct {
	c      *compiled
	mac    string
	folder string            // that its server address ends in
	master map[string]string // attributes of the master file
	loaded []string          // paths of the files that it loads, the strongest first
	files  []map[string]string
}

// boot starts a handset: it fetches the master file of its MAC, or else that of
// all, and then the files of CONFIG_FILES. The leftmost wins.
func (c *compiled) boot(t testing.TB, folder, mac string) *handset {
	return c.bootModel(t, folder, mac, "")
}

// bootModel starts one of a model, which goes by the attributes of that model where
// there are such.
func (c *compiled) bootModel(t testing.TB, folder, mac, model string) *handset {
	t.Helper()
	h := &handset{c: c, mac: mac, folder: folder}
	master := path.Join(folder, mac+".cfg")
	if c.files[master] == nil {
		master = path.Join(folder, "000000000000.cfg")
	}
	h.master = attributes(t, c.bytes(t, master))
	list, ok := h.master["CONFIG_FILES_"+model]
	if !ok {
		list = h.master["CONFIG_FILES"]
	}
	for name := range strings.SplitSeq(list, ",") {
		name = strings.TrimSpace(name)
		other, foreign := c.others[name]
		file := strings.ReplaceAll(name, "[PHONE_MAC_ADDRESS]", mac)
		if !strings.Contains(file, "://") {
			file = path.Join(folder, file)
		}
		switch {
		case foreign:
			h.loaded, h.files = append(h.loaded, file), append(h.files, other)
		case name != "":
			h.load(t, file)
		}
	}
	return h
}

func (h *handset) load(t testing.TB, file string) {
	t.Helper()
	h.loaded = append(h.loaded, file)
	h.files = append(h.files, attributes(t, h.c.bytes(t, file)))
}

// login lets a user in: the user's profile, in the folder that the master file
// names, beats all that was loaded. It reports false where there is no such file.
func (h *handset) login(t testing.TB, id string) bool {
	t.Helper()
	file := path.Join(h.folder, h.master["USER_PROFILES_DIRECTORY"], id+".cfg")
	if h.c.files[file] == nil {
		return false
	}
	profile := &handset{c: h.c}
	profile.load(t, file)
	h.loaded = append(profile.loaded, h.loaded...)
	h.files = append(profile.files, h.files...)
	return true
}

// get is the value of a parameter in effect and the file that sets it.
func (h *handset) get(name string) (value, file string) {
	for i, f := range h.files {
		if v, ok := f[name]; ok {
			return v, h.loaded[i]
		}
	}
	return "", ""
}

// attributes reads a file as handsets do, with a reader that is not ours: all
// attributes of all elements, each once.
func attributes(t testing.TB, data []byte) map[string]string {
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
