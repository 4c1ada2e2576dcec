package spectralink_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler/handset"
)

// transcript is a trace as lines: the kind of a step, and what it tells.
func transcript(trace *handset.Trace) string {
	var b strings.Builder
	for _, s := range trace.Steps {
		b.WriteString(string(s.Kind) + ": ")
		if s.Kind == handset.Request {
			b.WriteString(s.Name + ": ")
		}
		b.WriteString(s.Text + "\n")
	}
	return b.String()
}

// told is what a handset of a ward tells of some things that are done to it, without
// what it tells of switching it on.
func told(t *testing.T, login string, more map[string]string, do func(p handset.Handset), change ...func(*handset.Options)) string {
	t.Helper()
	p, trace := phone(t, ward(t, login, more), change...)
	p.Boot(t.Context())
	trace.Steps = nil
	do(p)
	return transcript(trace)
}

// What a handset asks for and tells when it is switched on: the master file, its files,
// what was changed at it and in its web pages, its contacts or those for all.
func TestBootIsTold(t *testing.T) {
	t.Parallel()
	const begin = "action: boot 00907a000001\nrequest: 00907a000001.cfg: it is not there\n"
	const all = begin + "request: 000000000000.cfg: the master file names 2 files\nrequest: near.cfg: %s\nrequest: far.cfg: 3 parameters\n"
	const end = "request: over/00907a000001-phone.cfg: nobody has changed anything\nrequest: over/00907a000001-web.cfg: nobody has changed anything\nrequest: 00907a000001-directory.xml: no contacts\nrequest: 000000000000-directory.xml: no contacts\n"
	for name, x := range map[string]struct {
		login string
		more  map[string]string
		want  string
	}{
		"nothing in particular": {"", nil, fmt.Sprintf(all, "1 parameter") + end + "effect: nobody is logged in; no line registers\n"},
		"two lines":             {"reg.1.address=100@pbx reg.2.address=200@pbx", nil, fmt.Sprintf(all, "3 parameters") + end + "effect: nobody is logged in; registers 100@pbx, 200@pbx\n"},
		"log-in required":       {"prov.login.required=1", nil, fmt.Sprintf(all, "2 parameters") + end + "effect: it asks for a user; nobody can call for help: no number can be called\n"},
		"numbers to call":       {"prov.login.required=1 reg.1.address=100@pbx dialplan.routing.emergency.1.value=112,911", nil, fmt.Sprintf(all, "4 parameters") + end + "effect: it asks for a user; 112, 911 can be called; registers 100@pbx\n"},
		"a broken file":         {"", map[string]string{"near.cfg": "<x a='&'/>"}, fmt.Sprintf(all, "it is not well-formed\nfault: near.cfg is not well-formed XML: the handset ignores all of it") + end + "effect: nobody is logged in; no line registers\n"},
		"no such file":          {"", map[string]string{"000000000000.cfg": `<A CONFIG_FILES=", none.cfg ,"/>`}, begin + "request: 000000000000.cfg: the master file names 1 file\nrequest: none.cfg: it is not there\nwarning: 000000000000.cfg names none.cfg, which the handset does not get: what it would say is as if nobody had said it\n" + strings.ReplaceAll(end, "over/", "") + "effect: nobody is logged in; no line registers\n"},
		"changed twice":         {"", map[string]string{"over/00907a000001-phone.cfg": "a=1", "over/00907a000001-web.cfg": "a=2 b=2"}, fmt.Sprintf(all, "1 parameter") + "request: over/00907a000001-phone.cfg: 1 parameter\nrequest: over/00907a000001-web.cfg: 2 parameters\nassumption: what was changed at the handset counts more than what was changed in its web pages, while nobody is logged in\n" + "request: 00907a000001-directory.xml: no contacts\nrequest: 000000000000-directory.xml: no contacts\n" + "effect: nobody is logged in; no line registers\n"},
		"contacts of its own":   {"", map[string]string{"000000000000.cfg": `<A CONFIG_FILES="near.cfg,far.cfg" CONTACTS_DIRECTORY="book/" OVERRIDES_DIRECTORY="over"/>`, "book/00907a000001-directory.xml": "<directory/>", "book/000000000000-directory.xml": "<directory/>"}, fmt.Sprintf(all, "1 parameter") + strings.SplitAfter(end, "\n")[0] + strings.SplitAfter(end, "\n")[1] + "request: book/00907a000001-directory.xml: contacts\neffect: nobody is logged in; no line registers\n"},
		"contacts for all":      {"", map[string]string{"000000000000-directory.xml": "<directory/>"}, fmt.Sprintf(all, "1 parameter") + strings.Replace(end, "000000000000-directory.xml: no contacts", "000000000000-directory.xml: contacts", 1) + "effect: nobody is logged in; no line registers\n"},
		"its own master file":   {"", map[string]string{"00907a000001.cfg": "<A/>"}, "action: boot 00907a000001\nrequest: 00907a000001.cfg: the master file names 0 files\n" + strings.ReplaceAll(end, "over/", "") + "effect: nobody is logged in; no line registers\n"},
		"a broken master file":  {"", map[string]string{"00907a000001.cfg": "<A"}, "action: boot 00907a000001\nrequest: 00907a000001.cfg: it is not well-formed\nfault: 00907a000001.cfg is not well-formed XML: the handset shows that its configuration is in error, and has none\n"},
	} {
		p, trace := phone(t, ward(t, x.login, x.more))
		p.Boot(t.Context())
		if got := transcript(trace); got != x.want {
			t.Errorf("%s: it tells\n%s\nwant\n%s", name, got, x.want)
		}
	}
	p, trace := phone(t, write(t, map[string]string{"near.cfg": "a=1"}))
	p.Boot(t.Context())
	p.LogIn(t.Context(), "ann", "pw-ann")
	const dark = begin + "request: 000000000000.cfg: it is not there\nfault: there is neither 00907a000001.cfg nor 000000000000.cfg: the handset shows that it has no configuration\naction: log in as ann\nfault: the handset has no configuration, so that nobody can log in\n"
	if got := transcript(trace); got != dark {
		t.Errorf("without a master file it tells\n%s\nwant\n%s", got, dark)
	}
}

