package script_test

import (
	"bytes"
	"context"
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
	for text, says := range map[string]string{"": "holds no steps", "vendor: nobody\nphone: y\nsteps: [{do: boot}]": `vendor is "nobody", and must be one of cisco, spectralink`, "vendor: cisco\nphone: y\nsteps: []\n": "steps are missing", "vendor: cisco\nphone: y\nsteps: [{do: log-in}]": "user is missing", "vendor: cisco\nphone: y\nsteps: [{do: change}]": "parameter is missing", "\t": "ward.yaml: "} {
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
	typed []string
}

func (s *stub) Boot(context.Context) handset.Outcome { return s.out }
func (s *stub) LogIn(_ context.Context, user, password string) handset.Outcome {
	s.typed = append(s.typed, user+" "+password)
	if s.out == handset.Refused {
		s.trace.Fault("no")
	}
	return s.out
}
func (s *stub) LogOut(context.Context) handset.Outcome                 { return s.out }
func (s *stub) Wait(context.Context, int) handset.Outcome              { return s.out }
func (s *stub) Change(context.Context, string, string) handset.Outcome { return s.out }
func (s *stub) Probe(context.Context) handset.Outcome                  { return s.out }
func (s *stub) State() handset.State                                   { return s.state }

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
	}, func(name, _ string) bool { return name == "pw" })
}

func TestExpectations(t *testing.T) {
	t.Parallel()
	state := handset.State{Mode: "host", User: "mia", Params: map[string]string{"a": "1", "pw": "koala"}, Lines: []string{"2 at s", "1 at s"}, Callable: []string{"112"}}
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
	if _, err = run(t, "- {do: log-in, user: tom}", &stub{}); err == nil || !strings.Contains(err.Error(), `the password of tom is not known: secret "tom" has no value`) {
		t.Error(err)
	}
}

// Whatever is in names and answers, a trace is one line a step and shows no secret.
func TestPrint(t *testing.T) {
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
	b.Reset()
	if err := script.WriteJSON(&b, []*script.Run{r}, func(name, _ string) bool { return name == "pw" }); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); strings.Contains(got, "koala") || !strings.Contains(got, `"pw": "(secret)"`) || !strings.Contains(got, `"a": "1"`) {
		t.Error(got)
	}
}
