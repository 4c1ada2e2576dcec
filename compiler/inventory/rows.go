package inventory

import (
	"fmt"
	"io"
	"path"
	"strings"

	"provc/compiler/diag"
	"provc/compiler/source"
)

// rows reads a table one row at a time; next ends with io.EOF. Where every row
// has the same columns, header says which; nil if each row has its own.
type rows interface {
	header() map[string]bool
	next() (row, error)
}

// row is one entity's cells by column, until the next row is read.
type row struct {
	pos   diag.Pos
	cells map[string]cell
}

// cell is a value of a table. An empty cell is null.
type cell struct {
	kind source.Kind
	text string
	pos  diag.Pos
}

// badRow is what is wrong with a row.
type badRow struct {
	pos      diag.Pos
	sentence string
}

func (b *badRow) Error() string { return b.sentence }

// maxRow is more than any row of people or phones takes. What is longer is not
// such a table, or a quote was not closed.
const maxRow = 1 << 20

// reader reads a file by the ending of its name.
func (t *table) reader(r io.Reader, name string) (rows, error) {
	switch ext := strings.ToLower(path.Ext(name)); ext {
	case ".csv":
		return newCSV(r, name, t.separator)
	case ".json":
		return newJSON(r, name, true)
	case ".jsonl", ".ndjson":
		return newJSON(r, name, false)
	case ".yaml", ".yml":
		return newYAML(r, name)
	}
	return nil, fmt.Errorf("its name must end in .csv, .json, .jsonl or .yaml")
}
