package diag

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
)

type gitlabIssue struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"`
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"`
}

// WriteGitLab prints findings as a code quality report, the worst first.
func WriteGitLab(w io.Writer, l List) error {
	issues := make([]gitlabIssue, 0, len(l))
	prints := fingerprints(l)
	worst, rest := l.worst()
	visible := l.visible()
	for _, i := range worst {
		d := visible[i]
		issue := gitlabIssue{
			Description: d.Message(),
			CheckName:   d.Check,
			Fingerprint: prints[i],
			Severity:    map[Severity]string{Error: "critical", Warning: "minor", Note: "info"}[d.Severity],
			// GitLab refuses a report with an issue that is nowhere.
			Location: gitlabLocation{Path: ".", Lines: gitlabLines{1}},
		}
		if d.Pos.IsValid() {
			issue.Location = gitlabLocation{Path: d.Pos.File, Lines: gitlabLines{max(1, d.Pos.Line)}}
		}
		issues = append(issues, issue)
	}
	if rest != "" {
		issues = append(issues, gitlabIssue{
			Description: rest, CheckName: "provc", Fingerprint: fingerprints(List{{Summary: rest}})[0], Severity: "info",
			Location: gitlabLocation{Path: ".", Lines: gitlabLines{1}},
		})
	}
	return writeJSON(w, issues)
}

// fingerprints tell findings apart from run to run: by file, check and
// sentence, and not by line, so that a line added above makes no new finding.
// Equal ones are counted.
func fingerprints(l List) []string {
	out := make([]string, len(l))
	seen := map[string]int{}
	for i, d := range l {
		key := fmt.Sprintf("%q %q %q", d.Check, d.Pos.File, d.Message())
		sum := sha256.Sum256(fmt.Appendf(nil, "%s %d", key, seen[key]))
		seen[key]++
		out[i] = hex.EncodeToString(sum[:16])
	}
	return out
}
