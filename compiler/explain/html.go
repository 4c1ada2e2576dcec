package explain

import (
	"embed"
	"encoding/json"
	"html/template"
	"io"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/trace"
)

//go:embed page.html page.css page.js
var pageFiles embed.FS

// page is the parsed template, with style and script set into it: the page asks
// nothing of any network. What it shows is data, which the script sets as text.
var page = template.Must(template.New("page.html").Funcs(template.FuncMap{
	"style":  func() template.CSS { return template.CSS(pageFile("page.css")) },
	"script": func() template.JS { return template.JS(pageFile("page.js")) },
}).ParseFS(pageFiles, "page.html"))

func pageFile(name string) string {
	data, err := pageFiles.ReadFile(name)
	if err != nil {
		panic(err) // embedded
	}
	return string(data)
}

// fleetData is a whole fleet. Files are told once, whoever reads them, and each setting
// is a number: handsets and people have the same by the thousand.
type fleetData struct {
	Package  string        `json:"package"`
	Listed   int           `json:"listed"` // of the handsets
	Names    []pageName    `json:"names"`
	Sources  []string      `json:"sources"`  // files of CUE
	Settings []pageSetting `json:"settings"` // each once
	Common   [][]int       `json:"common"`   // settings that most files of a kind have
	Files    []pageFileOf  `json:"files"`
	Handsets []pageHandset `json:"handsets"`
	People   []pagePerson  `json:"people"`
	Resets   []pageResets  `json:"resets"`
	Notes    []string      `json:"notes"`
}

// pageName is a parameter, and the vendor's default.
type pageName struct {
	Name    string `json:"n"`
	Default string `json:"d,omitempty"`
}

// pageSetting is a value of a parameter: its name, the value, the file of CUE, the line,
// the column, and what it came by.
type pageSetting struct {
	Name   int
	Value  string
	Pos    diag.Pos
	Places []trace.Place
	source func(file string) int
}

func (s pageSetting) MarshalJSON() ([]byte, error) {
	row := []any{s.Name, s.Value}
	if s.Pos.IsValid() {
		row = append(row, s.source(s.Pos.File), s.Pos.Line, s.Pos.Column)
	}
	for i, p := range s.Places {
		said := Said(p)
		if i == 0 {
			if said = ""; p.Name != "" {
				said = "in " + p.Name
			}
		}
		row = append(row, []any{said, s.source(p.Pos.File), p.Pos.Line, p.Pos.Column})
	}
	return json.Marshal(row)
}

type pageFileOf struct {
	Path    string `json:"p"`
	Level   string `json:"l"`
	Kind    int    `json:"k"` // index of the common settings
	Without []int  `json:"w,omitempty"`
	Has     []int  `json:"h,omitempty"`
	Lists   bool   `json:"m,omitempty"` // a master file
	Keeps   bool   `json:"r,omitempty"` // what it does not declare, it resets
}

type pageHandset struct {
	Name     string      `json:"n"` // as sentences call it
	Find     string      `json:"q"` // what it may be called, in lower case
	ID       string      `json:"i,omitempty"`
	Folder   string      `json:"d,omitempty"`
	State    string      `json:"s"`
	Files    []int       `json:"f"`
	Alone    []int       `json:"o,omitempty"` // files that it wrote, while nobody is logged in
	Stronger []int       `json:"a,omitempty"` // of those, the ones above the file of a person
	Weaker   []int       `json:"b,omitempty"`
	Users    string      `json:"u,omitempty"`
	Contacts string      `json:"c,omitempty"` // while nobody is logged in
	Others   []pageOther `json:"x,omitempty"`
}

// pageOther is a file that somebody else makes.
type pageOther struct {
	Name string   `json:"n"`
	Sets []string `json:"s,omitempty"`
}

type pagePerson struct {
	Name  string `json:"n"`
	Find  string `json:"q"`
	ID    string `json:"i"`
	State string `json:"s"`
	Users string `json:"u"`
	File  int    `json:"f"` // -1: the root lacks it
	Over  []int  `json:"o,omitempty"`
}

// pageResets says of parameters who causes resets, where some people log in.
type pageResets struct {
	Users string         `json:"u"`
	Why   map[int]string `json:"w"` // by name
}

// Traced is how values of some files came about; nil where that is not known.
type Traced func(file *artifact.File, p artifact.Param) []trace.Place

// Traced tells how values came about: those of files that several handsets read, and, unless
// these are very many, those of each handset and person. Of evaluates the package with
// some of its entities. Nil where CUE cannot tell.
func (f *Fleet) Traced(of func(entities map[string]map[string]bool) (*trace.Trace, error)) Traced {
	entities := map[string]map[string]bool{}
	n := 0
	for _, path := range f.root.Paths() {
		if file := f.root.At(path); file.Compiled != nil && file.Entity() != "" {
			if entities[file.Compiled.Owner] == nil {
				entities[file.Compiled.Owner] = map[string]bool{}
			}
			entities[file.Compiled.Owner][file.Entity()] = true
			n++
		}
	}
	each := n <= mostTraced
	if !each {
		clear(entities)
	}
	t, err := of(entities)
	if err != nil {
		return nil
	}
	return func(file *artifact.File, p artifact.Param) []trace.Place {
		if file.Entity != "" && !each {
			return nil
		}
		return t.Of(trace.Setting{Deployment: file.Owner, Entity: file.Entity, File: file.Path, FilePos: file.Pos, Param: p.Name, Pos: p.Pos})
	}
}

// WriteHTML prints the whole fleet, of a package of some name, as one page that holds
// all it needs.
func WriteHTML(w io.Writer, f *Fleet, name string, notes []string, traced Traced) error {
	d := newFleetData(f, name, notes, traced)
	return page.Execute(w, d)
}
