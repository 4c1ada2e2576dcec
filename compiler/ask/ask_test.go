package ask_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"provc/compiler"
	"provc/compiler/artifact"
	"provc/compiler/ask"
	"provc/compiler/layout"
)

var update = flag.Bool("update", false, "rewrite expected answers, and the list of questions in docs/ask.md")

// asked are what questions are asked of, in each example: every question at least once.
var asked = map[string][]string{
	"hospital": {
		"who-can-call 2222", "who-can-call 4100", "who-can-call 4101", "out-of-reach", "out-of-reach 4100",
		"who-can-log-in", "who-can-log-in aabbott1", "who-can-log-in Porter 2", "registrations 6999", "registered-twice",
		"who-sets up.idleTimeout", "who-sets prov.login.required", "who-restarts up.idleTimeout", "who-restarts ptt.channel.24.label",
		"unseen", "differs-from-group", "unchecked", "secrets aabbott1", "loss-of 00:90:7A:20:00:03", "leaver Aisha Abbott",
	},
	"campus": {
		"who-can-call 112", "out-of-reach", "out-of-reach 112", "who-can-log-in", "who-can-log-in library", "registrations", "registered-twice",
		"who-sets Time_Zone", "who-sets User_ID_1_", "who-restarts Time_Zone", "unseen", "differs-from-group", "unchecked", "secrets",
		"loss-of library", "loss-of 00907a0f1001", "leaver amara",
	},
}

// planted has something to tell to each question.
const planted = "testdata/planted"

func init() {
	asked[planted] = []string{
		"who-can-call 112", "who-can-call 110", "out-of-reach", "who-can-log-in", "who-can-log-in ana", "registrations 2001", "registered-twice",
		"who-sets up.idleTimeout", "who-restarts up.idleTimeout", "unseen", "differs-from-group", "differs-from-group 00907a000001", "unchecked",
		"secrets sip", "secrets shiny", "loss-of North 1", "loss-of d", "leaver ana",
	}
}

// fleet compiles packages.
func fleet(t testing.TB, dir, revision string) *ask.Fleet {
	t.Helper()
	result, err := compiler.Compile(t.Context(), compiler.Options{Dir: dir, Packages: []string{"."}})
	if err != nil || result.Findings.HasErrors() {
		t.Fatal(err, result)
	}
	var credentials []artifact.Credential
	for _, p := range result.Packages {
		credentials = append(credentials, p.Credentials...)
	}
	return ask.New(result.Root("now"), credentials, revision)
}

// put asks a question: its name, and one thing that it is asked of.
func put(t *testing.T, f *ask.Fleet, text string) (string, error) {
	t.Helper()
	name, of, some := strings.Cut(text, " ")
	q, err := ask.Find(name)
	if err != nil {
		t.Fatal(err)
	}
	var args []string
	if some {
		args = []string{of}
	}
	answer, err := q.Ask(f, args)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	if err := answer.Write(&b, "text", 80); err != nil {
		t.Fatal(err)
	}
	return b.String(), nil
}

// Each question has the answers that are expected of the examples, in lines that fit a
// terminal.
func TestAnswers(t *testing.T) {
	t.Parallel()
	for example, questions := range asked {
		dir := filepath.Join("..", "..", "examples", example)
		if example == planted {
			dir = planted
		}
		f := fleet(t, dir, "")
		for _, q := range ask.Questions {
			if !slices.ContainsFunc(questions, func(text string) bool { name, _, _ := strings.Cut(text, " "); return name == q.Name }) {
				t.Errorf("%s is not asked of %s", q.Name, example)
			}
		}
		var b strings.Builder
		for _, text := range questions {
			said, err := put(t, f, text)
			if err != nil {
				t.Errorf("%s: %v", text, err)
			}
			fmt.Fprintf(&b, "$ provc ask %s\n%s\n", text, said)
			for line := range strings.Lines(said) {
				if layout.Width(strings.TrimSuffix(line, "\n")) > 80 {
					t.Errorf("%s: too wide: %s", text, line)
				}
			}
		}
		golden(t, filepath.Base(example)+".txt", b.String())
	}
}

