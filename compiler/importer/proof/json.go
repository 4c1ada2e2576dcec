package proof

import (
	"encoding/json"
	"io"

	"provc/compiler/diag"
)

// JSONVersion is the version of the JSON form. It grows when a field changes its meaning
// or goes away, not when one is added. docs/import.schema.json describes the form.
const JSONVersion = 1

// document is a report as programs read it.
type document struct {
	Version    int           `json:"version"`
	Source     string        `json:"source"`
	Repository string        `json:"repository"`
	Package    string        `json:"package"`
	Whole      bool          `json:"accountedFor"` // everything became something
	Same       bool          `json:"same"`         // all act on what they did
	Says       int           `json:"says"`
	Elements   int           `json:"elements"`
	Fates      map[Fate]int  `json:"fates"`
	Files      []*File       `json:"files"`
	Residue    []Residue     `json:"residue"`
	Faults     []Fault       `json:"faults"`
	Handsets   int           `json:"handsets"`
	People     int           `json:"people"`
	Fresh      int           `json:"handsetsBegun"` // that found nothing to begin with before
	Differs    []*Difference `json:"differences"`
	Dropped    int           `json:"unknownDropped"` // in effect before, unknown to every phone
	Notes      []string      `json:"notes"`
	Found      []diag.JSON   `json:"findings"`
}

// WriteJSON prints the report for programs.
func WriteJSON(w io.Writer, r *Report) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(&document{
		Version: JSONVersion, Source: r.Dir, Repository: r.Repo, Package: r.Package,
		Whole: r.Whole(), Same: r.Same(),
		Says: r.Says, Elements: r.Elements, Fates: r.Fates,
		Files: list(r.Files), Residue: list(r.Residue), Faults: list(r.Faults),
		Handsets: r.Handsets, People: r.People, Fresh: len(r.Fresh), Differs: list(r.Differs), Dropped: r.Dropped,
		Notes: list(r.Notes), Found: r.Findings.JSON(),
	})
}

// list is empty rather than null where there is nothing.
func list[T any](all []T) []T {
	if all == nil {
		return []T{}
	}
	return all
}
