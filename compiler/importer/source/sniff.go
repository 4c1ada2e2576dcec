package source

import (
	"bytes"
	"strings"
)

// kinds are files that lie among configurations, by what they begin with.
var kinds = []struct{ begins, what string }{
	{"\x1f\x8b", "a compressed file"},
	{"PK\x03\x04", "an archive"},
	{"%PDF", "a PDF document"},
	{"\x7fELF", "a program"},
	{"\x89PNG", "a picture"},
	{"\xff\xd8\xff", "a picture"},
	{"GIF8", "a picture"},
	{"BM", "a picture"},
	{"RIFF", "a sound"},
	{"-----BEGIN", "a certificate or key"},
	{"SQLite format", "a database"},
}

// sniff refuses what is no XML by its first bytes.
func sniff(data []byte) *Refusal {
	body := bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if len(bytes.TrimSpace(body[:min(len(body), 4096)])) == 0 {
		if len(body) <= 4096 {
			return &Refusal{Reason: Empty, Said: "the file is empty"}
		}
		return &Refusal{Reason: NotXML, Said: "the file is no XML: it begins with blanks, and nothing else"}
	}
	if wide(data) != nil {
		return nil // which decode tells
	}
	head := bytes.TrimSpace(body[:min(len(body), 4096)])
	if head[0] == '<' {
		return sniffMarkup(head)
	}
	what := "text that begins without <"
	switch {
	case bytes.IndexByte(head, 0) >= 0:
		what = "a binary file"
	case head[0] == '{' || head[0] == '[':
		if t := templateText(string(head)); t != nil {
			return t
		}
		what = "text that begins as JSON or a list of settings does"
	case head[0] == '#' || head[0] == ';':
		if t := templateText(string(head)); t != nil {
			return t
		}
		what = "text that begins with a comment of a script or a list of settings"
	}
	for _, k := range kinds {
		if bytes.HasPrefix(data, []byte(k.begins)) && (k.begins != "BM" || bytes.IndexByte(head, 0) >= 0) {
			what = k.what
		}
	}
	if bytes.IndexByte(head, 0) < 0 && bytes.Contains(head, []byte("<")) {
		return nil // something stands before the XML, which the scanner tells
	}
	return &Refusal{Reason: NotXML, Said: "the file is no XML: it is " + what}
}

// sniffMarkup refuses pages for browsers.
func sniffMarkup(head []byte) *Refusal {
	lower := strings.ToLower(string(head[:min(len(head), 1024)]))
	if strings.HasPrefix(lower, "<!doctype html") || strings.HasPrefix(lower, "<html") || strings.HasPrefix(lower, "<head") {
		return &Refusal{Reason: NotXML, Said: "the file is a page for browsers, no configuration", Hint: "a web server's error page that was saved under this name?"}
	}
	return nil
}
