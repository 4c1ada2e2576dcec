package server_test

import (
	"bufio"
	"fmt"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"

	"provc/compiler/handset/server"
)

// ftpSite is an FTP server as far as the protocol goes here (RFC 959, passive data
// connections): one user, or anybody, and files in memory.
type ftpSite struct {
	user, password string // empty: anybody logs in
	codes          map[string]string

	mu     sync.Mutex
	files  map[string]string
	logins []string
}

func (f *ftpSite) start(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go f.serve(c)
		}
	}()
	return "ftp://" + l.Addr().String()
}

func (f *ftpSite) serve(c net.Conn) {
	defer c.Close()
	say := func(format string, args ...any) { fmt.Fprintf(c, format+"\r\n", args...) }
	say("220 ready")
	user := ""
	var data net.Listener
	in := bufio.NewScanner(c)
	for in.Scan() {
		verb, of, _ := strings.Cut(in.Text(), " ")
		if code := f.codes[verb]; code != "" {
			say("%s no, see /srv/secret", code)
			continue
		}
		switch strings.ToUpper(verb) {
		case "USER":
			user = of
			say("331 and the password")
		case "PASS":
			f.mu.Lock()
			f.logins = append(f.logins, user+" "+of)
			f.mu.Unlock()
			if f.user != "" && (user != f.user || of != f.password) {
				say("530 no")
				continue
			}
			say("230 in")
		case "FEAT":
			say("211 none")
		case "EPSV":
			var err error
			if data, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
				say("425 no")
				continue
			}
			say("229 here (|||%d|)", data.Addr().(*net.TCPAddr).Port)
		case "RETR":
			f.mu.Lock()
			text, ok := f.files[of]
			f.mu.Unlock()
			if !ok {
				data.Close()
				say("550 there is none")
				continue
			}
			say("150 it comes")
			if d, err := data.Accept(); err == nil {
				d.Write([]byte(text))
				d.Close()
			}
			data.Close()
			say("226 done")
		case "STOR":
			say("150 send it")
			var all strings.Builder
			if d, err := data.Accept(); err == nil {
				bufio.NewReader(d).WriteTo(&all)
				d.Close()
			}
			data.Close()
			f.mu.Lock()
			f.files[of] = all.String()
			f.mu.Unlock()
			say("226 done")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("200 fine")
		}
	}
}

// file is what a file holds.
func (f *ftpSite) file(name string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.files[name]
}

// who lists who has logged in.
func (f *ftpSite) who() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.logins)
}

// By FTP a handset logs in as the user of its server, or as anonymous; what there is not
// is missing, and what else goes wrong is told without what the server says of itself.
func TestFTP(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		codes   map[string]string
		login   server.Login
		outcome server.Outcome // of a file that is there
		says    string
		stored  server.Outcome
	}{
		"anonymous":         {nil, server.Login{}, server.Found, "", server.Stored},
		"with the password": {nil, server.Login{User: "fleet", Password: "koala-7"}, server.Found, "", server.Stored},
		"with another":      {nil, server.Login{User: "fleet", Password: "koala-8"}, server.Denied, "lets this user not log in: give the handsets' own user and password", server.Denied},
		"nobody may read":   {map[string]string{"RETR": "550"}, server.Login{}, server.Missing, "", server.Stored},
		"nobody may write":  {map[string]string{"STOR": "550"}, server.Login{}, server.Found, "", server.Denied},
		"no such name":      {map[string]string{"STOR": "553"}, server.Login{}, server.Found, "", server.Denied},
		"out of room":       {map[string]string{"RETR": "452", "STOR": "452"}, server.Login{}, server.Failed, "is refused with FTP code 452: look at the server's log", server.Failed},
	} {
		site := &ftpSite{codes: x.codes, files: map[string]string{"root/a.cfg": "<a/>", "root/people/b.cfg": strings.Repeat("x", 2000), "root/empty.cfg": ""}}
		if x.login.User != "" {
			site.user, site.password = "fleet", "koala-7"
		}
		s := open(t, site.start(t)+"/root", server.Options{Login: x.login})
		a := s.Get(t.Context(), "a.cfg", server.Login{})
		if a.Outcome != x.outcome || a.Outcome == server.Found && string(a.Data) != "<a/>" || a.Outcome != server.Found && a.Data != nil || !strings.Contains(a.Fault, x.says) || (a.Fault != "") != (x.says != "") {
			t.Errorf("%s: %s, %q, %s", name, a.Outcome, a.Data, a.Fault)
		}
		if strings.Contains(a.Fault, "koala") || strings.Contains(a.Fault, "/srv/secret") || a.Method != "RETR" || !strings.HasSuffix(a.URL, "/root/a.cfg") {
			t.Errorf("%s: it tells %+v", name, a)
		}
		if b := s.Put(t.Context(), "new.cfg", []byte("<new/>"), server.Login{}); b.Outcome != x.stored || b.Outcome == server.Stored && site.file("root/new.cfg") != "<new/>" {
			t.Errorf("%s: storing ends %s, %s", name, b.Outcome, b.Fault)
		}
		if x.outcome == server.Found {
			if a := s.Get(t.Context(), "people/b.cfg", server.Login{}); len(a.Data) != 2000 {
				t.Errorf("%s: %d bytes, %s", name, len(a.Data), a.Fault)
			}
			if a := s.Get(t.Context(), "empty.cfg", server.Login{}); a.Outcome != server.Found || len(a.Data) != 0 {
				t.Errorf("%s: an empty file: %+v", name, a)
			}
			if a := s.Get(t.Context(), "none.cfg", server.Login{}); a.Outcome != server.Missing || a.Fault != "" {
				t.Errorf("%s: none: %+v", name, a)
			}
			if a := s.Get(t.Context(), "a.cfg", server.Login{User: "own", Password: "x"}); x.login.User == "" && (a.Outcome != server.Found || !strings.Contains(strings.Join(site.who(), ","), "own x")) {
				t.Errorf("%s: as somebody: %+v, %q", name, a, site.who())
			}
		}
		if who := site.who()[0]; x.login.User == "" && who != "anonymous provc@" || x.login.User != "" && who != x.login.User+" "+x.login.Password {
			t.Errorf("%s: it logs in as %q", name, site.who())
		}
	}
}

// A file may be as large as is allowed, and not larger.
func TestFTPSizes(t *testing.T) {
	t.Parallel()
	site := &ftpSite{files: map[string]string{"root/b.cfg": strings.Repeat("x", 2000)}}
	url := site.start(t) + "/root"
	if a := open(t, url, server.Options{MaxSize: 1999}).Get(t.Context(), "b.cfg", server.Login{}); a.Outcome != server.Failed || !strings.Contains(a.Fault, "more than 1999 bytes") {
		t.Errorf("what is too large: %+v", a)
	}
	if a := open(t, url, server.Options{MaxSize: 2000}).Get(t.Context(), "b.cfg", server.Login{}); a.Outcome != server.Found {
		t.Errorf("what just fits: %+v", a)
	}
}

// A server that is not there cannot be reached.
func TestFTPNobody(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	if a := open(t, "ftp://"+l.Addr().String(), server.Options{}).Get(t.Context(), "a.cfg", server.Login{}); a.Outcome != server.Failed || !strings.Contains(a.Fault, "cannot be reached by FTP") {
		t.Errorf("where nothing answers: %+v", a)
	}
}
