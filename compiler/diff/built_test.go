package diff

import (
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/root"
	"provc/compiler/vendors"
)

// built is a side that packages compile to, of an archive. Behind the path of a file
// stand, after bars, whose it is, what people call that, and its group. Each line is a
// parameter, the value behind =, or the name of its secret behind $; it is declared in the
// line of ward.cue that stands behind @, else in line 2, and nowhere behind @0. A file is
// declared in line 1.
func built(t testing.TB, files string) *Side {
	t.Helper()
	tree := &artifact.Tree{}
	for _, f := range txtar.Parse([]byte(files)).Files {
		fields := strings.Split(f.Name+"|||", "|")
		out := &artifact.File{Path: fields[0], Entity: fields[1], Label: fields[2], Group: fields[3], Owner: "ward", Pos: diag.Pos{File: "ward.cue", Line: 1},
			Format: func(params []artifact.Param) ([]byte, error) {
				var b strings.Builder
				for _, p := range params {
					b.WriteString(p.Name + "=" + p.Value + "\n")
				}
				return []byte(b.String()), nil
			}}
		for line := range strings.Lines(string(f.Data)) {
			line, at, _ := strings.Cut(strings.TrimSpace(line), "@")
			p := artifact.Param{Pos: diag.Pos{File: "ward.cue", Line: 2}}
			if n, err := strconv.Atoi(at); err == nil && n > 0 {
				p.Pos.Line = n
			} else if err == nil {
				p.Pos = diag.Pos{}
			}
			n := strings.IndexAny(line, "=$")
			if line == "" {
				continue
			}
			if n < 0 {
				t.Fatalf("%s: %q is no parameter", f.Name, line)
			}
			if p.Name = line[:n]; line[n] == '=' {
				p.Value = line[n+1:]
			} else {
				p.Secret = line[n+1:]
			}
			out.Params = append(out.Params, p)
		}
		tree.Files = append(tree.Files, out)
	}
	return Compiled("side", "", vendors.All(), root.Part{Tree: tree})
}

// compared is what people are told of two archives that packages compile to, but for line 2.
func compared(t testing.TB, old, new string) string {
	t.Helper()
	return strings.ReplaceAll(printed(t, Compare(built(t, old), built(t, new), Options{}), TextOptions{}), "    ward.cue:2\n", "\n")
}
