package spectralink_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"provc/compiler/catalogue"
	"provc/compiler/filetest"
	"provc/compiler/handset"
	"provc/compiler/handset/server"
	"provc/compiler/handset/spectralink"
)

// facts are of a few parameters: those that begin with r. restart, with u. nobody
// knows.
var facts = handset.Facts{
	Restarts: func(name string) catalogue.Restart {
		switch {
		case strings.HasPrefix(name, "r."):
			return catalogue.RestartYes
		case strings.HasPrefix(name, "u."):
			return catalogue.RestartUnknown
		}
		return catalogue.RestartNo
	},
	Default: func(name string) (string, bool) {
		v, ok := map[string]string{"prov.login.localPassword": "123", "r.same": "5"}[name]
		return v, ok
	},
	Hides: func(name string) bool { return strings.HasSuffix(name, "assword") },
}

// write makes a root of files of parameters, in which each attribute stands as
// name=value.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if !strings.HasPrefix(text, "<") {
			e := "<handsetConfig><all"
			for _, p := range strings.Fields(text) {
				k, v, _ := strings.Cut(p, "=")
				e += fmt.Sprintf(" %s=%q", k, v)
			}
			text = e + "/></handsetConfig>"
		}
		file := filepath.Join(dir, filepath.FromSlash(name))
		filetest.Put(t, file, text)
	}
	return dir
}

const master = `<MASTER_CONFIG><CONFIGURATION CONFIG_FILES="near.cfg, far.cfg"/><DIRECTORIES USER_PROFILES_DIRECTORY="people" OVERRIDES_DIRECTORY="over"/></MASTER_CONFIG>`

// ward is a root with two people, and what is said otherwise.
func ward(t *testing.T, login string, more map[string]string) string {
	files := map[string]string{
		"000000000000.cfg": master,
		"near.cfg":         "prov.login.enabled=1 " + login,
		"far.cfg":          "a=far b=far prov.login.automaticLogout=30",
		"people/ann.cfg":   "a=ann prov.login.localPassword=pw-ann",
		"people/ben.cfg":   "a=ben",
	}
	for name, text := range more {
		files[name] = text
	}
	return write(t, files)
}

func phone(t *testing.T, dir string, change ...func(*handset.Options)) (handset.Handset, *handset.Trace) {
	t.Helper()
	s, err := server.Open(dir, server.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	trace := &handset.Trace{}
	o := handset.Options{Server: s, ID: "00907a000001", Facts: facts, Trace: trace}
	for _, c := range change {
		c(&o)
	}
	return spectralink.New(o), trace
}

func texts(trace *handset.Trace, k handset.Kind) string {
	var all []string
	for _, s := range trace.Steps {
		if s.Kind == k {
			all = append(all, s.Text)
		}
	}
	return strings.Join(all, "\n")
}

func TestBoot(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		more  map[string]string
		model string
		want  string // the value of a
	}{
		"the leftmost file wins":               {map[string]string{"near.cfg": "a=near"}, "", "near"},
		"a file of the handset's own":          {map[string]string{"00907a000001.cfg": `<APPLICATION CONFIG_FILES="own.cfg,far.cfg"/>`, "own.cfg": "a=own"}, "", "own"},
		"the MAC in a name":                    {map[string]string{"000000000000.cfg": `<A CONFIG_FILES="phone-[PHONE_MAC_ADDRESS].cfg,far.cfg"/>`, "phone-00907a000001.cfg": "a=mine"}, "", "mine"},
		"a list of the model":                  {map[string]string{"000000000000.cfg": `<A CONFIG_FILES="far.cfg" CONFIG_FILES_M8440="model.cfg"/>`, "model.cfg": "a=model"}, "M8440", "model"},
		"a list of another model":              {map[string]string{"000000000000.cfg": `<A CONFIG_FILES="far.cfg" CONFIG_FILES_M8440="model.cfg"/>`, "model.cfg": "a=model"}, "M8441", "far"},
		"an empty list of the model":           {map[string]string{"000000000000.cfg": `<A CONFIG_FILES="far.cfg" CONFIG_FILES_M8440=""/>`}, "M8440", ""},
		"a file that is broken":                {map[string]string{"near.cfg": "<x a=\"b & c\"/>"}, "", "far"},
		"a file that is not there":             {map[string]string{"000000000000.cfg": `<A CONFIG_FILES="none.cfg,far.cfg"/>`}, "", "far"},
		"what was changed at the handset":      {map[string]string{"near.cfg": "a=near", "over/00907a000001-phone.cfg": "a=changed"}, "", "changed"},
		"what was changed in its web pages":    {map[string]string{"near.cfg": "a=near", "over/00907a000001-web.cfg": "a=web"}, "", "web"},
		"attributes of whatever element":       {map[string]string{"000000000000.cfg": `<A><B><C CONFIG_FILES="deep.cfg"/></B></A>`, "deep.cfg": "<x><y><z a='deep'/></y></x>"}, "", "deep"},
		"a user's file of nobody who is there": {map[string]string{"near.cfg": "b=x"}, "", "far"},
	} {
		p, trace := phone(t, ward(t, "", x.more), func(o *handset.Options) { o.Model = x.model })
		if out := p.Boot(t.Context()); out != handset.Done {
			t.Errorf("%s: it ends %s", name, out)
		}
		if got := p.State().Params["a"]; got != x.want {
			t.Errorf("%s: a is %q, want %q\n%+v", name, got, x.want, trace.Steps)
		}
	}
}

