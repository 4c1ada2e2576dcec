package upgrade_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"provc/compiler/upgrade"
)

// program is a script that plays another provc.
func program(t *testing.T, script string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("no such scripts here")
	}
	name := filepath.Join(t.TempDir(), "provc-old")
	if err := os.WriteFile(name, []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
	return name
}

// A program is taken for a provc if it says so, on one line.
func TestOpen(t *testing.T) {
	t.Parallel()
	o, err := upgrade.Open(t.Context(), program(t, `[ "$*" = --version ] && echo "provc v0.1.0 (abc)"`))
	if err != nil || o.Version != "v0.1.0 (abc)" || !strings.HasSuffix(o.String(), "provc-old, v0.1.0 (abc)") {
		t.Errorf("%v %v", o, err)
	}
	for script, want := range map[string]string{
		`echo "other v1"`:           "--version does not say that it is one",
		`printf 'provc v1\nmore\n'`: "--version does not say that it is one",
		`echo "provc v1"; exit 3`:   "--version does not say that it is one",
		`printf 'provc-lint v1\n'`:  "--version does not say that it is one",
	} {
		if _, err := upgrade.Open(t.Context(), program(t, script)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", script, err)
		}
	}
	for _, name := range []string{filepath.Join(t.TempDir(), "none"), t.TempDir()} {
		if _, err := upgrade.Open(t.Context(), name); err == nil || !strings.HasSuffix(err.Error(), name+" is none that can be run") {
			t.Error(err)
		}
	}
}

// What it finds is read, whether or not an error is among it; that it could not run is told
// in its own words.
func TestRun(t *testing.T) {
	t.Parallel()
	const version = `[ "$1" = --version ] && { echo "provc v1"; exit; }` + "\n"
	for name, c := range map[string]struct {
		script string
		found  int
		ok     bool
		want   string
	}{
		"nothing":          {`echo "[]"`, 0, true, ""},
		"warnings":         {`echo '[{"check":"a"}]'`, 1, true, ""},
		"errors":           {`echo '[{"check":"a"},{"check":"b"}]'; exit 1`, 2, false, ""},
		"colours":          {`[ "$NO_COLOR" = 1 ] && echo "[]"`, 0, true, ""},
		"no JSON":          {`echo hello`, 0, false, " vet does not print findings as JSON, so that its findings cannot be compared"},
		"no JSON, errors":  {`echo hello; exit 1`, 0, false, " vet does not print findings as JSON"},
		"could not run":    {`echo '[{"message":"first"},{"message":"no such package"}]'; exit 2`, 0, false, " could not run: no such package"},
		"found nothing":    {`echo '[]'; echo 'provc: no folder' >&2; exit 2`, 0, false, " could not run: no folder"},
		"says why":         {`printf 'provc: unknown flag: --format\nusage\n' >&2; exit 2`, 0, false, " could not run: unknown flag: --format"},
		"moves the cursor": {`printf 'provc: \033[31mred\n' >&2; exit 2`, 0, false, ` could not run: \x1b[31mred`},
		"says nothing":     {`exit 7`, 0, false, " could not run: exit status 7"},
	} {
		o, err := upgrade.Open(t.Context(), program(t, version+c.script))
		if err != nil {
			t.Fatal(err)
		}
		found, err := o.Vet(t.Context(), "./...")
		_, ok, _ := o.Build(t.Context(), "root", "secrets.yaml", "./...")
		if len(found) != c.found || ok != c.ok || (err == nil) != (c.want == "") || err != nil && !strings.HasSuffix(err.Error(), c.want) && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, %t, %v", name, found, ok, err)
		}
	}
	// With which words it is asked.
	dir := t.TempDir()
	o, err := upgrade.Open(t.Context(), program(t, version+`echo "$*" >>`+dir+`/asked; echo "[]"`))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.Vet(t.Context(), "./a", "./b"); err != nil {
		t.Error(err)
	}
	if _, _, err := o.Build(t.Context(), "root", "s.yaml", "./a"); err != nil {
		t.Error(err)
	}
	asked, err := os.ReadFile(filepath.Join(dir, "asked"))
	if want := "vet --format json ./a ./b\nbuild --format json --no-sync -o root --secrets s.yaml ./a\n"; err != nil || string(asked) != want {
		t.Errorf("asked is %q, %v", asked, err)
	}
}
