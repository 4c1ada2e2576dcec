package lsp

import (
	"maps"
	"os"
	"sync"
)

// desk is what lies open in an editor.
type desk struct {
	units units // set before anything is open

	mu   sync.Mutex
	open map[string]*document // by absolute name
}

// document is an open file.
type document struct {
	uri     string // as the editor writes it
	version int
	text    *text
}

func newDesk() *desk { return &desk{open: map[string]*document{}} }

// all are the documents that are open now.
func (d *desk) all() map[string]*document {
	d.mu.Lock()
	defer d.mu.Unlock()
	return maps.Clone(d.open)
}

// find is the document of a URI as it is now, and its name.
func (d *desk) find(uri string) (name string, doc *document) {
	name, err := fromURI(uri)
	if err != nil {
		return "", nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return name, d.open[name]
}

// put replaces a document. Documents themselves never change.
func (d *desk) put(name string, doc *document) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.open[name] = doc
}

func (s *server) opened(uri string, version int, of string) {
	name, err := fromURI(uri)
	if err != nil {
		return // a text that lies nowhere is of no package
	}
	s.desk.put(name, &document{uri, version, newText([]byte(of))})
	s.checker.wake(name)
}

func (s *server) edited(p changeParams) {
	name, doc := s.desk.find(p.TextDocument.URI)
	if doc == nil {
		return
	}
	t := doc.text
	for _, c := range p.ContentChanges {
		t = s.desk.units.changed(t, c)
	}
	s.desk.put(name, &document{doc.uri, p.TextDocument.Version, t})
	s.checker.wake(name)
}

// touched has a file checked again, whose text on the disk may be another now.
func (s *server) touched(uri string) {
	if name, err := fromURI(uri); err == nil {
		s.checker.wake(name)
	}
}

func (s *server) closed(uri string) {
	name, doc := s.desk.find(uri)
	if doc == nil {
		return
	}
	s.desk.mu.Lock()
	delete(s.desk.open, name)
	s.desk.mu.Unlock()
	s.checker.wake(name)
}

// onDisk is the text of a file that is not open; empty if it cannot be read.
func onDisk(name string) *text {
	data, err := os.ReadFile(name)
	if err != nil {
		data = nil
	}
	return newText(data)
}
