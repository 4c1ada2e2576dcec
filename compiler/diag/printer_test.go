package diag

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
	cuejson "cuelang.org/go/encoding/json"
	"cuelang.org/go/encoding/jsonschema"
)

// findings hold what is hard on each format.
var findings = List{
	{Severity: Error, Check: "mac-duplicate", Pos: Pos{"sites/a b/ward,1.cue", 20, 9}, Summary: "handset 00907a0e7fe5 is listed twice", Hint: "100% <sure> & \"so\"",
		Related: []Related{{"it is listed here, too", Pos{"ward.cue", 7, 9}}}},
	{Severity: Warning, Check: "literal-secret", Pos: Pos{"größe.cue", 3, 0}, Summary: "line one\nline two\r::error::injected",
		Fix: &Fix{Title: "write \u202eyes", Changes: []Change{{Point{3, 4, 3}, Point{4, 1, 1}, "ü"}, {Point{4, 2, 2}, Point{4, 2, 2}, "\n"}}}},
	{Severity: Note, Check: "automatic-logout-off", Pos: Pos{File: "x:y.cue"}, Summary: "a file as a whole"},
	{Severity: Error, Check: "secret-unresolved", Summary: "nowhere ]]> \x1b[31m"},
	{Severity: Error, Check: "secret-unresolved", Summary: "nowhere ]]> \x1b[31m"},
	{Severity: Warning, Check: "no-such-check", Pos: Pos{"/abs/olute.cue", 1, 1}, Summary: "a check that is not listed"},
	Failure(errors.New("package ./nowhere: there is no such folder")),
}

// known are checks of each severity, two of the findings' among them.
var known = func() []*Set {
	documents := fstest.MapFS{}
	for id, severity := range map[string]string{"mac-duplicate": "error", "literal-secret": "warning", "automatic-logout-off": "note"} {
		documents["checks/"+id+".txtar"] = &fstest.MapFile{Data: []byte("severity: " + severity + "\nsource: A guide\n\nA title.\n\nA meaning.\n")}
	}
	s := NewSet("Known", documents)
	s.New("mac-duplicate")
	s.New("literal-secret")
	s.New("automatic-logout-off")
	return []*Set{s, Checks()}
}()

func print(t *testing.T, format string, l List) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Print(&b, format, l, known); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestJSON(t *testing.T) {
	t.Parallel()
	var got []JSON
	if err := json.Unmarshal(print(t, "json", findings), &got); err != nil {
		t.Fatal(err)
	}
	if len(got) != len(findings) {
		t.Fatalf("%d findings", len(got))
	}
	want := JSON{
		Severity: "error", Check: "mac-duplicate", Message: "handset 00907a0e7fe5 is listed twice", Hint: `100% <sure> & "so"`,
		File: "sites/a b/ward,1.cue", Line: 20, Column: 9, Related: []JSONRelated{{"it is listed here, too", "ward.cue", 7, 9}},
	}
	if fmt.Sprint(got[0]) != fmt.Sprint(want) {
		t.Errorf("%+v", got[0])
	}
	if f := got[1].Fix; f == nil || f.Title != `write \u202eyes` || !slices.Equal(f.Edits, []JSONEdit{{3, 4, 4, 1, "ü"}, {4, 2, 4, 2, "\n"}}) {
		t.Errorf("%+v", f)
	}
	if last := got[len(got)-1]; last.Check != RunFailed.ID || last.File != "" {
		t.Errorf("%+v", last)
	}
	if s := string(print(t, "json", nil)); s != "[]\n" {
		t.Errorf("none is %q", s)
	}
}

// workflowCommand is how GitHub's runner reads a line (ActionCommand.cs).
var workflowCommand = regexp.MustCompile(`^::([a-z]+) ([^:]*)::(.*)$`)

