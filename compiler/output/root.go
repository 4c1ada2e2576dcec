package output

import (
	"os"
	"path/filepath"
)

// RootOf returns the provisioning root, made by provc, that a folder is or lies in; empty
// if there is none.
func RootOf(dir string) string {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	for {
		if _, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(manifestPath))); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}