func TestDark(t *testing.T) {
	t.Parallel()
	for name, files := range map[string]map[string]string{
		"no master file":     {"near.cfg": "a=1"},
		"a broken one":       {"000000000000.cfg": `<A CONFIG_FILES="a & b"/>`},
		"a broken one alone": {"00907a000001.cfg": `<A`, "000000000000.cfg": `<A CONFIG_FILES=""/>`},
	} {
		p, trace := phone(t, write(t, files))
		if out := p.Boot(t.Context()); out != handset.Dark || !trace.Has(handset.Fault) || p.State().Mode != "dark" {
			t.Errorf("%s: it ends %s, %+v", name, out, trace.Steps)
		}
		if out := p.LogIn(t.Context(), "ann", "pw-ann"); out != handset.Refused {
			t.Errorf("%s: ann is %s", name, out)
		}
	}
}

func TestLogIn(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		login      string
		more       map[string]string
		user, pass string
		out        handset.Outcome
		a          string
		says       string
	}{
		"the right password":                       {"", nil, "ann", "pw-ann", handset.Done, "ann", ""},
		"a wrong password":                         {"", nil, "ann", "pw-ben", handset.Refused, "far", "the password is not the one of the profile"},
		"the vendor's password":                    {"", nil, "ben", "123", handset.Done, "ben", ""},
		"a password of the files for all":          {"prov.login.localPassword=all", nil, "ben", "all", handset.Done, "ben", ""},
		"another letter case":                      {"", nil, "Ann", "pw-ann", handset.Refused, "far", "there is no profile of Ann"},
		"nobody":                                   {"", nil, "eve", "x", handset.Refused, "far", "there is no profile of eve"},
		"not enabled":                              {"prov.login.enabled=0", map[string]string{"near.cfg": "b=x"}, "ann", "pw-ann", handset.Refused, "far", "prov.login.enabled is not 1"},
		"the default user alone, another":          {"prov.login.defaultOnly=1 prov.login.defaultUser=ben prov.login.required=1", nil, "ann", "pw-ann", handset.Refused, "far", "defaultOnly"},
		"an empty profile":                         {"", map[string]string{"people/ann.cfg": "<handsetConfig/>"}, "ann", "123", handset.Refused, "far", "must have one"},
		"a broken profile":                         {"", map[string]string{"people/ann.cfg": "<x a='&'/>"}, "ann", "123", handset.Refused, "far", "ignores all of it"},
		"a password that was changed at a handset": {"", map[string]string{"people/ann-phone.cfg": "prov.login.localPassword=new"}, "ann", "pw-ann", handset.Refused, "far", "which was changed at a handset (people/ann-phone.cfg)"},
		"the changed password":                     {"", map[string]string{"people/ann-phone.cfg": "prov.login.localPassword=new a=later"}, "ann", "new", handset.Done, "later", ""},
		"what the web pages set":                   {"", map[string]string{"over/00907a000001-web.cfg": "a=web"}, "ann", "pw-ann", handset.Done, "web", ""},
		"what was changed while nobody was there":  {"", map[string]string{"over/00907a000001-phone.cfg": "a=own"}, "ann", "pw-ann", handset.Done, "ann", ""},
		"overrides in their own folder":            {"", map[string]string{"over/ann-phone.cfg": "a=there"}, "ann", "pw-ann", handset.Done, "there", ""},
	} {
		p, trace := phone(t, ward(t, x.login, x.more))
		p.Boot(t.Context())
		out := p.LogIn(t.Context(), x.user, x.pass)
		if got := p.State().Params["a"]; out != x.out || got != x.a || !strings.Contains(texts(trace, handset.Fault), x.says) {
			t.Errorf("%s: %s with a %q, want %s and %q\n%s", name, out, got, x.out, x.a, texts(trace, handset.Fault))
		}
		if trace.Has(handset.Fault) != (out == handset.Refused) {
			t.Errorf("%s: %s, and faults are\n%s", name, out, texts(trace, handset.Fault))
		}
		if said := fmt.Sprint(trace.Steps); strings.Contains(said, "pw-") || strings.Contains(said, "new,") {
			t.Errorf("%s: a password is in %s", name, said)
		}
	}
}

