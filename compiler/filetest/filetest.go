// Package filetest writes files that tests work on.
package filetest

import (
	"os"
	"path/filepath"
	"testing"
)

// Folder is a new folder with files, by their names in it, with slashes.
func Folder(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	Write(t, dir, files)
	return dir
}

// Write writes files below a folder, by their names in it, with slashes.
func Write(t testing.TB, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		Put(t, filepath.Join(dir, filepath.FromSlash(name)), text)
	}
}

// Put writes a file, and makes the folders that it needs.
func Put[Text ~string | ~[]byte](t testing.TB, name string, text Text) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
