// Package lsp answers editors while people write deployments, by the Language Server
// Protocol: findings as they type, what a name means, what could be written, how a finding
// is mended, whom a line reaches. It stands beside CUE's own language server, which knows
// the language and nothing of phones.
//
// Messages that change texts are taken in the order in which they come. What an editor
// asks is answered from the texts of that moment, by a goroutine of its own, so that no
// answer waits for a package to be checked (check.go). Nothing that is sent or logged holds
// a secret: findings and answers never do, and texts are not logged.
package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/sourcegraph/jsonrpc2"

	"provc/compiler/vendor"
)

// Options say what the server works with.
type Options struct {
	Vendors vendor.List
	Tags    []string // CUE tags, key=value
	Day     string   // see compiler.Options
	Version string   // of this program
}

// ErrNoShutdown is the error of a connection that ends without having been shut down.
var ErrNoShutdown = errors.New("the editor has gone without shutting the server down")

// Serve speaks with an editor until it says goodbye or the context ends. It closes what it
// is given.
func Serve(ctx context.Context, in io.ReadCloser, out io.WriteCloser, o Options) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s := &server{options: o, end: cancel, desk: newDesk()}
	s.checker, s.knowledge = newChecker(s), newKnowledge(s)
	quiet := jsonrpc2.SetLogger(silent{}) // what it repeats of a broken message may be a text
	s.conn = jsonrpc2.NewConn(ctx, jsonrpc2.NewBufferedStream(pipe{in, out}, jsonrpc2.VSCodeObjectCodec{}), handler{s}, quiet)
	close(s.connected())
	var working sync.WaitGroup
	working.Go(func() { s.checker.run(ctx) })
	working.Go(func() { s.knowledge.run(ctx) })
	<-s.conn.DisconnectNotify()
	cancel()
	working.Wait()
	if !s.isShutDown() {
		return ErrNoShutdown
	}
	return nil
}

type silent struct{}

func (silent) Printf(string, ...any) {}

// pipe is the two directions of a connection.
type pipe struct {
	io.ReadCloser
	out io.WriteCloser
}

func (p pipe) Write(b []byte) (int, error) { return p.out.Write(b) }

func (p pipe) Close() error { return errors.Join(p.ReadCloser.Close(), p.out.Close()) }

// server is a connection with an editor.
type server struct {
	options   Options
	conn      *jsonrpc2.Conn
	end       context.CancelFunc
	desk      *desk
	checker   *checker
	knowledge *knowledge

	ready     chan struct{}  // closed once conn is set
	answering sync.WaitGroup // of all questions that came before shutdown

	mu       sync.Mutex
	client   *initializeParams // nil: not initialized
	shutDown bool
}

// connected is closed once there is a connection to answer on.
func (s *server) connected() chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ready == nil {
		s.ready = make(chan struct{})
	}
	return s.ready
}

// related reports whether the editor shows other places that findings tell of.
func (s *server) related() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.client.Capabilities.TextDocument.PublishDiagnostics.RelatedInformation
}

// refreshes reports whether the editor can be asked to ask for lenses again.
func (s *server) refreshes() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.client.Capabilities.Workspace.CodeLens.RefreshSupport
}

func (s *server) isShutDown() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.shutDown
}

// handler takes messages one after the other.
type handler struct{ s *server }

// Handle takes a message.
func (h handler) Handle(ctx context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) {
	<-h.s.connected()
	if req.Notif {
		h.s.notified(ctx, req)
		return
	}
	answer := h.s.request(req)
	reply := func() {
		result, err := answer()
		if err != nil {
			h.s.conn.ReplyWithError(ctx, req.ID, err)
			return
		}
		h.s.conn.Reply(ctx, req.ID, result)
	}
	if req.Method == "shutdown" { // an editor may send exit at once
		h.s.answering.Wait()
		reply()
		return
	}
	h.s.answering.Go(reply)
}

