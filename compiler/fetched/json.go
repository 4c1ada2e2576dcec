package fetched

import (
	"encoding/json"
	"io"
	"time"

	"provc/compiler/diag"
)

// JSONVersion is the version of the JSON form. docs/fetched.schema.json describes it.
const JSONVersion = 1

type document struct {
	Version  int         `json:"version"`
	Summary  docSummary  `json:"summary"`
	Readers  []docReader `json:"readers"`
	Absent   []docAbsent `json:"absent"`
	Strange  []string    `json:"unknownAddresses"`
	Findings []diag.JSON `json:"findings"`
}

type docSummary struct {
	Handsets docCount `json:"handsets"`
	People   docCount `json:"people"`
	Requests int      `json:"requests"`
	Lines    int      `json:"lines"`
	Unknown  int      `json:"linesNotUnderstood"`
	From     string   `json:"from,omitempty"`
	To       string   `json:"to,omitempty"`
	Unbuilt  int      `json:"unbuilt"`
}

type docCount struct {
	Now    int `json:"now"`
	Before int `json:"before"`
	Unseen int `json:"unseen"`
}

type docReader struct {
	ID      string   `json:"id"`
	Label   string   `json:"label,omitempty"`
	Person  bool     `json:"person"`
	Listed  bool     `json:"listed"`
	State   State    `json:"state"`
	Asked   bool     `json:"askedOnly"`
	Address string   `json:"address,omitempty"`
	Last    string   `json:"last,omitempty"`
	Old     []docOld `json:"old"`
}

type docOld struct {
	File     string `json:"file"`
	Deployed string `json:"deployed"`
	Last     string `json:"last,omitempty"`
}

type docAbsent struct {
	ID      string `json:"id,omitempty"`
	Label   string `json:"label,omitempty"`
	Address string `json:"address"`
	File    string `json:"file"`
	Times   int    `json:"times"`
	Last    string `json:"last"`
}

// WriteJSON prints a report for programs, with the findings about what was compiled.
func WriteJSON(w io.Writer, r *Report, findings diag.List) error {
	count := func(person bool) docCount {
		return docCount{r.Count(person, Now), r.Count(person, Before), r.Count(person, Unseen)}
	}
	d := document{Version: JSONVersion,
		Summary: docSummary{Handsets: count(false), People: count(true), Requests: r.Requests, Lines: r.Lines, Unknown: r.Unknown, From: stamp(r.From), To: stamp(r.To), Unbuilt: r.Unbuilt},
		Readers: []docReader{}, Absent: []docAbsent{}, Strange: append([]string{}, r.Strange...), Findings: findings.JSON()}
	for i := range r.Readers {
		x := &r.Readers[i]
		out := docReader{ID: x.ID, Label: x.Label, Person: x.Person, Listed: !x.Unlisted, State: x.State, Asked: x.Asked, Address: x.Address, Last: stamp(x.Last), Old: []docOld{}}
		for _, o := range x.Old {
			out.Old = append(out.Old, docOld{o.File, stamp(o.Deployed), stamp(o.Last)})
		}
		d.Readers = append(d.Readers, out)
	}
	for _, a := range r.Absent {
		d.Absent = append(d.Absent, docAbsent{a.ID, a.Label, a.Address, a.File, a.Times, stamp(a.Last)})
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(d)
}

// stamp is a time as programs read it; empty of none.
func stamp(at int64) string {
	if at == 0 {
		return ""
	}
	return time.Unix(at, 0).UTC().Format(time.RFC3339)
}
