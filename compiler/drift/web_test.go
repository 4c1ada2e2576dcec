package drift

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"provc/compiler/artifact"
	"provc/compiler/filetest"
	"provc/compiler/handset/server"
	"provc/compiler/root"
	"provc/compiler/vendors"
)

// small is a deployment: a handset that is listed, and two people.
func small() *root.Root {
	tree := &artifact.Tree{PhoneWritten: vendors.All().PhoneWritten}
	format := func([]artifact.Param) ([]byte, error) { return nil, nil }
	file := func(path, entity string, phase artifact.Phase, params ...artifact.Param) {
		tree.Files = append(tree.Files, &artifact.File{Path: path, Entity: entity, Phase: phase, Params: params, Format: format})
	}
	master := []artifact.Param{{Name: "APP_FILE_PATH", Value: "sip.ld"}, {Name: "CONFIG_FILES", Value: "site.cfg"}, {Name: "USER_PROFILES_DIRECTORY", Value: "people"}, {Name: "OVERRIDES_DIRECTORY", Value: "over"}, {Name: "CONTACTS_DIRECTORY", Value: "https://contacts.example/x?pin=4711"}}
	file("000000000000.cfg", "", artifact.Entry, master...)
	file("00907a000001.cfg", "00907a000001", artifact.Handset, master...)
	file("site.cfg", "", artifact.Leaf, artifact.Param{Name: "prov.login.enabled", Value: "1"}, artifact.Param{Name: "up.idleTimeout", Value: "40"})
	file("people/ana.cfg", "ana", artifact.Leaf, artifact.Param{Name: "prov.login.localPassword", Secret: "ana"})
	file("people/ben.cfg", "ben", artifact.Leaf, artifact.Param{Name: "up.x", Value: "1"})
	return root.Compiled("declared", vendors.All(), root.Part{Tree: tree})
}

const master = `<MASTER_CONFIG><SOFTWARE APP_FILE_PATH="sip.ld"/><CONFIGURATION CONFIG_FILES="site.cfg"/><DIRECTORIES OVERRIDES_DIRECTORY="over" USER_PROFILES_DIRECTORY="people" CONTACTS_DIRECTORY="https://contacts.example/x?pin=4711"/></MASTER_CONFIG>`

// lying is what lies in the root, with what handsets wrote.
var lying = map[string]string{
	"000000000000.cfg":            master,
	"00907a000001.cfg":            master,
	"site.cfg":                    `<handsetConfig prov.login.enabled="1" up.idleTimeout="40"/>`,
	"people/ana.cfg":              `<handsetConfig prov.login.localPassword="hunter2"/>`,
	"people/ana-phone.cfg":        `<PHONE_CONFIG><OVERRIDES prov.login.localPassword="typed-hunter"/></PHONE_CONFIG>`,
	"people/gone-phone.cfg":       `<PHONE_CONFIG><OVERRIDES up.idleTimeout="1"/></PHONE_CONFIG>`,
	"over/00907a000001-web.cfg":   `<PHONE_CONFIG><WEB up.idleTimeout="5"/></PHONE_CONFIG>`,
	"over/00907A000001-phone.cfg": `<PHONE_CONFIG><OVERRIDES up.idleTimeout="6"/></PHONE_CONFIG>`,
}

func deployed(t *testing.T) string {
	t.Helper()
	return filetest.Folder(t, lying)
}

// look says what is found at a URL.
func look(t *testing.T, url string, login server.Login) (*Report, error) {
	t.Helper()
	s, err := server.Open(url, server.Options{Login: login, Timeout: 5 * time.Second, MaxSize: 1 << 16})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	return Find(t.Context(), Options{Root: small(), Live: Server(s), Folders: []string{""}})
}