// request prepares an answer from the texts as they are now.
func (s *server) request(req *jsonrpc2.Request) func() (any, *jsonrpc2.Error) {
	failed := func(code int64, message string) func() (any, *jsonrpc2.Error) {
		return func() (any, *jsonrpc2.Error) { return nil, &jsonrpc2.Error{Code: code, Message: message} }
	}
	const notInitialized = -32002
	s.mu.Lock()
	client, shutDown := s.client, s.shutDown
	s.mu.Unlock()
	switch {
	case shutDown:
		return failed(jsonrpc2.CodeInvalidRequest, "the server is shut down")
	case client == nil && req.Method != "initialize":
		return failed(notInitialized, "the server is not initialized")
	case client != nil && req.Method == "initialize":
		return failed(jsonrpc2.CodeInvalidRequest, "the server is initialized already")
	}
	prepare := requests[req.Method]
	if prepare == nil {
		return failed(jsonrpc2.CodeMethodNotFound, fmt.Sprintf("the server knows no %q", req.Method))
	}
	var params json.RawMessage
	if req.Params != nil {
		params = *req.Params
	}
	answer, err := prepare(s, params)
	if err != nil {
		return failed(jsonrpc2.CodeInvalidParams, "the parameters are not those of the method")
	}
	return func() (result any, failure *jsonrpc2.Error) {
		defer func() {
			if recover() != nil { // nobody loses what they type for a question
				result, failure = nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInternalError, Message: "the server failed to answer"}
			}
		}()
		return answer(), nil
	}
}

// requests are what an editor may ask, by method. Each decodes its parameters, notes the
// text that it is about, and returns what makes the answer of it.
var requests = map[string]func(*server, json.RawMessage) (func() any, error){
	"initialize":              decoded((*server).initialize),
	"shutdown":                decoded(func(s *server, _ struct{}) func() any { return s.shutdown }),
	"textDocument/hover":      decoded((*server).hover),
	"textDocument/completion": decoded((*server).complete),
	"textDocument/codeLens":   decoded((*server).lenses),
	"textDocument/codeAction": decoded((*server).actions),
}

func decoded[P any](prepare func(*server, P) func() any) func(*server, json.RawMessage) (func() any, error) {
	return func(s *server, raw json.RawMessage) (func() any, error) {
		var params P
		if len(raw) > 0 {
			if err := json.Unmarshal(raw, &params); err != nil {
				return nil, err
			}
		}
		return prepare(s, params), nil
	}
}

// notified takes a message that wants no answer.
func (s *server) notified(ctx context.Context, req *jsonrpc2.Request) {
	if req.Method == "exit" {
		s.conn.Close()
		return
	}
	s.mu.Lock()
	client := s.client
	s.mu.Unlock()
	if client == nil || req.Params == nil && req.Method != "initialized" {
		return
	}
	switch req.Method {
	case "initialized":
		if client.Capabilities.Workspace.DidChangeWatchedFiles.DynamicRegistration {
			go s.watch(ctx)
		}
	case "textDocument/didOpen":
		take(req, func(p openParams) { s.opened(p.TextDocument.URI, p.TextDocument.Version, p.TextDocument.Text) })
	case "textDocument/didChange":
		take(req, func(p changeParams) { s.edited(p) })
	case "textDocument/didSave":
		take(req, func(p documentParams) { s.touched(p.TextDocument.URI) })
	case "textDocument/didClose":
		take(req, func(p documentParams) { s.closed(p.TextDocument.URI) })
	case "workspace/didChangeWatchedFiles":
		s.checker.wakeAll()
	}
}

// take decodes a notification. One that is broken has no effect: there is nobody to
// answer.
func take[P any](req *jsonrpc2.Request, do func(P)) {
	var params P
	if json.Unmarshal(*req.Params, &params) == nil {
		do(params)
	}
}

// initialize tells the editor what the server can do.
func (s *server) initialize(p initializeParams) func() any {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.client = &p
	encoding := "utf-16"
	for _, known := range p.Capabilities.General.PositionEncodings {
		if known == "utf-8" {
			encoding = known
			s.desk.units.utf8 = true
		}
	}
	return func() any {
		return initializeResult{
			Capabilities: capabilities{
				PositionEncoding:   encoding,
				TextDocumentSync:   syncOptions{OpenClose: true, Change: 2, Save: true},
				HoverProvider:      true,
				CompletionProvider: completionOptions{[]string{`"`, ":", ".", " ", "&"}},
				CodeActionProvider: actionOptions{[]string{quickFix}},
			},
			ServerInfo: serverInfo{"provc", s.options.Version},
		}
	}
}

func (s *server) shutdown() any {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.shutDown = true
	return nil
}

// watch asks the editor to tell when files change that are not open.
func (s *server) watch(ctx context.Context) {
	var all []watcher
	for _, glob := range []string{"**/*.cue", "**/*.csv", "**/*.json", "**/*.jsonl", "**/*.ndjson", "**/*.yaml", "**/*.yml"} {
		all = append(all, watcher{glob})
	}
	s.conn.Call(ctx, "client/registerCapability", registrationParams{[]registration{{
		ID: "files", Method: "workspace/didChangeWatchedFiles", Options: watcherOptions{all},
	}}}, nil)
}
