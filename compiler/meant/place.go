package meant

import "bytes"

// Offset is where a line and a column are in a text, or -1.
func Offset(src []byte, line, column int) int {
	at := 0
	for ; line > 1; line-- {
		end := bytes.IndexByte(src[at:], '\n')
		if end < 0 {
			return -1
		}
		at += end + 1
	}
	if at += max(column, 1) - 1; at <= len(src) {
		return at
	}
	return -1
}

// Place is the line and the column of an offset, counted from 1.
func Place(src []byte, offset int) (line, column int) {
	before := src[:min(offset, len(src))]
	return bytes.Count(before, []byte("\n")) + 1, len(before) - bytes.LastIndexByte(before, '\n')
}
