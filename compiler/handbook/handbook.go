// Package handbook tells people of everything that provc checks: as a list, as a
// page for a check, and as one document.
package handbook

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"golang.org/x/tools/txtar"

	"provc/compiler"
	"provc/compiler/diag"
	"provc/compiler/diff"
	"provc/compiler/digest"
	"provc/compiler/drift"
	"provc/compiler/output"
	"provc/compiler/secret"
	"provc/compiler/vendor"
)

// Sets lists all checks, in the order in which people meet what they are about.
func Sets(vendors vendor.List) []*diag.Set {
	return append(compiler.Sets(vendors), secret.Checks(), output.Checks(), drift.Checks(), diff.Checks(), digest.Checks(), diag.Checks())
}

// Find returns the check of an id; nil if there is none.
func Find(sets []*diag.Set, id string) *diag.Check {
	for _, s := range sets {
		if c := s.Find(id); c != nil {
			return c
		}
	}
	return nil
}

// IDs lists the ids of all checks.
func IDs(sets []*diag.Set) []string {
	var ids []string
	for _, s := range sets {
		for _, c := range s.Checks {
			ids = append(ids, c.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

// List writes a line for each check, under the headings of the sets.
func List(w io.Writer, sets []*diag.Set) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for i, s := range sets {
		if i > 0 {
			fmt.Fprintln(t)
		}
		fmt.Fprintln(t, s.Title)
		for _, c := range s.Sorted() {
			d := c.Document()
			fmt.Fprintf(t, "  %s\t%s\t%s\n", c.ID, severities(d), d.Title)
		}
	}
	return t.Flush()
}

// Page writes what is documented of a check.
func Page(w io.Writer, c *diag.Check) error {
	d := c.Document()
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n\n%s\n\n%s\n", c.ID, particulars(d), d.Title, d.Meaning)
	if d.Unshown != "" {
		fmt.Fprintf(&b, "\nThere is no example: %s.\n", d.Unshown)
		_, err := io.WriteString(w, b.String())
		return err
	}
	b.WriteString("\nWrong\n")
	examples(&b, d.Wrong)
	b.WriteString("\nprovc says\n\n" + indented(d.Output))
	b.WriteString("\nRight\n")
	examples(&b, mended(d))
	_, err := io.WriteString(w, b.String())
	return err
}

func examples(b *strings.Builder, files []txtar.File) {
	for _, f := range files {
		b.WriteString("\n")
		if len(files) > 1 {
			fmt.Fprintf(b, "  %s\n", f.Name)
		}
		b.WriteString(indented(string(f.Data)))
	}
}

func indented(text string) string {
	var b strings.Builder
	for line := range strings.Lines(strings.ReplaceAll(text, "\t", "    ")) {
		if line != "\n" {
			line = "    " + line
		}
		b.WriteString(line)
	}
	return b.String()
}

// mended are the files of the right example that differ from the wrong one's.
func mended(d diag.Document) []txtar.File {
	return slices.DeleteFunc(slices.Clone(d.Right), func(f txtar.File) bool { return !strings.HasPrefix(f.Name, "right") })
}

// severities names those of a check's findings, the usual one first.
func severities(d diag.Document) string {
	s := d.Severity.String()
	for _, a := range d.Also {
		s += " or " + a.Severity.String()
	}
	return s
}

// particulars say how bad a finding is, since when it is found, and why.
func particulars(d diag.Document) string {
	s := d.Severity.String()
	for _, a := range d.Also {
		s += "; " + a.Severity.String() + " " + a.When
	}
	s += "; since " + d.Since
	if d.Source != "" {
		s += "; source: " + d.Source
	}
	return s
}
