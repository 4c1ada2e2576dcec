package files

import (
	"fmt"
	"slices"
	"strings"

	"github.com/beevik/etree"

	"provc/compiler/artifact"
	"provc/compiler/spectralink/facts"
	"provc/compiler/vendor"
	"provc/compiler/xmlfile"
)

// A dialect names the elements of parameter and master files. Handsets go by
// attribute names alone; the elements are for people and for the vendor's
// schema.
type dialect struct {
	config string // root of a parameter file
	schema string // its schema's file name
	master string // root of a master configuration file
	// The element that carries an attribute of a master file; absent means the
	// root.
	carrier map[string]string
	// Whether what a model has of its own stands in an element that is named by it.
	byModel bool
}

var dialects = map[string]dialect{
	"spectralink": {
		config: "handsetConfig",
		schema: "handsetConfig.xsd",
		master: "MASTER_CONFIG",
		carrier: map[string]string{
			"APP_FILE_PATH":           "SOFTWARE",
			"CONFIG_FILES":            "CONFIGURATION",
			"MISC_FILES":              "CONFIGURATION",
			"LOG_FILE_DIRECTORY":      "DIRECTORIES",
			"OVERRIDES_DIRECTORY":     "DIRECTORIES",
			"CONTACTS_DIRECTORY":      "DIRECTORIES",
			"CALL_LISTS_DIRECTORY":    "DIRECTORIES",
			"COREFILE_DIRECTORY":      "DIRECTORIES",
			"LICENSE_DIRECTORY":       "DIRECTORIES",
			"USER_PROFILES_DIRECTORY": "DIRECTORIES",
		},
	},
	"polycom": {
		config: "polycomConfig",
		schema: "polycomConfig.xsd",
		master: "APPLICATION",

		byModel: true,
	},
}

// parameterFile writes parameters, which come in order. Elements nest by the dotted
// prefix of a name up to its first index, as in the vendor's files.
func (d dialect) parameterFile(params []artifact.Param) ([]byte, error) {
	doc, root := xmlfile.New(d.config)
	root.CreateAttr("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
	root.CreateAttr("xsi:noNamespaceSchemaLocation", d.schema)
	for _, p := range params {
		e := elementFor(root, elementPath(p.Name))
		before := len(e.Attr)
		e.CreateAttr(p.Name, p.Value)
		if len(e.Attr) == before { // it took the place of one
			return nil, fmt.Errorf("parameter %s is set twice in one file", p.Name)
		}
	}
	return xmlfile.Bytes(doc), nil
}

// elementPath is the dotted prefix that names a parameter's element.
func elementPath(name string) string {
	start, end := 0, 0 // of the part, and of the prefix before it
	for i := range len(name) {
		if name[i] != '.' {
			continue
		}
		if allDigits(name[start:i]) {
			break
		}
		start, end = i+1, i
	}
	return name[:end]
}

func allDigits(part string) bool {
	for i := range len(part) {
		if part[i] < '0' || part[i] > '9' {
			return false
		}
	}
	return true
}

// elementFor returns the element of a path below an element, which is made if
// there is none. The one that was made last is the likeliest.
func elementFor(e *etree.Element, path string) *etree.Element {
	if path == "" {
		return e
	}
	if i := strings.LastIndexByte(path, '.'); i >= 0 {
		e = elementFor(e, path[:i])
	}
	for _, c := range slices.Backward(e.Child) {
		if c, ok := c.(*etree.Element); ok && c.FullTag() == path {
			return c
		}
	}
	made := e.CreateElement(path)
	made.Attr = make([]etree.Attr, 0, 4) // as many have; else it would grow one by one
	return made
}

// masterFile writes a master configuration file; the parameters are its
// attributes, in the order in which the vendor's files have them.
func (d dialect) masterFile(attrs []artifact.Param) ([]byte, error) {
	doc, root := xmlfile.New(d.master)
	for _, a := range attrs {
		elementFor(root, d.carrierOf(a.Name)).CreateAttr(a.Name, a.Value)
	}
	return xmlfile.Bytes(doc), nil
}

// carrierOf is the element that carries an attribute of a master file.
func (d dialect) carrierOf(attr string) string {
	for _, of := range []string{facts.SoftwarePath, facts.ConfigFiles} {
		if model, ok := strings.CutPrefix(attr, of+"_"); ok {
			if d.byModel {
				return d.master + "_" + model
			}
			return d.carrier[of]
		}
	}
	return d.carrier[attr]
}

// contactFile writes a contact directory.
func contactFile(contacts []facts.Contact) []byte {
	doc, root := xmlfile.New("directory")
	list := root.CreateElement("item_list")
	for _, c := range contacts {
		item := list.CreateElement("item")
		for _, tag := range contactTags {
			if v, ok := c.Values[tag]; ok {
				item.CreateElement(tag).CreateText(v)
			}
		}
	}
	return xmlfile.Bytes(doc)
}

// contactTags are the elements of a directory entry, in the vendor's order.
var contactTags = []string{"ln", "fn", "ct", "sd", "lb", "pt", "rt", "dc", "ad", "ar", "bw", "bb"}

// Read reads a file that handsets read. Files are told apart by their outermost
// elements: handsets go by attributes alone, and would read any XML.
func Read(name string, data []byte) ([]artifact.Param, error) {
	if !xmlfile.IsNamed(name) {
		return nil, vendor.ErrForeign
	}
	switch xmlfile.Root(data) {
	case "handsetConfig", "polycomConfig", "MASTER_CONFIG", "APPLICATION", "PHONE_CONFIG":
		return ReadParams(data)
	case "directory":
		return readContacts(data)
	}
	return nil, vendor.ErrForeign
}

// ReadParams collects the parameters of a file of either dialect, or of a
// master file: every attribute of every element but those about XML itself, in
// document order. Handsets read files the same way.
func ReadParams(data []byte) ([]artifact.Param, error) { return xmlfile.Attributes(data) }

// readContacts makes a parameter of each entry of a contact directory, named by
// the number that is called.
func readContacts(data []byte) ([]artifact.Param, error) {
	doc := etree.NewDocument()
	if err := doc.ReadFromBytes(xmlfile.Text(data)); err != nil {
		return nil, err
	}
	var params []artifact.Param
	for _, item := range doc.FindElements("directory/item_list/item") {
		p := artifact.Param{}
		var says []string
		for _, e := range item.ChildElements() {
			if e.Tag == "ct" {
				p.Name = "contact " + strings.TrimSpace(e.Text())
				continue
			}
			says = append(says, e.Tag+"="+strings.TrimSpace(e.Text()))
		}
		p.Value = strings.Join(says, ", ")
		params = append(params, p)
	}
	return params, nil
}
