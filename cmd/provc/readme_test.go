package main

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The first command of the README does what the README says: it writes the
// golden tree, and nothing else but provc's own record.
func TestReadmeCommand(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`(?m)^go run \./cmd/provc (build .*) -o (out/\S+)$`).FindSubmatch(readme)
	if m == nil {
		t.Fatal("the README has no build command")
	}
	t.Chdir("../..")
	out := filepath.Join(t.TempDir(), string(m[2]))
	var stderr bytes.Buffer
	args := append(strings.Fields(string(m[1])), "-o", out)
	if code := run(args, nil, io.Discard, &stderr); code != 0 {
		t.Fatalf("exit %d\n%s", code, &stderr)
	}
	golden := filepath.Join("golden", filepath.Base(out))
	want, got := readTree(t, golden), readTree(t, out)
	for path, data := range want {
		if got[path] != data {
			t.Errorf("%s differs", path)
		}
	}
	for path := range got {
		if _, ok := want[path]; !ok && !strings.HasPrefix(path, ".provc/") {
			t.Errorf("%s is not in %s", path, golden)
		}
	}
}

// What the README shows of provc is what the tutorial shows, which is tried.
func TestReadmeExcerpts(t *testing.T) {
	t.Parallel()
	texts := pages(t)
	blocks := regexp.MustCompile("(?s)```text\n(.*?)```").FindAllStringSubmatch(texts["README.md"], -1)
	if len(blocks) == 0 {
		t.Fatal("the README shows nothing")
	}
	for _, block := range blocks {
		for _, part := range strings.Split("\n"+block[1], "\n$ ")[1:] {
			if !strings.Contains(texts["docs/tutorial.md"], "\n$ "+part) {
				t.Errorf("the tutorial does not show\n%s", part)
			}
		}
	}
}

// What is installed in a clone knows which revision it is.
func TestInstallStamps(t *testing.T) {
	if testing.Short() {
		t.Skip("links provc")
	}
	t.Parallel()
	root := filepath.Join("..", "..")
	revision, err := exec.CommandContext(t.Context(), "git", "-C", root, "rev-parse", "HEAD").Output()
	if err != nil {
		t.Skip("this is no clone")
	}
	to := t.TempDir()
	cmd := exec.CommandContext(t.Context(), "go", "install", "./cmd/provc")
	cmd.Dir, cmd.Env = root, append(os.Environ(), "GOBIN="+to, "GOFLAGS=-buildvcs=auto") // whatever is usual on this machine
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	ask := func(arg string) string {
		out, err := exec.CommandContext(t.Context(), filepath.Join(to, "provc"), arg).Output()
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	if got := ask("--version"); !regexp.MustCompile(`^provc v\d.*\n$`).MatchString(got) {
		t.Errorf("--version says %q", got)
	}
	if got := ask("version"); !strings.Contains(got, "\nrevision "+strings.TrimSpace(string(revision))+"\n") {
		t.Errorf("version says %q", got)
	}
}

// A golden tree passes --check: it holds what would be written.
func TestCheckGolden(t *testing.T) {
	dirs, err := os.ReadDir("../../golden")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range dirs {
		var stdout, stderr bytes.Buffer
		args := []string{"build", "../../examples/" + d.Name(), "--secrets", "../../examples/secrets.yaml", "-o", "../../golden/" + d.Name(), "--check"}
		if code := run(args, nil, &stdout, &stderr); code != 0 || stdout.Len() > 0 {
			t.Errorf("%s: exit %d\n%s%s", d.Name(), code, &stdout, &stderr)
		}
	}
}

func readTree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		files[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
