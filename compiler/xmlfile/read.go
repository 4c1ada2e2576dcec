package xmlfile

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"github.com/beevik/etree"

	"provc/compiler/artifact"
)

// IsNamed reports whether a file is called like XML that phones read.
func IsNamed(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".cfg" || ext == ".xml"
}

// Root is the name of the outermost element, as far as the beginning of the text
// tells; the text need not be well-formed.
func Root(data []byte) string {
	if m := rootElement.FindSubmatch(data); m != nil {
		return string(m[1])
	}
	return ""
}

var rootElement = regexp.MustCompile(`<([A-Za-z_][\w.-]*)`)

// maxDepth is far deeper than elements of a real file nest.
const maxDepth = 100

// Attributes makes a parameter of every attribute of every element but those
// about XML itself, in document order.
func Attributes(data []byte) ([]artifact.Param, error) {
	doc := etree.NewDocument()
	doc.ReadSettings.MaxDepth = maxDepth
	if err := doc.ReadFromBytes(Text(data)); err != nil {
		return nil, fmt.Errorf("not well-formed XML: %v", err)
	}
	if n := len(doc.ChildElements()); n != 1 {
		return nil, fmt.Errorf("not well-formed XML: it has %d root elements", n)
	}
	var params []artifact.Param
	var collect func(e *etree.Element)
	collect = func(e *etree.Element) {
		for _, a := range e.Attr {
			if a.Space == "xmlns" || a.Space == "xsi" || a.Space == "" && a.Key == "xmlns" {
				continue
			}
			params = append(params, artifact.Param{Name: a.FullKey(), Value: a.Value})
		}
		for _, c := range e.ChildElements() {
			collect(c)
		}
	}
	collect(doc.Root())
	return params, nil
}
