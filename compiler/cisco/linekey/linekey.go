// Package linekey reads what a line key, or a key of an attendant console, does:
// Extended_Function_n_ and Unit_m_Key_n.
//
//	function = [ item { ";" item } [ ";" ] ] .
//	item     = "fnc" "=" word { "+" word }   (what the key does: sd, blf, cp, …)
//	         | "sub" "=" address             (whose state it shows)
//	         | "ext" "=" address             (whom it calls)
//	         | "usr" "=" address             (the line's user, for a directory number that is shared)
//	         | "nme" "=" text                (its label)
//	         | "vid" "=" line                (the line that it uses)
//	         | "url" "=" URL .               (what an XML application shows)
//
// Blanks around items and signs are free. A URL may have ";" in it and so goes on to
// the end.
//
// Sources: the administration guides of the SPA 300 and 500 series (line keys,
// attendant console) and their successors' for prk, xml, mwi and further words.
package linekey

import (
	"slices"
	"strings"

	"provc/compiler/meant"
	"provc/compiler/syntax"
)

// keyWords are what items begin with.
var keyWords = []string{"fnc", "sub", "ext", "usr", "nme", "vid", "url"}

// functions are the words of fnc in public documents and files.
var functions = []string{"sd", "blf", "cp", "prk", "xml", "mwi", "acd", "dnd", "cfwd", "shortcut", "bxfer"}

// Check finds what is wrong with the function of a key. Wrong is an item that
// begins with a word of no meaning.
func Check(text string) []syntax.Problem {
	var problems syntax.Problems
	if strings.TrimSpace(text) == "" {
		return nil
	}
	set := map[string]bool{}
	for _, item := range syntax.Split(text, ';') {
		if item.Text == "" {
			continue
		}
		key, value, found := item.Cut('=')
		word := strings.ToLower(key.Text)
		switch {
		case !found:
			problems.Doubt(item.Offset, "this says nothing: an item is a word, = and a value", "write it as in fnc=sd;ext=9@$PROXY;nme=Name")
			continue
		case !slices.Contains(keyWords, word):
			problems.Wrong(key.Offset, quoted(key.Text)+" begins no item", correction(key.Text))
			problems.Instead(key.Offset, len(key.Text), meant.Nearest(key.Text, keyWords))
			continue
		case set[word]:
			problems.Doubt(key.Offset, word+" is there twice", "")
		}
		set[word] = true
		if word == "fnc" {
			does(value, &problems)
		}
		if word == "url" { // to the end
			break
		}
	}
	if !set["fnc"] && len(problems) == 0 {
		problems.Doubt(0, "nothing says what the key does", "write it as in fnc=sd;ext=9@$PROXY;nme=Name")
	}
	return problems.Sorted()
}

// does holds the words of fnc against those that are known.
func does(value syntax.Part, problems *syntax.Problems) {
	for _, p := range syntax.Split(value.Text, '+') {
		if word := strings.ToLower(p.Text); !slices.Contains(functions, word) {
			message := quoted(p.Text) + " is no function that the guides name"
			if word == "" {
				message = "a function is missing"
			}
			near, hint := meant.Nearest(word, functions), ""
			if near != "" {
				hint = "did you mean " + near + "?"
			}
			problems.Doubt(value.Offset+p.Offset, message, hint)
			problems.Instead(value.Offset+p.Offset, len(p.Text), near)
		}
	}
}

func correction(word string) string {
	if near := meant.Nearest(word, keyWords); near != "" {
		return "did you mean " + near + "?"
	}
	return "items begin with " + strings.Join(keyWords, ", ")
}

// quoted shows a word, unless it is long.
func quoted(word string) string {
	const most = 16
	if r := []rune(word); len(r) > most {
		word = string(r[:most]) + "…"
	}
	return `"` + word + `"`
}
