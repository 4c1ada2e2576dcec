package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
	dom "golang.org/x/net/html"
)

// hostile is what somebody may call a handset who wants more than a name: a command in a
// log, a sequence for the terminal, another direction, and elements of each format.
const hostile = "<img src=x onerror=alert(1)></code></summary></script><script>alert(2)</script>|`~~a~~` **b** [l](http://evil.example/) " +
	"![i](http://evil.example/i) www.evil.example @team #1 &lt; <!--\n::error::forged\r\n  ::warning file=x::forged ##[error]forged ##vso[task.x]\x1b[31mred\u009b0m\u202eevil\u200f\u2066"

// hostileIn are the places of packages where such a name may stand. NAME stands for it
// as CUE writes it.
var hostileIn = map[string][]string{
	plantedWard: {
		`phones: "00907a000001": {label: NAME, params: up: idleTimeout: 5}`,
		`phones: "00907a000001": label: NAME`,
		`users: ben: {label: NAME, password: secret: "ben", params: reg: "2": label: "B"}`,
		`groups: g: {label: NAME, params: up: idleTimeout: 5}, phones: "00907a000001": group: "g"`,
		`groups: (NAME): params: up: idleTimeout: 5`,
		`phones: "00907a000001": group: NAME`,
		`users: (NAME): password: secret: "ben"`,
		`users: ann: directory: NAME`,
		`phones: (NAME): {}`,
		`params: ptt: displayName: NAME`,
		`params: reg: "1": label: NAME`,
		`params: up: (NAME): 5`,
		`params: up: idleTimeout: NAME`,
		`unlisted: (NAME): "x"`,
		`unlisted: "my.own": NAME`,
		`profiles: directory: NAME`,
		`folder: NAME`,
		`software: NAME`,
		`misc: [NAME]`,
		`directories: logs: NAME`,
		`configFiles: before: [NAME]`,
		`configFiles: after: [{file: NAME, sets: [NAME]}]`,
		`emergencyNumbers: [NAME]`,
		`authorizedNumbers: [{description: NAME, value: "1"}]`,
		`users: ben: password: secret: NAME`,
		`users: ben: {password: secret: "ben", contacts: [{ct: "1", fn: NAME}]}`,
		`accept: [{check: NAME, reason: "x"}]`,
		`accept: [{check: "no-such-check", reason: NAME}]`,
		`(NAME): 5`,
		`vendor: NAME`,
		`inventory: users: {file: NAME, id: "{id}", each: {}}`,
		`inventory: users: {file: "people.csv", id: NAME, each: {}}`,
	},
	plantedRooms: {
		`phones: "0026cb5f1a21": {label: NAME, model: "SPA504G", userID: "hall", password: secret: "hall"}`,
		`phones: "0026cb5f1a21": {model: NAME, userID: "hall", password: secret: "hall"}`,
		`phones: "0026cb5f1a21": {model: "SPA504G", userID: NAME, password: secret: "hall"}`,
		`users: ben: {label: NAME, password: secret: "ben"}`,
		`params: Station_Name: NAME`,
		`params: Text_Logo: NAME`,
		`params: Profile_Rule_B: NAME`,
		`rule: NAME`,
		`server: NAME`,
		`keepLocal: [NAME]`,
		`unlisted: (NAME): "x"`,
	},
}

// hostileRows are tables with it; NAME stands for it as a cell.
var hostileRows = []string{
	"id,name,line,password\nben,NAME,3,x",
	"id,name,line,password\nNAME,Ben,3,x",
	"id,name,line,password\nben,Ben,NAME,x",
	"id,name,line,NAME\nben,Ben,3,x",
	"NAME\nben,Ben,3,x",
}

// forged says what of a hostile name somebody would obey in what provc prints, or nothing.
func forged(format, out string) string {
	switch format {
	case "json", "sarif", "gitlab":
		if !json.Valid([]byte(out)) {
			return "it is no JSON"
		}
		return ""
	case "junit":
		return ""
	case "html":
		return forgedElement(out, "html", "meta", "link", "title", "style", "a", "header", "small", "section", "figure", "figcaption", "svg", "rect", "form",
			"div", "label", "input", "fieldset", "legend", "output", "kbd", "main", "dl", "dt", "dd", "ins", "del", "mark", "script", "span", "i", "em", "caption", "h1", "h2")
	case "markdown":
		var page bytes.Buffer
		m := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithUnsafe()))
		if err := m.Convert([]byte(out), &page); err != nil {
			return err.Error()
		}
		if what := forgedElement(page.String(), "h3"); what != "" {
			return what
		}
	}
	for line := range strings.Lines(out) {
		line = strings.TrimSuffix(line, "\n")
		if at := strings.IndexFunc(line, func(r rune) bool { return !unicode.IsPrint(r) && r != '\u200b' }); at >= 0 {
			return fmt.Sprintf("%q is not visible", line[at:])
		}
		for _, command := range []string{"##[", "##vso["} {
			if strings.Contains(line, command) {
				return "the log obeys " + command
			}
		}
		if s := strings.TrimSpace(line); strings.HasPrefix(s, "::") && !(format == "github" && workflowCommand.MatchString(line)) {
			return "the log obeys " + s
		}
	}
	return ""
}

var workflowCommand = regexp.MustCompile(`^::(error|warning|notice) (file=[^:]*,(line=\d+,(col=\d+,)?)?)?title=[a-z-]+::[^\r]*$`)

