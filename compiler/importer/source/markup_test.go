package source

import (
	"fmt"
	"strings"
	"testing"
)

// What is no element is refused where it stands, too.
func TestBrokenMarkup(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"<![CDATA[x]]><a/>":              "1:1 broken: a CDATA section stands outside of every element",
		"<a><![CDATA[x\x01]]></a>":       "1:14 broken: the control character 01, which XML does not allow",
		"<a>x\x02</a>":                   "1:5 broken: the control character 02, which XML does not allow",
		"<a>\n<!x></a>":                  "2:1 broken: <! begins neither a comment nor a document type; in a value, < is written &lt;",
		"<a/>\n<!DOCTYPE a>":             "2:1 broken: a document type stands behind the first element",
		"<a>\n<!doctype a></a>":          "2:1 broken: a document type stands behind the first element",
		"<!DOCTYPE a [\n<!-- ]><a/>":     "2:1 broken: a comment begins here and never ends; --> is missing",
		"<!DOCTYPE a [ ]\n<a/":           "1:1 broken: a document type begins here and never ends",
		"<!DOCTYPE a SYSTEM 'x><a/>":     "1:1 broken: a document type begins here and never ends",
		"<a/>\n<?x y":                    "2:1 broken: an instruction begins here and never ends; ?> is missing",
		"<a>\n<? echo 1 ?></a>":          "2:1 template: the file is a template with placeholders of PHP",
		"<a>\n<?PHP echo 1 ?></a>":       "2:1 template: the file is a template with placeholders of PHP",
		"<a>\n<?xml version='1.0'?></a>": "2:1 broken: a second file begins here; two files have become one: split them",
		"<a>\n</>":                       "2:1 broken: an end tag is not complete; an end tag is </name>",
		"<a>\n</a":                       "2:1 broken: an end tag is not complete",
		"<a>\n</a x>":                    "2:1 broken: an end tag is not complete",
		"</a><a/>":                       "1:1 broken: the file begins with the end tag </a>; its start tag is missing",
		"<p>\n<b>x</p></b >":             "2:5 broken: </p> stands where <b> of line 2, column 1 is still open",
		"<p>\n<b>x</p></b2>":             "2:5 broken: </p> stands where the element of line 2, column 1 is still open",
		"<a b“c”='1'/>":                  "1:4 broken: something in a tag is no attribute: it has no value",
		"<a b/>":                         "1:4 broken: something in a tag is no attribute: it has no value",
		"<a b=/>":                        "1:6 broken: the value of b is not in quotes",
		"<a b=":                          "1:6 broken: the value of b is not in quotes",
		"<a ='1'/>":                      "1:4 broken: the name of an attribute is missing before this =",
		"<a ?='1'/>":                     "1:4 broken: a character that cannot begin the name of an attribute",
		"<a '/>":                         "1:4 broken: a quote stands where an attribute should begin",
		"<a 0b='1'/>":                    "1:4 broken: the name of an attribute begins with a digit",
		"<a 9='1'/>":                     "1:4 broken: the name of an attribute begins with a digit",
		"<p><a>x<0</a></p>":              "1:8 broken: a < in <a>, followed by a digit",
		"<p><a>x<9</a></p>":              "1:8 broken: a < in <a>, followed by a digit",
		"<p><a>x<":                       "1:8 broken: a raw < in the text of the element",
		"<p><a>x<( y</a></p>":            "1:8 broken: a raw < in the text of <a>",
		"<a b“='1'/>":                    "1:4 broken: something in a tag is no attribute",
		"{% if x %}\nabc":                "1:1 template: the file is a template of another tool, with placeholders like {% if %}",
		"#if(x)\nabc":                    "1:1 template: the file is a template of another tool, with placeholders like #foreach",
		"<a b='${x} {{ y }}'/>":          "1:4 template: the file is a template of another tool, with placeholders like ${name}",
		"<a b='{{ y }} ${x}'/>":          "1:4 template: the file is a template of another tool, with placeholders like {{ name }}",
		"<a><!-- {{ x }}\n{{ y }} -->\n{{ z }}<b>": "3:1 template: the file is a template of another tool",
		"<a?b='1'/>":                 "1:3 broken: a character that cannot stand in the name of an element",
		"<a b='1\n<c d='2'/>":        "1:4 broken: the quote that ends the value of b is missing",
		"<9a/>":                      "1:1 not-xml: the file is no XML: < does not begin an element",
		"<a b='\xe9' c='\xc3\xa9'/>": "1:7 encoding: two encodings in one file: this character is no UTF-8, and the one in line 1, column 13 is",
		"<?xml version='1' encoding='x~'?><a b='\xff'/>": "1:40 encoding: the file says that it is x~, an encoding that provc does not read",
	} {
		_, r := Read("x.cfg", []byte(text))
		if r == nil {
			t.Errorf("%q is read", text)
			continue
		}
		if got := fmt.Sprintf("%d:%d %s: %s; %s", r.Pos.Line, r.Pos.Column, r.Reason, r.Said, r.Hint); !strings.HasPrefix(got, want) {
			t.Errorf("%q\ngot  %s\nwant %s", text, got, want)
		}
	}
}

