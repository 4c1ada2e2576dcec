package lsp_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sourcegraph/jsonrpc2"

	"provc/compiler/lsp"
	"provc/compiler/vendors"
)

// What is asked at the wrong time, or is no question, gets an answer all the same; what is
// no message of the protocol ends the session, and nothing else.
func TestProtocol(t *testing.T) {
	dir := folder(t, map[string]string{"ward.cue": ward})
	s := serve(t, dir)
	s.Open("ward.cue")
	for method, code := range map[string]string{"textDocument/rename": "-32601", "workspace/symbol": "-32601"} {
		if err := s.Try(method, struct{}{}, nil); err == nil || !strings.Contains(err.Error(), code) {
			t.Errorf("%s: %v", method, err)
		}
	}
	for _, params := range []any{nil, 5, []int{1}, map[string]any{"textDocument": 5}, map[string]any{"position": map[string]any{"line": "x"}}} {
		for _, method := range []string{"textDocument/hover", "textDocument/completion", "textDocument/codeLens", "textDocument/codeAction"} {
			_ = s.Try(method, params, nil) // it may be refused
		}
	}
	for _, uri := range []string{"untitled:1", "file:///nowhere/at/all.cue", "", "\x00"} {
		if err := s.Try("textDocument/hover", map[string]any{"textDocument": map[string]any{"uri": uri}}, nil); err != nil {
			t.Errorf("%q: %v", uri, err)
		}
	}
	has(s, "ward.cue", "parameter-unknown")
}

// answers are what a server answers to messages that come at once.
func answers(t *testing.T, messages ...string) (answers []string, err error) {
	t.Helper()
	ours, theirs := net.Pipe()
	done := make(chan error, 1)
	go func() { done <- lsp.Serve(context.Background(), ours, ours, lsp.Options{Vendors: vendors.All()}) }()
	go func() {
		for _, m := range messages {
			fmt.Fprintf(theirs, "Content-Length: %d\r\n\r\n%s", len(m), m)
		}
	}()
	text, _ := io.ReadAll(theirs)
	return strings.Split(string(text), "Content-Length: ")[1:], <-done
}

// An editor may say goodbye at once, and what it has asked before is answered still. It
// greets once.
func TestAtOnce(t *testing.T) {
	const greeting, bye = `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}`, `{"jsonrpc":"2.0","id":9,"method":"shutdown"}`
	all, err := answers(t, greeting, strings.Replace(greeting, "1", `"two"`, 1), `{"jsonrpc":"2.0","id":3,"method":"textDocument/codeLens"}`, bye, `{"jsonrpc":"2.0","method":"exit"}`)
	if err != nil || len(all) != 4 || !strings.Contains(all[3], `"id":9`) {
		t.Errorf("%v: %s", err, all)
	}
	if said := strings.Join(all, ""); strings.Count(said, "-32600") != 1 || !strings.Contains(said, "already") {
		t.Error(said)
	}
}

// An editor that never answers is told all the same whom lines reach now.
func TestUnanswered(t *testing.T) {
	dir := folder(t, map[string]string{"ward.cue": ""})
	ours, theirs := net.Pipe()
	done := make(chan error, 1)
	go func() { done <- lsp.Serve(context.Background(), ours, ours, lsp.Options{Vendors: vendors.All()}) }()
	asked := make(chan bool, 1)
	conn := jsonrpc2.NewConn(t.Context(), jsonrpc2.NewBufferedStream(theirs, jsonrpc2.VSCodeObjectCodec{}), unanswering{asked})
	ask := func(method, params string, result any) {
		if err := conn.Call(t.Context(), method, json.RawMessage(params), result); err != nil {
			t.Fatal(err)
		}
	}
	tell := func(method, params string) {
		if err := conn.Notify(t.Context(), method, json.RawMessage(params)); err != nil {
			t.Fatal(err)
		}
	}
	document := fmt.Sprintf(`{"uri": "file://%s/ward.cue", "version": 1, "text": %s}`, filepath.ToSlash(dir), quoted(ward))
	ask("initialize", `{"capabilities": {"workspace": {"codeLens": {"refreshSupport": true}}}}`, nil)
	tell("textDocument/didOpen", `{"textDocument": `+document+`}`)
	<-asked
	bea := quoted(strings.Replace(ward, "users: ana: {", "users: bea: password: secret: \"bea\"\n\tusers: ana: {", 1))
	tell("textDocument/didChange", `{"textDocument": `+document+`, "contentChanges": [{"text": `+bea+`}]}`)
	for titles := ""; !strings.Contains(titles, "2 people"); time.Sleep(10 * time.Millisecond) {
		var lenses []struct{ Command struct{ Title string } }
		ask("textDocument/codeLens", `{"textDocument": `+document+`}`, &lenses)
		titles = fmt.Sprint(lenses)
	}
	ask("shutdown", "null", nil)
	tell("exit", "null")
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// quoted is a text without its mistake, as JSON.
func quoted(text string) string {
	b, _ := json.Marshal(strings.Replace(text, "adress", "address", 1))
	return string(b)
}

// unanswering is an editor that does not answer.
type unanswering struct{ asked chan bool }

func (e unanswering) Handle(_ context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) {
	if req.Method == "workspace/codeLens/refresh" {
		select {
		case e.asked <- true:
		default:
		}
	}
}

// Whoever leaves without a goodbye gets an error, and nothing stays behind.
func TestGone(t *testing.T) {
	for _, said := range []string{"", "Content-Length: 5\r\n\r\n{\"a\":", "nonsense\r\n\r\n", "Content-Length: 58\r\n\r\n" + `{"jsonrpc":"2.0","id":1,"method":"textDocument/hover"}    `} {
		ours, theirs := net.Pipe()
		done := make(chan error, 1)
		go func() { done <- lsp.Serve(context.Background(), ours, ours, lsp.Options{Vendors: vendors.All()}) }()
		go io.Copy(io.Discard, theirs)
		if _, err := io.WriteString(theirs, said); err != nil {
			t.Fatal(err)
		}
		theirs.Close()
		if err := <-done; !errors.Is(err, lsp.ErrNoShutdown) {
			t.Errorf("%q: %v", said, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	ours, theirs := net.Pipe()
	defer theirs.Close()
	cancel() // as a signal does
	if err := lsp.Serve(ctx, ours, ours, lsp.Options{Vendors: vendors.All()}); !errors.Is(err, lsp.ErrNoShutdown) {
		t.Error(err)
	}
}
