package handbook

import (
	"fmt"
	"io"
	"path"
	"strings"

	"golang.org/x/tools/txtar"

	"provc/compiler/diag"
)

const head = `# Checks

<!-- Made from the documents beside the code: go test ./compiler/handbook -update -->

What provc finds in a configuration, with an example of each and what provc says of
it. An error keeps files from being written; a warning is probably a mistake; a note
is worth knowing. ` + "`provc checks ID`" + ` prints one of them.
`

// Markdown writes all checks as one document.
func Markdown(w io.Writer, sets []*diag.Set) error {
	var b strings.Builder
	b.WriteString(head)
	for _, s := range sets {
		fmt.Fprintf(&b, "\n## %s\n", s.Title)
		for _, c := range s.Sorted() {
			d := c.Document()
			fmt.Fprintf(&b, "\n### %s\n\n**%s** (%s)\n\n%s\n", c.ID, d.Title, particulars(d), d.Meaning)
			if d.Unshown != "" {
				fmt.Fprintf(&b, "\nThere is no example: %s.\n", d.Unshown)
				continue
			}
			b.WriteString("\nWrong:\n")
			fences(&b, d.Wrong)
			fmt.Fprintf(&b, "\nprovc says:\n\n```text\n%s```\n\nRight:\n", d.Output)
			fences(&b, mended(d))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func fences(b *strings.Builder, files []txtar.File) {
	for _, f := range files {
		if len(files) > 1 {
			fmt.Fprintf(b, "\n`%s`\n", f.Name)
		}
		fmt.Fprintf(b, "\n```%s\n%s```\n", strings.TrimPrefix(path.Ext(f.Name), "."), f.Data)
	}
}
