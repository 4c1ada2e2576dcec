package lsptest

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sourcegraph/jsonrpc2"
)

// Places are counted in UTF-16 units, as editors count them.
func TestPositions(t *testing.T) {
	t.Parallel()
	text := "a: 1\nb: \"Höhe 😀 x\"\nc"
	for offset := range len(text) + 1 {
		if offset < len(text) && text[offset]&0xC0 == 0x80 {
			continue // within a letter
		}
		if back := Offset(text, At(text, offset)); back != offset {
			t.Errorf("%d is at %v, which is %d", offset, At(text, offset), back)
		}
	}
	if p := At(text, strings.Index(text, "x")); p != (Position{Line: 1, Character: 12}) {
		t.Errorf("x is at %v", p)
	}
	if n := Offset(text, Position{Line: 9}); n != len(text) {
		t.Errorf("a line that is not there begins at %d", n)
	}
}

// colours is a server that finds the word colour wrong, first of the version before and
// then of this one, and mends it.
type colours struct {
	text    string
	version int
}

func (c *colours) handle(ctx context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
	var p struct {
		TextDocument   struct{ URI, Text string }
		ContentChanges []struct {
			Range *Range
			Text  string
		}
		Context struct{ Diagnostics []Diagnostic }
	}
	if req.Params != nil {
		if err := json.Unmarshal(*req.Params, &p); err != nil {
			return nil, err
		}
	}
	publish := func(version int) error {
		found := []Diagnostic{}
		if i := strings.Index(c.text, "colour"); i >= 0 {
			found = append(found, Diagnostic{Range: Range{At(c.text, i), At(c.text, i+len("colour"))}, Message: "colour"})
		}
		return conn.Notify(ctx, "textDocument/publishDiagnostics", published{URI: p.TextDocument.URI, Version: &version, Diagnostics: found})
	}
	switch req.Method {
	case "textDocument/didOpen":
		c.text, c.version = p.TextDocument.Text, 1
		return nil, publish(1)
	case "textDocument/didChange":
		before := c.version
		c.version++
		if err := publish(before); err != nil {
			return nil, err
		}
		for _, change := range p.ContentChanges {
			c.text = c.text[:Offset(c.text, change.Range.Start)] + change.Text + c.text[Offset(c.text, change.Range.End):]
		}
		return nil, publish(c.version)
	case "textDocument/codeAction":
		var actions []CodeAction
		for _, d := range p.Context.Diagnostics {
			edit := &WorkspaceEdit{Changes: map[string][]TextEdit{p.TextDocument.URI: {{Range: d.Range, NewText: "color"}}}}
			actions = append(actions, CodeAction{Title: "color", Edit: edit})
		}
		return actions, nil
	case "textDocument/hover":
		return map[string]any{"contents": map[string]any{"kind": "markdown", "value": "*" + c.text + "*"}}, nil
	case "textDocument/completion":
		return map[string]any{"isIncomplete": true, "items": []any{map[string]any{"label": "color"}}}, nil
	case "exit":
		return nil, conn.Close()
	}
	return nil, nil
}

type pipe struct {
	io.Reader
	io.WriteCloser
}

// What an editor has of a server: findings in the present text, what mends them, and
// the text afterwards.
func TestServer(t *testing.T) {
	t.Parallel()
	fromServer, toEditor := io.Pipe()
	fromEditor, toServer := io.Pipe()
	jsonrpc2.NewConn(context.Background(), jsonrpc2.NewBufferedStream(pipe{fromEditor, toEditor}, jsonrpc2.VSCodeObjectCodec{}),
		jsonrpc2.HandlerWithError((&colours{}).handle), jsonrpc2.SetLogger(silent{}))
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a b.cue"), []byte("what: 1\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	s := Over(t, dir, pipe{fromServer, toServer})
	s.Open("a b.cue")
	if found := s.WaitDiagnostics("a b.cue"); len(found) != 0 {
		t.Errorf("found %+v", found)
	}
	s.Replace("a b.cue", "what", "colour")
	s.Type("a b.cue", s.At("a b.cue", "", "colour"), "é: 2\n")
	found := s.WaitDiagnostics("a b.cue")
	if len(found) != 1 {
		t.Fatalf("found %+v", found)
	}
	actions := s.CodeActions("a b.cue", found[0].Range)
	if len(actions) != 1 {
		t.Fatalf("offered %+v", actions)
	}
	s.Apply(actions[0])
	if found := s.WaitDiagnostics("a b.cue"); len(found) != 0 {
		t.Errorf("found %+v", found)
	}
	if text := s.Text("a b.cue"); text != "é: 2\ncolor: 1\n" {
		t.Errorf("the text is %q", text)
	}
	if got := s.Hover("a b.cue", Position{}); got != "*é: 2\ncolor: 1\n*" {
		t.Errorf("told %q", got)
	}
	if got := s.Complete("a b.cue", Position{}); len(got) != 1 || got[0] != "color" {
		t.Errorf("offered %q", got)
	}
	if !strings.Contains(s.Output(), "Content-Length: ") {
		t.Error("what the server writes is not kept")
	}
}
