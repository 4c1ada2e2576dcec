package lsp

// The parts of the Language Server Protocol, version 3.17, that provc speaks.

type (
	// position is a place in a text. Lines count from 0; characters do so in units of
	// the encoding that was agreed upon.
	position struct {
		Line      int `json:"line"`
		Character int `json:"character"`
	}

	span struct {
		Start position `json:"start"`
		End   position `json:"end"`
	}

	location struct {
		URI   string `json:"uri"`
		Range span   `json:"range"`
	}

	identifier struct {
		URI     string `json:"uri"`
		Version int    `json:"version"`
	}

	openParams struct {
		TextDocument struct {
			identifier
			Text string `json:"text"`
		} `json:"textDocument"`
	}

	changeParams struct {
		TextDocument   identifier `json:"textDocument"`
		ContentChanges []change   `json:"contentChanges"`
	}

	// change replaces a part of a text, or all of it if it has no range.
	change struct {
		Range *span  `json:"range"`
		Text  string `json:"text"`
	}

	// documentParams name a document, and that is all.
	documentParams struct {
		TextDocument identifier `json:"textDocument"`
	}

	placeParams struct {
		TextDocument identifier `json:"textDocument"`
		Position     position   `json:"position"`
	}

	rangeParams struct {
		TextDocument identifier `json:"textDocument"`
		Range        span       `json:"range"`
		Context      struct {
			Only []string `json:"only"`
		} `json:"context"`
	}
)

type initializeParams struct {
	Capabilities struct {
		General struct {
			PositionEncodings []string `json:"positionEncodings"`
		} `json:"general"`
		Workspace struct {
			CodeLens struct {
				RefreshSupport bool `json:"refreshSupport"`
			} `json:"codeLens"`
			DidChangeWatchedFiles struct {
				DynamicRegistration bool `json:"dynamicRegistration"`
			} `json:"didChangeWatchedFiles"`
		} `json:"workspace"`
		TextDocument struct {
			PublishDiagnostics struct {
				RelatedInformation bool `json:"relatedInformation"`
			} `json:"publishDiagnostics"`
		} `json:"textDocument"`
	} `json:"capabilities"`
}

type (
	initializeResult struct {
		Capabilities capabilities `json:"capabilities"`
		ServerInfo   serverInfo   `json:"serverInfo"`
	}

	serverInfo struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}

	capabilities struct {
		PositionEncoding   string            `json:"positionEncoding"`
		TextDocumentSync   syncOptions       `json:"textDocumentSync"`
		HoverProvider      bool              `json:"hoverProvider"`
		CompletionProvider completionOptions `json:"completionProvider"`
		CodeLensProvider   struct{}          `json:"codeLensProvider"`
		CodeActionProvider actionOptions     `json:"codeActionProvider"`
	}

	syncOptions struct {
		OpenClose bool `json:"openClose"`
		Change    int  `json:"change"` // 2: parts of the text
		Save      bool `json:"save"`
	}

	completionOptions struct {
		TriggerCharacters []string `json:"triggerCharacters"`
	}

	actionOptions struct {
		CodeActionKinds []string `json:"codeActionKinds"`
	}
)

// Severities of diagnostics, and of messages.
const (
	severityError = iota + 1
	severityWarning
	severityInformation
)

type (
	publishParams struct {
		URI         string       `json:"uri"`
		Version     *int         `json:"version,omitempty"`
		Diagnostics []diagnostic `json:"diagnostics"`
	}

	diagnostic struct {
		Range    span      `json:"range"`
		Severity int       `json:"severity"`
		Code     string    `json:"code"`
		Source   string    `json:"source"`
		Message  string    `json:"message"`
		Related  []related `json:"relatedInformation,omitempty"`
	}

	related struct {
		Location location `json:"location"`
		Message  string   `json:"message"`
	}

	messageParams struct {
		Type    int    `json:"type"`
		Message string `json:"message"`
	}
)

type (
	markup struct {
		Kind  string `json:"kind"`
		Value string `json:"value"`
	}

	hover struct {
		Contents markup `json:"contents"`
		Range    span   `json:"range"`
	}

	completionItem struct {
		Label         string   `json:"label"`
		Kind          int      `json:"kind,omitempty"`
		Detail        string   `json:"detail,omitempty"`
		Documentation *markup  `json:"documentation,omitempty"`
		SortText      string   `json:"sortText"`
		FilterText    string   `json:"filterText,omitempty"`
		TextEdit      textEdit `json:"textEdit"`
	}

	completionList struct {
		IsIncomplete bool             `json:"isIncomplete"`
		Items        []completionItem `json:"items"`
	}

	textEdit struct {
		Range   span   `json:"range"`
		NewText string `json:"newText"`
	}

	codeLens struct {
		Range   span    `json:"range"`
		Command command `json:"command"`
	}

	// command without a name is text that nobody can click at.
	command struct {
		Title   string `json:"title"`
		Command string `json:"command"`
	}

	codeAction struct {
		Title       string        `json:"title"`
		Kind        string        `json:"kind"`
		Diagnostics []diagnostic  `json:"diagnostics"`
		IsPreferred bool          `json:"isPreferred"`
		Edit        workspaceEdit `json:"edit"`
	}

	workspaceEdit struct {
		Changes map[string][]textEdit `json:"changes"`
	}
)

type (
	registrationParams struct {
		Registrations []registration `json:"registrations"`
	}

	registration struct {
		ID      string         `json:"id"`
		Method  string         `json:"method"`
		Options watcherOptions `json:"registerOptions"`
	}

	watcherOptions struct {
		Watchers []watcher `json:"watchers"`
	}

	watcher struct {
		GlobPattern string `json:"globPattern"`
	}
)

// quickFix is the kind of code actions that mend a finding.
const quickFix = "quickfix"
