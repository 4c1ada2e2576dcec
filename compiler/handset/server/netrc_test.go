package server

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLoginFor(t *testing.T) {
	name := filepath.Join(t.TempDir(), "netrc")
	const text = "# machine prov.example login nobody password none\nmachine other.example login o password p\n\nmacdef init\nmachine prov.example login m password m\n\nmachine Prov.Example\n\tlogin ana password hunter2 account x\nmachine prov.example login second password s\nmachine open.example\ndefault login all password a\n"
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		url  string
		env  map[string]string
		want Login
	}{
		{"https://prov.example:8443/x", map[string]string{"NETRC": name}, Login{"ana", "hunter2"}},
		{"https://unknown.example/", map[string]string{"NETRC": name}, Login{"all", "a"}},
		{"https://open.example/", map[string]string{"NETRC": name}, Login{}}, // which wants none
		{"https://prov.example/", map[string]string{"NETRC": name, "PROVC_SERVER_USER": "u", "PROVC_SERVER_PASSWORD": "p"}, Login{"u", "p"}},
		{"https://prov.example/", map[string]string{"NETRC": name, "PROVC_SERVER_PASSWORD": "p"}, Login{"ana", "hunter2"}},
	} {
		got, err := LoginFor(x.url, func(name string) (string, bool) { v, ok := x.env[name]; return v, ok })
		if err != nil || got != x.want {
			t.Errorf("%s with %v: %v %v", x.url, x.env, got, err)
		}
	}
	if _, err := LoginFor("http://h/", func(name string) (string, bool) { return name + "-is-not-there", name == "NETRC" }); err == nil || !strings.Contains(err.Error(), "netrc") {
		t.Error(err)
	}
}

// Servers are the same where scheme, host and port are, said or not.
func TestSameHost(t *testing.T) {
	t.Parallel()
	for urls, want := range map[string]bool{
		"http://h/a http://H:80/b": true, "https://h https://h:443": true, "tftp://h tftp://h:69": true, "FTP://h ftp://h:21": true, "http://h:8080 http://h:8080/x": true,
		"http://h https://h": false, "http://h:80 https://h:80": false, "http://h http://g": false, "http://h http://h:81": false, "ftp://h ftp://h:20": false,
	} {
		one, other, _ := strings.Cut(urls, " ")
		a, _ := url.Parse(one)
		b, _ := url.Parse(other)
		if sameHost(a, b) != want || sameHost(b, a) != want {
			t.Errorf("%s are of one server: %t", urls, !want)
		}
	}
}
