package server_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/icholy/digest"

	"provc/compiler/filetest"
	"provc/compiler/handset/server"
)

func open(t *testing.T, root string, o server.Options) server.Server {
	t.Helper()
	s, err := server.Open(root, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// files are served by each protocol; nobody asks for a password.
var files = map[string]string{"a.cfg": "<a/>", "people/ann.cfg": "<ann/>", "big.cfg": strings.Repeat("x", 5000), "even.cfg": strings.Repeat("y", 2*1428), "empty.cfg": ""}

func folder(t *testing.T) string {
	t.Helper()
	return filetest.Folder(t, files)
}

// All servers answer alike what a handset cares for.
func TestServers(t *testing.T) {
	t.Parallel()
	for protocol, root := range map[string]func(t *testing.T) string{"folder": folder, "http": webOf, "tftp": tftpOf} {
		t.Run(protocol, func(t *testing.T) {
			t.Parallel()
			s := open(t, root(t), server.Options{Timeout: time.Second})
			for name, want := range files {
				if a := s.Get(t.Context(), name, server.Login{}); a.Outcome != server.Found || string(a.Data) != want || a.Fault != "" {
					t.Errorf("%s: %s, %d bytes, %s", name, a.Outcome, len(a.Data), a.Fault)
				}
			}
			if a := s.Get(t.Context(), "none.cfg", server.Login{}); a.Outcome != server.Missing || a.Fault != "" {
				t.Errorf("a file that is not there: %s, %s", a.Outcome, a.Fault)
			}
			for name, text := range map[string]string{"ann-phone.cfg": "<new/>", "even-phone.cfg": files["even.cfg"], "large-phone.cfg": files["big.cfg"]} {
				if a := s.Put(t.Context(), name, []byte(text), server.Login{}); a.Outcome != server.Stored {
					t.Errorf("%s is not stored: %s, %s", name, a.Outcome, a.Fault)
				}
				if a := s.Get(t.Context(), name, server.Login{}); string(a.Data) != text {
					t.Errorf("%s has %d bytes after %d were stored", name, len(a.Data), len(text))
				}
			}
			small := open(t, s.URL(), server.Options{MaxSize: 1000})
			if a := small.Get(t.Context(), "big.cfg", server.Login{}); a.Outcome != server.Failed || a.Data != nil || !strings.Contains(a.Fault, "more than 1000 bytes") {
				t.Errorf("a file that is too large: %s, %s", a.Outcome, a.Fault)
			}
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			if a := s.Get(ctx, "big.cfg", server.Login{}); protocol != "folder" && a.Fault != "interrupted" {
				t.Errorf("interrupted: %s, %s", a.Outcome, a.Fault)
			}
		})
	}
}

// webOf serves the files by HTTP, and takes what is put.
func webOf(t *testing.T) string {
	dir := folder(t)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := filepath.Join(dir, filepath.FromSlash(r.URL.Path))
		if r.Method == http.MethodPut {
			data, _ := io.ReadAll(r.Body)
			os.WriteFile(name, data, 0o644)
			w.WriteHeader(http.StatusCreated)
			return
		}
		http.ServeFile(w, r, name)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// tftpOf serves the files by TFTP: it knows blksize, and loses the first of all
// packets of data.
func tftpOf(t *testing.T) string {
	dir := folder(t)
	main, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { main.Close() })
	go func() {
		packet := make([]byte, 2048)
		for {
			n, from, err := main.ReadFromUDP(packet)
			if err != nil {
				return
			}
			fields := strings.Split(string(packet[2:n]), "\x00")
			go transfer(filepath.Join(dir, filepath.FromSlash(fields[0])), packet[1] == 2, from)
		}
	}()
	return fmt.Sprintf("tftp://%s", main.LocalAddr())
}

func transfer(name string, write bool, to *net.UDPAddr) {
	conn, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		return
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(20 * time.Second))
	data, err := os.ReadFile(name)
	if err != nil && !write {
		conn.WriteToUDP([]byte("\x00\x05\x00\x01none\x00"), to)
		return
	}
	turn := func(p []byte) []byte {
		conn.WriteToUDP(p, to)
		answer := make([]byte, 2048)
		n, _, _ := conn.ReadFromUDP(answer)
		return answer[:n]
	}
	agreed := []byte("\x00\x06blksize\x001428\x00")
	if write {
		var all []byte
		for p := turn(agreed); len(p) >= 4; {
			all = append(all, p[4:]...)
			if len(p) < 4+1428 {
				os.WriteFile(name, all, 0o644)
				conn.WriteToUDP([]byte{0, 4, p[2], p[3]}, to)
				return
			}
			p = turn([]byte{0, 4, p[2], p[3]})
		}
		return
	}
	turn(agreed)
	turn([]byte("\x00\x04\x00\x00")) // nothing that a reader awaits: it asks again
	for n := uint16(1); ; n++ {
		chunk := data[:min(len(data), 1428)]
		data = data[len(chunk):]
		turn(append(binary.BigEndian.AppendUint16([]byte{0, 3}, n), chunk...))
		if len(chunk) < 1428 {
			return
		}
	}
}

// What is wrong with a web server is said, with what to mend, and no credentials.
func TestFaults(t *testing.T) {
	t.Parallel()
	var elsewhere []string
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		elsewhere = append(elsewhere, r.Header.Get("Authorization"))
	}))
	defer other.Close()
	mux := http.NewServeMux()
	mux.HandleFunc("/page.cfg", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, " <!DOCTYPE html><html></html>") })
	mux.HandleFunc("/error.cfg", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(500) })
	mux.HandleFunc("/away.cfg", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, other.URL+"/x?token=1", http.StatusFound)
	})
	mux.HandleFunc("/circle.cfg", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/circle2.cfg", http.StatusFound) })
	mux.HandleFunc("/circle2.cfg", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/circle.cfg", http.StatusFound) })
	mux.HandleFunc("/near.cfg", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/good.cfg", http.StatusFound) })
	mux.HandleFunc("/good.cfg", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "<a/>") })
	mux.HandleFunc("/mute.cfg", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(401) })
	mux.HandleFunc("/odd.cfg", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", `Digest realm="x", nonce="1", algorithm=SHA-512-256-sess`)
		w.WriteHeader(401)
	})
	mux.HandleFunc("/realms.cfg", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", fmt.Sprintf(`Digest realm="r%d", nonce="1", qop="auth"`, len(r.Header.Get("Authorization"))/10))
		w.WriteHeader(401)
	})
	mux.HandleFunc("/endless.cfg", func(w http.ResponseWriter, r *http.Request) {
		for range 1 << 20 {
			if _, err := w.Write(make([]byte, 1<<10)); err != nil {
				return
			}
		}
	})
	mux.HandleFunc("/teapot.cfg", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(418) })
	mux.HandleFunc("/slow.cfg", func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	s := httptest.NewServer(mux)
	defer s.Close()
	ann := server.Login{User: "ann", Password: "koala-7"}
	root := open(t, s.URL, server.Options{Timeout: 2 * time.Second})
	for name, want := range map[string]string{
		"page.cfg":    "answers with a web page where a file is asked for",
		"error.cfg":   "answers 500 Internal Server Error: the handset keeps what it had",
		"away.cfg":    "sends the handset on to " + other.URL + "/x?",
		"circle.cfg":  "is a redirect in a circle",
		"mute.cfg":    "answers 401 without saying how to authenticate",
		"odd.cfg":     "a kind of Digest that handsets do not know",
		"realms.cfg":  `asks with realm "r0", and then with`,
		"endless.cfg": "has more than 4194304 bytes, or no end",
		"teapot.cfg":  "answers 418",
		"slow.cfg":    "does not answer within 2s",
	} {
		a := root.Get(t.Context(), name, ann)
		if a.Outcome != server.Failed || !strings.Contains(a.Fault, want) || strings.Contains(a.Fault, ann.Password) || strings.Contains(a.Fault, "token") {
			t.Errorf("%s: %s, %s\nwant %s", name, a.Outcome, a.Fault, want)
		}
	}
	if a := root.Get(t.Context(), "near.cfg", ann); a.Outcome != server.Found {
		t.Errorf("a redirect within the server: %s, %s", a.Outcome, a.Fault)
	}
	if len(elsewhere) != 0 {
		t.Errorf("another host is asked, with %q", elsewhere)
	}
	secure := httptest.NewTLSServer(mux)
	defer secure.Close()
	if a := open(t, secure.URL, server.Options{}).Get(t.Context(), "good.cfg", ann); !strings.Contains(a.Fault, "signed by nobody whom this machine trusts") {
		t.Errorf("a certificate of nobody: %s, %s", a.Outcome, a.Fault)
	}
	if a := open(t, secure.URL, server.Options{InsecureTLS: true}).Get(t.Context(), "good.cfg", ann); a.Outcome != server.Found {
		t.Errorf("any certificate: %s, %s", a.Outcome, a.Fault)
	}
	if a := open(t, strings.Replace(s.URL, "http:", "https:", 1), server.Options{}).Get(t.Context(), "good.cfg", ann); a.Outcome != server.Failed || !strings.Contains(a.Fault, "does not speak TLS") && !strings.Contains(a.Fault, "cannot be reached") {
		t.Errorf("no TLS: %s, %s", a.Outcome, a.Fault)
	}
}

