package xmlfile

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Text is a file as UTF-8, whatever its encoding, and without what strict readers stumble
// over and phones do not: a declaration of another encoding or version, and comments that
// hold --. Lines stay where they are.
func Text(data []byte) []byte {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		data = decode(data)
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
	encoding    = regexp.MustCompile(`\sencoding\s*=\s*["']([^"']*)["']`)
	plain       = regexp.MustCompile(`^\s*<\?xml\s+version\s*=\s*["']1\.0["'](\s+encoding\s*=\s*["'](?i:utf-8)["'])?(\s+standalone\s*=\s*["']\w+["'])?\s*\?>$`)
	comments    = regexp.MustCompile(`(?s)<!--.*?-->`)
)

// decode makes UTF-8 of a file of one byte a character: in the encoding that it declares,
// or else of Windows where it has characters that only Windows has, or of ISO-8859-1.
func decode(data []byte) []byte {
	table := charmap.ISO8859_1
	for _, b := range data {
		if b >= 0x80 && b < 0xa0 {
			table = charmap.Windows1252
			break
		}
	}
	if m := encoding.FindSubmatch(declaration.Find(data)); m != nil {
		if c, _ := Charmap(string(m[1])); c != nil && c != charmap.ISO8859_1 {
			table = c
		}
	}
	var text bytes.Buffer
	text.Grow(len(data) + len(data)/16)
	for _, b := range data {
		text.WriteRune(table.DecodeByte(b))
	}
	return text.Bytes()
}

// Charmap finds an encoding of one byte a character by the name that a file declares.
func Charmap(name string) (*charmap.Charmap, string) {
	plain := func(s string) string {
		s = strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(s))
		if rest, ok := strings.CutPrefix(s, "cp125"); ok {
			return "windows125" + rest
		}
		return s
	}
	for _, e := range charmap.All {
		if c, ok := e.(*charmap.Charmap); ok && plain(c.String()) == plain(name) {
			return c, c.String()
		}
	}
	return nil, ""
}
