package draft

import (
	"cmp"
	"strings"
)

// Outermost orders folders by how far down they lie, the one that is read first.
func Outermost(a, b string) int {
	depth := func(folder string) int {
		if folder == "." {
			return -1
		}
		return strings.Count(folder, "/")
	}
	return cmp.Or(depth(a)-depth(b), strings.Compare(a, b))
}

// CopyOf says why a file is not imported: phones have theirs in another folder, which is
// empty if that is not one for all of them.
func CopyOf(whose, folder string) string {
	switch folder {
	case "":
		folder = "another folder"
	case ".":
		folder = "the folder that is read"
	}
	return "files of " + whose + " lie in " + folder + ", too, and these are taken for a copy"
}
