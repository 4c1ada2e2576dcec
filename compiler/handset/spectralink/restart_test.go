package spectralink_test

import (
	"cmp"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"provc/compiler/handset"
)

// A handset restarts where a parameter that restarts it gets another value, whatever is
// done; who stays logged in over that depends on prov.login.persistent of the handset.
func TestRestarts(t *testing.T) {
	t.Parallel()
	const restarts = "the handset restarts to "
	for name, x := range map[string]struct {
		login, ann string
		change     string // after ann has logged in, parameter=value; or out
		out        handset.Outcome
		user       string
		says       string
	}{
		"a log-out":                      {"prov.login.persistent=1", "r.x=1", "out", handset.Done, "", "effect: " + restarts + "take r.x back\nrequest: 00907a000001.cfg"},
		"a log-out that changes nothing": {"prov.login.persistent=1", "a=1", "out", handset.Done, "", "action: log out ann\neffect: nobody is logged in"},
		"kept logged in":                 {"prov.login.persistent=1", "r.x=1", "", handset.Done, "ann", "effect: ann is still logged in: prov.login.persistent is 1\neffect: ann is logged in; no line registers\n"},
		"a change":                       {"", "a=1", "r.x=1", handset.Done, "", "effect: " + restarts + "apply r.x\nrequest: 00907a000001.cfg"},
		"a change, persistent":           {"prov.login.persistent=1", "a=1", "r.x=1", handset.Done, "ann", "effect: " + restarts + "apply r.x\n"},
		"a change to what it is":         {"r.x=1", "a=1", "r.x=1", handset.Done, "ann", "effect: it would store people/ann-phone.cfg\n"},
		"a change of other things":       {"", "a=1", "u.x=1", handset.Done, "ann", "effect: it would store people/ann-phone.cfg\n"},
		"what is about logging in":       {"", "r.x= prov.login.persistent=1", "", handset.Done, "ann", ""},
		"persistent by the own file":     {"", "r.x=1 prov.login.persistent=1", "", handset.Looping, "", "effect: the restart logs ann out: prov.login.persistent is not 1 on the handset\n"},
		"three":                          {"prov.login.persistent=1", "r.c=1 r.a=1 r.b=1", "", handset.Done, "ann", "effect: " + restarts + "apply r.a, r.b, r.c\n"},
		"four":                           {"prov.login.persistent=1", "r.c=1 r.a=1 r.d=1 r.b=1", "", handset.Done, "ann", "effect: " + restarts + "apply r.a, r.b, r.c and 1 more\n"},
		"a loop":                         {"", "r.x=1 r.y=2 u.x=1", "", handset.Looping, "", "action: ann logs in again\nrequest: people/ann.cfg: 3 parameters\n"},
		"a loop in words":                {"", "r.x=1 r.y=2 u.x=1", "", handset.Looping, "", "fault: restart loop: each log-in of ann sets r.x, r.y, which restarts the handset, and the restart logs out (CS-15-10); set prov.login.persistent to 1 on the handset\n"},
		"of the default user":            {"prov.login.defaultUser=ann prov.login.defaultPassword=123", "r.x=1", "", handset.Looping, "", "effect: the default user ann is logged in\nrequest: people/ann.cfg: 1 parameter\n"},
		"beside a default user":          {"prov.login.defaultUser=ben prov.login.defaultPassword=123", "r.x=1", "", handset.Looping, "", "action: ann logs in again\n"},
	} {
		p, trace := phone(t, ward(t, x.login, map[string]string{"people/ann.cfg": x.ann}))
		out := p.Boot(t.Context())
		if !strings.Contains(x.login, "defaultUser=ann") {
			out = p.LogIn(t.Context(), "ann", "123")
		}
		if x.change == "out" {
			out = p.LogOut(t.Context())
		} else if parameter, value, ok := strings.Cut(x.change, "="); ok {
			out = p.Change(t.Context(), parameter, value)
		}
		if out != x.out || out == handset.Done && p.State().User != x.user || !strings.Contains(transcript(trace), x.says) {
			t.Errorf("%s: %s with %q\n%s\nwant %s", name, out, p.State().User, transcript(trace), x.says)
		}
		if none := x.says == "" || strings.HasPrefix(x.says, "action: log out ann\neffect: nobody"); none && strings.Contains(transcript(trace), restarts) {
			t.Errorf("%s:\n%s", name, transcript(trace))
		}
	}
	unknown := func(o *handset.Options) { o.RestartUnknown = true }
	if got := told(t, "", map[string]string{"people/ann.cfg": "u.x=1 u.y=1"}, func(p handset.Handset) { p.LogIn(t.Context(), "ann", "123") }, unknown); !strings.HasSuffix(got, "warning: if u.x, u.y restarts a handset, which nobody knows, each log-in of ann ends in a restart that logs out: set prov.login.persistent to 1 on the handset\n") {
		t.Errorf("of what nobody knows it tells\n%s", got)
	}
}

