package cisco_test

import (
	"strings"
	"testing"

	"provc/compiler/filetest"
	"provc/compiler/handset"
	"provc/compiler/handset/server"
)

// transcript is a trace as lines: the kind of a step, and what it tells.
func transcript(trace *handset.Trace) string {
	var b strings.Builder
	for _, s := range trace.Steps {
		b.WriteString(string(s.Kind) + ": ")
		if s.Kind == handset.Request {
			b.WriteString(strings.TrimSpace(s.Name+" "+s.As) + ": ")
		}
		b.WriteString(s.Text + "\n")
	}
	return b.String()
}

// What a phone tells of a day, step by step.
func TestDay(t *testing.T) {
	t.Parallel()
	s := clinic(t, map[string]string{"host/hall.xml": "Resync_Periodic=0", "spa2.cfg": "Profile_Rule=em:%s EM_Enable=Yes"})
	p, trace := deskOf(t, s.url, desk(), func(o *handset.Options) { o.ServedAs = s.url })
	p.Boot(t.Context())
	p.LogIn(t.Context(), "ann", "pw-ann")
	p.LogIn(t.Context(), "ben", "pw-ben")
	p.LogOut(t.Context())
	p.LogOut(t.Context())
	p.Wait(t.Context(), 9)
	p.Change(t.Context(), "Volume", "3")
	p.LogIn(t.Context(), "cid", "pw-cid")
	p.LogIn(t.Context(), "ann", "wrong")
	p.Probe(t.Context())
	const want = `action: switch on 0026cb000001, a SPA2
request: spa2.cfg: 2 parameters
effect: it restarts with other rules, and follows them 3600 seconds later (Resync_Periodic)
request: host/hall.xml hall: 1 parameters
effect: nobody is logged in; no line registers
action: log in as ann
request: mobile/ann.xml ann: 5 parameters, 1 of which a SPA2 does not know
effect: ann is logged in; registers 7001 at pbx
action: log in as ben
fault: ann is logged in, and must log out first
action: log out ann
request: host/hall.xml hall: 1 parameters
effect: nobody is logged in; registers 7001 at pbx
action: log out
fault: nobody is logged in
action: wait 9 minutes
effect: nothing happens
action: change Volume at the phone
action: log in as cid
request: mobile/cid.xml cid: it is not there
fault: there is no profile of cid: the log-in fails; names of files are case-sensitive where the server is
assumption: a phone that could not fetch a person's profile is as it was before
action: log in as ann
request: mobile/ann.xml ann: it is refused
fault: the server refuses ann: the log-in fails
action: probe what the server must refuse
request: host/hall.xml: it is refused, as it must be
request: host/HALL.xml hall: it is refused, as it must be
request: mobile/ann.xml hall: it is refused, as it must be
`
	if got := transcript(trace); got != want {
		t.Errorf("it tells\n%s\nwant\n%s", got, want)
	}
}

// What servers do wrong is told once, in the server's sentence, and what is public or
// lies in a folder that is no root is told as any other.
func TestOddities(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct{ file, want string }{
		"a web page":       {"<html></html>", "request: spa2.cfg: it is not to be had\nfault: URL/spa2.cfg answers with a web page where a file is asked for: the handset ignores it; look for a log-in page, a portal or an error page that is sent with status 200\n"},
		"no profile":       {"<x>", "request: spa2.cfg: it is no profile\nfault: /spa2.cfg is no profile that a phone reads: the phone keeps what it has\n"},
		"an identity":      {"EM_Phone_User_ID=", "request: spa2.cfg: 1 parameters\neffect: it restarts with other rules, and follows them 3600 seconds later (Resync_Periodic)\nrequest: spa2.cfg: 1 parameters\neffect: the phone has no identity; no line registers\n"},
		"in URLs of lines": {"User_ID_1_=sip:7:secret@pbx Proxy_1_=sip:8:secret@pbx", "request: spa2.cfg: 2 parameters\neffect: nobody is logged in; registers sip:7:(secret)@pbx at sip:8:(secret)@pbx\n"},
	} {
		s := newSite(t, map[string]string{"spa2.cfg": x.file})
		p, trace := deskOf(t, s.url, desk())
		p.Boot(t.Context())
		if got := strings.ReplaceAll(transcript(trace), s.url, "URL"); got != "action: switch on 0026cb000001, a SPA2\n"+x.want {
			t.Errorf("%s: it tells\n%s\nwant\n%s", name, got, x.want)
		}
	}
}

// What is fetched without a password is nobody's own, so that there is nothing to
// probe; a person who could not log in is nobody whose profile is tried.
func TestProbeOfNobody(t *testing.T) {
	t.Parallel()
	p, trace := deskOf(t, filetest.Folder(t, map[string]string{"spa2.cfg": "a=1"}), desk())
	p.Boot(t.Context())
	if p.Probe(t.Context()); trace.Requests != 1 {
		t.Errorf("%s", transcript(trace))
	}
	s := clinic(t, nil)
	p, trace = deskOf(t, s.url, desk())
	p.Boot(t.Context())
	p.LogIn(t.Context(), "ann", "wrong")
	if p.Probe(t.Context()); strings.Contains(transcript(trace), "mobile/ann.xml hall") {
		t.Errorf("%s", transcript(trace))
	}
	q, trace := deskOf(t, s.url, desk(), func(o *handset.Options) { o.Identity = server.Login{} })
	q.Boot(t.Context())
	q.Change(t.Context(), "EM_Enable", "Yes")
	q.LogIn(t.Context(), "ann", "pw-ann")
	if out := q.Probe(t.Context()); out != handset.Done || strings.Contains(transcript(trace), "request: host/") {
		t.Errorf("without an identity: %s\n%s", out, transcript(trace))
	}
}
