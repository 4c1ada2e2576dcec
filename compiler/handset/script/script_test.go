package script_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
	cuejson "cuelang.org/go/encoding/json"
	"cuelang.org/go/encoding/jsonschema"
	cueyaml "cuelang.org/go/encoding/yaml"

	"provc/compiler/handset"
	"provc/compiler/handset/script"
)

const whole = `vendor: spectralink
phone: 00907a000001
folder: wards
label: The desk
model: M8440
steps:
  - do: boot
    expect: {outcome: done, mode: logged out, user: "", lines: [], callable: ["112"]}
  - {do: log-in, user: mia, secret: login_mia, wrong: true}
  - {do: wait, minutes: 30}
  - {do: change, parameter: up.idleTimeout, value: "7", expect: {params: {up.idleTimeout: "7"}}}
  - {do: probe}
  - {do: log-out}
`

var makers = []string{"cisco", "spectralink"}

// What is read is what docs/simulate.schema.json describes.
func TestRead(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../../docs/simulate.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	ctx := cuecontext.New()
	expr, err := cuejson.Extract("simulate.schema.json", text)
	if err != nil {
		t.Fatal(err)
	}
	extracted, err := jsonschema.Extract(ctx.BuildExpr(expr), &jsonschema.Config{})
	if err != nil {
		t.Fatal(err)
	}
	schema := ctx.BuildFile(extracted)
	for was, x := range map[string]struct{ is, says string }{
		"":                      {"", ""},
		"phone: 00907a000001\n": {"", "phone is missing"},
		"vendor: spectralink\n": {"", "vendor is missing: cisco or spectralink"},
		"do: probe":             {"do: prod", "do is \"prod\", and must be one of boot, log-in, log-out, wait, change, probe"},
		"minutes: 30":           {"minutes: 0", "step 3 waits for nothing"},
		"folder: wards":         {"fodler: wards", "line 3: field fodler not found"},
		"outcome: done":         {"outcom: done", "line 8: field outcom not found"},
		"model: M8440":          {"model: [M8440]", "line 5: cannot unmarshal"},
	} {
		changed := strings.Replace(whole, was, x.is, 1)
		all, err := script.Read("ward.yaml", []byte(changed), makers)
		if (err == nil) != (x.says == "") || err != nil && (!strings.Contains(err.Error(), x.says) || !strings.HasPrefix(err.Error(), "ward.yaml: ") || strings.Contains(err.Error(), "script.")) {
			t.Errorf("%q: %v, want %q", x.is, err, x.says)
		}
		if err == nil && (len(all) != 1 || len(all[0].Steps) != 6 || all[0].Label != "The desk") {
			t.Errorf("it reads %+v", all)
		}
		file, err := cueyaml.Extract("ward.yaml", changed)
		if err != nil {
			t.Fatal(err)
		}
		if valid := schema.Unify(ctx.BuildFile(file)).Validate(cue.Concrete(true)) == nil; valid != (x.says == "") {
			t.Errorf("%q: the schema takes it: %v", x.is, valid)
		}
	}
	for text, says := range map[string]string{"": "holds no steps", "vendor: nobody\nphone: y\nsteps: [{do: boot}]": `vendor is "nobody", and must be one of cisco, spectralink`, "vendor: cisco\nphone: y\nsteps: []\n": "steps are missing", "vendor: cisco\nphone: y\nsteps: [{do: boot}, {do: log-in}]": "step 2 logs nobody in: user is missing", "vendor: cisco\nphone: y\nsteps: [{do: change}]": "step 1 changes nothing: parameter is missing", "vendor: cisco\nphone: y\nsteps: [{do: boot}, {do: x}]": "step 2: do is", "vendor: cisco\nphone: y\nsteps: [{do: wait, minutes: -1}]": "step 1 waits for nothing: minutes is missing", "vendor: [a]\nphone: [b]\n": "line 1: cannot unmarshal !!seq into string; line 2: cannot unmarshal", "\t": "ward.yaml: "} {
		if _, err := script.Read("ward.yaml", []byte(text), makers); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want %q", text, err, says)
		}
	}
}

