package xmlfile

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"provc/compiler/artifact"
)

func TestSalvage(t *testing.T) {
	for _, x := range []struct{ name, text, params, faults string }{
		{"whole", "<?xml version=\"1.0\"?>\n<PHONE_CONFIG>\n\t<OVERRIDES a=\"1\"\n\t\tb='2'/>\n</PHONE_CONFIG>\n",
			"3 a=1 4 b=2", ""},
		{"raw ampersand", "<P>\n<A a=\"R&D\" b=\"2\"/></P>", "2 a=R&D 2 b=2", "2 the value of a holds an & that is not escaped"},
		{"unknown reference", "<P a=\"x&foo;y\"/>", "1 a=x&foo;y", "1 the value of a holds an & that is not escaped"},
		{"ampersands beside references", "<P a=\"&lt;&&#65;&#x42;&\"/>", "1 a=<&AB&", "1 the value of a holds an & that is not escaped"},
		{"cut off in a value", "<P>\n<A a=\"1\"\nb=\"2", "2 a=1", "3 it is cut off in the value of b"},
		{"cut off in a name", "<P><A a=\"1\" b", "1 a=1", "1 something in <A> is no attribute, 1 it is cut off in <A>"},
		{"cut off behind a value", "<P>\n<A a=\"1\" b=\"2\"", "2 a=1 2 b=2", "2 it is cut off in <A>"},
		{"cut off between elements", "<P>\n<A a=\"1\"/>\n", "2 a=1", "3 it is cut off: <P> is not closed"},
		{"cut off in a comment", "<P a=\"1\"><!-- ", "1 a=1", "1 it is cut off in a comment"},
		{"cut off in the last tag", "<P a=\"1\"></P", "1 a=1", "1 it is cut off in the end of an element"},
		{"a < in a value", "<P a=\"1<2\" b=\"3\"/>", "1 a=1<2 1 b=3", "1 the value of a holds a < that is not escaped"},
		{"no closing quote", "<P>\n<A a=\"1\n b=\"2\" c=\"3\"/></P>", "2 a=1 3 b=2 3 c=3", "2 the value of a has no closing quote"},
		{"no closing quote, in a line", "<P><A a=\"1 b=\"2\" c=\"3\"/></P>", "1 a=1 1 b=2 1 c=3", "1 the value of a has no closing quote"},
		{"no quotes", "<P a=1 b=2/>", "1 a=1 1 b=2", "1 the value of a has no quotes, 1 the value of b has no quotes"},
		{"not closed", "<P><A a=\"1\"><B></A></P>", "1 a=1", "1 <B> is not closed"},
		{"closed twice", "<P a=\"1\"/></P>", "1 a=1", "1 it closes an element that is not open"},
		{"two roots", "<P a=\"1\"/>\n<P b=\"2\"/>", "1 a=1 2 b=2", "2 it has more than one outermost element"},
		{"written over a longer one", "<P a=\"1\"/>\nold=\"2\"/></P>", "1 a=1", "2 it closes an element that is not open"},
		{"zeros", "<P a=\"1\"/>\n\x00\x00", "1 a=1", "2 it holds control characters"},
		{"Latin-1", "<P a=\"M\xfcller\"/>", "1 a=Müller", "1 it holds bytes that are not UTF-8"},
		{"UTF-16", "\xff\xfe<\x00P\x00 \x00a\x00=\x00\"\x001\x00\"\x00/\x00>\x00", "1 a=1", "1 it is UTF-16, and not UTF-8"},
		{"byte order mark", "\ufeff<P a=\"1\"/>", "1 a=1", ""},
		{"empty", " \n", "", "2 it is empty"},
		{"no XML", "hello\n", "", "2 it is no XML"},
		{"twice in an element", "<P a=\"1\" a=\"2\"/>", "1 a=2", ""},
		{"a value that looks like an attribute", "<P a=\"x b=\" c=\"2\"/>", "1 a=x b= 1 c=2", ""},
		{"UTF-16 of the other order, and half a character", "\xfe\xff\x00<\x00P\x00 \x00a\x00=\x00\"\x20\xac\x00\"\x00/\x00>\x00", "1 a=€", "1 it is UTF-16, and not UTF-8"},
		{"cut off within a character", "<P a=\"é\">\n<A b=\"\xe2\x82", "1 a=é", "2 it holds bytes that are not UTF-8, 2 it is cut off in the value of b"},
		{"cut off within a longer character", "<P a=\"é\"/>\n\xf0\x9f\x93", "1 a=é", "2 it holds bytes that are not UTF-8"},
		{"cut off within a short character", "<P a=\"é\"/>\n\xc3", "1 a=é", "2 it holds bytes that are not UTF-8"},
		{"what is no character at the end", "<P a=\"\xe9\"/>\n\xff", "1 a=é", "1 it holds bytes that are not UTF-8"},
		{"and was UTF-8 before", "<P a=\"é\"/>\n\xff", "1 a=Ã©", "2 it holds bytes that are not UTF-8"},
		{"cut off in a CDATA section", "<P a=\"1\"><![CDATA[ <A b=\"2\"/> ]]>\n<![CDATA[", "1 a=1", "2 it is cut off in a CDATA section"},
		{"cut off in the first line", "<?xml version=\"1.0\"", "", "1 it is cut off in a declaration, 1 it is no XML"},
		{"cut off in a document type", "<!DOCTYPE", "", "1 it is cut off in a declaration, 1 it is no XML"},
		{"cut off behind a <", "<P a=\"1\">\n<", "1 a=1", "2 it is cut off"},
		{"cut off without quotes", "<P a=1", "1 a=1", "1 the value of a has no quotes, 1 it is cut off in <P>"},
		{"cut off behind a =", "<P a=", "", "1 it is cut off in the value of a"},
		{"a < in the text", "<P a=\"1\">\n1 < 2</P>", "1 a=1", "2 it holds a < that is not escaped"},
		{"an ampersand in the text", "<P>\nR&D &amp; more <A b=\"2\"/></P>", "2 b=2", "2 it holds an & that is not escaped"},
		{"a name alone", "<P a b=\"2\"/>", "1 b=2", "1 something in <P> is no attribute"},
		{"what is no attribute", "<P a=\"1\",b=\"2\" \"c\"/>", "1 a=1 1 b=2", "1 something in <P> is no attribute"},
		{"an element that is cut off", "<P>\n<A a=\"1\"\n<B b=\"2\"/></P>", "2 a=1 3 b=2", "3 <A> is cut off"},
		{"blanks around =", "<P a = \"1\" b\t=\n\"2\"/>", "1 a=1 1 b=2", ""},
		{"no quotes around an address", "<P a=http://x/y/ b=\"2\"><A c=http://x/y/></P>", "1 a=http://x/y/ 1 b=2 1 c=http://x/y", "1 the value of a has no quotes, 1 the value of c has no quotes"},
		{"no closing quote before the end of an element", "<P>\n<A a=\"1 />\n<B b=\"2\"/></P>", "2 a=1 3 b=2", "2 the value of a has no closing quote, 3 <A> is cut off"},
		{"no closing quote, and an attribute in the line", "<P>\n<A a=\"1 b='2' c=\"3\"/>\n</P>", "2 a=1 2 b=2 2 c=3", "2 the value of a has no closing quote"},
		{"a quote within", "<P a=\"hun\"ter2\" b=\"3\"/>", "1 a=hun\"ter2 1 b=3", "1 the value of a holds a quote that is not escaped"},
		{"quotes within", "<P a='it's 5's' b='3'/>", "1 a=it's 5's 1 b=3", "1 the value of a holds a quote that is not escaped"},
		{"a quote within, and none behind", "<P a=\"hun\"ter2 b=\"3\"/>\n<P c=\"4\"/>", "1 a=hun 1 b=3 2 c=4", "1 something in <P> is no attribute, 2 it has more than one outermost element"},
		{"a quote within, and none in the line", "<P a=\"hun\"ter2/>\n<P c=\"4\"/>", "1 a=hun 2 c=4", "1 something in <P> is no attribute, 2 it has more than one outermost element"},
		{"no blank between", "<P a=\"1\"b=\"2\"c = '3&'/>", "1 a=1 1 b=2 1 c=3&", "1 the value of c holds an & that is not escaped"},
		{"a name that is none", "<P>\n<1a b=\"2\"/></P>", "2 b=2", "2 it is not well-formed XML"},
		{"faults in the order of the file", "<P>\n<A a=1/>\n\x01<A b=2/></P>", "2 a=1 3 b=2", "2 the value of a has no quotes, 3 it holds control characters, 3 the value of b has no quotes"},
		{"other quotes within", "<P a='\"1\"' b=\"'2'\"/>", "1 a=\"1\" 1 b='2'", ""},
		{"two not closed", "<P>\n<A a=\"1\">\n<B>\n", "2 a=1", "4 it is cut off: <B> is not closed"},
		{"closed around two", "<P><A a=\"1\"><B><C></A></P>", "1 a=1", "1 <C> is not closed"},
		{"three roots", "<P a=\"1\"/>\n<P b=\"2\"/>\n<P c=\"3\"/>", "1 a=1 2 b=2 3 c=3", "2 it has more than one outermost element"},
		{"line breaks of Windows", "<P>\r\n<A a=\"1\"\r\n\tb=\"2\r\n3\r4\"/>\r\n</P>", "2 a=1 3 b=2\n3\n4", ""},
		{"a tab is no control character", "<P\ta=\"1\"/>\r\n<Q/>", "1 a=1", "2 it has more than one outermost element"},
		{"the same in another element", "<P a=\"1\"><A a=\"2\" b=\"3\" a=\"4\"/></P>", "1 a=1 1 a=4 1 b=3", ""},
		{"what begins alike with XML itself", "<P xmlns=\"u\" xsi=\"1\" xmlnsa=\"2\" x:xmlns=\"3\"/>", "1 xsi=1 1 xmlnsa=2 1 x:xmlns=3", ""},
		{"letters of other alphabets", "<Füß ä.ö=\"1\"/>", "1 ä.ö=1", ""},
		{"five faults, and no more", "<P a=1 b=2 c=3 d=4 e=5 f=6/>", "1 a=1 1 b=2 1 c=3 1 d=4 1 e=5 1 f=6",
			"1 the value of a has no quotes, 1 the value of b has no quotes, 1 the value of c has no quotes, 1 the value of d has no quotes, 1 the value of e has no quotes"},
		{"one fault, many times", "<P a=\"&\">\n<A a=\"&\"/>\n<A a=\"&\"/></P>", "1 a=& 2 a=& 3 a=&", "1 the value of a holds an & that is not escaped"},
		{"about XML itself", "<P xmlns:xsi=\"u\" xsi:noNamespaceSchemaLocation=\"v\" a=\"1\" y:b=\"2\"/>", "1 a=1 1 y:b=2", ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			params, faults := Salvage([]byte(x.text))
			var got, told []string
			for _, p := range params {
				got = append(got, fmt.Sprintf("%d %s=%s", p.Pos.Line, p.Name, p.Value))
			}
			for _, f := range faults {
				told = append(told, fmt.Sprintf("%d %s", f.Line, f.What))
			}
			if strings.Join(got, " ") != x.params || strings.Join(told, ", ") != x.faults {
				t.Errorf("read\n%s\n%s\nwant\n%s\n%s", strings.Join(got, " "), strings.Join(told, ", "), x.params, x.faults)
			}
		})
	}
}

