package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The recipes of docs/performance.md that spread the work over machines, run as
// their systems would: together they write what one run writes.
func TestShardRecipes(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "performance.md"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for i := range 5 {
		name := filepath.Join(dir, fmt.Sprintf("site%d", i), "a.cue")
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		text := fmt.Sprintf("package site%d\n\nimport \"provc.internal/schema/spectralink\"\n\nd: spectralink.#Deployment & {params: up: idleTimeout: %d}\n", i, i+1)
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	build := func(root, shard string) {
		t.Helper()
		t.Logf("--shard %s", shard)
		var said bytes.Buffer
		if code := run([]string{"build", "--cache", "off", "--no-sync", filepath.Join(dir, "..."), "-o", root, "--shard", shard}, nil, io.Discard, &said); code != 0 {
			t.Fatalf("exit %d: %s", code, said.String())
		}
	}
	whole := filepath.Join(t.TempDir(), "root")
	build(whole, "1/1")

	recipes := regexp.MustCompile(`--shard "?([^"\n]*[^"\n ])"?( |"|\n)`).FindAllSubmatch(text, -1)
	systems := []struct {
		name string
		env  func(i, n int) []string
	}{
		{"CI_NODE_INDEX", func(i, n int) []string {
			return []string{fmt.Sprintf("CI_NODE_INDEX=%d", i+1), fmt.Sprintf("CI_NODE_TOTAL=%d", n)}
		}},
		{"matrix.shard", func(i, n int) []string { return []string{fmt.Sprintf("matrix=%d", i+1)} }},
		{"JOB_COMPLETION_INDEX", func(i, n int) []string { return []string{fmt.Sprintf("JOB_COMPLETION_INDEX=%d", i)} }},
		{"{}", func(i, n int) []string { return []string{fmt.Sprintf("argument=%d", i+1)} }},
	}
	for _, s := range systems {
		found := false
		for _, r := range recipes {
			recipe := string(r[1])
			if !strings.Contains(recipe, s.name) {
				continue
			}
			found = true
			recipe = strings.NewReplacer("${{ matrix.shard }}", "$matrix", "{}", "$argument").Replace(recipe)
			root := filepath.Join(t.TempDir(), "root")
			const n = 4
			for i := range n {
				cmd := exec.Command("sh", "-c", `printf %s "`+recipe+`"`)
				cmd.Env = append(os.Environ(), s.env(i, n)...)
				shard, err := cmd.Output()
				if err != nil {
					t.Fatal(err)
				}
				build(root, string(shard))
			}
			if err := sameTree(whole, root); err != nil {
				t.Errorf("%s: %v", s.name, err)
			}
		}
		if !found {
			t.Errorf("no recipe with %s", s.name)
		}
	}
}

// sameTree compares what phones read.
func sameTree(a, b string) error {
	for _, pair := range [][2]string{{a, b}, {b, a}} {
		err := filepath.WalkDir(pair[0], func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(name, ".cfg") {
				return err
			}
			rel, err := filepath.Rel(pair[0], name)
			if err != nil {
				return err
			}
			one, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			other, err := os.ReadFile(filepath.Join(pair[1], rel))
			if err == nil && !bytes.Equal(one, other) {
				err = fmt.Errorf("%s differs", rel)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
