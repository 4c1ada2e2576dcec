package lookup

import (
	"fmt"
	"strings"

	"provc/compiler/catalogue"
)

// Pages makes the parameters of a vendor into pages of Markdown, a table for each
// group, by file name; README.md lists them.
func Pages(s *catalogue.Schema) map[string]string {
	var names []string
	tables := map[string]*strings.Builder{}
	counts := map[string]int{}
	for _, h := range All([]*catalogue.Schema{s}) {
		name := group(h.Param) + ".md"
		b := tables[name]
		if b == nil {
			b = &strings.Builder{}
			tables[name] = b
			names = append(names, name)
			fmt.Fprintf(b, "# %s\n\n", escape(group(h.Param)))
			b.WriteString("Made from the schema; `provc params NAME` says more of each.\n\n| parameter | value | default | home, models | restart | |\n|---|---|---|---|---|---|\n")
		}
		e := Describe(h)
		counts[name]++
		fmt.Fprintf(b, "| `%s` | %s | %s | %s | %s | %s |\n", e.Name, escape(strings.TrimPrefix(e.allowed(), "must be ")), escape(e.standard()), escape(strings.TrimSpace(e.home()+" "+e.Models)), e.Restart, escape(e.About))
	}
	pages := map[string]string{}
	var index strings.Builder
	fmt.Fprintf(&index, "# Parameters: %s\n\nMade from the schema. x, y and z stand for indexes.\n\n| group | parameters |\n|---|---|\n", s.Vendor)
	for _, name := range names {
		pages[name] = tables[name].String()
		fmt.Fprintf(&index, "| [%s](%s) | %d |\n", escape(strings.TrimSuffix(name, ".md")), name, counts[name])
	}
	pages["README.md"] = index.String()
	return pages
}

// group is under what a vendor files a parameter: what its schema says, or else the
// first part of its name.
func group(p catalogue.Param) string {
	name, _, _ := strings.Cut(p.Field.Meta.Values["group"], "/")
	if name == "" {
		before, _, dotted := strings.Cut(p.Name, ".")
		if name = before; !dotted {
			name = "Other"
		}
	}
	return strings.Map(func(r rune) rune {
		if r == '_' || r == ' ' {
			return '-'
		}
		return r
	}, name)
}
