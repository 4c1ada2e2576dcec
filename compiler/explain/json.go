package explain

import (
	"encoding/json"
	"io"

	"provc/compiler/diag"
)

// JSONVersion is the version of the JSON form. It grows when a field changes its
// meaning or goes away, not when one is added. docs/explain.schema.json describes it.
const JSONVersion = 1

type document struct {
	Version  int          `json:"version"`
	Package  string       `json:"package"`
	Subjects []docSubject `json:"subjects"`
	Params   []docParam   `json:"parameters"`
	Notes    []string     `json:"notes"`
}

type docSubject struct {
	Handset   string        `json:"handset,omitempty"`
	MAC       string        `json:"mac,omitempty"`
	Label     string        `json:"label,omitempty"`
	Unlisted  string        `json:"unlisted,omitempty"`
	Folder    string        `json:"folder"`
	User      string        `json:"user,omitempty"`
	UserLabel string        `json:"userLabel,omitempty"`
	State     string        `json:"state"`
	Others    []string      `json:"alsoFor,omitempty"`
	Files     []docSource   `json:"files"`
	Contacts  []docContacts `json:"contacts,omitempty"`
}

type docContacts struct {
	Path    string `json:"path"`
	Seed    bool   `json:"seed,omitempty"`
	Assumed bool   `json:"assumed,omitempty"`
}

type docSource struct {
	Path    string `json:"path"`
	Level   string `json:"level"`
	Role    string `json:"role,omitempty"`
	Assumed bool   `json:"assumed,omitempty"`
}

type docParam struct {
	Name  string    `json:"name"`
	Cases []docCase `json:"cases"`
}

type docCase struct {
	Subjects []int        `json:"subjects"`
	Stack    []docSetting `json:"stack"`
	Unless   string       `json:"unless,omitempty"`
}

type docSetting struct {
	Level   string     `json:"level"`
	File    string     `json:"file,omitempty"`
	Value   string     `json:"value"`
	Hidden  bool       `json:"secret,omitempty"`
	Access  string     `json:"access,omitempty"`
	Assumed bool       `json:"assumed,omitempty"`
	Pos     diag.Pos   `json:"position,omitzero"`
	Places  []docPlace `json:"places,omitempty"`
	Reset   *docReset  `json:"reset,omitempty"`
}

type docPlace struct {
	Kind string   `json:"kind"`
	Name string   `json:"name,omitempty"`
	Pos  diag.Pos `json:"position"`
}

type docReset struct {
	To     string     `json:"to"`
	Causes []docCause `json:"causes"`
	More   int        `json:"more,omitempty"`
}

type docCause struct {
	Name string   `json:"name"`
	Pos  diag.Pos `json:"position"`
}

// WriteJSON prints an explanation for programs.
func WriteJSON(w io.Writer, e *Explanation) error {
	d := document{Version: JSONVersion, Package: e.Package, Subjects: []docSubject{}, Params: []docParam{}, Notes: append([]string{}, e.Notes...)}
	for i := range e.Subjects {
		d.Subjects = append(d.Subjects, e.Subjects[i].document())
	}
	for i := range e.Params {
		p := docParam{Name: e.Params[i].Name, Cases: []docCase{}}
		for _, c := range e.Params[i].Cases {
			out := docCase{Subjects: c.Subjects, Stack: []docSetting{}, Unless: c.Unless}
			for n := range c.Stack {
				out.Stack = append(out.Stack, c.Stack[n].document())
			}
			p.Cases = append(p.Cases, out)
		}
		d.Params = append(d.Params, p)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(d)
}

func (s *Subject) document() docSubject {
	d := docSubject{
		Handset: s.Handset.ID, MAC: s.MAC, Label: s.Handset.Label, Unlisted: s.Handset.Unlisted,
		Folder: s.Handset.Folder, State: s.State, Others: s.Others, Files: []docSource{},
	}
	if s.Person != nil {
		d.User, d.UserLabel = s.Person.ID, s.Person.Label
	}
	for _, f := range s.Files {
		d.Files = append(d.Files, docSource(f))
	}
	for _, c := range s.Contacts {
		d.Contacts = append(d.Contacts, docContacts(c))
	}
	return d
}

func (s *Setting) document() docSetting {
	d := docSetting{Level: s.Level, File: s.Path, Value: s.Value, Hidden: s.Hidden, Access: s.Access, Assumed: s.Assumed, Pos: s.Pos}
	for _, p := range s.Places {
		d.Places = append(d.Places, docPlace{string(p.Kind), p.Name, p.Pos})
	}
	if r := s.Reset; r != nil {
		d.Reset = &docReset{To: r.To, Causes: []docCause{}, More: r.More}
		for _, c := range r.Causes {
			d.Reset.Causes = append(d.Reset.Causes, docCause(c))
		}
	}
	return d
}
