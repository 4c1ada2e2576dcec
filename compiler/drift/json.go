package drift

import (
	"encoding/json"
	"io"

	"provc/compiler/diag"
)

// JSONVersion is the version of the JSON form. It grows when a field changes its meaning
// or goes away, not when one is added. docs/drift.schema.json describes the form.
const JSONVersion = 1

type document struct {
	Version  int          `json:"version"`
	Root     string       `json:"root"`
	Summary  docSummary   `json:"summary"`
	Masks    []docMask    `json:"masks"`
	Left     []docLeft    `json:"left"`
	Damaged  []docDamage  `json:"damaged"`
	Edited   []docEdit    `json:"edited"`
	Missing  []docMissing `json:"missing"`
	Unbuilt  []string     `json:"unbuilt"`
	Unseen   []string     `json:"unseen"`
	Findings []diag.JSON  `json:"findings"`
}

type docSummary struct {
	Masks    int `json:"masks"`
	Files    int `json:"files"`
	Handsets int `json:"handsets"`
	People   int `json:"people"`
}

type docMask struct {
	Of        Entity     `json:"of"`
	Listed    bool       `json:"listed"`
	At        diag.Pos   `json:"position"`
	Level     string     `json:"level"`
	Parameter string     `json:"parameter"`
	Password  bool       `json:"password"`
	Secret    bool       `json:"secret"`
	There     *string    `json:"there,omitempty"`
	Declared  []docValue `json:"declared"`
	Profiles  []string   `json:"profiles"`
	Unless    string     `json:"unless,omitempty"`
	Remedy    string     `json:"remedy"`
}

type docValue struct {
	Text   *string  `json:"value,omitempty"`
	Secret string   `json:"secret,omitempty"`
	File   string   `json:"file"`
	Pos    diag.Pos `json:"position,omitzero"`
	Owner  string   `json:"person,omitempty"`
}

type docLeft struct {
	Of     Entity   `json:"of"`
	Why    Why      `json:"why"`
	Files  []string `json:"files"`
	Remedy string   `json:"remedy"`
}

type docDamage struct {
	At   diag.Pos `json:"position"`
	What string   `json:"what"`
	Read int      `json:"settingsRead"`
}

type docEdit struct {
	File     string      `json:"file"`
	Pos      diag.Pos    `json:"position,omitzero"`
	Recorded bool        `json:"recorded"`
	Broken   int         `json:"malformedAtLine,omitempty"`
	Changes  []docChange `json:"changes"`
	Remedy   string      `json:"remedy"`
}

type docChange struct {
	Parameter string    `json:"parameter"`
	Secret    bool      `json:"secret"`
	There     *string   `json:"there,omitempty"`
	Declared  *docValue `json:"declared,omitempty"`
}

type docMissing struct {
	File string   `json:"file"`
	Pos  diag.Pos `json:"position,omitzero"`
}

// WriteJSON prints a report for programs, with the findings about what was compared.
func WriteJSON(w io.Writer, r *Report, findings diag.List) error {
	d := document{Version: JSONVersion, Root: r.Root,
		Summary: docSummary{len(r.Masks), r.Files, r.Handsets, r.People},
		Masks:   []docMask{}, Left: []docLeft{}, Damaged: []docDamage{}, Edited: []docEdit{}, Missing: []docMissing{},
		Unbuilt: none(r.Unbuilt), Unseen: none(r.Unseen), Findings: findings.JSON()}
	for i := range r.Masks {
		m := &r.Masks[i]
		out := docMask{Of: m.Of, Listed: !m.Stranger, At: m.At, Level: m.Level, Parameter: m.Parameter, Password: m.Password, Secret: m.Secret,
			Declared: []docValue{}, Profiles: none(m.Profiles), Unless: m.Unless, Remedy: m.Remedy()}
		if !m.Secret {
			out.There = &m.Theirs
		}
		for _, v := range m.Ours {
			out.Declared = append(out.Declared, *v.document(m.Secret))
		}
		d.Masks = append(d.Masks, out)
	}
	for i := range r.Left {
		l := &r.Left[i]
		d.Left = append(d.Left, docLeft{l.Of, l.Why, l.Files, l.entry().remedy})
	}
	for _, x := range r.Damaged {
		d.Damaged = append(d.Damaged, docDamage(x))
	}
	for i := range r.Edits {
		e := &r.Edits[i]
		out := docEdit{File: e.File, Pos: e.Pos, Recorded: e.Recorded, Broken: e.Broken, Changes: []docChange{}, Remedy: e.entry().remedy}
		for _, c := range e.Changes {
			change := docChange{Parameter: c.Parameter, Secret: c.Secret, Declared: c.Declared.document(c.Secret)}
			if !c.Secret {
				change.There = c.There
			}
			out.Changes = append(out.Changes, change)
		}
		d.Edited = append(d.Edited, out)
	}
	for _, m := range r.Missing {
		d.Missing = append(d.Missing, docMissing{m.File, m.Pos})
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(d)
}

// document is a declared value as programs read it.
func (v *Value) document(hidden bool) *docValue {
	if v == nil {
		return nil
	}
	out := &docValue{Secret: v.Secret, File: v.File, Pos: v.Pos, Owner: v.Owner}
	if !hidden {
		out.Text = &v.Text
	}
	return out
}

// none is a list that is never null.
func none(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
