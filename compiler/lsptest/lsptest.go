// Package lsptest drives a language server as an editor does, for tests: over stdio,
// with what an editor that knows the usual can do.
package lsptest

import (
	"context"
	"encoding/json"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sourcegraph/jsonrpc2"
)

// patience is how long a server may take for anything. It ends tests of a server that
// hangs, and is no promise of speed.
const patience = 2 * time.Minute

// Server is a language server at work on a folder, and the editor in front of it.
// Names of files are relative to the folder, with slashes.
type Server struct {
	t    testing.TB
	dir  string
	conn *jsonrpc2.Conn
	wire wire // all that the server has written, on stdout and stderr

	mu        sync.Mutex
	documents map[string]*document
	published map[string]published
	news      chan struct{} // is closed, and another made, when diagnostics come
	said      []string
}

// Start runs a command in a folder and greets the language server that it is. When the
// test ends, the server is told to shut down and exit, and must do so without an error.
func Start(t testing.TB, dir string, cmd *exec.Cmd) *Server {
	t.Helper()
	s := newServer(t, dir)
	cmd.Dir = s.dir
	cmd.Stderr = &s.wire
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		overdue := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
		defer overdue.Stop()
		if err := cmd.Wait(); err != nil {
			t.Errorf("%s: %v\n%s", cmd, err, s.Output())
		}
	})
	s.greet(stdio{stdout, stdin})
	return s
}

// Over greets a language server at the other end of a stream, such as one in the same
// process, and has it shut down and exit when the test ends.
func Over(t testing.TB, dir string, stream io.ReadWriteCloser) *Server {
	t.Helper()
	s := newServer(t, dir)
	s.greet(stream)
	return s
}

// stdio are the two pipes of a command.
type stdio struct {
	io.ReadCloser
	in io.WriteCloser
}

func (s stdio) Write(p []byte) (int, error) { return s.in.Write(p) }

// Close closes what the server reads; the server ends what it writes.
func (s stdio) Close() error { return s.in.Close() }

func newServer(t testing.TB, dir string) *Server {
	t.Helper()
	dir, err := filepath.Abs(dir)
	if err == nil {
		dir, err = filepath.EvalSymlinks(dir)
	}
	if err != nil {
		t.Fatal(err)
	}
	return &Server{t: t, dir: dir, documents: map[string]*document{}, published: map[string]published{}, news: make(chan struct{})}
}

// greet begins a session, which ends when the test does.
func (s *Server) greet(stream io.ReadWriteCloser) {
	s.t.Helper()
	heard := struct {
		io.Reader
		io.WriteCloser
	}{io.TeeReader(stream, &s.wire), stream}
	s.conn = jsonrpc2.NewConn(context.Background(), jsonrpc2.NewBufferedStream(heard, jsonrpc2.VSCodeObjectCodec{}),
		jsonrpc2.HandlerWithError(s.hear).SuppressErrClosed(), jsonrpc2.SetLogger(silent{}))
	s.t.Cleanup(func() {
		defer s.conn.Close()
		err := s.Try("shutdown", nil, nil)
		if err == nil {
			err = s.conn.Notify(context.Background(), "exit", nil)
		}
		if err != nil {
			s.t.Errorf("the server does not shut down: %v\n%s", err, s.Output())
			return
		}
		select {
		case <-s.conn.DisconnectNotify():
		case <-time.After(patience):
			s.t.Error("the server does not exit")
		}
	})
	s.Call("initialize", initializeParams{
		RootURI:          s.URI(""),
		WorkspaceFolders: []workspaceFolder{{URI: s.URI(""), Name: filepath.Base(s.dir)}},
		Capabilities:     capabilities,
	}, nil)
	s.notify("initialized", struct{}{})
}

// silent logs nothing: what matters fails a test.
type silent struct{}

func (silent) Printf(string, ...any) {}

// hear takes what a server says or asks of itself.
func (s *Server) hear(_ context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
	switch req.Method {
	case "textDocument/publishDiagnostics":
		var p published
		if err := json.Unmarshal(*req.Params, &p); err != nil {
			s.t.Errorf("%s: %v", req.Method, err)
			return nil, err
		}
		s.publish(p)
	case "window/showMessage", "window/logMessage":
		var p struct{ Message string }
		if err := json.Unmarshal(*req.Params, &p); err != nil {
			s.t.Errorf("%s: %v", req.Method, err)
			return nil, err
		}
		s.mu.Lock()
		s.said = append(s.said, p.Message)
		s.mu.Unlock()
	case "client/registerCapability", "client/unregisterCapability", "window/workDoneProgress/create",
		"workspace/codeLens/refresh", "workspace/diagnostic/refresh":
	default:
		if !req.Notif {
			return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeMethodNotFound, Message: req.Method}
		}
	}
	return nil, nil
}

// Call asks the server something, and fails the test if it has no answer.
func (s *Server) Call(method string, params, result any) {
	s.t.Helper()
	if err := s.Try(method, params, result); err != nil {
		s.t.Fatalf("%s: %v\n%s", method, err, s.Output())
	}
}

// Try asks the server something that it may refuse.
func (s *Server) Try(method string, params, result any) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	return s.conn.Call(ctx, method, params, result)
}

func (s *Server) notify(method string, params any) {
	s.t.Helper()
	if err := s.conn.Notify(context.Background(), method, params); err != nil {
		s.t.Fatalf("%s: %v\n%s", method, err, s.Output())
	}
}

// Said are the messages that the server had the editor show or log.
func (s *Server) Said() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.said...)
}

// Output is all that the server has written so far, on stdout and on stderr: what must
// not hold a secret.
func (s *Server) Output() string { return s.wire.String() }

// wire keeps what comes from a server.
type wire struct {
	mu   sync.Mutex
	text strings.Builder
}

func (w *wire) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.Write(p)
}

func (w *wire) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.String()
}