// By URL the same is found as in the folder, as far as names can be guessed; and the
// report says what it does not see.
func TestURL(t *testing.T) {
	dir := deployed(t)
	files := http.FileServer(http.Dir(dir))
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		switch {
		case user != "admin" || password != "s3cret":
			w.Header().Set("WWW-Authenticate", `Basic realm="phones"`)
			w.WriteHeader(http.StatusUnauthorized)
		case strings.HasSuffix(r.URL.Path, "ben-directory.xml"):
			fmt.Fprint(w, "<!DOCTYPE html><html>not found</html>")
		case strings.HasSuffix(r.URL.Path, "ben-phone.cfg"):
			w.WriteHeader(http.StatusForbidden)
		default:
			files.ServeHTTP(w, r)
		}
	}))
	defer site.Close()
	got, err := look(t, site.URL+"/", server.Login{User: "admin", Password: "s3cret"})
	if err != nil {
		t.Fatal(err)
	}
	live, err := Folder(dir, vendors.All())
	if err != nil {
		t.Fatal(err)
	}
	want, err := Find(t.Context(), Options{Root: small(), Live: live, Folders: []string{""}})
	if err != nil {
		t.Fatal(err)
	}
	said := func(r *Report) (masks string) {
		for _, m := range r.Masks {
			masks += fmt.Sprintln(m.At, m.Parameter, m.Ours[0].File)
		}
		return masks
	}
	const masks = "over/00907a000001-web.cfg:1 up.idleTimeout site.cfg\npeople/ana-phone.cfg:1 prov.login.localPassword people/ana.cfg\n"
	if said(got) != masks || said(want) != "over/00907A000001-phone.cfg:1 up.idleTimeout site.cfg\n"+strings.SplitAfter(masks, "\n")[1] {
		t.Errorf("by URL\n%s\nin the folder\n%s", said(got), said(want))
	}
	if len(got.Left) != 0 || len(want.Left) != 1 || want.Left[0].Of.ID != "gone" {
		t.Errorf("left behind: %v by URL, %v in the folder", got.Left, want.Left)
	}
	if len(got.Missing) != 1 || got.Missing[0].File != "people/ben.cfg" || len(got.Edits) != 0 {
		t.Errorf("missing %v, edited %v", got.Missing, got.Edits)
	}
	unseen := strings.Join(got.Unseen, "\n")
	for _, part := range []string{"only names that can be guessed", "3 files the server does not let us read: ben-phone.cfg, over/ben-phone.cfg, people/ben-phone.cfg", "the server sends a web page, as if they were not there: ben-directory.xml, over/ben-directory.xml, people/ben-directory.xml", "handsets write to https://contacts.example/x?pin=(secret), which lies outside of the root"} {
		if !strings.Contains(unseen, part) {
			t.Errorf("%q is not told in\n%s", part, unseen)
		}
	}
}

// What is no root is a sentence with the URL, and without credentials; no other server
// gets them.
func TestServersThatAreNoRoot(t *testing.T) {
	sent := ""
	thief := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { sent += r.Header.Get("Authorization") }))
	defer thief.Close()
	basic := func(next http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if _, _, ok := r.BasicAuth(); !ok {
				w.Header().Set("WWW-Authenticate", `Basic realm="phones"`)
				w.WriteHeader(http.StatusUnauthorized)
				return
			}
			next(w, r)
		}
	}
	for _, x := range []struct {
		name, want string
		handler    http.HandlerFunc
	}{
		{"401", "/000000000000.cfg asks for a user and a password (Basic \"phones\"), or refuses those that were given: put them into $PROVC_SERVER_USER", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("WWW-Authenticate", `Basic realm="phones"`)
			w.WriteHeader(http.StatusUnauthorized)
		}},
		{"403", "/000000000000.cfg is not for us to read: the server answers 403 Forbidden", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusForbidden) }},
		{"404", " is no provisioning root of these packages: 000000000000.cfg is not there", http.NotFound},
		{"500", "/000000000000.cfg answers 500 Internal Server Error", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusInternalServerError) }},
		{"a page", "/000000000000.cfg answers with a web page where a file is asked for", func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprint(w, "<!DOCTYPE html><html><body>Welcome</body></html>")
		}},
		{"no end", "/000000000000.cfg has more than 65536 bytes, or no end", func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				if _, err := w.Write(make([]byte, 1<<12)); err != nil {
					return
				}
			}
		}},
		{"another server", "another server, which gets no credentials of it", basic(func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, thief.URL+r.URL.Path, http.StatusFound)
		})},
	} {
		site := httptest.NewServer(x.handler)
		_, err := look(t, site.URL, server.Login{User: "admin", Password: "s3cret"})
		if err == nil || !strings.Contains(err.Error(), x.want) || !strings.Contains(err.Error(), site.URL) || strings.Contains(err.Error(), "s3cret") || strings.Contains(err.Error(), "admin") {
			t.Errorf("%s: %v", x.name, err)
		}
		site.Close()
		if x.name == "404" {
			if _, err := look(t, site.URL, server.Login{}); err == nil || !strings.Contains(err.Error(), "cannot be reached") {
				t.Errorf("nobody serves: %v", err)
			}
		}
	}
	if sent != "" {
		t.Errorf("another server was sent %q", sent)
	}
}
