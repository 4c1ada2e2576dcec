package diag

import (
	"strconv"
	"strings"
)

// Shell quotes a word for a shell, if it has to be. Whatever is in it, it stays on its
// line, and no terminal obeys it.
func Shell(word string) string {
	switch {
	case word == "":
		return "''"
	case word[0] == '-':
		word = "./" + word
	}
	if strings.ContainsFunc(word, isInvisible) || strings.Contains(word, "##") {
		quoted := strings.ReplaceAll(strconv.Quote(word), `\"`, `"`)
		quoted = strings.ReplaceAll(quoted, "'", `\'`)
		return "$'" + strings.ReplaceAll(quoted[1:len(quoted)-1], "##", `#\x23`) + "'"
	}
	if !strings.ContainsFunc(word, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("._-/@+=:,", r))
	}) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
