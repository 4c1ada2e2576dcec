package diag

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// many are findings of each severity, in no order.
func many(errors, warnings, notes int) List {
	var l List
	for s, n := range map[Severity]int{Error: errors, Warning: warnings, Note: notes} {
		for i := range n {
			l.Add(Diagnostic{Severity: s, Check: "x-y", Summary: fmt.Sprintf("%s %d", s, i), Pos: Pos{"a.cue", i + 1, 1}})
		}
	}
	return l
}

// A forge drops what it has no room for, so that the worst come first and the others are
// counted.
func TestForgesHaveLittleRoom(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		errors, warnings, notes int
		want                    string // how many of each are told
		rest                    string
	}{
		{0, 0, 0, "0 0 0", ""},
		{3, 4, 3, "3 4 3", ""},
		{0, 0, 10, "0 0 10", ""},
		{1, 0, 10, "1 0 9", "1 note"},
		{0, 0, 11, "0 0 9", "2 notes"},
		{12, 0, 1, "10 0 0", "2 errors and 1 note"},
		{3, 40, 20, "3 7 0", "33 warnings and 20 notes"},
		{11, 2, 1, "10 0 0", "1 error, 2 warnings and 1 note"},
	} {
		l := many(x.errors, x.warnings, x.notes)
		github := string(print(t, "github", l))
		told := func(sign string) int { return strings.Count(github, "::"+sign+" file=") }
		if got := fmt.Sprintf("%d %d %d", told("error"), told("warning"), told("notice")); got != x.want {
			t.Errorf("%+v: GitHub is told %s", x, got)
		}
		var issues []gitlabIssue
		if err := json.Unmarshal(print(t, "gitlab", l), &issues); err != nil {
			t.Fatal(err)
		}
		count := map[string]int{}
		rest := ""
		for _, i := range issues {
			if i.CheckName == "provc" {
				rest = i.Description
				continue
			}
			count[i.Severity]++
		}
		if got := fmt.Sprintf("%d %d %d", count["critical"], count["minor"], count["info"]); got != x.want {
			t.Errorf("%+v: GitLab is told %s", x, got)
		}
		want := ""
		if x.rest != "" {
			want = "and " + x.rest + " more, for which a forge has no room; without --format, provc tells all"
		}
		if rest != want {
			t.Errorf("%+v: GitLab reads %q", x, rest)
		}
		if is := strings.HasSuffix(github, "::notice title=provc::"+want+"\n"); is != (want != "") {
			t.Errorf("%+v: GitHub reads\n%s", x, github)
		}
	}
}
