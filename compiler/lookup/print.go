package lookup

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// Formats are what hits may be printed as.
var Formats = []string{"text", "json", "markdown"}

// Print prints hits in a format. Of many, text says all of the first ones, and a line
// of each of the others.
func Print(w io.Writer, format string, hits []Hit, whole int) error {
	entries := make([]Entry, len(hits))
	for i, h := range hits {
		entries[i] = Describe(h)
	}
	switch format {
	case "json":
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		return e.Encode(entries)
	case "markdown":
		return markdown(w, entries)
	}
	var b strings.Builder
	for i := range entries {
		if i < whole {
			entries[i].text(&b)
			continue
		}
		if i == whole {
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "%s (%s)  %s\n", entries[i].Name, entries[i].Vendor, entries[i].About)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Facts calls f with what is said of a parameter beside its name, in order.
func (e *Entry) Facts(f func(name, text string)) {
	f("about", e.About)
	f("write", e.Write)
	f("value", e.Value)
	for _, family := range slices.Sorted(maps.Keys(e.Family)) {
		f(family, mustBeOneOf(e.Family[family]))
	}
	for _, letter := range slices.Sorted(maps.Keys(e.Indexes)) {
		f(letter, fmt.Sprintf("1 to %d", e.Indexes[letter]))
	}
	f("default", e.standard())
	f("home", e.home())
	f("restart", e.Restart)
	for _, s := range e.Stated {
		f("stated", s.String())
	}
	f("models", e.Models)
	f("at phone", e.AtPhone)
	if e.Secret {
		f("secret", "yes")
	}
	if e.Later {
		f("since", "a release after 4.0")
	}
}

// standard is the default, and for which indexes and models it is another.
func (e *Entry) standard() string {
	if len(e.Defaults) == 0 {
		return e.Default
	}
	return cmp.Or(e.Default, "none") + " (" + strings.Join(e.Defaults, "; ") + ")"
}

func (e *Entry) home() string {
	if e.Also == "" {
		return e.Home
	}
	return e.Home + "; the vendor has it in " + e.Also + ", too"
}

// allowed is what may be the value, of each family.
func (e *Entry) allowed() string {
	said := e.Value
	for _, family := range slices.Sorted(maps.Keys(e.Family)) {
		said += "; " + family + ": " + strings.Join(e.Family[family], ", ")
	}
	return said
}

func (e *Entry) text(b *strings.Builder) {
	fmt.Fprintf(b, "%s (%s)\n", e.Name, e.Vendor)
	e.Facts(func(name, text string) {
		if text != "" {
			fmt.Fprintf(b, "    %-10s%s\n", name, text)
		}
	})
}

func markdown(w io.Writer, entries []Entry) error {
	var b strings.Builder
	for i := range entries {
		e := &entries[i]
		if i > 0 {
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "### `%s`\n\n", e.Name)
		if e.About != "" {
			fmt.Fprintf(&b, "%s\n\n", escape(e.About))
		}
		b.WriteString("| | |\n|---|---|\n")
		e.Facts(func(name, text string) {
			switch {
			case text == "" || name == "about":
			case name == "write":
				fmt.Fprintf(&b, "| %s | `%s` |\n", name, strings.ReplaceAll(text, "|", `\|`))
			default:
				fmt.Fprintf(&b, "| %s | %s |\n", name, escape(text))
			}
		})
	}
	_, err := io.WriteString(w, b.String())
	return err
}

var escaper = strings.NewReplacer(`\`, `\\`, "|", `\|`, "*", `\*`, "_", `\_`, "<", "&lt;", "`", "\\`", "[", `\[`)

// escape has Markdown show a text as it is.
func escape(text string) string { return escaper.Replace(text) }