// What a handset tells of what is done to it.
func TestDay(t *testing.T) {
	t.Parallel()
	const ann = "request: people/ann.cfg: 2 parameters\nrequest: people/ann-phone.cfg: nobody has changed anything\nrequest: over/ann-phone.cfg: nobody has changed anything\nrequest: ann-directory.xml: no contacts\n"
	const ben = "request: people/ben.cfg: 1 parameter\nrequest: people/ben-phone.cfg: nobody has changed anything\nrequest: over/ben-phone.cfg: nobody has changed anything\nrequest: ben-directory.xml: no contacts\neffect: ben is logged in; no line registers\n"
	logIn := func(who, password string) func(handset.Handset) {
		return func(p handset.Handset) { p.LogIn(t.Context(), who, password) }
	}
	for name, x := range map[string]struct {
		login string
		more  map[string]string
		do    func(handset.Handset)
		want  string
	}{
		"a log-in":                    {"reg.1.address=100@pbx", nil, logIn("ann", "pw-ann"), "action: log in as ann\n" + ann + "effect: ann is logged in; registers 100@pbx\n"},
		"a wrong password":            {"", nil, logIn("ann", "koala"), "action: log in as ann\n" + strings.Replace(ann, "request: ann-directory.xml: no contacts\n", "fault: the password is not the one of the profile: the handset shows \"User login failed\"\n", 1)},
		"nobody of that name":         {"", nil, logIn("eve", "x"), "action: log in as eve\nrequest: people/eve.cfg: it is not there\nfault: there is no profile of eve: the handset shows \"User login failed\"; names of files are case-sensitive where the server is\n"},
		"a second person":             {"", nil, func(p handset.Handset) { logIn("ann", "pw-ann")(p); logIn("ben", "123")(p) }, "action: log in as ann\n" + ann + "effect: ann is logged in; no line registers\naction: log in as ben\nfault: ann is logged in, and must log out first\n"},
		"in the default user's place": {"prov.login.defaultUser=ann prov.login.defaultPassword=pw-ann", nil, logIn("ben", "123"), "action: log in as ben\n" + ben},
		"the default user again":      {"prov.login.defaultUser=ann prov.login.defaultPassword=pw-ann", nil, logIn("ann", "pw-ann"), "action: log in as ann\nfault: ann is logged in, and must log out first\n"},
		"only the default user":       {"prov.login.required=1 prov.login.defaultOnly=1 prov.login.defaultUser=ann", nil, logIn("ben", "123"), "action: log in as ben\nfault: the handset takes nobody but its default user: prov.login.defaultOnly is 1\n"},
		"the default user alone":      {"prov.login.required=1 prov.login.defaultOnly=1 prov.login.defaultUser=ben", nil, logIn("ben", "123"), "action: log in as ben\n" + ben},
		"what was changed before":     {"", map[string]string{"over/00907a000001-phone.cfg": "a=own"}, logIn("ben", "123"), "action: log in as ben\n" + strings.Replace(ben, "request: ben-dir", "assumption: what was changed at the handset while nobody was logged in counts less than a person's profile\nrequest: ben-dir", 1)},
		"overrides beside profiles":   {"", map[string]string{"000000000000.cfg": `<A CONFIG_FILES="near.cfg"/>`, "ben.cfg": "a=ben"}, logIn("ben", "123"), "action: log in as ben\nrequest: ben.cfg: 1 parameter\nrequest: ben-phone.cfg: nobody has changed anything\nrequest: ben-directory.xml: no contacts\neffect: ben is logged in; no line registers\n"},
		"a log-out":                   {"reg.1.address=100@pbx", nil, func(p handset.Handset) { logIn("ben", "123")(p); p.LogOut(t.Context()); p.LogOut(t.Context()) }, "action: log in as ben\n" + strings.Replace(ben, "no line registers", "registers 100@pbx", 1) + "action: log out ben\neffect: nobody is logged in; registers 100@pbx\naction: log out\nfault: nobody is logged in\n"},
		"time that passes": {"", nil, func(p handset.Handset) {
			p.Wait(t.Context(), 1)
			logIn("ben", "123")(p)
			p.Wait(t.Context(), 29)
			p.Wait(t.Context(), 30)
		}, "action: wait 1 minute\neffect: nothing happens\naction: log in as ben\n" + ben + "action: wait 29 minutes\neffect: nothing happens\naction: wait 30 minutes\neffect: ben is logged out: nobody has used the handset for 30 minutes\neffect: nobody is logged in; no line registers\n"},
		"never by itself": {"", map[string]string{"far.cfg": "prov.login.automaticLogout=0"}, func(p handset.Handset) { logIn("ben", "123")(p); p.Wait(t.Context(), 46000) }, "action: log in as ben\n" + ben + "action: wait 46000 minutes\neffect: nothing happens\n"},
		"no time is said": {"", map[string]string{"far.cfg": "a=1"}, func(p handset.Handset) { logIn("ben", "123")(p); p.Wait(t.Context(), 46000) }, "action: log in as ben\n" + ben + "action: wait 46000 minutes\neffect: nothing happens\n"},
		"a change": {"", nil, func(p handset.Handset) {
			p.Change(t.Context(), "a", "1")
			logIn("ben", "123")(p)
			p.Change(t.Context(), "a", "2")
		}, "action: change a at the handset\neffect: it would store over/00907a000001-phone.cfg\naction: log in as ben\n" + strings.Replace(ben, "request: ben-dir", "assumption: what was changed at the handset while nobody was logged in counts less than a person's profile\nrequest: ben-dir", 1) + "action: change a at the handset\neffect: it would store people/ben-phone.cfg\n"},
	} {
		if got := told(t, x.login, x.more, x.do); got != x.want {
			t.Errorf("%s: it tells\n%s\nwant\n%s", name, got, x.want)
		}
	}
}

