package xmlfile

import "bytes"

// Plainly reports whether an element surely has an attribute of this name, in a text that is
// well-formed: it spares reading files by the thousand of which only that is asked. Where a
// glance does not tell, it is false.
func Plainly(data []byte, name string) bool {
	rest := bytes.TrimPrefix(data, []byte("<?xml "))
	if bytes.Contains(rest, []byte("<!")) || bytes.Contains(rest, []byte("<?")) || bytes.IndexByte(data, '\'') >= 0 {
		return false // what looks like an attribute may be a comment, or stand in a value
	}
	for at, attribute := 0, []byte(name+`="`); ; at++ {
		n := bytes.Index(data[at:], attribute)
		if n < 0 {
			return false
		}
		at += n
		tag := bytes.LastIndexByte(data[:at], '<')
		if tag >= 0 && at > 0 && isSpace(data[at-1]) && data[tag+1] != '?' && bytes.IndexByte(data[tag:at], '>') < 0 {
			return true
		}
	}
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
