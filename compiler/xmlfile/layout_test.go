package xmlfile

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/beevik/etree"

	"provc/compiler/artifact"
)

var errTwice = errors.New("a name comes twice")

// someTree has values as attributes and as text, not in the order of the
// parameters, and leaves out those that are named none.
func someTree(params []artifact.Param) (*etree.Document, error) {
	doc, root := New("root")
	below := root.CreateElement("below")
	seen := map[string]bool{}
	for _, p := range params {
		if seen[p.Name] {
			return nil, errTwice
		}
		seen[p.Name] = true
		switch {
		case p.Name == "none":
		case strings.HasPrefix(p.Name, "t"):
			e := below.CreateElement(p.Name)
			if p.Access != "" {
				e.CreateAttr("ua", p.Access)
			}
			Text(e, p.Value)
		case strings.HasPrefix(p.Name, "b"):
			below.CreateAttr(p.Name, p.Value)
		default:
			root.CreateAttr(p.Name, p.Value)
		}
	}
	return doc, nil
}

// someParams are of few layouts and many values.
func someParams(r *rand.Rand) []artifact.Param {
	alphabet := []rune("ab0&<>\"' \n\r\t;]é𝄞\x00")
	names := []string{"a", "aa", "b", "b1", "t", "t.2", "tt", "none"}
	r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	var params []artifact.Param
	for _, n := range names[:r.IntN(len(names))] {
		value := make([]rune, r.IntN(6))
		for i := range value {
			value[i] = alphabet[r.IntN(len(alphabet))]
		}
		params = append(params, artifact.Param{Name: n, Value: string(value), Access: []string{"", "", "ro"}[r.IntN(3)]})
	}
	if len(params) > 0 && r.IntN(20) == 0 {
		params = append(params, params[0])
	}
	return params
}

// A layout that is filled in gives the bytes of the tree, whatever the values,
// whoever else asks, and however many layouts there are.
func TestLayoutsAreTrees(t *testing.T) {
	var l Layouts
	var group sync.WaitGroup
	for seed := range uint64(4) {
		group.Go(func() {
			r := rand.New(rand.NewPCG(seed, 1))
			for range 5000 {
				params := someParams(r)
				want, wantErr := plain(params, someTree)
				got, err := l.Bytes(params, someTree)
				if !bytes.Equal(got, want) || err != wantErr {
					t.Errorf("%+v: got %v\n%s\nwant %v\n%s", params, err, got, wantErr, want)
					return
				}
			}
		})
	}
	group.Wait()
	if len(l.known) != maxLayouts {
		t.Errorf("%d layouts are remembered", len(l.known))
	}
}

// Layouts differ by names, not by how names and access follow each other.
func TestLayoutsAreKeptApart(t *testing.T) {
	var l Layouts
	for _, params := range [][]artifact.Param{
		{{Name: "a"}, {Name: "b"}}, {{Name: "ab"}}, {{Name: "ta", Access: "b"}}, {{Name: "tab"}}, {{Name: "b"}, {Name: "a"}}, nil,
	} {
		want, _ := plain(params, someTree)
		for range 2 {
			if got, err := l.Bytes(params, someTree); err != nil || !bytes.Equal(got, want) {
				t.Errorf("%+v: %v\n%s\nwant\n%s", params, err, got, want)
			}
		}
	}
}

// A large file is written as any other, but its layout is not remembered.
func TestLargeFilesAreTrees(t *testing.T) {
	var l Layouts
	for n := maxParams - 1; n <= maxParams+1; n++ {
		var params []artifact.Param
		for i := range n {
			params = append(params, artifact.Param{Name: fmt.Sprint("a", i), Value: "<"})
		}
		want, _ := plain(params, someTree)
		if got, err := l.Bytes(params, someTree); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%d parameters: %v", n, err)
		}
	}
	if len(l.known) != 2 {
		t.Errorf("%d layouts are remembered", len(l.known))
	}
}

// What is written reads back with a reader that is not ours.
func TestBytesAreWellFormed(t *testing.T) {
	doc, root := New("x:root")
	root.CreateAttr("xmlns:x", "y")
	root.CreateAttr("a", "<&>\"'\n\r\t é")
	Text(root.CreateElement("empty"), "")
	root.CreateElement("none")
	text := root.CreateElement("text")
	text.CreateAttr("ua", "ro")
	Text(text, "a < b\n")
	data := Bytes(doc)
	want := `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<x:root
    xmlns:x="y"
    a="&lt;&amp;&gt;&quot;&apos;&#10;&#13;&#9; é">
  <empty></empty>
  <none/>
  <text ua="ro">a &lt; b&#10;</text>
</x:root>
`
	if string(data) != want {
		t.Errorf("got\n%s", data)
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "root" && e.Attr[1].Value != "<&>\"'\n\r\t é" {
			t.Errorf("read back as %q", e.Attr[1].Value)
		}
	}
}
