package inventory

import (
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"

	"provc/compiler/diag"
	"provc/compiler/value"
)

// maxYAML bounds a YAML table, of which all is in memory, as it must be.
const maxYAML = 64 << 20

// yamlRows are the mappings of a list.
type yamlRows struct {
	name  string
	known map[string]bool
	rows  []*yaml.Node
}

func newYAML(text, name string) (rows, error) {
	y := &yamlRows{name: name, known: map[string]bool{}}
	if len(text) > maxYAML {
		return y, fmt.Errorf("it is larger than 64 MB; write CSV or JSON, which are read row by row")
	}
	if err := encoded(text, name); err != nil {
		return y, err
	}
	var doc, more yaml.Node
	dec := yaml.NewDecoder(strings.NewReader(text))
	err := dec.Decode(&doc)
	if err == nil || err == io.EOF {
		switch err = dec.Decode(&more); {
		case err == nil:
			return y, &badRow{y.pos(&more), "the file holds several documents, not one list"}
		case err == io.EOF:
			err = nil
		}
	}
	if err != nil {
		line := 1
		fmt.Sscanf(strings.TrimPrefix(err.Error(), "yaml: "), "line %d:", &line)
		return y, &badRow{diag.Pos{File: name, Line: line}, "this is no YAML"}
	}
	if len(doc.Content) != 1 || doc.Content[0].Kind != yaml.SequenceNode {
		return y, &badRow{diag.Pos{File: name, Line: 1, Column: 1}, "the file must hold a list of mappings"}
	}
	for _, row := range doc.Content[0].Content {
		if err := y.look(row); err != nil {
			return y, err
		}
		y.rows = append(y.rows, row)
	}
	return y, nil
}

// look finds what is wrong with a row.
func (y *yamlRows) look(row *yaml.Node) error {
	if row.Kind != yaml.MappingNode {
		return &badRow{y.pos(row), "a row must be a mapping"}
	}
	twice := map[string]bool{}
	for i := 0; i+1 < len(row.Content); i += 2 {
		column, v := row.Content[i].Value, row.Content[i+1]
		if v.Kind != yaml.ScalarNode {
			return &badRow{y.pos(v), fmt.Sprintf("column %s holds a list, a mapping or an alias, not one value", column)}
		}
		if twice[column] {
			return &badRow{y.pos(v), fmt.Sprintf("a row has column %s twice", column)}
		}
		twice[column] = true
	}
	for column := range twice {
		y.known[column] = true
	}
	return nil
}

func (y *yamlRows) count() int               { return len(y.rows) }
func (y *yamlRows) columns() map[string]bool { return y.known }

func (y *yamlRows) pos(n *yaml.Node) diag.Pos {
	return diag.Pos{File: y.name, Line: n.Line, Column: n.Column}
}

func (y *yamlRows) read(i int, wanted map[string]int, cells []cell) diag.Pos {
	row := y.rows[i]
	for i := 0; i+1 < len(row.Content); i += 2 {
		at, ok := wanted[row.Content[i].Value]
		if !ok {
			continue
		}
		v := row.Content[i+1]
		c := cell{kind: value.String, text: v.Value, pos: y.pos(v)}
		switch v.Tag {
		case "!!null":
			c.kind = value.Null
		case "!!int", "!!float":
			c.kind = value.Int
		case "!!bool":
			c.kind = value.Bool
		}
		cells[at] = c
	}
	return y.pos(row)
}
