package source

import (
	"fmt"
	"path"
	"regexp"
	"strings"
)

// placeholders are how other tools mark what they fill in. Each is so shaped that the
// phones' own languages (rules, digit maps, macros of soft keys) hold none.
var placeholders = []struct {
	hint  string // what must stand in a text before the pattern is tried
	shape *regexp.Regexp
	like  string // shown to people; what stands in a file may be a password
}{
	{"{{", regexp.MustCompile(`\{\{[-~#/^!>&]?\s*[A-Za-z_.$"'(][^{}<>]*\}\}\}?`), "{{ name }}"},
	{"{%", regexp.MustCompile(`\{%-?\s*[a-z]+\b[^{}]*%\}`), "{% if %}"},
	{"{$", regexp.MustCompile(`\{\$[A-Za-z_][^{}<>"]*\}`), "{$name}"},
	{"$", regexp.MustCompile(`\$!?\{[A-Za-z_][^{}<>\n]*\}`), "${name}"},
	{"{", regexp.MustCompile(`(?i)\{/?(if|else|elseif|foreach|section|loop|literal)(\s[^{}<>]*)?\}`), "{if}"},
	{"{", regexp.MustCompile(`\{([A-Za-z]{2,}|[A-Za-z]_[A-Za-z]+)([._-][A-Za-z]+)*([._-]?[0-9]{1,2})?\}`), "{name}"},
	{"__", regexp.MustCompile(`\b__[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*__\b`), "__NAME__"},
	{"%%", regexp.MustCompile(`%%[A-Za-z_][\w.:-]*%%`), "%%NAME%%"},
	{"@@", regexp.MustCompile(`@@[A-Za-z_][\w.:-]*@@`), "@@NAME@@"},
	{"[%", regexp.MustCompile(`\[%-?\s*[A-Za-z][^\[\]]*%\]`), "[% name %]"},
	{"<%", regexp.MustCompile(`<%[=-]?\s*\S`), "<%= name %>"},
	{"<?", regexp.MustCompile(`(?i)<\?(php\b|=)`), "<?php ?>"},
	{"#", regexp.MustCompile(`(?m)^\s*#(if|foreach|set|end|else|macro|include|parse)\b`), "#foreach"},
	{"%", regexp.MustCompile(`%[A-Z]{3,}(_?[A-Z0-9]+)*%`), "%NAME%"},
	{"[[", regexp.MustCompile(`\[\[[A-Za-z_][\w.:-]*\]\]`), "[[NAME]]"},
	{"TMPL_", regexp.MustCompile(`</?TMPL_(VAR|IF|LOOP|ELSE|UNLESS|INCLUDE)\b`), "<TMPL_VAR name>"},
}

// placeholder finds the first placeholder in a text: its kind as people write it, and
// its offset.
func placeholder(text string) (like string, offset int) {
	offset = -1
	if !strings.ContainsAny(text, "{_%@<#$[") {
		return "", -1
	}
	for _, p := range placeholders {
		if !strings.Contains(text, p.hint) {
			continue
		}
		if at := p.shape.FindStringIndex(text); at != nil && (offset < 0 || at[0] < offset) {
			like, offset = p.like, at[0]
		}
	}
	return like, offset
}

// templateHint is what to do about a template.
const templateHint = "import what the tool makes of it, not the template"

func refuseTemplate(like string, pos Pos) *Refusal {
	return &Refusal{Pos: pos, Reason: Template, Said: fmt.Sprintf("the file is a template of another tool, with placeholders like %s", like), Hint: templateHint}
}

// bare is a name behind $ alone, as shells and Velocity have it. The macros of phones are
// in capitals.
var bare = regexp.MustCompile(`^\s*\$!?[a-z][A-Za-z0-9]+([._][A-Za-z0-9]+)*(\(\))?\s*$`)

// inName is one in the name of a file, of which phones ask for none with a $.
var inName = regexp.MustCompile(`\$[A-Za-z_]{2,}`)

// templateName refuses a file whose name a tool fills in.
func templateName(name string) *Refusal {
	like, at := placeholder(path.Base(name))
	if at < 0 && inName.MatchString(path.Base(name)) {
		like, at = "$name", 0
	}
	if at >= 0 {
		return &Refusal{Reason: Template, Said: fmt.Sprintf("the name of the file holds a placeholder like %s, so that another tool makes files of it", like), Hint: templateHint}
	}
	return nil
}

// templateValue refuses a file in which a value, or text, holds a placeholder.
func templateValue(e *Element) *Refusal {
	for i := range e.Attrs {
		if like, at := placeholder(e.Attrs[i].Value); at >= 0 {
			return refuseTemplate(like, e.Attrs[i].Pos)
		}
	}
	if like, at := placeholder(e.Text); at >= 0 {
		return refuseTemplate(like, e.Pos)
	}
	for _, c := range e.Children {
		if r := templateValue(c); r != nil {
			return r
		}
	}
	return nil
}

// templateBare refuses a file in which two different values are a name behind $ and
// nothing else. One alone may be a password.
func templateBare(root *Element) *Refusal {
	first := ""
	var find func(e *Element) *Refusal
	is := func(text string, pos Pos) *Refusal {
		if !strings.HasPrefix(strings.TrimLeft(text, " \t\r\n"), "$") || !bare.MatchString(text) {
			return nil
		}
		text = strings.TrimSpace(text)
		if first == "" {
			first = text
		}
		if text == first {
			return nil
		}
		return refuseTemplate("$name", pos)
	}
	find = func(e *Element) *Refusal {
		for i := range e.Attrs {
			if r := is(e.Attrs[i].Value, e.Attrs[i].Pos); r != nil {
				return r
			}
		}
		if r := is(e.Text, e.Pos); r != nil {
			return r
		}
		for _, c := range e.Children {
			if r := find(c); r != nil {
				return r
			}
		}
		return nil
	}
	return find(root)
}

// templateText refuses a text that cannot be read as XML because it is a template. What
// stands in comments is for people.
func templateText(text string) *Refusal {
	plain := comments.ReplaceAllStringFunc(text, func(c string) string {
		return strings.Map(func(r rune) rune {
			if r == '\n' {
				return r
			}
			return ' '
		}, c)
	})
	if like, at := placeholder(plain); at >= 0 {
		return refuseTemplate(like, place(plain, at))
	}
	return nil
}

var comments = regexp.MustCompile(`(?s)<!--.*?-->`)
