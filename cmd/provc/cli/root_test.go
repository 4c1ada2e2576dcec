package cli

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"provc/compiler"
	"provc/compiler/diag"
)

// ran is what a command prints, and its exit code.
func ran(cmd *cobra.Command, args ...string) string {
	var stdout, stderr bytes.Buffer
	code := Run(Root(cmd), args, nil, &stdout, &stderr)
	return fmt.Sprintf("%d, %q, %q", code, stdout.String(), stderr.String())
}

// The exit code is 0 if all is well, 1 if findings count, 2 if a command could not run;
// what could not be done is one line on stderr, in which nothing is invisible.
func TestRun(t *testing.T) {
	for _, x := range []struct {
		err  error
		args []string
		want string
	}{
		{nil, []string{"work"}, `0, "done\n", ""`},
		{ErrFindings, []string{"work"}, `1, "done\n", ""`},
		{fmt.Errorf("of a package: %w", ErrFindings), []string{"work"}, `1, "done\n", ""`},
		{errors.New("no \x1b[1m\u202edisk"), []string{"work"}, `2, "done\n", "provc: no \\x1b[1m\\u202edisk\n"`},
		{nil, []string{"wrok"}, `2, "", "provc: provc has no command \"wrok\"; did you mean work?\n"`},
		{nil, []string{"work", "--fromat", "json"}, `2, "", "provc: unknown flag: --fromat; did you mean --format?\n"`},
		{nil, []string{"work", "--zzzzzz"}, `2, "", "provc: unknown flag: --zzzzzz\n"`},
		{nil, []string{"work", "--color"}, `2, "", "provc: flag needs an argument: --color\n"`},
	} {
		cmd := &cobra.Command{Use: "work", RunE: func(cmd *cobra.Command, _ []string) error {
			fmt.Fprintln(cmd.OutOrStdout(), "done")
			return x.err
		}}
		cmd.Flags().String("format", "text", "")
		if got := ran(cmd, x.args...); got != x.want {
			t.Errorf("%v of %q: %s, want %s", x.err, x.args, got, x.want)
		}
	}
}

// A flag takes what it lists, and says so otherwise.
func TestChoice(t *testing.T) {
	for value, want := range map[string]string{
		"auto":   "",
		"never":  "",
		"nevr":   `--color takes auto, always or never, not "nevr"; did you mean never?`,
		"purple": `--color takes auto, always or never, not "purple"`,
		"":       `--color takes auto, always or never, not ""`,
	} {
		got := ""
		if err := Choice("color", value, Colors); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%q: %s, want %s", value, got, want)
		}
	}
}

// Which n-th of the packages is built is at most the last of them.
func TestScaleFlags(t *testing.T) {
	for value, want := range map[string][2]int{"1/1": {1, 1}, "2/5": {2, 5}, "5/5": {5, 5}, "6/5": {}, "0/5": {}, "-1/5": {}, "2": {}, "/": {}, "a/b": {}, "2/5/7": {}} {
		var o compiler.Options
		err := setShard(&o, value)
		if got := [2]int{o.Shard, o.Shards}; got != want || (err == nil) != (want != [2]int{}) {
			t.Errorf("shard %s: %v, %v", value, got, err)
		}
		if err != nil && err.Error() != "must be i/n, with i from 1 to n, such as 2/5" {
			t.Errorf("shard %s: %v", value, err)
		}
	}
	for value, want := range map[string]string{"here": "here", "off": "", "": "as before"} {
		o := compiler.Options{Cache: "as before"}
		if err := setCache(&o, value); o.Cache != want || (err != nil) != (value == "") {
			t.Errorf("cache %q: %q, %v", value, o.Cache, err)
		}
	}
	for _, value := range []string{"0", "-1", "many", "1.5", ""} {
		if err := setJobs(value); err == nil || err.Error() != "must be a number, at least 1" {
			t.Errorf("%q jobs: %v", value, err)
		}
	}
}

// With --quiet, errors alone are told, and no summary; errors among findings count,
// told or not.
func TestQuiet(t *testing.T) {
	warning := diag.Diagnostic{Severity: diag.Warning, Summary: "odd", Check: "some-check"}
	wrong := diag.Diagnostic{Severity: diag.Error, Summary: "wrong", Check: "some-check"}
	for _, x := range []struct {
		findings diag.List
		quiet    bool
		told     string
		counts   bool
	}{
		{diag.List{warning}, false, "odd sum", false},
		{diag.List{warning}, true, "", false},
		{diag.List{warning, wrong}, true, "wrong", true},
		{diag.List{warning, wrong}, false, "odd wrong sum", true},
	} {
		cmd := &cobra.Command{Use: "work", RunE: func(cmd *cobra.Command, _ []string) error {
			err := Report(cmd, cmd.OutOrStdout(), x.findings)
			Summary(cmd, "sum")
			return err
		}}
		args := []string{"work"}
		if x.quiet {
			args = append(args, "--quiet")
		}
		got := ran(cmd, args...)
		var told []string
		for _, word := range []string{"odd", "wrong", "sum"} {
			if strings.Contains(got, word) {
				told = append(told, word)
			}
		}
		if strings.Join(told, " ") != x.told || strings.HasPrefix(got, "1") != x.counts {
			t.Errorf("%v: %s, want %s", x, got, x.told)
		}
	}
}

// Packages are told by what they hold, and by how much was found of it, if anything.
func TestContent(t *testing.T) {
	for _, x := range []struct {
		of   []*compiler.Package
		want string
	}{
		{nil, "0 handsets, 0 users"},
		{[]*compiler.Package{{Handsets: 1, Users: 1, Warnings: 1, Notes: 1}}, "1 handset, 1 user, 1 warning, 1 note"},
		{[]*compiler.Package{{Handsets: 1, Notes: 1}, {Handsets: 2, Users: 3, Notes: 1}}, "3 handsets, 3 users, 2 notes"},
		{[]*compiler.Package{{Warnings: 1}, {Warnings: 1}}, "0 handsets, 0 users, 2 warnings"},
	} {
		if got := Content(x.of...); got != x.want {
			t.Errorf("%s, want %s", got, x.want)
		}
	}
}

// What was found at a revision stands there, and so does what is beside it; what has no
// place gets none.
func TestAtRevision(t *testing.T) {
	at := func(file string) diag.Pos { return diag.Pos{File: file, Line: 3} }
	before := diag.List{
		diag.Diagnostic{Pos: at("a.cue"), Summary: "one"}.WithRelated(at("b.cue"), "beside"),
		{Summary: "of no place"},
	}
	related := before[0].Related
	got := AtRevision("v1", before)
	if got[0].Pos.File != "v1:a.cue" || got[0].Related[0].Pos.File != "v1:b.cue" || got[1].Pos.File != "" || related[0].Pos.File != "b.cue" {
		t.Errorf("%v, and what is shared says %v", got, related)
	}
}