// stub is a handset that does what it is told to.
type stub struct {
	trace *handset.Trace
	out   handset.Outcome
	state handset.State
	fault bool // it tells of one whatever comes of it
	typed []string
}

// did notes what is done to it, and tells of it.
func (s *stub) did(what ...any) handset.Outcome {
	s.typed = append(s.typed, strings.TrimSpace(fmt.Sprintln(what...)))
	s.trace.Effect("tried")
	if s.fault || s.out != handset.Done {
		s.trace.Fault("no")
	}
	return s.out
}

func (s *stub) Boot(context.Context) handset.Outcome { return s.did("boot") }
func (s *stub) LogIn(_ context.Context, user, password string) handset.Outcome {
	return s.did(user, password)
}
func (s *stub) LogOut(context.Context) handset.Outcome              { return s.did("out") }
func (s *stub) Wait(_ context.Context, minutes int) handset.Outcome { return s.did("wait", minutes) }
func (s *stub) Change(_ context.Context, parameter, value string) handset.Outcome {
	return s.did("change", parameter, value)
}
func (s *stub) Probe(context.Context) handset.Outcome { return s.did("probe") }
func (s *stub) State() handset.State                  { return s.state }

func run(t *testing.T, steps string, s *stub) (*script.Run, error) {
	t.Helper()
	all, err := script.Read("s.yaml", []byte("vendor: v\nphone: p\nsteps:\n"+steps), []string{"v"})
	if err != nil {
		t.Fatal(err)
	}
	s.trace = &handset.Trace{}
	return all[0].Run(t.Context(), s, s.trace, func(name string) (string, bool) {
		v, ok := map[string]string{"mia": "koala", "login_mia": "emu"}[name]
		return v, ok
	}, func(name, value string) bool { return name == "pw" || value == "held" })
}

func TestExpectations(t *testing.T) {
	t.Parallel()
	state := handset.State{Mode: "host", User: "mia", Params: map[string]string{"a": "1", "pw": "koala", "held": "held"}, Lines: []string{"2 at s", "1 at s"}, Callable: []string{"112"}}
	for steps, says := range map[string]string{
		"- {do: boot, expect: {outcome: done, mode: host, user: mia, params: {a: '1'}, lines: [1 at s, 2 at s], callable: ['112']}}": "",
		"- {do: boot, expect: {outcome: dark}}":                          "after step 1, boot: it ends done, expected was dark",
		"- {do: boot, expect: {mode: mobile}}":                           "the handset is host, expected was mobile",
		"- {do: boot, expect: {user: ''}}":                               "mia is logged in, expected was nobody",
		"- {do: boot, expect: {params: {a: '2'}}}":                       "a is 1, expected was 2",
		"- {do: boot, expect: {params: {pw: secret}}}":                   "pw is not what is expected",
		"- {do: boot, expect: {params: {b: '2'}}}":                       "nothing gives b a value, and one is expected",
		"- {do: boot, expect: {params: {b: ''}}}":                        "",
		"- {do: boot, expect: {params: {b: x, c: x}}}":                   "nothing gives b and c a value, and 2 are expected",
		"- {do: boot, expect: {params: {b: x, c: x, d: x, e: x, f: x}}}": "nothing gives b, c, d and 2 more a value, and 5 are expected",
		"- {do: boot, expect: {params: {pw: koala}}}":                    "",
		"- {do: boot, expect: {params: {held: other}}}":                  "held is not what is expected",
		"- {do: boot, expect: {params: {a: held}}}":                      "a is not what is expected",
		"- {do: boot, expect: {params: {b: x, c: x, d: x}}}":             "nothing gives b, c and d a value, and 3 are expected",
		"- {do: boot, expect: {params: {a: ''}}}":                        "a is 1, expected was \"\"",
		"- {do: boot}\n- {do: boot, expect: {user: tom}}":                "after step 2, boot: mia is logged in, expected was tom",
		"- {do: boot, expect: {lines: [1 at s]}}":                        "it registers: 2 at s, 1 at s, expected was 1 at s",
		"- {do: boot, expect: {lines: []}}":                              "it registers: 2 at s, 1 at s, expected was nothing",
		"- {do: boot, expect: {callable: ['1']}}":                        "what can be called: 112, expected was 1",
		"- {do: boot, expect: {}}":                                       "",
	} {
		r, err := run(t, steps, &stub{out: handset.Done, state: state})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(r.Wrong, "\n"); says == "" && got != "" || !strings.Contains(got, says) || strings.Contains(got, "koala") || r.Fails() != (says != "") {
			t.Errorf("%s: %s, want %s", steps, got, says)
		}
	}
}

