package source

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"provc/compiler/xmlfile"
)

// declared is the encoding that the beginning of a file says.
var declared = regexp.MustCompile(`^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"'<>]*)["']`)

// The encodings that need no declaration to be recognised.
const (
	utf8Name   = "UTF-8"
	latin1Name = "ISO-8859-1"
	ansiName   = "Windows-1252"
)

// decoded is the text of a file.
type decoded struct {
	text     string
	encoding string
	remark   *Remark // nil if nothing is odd
}

// decode makes text of the bytes of a file. What the bytes are decides: a file that says
// UTF-8 and is not has been saved by an editor that goes by its own habit.
func decode(data []byte) (d decoded, refused *Refusal) {
	if r := wide(data); r != nil {
		return d, r
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	says := ""
	if m := declared.FindSubmatch(data[:min(len(data), 512)]); m != nil {
		says = strings.TrimSpace(string(m[1]))
	}
	first := firstHigh(data)
	if first < 0 {
		return decoded{string(data), utf8Name, nil}, nil // ASCII is the same in all of them
	}
	if utf8.Valid(data) {
		d = decoded{text: string(data), encoding: utf8Name}
		if says != "" && !isUTF8(says) {
			d.remark = &Remark{place(d.text, first), fmt.Sprintf("the file says that it is %s, and its characters beyond ASCII are UTF-8: it is read as UTF-8", shown(says))}
		}
		return d, nil
	}
	table, encoding := charmap.ISO8859_1, latin1Name
	known := says == "" || isUTF8(says) || isLatin(says)
	if !known {
		if table, encoding = xmlfile.Charmap(says); table == nil {
			return d, &Refusal{Pos: placeOfByte(data, first), Reason: Encoding,
				Said: fmt.Sprintf("the file says that it is %s, an encoding that provc does not read", shown(says)),
				Hint: "save it as UTF-8"}
		}
	} else {
		if two := mixed(data); two != nil {
			return d, two
		}
		if hasANSI(data) {
			table, encoding = charmap.Windows1252, ansiName
		}
	}
	for i, b := range data {
		if b >= 0x80 && table.DecodeByte(b) == utf8.RuneError {
			return d, &Refusal{Pos: placeOfByte(data, i), Reason: Encoding,
				Said: fmt.Sprintf("the byte %02X is neither UTF-8 nor a character of %s", b, encoding),
				Hint: "the file is damaged, or in an encoding that it does not declare: save it as UTF-8"}
		}
	}
	var b strings.Builder
	b.Grow(len(data) + len(data)/16)
	for _, c := range data {
		b.WriteRune(table.DecodeByte(c))
	}
	d = decoded{text: b.String(), encoding: encoding}
	switch {
	case isUTF8(says):
		d.remark = &Remark{placeOfByte(data, first), fmt.Sprintf("the file says that it is UTF-8, and this character is none: it is read as %s", encoding)}
	case says == "":
		d.remark = &Remark{placeOfByte(data, first), fmt.Sprintf("the file says no encoding, and this character is no UTF-8: it is read as %s", encoding)}
	}
	return d, nil
}

// wide refuses UTF-16 and UTF-32.
func wide(data []byte) *Refusal {
	name := ""
	zeros := [2]int{}
	head := data[:min(len(data), 64)&^1]
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe\x00\x00")), bytes.HasPrefix(data, []byte("\x00\x00\xfe\xff")):
		name = "UTF-32"
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		name = "UTF-16"
	case len(head) >= 8 && (zeros[0] == 0 && zeros[1] == len(head)/2 || zeros[1] == 0 && zeros[0] == len(head)/2):
		name = "UTF-16" // without a mark
	default:
		return nil
	}
	return &Refusal{Reason: Encoding, Said: "the file is " + name + ", of which nobody says that phones read it", Hint: "save it as UTF-8"}
}

// mixed refuses a file of which one character is UTF-8 and another is not. Two
// characters of an older encoding that together look like UTF-8 hardly stand in any text.
func mixed(data []byte) *Refusal {
	many, single := -1, -1
	for i := 0; i < len(data) && (many < 0 || single < 0); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(data[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			if single < 0 {
				single = i
			}
		case many < 0:
			many = i
		}
		i += size
	}
	if many < 0 || single < 0 {
		return nil
	}
	return &Refusal{Pos: placeOfByte(data, single), Reason: Encoding,
		Said: fmt.Sprintf("two encodings in one file: this character is no UTF-8, and the one in %s is", placeOfByte(data, many)),
		Hint: "part of the file was pasted from another: mend the characters beyond ASCII and save it as UTF-8"}
}

// hasANSI reports whether there are characters that Windows has and ISO-8859-1 has not.
func hasANSI(data []byte) bool {
	for _, b := range data {
		if b >= 0x80 && b < 0xa0 {
			return true
		}
	}
	return false
}

func firstHigh(data []byte) int {
	for i, b := range data {
		if b >= utf8.RuneSelf {
			return i
		}
	}
	return -1
}

func isUTF8(name string) bool {
	return strings.EqualFold(name, "utf-8") || strings.EqualFold(name, "utf8")
}

// isLatin reports whether a declaration promises no more than evidence gives: those who
// write ISO-8859-1 or ASCII often mean what Windows has.
func isLatin(name string) bool {
	switch strings.ToLower(name) {
	case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "l1", "us-ascii", "ascii", "windows-1252", "cp1252", "ansi":
		return true
	}
	return false
}

// shown is what may be repeated of a name that a file declares.
func shown(name string) string {
	for _, r := range name {
		if r <= ' ' || r > '~' {
			return "of an encoding with an odd name"
		}
	}
	return name[:min(len(name), 40)]
}

// placeOfByte is the place of a byte in a file of one byte a character, or of UTF-8.
func placeOfByte(data []byte, i int) Pos {
	start := bytes.LastIndexByte(data[:i], '\n') + 1
	return Pos{bytes.Count(data[:i], []byte{'\n'}) + 1, utf8.RuneCount(data[start:i]) + 1}
}