// forgedElement finds an element of a page that provc does not write.
func forgedElement(page string, more ...string) (wrong string) {
	known := append([]string{"html", "head", "body", "p", "strong", "code", "pre", "ul", "li", "details", "summary", "table", "thead", "tbody", "tr", "th", "td"}, more...)
	root, err := dom.Parse(strings.NewReader(page))
	if err != nil {
		return err.Error()
	}
	scripts := 0
	for n := range root.Descendants() {
		switch n.Type {
		case dom.CommentNode:
			return "a comment: " + n.Data
		case dom.ElementNode:
			if !slices.Contains(known, n.Data) {
				return "element " + n.Data
			}
			if n.Data == "script" {
				scripts++
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || (a.Key == "href" || a.Key == "src") && a.Val != "#changes" && a.Val != "data:," {
					return "attribute " + a.Key + "=" + a.Val
				}
			}
		case dom.TextNode:
			if slices.Contains([]string{"script", "style"}, n.Parent.Data) {
				continue
			}
			if at := strings.IndexFunc(n.Data, func(r rune) bool { return !unicode.IsPrint(r) && r != '\n' && r != '\u200b' }); at >= 0 {
				return fmt.Sprintf("%q is not visible", n.Data[at:])
			}
		}
	}
	if scripts > 2 {
		return fmt.Sprint(scripts, " scripts")
	}
	return ""
}

// Nobody obeys a name: it ends no line, moves no cursor, turns no direction and becomes no
// element, wherever it stands and in whatever format it is told.
func TestHostileNames(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs provc some hundred times")
	}
	n := 0
	check := func(what string, args []string, formats []string) {
		for _, format := range []string{formats[0], formats[1+n%(len(formats)-1)], formats[1+(n+3)%(len(formats)-1)]} {
			n++
			var out, errs bytes.Buffer
			all := append(append([]string{}, args...), "--format", format)
			run(all, nil, &out, &errs)
			if wrong := forged(format, out.String()); wrong != "" && out.Len() > 0 {
				t.Errorf("%s\n  provc %s: %s", what, strings.Join(all, " "), wrong)
			}
			if wrong := forged("text", errs.String()); wrong != "" {
				t.Errorf("%s\n  provc %s, on stderr: %s", what, strings.Join(all, " "), wrong)
			}
		}
	}
	try := func(what, archive string) {
		unpack(t, archive)
		check(what, []string{"vet"}, findingFormats)
		check(what, []string{"build", "-o", "out", "--no-sync", "--secrets", "secrets.yaml"}, findingFormats)
		check(what, []string{"build", "-o", "old", "--secrets", "secrets.yaml", "--check"}, findingFormats)
		check(what, []string{"diff", "--against", "old"}, diffFormats)
		check(what, []string{"diff", "old", "out"}, diffFormats)
	}
	quoted, err := json.Marshal(hostile)
	if err != nil {
		t.Fatal(err)
	}
	inCUE := strings.NewReplacer("\\u003c", "<", "\\u003e", ">", "\\u0026", "&").Replace(string(quoted))
	for archive, places := range hostileIn {
		for _, place := range places {
			try(place, strings.Replace(archive, "PLACE", strings.ReplaceAll(place, "NAME", inCUE), 1)+hostileRoot)
		}
	}
	for _, rows := range hostileRows {
		cell := `"` + strings.ReplaceAll(hostile, `"`, `""`) + `"`
		try(rows, strings.Replace(plantedWard, "PLACE", strings.Replace(plantedTable, "PLACE", strings.ReplaceAll(rows, "NAME", cell), 1), 1)+hostileRoot)
	}

	// Roots of others' making, whose files have any name and say anything.
	name := strings.ReplaceAll(hostile, "/", "∕")
	value := strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;", "\n", "&#10;", "\r", "&#13;", "\x1b", "").Replace(hostile)
	for _, file := range []string{"site.cfg", "default.xml", "people/" + name[:60] + ".cfg", name[len(name)-100:], "phone-00907a000001.cfg"} {
		for _, text := range []string{`<x><y up.a="` + value + `N" ptt.displayName="` + value + `N"/></x>`, `<flat-profile><Text_Logo>` + value + `N</Text_Logo></flat-profile>`, hostile + "N"} {
			unpack(t, hostileRoot)
			for _, root := range []string{"old", "new"} {
				for path, text := range map[string]string{"000000000000.cfg": `<M CONFIG_FILES="site.cfg, phone-[PHONE_MAC_ADDRESS].cfg" USER_PROFILES_DIRECTORY="people"/>`, file: strings.ReplaceAll(text, "N\"", root+"\"")} {
					path = filepath.Join(root, path)
					if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
						t.Fatal(err)
					}
					if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
						t.Fatal(err)
					}
				}
			}
			check(file+" "+text, []string{"diff", "old", "new"}, diffFormats)
			check(file+" "+text, []string{"diff", "new", "old", "--fail-on", "restart-unknown"}, diffFormats)
		}
	}
	check("a folder", []string{"diff", hostile, "old"}, diffFormats)
	check("a package", []string{"vet", "./" + hostile}, findingFormats)
	check("a revision", []string{"diff", "--base", hostile}, diffFormats)
	if n < 400 {
		t.Errorf("only %d outputs were looked at", n)
	}
}

// hostileRoot is a root that is there already, and secrets.
const hostileRoot = `-- old/000000000000.cfg --
<MASTER_CONFIG CONFIG_FILES="site.cfg"/>
-- old/default.xml --
<flat-profile><GPP_A>1</GPP_A></flat-profile>
-- secrets.yaml --
ann: ann1234
ben: ben1234
board: board1234
hall: hall1234
`
