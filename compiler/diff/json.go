package diff

import (
	"encoding/json"
	"io"
	"strconv"

	"provc/compiler/artifact"
	"provc/compiler/diag"
)

// JSONVersion is the version of the JSON form. It grows when a field changes
// its meaning or goes away, not when one is added. docs/diff.schema.json
// describes the form.
const JSONVersion = 2

// Document is a diff as programs read it.
type Document struct {
	Version int         `json:"version"`
	Old     string      `json:"old"`
	New     string      `json:"new"`
	Of      []string    `json:"packages,omitempty"`
	OldAt   *Commit     `json:"oldCommit,omitempty"`
	NewAt   *Commit     `json:"newCommit,omitempty"`
	Summary Summary     `json:"summary"`
	Files   []*docFile  `json:"files"`
	Reach   []docReach  `json:"audiences"`
	Phones  []Handset   `json:"handsets"`
	Users   []User      `json:"users"`
	Profile []Loss      `json:"losesProfile"`
	Lines   []Loss      `json:"losesRegistration"`
	Renames []*Rename   `json:"renames"`
	Notes   []*Note     `json:"notes"`
	Caught  []Violation `json:"violations"`
	Found   []diag.JSON `json:"findings"`
}

type docFile struct {
	Path    string       `json:"path"`
	OldPath string       `json:"oldPath,omitempty"`
	Kind    Kind         `json:"kind"`
	Role    string       `json:"role"`
	Entity  string       `json:"entity,omitempty"`
	Label   string       `json:"label,omitempty"`
	Pos     diag.Pos     `json:"position,omitzero"`
	Content bool         `json:"content,omitempty"` // something else than parameters differs
	Changes []*docChange `json:"changes"`
}

type docChange struct {
	Parameter string        `json:"parameter"`
	Kind      Kind          `json:"kind"`
	Old       *Value        `json:"old,omitempty"`
	New       *Value        `json:"new,omitempty"`
	Pos       diag.Pos      `json:"position,omitzero"`
	Restart   string        `json:"restart"`
	Stated    diag.Pos      `json:"restartStated,omitzero"`
	When      artifact.When `json:"when,omitempty"`
	States    []string      `json:"states,omitempty"`
	Level     Level         `json:"level"`
	Audience  int           `json:"audience"`
	Masked    *docMasked    `json:"masked,omitempty"`
	Unless    []string      `json:"unless,omitempty"`
	Elsewhere []string      `json:"toldAt,omitempty"`
	Varies    bool          `json:"varies,omitempty"`
	Again     bool          `json:"again,omitempty"`
	LogIn     int           `json:"logInHandsets,omitempty"`
	Default   *string       `json:"default,omitempty"`
	Keeps     bool          `json:"keepsOldValue,omitempty"`
	Unsure    bool          `json:"mayBeEqual,omitempty"`
	Valueless []string      `json:"secretsWithoutValue,omitempty"`
	Emergency bool          `json:"emergency,omitempty"`
	Says      string        `json:"says,omitempty"`
	Rule      *Decisions    `json:"rule,omitempty"`
}

type docMasked struct {
	By       []string `json:"by,omitempty"`
	Handsets int      `json:"handsets"`
	Users    int      `json:"users"`
}

// docReach is who sees a change: indexes into handsets and users. Many changes
// share one.
type docReach struct {
	Handsets []int `json:"handsets"`
	Users    []int `json:"users"`
}

// Document makes the form that programs read. Policies say what they forbid.
func (d *Diff) Document(forbidden []Policy) *Document {
	out := &Document{
		Version: JSONVersion, Old: d.Old, New: d.New, Summary: d.Summary(),
		Files: []*docFile{}, Reach: []docReach{}, Phones: orEmpty(d.Handsets), Users: orEmpty(d.Users),
		Profile: orEmpty(d.LosesProfile), Lines: orEmpty(d.LosesRegistration),
		Renames: orEmpty(d.Renames), Notes: orEmpty(d.Notes),
		Caught: orEmpty(d.Violations(forbidden)), Found: d.Findings.JSON(),
	}
	out.Of = d.Title.Packages
	if d.Title.Old.ID != "" {
		out.OldAt = &d.Title.Old.Commit
	}
	if d.Title.New.ID != "" {
		out.NewAt = &d.Title.New.Commit
	}
	at := map[string]int{}
	for _, f := range d.Files {
		file := &docFile{Path: f.Path, OldPath: f.OldPath, Kind: f.Kind, Role: f.Role.Name, Entity: f.Entity, Label: f.Label,
			Pos: f.Pos, Content: f.opaque, Changes: []*docChange{}}
		for _, ch := range f.Changes {
			file.Changes = append(file.Changes, d.docChange(ch, out, at))
		}
		out.Files = append(out.Files, file)
	}
	return out
}

func (d *Diff) docChange(ch *Change, out *Document, at map[string]int) *docChange {
	i := &ch.Impact
	c := &docChange{
		Parameter: ch.Parameter, Kind: ch.Kind, Pos: ch.Pos, Restart: ch.Restart.String(), Stated: ch.Stated, When: i.When, States: i.States,
		Level: ch.Level(), Unless: i.Unless, Elsewhere: i.Elsewhere, Varies: ch.Varies, Again: ch.again, LogIn: i.LogIn, Default: ch.Default, Keeps: ch.Keeps, Unsure: ch.Unsure, Valueless: ch.Valueless, Emergency: ch.Emergency, Says: d.Who(ch, false), Rule: ch.Decides,
	}
	if ch.Had() {
		c.Old = &ch.Old
	}
	if ch.Has() {
		c.New = &ch.New
	}
	if i.MaskedHandsets+i.MaskedUsers > 0 {
		c.Masked = &docMasked{i.Masked, i.MaskedHandsets, i.MaskedUsers}
	}
	var key []byte
	for _, n := range i.Handsets {
		key = append(strconv.AppendInt(key, int64(n), 36), ' ')
	}
	key = append(key, ';')
	for _, n := range i.Users {
		key = append(strconv.AppendInt(key, int64(n), 36), ' ')
	}
	n, ok := at[string(key)]
	if !ok {
		n = len(out.Reach)
		at[string(key)] = n
		out.Reach = append(out.Reach, docReach{orEmpty(i.Handsets), orEmpty(i.Users)})
	}
	c.Audience = n
	return c
}

// orEmpty has a list without elements printed as an empty array, not as null.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// WriteJSON prints the diff as programs read it.
func WriteJSON(w io.Writer, d *Diff, forbidden []Policy) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(d.Document(forbidden))
}
