package server_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"provc/compiler/handset/server"
)

// Credentials stay with the host, the port and the scheme that they are meant for.
func TestCredentialsStay(t *testing.T) {
	t.Parallel()
	var asked []string
	site := func() *httptest.Server {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if user, _, ok := r.BasicAuth(); ok {
				asked = append(asked, user)
				return
			}
			w.Header().Set("WWW-Authenticate", `Basic realm="x"`)
			w.WriteHeader(http.StatusUnauthorized)
		}))
		t.Cleanup(s.Close)
		return s
	}
	own, other := site(), site()
	root := open(t, own.URL+"/a", server.Options{Login: server.Login{User: "fleet", Password: "koala-7"}})
	for to, want := range map[string]server.Outcome{own.URL + "/b/": server.Found, strings.Replace(own.URL, "http:", "HTTP:", 1): server.Found, other.URL: server.Denied, strings.Replace(own.URL, "127.0.0.1", "localhost", 1): server.Denied} {
		u, err := url.Parse(to)
		if err != nil {
			t.Fatal(err)
		}
		u.User = url.UserPassword("in", "url")
		at, err := root.At(u)
		if err != nil {
			t.Fatal(err)
		}
		if a := at.Get(t.Context(), "x.cfg", server.Login{}); a.Outcome != want || strings.Contains(a.URL, "in:url") {
			t.Errorf("%s: %+v, want %s", to, a, want)
		}
	}
	if got := fmt.Sprint(asked); got != "[fleet fleet]" {
		t.Errorf("credentials are sent %s", got)
	}
	for _, s := range []server.Server{open(t, t.TempDir(), server.Options{Login: server.Login{User: "fleet", Password: "x"}})} {
		u, _ := url.Parse(own.URL)
		at, err := s.At(u)
		if err != nil {
			t.Fatal(err)
		}
		if a := at.Get(t.Context(), "x.cfg", server.Login{}); a.Outcome != server.Denied {
			t.Errorf("of a folder: %+v", a)
		}
		if _, err := s.At(&url.URL{Scheme: "gopher", Host: "h"}); err == nil {
			t.Error("gopher is a server")
		}
	}
}

// What a web server answers otherwise than with a file.
func TestAnswers(t *testing.T) {
	t.Parallel()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var n int
		if _, err := fmt.Sscanf(r.URL.Path, "/hop/%d", &n); err == nil {
			if n > 0 {
				http.Redirect(w, r, fmt.Sprintf("/hop/%d", n-1), http.StatusFound)
			} else {
				io.WriteString(w, "<a/>")
			}
			return
		}
		fmt.Sscanf(r.URL.Path, "/%d", &n)
		w.WriteHeader(n)
		if r.URL.Path == "/200.page" {
			io.WriteString(w, "<HTML>")
		}
	}))
	t.Cleanup(s.Close)
	root := open(t, s.URL, server.Options{})
	for _, x := range []struct {
		method, name string
		want         server.Outcome
		says         string
	}{
		{"GET", "hop/0", server.Found, ""},
		{"GET", "hop/5", server.Found, ""},
		{"GET", "hop/6", server.Failed, "is redirected more than 5 times: serve the file itself"},
		{"GET", "302", server.Failed, "sends a redirect to nowhere"},
		{"GET", "403", server.Denied, ""},
		{"GET", "404", server.Missing, ""},
		{"GET", "410", server.Missing, ""},
		{"GET", "200", server.Found, ""},
		{"GET", "204", server.Found, ""},
		{"GET", "200.page", server.Failed, "answers with a web page where a file is asked for"},
		{"GET", "405", server.Failed, "answers 405 Method Not Allowed, which no handset expects"},
		{"GET", "304", server.Failed, "answers 304 Not Modified, which no handset expects"},
		{"GET", "500", server.Failed, "answers 500 Internal Server Error: the handset keeps what it had and tries again later"},
		{"GET", "499", server.Failed, "answers 499, which no handset expects"},
		{"GET", "501", server.Failed, "answers 501 Not Implemented: the handset keeps"},
		{"PUT", "200.page", server.Stored, ""},
		{"PUT", "201", server.Stored, ""},
		{"PUT", "403", server.Denied, ""},
		{"PUT", "404", server.Missing, ""},
		{"PUT", "405", server.Denied, ""},
		{"PUT", "501", server.Denied, ""},
		{"PUT", "500", server.Failed, "answers 500"},
		{"PUT", "409", server.Failed, "answers 409 Conflict, which no handset expects"},
	} {
		a := server.Answer{}
		if x.method == "GET" {
			a = root.Get(t.Context(), x.name, server.Login{})
		} else {
			a = root.Put(t.Context(), x.name, []byte("x"), server.Login{})
		}
		if a.Outcome != x.want || !strings.Contains(a.Fault, x.says) || (a.Fault == "") != (x.says == "") || a.Method != x.method || a.Page != strings.Contains(x.says, "web page") {
			t.Errorf("%s %s: %+v, want %s, %s", x.method, x.name, a, x.want, x.says)
		}
	}
	if a := open(t, strings.Replace(s.URL, "127.0.0.1", "nowhere.invalid", 1), server.Options{}).Get(t.Context(), "x", server.Login{}); a.Outcome != server.Failed || !strings.Contains(a.Fault, "there is no host nowhere.invalid") && !strings.Contains(a.Fault, "cannot be reached") && !strings.Contains(a.Fault, "does not answer") {
		t.Errorf("of a host that there is not: %+v", a)
	}
}

