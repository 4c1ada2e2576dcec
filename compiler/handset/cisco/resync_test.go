package cisco_test

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler/filetest"
	"provc/compiler/handset"
	"provc/compiler/handset/cisco"
	"provc/compiler/handset/server"
)

// What a phone does of its rules: those of Profile_Rule to _D, in this order, each with
// what those before have set; and again where a profile brings others.
func TestRules(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		files map[string]string
		out   handset.Outcome
		want  string // the parameters, and what is said
		says  string
	}{
		"the first file":             {map[string]string{"spa2.cfg": "a=1"}, handset.Done, "a=1", "nobody is logged in; no line registers"},
		"no first file":              {nil, handset.Refused, "", "there is no such profile: the phone keeps what it has"},
		"all rules, the last wins":   {map[string]string{"spa2.cfg": "a=0 Profile_Rule=get:/a Profile_Rule_B=get:/b Profile_Rule_C=get:/c Profile_Rule_D=get:/d", "a": "a=1 a1=1", "b": "a=2 b1=1", "c": "a=3 c1=1", "d": "a=4 d1=1"}, handset.Done, "a=4 a1=1 b1=1 c1=1 d1=1", "it restarts with other rules, and follows them 3600 seconds later (Resync_Periodic)"},
		"an empty rule":              {map[string]string{"spa2.cfg": "a=0 Profile_Rule= Profile_Rule_B=get:/b", "b": "a=2"}, handset.Done, "a=2", ""},
		"a rule that fetches none":   {map[string]string{"spa2.cfg": "a=0 Profile_Rule=none"}, handset.Done, "a=0", "Profile_Rule fetches nothing"},
		"a rule that sets":           {map[string]string{"spa2.cfg": "a=0 Profile_Rule=set:a=5"}, handset.Done, "a=5", "Profile_Rule fetches nothing"},
		"not what the model lacks":   {map[string]string{"spa2.cfg": "a=0 Profile_Rule=set:Other_a=5"}, handset.Done, "a=0", ""},
		"a rule that is none":        {map[string]string{"spa2.cfg": "a=0 Profile_Rule=what"}, handset.Refused, "a=0", "Profile_Rule cannot be followed: it is no rule"},
		"macros":                     {map[string]string{"spa2.cfg": "GPP_A=x GPP_P=y Profile_Rule=macros"}, handset.Done, "Seen=0026cb000001/2/x/y", ""},
		"no macro of none":           {map[string]string{"spa2.cfg": "GPP_A= GPP_Q=y Profile_Rule=macros"}, handset.Done, "Seen=0026cb000001/2", ""},
		"never again":                {map[string]string{"spa2.cfg": "a=0 Provision_Enable=No Profile_Rule=get:/b", "b": "a=1"}, handset.Done, "a=0", "the phone never fetches a profile again: Provision_Enable is No"},
		"when it is asked":           {map[string]string{"spa2.cfg": "Resync_Periodic=0 Profile_Rule=get:/b", "b": "a=1"}, handset.Done, "a=1", "follows them when it is asked, since Resync_Periodic is 0"},
		"round and round":            {map[string]string{"spa2.cfg": "Profile_Rule=get:/b", "b": "Profile_Rule=get:/spa2.cfg"}, handset.Looping, "", "each profile brings other rules, so that the phone never comes to rest"},
		"other rules three times":    {map[string]string{"spa2.cfg": "Profile_Rule=get:/b", "b": "Profile_Rule=get:/c", "c": "Profile_Rule=get:/d", "d": "a=1"}, handset.Done, "a=1", ""},
		"other rules four times":     {map[string]string{"spa2.cfg": "Profile_Rule=get:/b", "b": "Profile_Rule=get:/c", "c": "Profile_Rule=get:/d", "d": "Profile_Rule=get:/e", "e": "a=1"}, handset.Looping, "", "each profile brings other rules"},
		"another identity":           {map[string]string{"spa2.cfg": "EM_Phone_User_ID=desk"}, handset.Done, "", "it restarts with other rules"},
		"another password":           {map[string]string{"spa2.cfg": "EM_Phone_Password=secret"}, handset.Done, "", "it restarts with other rules"},
		"another domain":             {map[string]string{"spa2.cfg": "EM_User_Domain=@x"}, handset.Done, "", "it restarts with other rules"},
		"of parameters, who knows":   {map[string]string{"spa2.cfg": "a=1 Other_b=1 Other_c=1"}, handset.Done, "a=1", "3 parameters, 2 of which a SPA2 does not know"},
		"of a line, all it takes":    {map[string]string{"spa2.cfg": "User_ID_1_=7 Proxy_1_=pbx User_ID_2_=8 Proxy_2_=pbx"}, handset.Done, "", "registers 7 at pbx, 8 at pbx"},
		"of a line, no server":       {map[string]string{"spa2.cfg": "User_ID_1_=7 Proxy_2_=pbx"}, handset.Done, "", "no line registers"},
		"of a line, switched off":    {map[string]string{"spa2.cfg": "User_ID_1_=7 Proxy_1_=pbx Line_Enable_1_=No User_ID_2_=8 Proxy_2_=pbx Line_Enable_2_=Yes"}, handset.Done, "", "registers 8 at pbx"},
		"of a line, not to register": {map[string]string{"spa2.cfg": "User_ID_1_=7 Proxy_1_=pbx Register_1_=No User_ID_2_=8 Proxy_2_=pbx Register_2_=Yes"}, handset.Done, "", "registers 8 at pbx"},
		"of a line, beyond its own":  {map[string]string{"spa2.cfg": "User_ID_3_=7 Proxy_3_=pbx"}, handset.Done, "", "no line registers"},
	} {
		p, trace := deskOf(t, filetest.Folder(t, x.files), desk())
		out := p.Boot(t.Context())
		got := p.State().Params
		for k, v := range paramsOf(x.want) {
			if got[k] != v {
				t.Errorf("%s: %s is %q, want %q", name, k, got[k], v)
			}
		}
		all := fmt.Sprintf("%+v", trace.Steps)
		if out != x.out || !strings.Contains(all, x.says) {
			t.Errorf("%s: it ends %s, want %s and %q\n%s", name, out, x.out, x.says, all)
		}
	}
}

