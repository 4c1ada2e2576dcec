package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// No command prints the value of a secret, and none leaves one anywhere but in
// the files that phones fetch.
func TestSecretsStayHidden(t *testing.T) {
	t.Chdir("../..")
	const file = "examples/secrets.yaml"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]string{}
	if err := yaml.Unmarshal(data, &values); err != nil {
		t.Fatal(err)
	}
	shown := func(text []byte) string {
		for _, v := range values {
			if bytes.Contains(text, []byte(v)) {
				return v
			}
		}
		return ""
	}

	dirs, err := os.ReadDir("golden")
	if err != nil {
		t.Fatal(err)
	}
	tmp := t.TempDir()
	for _, d := range dirs {
		example, root := "./examples/"+d.Name(), filepath.Join(tmp, d.Name())
		if d.Name() == "hospital" { // whose handsets keep the passwords of others
			kept := filepath.Join(root, "profiles", "staff", "bbrandt1-phone.cfg")
			text := `<PHONE_CONFIG><OVERRIDES prov.login.localPassword="` + values["ccosta1"] + `" reg.2.auth.password="` + values["ddumas1"] + `"/></PHONE_CONFIG>`
			if err := errors.Join(os.MkdirAll(filepath.Dir(kept), 0o777), os.WriteFile(kept, []byte(text), 0o666)); err != nil {
				t.Fatal(err)
			}
		}
		for _, args := range [][]string{
			{"vet", example},
			{"explain", example},
			{"explain", example, "Password*", "reg", "prov.login.localPassword"},
			{"explain", example, "--format", "json", "--overrides", root},
			{"explain", example, "--html", "-"},
			{"ask", "secrets", example, "--verbose"},
			{"ask", "who-sets", "prov.login.localPassword", example, "--format", "json"},
			{"ask", "registrations", example, "--format", "csv"},
			{"build", example, "--digest"},
			{"secrets", "list", example, "--secrets", file},
			{"build", example, "--secrets", file, "-o", root, "--no-sync", "--staging", root + "-staging"},
			{"build", example, "--secrets", file, "-o", root, "--check"},
			{"build", example, "--secrets", file, "-o", "golden/" + d.Name(), "--check"},
			{"build", example, "-o", root},
			{"drift", example, "--root", root},
			{"drift", example, "--root", root, "--secrets", file, "--format", "json"},
			{"drift", example, "--root", "golden/" + d.Name(), "--format", "markdown"},
			{"diff", example, "--against", root},
			{"htdigest", example, "--secrets", file, "--realm", "r", "-o", root + "-digest"},
		} {
			var out bytes.Buffer
			run(args, nil, &out, &out)
			if v := shown(out.Bytes()); v != "" {
				t.Errorf("provc %s shows %q", strings.Join(args, " "), v)
			}
		}
		for _, kept := range []string{root + "/.provc/manifest", root + "-staging/.provc/manifest", root + "-digest"} {
			if data, err := os.ReadFile(kept); err == nil && shown(data) != "" {
				t.Errorf("%s holds %q", kept, shown(data))
			}
		}
	}

	err = filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (name == ".git" || name == "golden" || name == "out"):
			return filepath.SkipDir
		case d.IsDir() || name == file || !d.Type().IsRegular():
			return nil
		}
		data, err := os.ReadFile(name)
		if err == nil && shown(data) != "" {
			t.Errorf("%s holds %q", name, shown(data))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