// A handset takes a file that restarts it for what it is when it is switched on again:
// how often in a row is bounded.
func TestMostRestarts(t *testing.T) {
	t.Parallel()
	for most, want := range map[int]int{1: 1, 2: 2, 0: 3, 5: 5} {
		got := told(t, "", map[string]string{"people/ann.cfg": "r.x=1"}, func(p handset.Handset) { p.LogIn(t.Context(), "ann", "123") }, func(o *handset.Options) { o.MaxRestarts = most })
		if n := strings.Count(got, "the handset restarts to apply"); n != want {
			t.Errorf("of at most %d restarts there are %d, want %d", most, n, want)
		}
	}
}

// The order of what counts: what was changed at the handset before its web pages, before
// the files, while nobody is logged in; a person's changes before the web pages, before
// the profile, before what was changed at the handset.
func TestPrecedence(t *testing.T) {
	t.Parallel()
	layers := []struct{ file, idle, busy string }{
		{"people/ann-phone.cfg", "", "1"}, {"over/00907a000001-web.cfg", "2", "2"}, {"people/ann.cfg", "", "3"}, {"over/00907a000001-phone.cfg", "4", "4"}, {"near.cfg", "5", "5"}, {"far.cfg", "6", "6"},
	}
	for i, strong := range layers {
		for j := range layers[i+1:] {
			weak := layers[i+1+j]
			files := map[string]string{}
			for n, l := range layers {
				files[l.file] = "b=1"
				if n == 4 {
					files[l.file] += " prov.login.enabled=1"
				}
			}
			files[strong.file] += " a=" + strong.busy
			files[weak.file] += " a=" + weak.busy
			p, _ := phone(t, ward(t, "", files))
			p.Boot(t.Context())
			want := strong.idle
			if want == "" || strong.idle == "2" && weak.idle == "4" {
				want = weak.idle
			}
			if got := p.State().Params["a"]; got != want {
				t.Errorf("of %s and %s, while nobody is logged in: %q, want %q", strong.file, weak.file, got, want)
			}
			p.LogIn(t.Context(), "ann", "123")
			if got := p.State().Params["a"]; got != strong.busy {
				t.Errorf("of %s and %s, while ann is logged in: %q, want %q", strong.file, weak.file, got, strong.busy)
			}
		}
	}
}

// What holds of log-ins at a handset is what counts there while nobody is logged in, and
// the password is that of the strongest layer.
func TestPasswordPrecedence(t *testing.T) {
	t.Parallel()
	layers := []string{"people/ann-phone.cfg", "over/00907a000001-web.cfg", "people/ann.cfg", "over/00907a000001-phone.cfg", "near.cfg", "far.cfg"}
	for i := range layers {
		files := map[string]string{"near.cfg": "", "people/ann.cfg": "a=1"}
		for _, name := range layers[i:] {
			files[name] += " prov.login.localPassword=" + strings.NewReplacer("/", "-", ".", "-").Replace(name)
		}
		files["near.cfg"] += " prov.login.enabled=1"
		p, trace := phone(t, ward(t, "", files))
		p.Boot(t.Context())
		if out := p.LogIn(t.Context(), "ann", strings.NewReplacer("/", "-", ".", "-").Replace(layers[i])); out != handset.Done {
			t.Errorf("with the password of %s: %s\n%s", layers[i], out, transcript(trace))
		}
	}
}

