package source

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler/lineartest"
)

// secret stands in every broken file where a password would, and in no sentence.
const secret = "s3cr3t"

const head = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// Each broken file is refused at the place to be mended, with the likely cause.
func TestBroken(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       string // line:column reason: part of the sentence
	}{
		{"ampersand", head + `<a b.c="1" d.password="s3cr3t&s3cr3t"/>`, "2:30 broken: a raw & in the value of d.password; in XML it is written &amp;"},
		{"ampersand in text", head + "<flat-profile>\n<Password_1_>s3cr3t&s3cr3t</Password_1_>\n</flat-profile>", "3:20 broken: a raw & in the text of <Password_1_>"},
		{"ampersand after references", head + `<a b="&amp;&#65;&s3cr3t;"/>`, "2:17 broken: a raw & in the value of b"},
		{"reference to no character", head + `<a b="&#0;"/>`, "2:7 broken: a raw & in the value of b"},
		{"less than in a value", head + `<a d.password="s3cr3t<s3cr3t" e="1"/>`, "2:22 broken: a raw < in the value of d.password; in XML it is written &lt;"},
		{"less than in text", head + "<flat-profile>\n<Password_1_>s3cr3t<s3cr3t</Password_1_>\n</flat-profile>", "3:27 broken: a > is missing before this <"},
		{"less than before a digit", head + "<p>\n<Password_1_>s3cr3t<3s3cr3t</Password_1_>\n</p>", "3:20 broken: a < in <Password_1_>, followed by a digit"},
		{"less than before a blank", head + "<p>\n<Password_1_>s3cr3t < s3cr3t</Password_1_>\n</p>", "3:21 broken: a raw < in the text of <Password_1_>"},
		{"a tag that is a password", head + "<p>\n<Password_1_><s3cr3t></Password_1_>\n</p>", "3:22 broken: </Password_1_> stands where the element of line 3, column 14 is still open"},
		{"mismatched", head + "<a>\n <b>\n </c>\n</a>", "4:2 broken: </c> stands where the element of line 3, column 2 must be ended"},
		{"not ended", head + "<a>\n <b x=\"1\">\n <b/></a>", "4:6 broken: </a> stands where the element of line 3, column 2 is still open; its end tag is missing, or / before its >"},
		{"letter case", head + "<Phone>\n</phone>", "3:1 broken: </phone> does not end <Phone> of line 2, column 1; letter case counts"},
		{"never ended", head + "<a>\n<b/>\n", "2:1 broken: <a> is never ended: the file ends at line 4"},
		{"one end too many", head + "<a></a>\n</a>", "3:1 broken: </a> ends an element that is not open"},
		{"cut off in a tag", head + "<a b=\"1\"\n ", "2:1 broken: the file ends within a tag"},
		{"cut off in a value", head + "<a\n b=\"s3cr3t", "3:2 broken: the value of b never ends; a quote is missing"},
		{"quote missing", head + `<a b.c="s3cr3t d.e="2" f="3"/>`, "2:4 broken: the quote that ends the value of b.c is missing"},
		{"quote missing up to another tag", head + "<a>\n<b b.c=\"s3cr3t/>\n<d e=\"1\"/></a>", "3:4 broken: the quote that ends the value of b.c is missing"},
		{"quote in a value", head + `<a d.password="s3cr3t"s3cr3t" e="1"/>`, "2:23 broken: something follows the value of d.password without a blank; a quote within a value is written &quot;"},
		{"two attributes without a blank", head + `<a b="1"c="2"/>`, "2:9 broken: something follows the value of b without a blank"},
		{"twice", head + "<a b.c=\"s3cr3t\"\n   d=\"1\"\n   b.c=\"2\"/>", "4:4 broken: b.c stands twice in one element, first in line 2, column 4"},
		{"twice of many", head + "<a " + manyAttributes(40) + "\n a7=\"1\"/>", "3:2 broken: a7 stands twice in one element"},
		{"typographic quotes", head + `<a b=“s3cr3t” c="1"/>`, "2:6 broken: the value of b is not in quotes that XML knows; a word processor"},
		{"no quotes", head + `<a b=s3cr3t/>`, "2:6 broken: the value of b is not in quotes"},
		{"no value", head + `<a b="1" s3cr3t/>`, "2:10 broken: something in a tag is no attribute: it has no value"},
		{"digit", head + `<a 1b="1"/>`, "2:4 broken: the name of an attribute begins with a digit"},
		{"stray quote", head + `<a b="1" "/>`, "2:10 broken: a quote stands where an attribute should begin"},
		{"two roots", head + "<a/>\n<b/>", "3:1 broken: a second outermost element"},
		{"two files in one", head + "<a/>\n" + head + "<a/>", "3:1 broken: a second file begins here"},
		{"text behind", head + "<a/>\ns3cr3t", "3:1 broken: text stands behind the end of the outermost element"},
		{"comment", head + "<a>\n<!-- s3cr3t\n</a>", "3:1 broken: a comment begins here and never ends"},
		{"cdata", head + "<a>\n<![CDATA[s3cr3t\n</a>", "3:1 broken: a CDATA section begins here and never ends"},
		{"control character", head + "<a b=\"x\x01\"/>", "2:8 broken: the control character 01"},
		{"conflict", head + "<a>\n<<<<<<< HEAD\n</a>", "3:1 broken: a conflict of two versions that git left"},
		{"text before", "password s3cr3t\n<a/>", "1:1 not-xml: the file is no XML: something stands before its first element"},
		{"empty", " \n", "0:0 empty: the file is empty"},
		{"nothing but a comment", head + "<!-- x -->", "1:1 not-xml: the file is no XML: it has no element"},
		{"web page", "<!DOCTYPE html>\n<html><body>404</body></html>", "0:0 not-xml: the file is a page for browsers"},
		{"json", `{"password": "s3cr3t"}`, "0:0 not-xml: the file is no XML: it is text that begins as JSON"},
		{"settings", "# Snom\npassword: s3cr3t", "0:0 not-xml: the file is no XML: it is text that begins with a comment"},
		{"firmware", "\x7fELF\x00\x00<", "0:0 not-xml: the file is no XML: it is a program"},
		{"bomb", "<!DOCTYPE a [\n<!ENTITY b \"s3cr3t\">\n<!ENTITY c \"&b;&b;\">\n]>\n<a x=\"&c;\"/>", "2:1 hostile: the file declares entities of its own, which provc does not expand"},
		{"file of this machine", "<!DOCTYPE a [ <!ENTITY b SYSTEM \"file:///etc/passwd\"> ]>\n<a x=\"&b;\"/>", "1:15 hostile: the file declares entities"},
		{"deep", strings.Repeat("<a>", 200), "1:301 hostile: elements are nested more than 100 deep"},
		{"long value", `<a b="` + strings.Repeat("x", maxValue+1) + `"/>`, "1:4 hostile: the value of b is longer than 1 MB"},
		{"long name", `<` + strings.Repeat("x", maxName+1) + `/>`, "1:1 hostile: the name of an element is longer"},
		{"wide", "<a>\n" + strings.Repeat("<b/>", maxItems), "2:79997 hostile: the file has more than 20000 elements and attributes"},
		{"large", "<a>" + strings.Repeat(" ", maxSize) + "</a>", "0:0 hostile: the file has 4 MB"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f, r := Read("dir/x.cfg", []byte(test.text))
			if r == nil {
				t.Fatalf("read as %+v", f.Root)
			}
			place, want, _ := strings.Cut(test.want, " ")
			if got := strings.TrimPrefix(r.Pos.String(), "line "); strings.Replace(got, ", column ", ":", 1) != place {
				t.Errorf("at %s, want %s", r.Pos, place)
			}
			said := string(r.Reason) + ": " + r.Said + "; " + r.Hint
			if !strings.HasPrefix(said, want) {
				t.Errorf("said %s\nwant %s", said, want)
			}
			if strings.Contains(r.Error(), secret) {
				t.Errorf("shows a password: %s", r.Error())
			}
			if r.Path != "dir/x.cfg" {
				t.Errorf("the path is %q", r.Path)
			}
		})
	}
}

