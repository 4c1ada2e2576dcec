package load

import (
	"path/filepath"
	"strings"
	"unicode/utf8"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/literal"
	"cuelang.org/go/cue/token"
)

// notUTF8 is the message of an error at what is not UTF-8. CUE would put a replacement
// character in its place, and a handset show it.
const notUTF8 = "byte 0x%X"

// UTF8Error is an error at the first byte of a text that is not UTF-8, or nil.
func UTF8Error(name string, text []byte) errors.Error {
	if utf8.Valid(text) {
		return nil
	}
	at := 0
	for {
		r, size := utf8.DecodeRune(text[at:])
		if r == utf8.RuneError && size <= 1 {
			break
		}
		at += size
	}
	f := token.NewFile(name, -1, len(text))
	f.SetLinesForContent(text)
	return errors.Newf(f.Pos(at, token.NoRelPos), notUTF8, text[at])
}

// IsNotUTF8 reports whether an error is of UTF8Error.
func IsNotUTF8(err errors.Error) bool {
	format, _ := err.Msg()
	return format == notUTF8
}

// embedded looks at the texts that a file of CUE embeds.
func (f *Files) embedded(file *ast.File) (wrong errors.Error) {
	ast.Walk(file, func(n ast.Node) bool {
		a, ok := n.(*ast.Attribute)
		if !ok {
			return true
		}
		name, body := a.Split()
		if name != "embed" || strings.Contains(body, "type=binary") {
			return true
		}
		for _, part := range strings.Split(body, ",") {
			key, pattern, _ := strings.Cut(strings.TrimSpace(part), "=")
			if text, err := literal.Unquote(pattern); err == nil {
				pattern = text
			}
			if key != "file" && key != "glob" {
				continue
			}
			names, _ := filepath.Glob(filepath.Join(filepath.Dir(file.Filename), filepath.FromSlash(pattern)))
			for _, name := range names {
				if text, err := f.Read(name); err == nil {
					wrong = errors.Append(wrong, UTF8Error(name, text))
				}
			}
		}
		return true
	}, nil)
	return wrong
}