func TestLogOut(t *testing.T) {
	t.Parallel()
	p, _ := phone(t, ward(t, "", nil))
	p.Boot(t.Context())
	if p.LogOut(t.Context()) != handset.Refused {
		t.Error("nobody is logged out")
	}
	before := p.State()
	p.LogIn(t.Context(), "ann", "pw-ann")
	if out := p.LogIn(t.Context(), "ben", "123"); out != handset.Refused || p.State().User != "ann" {
		t.Errorf("ben is %s while ann is logged in", out)
	}
	p.Wait(t.Context(), 29)
	if p.State().User != "ann" {
		t.Error("ann is logged out too early")
	}
	p.Wait(t.Context(), 30)
	if after := p.State(); after.User != "" || fmt.Sprint(after) != fmt.Sprint(before) {
		t.Errorf("after the log-out it is %v, before it was %v", after, before)
	}
	p.LogIn(t.Context(), "ben", "123")
	p.LogOut(t.Context())
	if after := p.State(); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Errorf("after the log-out it is %v, before it was %v", after, before)
	}
}

func TestDefaultUser(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		login, user string
	}{
		"logs in":                     {"prov.login.defaultUser=ann prov.login.defaultPassword=pw-ann", "ann"},
		"with the vendor's password":  {"prov.login.defaultUser=ben prov.login.defaultPassword=123", "ben"},
		"not with another's password": {"prov.login.defaultUser=ann prov.login.defaultPassword=x", ""},
		"not where log-in is required": {"prov.login.required=1 prov.login.defaultUser=ann prov.login.defaultPassword=pw-ann",
			""},
	} {
		p, _ := phone(t, ward(t, x.login, nil))
		p.Boot(t.Context())
		if got := p.State().User; got != x.user {
			t.Errorf("%s: %q is logged in", name, got)
		}
	}
	p, _ := phone(t, ward(t, "prov.login.defaultUser=ann prov.login.defaultPassword=pw-ann", nil))
	p.Boot(t.Context())
	if out := p.LogIn(t.Context(), "ben", "123"); out != handset.Done || p.State().User != "ben" {
		t.Errorf("ben in the place of the default user: %s", out)
	}
	p.LogOut(t.Context())
	if got := p.State().User; got != "ann" {
		t.Errorf("after ben has logged out, %q is logged in", got)
	}
}

