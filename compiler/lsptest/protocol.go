package lsptest

import (
	"encoding/json"
	"strings"
)

// Position is a place in a text: the line and the UTF-16 unit in it, both from 0.
type Position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

// Range is a part of a text; its end is not part of it.
type Range struct {
	Start Position `json:"start"`
	End   Position `json:"end"`
}

// Diagnostic is a finding in a document.
type Diagnostic struct {
	Range    Range           `json:"range"`
	Severity int             `json:"severity"` // 1 error, 2 warning, 3 information, 4 hint
	Code     any             `json:"code,omitempty"`
	Source   string          `json:"source,omitempty"`
	Message  string          `json:"message"`
	Data     json.RawMessage `json:"data,omitempty"`

	CodeDescription    json.RawMessage `json:"codeDescription,omitempty"`
	RelatedInformation []struct {
		Location Location `json:"location"`
		Message  string   `json:"message"`
	} `json:"relatedInformation,omitempty"`
	Tags []int `json:"tags,omitempty"`
}

// Location is a place in a file.
type Location struct {
	URI   string `json:"uri"`
	Range Range  `json:"range"`
}

// CompletionItem is something that may be written at a place.
type CompletionItem struct {
	Label         string          `json:"label"`
	Kind          int             `json:"kind,omitempty"`
	Detail        string          `json:"detail,omitempty"`
	Documentation Text            `json:"documentation,omitempty"`
	SortText      string          `json:"sortText,omitempty"`
	FilterText    string          `json:"filterText,omitempty"`
	InsertText    string          `json:"insertText,omitempty"`
	TextEdit      *TextEdit       `json:"textEdit,omitempty"`
	Data          json.RawMessage `json:"data,omitempty"`
}

// Text is a text, whichever of the ways to write one in the protocol it came in.
type Text string

// UnmarshalJSON takes a string, MarkupContent, or MarkedString, or several of those.
func (t *Text) UnmarshalJSON(data []byte) error {
	var one string
	var markup struct{ Value string }
	var several []Text
	switch {
	case json.Unmarshal(data, &one) == nil:
		*t = Text(one)
	case json.Unmarshal(data, &several) == nil:
		parts := make([]string, len(several))
		for i, part := range several {
			parts[i] = string(part)
		}
		*t = Text(strings.Join(parts, "\n\n"))
	default:
		if err := json.Unmarshal(data, &markup); err != nil {
			return err
		}
		*t = Text(markup.Value)
	}
	return nil
}

// TextEdit replaces a part of a text.
type TextEdit struct {
	Range   Range  `json:"range"`
	NewText string `json:"newText"`
}

// WorkspaceEdit changes documents.
type WorkspaceEdit struct {
	Changes         map[string][]TextEdit `json:"changes,omitempty"`
	DocumentChanges []struct {
		TextDocument struct {
			URI     string `json:"uri"`
			Version *int   `json:"version"`
		} `json:"textDocument"`
		Edits []TextEdit `json:"edits"`
	} `json:"documentChanges,omitempty"`
}

// CodeAction is something that the server offers to do, such as a quick fix.
type CodeAction struct {
	Title       string          `json:"title"`
	Kind        string          `json:"kind,omitempty"`
	Diagnostics []Diagnostic    `json:"diagnostics,omitempty"`
	IsPreferred bool            `json:"isPreferred,omitempty"`
	Edit        *WorkspaceEdit  `json:"edit,omitempty"`
	Command     json.RawMessage `json:"command,omitempty"`
	Data        json.RawMessage `json:"data,omitempty"`
}

// CodeLens is a remark above a line.
type CodeLens struct {
	Range   Range `json:"range"`
	Command *struct {
		Title   string `json:"title"`
		Command string `json:"command"`
	} `json:"command,omitempty"`
	Data json.RawMessage `json:"data,omitempty"`
}

// published are the diagnostics of a document, as a server publishes them.
type published struct {
	URI         string       `json:"uri"`
	Version     *int         `json:"version"`
	Diagnostics []Diagnostic `json:"diagnostics"`

	after int // the version of the document when they came; 0 if it was not open
}

type workspaceFolder struct {
	URI  string `json:"uri"`
	Name string `json:"name"`
}

type initializeParams struct {
	ProcessID        *int              `json:"processId"`
	RootURI          string            `json:"rootUri"`
	WorkspaceFolders []workspaceFolder `json:"workspaceFolders"`
	Capabilities     json.RawMessage   `json:"capabilities"`
}

// capabilities are those that VS Code, Neovim and JetBrains have in common.
var capabilities = json.RawMessage(`{
	"general": {"positionEncodings": ["utf-16"]},
	"window": {"workDoneProgress": true},
	"workspace": {
		"workspaceFolders": true,
		"workspaceEdit": {"documentChanges": true},
		"didChangeWatchedFiles": {"dynamicRegistration": true},
		"codeLens": {"refreshSupport": true}
	},
	"textDocument": {
		"synchronization": {"didSave": true},
		"publishDiagnostics": {"relatedInformation": true, "versionSupport": true, "codeDescriptionSupport": true, "dataSupport": true},
		"hover": {"contentFormat": ["markdown", "plaintext"]},
		"completion": {"completionItem": {"documentationFormat": ["markdown", "plaintext"], "snippetSupport": false}},
		"codeAction": {
			"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix", "refactor", "source"]}},
			"isPreferredSupport": true, "dataSupport": true, "resolveSupport": {"properties": ["edit"]}
		},
		"codeLens": {}
	}
}`)

// completionList is what may be written at a place, in either way of the protocol.
type completionList []CompletionItem

// UnmarshalJSON takes items or a list that holds them.
func (l *completionList) UnmarshalJSON(data []byte) error {
	var items []CompletionItem
	if json.Unmarshal(data, &items) == nil {
		*l = items
		return nil
	}
	var list struct{ Items []CompletionItem }
	err := json.Unmarshal(data, &list)
	*l = list.Items
	return err
}
