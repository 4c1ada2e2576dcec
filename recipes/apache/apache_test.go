//go:build apache

// Package apache tests the Apache configuration that ships for users, with a
// real server on the loopback address.
package apache

import (
	"crypto/md5"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"provc/compiler"
	"provc/compiler/artifact"
	"provc/compiler/output"
	"provc/compiler/secret"
)

const (
	rooms  = "conference-rooms"
	campus = "campus"
	realm  = "provc"
)

const frame = `
ServerRoot %[1]q
ServerName localhost
PidFile "%[1]s/pid"
Listen 127.0.0.1:%[2]d
ErrorLog "%[1]s/error.log"
%[3]s
%[4]s
DocumentRoot "%[1]s/empty"
<Directory />
    AllowOverride None
    Require all denied
</Directory>
Define PROVC_ROOT   %[5]s
Define PROVC_PATH   /cisco
Define PROVC_DOMAIN %[6]s
Define PROVC_REALM  %[7]s
Define PROVC_USERS  %[8]s
Include %[9]q
`

// site is a compiled example with the passwords of its people and phones.
type site struct {
	root, users, domain string
	password            map[string]string // by user name, with the domain
	people, phones      []string          // user IDs, without
}

func build(t *testing.T, example, dir string) site {
	t.Helper()
	result, err := compiler.Compile(t.Context(), compiler.Options{Packages: []string{"../../examples/" + example}})
	if err != nil {
		t.Fatal(err)
	}
	resolver, _, err := secret.Open(secret.Source{File: "../../examples/secrets.yaml"})
	if err != nil {
		t.Fatal(err)
	}
	values, found := result.Resolve(resolver)
	if found.HasErrors() {
		t.Fatal(found)
	}
	p := result.Packages[0]
	s := site{root: filepath.Join(dir, "root"), users: filepath.Join(dir, "htdigest"), password: map[string]string{}}
	if err := os.Mkdir(s.root, 0o755); err != nil {
		t.Fatal(err)
	}
	shareWithServer(t, s.root)
	if _, err := output.Write(t.Context(), p.Tree, output.Options{Root: s.root, Package: p.ImportPath, NoSync: true, Secret: values.Get}); err != nil {
		t.Fatal(err)
	}
	for f := range p.Tree.All() {
		id := strings.TrimSuffix(filepath.Base(f.Path), ".xml")
		switch filepath.Dir(f.Path) {
		case "mobile":
			s.people = append(s.people, id)
		case "host":
			s.phones = append(s.phones, id)
		}
	}
	var lines strings.Builder
	for _, c := range p.Credentials {
		s.password[c.User] = revealed(t, c.Password, values)
		_, domain, _ := strings.Cut(c.User, "@")
		s.domain = "@" + domain
		fmt.Fprintf(&lines, "%s:%s:%x\n", c.User, realm, md5.Sum([]byte(c.User+":"+realm+":"+s.password[c.User])))
	}

	// The file that the command writes is the one that the server reads.
	provc := exec.Command("go", "run", "../../cmd/provc", "htdigest", "../../examples/"+example, "--secrets", "../../examples/secrets.yaml", "--realm", realm, "-o", s.users)
	if text, err := provc.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	info, err := os.Stat(s.users)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("mode %v, %v", info.Mode(), err)
	}
	text, err := os.ReadFile(s.users)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(lines.String()) {
		if !strings.Contains(string(text), line) {
			t.Errorf("htdigest has no line %q", line)
		}
	}
	shareWithServer(t, s.users)
	if err := os.Chmod(s.users, 0o640); err != nil {
		t.Fatal(err)
	}
	return s
}

func revealed(t *testing.T, p artifact.Param, values secret.Values) string {
	t.Helper()
	if p.Secret == "" {
		return p.Value
	}
	v, ok := values.Get(p.Secret)
	if !ok {
		t.Fatalf("no value of %s", p.Secret)
	}
	return v
}