// A folder of a root is a root of its own.
func TestBelow(t *testing.T) {
	t.Parallel()
	root := open(t, folder(t), server.Options{})
	for _, whole := range []string{"", "/", ".", "./"} {
		if got := server.Below(root, whole); whole != "./" && got != root {
			t.Errorf("%q is another root", whole)
		}
	}
	people := server.Below(root, "/people/")
	if a := people.Get(t.Context(), "/ann.cfg", server.Login{}); a.Outcome != server.Found || string(a.Data) != files["people/ann.cfg"] {
		t.Errorf("%+v", a)
	}
	if a := people.Get(t.Context(), "a.cfg", server.Login{}); a.Outcome != server.Missing {
		t.Errorf("%+v", a)
	}
	if a := people.Put(t.Context(), "new.cfg", []byte("x"), server.Login{}); a.Outcome != server.Stored {
		t.Errorf("%+v", a)
	}
	if a := root.Get(t.Context(), "people/new.cfg", server.Login{}); string(a.Data) != "x" || people.URL() != root.URL()+"/people" {
		t.Errorf("%+v, %s", a, people.URL())
	}
	if a := root.Get(t.Context(), "people", server.Login{}); a.Outcome != server.Missing {
		t.Errorf("a folder is %+v", a)
	}
	if a := root.Put(t.Context(), "people", []byte("x"), server.Login{}); a.Outcome != server.Failed || !strings.Contains(a.Fault, "cannot be stored") {
		t.Errorf("a folder is written over: %+v", a)
	}
}

// What a TFTP server refuses, by the codes of RFC 1350.
func TestTFTPRefusals(t *testing.T) {
	t.Parallel()
	for code, want := range map[byte]struct {
		outcome server.Outcome
		says    string
	}{
		0: {server.Failed, "is refused with TFTP error 0"}, 1: {server.Missing, ""}, 2: {server.Denied, ""}, 3: {server.Failed, "is refused with TFTP error 3: look at the server's log"}, 6: {server.Failed, "error 6"},
	} {
		l, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { l.Close() })
		go func() {
			packet := make([]byte, 512)
			for {
				_, from, err := l.ReadFromUDP(packet)
				if err != nil {
					return
				}
				l.WriteToUDP([]byte{0, 5, 0, code, 'n', 'o', 0}, from)
			}
		}()
		s := open(t, "tftp://"+l.LocalAddr().String(), server.Options{Timeout: 2 * time.Second})
		for _, a := range []server.Answer{s.Get(t.Context(), "a.cfg", server.Login{}), s.Put(t.Context(), "a.cfg", []byte("x"), server.Login{})} {
			if a.Outcome != want.outcome || (a.Fault == "") != (want.says == "") || !strings.Contains(a.Fault, want.says) {
				t.Errorf("code %d: %+v", code, a)
			}
		}
	}
	mute, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { mute.Close() })
	if a := open(t, "tftp://"+mute.LocalAddr().String(), server.Options{Timeout: 40 * time.Millisecond}).Get(t.Context(), "a.cfg", server.Login{}); a.Outcome != server.Failed || !strings.Contains(a.Fault, "does not answer by TFTP") {
		t.Errorf("of a server that is mute: %+v", a)
	}
}

// Credentials are in the environment, else in a netrc file: the one that is named, or the
// one in the home folder, which need not be there.
func TestNetrcAtHome(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	none := func(string) (string, bool) { return "", false }
	if got, err := server.LoginFor("http://h/", none); err != nil || got != (server.Login{}) {
		t.Errorf("%v %v", got, err)
	}
	if err := os.WriteFile(filepath.Join(home, ".netrc"), []byte("machine h login ana password\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := server.LoginFor("http://h/", none); err != nil || got != (server.Login{User: "ana"}) {
		t.Errorf("%v %v", got, err)
	}
	if got, err := server.LoginFor("http://other/", none); err != nil || got != (server.Login{}) {
		t.Errorf("%v %v", got, err)
	}
	if _, err := server.LoginFor("http://[::1", none); err == nil || !strings.Contains(err.Error(), "the root is no URL") {
		t.Error(err)
	}
}