// What decides no request is no reason to begin again; and how often a phone does is
// bounded.
func TestRestarts(t *testing.T) {
	t.Parallel()
	p, trace := deskOf(t, filetest.Folder(t, map[string]string{"spa2.cfg": "a=1 EM_Enable=Yes GPP_A=1"}), desk())
	if out := p.Boot(t.Context()); out != handset.Done || trace.Requests != 1 || strings.Contains(says(trace, handset.Effect), "restarts") {
		t.Errorf("%s after %+v", out, trace.Steps)
	}
	dir := filetest.Folder(t, map[string]string{"spa2.cfg": "Profile_Rule=get:/b", "b": "Profile_Rule=get:/c", "c": "a=1"})
	for most, want := range map[int]handset.Outcome{1: handset.Looping, 2: handset.Done} {
		p, _ := deskOf(t, dir, desk(), func(o *handset.Options) { o.MaxRestarts = most })
		if out := p.Boot(t.Context()); out != want {
			t.Errorf("with %d restarts it ends %s, want %s", most, out, want)
		}
	}
}

// A phone that has fetched nothing is dark; switched on again it begins with what it
// had.
func TestPower(t *testing.T) {
	t.Parallel()
	files := map[string]string{"spa2.cfg": "a=1 Resync_On_Reset=No"}
	p, trace := deskOf(t, filetest.Folder(t, files), desk())
	if out := p.Boot(t.Context()); out != handset.Done || p.State().Params["a"] != "1" {
		t.Errorf("it ends %s, %+v", out, p.State())
	}
	asked := trace.Requests
	if out := p.Boot(t.Context()); out != handset.Done || trace.Requests != asked || p.State().Params["a"] != "1" || !strings.Contains(says(trace, handset.Effect), "it fetches nothing: Resync_On_Reset is No") {
		t.Errorf("switched on again: %s, %+v", out, trace.Steps)
	}
	for name, initial := range map[string]string{"Provision_Enable": "No", "Resync_On_Reset": "No"} {
		m := desk()
		m.Initial = func(n string) string {
			if n == name {
				return initial
			}
			return ""
		}
		q, trace := deskOf(t, filetest.Folder(t, files), m)
		if out := q.Boot(t.Context()); out != handset.Dark || trace.Requests != 0 {
			t.Errorf("%s=%s: a new phone is %s after %d requests", name, initial, out, trace.Requests)
		}
	}
}