func TestGitHub(t *testing.T) {
	t.Parallel()
	lines := strings.Split(strings.TrimSuffix(string(print(t, "github", findings)), "\n"), "\n")
	if len(lines) != len(findings) {
		t.Fatalf("%d lines of %d findings:\n%s", len(lines), len(findings), strings.Join(lines, "\n"))
	}
	unescape := strings.NewReplacer("%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",", "%25", "%")
	for i, line := range lines {
		d := findings[i]
		m := workflowCommand.FindStringSubmatch(line)
		if m == nil {
			t.Errorf("no command: %s", line)
			continue
		}
		if want := []string{"error", "warning", "notice"}[d.Severity]; m[1] != want {
			t.Errorf("%s, want %s", m[1], want)
		}
		props := map[string]string{}
		for p := range strings.SplitSeq(m[2], ",") {
			name, value, _ := strings.Cut(p, "=")
			props[name] = unescape.Replace(value)
		}
		if props["file"] != d.Pos.File || props["title"] != d.Check || d.Pos.Line > 0 && props["line"] != strconv.Itoa(d.Pos.Line) {
			t.Errorf("%v", props)
		}
		if !strings.HasPrefix(unescape.Replace(m[3]), Visible(d.Message())) {
			t.Errorf("%q", m[3])
		}
	}
}

// Each line of GitHub's log says where a finding is, as far as it is known, and what ends
// a line or a property is escaped.
func TestGitHubLines(t *testing.T) {
	t.Parallel()
	lines := strings.Split(string(print(t, "github", findings)), "\n")
	for i, want := range []string{
		`::error file=sites/a b/ward%2C1.cue,line=20,col=9,title=mac-duplicate::handset 00907a0e7fe5 is listed twice; 100%25 <sure> & "so"%0Award.cue:7:9: it is listed here, too`,
		`::warning file=größe.cue,line=3,title=literal-secret::line one\nline two\r::error::injected`,
		`::notice file=x%3Ay.cue,title=automatic-logout-off::a file as a whole`,
		`::error title=secret-unresolved::nowhere ]]> \x1b[31m`,
	} {
		if lines[i] != want {
			t.Errorf("%s\nwant %s", lines[i], want)
		}
	}
}

// A code quality report as GitLab documents it: unique fingerprints, relative
// paths, five severities.
func TestGitLab(t *testing.T) {
	t.Parallel()
	type issue struct {
		Description *string `json:"description"`
		CheckName   *string `json:"check_name"`
		Fingerprint *string `json:"fingerprint"`
		Severity    *string `json:"severity"`
		Location    *struct {
			Path  *string `json:"path"`
			Lines *struct {
				Begin *int `json:"begin"`
			} `json:"lines"`
		} `json:"location"`
	}
	read := func(l List) []issue {
		var got []issue
		d := json.NewDecoder(bytes.NewReader(print(t, "gitlab", l)))
		d.DisallowUnknownFields()
		if err := d.Decode(&got); err != nil {
			t.Fatal(err)
		}
		return got
	}
	seen := map[string]bool{}
	for i, g := range read(findings) {
		switch {
		case g.Description == nil || g.CheckName == nil || g.Fingerprint == nil || g.Severity == nil || g.Location == nil || g.Location.Path == nil || g.Location.Lines == nil || g.Location.Lines.Begin == nil:
			t.Fatalf("issue %d lacks a field", i)
		case seen[*g.Fingerprint]:
			t.Errorf("issue %d has the fingerprint of another", i)
		case !slices.Contains([]string{"info", "minor", "major", "critical", "blocker"}, *g.Severity):
			t.Errorf("severity %s", *g.Severity)
		case *g.Location.Path == "" || strings.HasPrefix(*g.Location.Path, "./") || *g.Location.Lines.Begin < 1:
			t.Errorf("place %s:%d", *g.Location.Path, *g.Location.Lines.Begin)
		}
		seen[*g.Fingerprint] = true
	}
	// A line added above makes no new issue.
	moved := slices.Clone(findings)
	for i := range moved {
		moved[i].Pos.Line++
	}
	for i, g := range read(moved) {
		if !seen[*g.Fingerprint] {
			t.Errorf("issue %d has another fingerprint when it moves", i)
		}
	}
	if s := string(print(t, "gitlab", nil)); s != "[]\n" {
		t.Errorf("none is %q", s)
	}
}

// What is printed is valid by the official schema (OASIS, SARIF 2.1.0 errata
// 01), which refuses what is not.
func TestSARIFSchema(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	ctx := cuecontext.New()
	expr, err := cuejson.Extract("sarif-schema.json", text)
	if err != nil {
		t.Fatal(err)
	}
	file, err := jsonschema.Extract(ctx.BuildExpr(expr), &jsonschema.Config{})
	if err != nil {
		t.Fatal(err)
	}
	schema := ctx.BuildFile(file)
	valid := func(data []byte) error {
		doc, err := cuejson.Extract("log.sarif", data)
		if err != nil {
			return err
		}
		return schema.Unify(ctx.BuildExpr(doc)).Validate(cue.Concrete(true))
	}
	for _, l := range []List{findings, nil} {
		log := print(t, "sarif", l)
		if err := valid(log); err != nil {
			t.Error(err)
		}
		for _, bad := range [][2]string{{`"level": "note"`, `"level": "notice"`}, {`"version": "2.1.0"`, `"version": "2.0"`}, {`"results"`, `"findings"`}} {
			if valid(bytes.Replace(log, []byte(bad[0]), []byte(bad[1]), 1)) == nil {
				t.Errorf("the schema takes %s", bad[1])
			}
		}
	}
}

// A result has the fix of its finding.
func TestSARIFFixes(t *testing.T) {
	t.Parallel()
	var log sarifLog
	if err := json.Unmarshal(print(t, "sarif", findings), &log); err != nil {
		t.Fatal(err)
	}
	want := map[string][]sarifFix{"literal-secret": {{sarifMessage{`write \u202eyes`}, []sarifChange{{sarifArtifact{"gr%C3%B6%C3%9Fe.cue"}, []sarifReplacement{
		{sarifRegion{3, 3, 4, 1}, sarifMessage{"ü"}}, {sarifRegion{4, 2, 4, 2}, sarifMessage{"\n"}},
	}}}}}}
	for _, r := range log.Runs[0].Results {
		if fmt.Sprint(r.Fixes) != fmt.Sprint(want[r.RuleID]) {
			t.Errorf("%s: %+v", r.RuleID, r.Fixes)
		}
	}
}

// What a schema cannot say: indexes point somewhere, each check is a rule, each
// finding a result, and URIs have no characters that they must not.
func TestSARIF(t *testing.T) {
	t.Parallel()
	for _, l := range []List{findings, nil} {
		var log sarifLog
		d := json.NewDecoder(bytes.NewReader(print(t, "sarif", l)))
		d.DisallowUnknownFields()
		if err := d.Decode(&log); err != nil {
			t.Fatal(err)
		}
		if log.Version != "2.1.0" || len(log.Runs) != 1 || log.Runs[0].Tool.Driver.Name == "" || log.Runs[0].Results == nil {
			t.Fatalf("%+v", log)
		}
		run := log.Runs[0]
		ids := map[string]bool{}
		for _, r := range run.Tool.Driver.Rules {
			if r.ID == "" || ids[r.ID] || r.Short.Text == "" || !slices.Contains([]string{"none", "note", "warning", "error"}, r.Default.Level) {
				t.Errorf("rule %+v", r)
			}
			ids[r.ID] = true
		}
		for _, c := range known[0].Checks {
			if !ids[c.ID] {
				t.Errorf("no rule for %s", c.ID)
			}
		}
		failed := len(run.Invocations) == 1 && !run.Invocations[0].Successful
		if failed != (len(l) > 0) || failed && len(run.Invocations[0].Notifications) != 1 {
			t.Errorf("invocation %+v", run.Invocations)
		}
		if want := max(0, len(l)-1); len(run.Results) != want {
			t.Errorf("%d results, want %d", len(run.Results), want)
		}
		for _, r := range run.Results {
			if r.Message.Text == "" || run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID || r.Fingerprints["provc/v1"] == "" {
				t.Errorf("result %+v", r)
			}
			for _, at := range append(slices.Clone(r.Locations), r.Related...) {
				uri := at.Physical.Artifact.URI
				if uri == "" || strings.ContainsAny(uri, " <>\"ö") || at.Physical.Region != nil && at.Physical.Region.StartLine < 1 {
					t.Errorf("place %+v", at.Physical)
				}
			}
		}
	}
}

func TestJUnit(t *testing.T) {
	t.Parallel()
	var got junitSuites
	if err := xml.Unmarshal(print(t, "junit", findings), &got); err != nil {
		t.Fatal(err)
	}
	s := got.Suites[0]
	if got.Tests != len(findings) || s.Tests != len(s.Cases) || s.Failures != 3 || s.Errors != 1 || got.Failures != 3 || got.Errors != 1 {
		t.Errorf("%d tests, %d failures, %d errors; %d cases", got.Tests, got.Failures, got.Errors, len(s.Cases))
	}
	for _, c := range s.Cases {
		if c.Name == "" || c.Class == "" {
			t.Errorf("case %+v", c)
		}
	}
	if c := s.Cases[0]; c.Failure == nil || c.Failure.Type != "mac-duplicate" || !strings.Contains(c.Failure.Text, "ward.cue:7:9: it is listed here, too") {
		t.Errorf("%+v", c)
	}
	var none junitSuites
	if err := xml.Unmarshal(print(t, "junit", nil), &none); err != nil || none.Tests != 1 || none.Failures+none.Errors != 0 {
		t.Errorf("%+v, %v", none, err)
	}
}

// What reviewers' tools make of severities and places.
func TestPlacesAndSeverities(t *testing.T) {
	t.Parallel()
	var issues []gitlabIssue
	if err := json.Unmarshal(print(t, "gitlab", findings), &issues); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, i := range issues {
		got = append(got, fmt.Sprintf("%s %s %s:%d", i.Severity, i.CheckName, i.Location.Path, i.Location.Lines.Begin))
	}
	want := []string{"critical mac-duplicate sites/a b/ward,1.cue:20", "minor literal-secret größe.cue:3", "info automatic-logout-off x:y.cue:1", "critical secret-unresolved .:1", "critical secret-unresolved .:1", "minor no-such-check /abs/olute.cue:1", "critical run-failed .:1"}
	if !slices.Equal(got, want) {
		t.Errorf("GitLab:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	var log sarifLog
	if err := json.Unmarshal(print(t, "sarif", findings), &log); err != nil {
		t.Fatal(err)
	}
	got = nil
	for _, r := range log.Runs[0].Results {
		at := "-"
		if len(r.Locations) > 0 {
			at = r.Locations[0].Physical.Artifact.URI
			if region := r.Locations[0].Physical.Region; region != nil {
				at += fmt.Sprintf(":%d:%d", region.StartLine, region.StartColumn)
			}
		}
		got = append(got, fmt.Sprintf("%s %s %s, %d related", r.Level, r.RuleID, at, len(r.Related)))
	}
	want = []string{"error mac-duplicate sites/a%20b/ward,1.cue:20:9, 1 related", "warning literal-secret gr%C3%B6%C3%9Fe.cue:3:0, 0 related", "note automatic-logout-off ./x:y.cue, 0 related", "error secret-unresolved -, 0 related", "error secret-unresolved -, 0 related", "warning no-such-check file:///abs/olute.cue:1:1, 0 related"}
	if !slices.Equal(got, want) {
		t.Errorf("SARIF:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, r := range log.Runs[0].Tool.Driver.Rules {
		if level := map[string]string{"mac-duplicate": "error", "literal-secret": "warning", "automatic-logout-off": "note"}[r.ID]; level != "" && (r.Default.Level != level || r.Short.Text != "A title." || r.Help.Text != "A meaning.\n\nSource: A guide.") {
			t.Errorf("rule %+v", r)
		}
	}
	var suites junitSuites
	if err := xml.Unmarshal(print(t, "junit", findings), &suites); err != nil {
		t.Fatal(err)
	}
	got = nil
	for _, c := range suites.Suites[0].Cases {
		got = append(got, fmt.Sprintf("%s %d failure %t error %t passes %t", c.Class, c.Line, c.Failure != nil, c.Error != nil, c.Out != ""))
	}
	want = []string{"sites/a b/ward,1.cue 20 failure true error false passes false", "größe.cue 3 failure false error false passes true", "x:y.cue 0 failure false error false passes true", "provc 0 failure true error false passes false", "provc 0 failure true error false passes false", "/abs/olute.cue 1 failure false error false passes true", "provc 0 failure false error true passes false"}
	if !slices.Equal(got, want) {
		t.Errorf("JUnit:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestBadFormat(t *testing.T) {
	t.Parallel()
	err := Print(nil, "xml", nil, nil)
	if err == nil || err.Error() != `there is no format "xml"` {
		t.Error(err)
	}
}
