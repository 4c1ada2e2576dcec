package editor

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"provc/compiler/editor/outline"
)

var (
	packageClause = regexp.MustCompile(`(?m)^package[ \t]+(\w+)`)
	packageName   = regexp.MustCompile(`^[A-Za-z]\w*$`)
	// importPath is a line up to somewhere in the path of an import.
	importPath = regexp.MustCompile(`^[ \t]*(import[ \t]+)?(\w+[ \t]+)?"([\w./@-]*)$`)
	restOfPath = regexp.MustCompile(`^[\w./@-]*"?`)
)

// head proposes what stands before the declarations of a file: its package, and the
// schemas. It reports whether nothing else can stand there.
func (c *completion) head() bool {
	for i := range c.scene.at.Nodes {
		if n := &c.scene.at.Nodes[i]; n.Kind != outline.Opaque && int(n.To) < c.offset {
			return false // behind a declaration
		}
	}
	text := c.scene.at.Text
	line := text[bytes.LastIndexByte(text[:c.offset], '\n')+1 : c.offset]
	if m := importPath.FindSubmatchIndex(line); m != nil {
		if m[2] >= 0 || inImports(text[:c.offset-len(line)]) {
			c.imports(c.offset - (len(line) - m[6]) - 1)
			return true
		}
	}
	if word := string(bytes.TrimLeft(line, " \t")); word != "" && word == c.at.Word && c.at.Label && !c.at.Quoted && c.here.node == outline.None && endsLine(text[c.offset:]) {
		c.clauses()
	}
	return false
}

// endsLine reports whether nothing stands behind the rest of a word in its line.
func endsLine(text []byte) bool {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	return len(bytes.TrimSpace(bytes.TrimLeft(line, "abcdefghijklmnopqrstuvwxyz"))) == 0
}

// inImports reports whether a text ends within the parentheses of imports.
func inImports(text []byte) bool {
	i := bytes.LastIndex(text, []byte("import ("))
	return i >= 0 && (i == 0 || text[i-1] == '\n') && !bytes.ContainsRune(text[i:], ')')
}

// imports proposes the paths of the schemas, from the quote on that is typed.
func (c *completion) imports(from int) {
	typed := string(c.scene.at.Text[from+1 : c.offset])
	to := c.offset + len(restOfPath.Find(c.scene.at.Text[c.offset:]))
	for _, v := range c.p.vendors {
		quoted := strconv.Quote(moduleOf + v.Name())
		if !strings.Contains(quoted, typed) || c.isImported(moduleOf+v.Name()) {
			continue
		}
		c.items = append(c.items, ranked{Item{Label: quoted, Kind: KindName, Detail: "schema of " + v.Name(), Insert: quoted, Filter: quoted, From: from, To: to}, rankPlain, nil})
	}
}

// isImported reports whether the file has an import already, but the one that is typed.
func (c *completion) isImported(name string) bool {
	for _, imported := range c.scene.at.Imports {
		if at, _, _ := strings.Cut(imported, "@"); at == name {
			i := bytes.Index(c.scene.at.Text, []byte(name))
			return i < 0 || i > c.offset || i+len(name) < c.offset
		}
	}
	return false
}

// clauses proposes a package, where the file has none, and imports.
func (c *completion) clauses() {
	if !packageClause.Match(c.scene.at.Text) {
		if name := c.packageName(); name != "" {
			c.clause("package "+name, "of the folder")
		}
		return // which stands before imports
	}
	for _, v := range c.p.vendors {
		if !c.isImported(moduleOf + v.Name()) {
			c.clause("import "+strconv.Quote(moduleOf+v.Name()), "schema of "+v.Name())
		}
	}
}

func (c *completion) clause(text, detail string) {
	if strings.HasPrefix(text, c.at.Word) {
		c.add(rankFirst, Item{Label: text, Kind: KindName, Detail: detail, Insert: text, Filter: text})
	}
}

// packageName is the name of the package that other files here are of, or else one like
// the folder's.
func (c *completion) packageName() string {
	var names []string
	for _, src := range c.all {
		if m := packageClause.FindSubmatch(src.Text); m != nil {
			names = append(names, string(m[1]))
		}
	}
	if slices.Sort(names); len(names) > 0 {
		return names[0]
	}
	name := strings.ReplaceAll(path.Base(path.Dir(c.scene.at.file)), "-", "_")
	if !packageName.MatchString(name) {
		return ""
	}
	return name
}
