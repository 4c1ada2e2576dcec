package source

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/beevik/etree"
)

// Whatever the bytes: a file, or a refusal with a sentence and a place within it. What
// is read as UTF-8, without anything odd, another reader finds to be XML, too.
func FuzzRead(f *testing.F) {
	for _, text := range []string{
		"<a b=\"1\"/>", head + "<a><!-- x --><b c='&lt;'>x</b></a>", "\xef\xbb\xbf<a/>", "<a b=\"\xe9\"/>",
		"<!DOCTYPE a [<!ENTITY b \"c\">]><a/>", "<a b=\"{$mac}\"/>", "<a b=\"1\" b=\"2\"/>", "<a><![CDATA[<]]></a>", "<a b=\"&\"/>",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		defer time.AfterFunc(5*time.Second, func() { panic("it takes too long") }).Stop()
		file, r := Read("x.cfg", data)
		if (file == nil) == (r == nil) {
			t.Fatalf("%v and %v", file, r)
		}
		if r != nil {
			if r.Said == "" || r.Reason == "" || r.Path != "x.cfg" || r.Pos.Line > strings.Count(string(data), "\n")+1 || (r.Pos.Line > 0) != (r.Pos.Column > 0) {
				t.Fatalf("%+v", r)
			}
			return
		}
		elements, attributes := 0, 0
		var count func(e *Element)
		count = func(e *Element) {
			elements++
			attributes += len(e.Attrs)
			if e.Name == "" || e.Pos.Line < 1 || !utf8.ValidString(e.Text) {
				t.Fatalf("%+v", e)
			}
			for _, c := range e.Children {
				count(c)
			}
		}
		count(file.Root)
		if file.Encoding != utf8Name || len(file.Remarks) > 0 {
			return
		}
		doc := etree.NewDocument()
		if doc.ReadFromBytes(data) != nil || doc.Root() == nil {
			return // names that it does not know, versions other than 1.0
		}
		var recount func(e *etree.Element)
		recount = func(e *etree.Element) {
			elements--
			attributes -= len(e.Attr)
			for _, c := range e.ChildElements() {
				recount(c)
			}
		}
		recount(doc.Root())
		if elements != 0 || attributes != 0 {
			t.Fatalf("another reader finds %d elements and %d attributes less", elements, attributes)
		}
	})
}
