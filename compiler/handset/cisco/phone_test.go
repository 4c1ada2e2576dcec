package cisco_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"provc/compiler/filetest"
	"provc/compiler/handset"
	"provc/compiler/handset/cisco"
	"provc/compiler/handset/server"
)

// site is a web server with profiles, in which parameters stand as name=value. Each
// file below mobile/ and host/ is for whoever it is named after, with "pw-" and the
// name as the password.
type site struct {
	files map[string]string
	open  bool // it asks nobody for a password

	// allow says which files whoever knows their own password may have; nil: the own.
	allow func(file, id string) bool
	// instead answers all requests, if it is there.
	instead http.HandlerFunc

	mu    sync.Mutex
	asked []string // names of files, with who asks
	url   string
}

func newSite(t *testing.T, files map[string]string) *site {
	s := &site{files: files}
	web := httptest.NewServer(s)
	t.Cleanup(web.Close)
	s.url = web.URL
	return s
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	instead := s.instead
	s.mu.Unlock()
	if instead != nil {
		instead(w, r)
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/")
	user, password, _ := r.BasicAuth()
	s.mu.Lock()
	s.asked = append(s.asked, strings.TrimSuffix(name+" "+user, " "))
	s.mu.Unlock()
	dir, file, below := strings.Cut(name, "/")
	id, _, _ := strings.Cut(user, "@")
	own := func(file, id string) bool { return file == id }
	if s.allow != nil {
		own = s.allow
	}
	if below && dir != "public" && !s.open && (user == "" || password != "pw-"+id || !own(strings.TrimSuffix(file, ".xml"), id)) {
		w.Header().Set("WWW-Authenticate", `Basic realm="phones"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	text, ok := s.files[name]
	if !ok {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	io.WriteString(w, text)
}

// paramsOf reads name=value, of which the values have no blank.
func paramsOf(text string) map[string]string {
	params := map[string]string{}
	for _, pair := range strings.Fields(text) {
		name, value, _ := strings.Cut(pair, "=")
		params[name] = value
	}
	return params
}

// desk is a model with two lines. Its rules are words: get:URL-or-path, set:name=value,
// em:URL, which is the rule of extension mobility, none, and anything else is no rule.
func desk() cisco.Model {
	return cisco.Model{
		Name: "SPA2", PSN: "2", Asks: "get:/spa2.cfg", Lines: 2,
		Knows: func(name string) bool { return !strings.HasPrefix(name, "Other_") },
		Initial: func(name string) string {
			return map[string]string{"Resync_Periodic": "3600", "Resync_On_Reset": "Yes", "Provision_Enable": "Yes", "Volume": "8"}[name]
		},
		Read: func(data []byte) (map[string]string, error) {
			if strings.HasPrefix(string(data), "<") {
				return nil, errors.New("no profile")
			}
			return paramsOf(string(data)), nil
		},
		Rule: ruled,
	}
}

func ruled(text string, values map[string]string) (d cisco.Decision, err error) {
	word, rest, _ := strings.Cut(text, ":")
	switch word {
	case "get":
		d.Fetch = fetchOf(rest)
	case "set":
		d.Sets = paramsOf(rest)
	case "em":
		user, password, folder := values["EM_Mobile_User_ID"], values["EM_Mobile_Password"], "/mobile/"
		if values["EM_Login_State"] != "mobile" {
			user, password, folder = values["EM_Phone_User_ID"], values["EM_Phone_Password"], "/host/"
		}
		if user == "" {
			d.Fetch = fetchOf(rest + "/default.xml")
			break
		}
		d.Fetch = fetchOf(rest + folder + user + ".xml")
		d.Fetch.As = server.Login{User: user + values["EM_User_Domain"], Password: password}
	case "macros":
		seen := values["MA"] + "/" + values["PSN"]
		for _, name := range []string{"GPP_A", "GPP_P", "GPP_Q"} {
			if v, ok := values[name]; ok {
				seen += "/" + v
			}
		}
		d.Sets = map[string]string{"Seen": seen}
	case "none":
	default:
		err = errors.New("it is no rule")
	}
	return d, err
}

// fetchOf is what a URL has a phone fetch; a path is at the server that DHCP names.
func fetchOf(url string) *cisco.Fetch {
	scheme, rest, ok := strings.Cut(url, "://")
	if !ok {
		return &cisco.Fetch{Scheme: "tftp", Port: 69, Path: url}
	}
	host, path, _ := strings.Cut(rest, "/")
	f := &cisco.Fetch{Scheme: scheme, Host: host, Port: map[string]int{"http": 80, "https": 443, "tftp": 69}[scheme], Path: "/" + path}
	if name, port, ok := strings.Cut(host, ":"); ok {
		f.Host = name
		fmt.Sscan(port, &f.Port)
	}
	return f
}

// deskOf is a phone at a server, enrolled as hall, and what is said otherwise.
func deskOf(t *testing.T, root string, m cisco.Model, change ...func(*handset.Options)) (handset.Handset, *handset.Trace) {
	t.Helper()
	s, err := server.Open(root, server.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	o := handset.Options{Server: s, ID: "0026cb000001", Trace: &handset.Trace{}, Identity: server.Login{User: "hall", Password: "pw-hall"}}
	for _, c := range change {
		c(&o)
	}
	return cisco.New(o, m), o.Trace
}

func says(trace *handset.Trace, k handset.Kind) string {
	var all []string
	for _, s := range trace.Steps {
		if s.Kind == k {
			all = append(all, s.Text)
		}
	}
	return strings.Join(all, "\n")
}

// clinic is a site of extension mobility with two people; %s of a file is its URL.
func clinic(t *testing.T, more map[string]string) *site {
	files := map[string]string{
		"spa2.cfg":       "Profile_Rule=em:%s EM_Enable=Yes EM_User_Domain=@clinic",
		"default.xml":    "Station=lost",
		"host/hall.xml":  "Station=hall Volume=5 User_ID_1_=100 Proxy_1_=pbx",
		"mobile/ann.xml": "Station=ann User_ID_1_=7001 Proxy_1_=pbx Only_Ann=1 Other_Thing=1",
		"mobile/ben.xml": "Station=ben",
	}
	for name, text := range more {
		files[name] = text
	}
	s := newSite(t, files)
	for name, text := range files {
		files[name] = strings.ReplaceAll(text, "%s", s.url)
	}
	return s
}

// A phone takes the profile of whoever is logged in, else its own, else the one for
// phones without an identity; and what a profile does not mention is as it was.
func TestMobility(t *testing.T) {
	t.Parallel()
	s := clinic(t, nil)
	p, trace := deskOf(t, s.url, desk())
	expect := func(what string, out handset.Outcome, mode, user, station, only string) {
		t.Helper()
		got := p.State()
		if out != handset.Done || got.Mode != mode || got.User != user || got.Params["Station"] != station || got.Params["Only_Ann"] != only {
			t.Errorf("%s: it ends %s, %+v\n%s", what, out, got, says(trace, handset.Fault))
		}
	}
	expect("switched on", p.Boot(t.Context()), "host", "", "hall", "")
	expect("ann logged in", p.LogIn(t.Context(), "ann", "pw-ann"), "mobile", "ann", "ann", "1")
	if v := p.State().Params["Volume"]; v != "5" {
		t.Errorf("a volume that ann's profile does not mention is %q", v)
	}
	if _, ok := p.State().Params["Other_Thing"]; ok {
		t.Error("a parameter that the model does not know is taken")
	}
	if got := strings.Join(p.State().Lines, ", "); got != "7001 at pbx" {
		t.Errorf("with ann it registers %s", got)
	}
	if out := p.LogIn(t.Context(), "ben", "pw-ben"); out != handset.Refused || p.State().User != "ann" || !strings.Contains(says(trace, handset.Fault), "ann is logged in, and must log out first") {
		t.Errorf("ben is %s while ann is logged in: %+v", out, p.State())
	}
	expect("logged out", p.LogOut(t.Context()), "host", "", "hall", "1")
	if out := p.LogOut(t.Context()); out != handset.Refused || !strings.Contains(says(trace, handset.Fault), "nobody is logged in") {
		t.Errorf("nobody is logged out: %s", out)
	}
	expect("ben logged in", p.LogIn(t.Context(), "ben", "pw-ben"), "mobile", "ben", "ben", "1")
	if got := p.State().Params; got["EM_Login_State"] != "mobile" || got["EM_Mobile_User_ID"] != "ben" {
		t.Errorf("the phone keeps %v", got)
	}
	p.LogOut(t.Context())
	if got := p.State().Params; got["EM_Login_State"] != "host" || got["EM_Mobile_User_ID"] != "" || got["EM_Mobile_Password"] != "" {
		t.Errorf("after the log-out the phone keeps %v", got)
	}
	if !slices.Contains(s.asked, "mobile/ann.xml ann@clinic") || !slices.Contains(s.asked, "host/hall.xml hall@clinic") {
		t.Errorf("it asks for %v", s.asked)
	}
	if all := fmt.Sprintf("%+v", trace.Steps); strings.Contains(all, "pw-") {
		t.Errorf("a password is in %s", all)
	}
	lost, _ := deskOf(t, s.url, desk(), func(o *handset.Options) { o.Identity = server.Login{} })
	if out := lost.Boot(t.Context()); out != handset.Done || lost.State().Mode != "unenrolled" || lost.State().Params["Station"] != "lost" {
		t.Errorf("without an identity: %s, %+v", out, lost.State())
	}
}

// Somebody whose profile cannot be had is refused, with the reason, and the phone is as
// it was before.
func TestLogInRefused(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		more       map[string]string
		user, pass string
		known      bool // the password is known to be right
		want       string
	}{
		"a wrong password":            {nil, "ann", "pw-ben", false, "the server refuses ann@clinic: the log-in fails"},
		"the right one":               {nil, "ann", "pw-other", true, `the server refuses ann@clinic although the password is the right one: it asks as Basic "phones"`},
		"another letter case":         {nil, "Ann", "pw-Ann", false, "there is no profile of Ann: the log-in fails; names of files are case-sensitive"},
		"no profile":                  {map[string]string{"mobile/ann.xml": "<x>"}, "ann", "pw-ann", false, "mobile/ann.xml is no profile that a phone reads: the phone keeps what it has"},
		"no extension mobility":       {map[string]string{"host/hall.xml": "EM_Enable=No"}, "ann", "pw-ann", false, "no Login soft key: EM_Enable is not Yes"},
		"not said":                    {map[string]string{"spa2.cfg": "Profile_Rule=em:%s EM_User_Domain=@clinic"}, "ann", "pw-ann", false, "no Login soft key: EM_Enable is not Yes"},
		"a rule that does not follow": {map[string]string{"host/hall.xml": "Profile_Rule_B=what"}, "ann", "pw-ann", false, "Profile_Rule_B cannot be followed: it is no rule"},
	} {
		p, trace := deskOf(t, clinic(t, x.more).url, desk(), func(o *handset.Options) {
			o.Known = func(l server.Login) bool { return x.known && l == server.Login{User: "ann@clinic", Password: x.pass} }
		})
		p.Boot(t.Context())
		before := p.State()
		if out := p.LogIn(t.Context(), x.user, x.pass); out != handset.Refused || !strings.Contains(says(trace, handset.Fault), x.want) {
			t.Errorf("%s: %s, %s\nwant %s", name, out, says(trace, handset.Fault), x.want)
		}
		if after := p.State(); fmt.Sprint(after) != fmt.Sprint(before) {
			t.Errorf("%s: it is %v, before it was %v", name, after, before)
		}
		if assumed := strings.Contains(says(trace, handset.Assumption), "is as it was before"); assumed == strings.Contains(x.want, "EM_Enable") {
			t.Errorf("%s: assumptions are %s", name, says(trace, handset.Assumption))
		}
	}
	gone, trace := deskOf(t, clinic(t, nil).url, desk(), func(o *handset.Options) { o.Identity.User = "cellar" })
	if out := gone.Boot(t.Context()); out != handset.Refused || !strings.Contains(says(trace, handset.Fault), "the server refuses cellar@clinic") {
		t.Errorf("of somebody else's identity: %s, %s", out, says(trace, handset.Fault))
	}
	gone, trace = deskOf(t, clinic(t, nil).url, desk(), func(o *handset.Options) { o.Identity = server.Login{User: "cellar", Password: "pw-cellar"} })
	if out := gone.Boot(t.Context()); out != handset.Refused || !strings.Contains(says(trace, handset.Fault), "there is no profile of the phone") {
		t.Errorf("without a host profile: %s, %s", out, says(trace, handset.Fault))
	}
	s := clinic(t, nil)
	p, trace := deskOf(t, s.url, desk())
	p.Boot(t.Context())
	p.LogIn(t.Context(), "ann", "pw-ann")
	s.mu.Lock()
	delete(s.files, "host/hall.xml")
	s.mu.Unlock()
	if out := p.LogOut(t.Context()); out != handset.Refused || p.State().User != "" || p.State().Params["Station"] != "ann" || !strings.Contains(says(trace, handset.Fault), "the phone keeps what the person had") {
		t.Errorf("without a host profile the log-out ends %s, %+v, %s", out, p.State(), says(trace, handset.Fault))
	}
}

// A server that asks nobody for a password lets everybody in, and that is a fault, also
// where a rule after the one of the log-in fetches what is public.
func TestOpenServer(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		open bool
		more map[string]string
		want bool
	}{
		"it asks":                        {false, nil, false},
		"it does not":                    {true, nil, true},
		"it does not, and one is public": {true, map[string]string{"host/hall.xml": "Profile_Rule_B=get:%s/public/all.xml", "public/all.xml": "All=1"}, true},
		"it asks, and one is public":     {false, map[string]string{"host/hall.xml": "Profile_Rule_B=get:%s/public/all.xml", "public/all.xml": "All=1"}, false},
	} {
		s := clinic(t, x.more)
		s.open = x.open
		p, trace := deskOf(t, s.url, desk())
		p.Boot(t.Context())
		if out := p.LogIn(t.Context(), "ann", map[bool]string{true: "whatever", false: "pw-ann"}[x.open]); out != handset.Done || p.State().User != "ann" {
			t.Errorf("%s: %s", name, out)
		}
		if got := strings.Contains(says(trace, handset.Fault), "the server asked for no password: whoever types ann is logged in as ann; protect mobile/ and host/ by HTTP Digest"); got != x.want {
			t.Errorf("%s: faults are %s", name, says(trace, handset.Fault))
		}
	}
	s := clinic(t, nil)
	s.open = true
	p, trace := deskOf(t, s.url, desk())
	p.Boot(t.Context())
	p.LogIn(t.Context(), "ann", "whatever")
	p.LogOut(t.Context())
	s.open, trace.Steps = false, nil
	if out := p.LogIn(t.Context(), "ben", "pw-ben"); out != handset.Done || trace.Has(handset.Fault) {
		t.Errorf("a server that asks again: %s, %s", out, says(trace, handset.Fault))
	}
	p, trace = deskOf(t, filetest.Folder(t, map[string]string{"spa2.cfg": "Profile_Rule=em:http://prov.test EM_Enable=Yes", "host/hall.xml": "", "mobile/ann.xml": ""}), desk())
	p.Boot(t.Context())
	if out := p.LogIn(t.Context(), "ann", "whatever"); out != handset.Done || trace.Has(handset.Fault) {
		t.Errorf("a folder, which cannot ask: %s, %s", out, says(trace, handset.Fault))
	}
}