func manyAttributes(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("a" + strings.Repeat("x", i/10) + string(rune('0'+i%10)) + `="1" `)
	}
	return b.String()
}

// What phones read is read, as XML says, with places.
func TestRead(t *testing.T) {
	text := "\ufeff" + head + `<!-- about
the file -->
<x:a xmlns:x="y" b.c="&lt;&amp;&gt;&quot;&apos;&#233;&#xA;" d='a "quoted"
	value'>
  <e/> <!-- beside -- e -->
  <f>one<![CDATA[ <two> ]]>&amp; three</f>
  <?other program?>
</x:a>
`
	f, r := Read("x.cfg", []byte(text))
	if r != nil {
		t.Fatal(r)
	}
	root := f.Root
	if root.Name != "x:a" || root.Pos != (Pos{4, 1}) || root.End != (Pos{9, 1}) || len(root.Attrs) != 3 || len(root.Children) != 2 {
		t.Errorf("the root is %+v", root)
	}
	if v, _ := root.Attr("b.c"); v != "<&>\"'é\n" {
		t.Errorf("b.c is %q", v)
	}
	if a := root.Attrs[2]; a.Value != `a "quoted"  value` || a.Pos != (Pos{4, 61}) {
		t.Errorf("d is %q at %v", a.Value, a.Pos)
	}
	if e := root.Children[0]; !e.OneTag || e.Name != "e" || e.Pos != (Pos{6, 3}) {
		t.Errorf("e is %+v", e)
	}
	if f := root.Children[1]; f.OneTag || f.Text != "one <two> & three" || f.TextPos != (Pos{7, 6}) || f.TagEnd != (Pos{7, 5}) {
		t.Errorf("f is %+v", f)
	}
	if len(f.Comments) != 2 || f.Comments[0] != (Comment{"about\nthe file", Pos{2, 1}, 3}) || f.Comments[1].Pos != (Pos{6, 8}) {
		t.Errorf("comments are %+v", f.Comments)
	}
	if len(f.Remarks) != 1 || !strings.Contains(f.Remarks[0].Said, "--") {
		t.Errorf("remarks are %+v", f.Remarks)
	}
	if f.Encoding != "UTF-8" || f.Path != "x.cfg" || f.Size != len(text) {
		t.Errorf("the file is %+v", f)
	}
}

