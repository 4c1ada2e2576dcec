//go:build servers

// Package recipes tests the configurations of servers that ship for users, on real
// servers at the loopback address, with virtual handsets.
package recipes

import (
	"bytes"
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

	"provc/compiler/handset"
	"provc/compiler/handset/server"
	"provc/compiler/handsettest"
	"provc/compiler/vendor"
	"provc/compiler/vendors"
)

// command is a program of a Debian package. Without it the test is skipped, but for CI.
func command(t *testing.T, name, pkg string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		path, err = exec.LookPath("/usr/sbin/" + name)
	}
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("%s is missing: install %s", name, pkg)
		}
		t.Skipf("%s is missing: install %s", name, pkg)
	}
	return path
}

// open makes a folder that the account of a server can reach.
func open(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for d := dir; d != os.TempDir() && d != "/"; d = filepath.Dir(d) {
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// give lets the account of a server write into the folders of a root where handsets
// write.
func give(t *testing.T, account string, folders ...string) {
	t.Helper()
	if os.Geteuid() != 0 {
		return
	}
	u, err := user.Lookup(account)
	if err != nil {
		t.Fatal(err)
	}
	uid, _ := strconv.Atoi(u.Uid)
	for _, f := range folders {
		if err := os.Chown(f, uid, -1); err != nil {
			t.Fatal(err)
		}
	}
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// run starts a server in the foreground, and ends it with the test.
func run(t *testing.T, port int, name string, args ...string) {
	t.Helper()
	var said bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Signal(os.Interrupt)
		done := time.AfterFunc(5*time.Second, func() { cmd.Process.Kill() })
		cmd.Wait()
		done.Stop()
		if t.Failed() {
			t.Logf("%s", &said)
		}
	})
	if port == 0 {
		time.Sleep(300 * time.Millisecond)
		return
	}
	for range 100 {
		if c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			c.Close()
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("%s does not answer\n%s", name, &said)
}

const examples = "../examples"

// fleets are the examples with Spectralink's handsets, and how many log-ins are tried at
// least.
var fleets = map[string]int{"hospital": 132, "clinic": 6, "campus": 3}

// each boots all handsets of each example at a server, and has people log in. The example
// is served from a folder of the one that the server has.
func each(t *testing.T, deployed map[string]*handsettest.Deployed, url string) {
	t.Helper()
	for name, d := range deployed {
		at := map[string]server.Server{}
		got := d.Spectralink(t, func(folder string) server.Server {
			if at[folder] == nil {
				at[folder] = handsettest.Open(t, strings.TrimSuffix(url+"/"+name+"/root/"+folder, "/."))
			}
			return at[folder]
		})
		if got < fleets[name] {
			t.Errorf("%s: %d people have logged in, want %d", name, got, fleets[name])
		}
	}
}

// deploy builds the examples below one folder.
func deploy(t *testing.T, dir string) map[string]*handsettest.Deployed {
	t.Helper()
	all := map[string]*handsettest.Deployed{}
	for name := range fleets {
		if err := os.Mkdir(filepath.Join(dir, name), 0o755); err != nil {
			t.Fatal(err)
		}
		all[name] = handsettest.Deploy(t, examples, name, filepath.Join(dir, name))
	}
	return all
}

// nginx starts the recipe, changed by what a test wants to see found.
func nginx(t *testing.T, root, dir string, change ...string) string {
	t.Helper()
	program := command(t, "nginx", "nginx-light")
	recipe, err := os.ReadFile("nginx/provc.conf")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.NewReplacer(change...).Replace(string(recipe))
	if len(change) > 0 && text == string(recipe) {
		t.Fatal("the recipe has nothing to change there")
	}
	port := freePort(t)
	account := ""
	if os.Geteuid() == 0 {
		account = "user www-data;"
	}
	conf := filepath.Join(dir, "nginx.conf")
	frame := fmt.Sprintf(`daemon off; master_process on; worker_processes 1; pid %[1]s/pid; error_log %[1]s/error.log; %[2]s
events { worker_connections 512; }
http {
	access_log %[1]s/access.log;
	client_body_temp_path %[1]s/body; proxy_temp_path %[1]s/proxy; fastcgi_temp_path %[1]s/fastcgi; uwsgi_temp_path %[1]s/uwsgi; scgi_temp_path %[1]s/scgi;
	server { listen 127.0.0.1:%[3]d; set $provc_root %[4]s;
%[5]s
	}
}`, dir, account, port, root, text)
	if err := os.WriteFile(conf, []byte(frame), 0o644); err != nil {
		t.Fatal(err)
	}
	run(t, port, program, "-c", conf, "-p", dir)
	return fmt.Sprintf("http://127.0.0.1:%d", port)
}

func TestNginx(t *testing.T) {
	dir := open(t)
	all := deploy(t, dir)
	d := all["hospital"]
	give(t, "www-data", filepath.Join(d.Root, "overrides"), filepath.Join(d.Root, "profiles", "staff"))
	url := nginx(t, dir, dir)
	each(t, all, url)
	url += "/hospital/root"

	// What was only tried has stored nothing.
	log, err := os.ReadFile(filepath.Join(dir, "access.log"))
	if err != nil || bytes.Contains(log, []byte("PUT")) || !bytes.Contains(log, []byte("GET")) {
		t.Errorf("the server's log: %v", err)
	}
	// What people change is kept, and what they must not change is refused.
	h, trace := someone(t, d, url, true)
	if out := h.Change(t.Context(), "up.idleTimeout", "77"); out != handset.Done || trace.Has(handset.Fault) {
		t.Errorf("what people change: %s, %+v", out, trace.Steps)
	}
	if out := h.Probe(t.Context()); out != handset.Done {
		t.Errorf("%s, %+v", out, trace.Steps)
	}
	again, _ := someone(t, d, url, false)
	if got := again.State().Params["up.idleTimeout"]; got != "77" {
		t.Errorf("up.idleTimeout is %q on the next handset", got)
	}
}

// someone is logged in on a handset of the hospital.
func someone(t *testing.T, d *handsettest.Deployed, url string, write bool) (handset.Handset, *handset.Trace) {
	t.Helper()
	trace := &handset.Trace{}
	h, err := vendors.All().Find("spectralink").(vendor.Simulated).Handset(handset.Options{Server: handsettest.Open(t, url), ID: "00907a000003", Trace: trace, Write: write})
	if err != nil {
		t.Fatal(err)
	}
	h.Boot(t.Context())
	who, password := d.Anybody("00907a000003")
	if out := h.LogIn(t.Context(), who, password); out != handset.Done {
		t.Fatalf("%s: %s, %+v", who, out, trace.Steps)
	}
	return h, trace
}

// Each fault in the recipe is found.
func TestNginxFaults(t *testing.T) {
	for name, x := range map[string]struct {
		change []string
		probe  bool
		says   string
	}{
		"everybody may store what administrators make": {[]string{"    limit_except GET {\n        deny all;\n    }", "    dav_methods PUT;"}, true, "the server lets anybody store site.cfg"},
		"handsets cannot store what they write":        {[]string{"    dav_methods PUT;\n    limit_except GET PUT {", "    limit_except GET {"}, false, "is not stored: the server refuses it"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := open(t)
			d := handsettest.Deploy(t, examples, "hospital", dir)
			folders := []string{d.Root}
			entries, _ := filepath.Glob(filepath.Join(d.Root, "*"))
			give(t, "www-data", append(folders, entries...)...)
			url := nginx(t, d.Root, dir, x.change...)
			h, trace := someone(t, d, url, true)
			if x.probe {
				h.Probe(t.Context())
			} else {
				h.Change(t.Context(), "up.idleTimeout", "77")
			}
			for _, s := range trace.Steps {
				if s.Kind == handset.Fault && strings.Contains(s.Text, x.says) {
					return
				}
			}
			t.Errorf("nobody says %q: %+v", x.says, trace.Steps)
		})
	}
}

func TestTFTP(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("a TFTP server changes its root, which root alone may do")
	}
	program := command(t, "in.tftpd", "tftpd-hpa")
	dir := open(t)
	all := deploy(t, dir)
	port := freePort(t)
	recipe, err := os.ReadFile("tftp/tftpd-hpa")
	if err != nil {
		t.Fatal(err)
	}
	options := strings.Fields(strings.SplitN(strings.SplitN(string(recipe), "TFTP_OPTIONS=\"", 2)[1], "\"", 2)[0])
	run(t, 0, program, append([]string{"--foreground", "--address", fmt.Sprintf("127.0.0.1:%d", port), "--user", "tftp"}, append(options, dir)...)...)
	url := fmt.Sprintf("tftp://127.0.0.1:%d", port)
	each(t, all, url)
	h, trace := someone(t, all["hospital"], url+"/hospital/root", true)
	if out := h.Probe(t.Context()); out != handset.Done {
		t.Errorf("%s, %+v", out, trace.Steps)
	}
}

