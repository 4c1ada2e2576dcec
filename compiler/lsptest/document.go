package lsptest

import (
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// document is a text that is open in the editor.
type document struct {
	text    string
	version int
}

// URI is how the protocol names a file.
func (s *Server) URI(file string) string {
	slashed := filepath.ToSlash(filepath.Join(s.dir, filepath.FromSlash(file)))
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // a drive
	}
	return (&url.URL{Scheme: "file", Path: slashed}).String()
}

// named is the file of a URI: relative to the folder if it lies there.
func (s *Server) named(uri string) string {
	u, err := url.Parse(uri)
	if err != nil {
		return uri
	}
	root, _ := url.Parse(s.URI(""))
	return strings.TrimPrefix(strings.TrimPrefix(u.Path, root.Path), "/")
}

type identifier struct {
	URI     string `json:"uri"`
	Version int    `json:"version,omitempty"`
}

// change replaces a part of a document, or all of it if it has no range.
type change struct {
	Range *Range `json:"range,omitempty"`
	Text  string `json:"text"`
}

// Open opens a file in the editor as it is on the disk.
func (s *Server) Open(file string) {
	s.t.Helper()
	text, err := os.ReadFile(filepath.Join(s.dir, filepath.FromSlash(file)))
	if err != nil {
		s.t.Fatal(err)
	}
	s.OpenText(file, string(text))
}

// OpenText opens a file in the editor with another text than that on the disk.
func (s *Server) OpenText(file, text string) {
	s.t.Helper()
	s.mu.Lock()
	s.documents[file] = &document{text: text, version: 1}
	s.mu.Unlock()
	s.notify("textDocument/didOpen", map[string]any{
		"textDocument": map[string]any{"uri": s.URI(file), "languageId": "cue", "version": 1, "text": text},
	})
}

// Close closes a file without saving it.
func (s *Server) Close(file string) {
	s.t.Helper()
	s.mu.Lock()
	delete(s.documents, file)
	s.mu.Unlock()
	s.notify("textDocument/didClose", map[string]any{"textDocument": identifier{URI: s.URI(file)}})
}

// Save writes an open file to the disk.
func (s *Server) Save(file string) {
	s.t.Helper()
	s.write(file, s.Text(file))
	s.notify("textDocument/didSave", map[string]any{"textDocument": identifier{URI: s.URI(file)}})
}

// Write writes a file to the disk behind the editor's back, which tells the server what
// an editor that watches files tells it.
func (s *Server) Write(file, text string) {
	s.t.Helper()
	kind := 2 // changed
	if _, err := os.Stat(filepath.Join(s.dir, filepath.FromSlash(file))); err != nil {
		kind = 1 // created
	}
	s.write(file, text)
	s.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": s.URI(file), "type": kind}}})
}

func (s *Server) write(file, text string) {
	s.t.Helper()
	name := filepath.Join(s.dir, filepath.FromSlash(file))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		s.t.Fatal(err)
	}
}

// Text is the text of an open file.
func (s *Server) Text(file string) string {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	d := s.documents[file]
	if d == nil {
		s.t.Fatalf("%s is not open in the editor", file)
	}
	return d.text
}

// Change gives an open file another text as a whole.
func (s *Server) Change(file, text string) {
	s.t.Helper()
	_ = s.Text(file) // it is open
	s.change(file, text, []change{{Text: text}})
}

// Edit replaces parts of an open file, which do not overlap, as typing does.
func (s *Server) Edit(file string, edits ...TextEdit) {
	s.t.Helper()
	text := s.Text(file)
	// From the end to the beginning, so that none moves the place of another.
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b TextEdit) int {
		return Offset(text, b.Range.Start) - Offset(text, a.Range.Start)
	})
	var changes []change
	for _, e := range edits {
		text = text[:Offset(text, e.Range.Start)] + e.NewText + text[Offset(text, e.Range.End):]
		changes = append(changes, change{Range: &e.Range, Text: e.NewText})
	}
	s.change(file, text, changes)
}

// Replace replaces the first text in an open file that is like old.
func (s *Server) Replace(file, old, with string) {
	s.t.Helper()
	start := s.At(file, "", old)
	s.Edit(file, TextEdit{Range: Range{Start: start, End: s.At(file, old, "")}, NewText: with})
}

// Type puts a text at a place.
func (s *Server) Type(file string, at Position, text string) {
	s.t.Helper()
	s.Edit(file, TextEdit{Range: Range{Start: at, End: at}, NewText: text})
}

func (s *Server) change(file, text string, changes []change) {
	s.t.Helper()
	s.mu.Lock()
	d := s.documents[file]
	d.text = text
	d.version++
	version := d.version
	s.mu.Unlock()
	s.notify("textDocument/didChange", map[string]any{
		"textDocument":   identifier{URI: s.URI(file), Version: version},
		"contentChanges": changes,
	})
}

// At is the place between two texts where they first stand one after the other in an
// open file: At(f, "automatic", "Logout: 30") is within the name.
func (s *Server) At(file, before, after string) Position {
	s.t.Helper()
	text := s.Text(file)
	i := strings.Index(text, before+after)
	if i < 0 {
		s.t.Fatalf("%s has no %q:\n%s", file, before+after, text)
	}
	return At(text, i+len(before))
}

// Offset is the place of a position in a text, in bytes.
func Offset(text string, p Position) int {
	at := 0
	for range p.Line {
		i := strings.IndexByte(text[at:], '\n')
		if i < 0 {
			return len(text)
		}
		at += i + 1
	}
	for units := 0; units < p.Character && at < len(text) && text[at] != '\n'; {
		r, size := utf8.DecodeRuneInString(text[at:])
		units += utf16.RuneLen(r)
		at += size
	}
	return at
}

// At is the position of a place in a text, given in bytes.
func At(text string, offset int) Position {
	line := strings.LastIndexByte(text[:offset], '\n') + 1
	p := Position{Line: strings.Count(text[:offset], "\n")}
	for _, r := range text[line:offset] {
		p.Character += utf16.RuneLen(r)
	}
	return p
}