// Odd files that phones may well read are read, and what is odd is told.
func TestRemarks(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"blank first", "\n" + head + "<a/>", ""},
		{"comment first", "<!-- x -->\n" + head + "<a/>", "the declaration of XML is not the first"},
		{"document type", `<!DOCTYPE a SYSTEM "http://host.example/a.dtd" [ <!-- > --> <!ELEMENT a ANY> ]>` + "<a/>", "has a document type, which is not looked at"},
		{"zero bytes", "<a/>\n\x00\x00", "ends with zero bytes"},
	} {
		f, r := Read("x", []byte(test.text))
		if r != nil {
			t.Errorf("%s: %v", test.name, r)
			continue
		}
		said := ""
		for _, m := range f.Remarks {
			said += m.Said
		}
		if !strings.Contains(said, test.want) || test.want == "" && said != "" {
			t.Errorf("%s: said %q, want %q", test.name, said, test.want)
		}
	}
}

func TestEncodings(t *testing.T) {
	declare := func(encoding, rest string) string {
		return `<?xml version="1.0" encoding="` + encoding + `"?>` + "\n" + rest
	}
	for _, test := range []struct {
		name, text string
		value      string // of b, or the reason
		encoding   string
		remark     string
	}{
		{"UTF-8", "<a b=\"é\"/>", "é", "UTF-8", ""},
		{"mark", "\xef\xbb\xbf<a b=\"é\"/>", "é", "UTF-8", ""},
		{"Latin by declaration", declare("ISO-8859-1", "<a b=\"\xe9\"/>"), "é", "ISO-8859-1", ""},
		{"Latin by evidence", "<a b=\"\xe9\"/>", "é", "ISO-8859-1", "says no encoding"},
		{"Latin that says UTF-8", declare("utf-8", "<a b=\"\xe9\"/>"), "é", "ISO-8859-1", "says that it is UTF-8, and this character is none"},
		{"UTF-8 that says Latin", declare("iso-8859-1", "<a b=\"é\"/>"), "é", "UTF-8", "read as UTF-8"},
		{"Windows by declaration", declare("windows-1252", "<a b=\"\x80\"/>"), "€", "Windows-1252", ""},
		{"Windows that says Latin", declare("ISO-8859-1", "<a b=\"\x93x\x94\"/>"), "“x”", "Windows-1252", ""},
		{"ISO-8859-15", declare("ISO-8859-15", "<a b=\"\xa4\"/>"), "€", "ISO 8859-15", ""},
		{"Cyrillic", declare("windows-1251", "<a b=\"\xc4\xe0\"/>"), "Да", "Windows 1251", ""},
		{"ASCII that says anything", declare("Shift_JIS", "<a b=\"1\"/>"), "1", "UTF-8", ""},
		{"unknown", declare("Shift_JIS", "<a b=\"\x83\x65\"/>"), "2:7 says that it is Shift_JIS, an encoding that provc does not read", "", ""},
		{"no character of Windows", "<a b=\"\x81\x93\"/>", "1:7 the byte 81 is neither UTF-8 nor a character of Windows-1252", "", ""},
		{"UTF-16", "\xff\xfe<\x00a\x00/\x00>\x00", "0:0 is UTF-16", "", ""},
		{"UTF-16 without a mark", "\x00<\x00a\x00 \x00b\x00/\x00>", "0:0 is UTF-16", "", ""},
		{"UTF-32", "\xff\xfe\x00\x00<\x00\x00\x00", "0:0 is UTF-32", "", ""},
		{"two", "<a\n b=\"é\"\n c=\"\xe9\"/>", "3:5 two encodings in one file: this character is no UTF-8, and the one in line 2, column 5 is", "", ""},
		{"half a character", "<a b=\"\xc3\"/>", "Ã", "ISO-8859-1", "says no encoding"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f, r := Read("x", []byte(test.text))
			if r != nil {
				place, said, _ := strings.Cut(test.value, " ")
				if got := strings.Replace(strings.TrimPrefix(r.Pos.String(), "line "), ", column ", ":", 1); got != place || !strings.Contains(r.Said, said) || r.Reason != Encoding {
					t.Errorf("%s %s: %s, want %s", got, r.Reason, r.Said, test.value)
				}
				return
			}
			if v, _ := f.Root.Attr("b"); v != test.value || f.Encoding != test.encoding {
				t.Errorf("%q in %s, want %q in %s", v, f.Encoding, test.value, test.encoding)
			}
			if test.remark == "" && len(f.Remarks) > 0 || test.remark != "" && (len(f.Remarks) != 1 || !strings.Contains(f.Remarks[0].Said, test.remark)) {
				t.Errorf("remarks are %v", f.Remarks)
			}
		})
	}
}