// A phone resyncs when Resync_Periodic has passed, and not before; at 0 never.
func TestWait(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		seconds, minutes int
		fetches          bool
	}{{3600, 59, false}, {3600, 60, true}, {3600, 61, true}, {61, 1, false}, {60, 1, true}, {0, 100000, false}} {
		dir := filetest.Folder(t, map[string]string{"spa2.cfg": fmt.Sprintf("a=1 Resync_Periodic=%d", x.seconds)})
		p, trace := deskOf(t, dir, desk())
		p.Boot(t.Context())
		asked := trace.Requests
		if out := p.Wait(t.Context(), x.minutes); out != handset.Done || trace.Requests > asked != x.fetches {
			t.Errorf("%d minutes where it resyncs each %d seconds: %s after %d requests", x.minutes, x.seconds, out, trace.Requests-asked)
		}
		if nothing := strings.Contains(says(trace, handset.Effect), "nothing happens"); nothing == x.fetches {
			t.Errorf("%d minutes where it resyncs each %d seconds: %s", x.minutes, x.seconds, says(trace, handset.Effect))
		}
	}
}

// What people change at a phone is kept until a profile says otherwise.
func TestChange(t *testing.T) {
	t.Parallel()
	dir := filetest.Folder(t, map[string]string{"spa2.cfg": "a=1"})
	p, trace := deskOf(t, dir, desk())
	p.Boot(t.Context())
	p.Change(t.Context(), "a", "mine")
	p.Change(t.Context(), "Volume", "9")
	if got := p.State().Params; got["a"] != "mine" || got["Volume"] != "9" {
		t.Errorf("it acts on %v", got)
	}
	p.Boot(t.Context())
	if got := p.State().Params; got["a"] != "1" || got["Volume"] != "9" {
		t.Errorf("after it was switched on again it acts on %v", got)
	}
	if out := p.Change(t.Context(), "Other_a", "1"); out != handset.Refused || p.State().Params["Other_a"] != "" || !strings.Contains(says(trace, handset.Fault), "a SPA2 has no Other_a") {
		t.Errorf("what the model lacks is %s", out)
	}
}

