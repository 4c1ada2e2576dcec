package diag

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/txtar"
)

// Check is a rule that provc holds a configuration to, and what findings are made
// with, so that none has an id or a severity that is not documented.
type Check struct {
	ID   string
	read func() Document
}

// At makes a finding of the check. Its severity is the first that the document
// names.
func (c *Check) At(pos Pos, format string, args ...any) Diagnostic {
	return Diagnostic{Severity: c.Document().Severity, Check: c.ID, Pos: pos, Summary: fmt.Sprintf(format, args...)}
}

// Document returns what is documented of the check.
func (c *Check) Document() Document { return c.read() }

// Document says what a check is for, to people who look after telephones.
type Document struct {
	Severity Severity
	Also     []Also   // other severities that its findings may have
	Since    string   // the version of provc that has it first
	With     []string // ids of checks that find something wherever it does
	Source   string   // the vendor's document that it is taken from; empty if it is provc's own
	Title    string   // one sentence
	Meaning  string   // paragraphs: what phones do, why it matters, how to mend it

	Unshown string // why there is no example; empty where there is

	Wrong  []txtar.File // an example that the check finds something in
	Output string       // what provc says of it
	Right  []txtar.File // the example, mended
}

// Also is a severity that findings have in some cases.
type Also struct {
	Severity Severity
	When     string
}

// Set is the checks of a package.
type Set struct {
	Title  string // what they are about, as a heading
	Checks []*Check

	files fs.FS
}

// NewSet returns a set whose documents are the files checks/<id>.txtar. They are
// read when somebody asks for them, and not before.
func NewSet(title string, files fs.FS) *Set { return &Set{Title: title, files: files} }

// Join returns a set of the checks of others, each with the document that it has there.
func Join(title string, sets ...*Set) *Set {
	all := &Set{Title: title}
	for _, s := range sets {
		all.Checks = append(all.Checks, s.Checks...)
	}
	return all
}

// New adds a check to the set. It is for variables of packages.
func (s *Set) New(id string) *Check {
	c := &Check{ID: id}
	c.read = sync.OnceValue(func() Document {
		text, err := fs.ReadFile(s.files, "checks/"+id+".txtar")
		if err == nil {
			var d Document
			if d, err = ParseDocument(text); err == nil {
				return d
			}
		}
		panic("check " + id + ": " + err.Error()) // a test of the set's package reads them all
	})
	s.Checks = append(s.Checks, c)
	return c
}

// Find returns the check of an id; nil if there is none.
func (s *Set) Find(id string) *Check {
	if s == nil {
		return nil
	}
	if i := slices.IndexFunc(s.Checks, func(c *Check) bool { return c.ID == id }); i >= 0 {
		return s.Checks[i]
	}
	return nil
}

// Sorted returns the checks by id.
func (s *Set) Sorted() []*Check {
	return slices.SortedFunc(slices.Values(s.Checks), func(a, b *Check) int { return cmp.Compare(a.ID, b.ID) })
}

// ParseDocument reads a document: lines of "key: value", the title, paragraphs of
// meaning, and the files of both examples. A file belongs to the wrong or the
// right example if its name begins so, and to both if it begins otherwise.
//
//	severity: error
//	severity: note, where nobody knows
//	since: 0.1
//	source: CS-15-10
//
//	One sentence.
//
//	Paragraphs.
//	-- wrong.cue --
//	-- output --
//	-- right.cue --
func ParseDocument(text []byte) (Document, error) {
	archive := txtar.Parse(text)
	head, body, _ := strings.Cut(string(archive.Comment), "\n\n")
	title, meaning, _ := strings.Cut(body, "\n\n")
	d := Document{Title: strings.TrimSpace(title), Meaning: strings.TrimSpace(meaning)}
	var severities []Also
	for line := range strings.Lines(head) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "severity":
			name, when, _ := strings.Cut(value, ", ")
			severity, ok := parseSeverity(name)
			if !ok {
				return d, fmt.Errorf("unknown severity %q", name)
			}
			severities = append(severities, Also{severity, when})
		case "since":
			d.Since = value
		case "unshown":
			d.Unshown = value
		case "with":
			d.With = strings.Fields(value)
		case "source":
			d.Source = value
		default:
			return d, fmt.Errorf("unknown key %q", key)
		}
	}
	if len(severities) == 0 {
		return d, fmt.Errorf("no severity")
	}
	d.Severity, d.Also = severities[0].Severity, severities[1:]
	for _, f := range archive.Files {
		switch {
		case f.Name == "output":
			d.Output = string(f.Data)
		case strings.HasPrefix(f.Name, "wrong"):
			d.Wrong = append(d.Wrong, f)
		case strings.HasPrefix(f.Name, "right"):
			d.Right = append(d.Right, f)
		default:
			d.Wrong, d.Right = append(d.Wrong, f), append(d.Right, f)
		}
	}
	return d, nil
}

func parseSeverity(name string) (Severity, bool) {
	for s := Error; s <= Note; s++ {
		if s.String() == name {
			return s, true
		}
	}
	return Error, false
}

// As returns the finding with another severity, one that its check's document
// names.
func (d Diagnostic) As(s Severity) Diagnostic { d.Severity = s; return d }

// WithDetail returns the finding with what was found.
func (d Diagnostic) WithDetail(format string, args ...any) Diagnostic {
	d.Detail = fmt.Sprintf(format, args...)
	return d
}

// WithRelated returns the finding with another place that it is about.
func (d Diagnostic) WithRelated(pos Pos, message string) Diagnostic {
	d.Related = append(d.Related, Related{message, pos})
	return d
}