// Templates of other tools are told from configurations, whether or not they are XML.
func TestTemplates(t *testing.T) {
	for _, text := range []string{
		`<a b="{$mac}"/>`,
		`<a b="{{ mac }}"/>`, `<a b="{{mac}}"/>`, `<a b="{{ user.name|upper }}"/>`, `<a b="{{#each lines}}"/>`,
		`<a b="__EXTENSION__"/>`, `<a><b>__USER_1__</b></a>`,
		`<a b="%%PASSWORD%%"/>`, `<a b="%%line1.user%%"/>`,
		`<a b="${mac}"/>`, `<a b="${line.userId}"/>`, `<a b="$!{x}"/>`, `<a b="${of('/run/x')}"/>`,
		`<a b="$ext" c="$password"/>`, "<flat-profile><b> $ext\n</b><c>$phone.line.name()</c></flat-profile>", `<a b="{IF day}"/>`, `<a b="{v_mac}"/>`,
		`<a b="@@MAC@@"/>`, `<a b="[% mac %]"/>`, `<a b="{mac}"/>`, `<a b="%EXT_1%"/>`, `<a b="%MAC%"/>`, `<a b="{lc-mac}"/>`, `<a b="{account.1}"/>`, `<a b="[[EXT]]"/>`, `<a b="<TMPL_VAR name=x>"/>`, "<a><TMPL_IF x></a>",
		"<?php echo 1; ?>\n<a/>", "<a>\n<?php if ($x): ?>\n</a>", `<a b="<?= $mac ?>"/>`, `<a b="<?php echo $mac ?>"/>`,
		`<a b="<%= @mac %>"/>`, "<a>\n{% if x %}\n</a>", "<a>\n#foreach( $x in $y )\n<b/>\n#end</a>",
		"{foreach $lines as $line}\n<a b=\"{$line.user}\"/>\n{/foreach}", "{% for x in y %}\n<a/>", "#if(x)\n<a/>",
		"<a>{if isset($x)}<b>{/if}</a>", "<a b=\"1\" {if $x}c=\"2\"{/if}/>",
	} {
		if f, r := Read("x.cfg", []byte(text)); r == nil {
			t.Errorf("%s: read as %+v", text, f.Root)
		} else if r.Reason != Template {
			t.Errorf("%s: %v", text, r)
		}
	}
	for _, name := range []string{"{$mac}.cfg", "d/__mac__.cfg", "{{mac}}.xml", "{mac}-phone.cfg", "${MAC}.cfg", "$mac.cfg", "d/$mac_reg.cfg", "spa$PSN.cfg", "{v_mac}.cfg"} {
		if _, r := Read(name, []byte("<a/>")); r == nil || r.Reason != Template {
			t.Errorf("%s: %v", name, r)
		}
	}
}