// Where a URL of a rule leads: to the root, by the URL that phones know, with who the
// phone is; to the server that DHCP names; or elsewhere, where nobody is to have a
// password.
func TestWhereRulesLead(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		rule, served string
		out          handset.Outcome
		a, says      string
	}{
		"below the URL of the root":        {"get:http://prov.test/wards/b.xml", "http://prov.test/wards", handset.Done, "root", ""},
		"with the port that is meant":      {"get:http://prov.test:80/b.xml", "http://prov.test", handset.Done, "root", ""},
		"with the port that https means":   {"get:https://prov.test:443/b.xml", "https://prov.test", handset.Done, "root", ""},
		"with the port that tftp means":    {"get:tftp://prov.test:69/b.xml", "tftp://prov.test", handset.Done, "root", ""},
		"with a port of its own":           {"get:http://prov.test:8080/b.xml", "http://prov.test:8080", handset.Done, "root", ""},
		"a mobile profile tells":           {"get:http://prov.test/x/mobile/ann.xml", "", handset.Done, "ann", "phones know the root as http://prov.test/x"},
		"a host profile tells":             {"get:http://prov.test/host/hall.xml", "", handset.Done, "hall", "phones know the root as http://prov.test"},
		"the default profile tells":        {"get:http://prov.test/x/y/default.xml", "", handset.Done, "default", "phones know the root as http://prov.test/x/y"},
		"no other name does":               {"get:http://prov.test/x/b.xml", "", handset.Refused, "", "may be in the root or elsewhere; --served-as URL says"},
		"nor a folder in mobile":           {"get:http://prov.test/mobile/x/ann.xml", "", handset.Refused, "", "may be in the root or elsewhere"},
		"nor what is no profile":           {"get:http://prov.test/mobile/ann.cfg", "", handset.Refused, "", "may be in the root or elsewhere"},
		"without a host, as DHCP says":     {"get:/b.xml", "http://prov.test", handset.Done, "staging", ""},
		"beside the root is elsewhere":     {"get:http://127.0.0.1:1/wardsmore/b.xml", "http://127.0.0.1:1/wards", handset.Refused, "", "127.0.0.1:1 cannot be reached"},
		"another scheme is elsewhere, too": {"get:http://127.0.0.1:1/b.xml", "https://127.0.0.1:1", handset.Refused, "", "127.0.0.1:1 cannot be reached"},
	} {
		staging, err := server.Open(filetest.Folder(t, map[string]string{"spa2.cfg": "Profile_Rule=" + x.rule, "b.xml": "a=staging"}), server.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { staging.Close() })
		root := filetest.Folder(t, map[string]string{"b.xml": "a=root", "mobile/ann.xml": "a=ann", "host/hall.xml": "a=hall", "default.xml": "a=default"})
		p, trace := deskOf(t, root, desk(), func(o *handset.Options) { o.Staging, o.ServedAs = staging, x.served })
		out := p.Boot(t.Context())
		if all := fmt.Sprintf("%+v", trace.Steps); out != x.out || p.State().Params["a"] != x.a || !strings.Contains(all, x.says) {
			t.Errorf("%s: %s with %q\n%s", name, out, p.State().Params["a"], all)
		}
	}
	other := newSite(t, map[string]string{"x/hall.xml": "a=other"})
	m := desk()
	m.Rule = func(text string, values map[string]string) (cisco.Decision, error) {
		d, err := ruled(text, values)
		if d.Fetch != nil {
			d.Fetch.As = server.Login{User: "hall", Password: "pw-hall"}
		}
		return d, err
	}
	p, trace := deskOf(t, filetest.Folder(t, map[string]string{"spa2.cfg": "Profile_Rule=get:" + other.url + "/x/hall.xml"}), m, func(o *handset.Options) { o.ServedAs = "http://prov.test" })
	if out := p.Boot(t.Context()); out != handset.Refused || fmt.Sprint(other.asked) != "[x/hall.xml]" {
		t.Errorf("elsewhere: %s, asked for %v\n%+v", out, other.asked, trace.Steps)
	}
}

// A server that asks for a password where the phone has none to give has to serve the
// profile to all.
func TestPublicProfiles(t *testing.T) {
	t.Parallel()
	s := newSite(t, map[string]string{"spa2.cfg": "Profile_Rule=get:%s/x/default.xml", "x/default.xml": "a=1"})
	s.files["spa2.cfg"] = strings.ReplaceAll(s.files["spa2.cfg"], "%s", s.url)
	p, trace := deskOf(t, s.url, desk(), func(o *handset.Options) { o.Identity, o.ServedAs = server.Login{}, s.url })
	if out := p.Boot(t.Context()); out != handset.Refused || !strings.Contains(says(trace, handset.Fault), "the phone has none to give: the profile must be public") {
		t.Errorf("%s: %s", out, says(trace, handset.Fault))
	}
}

func TestRequestsAreBounded(t *testing.T) {
	t.Parallel()
	dir := filetest.Folder(t, map[string]string{"spa2.cfg": "a=1"})
	p, trace := deskOf(t, dir, desk(), func(o *handset.Options) { o.MaxRequests = 2 })
	for i, want := range []handset.Outcome{handset.Done, handset.Done, handset.Looping} {
		if out := p.Boot(t.Context()); out != want {
			t.Errorf("switched on %d times it ends %s, want %s", i+1, out, want)
		}
	}
	if trace.Requests != 2 || !strings.Contains(says(trace, handset.Fault), "the phone has made 2 requests, and is stopped") {
		t.Errorf("%d requests, %s", trace.Requests, says(trace, handset.Fault))
	}
}
