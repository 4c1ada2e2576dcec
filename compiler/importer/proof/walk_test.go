package proof

import (
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// The second reader finds what Go's own XML reader finds.
func TestWalk(t *testing.T) {
	texts := []string{
		"\ufeff<?xml version=\"1.0\"?><!DOCTYPE a [<!ELEMENT a ANY>]><a b='1 > 2' c=\"it's\"><!-- <d e=\"1\"/> --><f>x<![CDATA[<g h=\"1\">]]>&lt;&#233;</f><i\n j = \"&amp;\"\n/></a>",
		"<device><flat-profile><A ua=\"rw\">1</A><B/><C>\n</C></flat-profile></device>",
		"<x:a xmlns:x=\"y\" x:b=\"1\"><x:c/></x:a>",
	}
	for _, f := range txtar.Parse([]byte(messy)).Files {
		if strings.HasSuffix(f.Name, ".cfg") && !strings.Contains(f.Name, "broken") {
			texts = append(texts, string(f.Data))
		}
	}
	goldens, err := filepath.Glob(filepath.Join("..", "..", "..", "golden", "*", "*", "*"))
	if err != nil || len(goldens) < 50 {
		t.Fatal(goldens, err)
	}
	for _, name := range goldens {
		if data, err := os.ReadFile(name); err == nil {
			texts = append(texts, string(data))
		}
	}
	for _, text := range texts {
		if got, want := said(walk([]byte(text))), others(t, text); got != want {
			t.Errorf("%s\ngot\n%s\nwant\n%s", text, got, want)
		}
	}
}

func said(w walked) string {
	var all []string
	for _, i := range w.items {
		all = append(all, fmt.Sprintf("%s=%q %v %d", i.name, i.value, i.text, i.line))
	}
	slices.Sort(all)
	return fmt.Sprintf("%d\n%s", w.elements, strings.Join(all, "\n"))
}

// others says the same by encoding/xml.
func others(t *testing.T, text string) string {
	var w walked
	type open struct {
		name     string
		line     int
		children bool
		text     string
	}
	var stack []*open
	d := xml.NewDecoder(strings.NewReader(text))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	full := func(n xml.Name) string {
		if n.Space != "" {
			return n.Space + ":" + n.Local
		}
		return n.Local
	}
	for {
		from := d.InputOffset()
		token, err := d.RawToken()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		line := strings.Count(text[:from], "\n") + 1
		switch e := token.(type) {
		case xml.StartElement:
			w.elements++
			if len(stack) > 0 {
				stack[len(stack)-1].children = true
			}
			stack = append(stack, &open{name: full(e.Name), line: line})
			tag := text[from:d.InputOffset()]
			for _, a := range e.Attr {
				at := strings.Index(tag, full(a.Name))
				w.items = append(w.items, item{name: full(a.Name), value: a.Value, line: line + strings.Count(tag[:at], "\n")})
			}
		case xml.EndElement:
			top := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			parameter := !top.children && len(stack) > 0 && stack[len(stack)-1].name == "flat-profile"
			if parameter || strings.TrimSpace(top.text) != "" {
				w.items = append(w.items, item{name: top.name, value: top.text, text: true, line: top.line})
			}
		case xml.CharData:
			if len(stack) > 0 {
				stack[len(stack)-1].text += string(e)
			}
		}
	}
	return said(w)
}