// A password is sent to whoever asks for it by a challenge, and to nobody else.
func TestPasswords(t *testing.T) {
	t.Parallel()
	ann := server.Login{User: "ann@clinic.example", Password: "koala-7"}
	for scheme, challenge := range map[string]string{"Digest": `Digest realm="phones", nonce="abc", qop="auth", algorithm=MD5`, "Basic": `Basic realm="phones"`} {
		var open1 int
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Authorization") == "" {
				open1++
			}
			if !admits(r, scheme, ann) {
				w.Header().Set("WWW-Authenticate", challenge)
				w.WriteHeader(http.StatusUnauthorized)
				return
			}
			io.WriteString(w, "<a/>")
		}))
		root := open(t, s.URL, server.Options{})
		if a := root.Get(t.Context(), "a.cfg", ann); a.Outcome != server.Found || a.Challenge != scheme+` "phones"` {
			t.Errorf("%s: %s, challenge %s, %s", scheme, a.Outcome, a.Challenge, a.Fault)
		}
		if a := root.Get(t.Context(), "a.cfg", server.Login{User: ann.User, Password: "koala-8"}); a.Outcome != server.Denied || a.Fault != "" {
			t.Errorf("%s with a wrong password: %s, %s", scheme, a.Outcome, a.Fault)
		}
		if a := root.Get(t.Context(), "a.cfg", server.Login{}); a.Outcome != server.Denied {
			t.Errorf("%s without a password: %s", scheme, a.Outcome)
		}
		if open1 != 3 {
			t.Errorf("%s: %d requests without a password, want 3", scheme, open1)
		}
		s.Close()
	}
}

