package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"provc/cmd/provc/cli"
)

// module makes a CUE module with one package, and goes there.
func module(t *testing.T, source string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{
		"cue.mod/module.cue": "module: \"test.example@v0\"\nlanguage: version: \"v0.17.0\"\n",
		"ward.cue":           source,
	} {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

const ward = `package ward

import "provc.internal/schema/spectralink"

d: spectralink.#Deployment & {
	profiles: directory: "people"
	params: prov: {login: {enabled: true, automaticLogout: 5, persistent: true}, polling: enabled: true}
	users: ana: {password: secret: "ana", params: reg: "2": label: "a", contacts: [{fn: "Mum", ct: "00155501000", sd: 1}]}
}
`

// A root that is as the last build left it is told to have as many files as there
// are, seeds included.
func TestUnchangedFilesAreCounted(t *testing.T) {
	module(t, ward)
	t.Setenv("PROVC_SECRET_ANA", "made-up")
	var b builder
	for range 2 {
		cmd := &cobra.Command{}
		cmd.SetContext(t.Context())
		cmd.Flags().String("color", "never", "")
		b = builder{printer: printer{cmd: cmd, format: "text", text: os.Stderr}}
		cli.SecretFlags(cmd, &b.secrets)
		b.options.Packages, b.options.Cache, b.output.Root, b.output.NoSync = []string{"."}, "cache", "root", true
		if err := b.run(cmd); err != nil {
			t.Fatal(err)
		}
	}
	want := 0
	err := filepath.WalkDir("root", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && !strings.Contains(name, ".provc") {
			want++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, files := range b.upToDate {
		if files != want {
			t.Errorf("%d files, but there are %d", files, want)
		}
	}
	if len(b.upToDate) != 1 {
		t.Errorf("%v", b.upToDate)
	}
}
