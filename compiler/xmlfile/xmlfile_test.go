package xmlfile

import (
	"bytes"
	"encoding/xml"
	"math/rand/v2"
	"testing"
)

func TestBytes(t *testing.T) {
	doc, root := New("x:root")
	root.CreateAttr("xmlns:x", "y")
	root.CreateAttr("a", "<&>\"' é")
	root.CreateAttr("b", "line\r\n\tline")
	root.CreateElement("empty").CreateText("")
	root.CreateElement("none")
	below := root.CreateElement("below")
	below.CreateElement("deeper").CreateAttr("c", "")
	text := root.CreateElement("text")
	text.CreateAttr("ua", "ro")
	text.CreateText("a < b\n")
	want := `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<x:root
    xmlns:x="y"
    a="&lt;&amp;&gt;&quot;&apos; é"
    b="line&#xD;&#xA;&#x9;line">
  <empty></empty>
  <none/>
  <below>
    <deeper
        c=""/>
  </below>
  <text ua="ro">a &lt; b
</text>
</x:root>
`
	if got := Bytes(doc); string(got) != want {
		t.Errorf("got\n%s", got)
	}
}

// A reader that is not ours finds each value as it was put in.
func TestValuesReadBack(t *testing.T) {
	alphabet := []rune("ab0&<>\"' \n\r\t;]é𝄞")
	r := rand.New(rand.NewPCG(1, 2))
	value := func() string {
		v := make([]rune, r.IntN(8))
		for i := range v {
			v[i] = alphabet[r.IntN(len(alphabet))]
		}
		return string(v)
	}
	for range 3000 {
		doc, root := New("root")
		attr, text := value(), value()
		root.CreateAttr("a", attr)
		root.CreateElement("t").CreateText(text)
		data := Bytes(doc)
		var got struct {
			A string `xml:"a,attr"`
			T string `xml:"t"`
		}
		if err := xml.Unmarshal(data, &got); err != nil {
			t.Fatalf("%v\n%s", err, data)
		}
		if got.A != attr || got.T != text {
			t.Fatalf("%q and %q are read back as %q and %q", attr, text, got.A, got.T)
		}
		_, written, _ := bytes.Cut(data, []byte(`a="`))
		if written, _, _ = bytes.Cut(written, []byte(`"`)); bytes.ContainsAny(written, "\t\n\r") {
			t.Fatalf("readers other than Go's would take a line break or tab for a blank\n%s", data)
		}
	}
}

// Files of any encoding are read alike, and those that strict readers refuse although
// phones read them. Lines stay where they are.
func TestText(t *testing.T) {
	for _, c := range []struct{ data, want string }{
		{"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"é\"/>", "é"},
		{"\xef\xbb\xbf<a b=\"é\"/>", "é"},
		{"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<a b=\"\xe9\"/>", "é"},
		{"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<a b=\"é\"/>", "é"},
		{"<?xml version='1.1' encoding='windows-1252' ?><a b=\"\x80\"/>", "€"},
		{"<a b=\"\x93\xe9\"/>", "“é"},
		{"<?xml version=\"1.0\" encoding=\"windows-1251\"?><a b=\"\xc4\xe0\"/>", "Да"},
		{"<?xml version=\"1.0\" encoding=\"none\"?><a b=\"\xe9\"/>", "é"},
		{"<!-- ---\n --->\n<a b=\"é\"/><!-- -- -->", "é"},
		{"\n<?xml version=\"1.0\"?>\n<a b=\"é\"/>", "é"},
	} {
		params, err := Attributes([]byte(c.data))
		if err != nil || len(params) != 1 || params[0].Value != c.want {
			t.Errorf("%q is read as %v, %v", c.data, params, err)
		}
		if text := Text([]byte(c.data)); bytes.Count(text, []byte("\n")) != bytes.Count([]byte(c.data), []byte("\n")) {
			t.Errorf("%q becomes %q, of other lines", c.data, text)
		}
	}
}
