package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
)

// stopsAt is a context that ends once a file is there.
type stopsAt struct {
	context.Context
	file string
}

func (s stopsAt) Err() error {
	if _, err := os.Stat(s.file); err == nil {
		return context.Canceled
	}
	return nil
}

// An import that is stopped, while it reads or while it proves, leaves nothing behind that
// could be taken for what it makes.
func TestStoppedImport(t *testing.T) {
	for _, when := range []string{"house/site.cfg", "repo/secrets.yaml"} {
		t.Chdir(t.TempDir())
		for name, text := range map[string]string{
			"house/000000000000.cfg": `<APPLICATION CONFIG_FILES="site.cfg"/>`,
			"house/site.cfg":         `<x up.idleTimeout="40"/>`,
		} {
			if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		root := rootCommand()
		root.SetArgs([]string{"import", "house", "-o", "repo"})
		var out bytes.Buffer
		root.SetOut(&out)
		root.SetErr(&out)
		err := root.ExecuteContext(stopsAt{context.Background(), when})
		if err == nil || err.Error() != "import was stopped before it was done: nothing is left of repo" {
			t.Errorf("when %s is there: %v\n%s", when, err, &out)
		}
		if _, err := os.Stat("repo"); !os.IsNotExist(err) {
			t.Errorf("when %s is there: repo is left: %v", when, err)
		}
	}
}
