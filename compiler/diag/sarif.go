package diag

import (
	"io"
	"net/url"
	"path"
	"strings"
)

// The part of SARIF 2.1.0 that findings need (OASIS, section 3).
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool         `json:"tool"`
		Invocations []sarifInvocation `json:"invocations"`
		Results     []sarifResult     `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID      string       `json:"id"`
		Short   sarifMessage `json:"shortDescription"`
		Help    sarifMessage `json:"help"`
		Default sarifDefault `json:"defaultConfiguration"`
	}
	sarifDefault struct {
		Level string `json:"level"`
	}
	sarifMessage struct {
		Text string `json:"text"`
	}
	sarifInvocation struct {
		Successful    bool                `json:"executionSuccessful"`
		Notifications []sarifNotification `json:"toolExecutionNotifications,omitempty"`
	}
	sarifNotification struct {
		Level   string       `json:"level"`
		Message sarifMessage `json:"message"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      sarifMessage      `json:"message"`
		Locations    []sarifLocation   `json:"locations,omitempty"`
		Related      []sarifLocation   `json:"relatedLocations,omitempty"`
		Fingerprints map[string]string `json:"partialFingerprints"`
		Fixes        []sarifFix        `json:"fixes,omitempty"`
	}
	sarifFix struct {
		Description sarifMessage  `json:"description"`
		Changes     []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion  `json:"deletedRegion"`
		Inserted sarifMessage `json:"insertedContent"`
	}
	sarifLocation struct {
		ID       *int          `json:"id,omitempty"`
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifMessage `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
		EndLine     int `json:"endLine,omitempty"`
		EndColumn   int `json:"endColumn,omitempty"`
	}
)

// WriteSARIF prints findings as a SARIF 2.1.0 log. A failure to run is a
// notification of the tool's, not a result.
func WriteSARIF(w io.Writer, l List, checks []*Set) error {
	run := sarifRun{
		Tool:        sarifTool{sarifDriver{Name: "provc"}},
		Invocations: []sarifInvocation{{Successful: true}},
		Results:     []sarifResult{},
	}
	index := map[string]int{}
	rule := func(id string) int {
		i, ok := index[id]
		if !ok {
			i = len(run.Tool.Driver.Rules)
			index[id] = i
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRuleOf(id, checks))
		}
		return i
	}
	for _, s := range checks {
		for _, c := range s.Sorted() {
			rule(c.ID)
		}
	}
	prints := fingerprints(l)
	for i, d := range l.visible() {
		if d.Check == RunFailed.ID {
			in := &run.Invocations[0]
			in.Successful = false
			in.Notifications = append(in.Notifications, sarifNotification{"error", sarifMessage{d.Message()}})
			continue
		}
		r := sarifResult{
			RuleID: d.Check, RuleIndex: rule(d.Check), Level: d.Severity.String(), Message: sarifMessage{d.Message()},
			Fingerprints: map[string]string{"provc/v1": prints[i]},
		}
		if d.Pos.IsValid() {
			r.Locations = []sarifLocation{location(d.Pos)}
		}
		for n, rel := range d.Related {
			if rel.Pos.IsValid() {
				at := location(rel.Pos)
				at.ID, at.Message = &n, &sarifMessage{rel.Message}
				r.Related = append(r.Related, at)
			}
		}
		if d.Fix != nil && len(d.Fix.Changes) > 0 {
			r.Fixes = []sarifFix{sarifFixOf(d)}
		}
		run.Results = append(run.Results, r)
	}
	return writeJSON(w, sarifLog{
		Schema:  "https://json.schemastore.org/sarif-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	})
}

// sarifRuleOf is what is documented of a check.
func sarifRuleOf(id string, checks []*Set) sarifRule {
	for _, s := range checks {
		if c := s.Find(id); c != nil {
			d := c.Document()
			help := d.Meaning
			if d.Source != "" {
				help += "\n\nSource: " + d.Source + "."
			}
			return sarifRule{id, sarifMessage{d.Title}, sarifMessage{help}, sarifDefault{d.Severity.String()}}
		}
	}
	return sarifRule{id, sarifMessage{id}, sarifMessage{id}, sarifDefault{Error.String()}}
}

func sarifFixOf(d Diagnostic) sarifFix {
	change := sarifChange{Artifact: location(d.Pos).Physical.Artifact}
	for _, c := range d.Fix.Changes {
		change.Replacements = append(change.Replacements, sarifReplacement{sarifRegion{c.From.Line, c.From.Units, c.To.Line, c.To.Units}, sarifMessage{c.New}})
	}
	return sarifFix{sarifMessage{d.Fix.Title}, []sarifChange{change}}
}

func location(p Pos) sarifLocation {
	u := url.URL{Path: p.File}
	uri := u.EscapedPath()
	switch {
	case path.IsAbs(p.File):
		uri = "file://" + uri
	case strings.Contains(strings.SplitN(uri, "/", 2)[0], ":"):
		uri = "./" + uri // a colon in the first step would make it a scheme
	}
	at := sarifLocation{Physical: sarifPhysical{Artifact: sarifArtifact{uri}}}
	if p.Line > 0 {
		at.Physical.Region = &sarifRegion{StartLine: p.Line, StartColumn: p.Column}
	}
	return at
}
