package cisco_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/icholy/digest"

	"provc/compiler/cisco"
	"provc/compiler/handset"
	"provc/compiler/handset/server"
)

// desk is a server with one phone and two people. Below mobile/ and host/ it asks for a
// password, unless it is open.
type desk struct {
	files     map[string]string // by path
	passwords map[string]string // by user with domain
	open      bool
	asked     []string
}

const domain = "@desk.example"

func profile(params ...string) string {
	text := "<flat-profile>"
	for _, p := range params {
		name, value, _ := strings.Cut(p, "=")
		value = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(value)
		text += fmt.Sprintf("<%s>%s</%[1]s>", name, value)
	}
	return text + "</flat-profile>"
}

func (d *desk) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d.asked = append(d.asked, r.URL.Path)
	text, ok := d.files[r.URL.Path]
	if !ok {
		http.NotFound(w, r)
		return
	}
	if dir := filepath.Base(filepath.Dir(r.URL.Path)); (dir == "mobile" || dir == "host") && !d.open {
		challenge := digest.Challenge{Realm: "desk", Nonce: "n", QOP: []string{"auth"}}
		id := strings.TrimSuffix(filepath.Base(r.URL.Path), ".xml")
		given, err := digest.ParseCredentials(r.Header.Get("Authorization"))
		admitted := err == nil && given.Username == id+domain
		if admitted {
			want, err := digest.Digest(&challenge, digest.Options{Method: "GET", URI: given.URI, Count: given.Nc, Cnonce: given.Cnonce, Username: given.Username, Password: d.passwords[id]})
			admitted = err == nil && want.Response == given.Response
		}
		if !admitted {
			w.Header().Set("WWW-Authenticate", `Digest realm="desk", nonce="n", qop="auth"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
	}
	w.Write([]byte(text))
}

// start serves a desk whose profiles have the rule that provc makes.
func (d *desk) start(t *testing.T) (url string) {
	s := httptest.NewServer(d)
	t.Cleanup(s.Close)
	rule := fmt.Sprintf(`Profile_Rule=("$EMS" eq "mobile" and "$MUID" ne "" and "$MPWD" ne "") ? [--uid $MUID$PDOM --pwd $MPWD] %[1]s/p/mobile/$MUID.xml | ("$PUID" ne "" and "$PPWD" ne "") ? [--uid $PUID$PDOM --pwd $PPWD] %[1]s/p/host/$PUID.xml | %[1]s/p/default.xml`, s.URL)
	common := []string{"EM_Enable=Yes", "EM_User_Domain=" + domain, "Proxy_1_=sip.desk.example", rule}
	d.files = map[string]string{
		"/p/spa504G.cfg":    profile(common...),
		"/p/default.xml":    profile(append(common, "User_ID_1_=")...),
		"/p/host/lobby.xml": profile(append(common, "EM_Phone_User_ID=lobby", "EM_Phone_Password=pw-lobby", "User_ID_1_=100", "Station_Name=Lobby", "Speed_Dial_2=")...),
		"/p/mobile/mia.xml": profile(append(common, "User_ID_1_=200", "Speed_Dial_2=555")...),
		"/p/mobile/tom.xml": profile(append(common, "User_ID_1_=201", "Admin_Password=1")...),
	}
	d.passwords = map[string]string{"lobby": "pw-lobby", "mia": "pw-mia", "tom": "pw-tom"}
	return s.URL + "/p"
}

func simulated(t *testing.T, root string, change ...func(*handset.Options)) (handset.Handset, *handset.Trace) {
	t.Helper()
	s, err := server.Open(root, server.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	trace := &handset.Trace{}
	o := handset.Options{Server: s, ID: "0026cb000001", Model: "SPA504G", Trace: trace, Identity: server.Login{User: "lobby", Password: "pw-lobby"}}
	for _, c := range change {
		c(&o)
	}
	p, err := cisco.Phones{}.Handset(o)
	if err != nil {
		t.Fatal(err)
	}
	return p, trace
}

func told(trace *handset.Trace, k handset.Kind) string {
	var all []string
	for _, s := range trace.Steps {
		if s.Kind == k {
			all = append(all, s.Text)
		}
	}
	return strings.Join(all, "\n")
}

func TestVirtualPhone(t *testing.T) {
	t.Parallel()
	d := &desk{}
	p, trace := simulated(t, d.start(t))
	if out := p.Boot(t.Context()); out != handset.Done || p.State().Mode != "host" || p.State().Params["Station_Name"] != "Lobby" {
		t.Fatalf("%s, %+v\n%+v", out, p.State(), trace.Steps)
	}
	for _, x := range []struct {
		user, password, line, dial string
		out                        handset.Outcome
		says                       string
	}{
		{"mia", "pw-tom", "100", "", handset.Refused, "the server refuses mia@desk.example: the log-in fails"},
		{"mia", "pw-mia", "200", "555", handset.Done, ""},
		{"Mia", "pw-mia", "100", "", handset.Refused, "there is no profile of Mia"},
		{"tom", "pw-tom", "201", "", handset.Done, ""},
		{"eve", "x", "100", "", handset.Refused, "there is no profile of eve"},
		{`e"e`, "x", "100", "", handset.Refused, "cannot be followed"},
	} {
		before := len(trace.Steps)
		out := p.LogIn(t.Context(), x.user, x.password)
		s := p.State()
		rest := &handset.Trace{Steps: trace.Steps[before:]}
		if out != x.out || s.Params["User_ID_1_"] != x.line || s.Params["Speed_Dial_2"] != x.dial || !strings.Contains(told(rest, handset.Fault), x.says) || rest.Has(handset.Fault) != (out != handset.Done) {
			t.Errorf("%s: %s, line %s, %q\n%s", x.user, out, s.Params["User_ID_1_"], s.Params["Speed_Dial_2"], told(rest, handset.Fault))
		}
		if out == handset.Done {
			if s.User != x.user || s.Mode != "mobile" || len(s.Lines) != 1 || s.Lines[0] != x.line+" at sip.desk.example" {
				t.Errorf("%s: %+v", x.user, s)
			}
			if p.LogIn(t.Context(), "tom", "pw-tom") != handset.Refused {
				t.Errorf("tom logs in over %s", x.user)
			}
			p.Boot(t.Context()) // a power cycle
			if p.State().User != x.user {
				t.Errorf("a power cycle logs %s out", x.user)
			}
			if out := p.LogOut(t.Context()); out != handset.Done || p.State().User != "" {
				t.Errorf("%s logs out: %s", x.user, out)
			}
		}
		if _, ok := p.State().Params["Admin_Password"]; ok {
			t.Error("the phone takes a parameter of another model")
		}
	}
	if said := fmt.Sprintf("%+v", trace.Steps); strings.Contains(said, "pw-") {
		t.Errorf("a password is in the trace: %s", said)
	}
}

// A parameter that a profile does not mention keeps its value: what the host profile
// does not set back stays of whoever was there.
func TestVirtualPhoneKeeps(t *testing.T) {
	t.Parallel()
	d := &desk{}
	root := d.start(t)
	d.files["/p/host/lobby.xml"] = strings.Replace(d.files["/p/host/lobby.xml"], "<Speed_Dial_2></Speed_Dial_2>", "", 1)
	p, _ := simulated(t, root)
	p.Boot(t.Context())
	p.LogIn(t.Context(), "mia", "pw-mia")
	p.LogOut(t.Context())
	if got := p.State().Params["Speed_Dial_2"]; got != "555" {
		t.Errorf("after mia there is %q", got)
	}
}

// A server that asks for no password lets everybody in as anybody.
func TestVirtualPhoneAtOpenServer(t *testing.T) {
	t.Parallel()
	d := &desk{open: true}
	p, trace := simulated(t, d.start(t))
	p.Boot(t.Context())
	if out := p.LogIn(t.Context(), "mia", "anything"); out != handset.Done || !strings.Contains(told(trace, handset.Fault), "asked for no password: whoever types mia is logged in as mia") {
		t.Errorf("%s, %s", out, told(trace, handset.Fault))
	}
}

// A right password that the server refuses is the server's fault.
func TestVirtualPhoneWithWrongRealm(t *testing.T) {
	t.Parallel()
	d := &desk{}
	root := d.start(t)
	d.passwords["mia"] = "of another realm"
	p, trace := simulated(t, root, func(o *handset.Options) {
		o.Known = func(l server.Login) bool { return l == server.Login{User: "mia" + domain, Password: "pw-mia"} }
	})
	p.Boot(t.Context())
	p.LogIn(t.Context(), "mia", "pw-mia")
	if got := told(trace, handset.Fault); !strings.Contains(got, "although the password is the right one") || !strings.Contains(got, `Digest "desk"`) {
		t.Error(got)
	}
}

// A new phone has no credentials until a staging server gives it some.
func TestVirtualPhoneEnrols(t *testing.T) {
	t.Parallel()
	d := &desk{}
	root := d.start(t)
	nobody := func(o *handset.Options) { o.Identity = server.Login{} }
	p, _ := simulated(t, root, nobody)
	if out := p.Boot(t.Context()); out != handset.Done || p.State().Mode != "unenrolled" {
		t.Errorf("%s, %s", out, p.State().Mode)
	}
	dir := t.TempDir()
	rule := strings.SplitAfter(d.files["/p/default.xml"], "<Profile_Rule>")[1]
	rule = strings.SplitN(rule, "</Profile_Rule>", 2)[0]
	for name, text := range map[string]string{
		"spa504G.cfg":      profile("Profile_Rule=/$MA.xml", "Resync_Periodic=60"),
		"0026cb000001.xml": "<flat-profile><Profile_Rule>" + rule + "</Profile_Rule><EM_Phone_User_ID>lobby</EM_Phone_User_ID><EM_Phone_Password>pw-lobby</EM_Phone_Password><EM_User_Domain>" + domain + "</EM_User_Domain></flat-profile>",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	staging, err := server.Open(dir, server.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer staging.Close()
	p, trace := simulated(t, root, nobody, func(o *handset.Options) { o.Staging = staging })
	if out := p.Boot(t.Context()); out != handset.Done || p.State().Mode != "host" || p.State().Params["Station_Name"] != "Lobby" {
		t.Errorf("%s, %+v\n%+v", out, p.State(), trace.Steps)
	}
	if !strings.Contains(told(trace, handset.Effect), "60 seconds later") {
		t.Error(told(trace, handset.Effect))
	}
}

func TestVirtualPhoneIsNone(t *testing.T) {
	t.Parallel()
	for _, o := range []handset.Options{{ID: "0026cb000001"}, {ID: "0026cb000001", Model: "SPA999"}, {ID: "lobby", Model: "SPA504G"}} {
		if _, err := (cisco.Phones{}).Handset(o); err == nil {
			t.Errorf("%+v is a phone", o)
		}
	}
}

// A rule that changes with each profile is a circle.
func TestVirtualPhoneInCircle(t *testing.T) {
	t.Parallel()
	d := &desk{}
	root := d.start(t)
	d.files["/p/spa504G.cfg"] = profile("Profile_Rule=/b.cfg")
	d.files["/p/b.cfg"] = profile("Profile_Rule=/spa$PSN.cfg")
	p, trace := simulated(t, root)
	if out := p.Boot(t.Context()); out != handset.Looping || !strings.Contains(told(trace, handset.Fault), "never comes to rest") {
		t.Errorf("%s, %s", out, told(trace, handset.Fault))
	}
}