// A log-in that is expected to fail is no fault; after one that is not, nothing more is
// done.
func TestRefusals(t *testing.T) {
	t.Parallel()
	s := &stub{out: handset.Refused}
	r, err := run(t, "- {do: log-in, user: mia, wrong: true, expect: {outcome: refused}}\n- {do: log-in, user: mia, secret: login_mia, expect: {outcome: refused}}", s)
	if err != nil || r.Fails() || strings.Join(s.typed, ", ") != "mia koala-wrong, mia emu" {
		t.Errorf("%v, %v, %+v", err, s.typed, r)
	}
	s = &stub{out: handset.Refused}
	if r, err = run(t, "- {do: log-in, user: mia}\n- {do: log-in, user: mia}", s); err != nil || !r.Fails() || len(s.typed) != 1 {
		t.Errorf("%v, %v, %+v", err, s.typed, r)
	}
	if r, err = run(t, "- {do: boot, expect: {outcome: done}}\n- {do: probe}\n- {do: wait, minutes: 1}", s); err != nil || len(r.Wrong) != 1 || r.Out != handset.Refused || !r.Trace.Has(handset.Fault) || len(s.typed) != 3 {
		t.Errorf("%v, %v, %+v", err, s.typed, r)
	}
	if r, err = run(t, "- {do: boot, expect: {outcome: dark}}", &stub{out: handset.Dark}); err != nil || r.Trace.Has(handset.Fault) || len(r.Trace.Steps) != 2 || r.Trace.Steps[1] != (handset.Step{Kind: handset.Effect, Text: "no"}) {
		t.Errorf("%v, %+v", err, r.Trace)
	}
	if r, err = run(t, "- {do: boot, expect: {outcome: dark}}", &stub{out: handset.Looping}); err != nil || !r.Trace.Has(handset.Fault) || r.Wrong[0] != "after step 1, boot: it ends looping, expected was dark" {
		t.Errorf("%v, %+v", err, r)
	}
	if r, err = run(t, "- {do: boot, expect: {outcome: done}}", &stub{out: handset.Done, fault: true}); err != nil || !r.Fails() {
		t.Errorf("%v, %+v", err, r)
	}
	s = &stub{out: handset.Done, state: handset.State{Mode: "host"}}
	if r, err = run(t, "- {do: boot}\n- {do: log-in, user: mia}\n- {do: log-out}\n- {do: wait, minutes: 1}\n- {do: change, parameter: a, value: b}\n- {do: probe}", s); err != nil || r.State.Mode != "host" || strings.Join(s.typed, ", ") != "boot, mia koala, out, wait 1, change a b, probe" {
		t.Errorf("%v, %v", err, s.typed)
	}
	if _, err = run(t, "- {do: log-in, user: tom}", &stub{}); err == nil || !strings.Contains(err.Error(), `the password of tom is not known: secret "tom" has no value`) {
		t.Error(err)
	}
	if _, err = run(t, "- {do: log-in, user: tom, secret: door}", &stub{}); err == nil || !strings.Contains(err.Error(), `the password of tom is not known: secret "door" has no value; --secret, or secret in a file of steps, names another`) {
		t.Error(err)
	}
}

// Somebody who stops a run gets what was done until then.
func TestInterrupted(t *testing.T) {
	t.Parallel()
	all, err := script.Read("s.yaml", []byte("vendor: v\nphone: p\nsteps: [{do: boot}, {do: probe}]"), []string{"v"})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s := &stub{out: handset.Done, trace: &handset.Trace{}}
	if r, err := all[0].Run(ctx, s, s.trace, nil, nil); !errors.Is(err, context.Canceled) || r == nil || len(s.typed) != 1 {
		t.Errorf("%v, %+v, %v", err, r, s.typed)
	}
}