// Each parameter has the place of its name, from 1.
func TestSalvagePlaces(t *testing.T) {
	const text = "\ufeff<P a=\"1\" bb=\"2\"\n  c='3\n4'\td=\"5\">\n<A e=\"6\"/></P>"
	params, faults := Salvage([]byte(text))
	got := ""
	for _, p := range params {
		got += fmt.Sprintf("%s %d:%d %q, ", p.Name, p.Pos.Line, p.Pos.Column, p.Pos.File)
	}
	if want := `a 1:4 "", bb 1:10 "", c 2:3 "", d 3:4 "", e 4:4 "", `; got != want || len(faults) > 0 {
		t.Errorf("got  %s\nwant %s\n%v", got, want, faults)
	}
}

// Where a quote is missing in a long line, reading ends all the same, and what a
// fault says holds no value.
func TestSalvageOfLongLines(t *testing.T) {
	long := strings.Repeat("hunter2 ", 1<<14)
	params, faults := Salvage([]byte("<P a=\"" + long))
	for _, f := range faults {
		if strings.Contains(f.What, "hunter2") {
			t.Errorf("told is %.80s", f.What)
		}
	}
	if len(faults) == 0 || len(faults) > 5 || len(params) != 1 {
		t.Errorf("%d parameters, %.200v", len(params), faults)
	}
}

