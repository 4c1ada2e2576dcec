package cisco_test

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"provc/compiler/handset"
)

// What a server must refuse: a profile without its password, under another letter case,
// and somebody else's. A rule of the server is left out at a time.
func TestProbe(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		open  bool
		more  map[string]string
		allow func(file, id string) bool
		user  string
		asks  []string
		want  string // the fault; empty: none
	}{
		"a host profile":         {asks: []string{"host/hall.xml", "host/HALL.xml", "host/HALL.xml hall@clinic"}},
		"a person's":             {user: "ann", asks: []string{"mobile/ann.xml", "mobile/ANN.xml", "mobile/ANN.xml ann@clinic", "host/hall.xml", "host/hall.xml ann@clinic"}},
		"without a password":     {open: true, user: "ann", want: "anybody can fetch mobile/ann.xml, and the passwords in it"},
		"in another letter case": {user: "ann", more: map[string]string{"mobile/ANN.xml": "a=1"}, allow: strings.EqualFold, want: "the server takes no account of letter case: mobile/ANN.xml gives the profile of another user ID"},
		"of somebody else":       {user: "ann", allow: func(file, id string) bool { return file == id || file == "hall" }, want: "ann@clinic can fetch host/hall.xml, which is somebody else's"},
		"in capitals, too":       {user: "ANN", more: map[string]string{"mobile/ANN.xml": "a=1"}, asks: []string{"mobile/ANN.xml", "mobile/ann.xml", "mobile/ann.xml ANN@clinic", "host/hall.xml", "host/hall.xml ANN@clinic"}},
	} {
		s := clinic(t, x.more)
		s.open, s.allow = x.open, x.allow
		p, trace := deskOf(t, s.url, desk())
		p.Boot(t.Context())
		if x.user != "" {
			p.LogIn(t.Context(), x.user, "pw-"+x.user)
		}
		s.asked, trace.Steps = nil, nil
		out := p.Probe(t.Context())
		if fine := x.want == ""; (out == handset.Done) != fine || !fine && out != handset.Refused || !strings.Contains(says(trace, handset.Fault), x.want) {
			t.Errorf("%s: %s, %s\nwant %s", name, out, says(trace, handset.Fault), x.want)
		}
		if x.asks != nil && !slices.Equal(s.asked, x.asks) {
			t.Errorf("%s: it asks for %q, want %q", name, s.asked, x.asks)
		}
		if told := strings.ReplaceAll(says(trace, handset.Request), "it is refused, as it must be", ""); x.want == "" && strings.TrimSpace(told) != "" {
			t.Errorf("%s: it tells %s", name, told)
		}
	}
	s := clinic(t, nil)
	p, trace := deskOf(t, s.url, desk())
	p.Boot(t.Context())
	p.LogIn(t.Context(), "ben", "pw-ben")
	p.LogOut(t.Context())
	s.asked = nil
	if out := p.Probe(t.Context()); out != handset.Done || !slices.Contains(s.asked, "mobile/ben.xml hall@clinic") {
		t.Errorf("with the phone's own password it asks for %q and ends %s, %s", s.asked, out, says(trace, handset.Fault))
	}
	fresh, trace := deskOf(t, s.url, desk())
	s.asked = nil
	if out := fresh.Probe(t.Context()); out != handset.Done || len(s.asked) > 0 || !strings.Contains(says(trace, handset.Effect), "has fetched nothing that is for one person or phone") {
		t.Errorf("a phone that fetched nothing asks for %q, and ends %s", s.asked, out)
	}
}

// A server that refuses in another way than by asking for a password refuses; one that
// breaks down is told.
func TestProbeOfAnother(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		answer func(w http.ResponseWriter, r *http.Request)
		want   string
	}{
		"sent to a log-in page": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://login.test/", http.StatusFound)
		}, ""},
		"a challenge that phones do not know": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("WWW-Authenticate", `Digest realm="x", nonce="1", algorithm=SHA-512-256-sess`)
			w.WriteHeader(http.StatusUnauthorized)
		}, ""},
		"forbidden":  {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }, ""},
		"broken":     {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }, "answers 502 Bad Gateway"},
		"given away": {func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "a=1") }, "anybody can fetch host/hall.xml"},
	} {
		s := clinic(t, nil)
		p, trace := deskOf(t, s.url, desk())
		p.Boot(t.Context())
		s.mu.Lock()
		s.instead = x.answer
		s.mu.Unlock()
		trace.Steps = nil
		p.Probe(t.Context())
		if faults := says(trace, handset.Fault); (faults == "") != (x.want == "") || !strings.Contains(faults, x.want) {
			t.Errorf("%s: faults are %s", name, faults)
		}
		if got := strings.Contains(says(trace, handset.Request), "it is given away"); got != (name == "given away") {
			t.Errorf("%s: %s", name, says(trace, handset.Request))
		}
	}
}
