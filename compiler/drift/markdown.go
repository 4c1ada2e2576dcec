package drift

import (
	"fmt"
	"io"
	"strings"

	"provc/compiler/diag"
	"provc/compiler/layout"
)

// WriteMarkdown prints a report as a comment of a forge or a page of a wiki.
func WriteMarkdown(w io.Writer, r *Report) error {
	var b strings.Builder
	fmt.Fprintf(&b, "## Drift of %s\n\n%s\n", layout.Code(r.Root), layout.Prose(r.Summary()))
	if len(r.Masks) > 0 {
		b.WriteString("\n| who | parameter | there | declared | place | remedy |\n|---|---|---|---|---|---|\n")
		for i := range r.Masks {
			m := &r.Masks[i]
			var declared, places []string
			for n := 0; n < len(m.Ours) && n < few; n++ {
				declared = append(declared, layout.Prose(m.beaten(n)))
				if p := m.Ours[n].Pos; p.IsValid() {
					places = append(places, layout.Code(p.String()))
				}
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", layout.Prose(m.who()), layout.Code(m.Parameter), layout.Prose(shown(m.Theirs, m.Secret)),
				strings.Join(declared, "<br>"), strings.Join(places, "<br>"), layout.Prose(m.Says()+": "+m.Remedy()))
		}
	}
	kind := ""
	for _, e := range r.entries() {
		if e.kind != kind {
			kind = e.kind
			fmt.Fprintf(&b, "\n### %s\n\n", kind)
		}
		fmt.Fprintf(&b, "- %s", layout.Prose(diag.Visible(e.head)))
		for _, l := range e.more {
			fmt.Fprintf(&b, "<br>%s", layout.Prose(diag.Visible(l)))
		}
		if e.remedy != "" {
			fmt.Fprintf(&b, "<br>Remedy: %s", layout.Prose(diag.Visible(e.remedy)))
		}
		b.WriteString("\n")
	}
	if len(r.Unseen) > 0 {
		b.WriteString("\n### Not seen\n\n")
		for _, u := range r.Unseen {
			fmt.Fprintf(&b, "- %s\n", layout.Prose(diag.Visible(u)))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