// The loop of CS-15-10: a profile that restarts the handset, on one that does not keep
// people logged in.
func TestRestartLoop(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		login, profile string
		unknown        bool
		out            handset.Outcome
		restarts       int
		fault, warning bool
	}{
		"loops":                             {"", "a=ann r.x=1", false, handset.Looping, 3, true, false},
		"loops with the own value":          {"", "a=ann r.x=1 prov.login.persistent=1", false, handset.Looping, 3, true, false},
		"persistent":                        {"prov.login.persistent=1", "a=ann r.x=1", false, handset.Done, 1, false, false},
		"the value that it has":             {"r.x=1", "a=ann r.x=1", false, handset.Done, 0, false, false},
		"the vendor's value":                {"", "a=ann r.same=5", false, handset.Done, 0, false, false},
		"nobody knows, and it restarts":     {"", "a=ann u.x=1", true, handset.Looping, 3, false, true},
		"nobody knows, and it does not":     {"", "a=ann u.x=1", false, handset.Done, 0, false, false},
		"what is known counts":              {"", "a=ann u.x=1 r.x=1", true, handset.Looping, 3, true, false},
		"nothing that restarts":             {"", "a=ann", true, handset.Done, 0, false, false},
		"the default user":                  {"prov.login.defaultUser=ann prov.login.defaultPassword=123", "a=ann r.x=1", false, handset.Looping, 3, true, false},
		"the default user, and persistent":  {"prov.login.persistent=1 prov.login.defaultUser=ann prov.login.defaultPassword=123", "a=ann r.x=1", false, handset.Done, 1, false, false},
		"required does not change anything": {"prov.login.required=1", "a=ann r.x=1", false, handset.Looping, 3, true, false},
	} {
		p, trace := phone(t, ward(t, x.login, map[string]string{"people/ann.cfg": x.profile}), func(o *handset.Options) { o.RestartUnknown = x.unknown })
		out := p.Boot(t.Context())
		if !strings.Contains(x.login, "defaultUser") {
			out = p.LogIn(t.Context(), "ann", "123")
		}
		restarts := strings.Count(texts(trace, handset.Effect), "the handset restarts to apply")
		if out != x.out || restarts != x.restarts || trace.Has(handset.Fault) != x.fault || trace.Has(handset.Warning) != x.warning {
			t.Errorf("%s: %s after %d restarts, faults %q, warnings %q", name, out, restarts, texts(trace, handset.Fault), texts(trace, handset.Warning))
		}
		if out == handset.Done && p.State().User != "ann" {
			t.Errorf("%s: %q is logged in", name, p.State().User)
		}
	}
}

// A handset stores what people change at it only when it may.
func TestChange(t *testing.T) {
	t.Parallel()
	for _, write := range []bool{false, true} {
		dir := ward(t, "", nil)
		if err := os.Mkdir(filepath.Join(dir, "over"), 0o755); err != nil {
			t.Fatal(err)
		}
		may := func(o *handset.Options) { o.Write = write }
		p, _ := phone(t, dir, may)
		p.Boot(t.Context())
		p.Change(t.Context(), "b", "handset")
		p.LogIn(t.Context(), "ann", "pw-ann")
		p.Change(t.Context(), "a", "mine")
		if got := p.State().Params; got["a"] != "mine" || got["b"] != "handset" {
			t.Errorf("it acts on %v", got)
		}
		p.LogOut(t.Context())
		if got := p.State().Params["a"]; got != "far" {
			t.Errorf("after the log-out a is %q", got)
		}
		q, _ := phone(t, dir)
		q.Boot(t.Context())
		q.LogIn(t.Context(), "ann", "pw-ann")
		got := q.State().Params
		if kept := got["a"] == "mine" && got["b"] == "handset"; kept != write {
			t.Errorf("writing %v: the next handset has %v", write, got)
		}
		var files []string
		filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
			if strings.HasSuffix(name, "-phone.cfg") {
				files = append(files, name)
			}
			return err
		})
		if len(files) > 0 != write {
			t.Errorf("writing %v: there are %v", write, files)
		}
	}
}

// Files that lie elsewhere are fetched from there.
func TestElsewhere(t *testing.T) {
	t.Parallel()
	p, trace := phone(t, ward(t, "", map[string]string{"000000000000.cfg": `<A CONFIG_FILES="http://127.0.0.1:1/pbx.cfg?x=1, far.cfg"/>`}))
	p.Boot(t.Context())
	if p.State().Params["a"] != "far" || !strings.Contains(texts(trace, handset.Fault), "127.0.0.1:1 cannot be reached") {
		t.Errorf("%+v", trace.Steps)
	}
	if !slices.ContainsFunc(trace.Steps, func(s handset.Step) bool { return strings.HasPrefix(s.URL, "http://127.0.0.1:1/pbx.cfg") }) {
		t.Errorf("nothing is asked of another server: %+v", trace.Steps)
	}
}

func TestRequestsAreBounded(t *testing.T) {
	t.Parallel()
	list := strings.Repeat("far.cfg,", 500)
	p, trace := phone(t, ward(t, "", map[string]string{"000000000000.cfg": `<A CONFIG_FILES="` + list + `"/>`}), func(o *handset.Options) { o.MaxRequests = 20 })
	p.Boot(t.Context())
	if trace.Requests > 20 || !strings.Contains(texts(trace, handset.Fault), "is stopped") {
		t.Errorf("%d requests", trace.Requests)
	}
}
