package xmlfile

import (
	"bytes"
	"regexp"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Text is a file as UTF-8, whatever its encoding, and without what strict readers stumble
// over and phones do not: a declaration of another encoding or version, and comments that
// hold --. Lines stay where they are.
func Text(data []byte) []byte {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		data = latin(data)
	}
	if at := declaration.FindIndex(data); at != nil && !plain.Match(data[:at[1]]) {
		lines := bytes.Repeat([]byte("\n"), bytes.Count(data[:at[1]], []byte("\n")))
		data = append(lines, data[at[1]:]...)
	}
	return comments.ReplaceAllFunc(data, func(c []byte) []byte {
		inner := c[len("<!--") : len(c)-len("-->")]
		if !bytes.Contains(inner, []byte("--")) && !bytes.HasSuffix(inner, []byte("-")) {
			return c
		}
		return append(append([]byte("<!--"), bytes.Repeat([]byte("\n"), bytes.Count(inner, []byte("\n")))...), "-->"...)
	})
}

var (
	declaration = regexp.MustCompile(`^\s*<\?xml\s[^>]*\?>`)
	plain       = regexp.MustCompile(`^\s*<\?xml\s+version\s*=\s*["']1\.0["'](\s+encoding\s*=\s*["'](?i:utf-8)["'])?(\s+standalone\s*=\s*["']\w+["'])?\s*\?>$`)
	comments    = regexp.MustCompile(`(?s)<!--.*?-->`)
)

// latin makes UTF-8 of a file of one byte a character: of Windows where that has
// characters of its own, else of ISO-8859-1.
func latin(data []byte) []byte {
	table := charmap.ISO8859_1
	for _, b := range data {
		if b >= 0x80 && b < 0xa0 {
			table = charmap.Windows1252
			break
		}
	}
	var text bytes.Buffer
	text.Grow(len(data) + len(data)/16)
	for _, b := range data {
		text.WriteRune(table.DecodeByte(b))
	}
	return text.Bytes()
}
