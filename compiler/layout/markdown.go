package layout

import "strings"

// Prose is a text in Markdown, of which nothing becomes markup, a link or a mention.
func Prose(text string) string { return markup.Replace(text) }

var markup = strings.NewReplacer("\\", "\\\\", "|", "\\|", "*", "\\*", "_", "\\_", "`", "\\`", "[", "\\[", "]", "\\]", "<", "&lt;", ">", "&gt;", "&", "&amp;", "#", "\\#", "@", "&#64;", "~", "\\~", "\n", " ", "\r", " ")

// Code is a name or a value in Markdown, in the letters of code, in a table, too.
func Code(text string) string { return "<code>" + characters.Replace(text) + "</code>" }

var characters = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "|", "&#124;", "\n", " ", "\r", " ", "`", "&#96;", "*", "&#42;", "_", "&#95;", "[", "&#91;", "@", "&#64;", "~", "&#126;", "\\", "&#92;")
