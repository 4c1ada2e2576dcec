// Package ci holds the files by which a forge checks a repository of phones and deploys
// it. provc init writes them as they are.
package ci

import (
	"embed"
	"io/fs"
)

//go:embed all:all all:github all:gitlab
var files embed.FS

// Forges are where changes are checked, each with the file that says how.
var Forges = map[string]string{"github": ".github/workflows/phones.yml", "gitlab": ".gitlab-ci.yml"}

// Files are those of a forge, by folder: those of all forges, and its own.
func Files(forge string) []fs.FS {
	var found []fs.FS
	for _, folder := range []string{"all", forge} {
		sub, err := fs.Sub(files, folder)
		if err != nil {
			panic(err) // the path is valid
		}
		found = append(found, sub)
	}
	return found
}