// What looks broken and is not is read, and what is odd about it told.
func TestOddMarkup(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`<!DOCTYPE a SYSTEM "x>y"><a/>`:                "a []: the file has a document type, which is not looked at",
		`<!DOCTYPE a SYSTEM '<!ENTITY "b"'><a/>`:       "a []: the file has a document type, which is not looked at",
		`<!DOCTYPE a [ <!-- it's > ]> --> ]><a/>`:      "a []: the file has a document type, which is not looked at",
		`<!DOCTYPE a [ <!ATTLIST a b CDATA ""> ]><a/>`: "a []: the file has a document type, which is not looked at",
		"<!-- x ---><a/>":                              "a []: a comment holds --, for which strict readers refuse a file",
		"<!----><a/>":                                  "a []: ",
		"<a/><!-- x --><?y z?>\n":                      "a []: ",
		"\t\r\n<a\tb='1'\r\nc = \"2\"\r/>":             "a [b=1 c=2]: ",
		"<azAZ_:é-.9 zZ0:ü='1'/>":                      "azAZ_:é-.9 [zZ0:ü=1]: ",
		"<_ :='1'/>":                                   "_ [:=1]: ",
		"<a b='>'></a\t\n>":                            "a [b=>]: ",
		"<a b='\xa0'/>":                                "a [b=\u00a0]: the file says no encoding, and this character is no UTF-8: it is read as ISO-8859-1",
		"<a b='\x9f'/>":                                "a [b=Ÿ]: the file says no encoding, and this character is no UTF-8: it is read as Windows-1252",
		"<a b=' $ext' c='$ext '/>":                     "a [b= $ext c=$ext ]: ",
		"<a/>\x00\x00 \x00":                            "a []: the file ends with zero bytes",
	} {
		f, r := Read("x.cfg", []byte(text))
		if r != nil {
			t.Errorf("%q: %v", text, r)
			continue
		}
		var attrs, remarks []string
		for _, a := range f.Root.Attrs {
			attrs = append(attrs, a.Name+"="+a.Value)
		}
		for _, m := range f.Remarks {
			remarks = append(remarks, m.Said)
		}
		if got := fmt.Sprintf("%s %v: %s", f.Root.Name, attrs, strings.Join(remarks, "; ")); got != want {
			t.Errorf("%q\ngot  %s\nwant %s", text, got, want)
		}
	}
}

// A refusal is a line: where, what is wrong, and what to do, as far as each is known.
func TestRefusal(t *testing.T) {
	t.Parallel()
	for want, r := range map[string]*Refusal{
		"a/x.cfg:2:3: it is torn; mend it": {Path: "a/x.cfg", Pos: Pos{2, 3}, Said: "it is torn", Hint: "mend it"},
		"x.cfg: it is torn":                {Path: "x.cfg", Said: "it is torn"},
	} {
		if r.Error() != want {
			t.Error(r.Error())
		}
	}
	f, r := Read("x.cfg", []byte("<a b='1' c=''>\n<d/></a>"))
	if r != nil {
		t.Fatal(r)
	}
	for name, want := range map[string]bool{"b": true, "c": true, "d": false} {
		if _, ok := f.Root.Attr(name); ok != want {
			t.Errorf("%s is there: %t", name, ok)
		}
	}
	if d := f.Root.Children[0]; d.End != d.Pos || d.TagEnd != (Pos{2, 4}) {
		t.Errorf("an element of one tag ends at %v, its tag at %v", d.End, d.TagEnd)
	}
}