// What phones themselves understand is no placeholder of another tool.
func TestNoTemplates(t *testing.T) {
	for _, value := range []string{
		"[PHONE_MAC_ADDRESS]-site.cfg", "$P1N10$$Tinvite$", "*68$Cpause2$$FToneDTMF$", "[2-9]11|0T|+011xxx.T|{x}",
		"/spa$PSN.cfg", "http://h.example/$(MA:0:6)/$MAC.xml", `("$EMS" eq "mobile") ? [--uid $MUID$PDOM --pwd $MPWD] http://h.example/m.xml`,
		"350@-19,440@-19;10(*/0/1+2)", "60(.2/.2,1/4)", "100%", "50%%", "__", "a__b__c", "http://h.example/%AB%CD/%20x%20y", "{0} calls", "{1b2c3d4e-0000-1111-2222-333344445555}", "%d%s%", "Prefix [[1-9]]", "#YourCityID#", "%H:%M", "{", "{}", "{{", "D,dM", "@@", "fnc=blf+sd+cp;sub=1001@$PROXY;nme=Bob",
		"(xx.|*xx.|#xx.)", "$$", "em_login;acd_login|1",
	} {
		escaped := strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;").Replace(value)
		if _, r := Read("x.cfg", []byte(`<a b="`+escaped+`"><c>`+escaped+`</c></a>`)); r != nil {
			t.Errorf("%s: %v", value, r)
		}
	}
	// Somebody's password may begin with a $.
	if _, r := Read("x.cfg", []byte(`<a b="$ecret" c="$ecret" d="$MUID" e="$MA" f="pa$word" g="$1x"/>`)); r != nil {
		t.Errorf("a password: %v", r)
	}
	if _, r := Read("x.cfg", []byte("<!-- {$mac} and {{ mac }} --><a/>")); r != nil {
		t.Errorf("in a comment: %v", r)
	}
}

// What is hostile costs no more than its size.
func TestHostileInLinearTime(t *testing.T) {
	for name, hostile := range map[string]func(n int) string{
		"attributes": func(n int) string { return "<a " + strings.Repeat(`b="1" `, n) + "/>" },
		"other attributes": func(n int) string {
			var b strings.Builder
			for i := range n / 5 {
				fmt.Fprintf(&b, "a%d='1' ", i)
			}
			return "<a " + b.String() + "/>"
		},
		"elements":         func(n int) string { return "<a>" + strings.Repeat("<b>", 2*n) },
		"one line":         func(n int) string { return "<a>" + strings.Repeat(`<b c="1"/>`, n) + "</a>" },
		"ampersands":       func(n int) string { return "<a>" + strings.Repeat("&amp;", n) + "&</a>" },
		"texts":            func(n int) string { return "<a>" + strings.Repeat("x<b/>", n) + "</a>" },
		"comments":         func(n int) string { return strings.Repeat("<!---->", n) + "<a>" },
		"braces":           func(n int) string { return `<a b="` + strings.Repeat("{{", n/2) + `"/>` },
		"unended comments": func(n int) string { return "<a>&" + strings.Repeat("<!--", n) },
	} {
		t.Run(name, func(t *testing.T) {
			lineartest.Hold(t, 300_000, func(n int) func() {
				text := []byte(hostile(n))
				return func() { Read("x", text) }
			})
		})
	}
}