// admits checks a request as a server does that knows one person.
func admits(r *http.Request, scheme string, who server.Login) bool {
	if scheme == "Basic" {
		user, password, ok := r.BasicAuth()
		return ok && user == who.User && password == who.Password
	}
	given, err := digest.ParseCredentials(r.Header.Get("Authorization"))
	if err != nil || given.URI != r.RequestURI {
		return false
	}
	want, err := digest.Digest(&digest.Challenge{Realm: "phones", Nonce: "abc", QOP: []string{"auth"}, Algorithm: "MD5"},
		digest.Options{Method: r.Method, URI: given.URI, Count: given.Nc, Cnonce: given.Cnonce, Username: who.User, Password: who.Password})
	return err == nil && given.Username == who.User && given.Response == want.Response
}

func TestOpen(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	for root, want := range map[string]string{
		filepath.Join(dir, "none"):        "there is no such folder",
		filepath.Join(dir, "a.cfg"):       "is a file, not a folder",
		"gopher://h/":                     "handsets fetch by http, https, tftp and ftp, not by gopher",
		"http:///x":                       "names no host",
		"ftp://ann:koala-7@h/x":           "has a user in its URL",
		"http://[::1":                     "cannot be parsed",
		"https://ann:koala-7@[::1/x?p=%z": "cannot be parsed",
	} {
		if _, err := server.Open(root, server.Options{}); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "koala") {
			t.Errorf("%s: %v, want %s", root, err, want)
		}
	}
}

// A handset that asks for ../ gets nothing from outside, and a link leads nowhere else.
func TestFolderHasBounds(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	inner := filepath.Join(dir, "people")
	if err := os.Symlink(filepath.Join(dir, "a.cfg"), filepath.Join(inner, "link.cfg")); err != nil {
		t.Skip(err)
	}
	s := open(t, inner, server.Options{})
	for _, name := range []string{"../a.cfg", "link.cfg", "/../../a.cfg"} {
		if a := s.Get(t.Context(), name, server.Login{}); a.Outcome == server.Found {
			t.Errorf("%s is found: %q", name, a.Data)
		}
	}
	if a := s.Put(t.Context(), "../b.cfg", []byte("x"), server.Login{}); a.Outcome == server.Stored {
		if _, err := os.Stat(filepath.Join(dir, "b.cfg")); err == nil {
			t.Error("a file is stored outside the root")
		}
	}
	if a := s.Put(t.Context(), "none/b.cfg", []byte("x"), server.Login{}); a.Outcome != server.Failed || !strings.Contains(a.Fault, "there is no folder") {
		t.Errorf("into a folder that is not there: %s, %s", a.Outcome, a.Fault)
	}
}