// A server must refuse to store what administrators make, and to find a profile under
// another letter case. What is tried is what is there.
func TestProbe(t *testing.T) {
	t.Parallel()
	dir := ward(t, "", map[string]string{"000000000000.cfg": strings.Replace(master, "far.cfg", "far.cfg, none.cfg, http://127.0.0.1:1/pbx.cfg", 1), "people/BEN.cfg": "a=1", "people/12.cfg": "a=1"})
	files := http.FileServer(http.Dir(dir))
	for name, x := range map[string]struct {
		user  string
		takes string // the file that the server stores
		tries []string
		want  string
	}{
		"nobody is logged in": {"", "", []string{"000000000000.cfg", "near.cfg", "far.cfg"}, ""},
		"with somebody":       {"ann", "", []string{"000000000000.cfg", "near.cfg", "far.cfg", "people/ann.cfg"}, "request: people/ANN.cfg: it is not found, as it must be\n"},
		"a name of digits":    {"12", "", []string{"000000000000.cfg", "near.cfg", "far.cfg", "people/12.cfg"}, "request: people/12.cfg: it is refused, as it must be\n"},
		"a file is taken":     {"", "far.cfg", nil, "request: far.cfg: it is taken\nfault: the server lets anybody store far.cfg: let handsets write what they keep, and no more\n"},
		"a profile is taken":  {"ann", "people/ann.cfg", nil, "fault: the server lets anybody store people/ann.cfg"},
		"another letter case": {"ben", "", nil, "request: people/BEN.cfg: it is found\nfault: the server takes no account of letter case: BEN logs in as ben does, and handsets keep files of both; serve names as they are\n"},
		"in small letters":    {"BEN", "", nil, "fault: the server takes no account of letter case: ben logs in as BEN does"},
	} {
		var tried []string
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPut {
				file := strings.TrimPrefix(r.URL.Path, "/")
				if tried = append(tried, file); file != x.takes {
					w.WriteHeader(http.StatusForbidden)
				}
				return
			}
			files.ServeHTTP(w, r)
		}))
		p, trace := phone(t, s.URL)
		p.Boot(t.Context())
		if x.user != "" {
			p.LogIn(t.Context(), x.user, cmp.Or(map[string]string{"ann": "pw-ann"}[x.user], "123"))
		}
		trace.Steps = nil
		out := p.Probe(t.Context())
		s.Close()
		if got := transcript(trace); !strings.HasPrefix(got, "action: probe what the server must refuse\n") || !strings.Contains(got, x.want) || trace.Has(handset.Fault) != strings.Contains(x.want, "fault: ") {
			t.Errorf("%s: it tells\n%s\nwant\n%s", name, got, x.want)
		}
		if (out == handset.Done) == trace.Has(handset.Fault) || out != handset.Done && out != handset.Refused {
			t.Errorf("%s: it ends %s\n%s", name, out, transcript(trace))
		}
		if x.tries != nil && !slices.Equal(tried, x.tries) {
			t.Errorf("%s: it tries to store %q, want %q", name, tried, x.tries)
		}
	}
	p, trace := phone(t, write(t, map[string]string{"near.cfg": "a=1"}))
	p.Boot(t.Context())
	if out := p.Probe(t.Context()); out != handset.Refused || !strings.HasSuffix(transcript(trace), "fault: the handset has no configuration to try with\n") {
		t.Errorf("without a configuration it ends %s\n%s", out, transcript(trace))
	}
}
