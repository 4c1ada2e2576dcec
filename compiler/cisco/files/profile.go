package files

import (
	"fmt"
	"strings"

	"github.com/beevik/etree"

	"provc/compiler/artifact"
	"provc/compiler/xmlfile"
)

// ProfileRoot is the element that holds the parameters of a profile.
const ProfileRoot = "flat-profile"

// maxDepth is far deeper than elements of a real profile nest.
const maxDepth = 100

// writeProfile writes a profile: each parameter is an element, an empty value an
// opening and a closing tag, since the vendor's documents disagree on what <X/> does.
func writeProfile(params []artifact.Param) ([]byte, error) {
	doc, root := xmlfile.New(ProfileRoot)
	seen := make(map[string]bool, len(params))
	for _, p := range params {
		if seen[p.Name] {
			return nil, fmt.Errorf("parameter %s is set twice in one profile", p.Name)
		}
		seen[p.Name] = true
		e := root.CreateElement(p.Name)
		if p.Access != "" {
			e.CreateAttr("ua", p.Access)
		}
		e.CreateText(p.Value)
	}
	return xmlfile.Bytes(doc), nil
}

// Wrapper is an element that some tools put around a profile.
const Wrapper = "device"

// ReadParams reads the parameters of a profile as a phone does: the elements
// below flat-profile, in document order. Of a name that comes twice, the last
// wins, so that only the last is returned, in its place. In what a phone saves, an
// element that is empty holds a line break.
func ReadParams(data []byte) ([]artifact.Param, error) {
	doc := etree.NewDocument()
	doc.ReadSettings.MaxDepth = maxDepth
	if err := doc.ReadFromBytes(xmlfile.Text(data)); err != nil {
		return nil, fmt.Errorf("not well-formed XML: %v", err)
	}
	root := doc.Root()
	if root != nil && root.Tag == Wrapper && len(root.ChildElements()) == 1 {
		root = root.ChildElements()[0]
	}
	if root == nil || root.Tag != ProfileRoot || len(doc.ChildElements()) != 1 {
		return nil, fmt.Errorf("not a profile: its outermost element must be <%s>", ProfileRoot)
	}
	children := root.ChildElements()
	last := make(map[string]int, len(children))
	for i, e := range children {
		last[e.FullTag()] = i
	}
	var params []artifact.Param
	for i, e := range children {
		if last[e.FullTag()] == i {
			value := e.Text()
			if strings.Contains(value, "\n") && strings.TrimSpace(value) == "" {
				value = ""
			}
			params = append(params, artifact.Param{Name: e.FullTag(), Value: value, Access: e.SelectAttrValue("ua", "")})
		}
	}
	return params, nil
}
