package inventory

import (
	"fmt"
	"path"
	"sort"
	"strings"
	"unicode/utf8"

	"provc/compiler/diag"
	"provc/compiler/value"
)

// rows is a table that has been looked through once. Its text is in memory, and
// little else; what a row holds is read when it is asked for, by several
// goroutines at once.
type rows interface {
	count() int
	// columns are the names of all columns.
	columns() map[string]bool
	// read fills the cells of those columns that are wanted, whose places among
	// the cells are given by their names, and returns where the row begins. Cells
	// that the row lacks are left alone.
	read(i int, wanted map[string]int, cells []cell) diag.Pos
}

// cell is a value of a table.
type cell struct {
	kind value.Kind
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

// rowsOf looks through a table, whose format is that of the ending of its name.
// With an error come the rows before it.
func (t *table) rowsOf(text, name string) (rows, error) {
	text = strings.TrimPrefix(text, "\ufeff") // as spreadsheets write it
	switch ext := strings.ToLower(path.Ext(name)); ext {
	case ".csv":
		return newCSV(text, name, byte(t.separator))
	case ".json":
		return newJSON(text, name, true)
	case ".jsonl", ".ndjson":
		return newJSON(text, name, false)
	case ".yaml", ".yml":
		return newYAML(text, name)
	}
	return nil, fmt.Errorf("its name must end in .csv, .json, .jsonl or .yaml")
}

// encoded says that a text is in UTF-8, or where it is not.
func encoded(text, name string) error {
	if utf8.ValidString(text) {
		return nil
	}
	valid := strings.ToValidUTF8(text, "\x00")
	at := 0
	for at < len(valid) && text[at] == valid[at] {
		at++
	}
	line, column := linesOf(text).at(at)
	return &badRow{diag.Pos{File: name, Line: line, Column: column}, notUTF8}
}

const notUTF8 = "the table is not in UTF-8"

// lines are the offsets at which the lines of a text begin.
type lines []uint32

func linesOf(text string) lines {
	all := make(lines, 1, 1+strings.Count(text, "\n"))
	for at := 0; ; {
		n := strings.IndexByte(text[at:], '\n')
		if n < 0 {
			return all
		}
		at += n + 1
		all = append(all, uint32(at))
	}
}

// at returns the line and column of a byte.
func (l lines) at(offset int) (line, column int) {
	i := max(0, sort.Search(len(l), func(i int) bool { return int(l[i]) > offset })-1)
	return i + 1, offset - int(l[i]) + 1
}