// shareWithServer gives a path the group of the server's account, which Apache
// changes to where root starts it.
func shareWithServer(t *testing.T, path string) {
	t.Helper()
	if os.Geteuid() != 0 {
		return
	}
	u, err := user.Lookup("www-data")
	if err != nil {
		t.Fatal(err)
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(path, -1, gid); err != nil {
		t.Fatal(err)
	}
}

// start runs Apache with the configuration for users, changed as a test wants it, and
// returns its address.
func start(t *testing.T, dir string, s site, change ...string) string {
	t.Helper()
	apache, err := exec.LookPath("apache2")
	if err != nil {
		t.Fatal("apache2 is not installed")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	var modules strings.Builder
	for _, m := range []string{"mpm_event", "authn_core", "authn_file", "authz_core", "authz_user", "auth_digest", "alias"} {
		fmt.Fprintf(&modules, "LoadModule %s_module /usr/lib/apache2/modules/mod_%s.so\n", m, m)
	}
	account := ""
	if os.Geteuid() == 0 {
		account = "User www-data\nGroup www-data"
	}
	data, err := os.ReadFile("provc.conf")
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.NewReplacer(change...).Replace(string(data))
	if len(change) > 0 && changed == string(data) {
		t.Fatal("the recipe has nothing to change there")
	}
	recipe := filepath.Join(dir, "provc.conf")
	if err := os.WriteFile(recipe, []byte(changed), 0o644); err != nil {
		t.Fatal(err)
	}
	conf := filepath.Join(dir, "httpd.conf")
	text := fmt.Sprintf(frame, dir, port, modules.String(), account, s.root, s.domain, realm, s.users, recipe)
	if err := os.WriteFile(conf, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "empty"), 0o755); err != nil {
		t.Fatal(err)
	}
	server := exec.Command(apache, "-f", conf, "-D", "FOREGROUND")
	var said strings.Builder
	server.Stderr = &said
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		server.Process.Signal(os.Interrupt)
		server.Wait()
	})
	address := fmt.Sprintf("127.0.0.1:%d", port)
	for range 100 {
		if c, err := net.Dial("tcp", address); err == nil {
			c.Close()
			return "http://" + address + "/cisco"
		}
		time.Sleep(50 * time.Millisecond)
	}
	log, _ := os.ReadFile(filepath.Join(dir, "error.log"))
	t.Fatalf("Apache does not answer\n%s%s", &said, log)
	return ""
}

func TestEachGetsTheirOwn(t *testing.T) {
	dir := t.TempDir()
	for d := dir; d != os.TempDir() && d != "/"; d = filepath.Dir(d) {
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	s := build(t, rooms, dir)
	url := start(t, dir, s)
	get := func(path, user, password string) (code, body string) {
		t.Helper()
		args := []string{"-sS", "-o", filepath.Join(dir, "body"), "-w", "%{http_code}"}
		if user != "" {
			args = append(args, "--digest", "-u", user+":"+password)
		}
		out, err := exec.Command("curl", append(args, url+path)...).Output()
		if err != nil {
			t.Fatal(err)
		}
		data, _ := os.ReadFile(filepath.Join(dir, "body"))
		return string(out), string(data)
	}
	expect := func(want, path, id, password string) {
		t.Helper()
		name := ""
		if id != "" {
			name = id + s.domain
		}
		code, body := get(path, name, password)
		if code != want {
			t.Errorf("%s as %q: %s, want %s", path, name, code, want)
		}
		if code == "200" {
			file, err := os.ReadFile(filepath.Join(s.root, filepath.FromSlash(path)))
			if err != nil || string(file) != body {
				t.Errorf("%s as %q is not the file: %v", path, name, err)
			}
		} else if strings.Contains(body, "flat-profile") {
			t.Errorf("%s as %q: %s with a profile", path, name, code)
		}
	}
	for _, kind := range []struct {
		folder string
		ids    []string
	}{{"mobile", s.people}, {"host", s.phones}} {
		if len(kind.ids) < 2 {
			t.Fatalf("too few in %s: %v", kind.folder, kind.ids)
		}
		one, other := kind.ids[0], kind.ids[1]
		own := s.password[one+s.domain]
		path := "/" + kind.folder + "/" + one + ".xml"
		expect("200", path, one, own)
		expect("401", path, one, own+"x")
		expect("401", path, "", "")
		expect("401", path, "nobody", own)
		expect("401", "/"+kind.folder+"/"+other+".xml", one, own)
		expect("403", "/"+kind.folder+"/", one, own)
	}
	// A phone's identity opens no person's profile, nor the other way round.
	expect("401", "/mobile/"+s.people[0]+".xml", s.phones[0], s.password[s.phones[0]+s.domain])
	expect("401", "/host/"+s.phones[0]+".xml", s.people[0], s.password[s.people[0]+s.domain])
	expect("200", "/default.xml", "", "")
	expect("403", "/.provc/manifest", "", "")
	entries, err := filepath.Glob(filepath.Join(s.root, "spa*.cfg"))
	if err != nil || len(entries) == 0 {
		t.Fatalf("no spa*.cfg: %v", err)
	}
	for _, e := range entries {
		expect("200", "/"+filepath.Base(e), "", "")
	}
}
