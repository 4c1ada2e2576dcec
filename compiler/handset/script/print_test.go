package script_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"provc/compiler/handset"
	"provc/compiler/handset/script"
	"provc/compiler/handset/server"
)

// Whatever is in names and answers, a trace is one line a step and shows no secret.
func TestPrintHostile(t *testing.T) {
	t.Parallel()
	trace := &handset.Trace{}
	trace.Action("boot \x1b[31m\u202e")
	trace.Effect("done\n::error::forged")
	r := &script.Run{Script: script.Script{Phone: "p"}, Trace: trace, State: handset.State{Params: map[string]string{"pw": "koala", "a": "1"}}}
	var b bytes.Buffer
	if err := script.WriteText(&b, []*script.Run{r}, script.TextOptions{Width: 80}); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); strings.ContainsAny(got, "\x1b\u202e") || strings.Contains(got, "\n::error") {
		t.Errorf("%q", got)
	}
}

// aDay is a run with a step of each kind.
func aDay() *script.Run {
	trace := &handset.Trace{}
	trace.Action("boot p")
	trace.Asked(server.Answer{Method: "GET", URL: "http://h/x/a.cfg", Name: "a.cfg", Status: "200 OK"}, "ann", "3 parameters")
	trace.Asked(server.Answer{Method: "GET", URL: "http://h/b.cfg", Status: "none", Fault: "it is broken"}, "", "none")
	trace.Effect("ann is logged in")
	trace.Warning("it may restart")
	trace.Assume("nobody says so")
	trace.Assume("nobody says so")
	return &script.Run{Script: script.Script{Phone: "p", Label: "The desk"}, Trace: trace, Out: handset.Refused, Wrong: []string{"after step 1, boot: no"},
		State: handset.State{Mode: "host", User: "ann", Params: map[string]string{"pw": "koala", "none": "", "a": "1<2"}}}
}

// The signs are those of docs/handsets.md.
func TestText(t *testing.T) {
	t.Parallel()
	const day = `boot p
    GET a.cfg as ann: 200 OK, 3 parameters
    GET http://h/b.cfg: none
  ! it is broken
  = ann is logged in
  ~ it may restart
  ? nobody says so
  ! after step 1, boot: no
`
	for want, o := range map[string]script.TextOptions{
		day + "\n" + day: {},
		strings.NewReplacer("boot p\n", "\x1b[1mboot p\x1b[m\n", "  = ann is logged in\n", "\x1b[32m  = ann is logged in\x1b[m\n", "  ~ it may restart\n", "\x1b[33m  ~ it may restart\x1b[m\n",
			"  ? nobody says so\n", "\x1b[36m  ? nobody says so\x1b[m\n", "  ! it is broken\n", "\x1b[1;31m  ! it is broken\x1b[m\n", "  ! after step 1, boot: no\n", "\x1b[1;31m  ! after step 1, boot: no\x1b[m\n").Replace(day + "\n" + day): {Colour: true},
		strings.NewReplacer("200 OK, 3 parameters", "200 OK, 3\n      parameters").Replace(day + "\n" + day): {Width: 34},
	} {
		var b bytes.Buffer
		if err := script.WriteText(&b, []*script.Run{aDay(), aDay()}, o); err != nil || b.String() != want {
			t.Errorf("%+v: %v\n%s\nwant\n%s", o, err, b.String(), want)
		}
	}
}

// Programs get the steps and what the handset ends up with, without what is nobody's to
// see.
func TestJSON(t *testing.T) {
	t.Parallel()
	fine := &script.Run{Script: script.Script{Phone: "q"}, Trace: &handset.Trace{}, Out: handset.Done}
	var b bytes.Buffer
	if err := script.WriteJSON(&b, []*script.Run{aDay(), fine}, func(name, _ string) bool { return name == "pw" || name == "none" }); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"pw": "(secret)"`, `"none": ""`, `"a": "1<2"`, `"label": "The desk"`, `"outcome": "refused"`, `"unexpected": []`, `"kind": "assumption"`, `"as": "ann"`, `"mode": "host"`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%s is not in\n%s", want, b.String())
		}
	}
	var read []struct {
		Fails  bool
		Params map[string]string
	}
	if err := json.Unmarshal(b.Bytes(), &read); err != nil || len(read) != 2 || !read[0].Fails || read[1].Fails || read[1].Params == nil || strings.Contains(b.String(), "koala") {
		t.Errorf("%v: %s", err, b.String())
	}
	if strings.Count(b.String(), "nobody says so") != 1 || strings.Count(b.String(), `"kind": "request"`) != 2 {
		t.Errorf("%s", b.String())
	}
	b.Reset()
	if err := script.WriteJSON(&b, nil, nil); err != nil || strings.TrimSpace(b.String()) != "[]" {
		t.Errorf("of no run: %v %s", err, b.String())
	}
	for _, r := range []*script.Run{{Trace: &handset.Trace{}, Wrong: []string{"x"}}, {Trace: aDay().Trace}} {
		if !r.Fails() {
			t.Errorf("%+v is fine", r)
		}
	}
}
