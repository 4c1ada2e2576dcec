package main

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cuelang.org/go/cue/parser"
	"github.com/spf13/cobra"
)

// pages are the texts that tell people what to type, with their lines.
func pages(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, pattern := range []string{"README.md", "CONTRIBUTING.md", "docs/*.md", "recipes/ci/shards/*", "recipes/ci/all/ci/*", "recipes/ci/gitlab/.gitlab-ci.yml", "recipes/ci/github/.github/workflows/*", "recipes/apache/*.conf"} {
		names, err := filepath.Glob(filepath.Join("..", "..", pattern))
		if err != nil || names == nil {
			t.Fatal(pattern, err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			rel, _ := filepath.Rel(filepath.Join("..", ".."), name)
			texts[filepath.ToSlash(rel)] = string(text)
		}
	}
	return texts
}

var (
	codeSpan = regexp.MustCompile("`([^`\n]+)`")
	// atCommand is where a command may begin: a line of a shell, of a list or of a
	// script in YAML, or what follows another command.
	atCommand = regexp.MustCompile(`(?:^\s*(?:\$ |- )?(?:run: |- run: )?|&& |\| |parallel )(?:go run \./cmd/)?provc (.*)`)
	variable  = regexp.MustCompile(`\$\{\{[^}]*\}\}|\$\w+|\{\}`)
	word      = regexp.MustCompile(`'[^']*'|"[^"]*"|[^\s'"]+`)
)

// commandLine is the words that follow "provc" on a line of a shell, up to where its
// arguments end. A variable is 1, which any number and any text may be.
func commandLine(line string) (args []string) {
	line = variable.ReplaceAllString(line, "1")
	for _, w := range word.FindAllString(line, -1) {
		if strings.HasPrefix(w, "#") || slices.Contains([]string{"|", ">", "&&", "<", ";", `\`}, w) {
			break
		}
		args = append(args, strings.Trim(w, `'"`))
	}
	return args
}

// parse reports what is wrong with a command line, without running it.
func parse(args []string, whole bool) error {
	root := rootCommand()
	root.InitDefaultVersionFlag() // as cobra does when it runs
	cmd, rest, err := root.Find(args)
	if err != nil {
		return err
	}
	if err := cmd.ParseFlags(rest); err != nil {
		return err
	}
	if !whole || !cmd.Runnable() {
		return nil
	}
	return cmd.ValidateArgs(cmd.Flags().Args())
}

// Whatever the documentation and the recipes tell people to type is a command that
// provc has, with flags that the command has.
func TestDocumentedCommands(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	check := func(page, line string, whole bool) {
		args := commandLine(line)
		if len(args) == 0 || args[0] == "help" {
			return
		}
		seen[args[0]] = true
		if err := parse(args, whole); err != nil {
			t.Errorf("%s: provc %s: %v", page, line, err)
		}
	}
	for page, text := range pages(t) {
		fenced := !strings.HasSuffix(page, ".md")
		for line := range strings.Lines(text) {
			switch line = strings.TrimRight(line, "\n"); {
			case strings.HasPrefix(line, "```"):
				fenced = !fenced
			case fenced:
				if m := atCommand.FindStringSubmatch(line); m != nil {
					check(page, m[1], true)
				}
			default:
				for _, m := range codeSpan.FindAllStringSubmatch(line, -1) {
					if command, ok := strings.CutPrefix(m[1], "provc "); ok {
						check(page, command, false)
					}
				}
			}
		}
	}
	for _, c := range rootCommand().Commands() {
		if !seen[c.Name()] && !c.Hidden && !slices.Contains([]string{"completion", "help", "version"}, c.Name()) {
			t.Errorf("no page tells how to use provc %s", c.Name())
		}
	}
}

// What pages show of CUE can be parsed, and what is a whole deployment has no error.
func TestDocumentedCUE(t *testing.T) {
	t.Parallel()
	blocks, whole := 0, 0
	for page, text := range pages(t) {
		for _, m := range regexp.MustCompile("(?ms)^( *)```cue\n(.*?)^ *```").FindAllStringSubmatch(text, -1) {
			block := m[2]
			if strings.Contains(page, "checks.md") {
				continue // its examples have tests of their own, and some are wrong
			}
			blocks++
			if _, err := parser.ParseFile(page, block); err != nil {
				t.Errorf("%s: %v\n%s", page, err, block)
			}
			if page == "docs/cookbook.md" || !strings.HasPrefix(block, "package ") || !strings.Contains(block, "#Deployment") {
				continue // recipes are followed
			}
			whole++
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "page.cue"), []byte(block), 0o666); err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			if code := run([]string{"vet", dir, "-q"}, nil, &out, &out); code != 0 {
				t.Errorf("%s: exit %d\n%s", page, code, &out)
			}
		}
	}
	if blocks < 20 || whole < 1 {
		t.Errorf("%d blocks, of which %d are whole", blocks, whole)
	}
}

// Flags that a sentence names exist, too.
func TestDocumentedFlags(t *testing.T) {
	t.Parallel()
	all := []*cobra.Command{rootCommand()}
	for i := 0; i < len(all); i++ {
		all = append(all, all[i].Commands()...)
	}
	known := func(flag string) bool {
		return slices.ContainsFunc(all, func(c *cobra.Command) bool {
			if long, ok := strings.CutPrefix(flag, "--"); ok {
				return c.Flag(long) != nil
			}
			return c.Flags().ShorthandLookup(flag[1:]) != nil || c.PersistentFlags().ShorthandLookup(flag[1:]) != nil
		})
	}
	n := 0
	flagName := regexp.MustCompile(`^(?:--\w[\w-]*|-\w\b)`)
	for page, text := range pages(t) {
		if page == "CONTRIBUTING.md" || page == "docs/architecture.md" {
			continue // these tell of flags of go test
		}
		for _, m := range codeSpan.FindAllStringSubmatch(text, -1) {
			if flag := flagName.FindString(m[1]); flag != "" {
				n++
				if !known(flag) {
					t.Errorf("%s: no command has a flag %s", page, flag)
				}
			}
		}
	}
	if n == 0 {
		t.Error("no flags found")
	}
}

// Pages lead to files that exist, and those about the code name files, folders,
// tests and entries of the Makefile that exist.
func TestPagesNameWhatExists(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..")
	base, declared := map[string]bool{}, map[string]bool{}
	function := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz|Benchmark)\w+)\(`)
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.Name() == ".git" {
			return fs.SkipDir
		}
		base[d.Name()] = true
		if d.IsDir() || !strings.HasSuffix(name, "_test.go") {
			return nil
		}
		text, err := os.ReadFile(name)
		for _, m := range function.FindAllSubmatch(text, -1) {
			declared[string(m[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	makefile, err := os.ReadFile(filepath.Join(root, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	exists := func(name string) bool {
		_, err := os.Stat(filepath.Join(root, filepath.FromSlash(name)))
		return err == nil
	}
	link := regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)`)
	path := regexp.MustCompile(`^(?:cmd|compiler|docs|examples|golden|recipes|schema)/[\w./-]*$`)
	target := regexp.MustCompile(`^make (\w+)`)
	test := regexp.MustCompile(`^(?:Test|Fuzz|Benchmark)\w+$`)
	for page, text := range pages(t) {
		if !strings.HasSuffix(page, ".md") {
			continue
		}
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			if !exists(filepath.ToSlash(filepath.Join(filepath.Dir(page), m[1]))) {
				t.Errorf("%s leads to %s, which does not exist", page, m[1])
			}
		}
		if page != "README.md" && page != "CONTRIBUTING.md" && page != "docs/architecture.md" {
			continue // the others name files of their readers
		}
		for _, m := range codeSpan.FindAllStringSubmatch(text, -1) {
			switch span := m[1]; {
			case path.MatchString(span) && !exists(span),
				strings.HasSuffix(span, ".go") && !strings.ContainsAny(span, "/ *<") && !base[span]:
				t.Errorf("%s names %s, which does not exist", page, span)
			case test.MatchString(span) && !declared[span]:
				t.Errorf("%s names %s, which no test file declares", page, span)
			case target.MatchString(span) && !bytes.Contains(makefile, []byte("\n"+target.FindStringSubmatch(span)[1]+":")):
				t.Errorf("%s: the Makefile has no such entry: %s", page, span)
			}
		}
	}
	if len(declared) < 100 || !base["go.mod"] {
		t.Error("the repository was not read")
	}
}

// The commits that CONTRIBUTING shows as examples are in the history of this one.
func TestExampleCommits(t *testing.T) {
	t.Parallel()
	git := func(args ...string) (string, error) {
		out, err := exec.CommandContext(t.Context(), "git", append([]string{"-C", filepath.Join("..", "..")}, args...)...).Output()
		return strings.TrimSpace(string(out)), err
	}
	if shallow, err := git("rev-parse", "--is-shallow-repository"); err != nil || shallow != "false" {
		t.Skip("the history is not at hand")
	}
	commits := map[string]bool{}
	for _, m := range regexp.MustCompile("`([0-9a-f]{7,40})`").FindAllStringSubmatch(pages(t)["CONTRIBUTING.md"], -1) {
		commits[m[1]] = true
	}
	if len(commits) == 0 {
		t.Error("no commit is named")
	}
	for _, commit := range slices.Sorted(maps.Keys(commits)) {
		if _, err := git("merge-base", "--is-ancestor", commit, "HEAD"); err != nil {
			t.Errorf("%s is no commit of this history", commit)
		}
	}
}
