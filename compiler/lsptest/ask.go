package lsptest

import (
	"time"
)

// at is a place in a document, for requests.
func (s *Server) at(file string, p Position) map[string]any {
	return map[string]any{"textDocument": identifier{URI: s.URI(file)}, "position": p}
}

// Hover is what the server tells of a place; empty if nothing.
func (s *Server) Hover(file string, p Position) string {
	s.t.Helper()
	var answer struct{ Contents Text }
	s.Call("textDocument/hover", s.at(file, p), &answer)
	return string(answer.Contents)
}

// Complete are the labels of what the server offers to write at a place.
func (s *Server) Complete(file string, p Position) []string {
	s.t.Helper()
	var labels []string
	for _, item := range s.Completion(file, p) {
		labels = append(labels, item.Label)
	}
	return labels
}

// Completion is what the server offers to write at a place.
func (s *Server) Completion(file string, p Position) []CompletionItem {
	s.t.Helper()
	var answer completionList
	s.Call("textDocument/completion", s.at(file, p), &answer)
	return answer
}

// CodeActions are what the server offers to do with a part of a document, with the
// findings there told to it.
func (s *Server) CodeActions(file string, r Range) []CodeAction {
	s.t.Helper()
	there := []Diagnostic{}
	for _, d := range s.Diagnostics(file) {
		if !after(d.Range.Start, r.End) && !after(r.Start, d.Range.End) {
			there = append(there, d)
		}
	}
	var answer []CodeAction
	s.Call("textDocument/codeAction", map[string]any{
		"textDocument": identifier{URI: s.URI(file)},
		"range":        r,
		"context":      map[string]any{"diagnostics": there},
	}, &answer)
	return answer
}

func after(a, b Position) bool {
	return a.Line > b.Line || a.Line == b.Line && a.Character > b.Character
}

// Apply does what an action offers, in open documents.
func (s *Server) Apply(action CodeAction) {
	s.t.Helper()
	if action.Edit == nil {
		s.Call("codeAction/resolve", action, &action)
	}
	if action.Edit == nil {
		s.t.Fatalf("%q changes nothing", action.Title)
	}
	for uri, edits := range action.Edit.Changes {
		s.Edit(s.named(uri), edits...)
	}
	for _, c := range action.Edit.DocumentChanges {
		s.Edit(s.named(c.TextDocument.URI), c.Edits...)
	}
}

// CodeLenses are the remarks above lines of a document, whole.
func (s *Server) CodeLenses(file string) []CodeLens {
	s.t.Helper()
	var lenses []CodeLens
	s.Call("textDocument/codeLens", map[string]any{"textDocument": identifier{URI: s.URI(file)}}, &lenses)
	for i := range lenses {
		if lenses[i].Command == nil {
			s.Call("codeLens/resolve", lenses[i], &lenses[i])
		}
	}
	return lenses
}

// publish keeps the diagnostics of a document.
func (s *Server) publish(p published) {
	s.mu.Lock()
	defer s.mu.Unlock()
	name := s.named(p.URI)
	if d := s.documents[name]; d != nil {
		p.after = d.version
	}
	s.published[name] = p
	close(s.news)
	s.news = make(chan struct{})
}

// Diagnostics are the findings in a file that the server published last.
func (s *Server) Diagnostics(file string) []Diagnostic {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.published[file].Diagnostics
}

// WaitDiagnostics waits for findings in the present text of an open file. Those of a
// server that does not say of which version they are must come after the last change.
func (s *Server) WaitDiagnostics(file string) []Diagnostic {
	s.t.Helper()
	return s.WaitUntil(file, func([]Diagnostic) bool { return true })
}

// WaitUntil waits until the findings in the present text of a file are as they should
// be: a server may first publish what it knows at once, and the rest later.
func (s *Server) WaitUntil(file string, ok func([]Diagnostic) bool) []Diagnostic {
	s.t.Helper()
	overdue := time.After(patience)
	for {
		s.mu.Lock()
		p, came := s.published[file]
		current := 0
		if d := s.documents[file]; d != nil {
			current = d.version
		}
		news := s.news
		s.mu.Unlock()
		of := p.after
		if p.Version != nil {
			of = *p.Version
		}
		if came && (of == current || current == 0) && ok(p.Diagnostics) {
			return p.Diagnostics
		}
		select {
		case <-news:
		case <-s.conn.DisconnectNotify():
			s.t.Fatalf("%s: the server is gone\n%s", file, s.Output())
		case <-overdue:
			s.t.Fatalf("%s: no such diagnostics; the last are %+v\n%s", file, p.Diagnostics, s.Output())
		}
	}
}
