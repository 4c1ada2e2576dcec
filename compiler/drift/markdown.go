package drift

import (
	"fmt"
	"io"
	"strings"
)

// WriteMarkdown prints a report as a comment of a forge or a page of a wiki.
func WriteMarkdown(w io.Writer, r *Report) error {
	var b strings.Builder
	fmt.Fprintf(&b, "## Drift of %s\n\n%s\n", code(r.Root), escaped(r.Summary()))
	if len(r.Masks) > 0 {
		b.WriteString("\n| who | parameter | there | declared | place | remedy |\n|---|---|---|---|---|---|\n")
		for i := range r.Masks {
			m := &r.Masks[i]
			var declared, places []string
			for n := 0; n < len(m.Ours) && n < few; n++ {
				declared = append(declared, escaped(m.beaten(n)))
				if p := m.Ours[n].Pos; p.IsValid() {
					places = append(places, code(p.String()))
				}
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", escaped(m.who()), code(m.Parameter), escaped(shown(m.Theirs, m.Secret)),
				strings.Join(declared, "<br>"), strings.Join(places, "<br>"), escaped(m.Says()+": "+m.Remedy()))
		}
	}
	kind := ""
	for _, e := range r.entries() {
		if e.kind != kind {
			kind = e.kind
			fmt.Fprintf(&b, "\n### %s\n\n", kind)
		}
		fmt.Fprintf(&b, "- %s", escaped(e.head))
		for _, l := range e.more {
			fmt.Fprintf(&b, "<br>%s", escaped(l))
		}
		if e.remedy != "" {
			fmt.Fprintf(&b, "<br>Remedy: %s", escaped(e.remedy))
		}
		b.WriteString("\n")
	}
	if len(r.Unseen) > 0 {
		b.WriteString("\n### Not seen\n\n")
		for _, u := range r.Unseen {
			fmt.Fprintf(&b, "- %s\n", escaped(u))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// escaped is text that no Markdown or HTML is read from.
func escaped(text string) string {
	return markup.Replace(text)
}

var markup = strings.NewReplacer("\\", "\\\\", "|", "\\|", "*", "\\*", "_", "\\_", "`", "\\`", "[", "\\[", "]", "\\]", "<", "&lt;", ">", "&gt;", "&", "&amp;", "#", "\\#", "@", "&#64;", "\n", " ", "\r", " ")

func code(text string) string {
	return "<code>" + strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "|", "&#124;", "\n", " ", "\r", " ", "`", "&#96;", "*", "&#42;", "_", "&#95;", "[", "&#91;", "@", "&#64;").Replace(text) + "</code>"
}