// golden holds what was said against a file, or writes the file anew.
func golden(t *testing.T, name, said string) {
	t.Helper()
	name = filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(name, []byte(said), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(name); err != nil || string(want) != said {
		t.Errorf("%s: got\n%s", name, said)
	}
}

// The examples of the questions are about the example hospital, and have an answer.
func TestExamples(t *testing.T) {
	t.Parallel()
	f := fleet(t, filepath.Join("..", "..", "examples", "hospital"), "")
	for _, q := range ask.Questions {
		if q.Example[0] != q.Name {
			t.Errorf("%s has an example of %s", q.Name, q.Example[0])
		}
		if _, err := q.Ask(f, q.Example[1:]); err != nil {
			t.Errorf("%v: %v", q.Example, err)
		}
	}
}

// What there is not, with the nearest that there is.
func TestUnknown(t *testing.T) {
	t.Parallel()
	hospital := fleet(t, filepath.Join("..", "..", "examples", "hospital"), "")
	for text, want := range map[string]string{
		"who-can-log-in aabbot1":         `there is neither a person nor a handset "aabbot1"; did you mean Aisha Abbott (aabbott1)?`,
		"who-can-log-in Theatre 33":      `there is no handset "Theatre 33"; did you mean Theatre 3 (00907a200003)?`,
		"loss-of heatre":                 `there is no handset "heatre"; did you mean Theatre 1 (00907a200001), Theatre 2 (00907a200002) or Theatre 3 (00907a200003)?`,
		"leaver abbott":                  `there is no person "abbott"; did you mean Aisha Abbott (aabbott1)?`,
		"who-can-log-in zzzzzzzzzzzz":    `there is neither a person nor a handset "zzzzzzzzzzzz"`,
		"loss-of 00907a200033":           `there is no handset "00907a200033"; did you mean Theatre 3 (00907a200003)?`,
		"leaver nobody at all":           `there is no person "nobody at all"; provc ask who-can-log-in tells whom there is`,
		"who-sets up.idelTimeout":        `there is no parameter "up.idelTimeout"; did you mean up.idleTimeout?`,
		"who-sets ptt.channel.24.lable":  `there is no parameter "ptt.channel.24.lable"; did you mean ptt.channel.24.label?`,
		"who-restarts dir.local.contakt": `there is no parameter "dir.local.contakt"`,
		"secrets sip_601":                `there is no secret "sip_601"; did you mean sip_6001?`,
		"registrations 7001":             `there is no registration of "7001"; did you mean`,
		"who-can-call security":          `"security" is no number that a handset can dial: digits, and * # +, such as 112`,
		"out-of-reach x":                 `"x" is no number that a handset can dial`,
	} {
		if _, err := put(t, hospital, text); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
	for name, want := range map[string]string{
		"who-can-cal": "did you mean who-can-call?",
		"leavers":     "did you mean leaver?",
		"secret":      "did you mean secrets?",
		"restart":     "(provc ask alone lists them)",
		"":            "(provc ask alone lists them)",
	} {
		if _, err := ask.Find(name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// What is a package, and what a question is asked of.
func TestSplit(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ name, words, args, packages, wrong string }{
		{"who-can-call", "112", "112", "", ""},
		{"who-can-call", "112 ./wards", "112", "./wards", ""},
		{"who-can-call", "", "", "", "who-can-call asks of something: provc ask who-can-call NUMBER [packages], such as provc ask who-can-call 2222"},
		{"who-can-call", "./...", "", "", "who-can-call asks of something"},
		{"who-can-call", "112 wards", "", "", `"wards" is no package, since these begin with ./ or end in ...; a name of several words stands in quotes (who-can-call is asked as provc ask who-can-call NUMBER [packages])`},
		{"who-can-call", "..", "", "", "who-can-call asks of something"},
		{"who-can-call", "all...", "", "", "who-can-call asks of something"},
		{"who-can-call", `wards\north`, "", "", "who-can-call asks of something"},
		{"who-can-call", ".112", ".112", "", ""},
		{"unseen", "./... .", "", "./... .", ""},
		{"unseen", ".. x/... /srv", "", ".. x/... /srv", ""},
		{"out-of-reach", "./...", "", "./...", ""},
		{"out-of-reach", "112 /srv/x", "112", "/srv/x", ""},
	} {
		q, err := ask.Find(x.name)
		if err != nil {
			t.Fatal(err)
		}
		args, packages, err := q.Split(strings.Fields(x.words))
		if x.wrong != "" {
			if err == nil || !strings.HasPrefix(err.Error(), x.wrong) {
				t.Errorf("%s %s: %v", x.name, x.words, err)
			}
			continue
		}
		if err != nil || strings.Join(args, " ") != x.args || strings.Join(packages, " ") != x.packages {
			t.Errorf("%s %s: %q, %q, %v", x.name, x.words, args, packages, err)
		}
	}
}

// docs/ask.md lists the questions.
func TestList(t *testing.T) {
	t.Parallel()
	const begin, end = "<!-- the questions: go test ./compiler/ask -update -->\n", "<!-- until here -->\n"
	page := filepath.Join("..", "..", "docs", "ask.md")
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("%s has no place for the questions", page)
	}
	var b strings.Builder
	b.WriteString("| question | asks | example |\n|---|---|---|\n")
	for _, row := range ask.List().Rows {
		fmt.Fprintf(&b, "| `%s` | %s | `%s` |\n", row[0], row[1], row[2])
	}
	want := before + begin + b.String() + end + after
	if *update {
		if err := os.WriteFile(page, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if want != string(text) {
		t.Errorf("%s has other questions than\n%s", page, b.String())
	}
}