// What is well-formed is read as Attributes reads it. Of what is cut off, whatever stands
// before the cut is there.
func TestSalvageOfWrittenFiles(t *testing.T) {
	alphabet := []rune("ab0&<>\"' \n\r\t;=/]é𝄞")
	r := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		doc, root := New("PHONE_CONFIG")
		e := root.CreateElement("OVERRIDES")
		for i := range r.IntN(6) {
			v := make([]rune, r.IntN(8))
			for i := range v {
				v[i] = alphabet[r.IntN(len(alphabet))]
			}
			e.CreateAttr(fmt.Sprintf("a.%d", i), string(v))
		}
		data := Bytes(doc)
		whole := same(t, data)
		cut := r.IntN(len(data) - 1)
		params, faults := Salvage(data[:cut])
		if len(params) > len(whole) || len(faults) == 0 {
			t.Fatalf("%d parameters and %d faults of\n%s", len(params), len(faults), data[:cut])
		}
		for i, p := range params {
			if p.Name != whole[i].Name || p.Value != whole[i].Value {
				t.Fatalf("%s=%q instead of %s=%q of\n%s", p.Name, p.Value, whole[i].Name, whole[i].Value, data[:cut])
			}
		}
	}
}

// same compares with Attributes, if the text is well-formed.
func same(t *testing.T, data []byte) []artifact.Param {
	want, err := Attributes(data)
	got, faults := Salvage(data)
	if err != nil {
		if len(faults) == 0 {
			t.Fatalf("no fault is told of\n%q", data)
		}
		return got
	}
	if !utf8.Valid(data) {
		return got // Attributes takes other encodings, of which a fault is told
	}
	if len(faults) > 0 {
		t.Fatalf("%v of\n%q", faults, data)
	}
	plain := slices.Clone(got)
	for i := range plain {
		plain[i].Pos = want[0].Pos
	}
	if !slices.EqualFunc(plain, want, func(a, b artifact.Param) bool { return a.Name == b.Name && a.Value == b.Value }) {
		t.Fatalf("read\n%v\nwant\n%v\nof\n%q", got, want, data)
	}
	return got
}

func FuzzSalvage(f *testing.F) {
	for _, s := range []string{"<P a=\"1\"><A b='2'/></P>", "<P a=\"R&D", "<P a=\"1\n b=\"2\"/>", "<!--<P-->", "<P a=1/>", "<P a=\"&#xD;\"/>", "<!DOCTYPE x [<!ENTITY a \"b\">]><x a=\"&a;\"/>"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) { same(t, data) })
}
