package diag

import (
	"path"
	"slices"
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

// named is how many files a command names.
const named = 9

// MoveTo are commands that move files to a folder, some in the place of others. Where they
// are all that handsets have written in theirs, the ends of their names will do.
func MoveTo(folder string, files, replacing []string, all bool) string {
	var commands []string
	for _, move := range []struct {
		command string
		files   []string
	}{{"mv -n", files}, {"mv", replacing}} {
		if len(move.files) > 0 {
			words := append([]string{move.command}, patterns(move.files, all && len(replacing) == 0)...)
			commands = append(commands, strings.Join(append(words, Shell(folder)+"/"), " "))
		}
	}
	return strings.Join(commands, " && ")
}

// patterns are files as words of a shell.
func patterns(files []string, all bool) []string {
	var words []string
	for _, name := range files {
		word := Shell(name)
		if end := name[strings.LastIndexByte(name, '-')+1:]; all && len(files) > named {
			word = Shell(path.Dir(name)) + "/*-" + Shell(end)
		}
		if !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return words
}