// What is stored is told, and a server that does not store it.
func TestStoredIsTold(t *testing.T) {
	t.Parallel()
	dir := ward(t, "", nil)
	refuses := http.FileServer(http.Dir(dir))
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPut {
			w.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		refuses.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	for root, want := range map[string]string{
		dir:   "fault: " + dir + "/over/00907a000001-phone.cfg cannot be stored: there is no folder " + dir + "/over\n",
		s.URL: "fault: over/00907a000001-phone.cfg is not stored: the server refuses it, so that what people change at a handset is lost when they log out; let handsets write there\n",
	} {
		p, trace := phone(t, root, func(o *handset.Options) { o.Write = true })
		p.Boot(t.Context())
		trace.Steps = nil
		p.Change(t.Context(), "a", "1")
		if got := transcript(trace); got != "action: change a at the handset\nrequest: over/00907a000001-phone.cfg: what was changed is not kept\n"+want {
			t.Errorf("it tells\n%s\nwant\n%s", got, want)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "over"), 0o755); err != nil {
		t.Fatal(err)
	}
	p, trace := phone(t, dir, func(o *handset.Options) { o.Write = true })
	p.Boot(t.Context())
	if p.Change(t.Context(), "a", "1"); trace.Has(handset.Fault) || !strings.HasSuffix(transcript(trace), "request: over/00907a000001-phone.cfg: what was changed is kept\n") {
		t.Errorf("it tells\n%s", transcript(trace))
	}
}
