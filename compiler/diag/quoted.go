package diag

import (
	"strconv"
	"strings"
)

// Quoted leaves plain text as it is and quotes what could be mistaken, such as
// nothing at all, blanks at an end, or what would move a terminal's cursor or turn
// the direction of a line, or what the log of a forge would obey.
func Quoted(s string) string {
	if s == "" || strings.TrimSpace(s) != s || s[0] == '"' || isCommand(s) || strings.ContainsFunc(s, isInvisible) {
		return logCommands.Replace(strconv.Quote(s))
	}
	return Visible(s)
}