func TestFTP(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("an FTP server changes its root, which root alone may do")
	}
	program := command(t, "vsftpd", "vsftpd")
	dir := open(t)
	all := deploy(t, dir)
	port := freePort(t)
	recipe, err := os.ReadFile("ftp/vsftpd.conf")
	if err != nil {
		t.Fatal(err)
	}
	// No user of this machine is made for a test: the server's own account for those
	// without a name stands for the handsets' user.
	text := strings.NewReplacer("anonymous_enable=NO", "anonymous_enable=YES\nno_anon_password=YES\nanon_root="+dir+"\nanon_umask=027", "local_enable=YES", "local_enable=NO").Replace(string(recipe))
	text += fmt.Sprintf("listen_address=127.0.0.1\nlisten_port=%d\nbackground=NO\nsecure_chroot_dir=%s\n", port, filepath.Join(dir, "empty"))
	if err := os.Mkdir(filepath.Join(dir, "empty"), 0o755); err != nil {
		t.Fatal(err)
	}
	conf := filepath.Join(dir, "vsftpd.conf")
	if err := os.WriteFile(conf, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, port, program, conf)
	url := fmt.Sprintf("ftp://127.0.0.1:%d", port)
	each(t, all, url)
	h, trace := someone(t, all["hospital"], url+"/hospital/root", true)
	if out := h.Probe(t.Context()); out != handset.Done {
		t.Errorf("%s, %+v", out, trace.Steps)
	}
}
