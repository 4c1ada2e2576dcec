package inventory

import (
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"

	"provc/compiler/diag"
	"provc/compiler/source"
)

// maxYAML bounds a YAML table, which is read as a whole, as it must be.
const maxYAML = 64 << 20

// yamlRows goes through a list of mappings.
type yamlRows struct {
	name string
	rows []*yaml.Node
}

func newYAML(r io.Reader, name string) (rows, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxYAML+1))
	if err != nil {
		return nil, err
	}
	if len(text) > maxYAML {
		return nil, fmt.Errorf("it is larger than 64 MB; write CSV or JSON, which are read row by row")
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		line := 1
		fmt.Sscanf(strings.TrimPrefix(err.Error(), "yaml: "), "line %d:", &line)
		return nil, &badRow{diag.Pos{File: name, Line: line}, "this is no YAML"}
	}
	if len(doc.Content) != 1 || doc.Content[0].Kind != yaml.SequenceNode {
		return nil, &badRow{diag.Pos{File: name, Line: 1, Column: 1}, "the file must hold a list of mappings"}
	}
	return &yamlRows{name, doc.Content[0].Content}, nil
}

func (y *yamlRows) header() map[string]bool { return nil }

func (y *yamlRows) pos(n *yaml.Node) diag.Pos {
	return diag.Pos{File: y.name, Line: n.Line, Column: n.Column}
}

func (y *yamlRows) next() (row, error) {
	if len(y.rows) == 0 {
		return row{}, io.EOF
	}
	n := y.rows[0]
	y.rows = y.rows[1:]
	if n.Kind != yaml.MappingNode {
		return row{}, &badRow{y.pos(n), "a row must be a mapping"}
	}
	out := row{pos: y.pos(n), cells: map[string]cell{}}
	for i := 0; i+1 < len(n.Content); i += 2 {
		column, v := n.Content[i].Value, n.Content[i+1]
		c := cell{kind: source.String, text: v.Value, pos: y.pos(v)}
		if v.Kind != yaml.ScalarNode {
			return row{}, &badRow{c.pos, fmt.Sprintf("column %s holds a list, a mapping or an alias, not one value", column)}
		}
		switch v.Tag {
		case "!!null":
			c.kind = source.Null
		case "!!int", "!!float":
			c.kind = source.Int
		case "!!bool":
			c.kind = source.Bool
		}
		if _, twice := out.cells[column]; twice {
			return row{}, &badRow{c.pos, fmt.Sprintf("a row has column %s twice", column)}
		}
		out.cells[column] = c
	}
	return out, nil
}
