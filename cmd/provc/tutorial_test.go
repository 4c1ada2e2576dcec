//go:build unix

package main

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"provc/cmd/provc/scripttest"
)

// A page that is followed has blocks of two kinds. In a block of a shell, a line that
// begins with "$ " is typed, and what follows is what comes out, on stdout or stderr;
// … stands for any text in a line, and on a line of its own for any lines. A block of a
// diff names a file in its first line, after "--- "; the others are a place in that file
// as it is, with what goes and what comes. A block below a line that is a name alone is that
// file, whole. All other text is for people.

// servedAt is the port that pages tell people to serve on. A test takes one that is free.
const servedAt = "8084"

// Whoever does what docs/tutorial.md says gets what it says.
func TestTutorial(t *testing.T) {
	if testing.Short() {
		t.Skip("many processes")
	}
	for _, name := range []string{"bash", "git", "python3", "curl"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skip(name, "is not here")
		}
	}
	t.Parallel()
	follow(t, filepath.Join("..", "..", "docs", "tutorial.md"), nil)
}

// Each recipe of docs/cookbook.md does what it says, and its CUE is right for plain cue,
// too.
func TestCookbook(t *testing.T) {
	if testing.Short() {
		t.Skip("many processes")
	}
	for _, name := range []string{"bash", "git"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skip(name, "is not here")
		}
	}
	t.Parallel()
	recipes := 0
	follow(t, filepath.Join("..", "..", "docs", "cookbook.md"), func(sh *typist, before string) {
		if recipes++; before != "" {
			sh.check(before)
		}
		sh.run("cd \"$(mktemp -d)\" && mkdir cue.mod && printf 'module: \"phones.example@v0\"\nlanguage: version: \"v0.17.0\"\n' >cue.mod/module.cue")
	})
	if recipes < 10 {
		t.Errorf("%d recipes", recipes)
	}
}

// check asks CUE's own command and formatter about a recipe.
func (s *typist) check(recipe string) {
	s.t.Helper()
	for _, command := range []string{"provc vendor -q && cue vet ./...", "provc fmt --check ./..."} {
		if out, code := s.run(command); code != "0" {
			s.t.Errorf("%s: %s: exit %s\n%s", recipe, command, code, strings.Join(out, "\n"))
		}
	}
}

// fileName is a line that names a file.
var fileName = regexp.MustCompile("^`([\\w./-]+)`$")

// follow does what a page says, in a fresh folder. It tells of each heading, and at the
// end, under which one it was before.
func follow(t *testing.T, page string, heading func(sh *typist, before string)) {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	sh := newTypist(t)
	var out strings.Builder // the page as it should be
	var block []string      // lines of the block at hand
	kind, file, under, commands, edits := "", "", "", 0, 0
	for n, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
		at := fmt.Sprintf("%s:%d", filepath.Base(page), n+1)
		switch {
		case !strings.HasPrefix(line, "```"):
			if kind != "" {
				block = append(block, line)
				continue
			}
			if m := fileName.FindStringSubmatch(line); m != nil {
				file = m[1]
			} else if line != "" {
				file = ""
			}
			if strings.HasPrefix(line, "## ") && heading != nil {
				heading(sh, under)
				under = line
			}
		case kind == "":
			kind, block = strings.TrimPrefix(line, "```"), nil
		default:
			switch kind {
			case "sh":
				commands += sh.session(at, block, &out)
			case "diff":
				edits++
				if err := sh.edit(block); err != nil {
					t.Fatalf("%s: %v", at, err)
				}
				fallthrough
			default:
				for _, l := range block {
					fmt.Fprintln(&out, l)
				}
				if file != "" && kind != "diff" {
					sh.write(file, block)
				}
			}
			kind, file = "", ""
		}
		fmt.Fprintln(&out, line)
	}
	if heading != nil {
		heading(sh, under)
	}
	if commands == 0 || edits == 0 || kind != "" {
		t.Errorf("%s has %d commands and %d edits", page, commands, edits)
	}
	if *scripttest.Update && !t.Failed() && out.String() != string(text) {
		if err := os.WriteFile(page, []byte(out.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// typist types into a shell.
type typist struct {
	t    *testing.T
	in   *bufio.Writer
	out  *bufio.Reader
	port string
	dir  string // where it was last
}

// prompt ends what a command puts out, with its exit code and folder.
var prompt = regexp.MustCompile(`\x01(\d+) (.*)\x01\n$`)

func newTypist(t *testing.T) *typist {
	t.Helper()
	home, work := t.TempDir(), t.TempDir()
	config := filepath.Join(home, "git.conf")
	if err := os.WriteFile(config, []byte("[user]\nname = Ana\nemail = ana@hospital.example\n[init]\ndefaultBranch = main\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(free.Addr().String())
	free.Close()
	cmd := exec.CommandContext(t.Context(), "bash", "--noprofile", "--norc")
	cmd.Dir = work
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + home, "TMPDIR=" + home, "XDG_CACHE_HOME=" + filepath.Join(home, "cache"),
		"COLUMNS=80", "LC_ALL=C.UTF-8", "GIT_CONFIG_GLOBAL=" + config, "GIT_CONFIG_NOSYSTEM=1",
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // what it leaves behind ends with it
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdout, cmd.Stderr = w, w
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w.Close()
	t.Cleanup(func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		_ = cmd.Wait()
		r.Close()
	})
	return &typist{t: t, in: bufio.NewWriter(in), out: bufio.NewReader(r), port: port, dir: work}
}

// run types a command.
func (s *typist) run(command string) (output []string, code string) {
	s.t.Helper()
	fmt.Fprintf(s.in, "%s\n{ code=$?; printf '\\1%%d %%s\\1\\n' $code \"$PWD\"; (exit $code); } 2>&1\n", strings.ReplaceAll(command, servedAt, s.port))
	if err := s.in.Flush(); err != nil {
		s.t.Fatal(err)
	}
	for {
		line, err := s.out.ReadString('\n')
		if err != nil {
			s.t.Fatalf("%s: the shell ends: %v", command, err)
		}
		m := prompt.FindStringSubmatchIndex(line)
		if m == nil {
			output = append(output, strings.ReplaceAll(strings.TrimSuffix(line, "\n"), s.port, servedAt))
			continue
		}
		if m[0] > 0 {
			output = append(output, line[:m[0]]) // no new line at its end
		}
		code, s.dir = line[m[2]:m[3]], line[m[4]:m[5]]
		if strings.HasSuffix(command, "&") && strings.Contains(command, servedAt) {
			s.wait()
		}
		return output, code
	}
}

// wait waits until somebody serves.
func (s *typist) wait() {
	for range 200 {
		if c, err := net.Dial("tcp", "127.0.0.1:"+s.port); err == nil {
			c.Close()
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	s.t.Fatal("nobody serves")
}

// session types what a block says and compares what comes out. It writes the block as
// it should be, and counts the commands.
func (s *typist) session(at string, block []string, out *strings.Builder) (commands int) {
	s.t.Helper()
	for i := 0; i < len(block); {
		command, ok := strings.CutPrefix(block[i], "$ ")
		fmt.Fprintln(out, block[i])
		if i++; !ok {
			if commands == 0 {
				continue // not for here
			}
			s.t.Fatalf("%s: %q is neither typed nor put out", at, block[i-1])
		}
		from := i
		for i < len(block) && !strings.HasPrefix(block[i], "$ ") {
			i++
		}
		commands++
		want := block[from:i]
		got, code := s.run(command)
		asked := i < len(block) && block[i] == "$ echo $?"
		if code != "0" && !asked && !strings.Contains(strings.Join(got, "\n"), " error: ") {
			s.t.Fatalf("%s: %s: exit %s\n%s", at, command, code, strings.Join(got, "\n"))
		}
		if !fits(want, got) {
			if !*scripttest.Update {
				s.t.Errorf("%s: %s\nputs out\n%s\n\nwant\n%s", at, command, strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
			want = got
		}
		for _, l := range want {
			fmt.Fprintln(out, l)
		}
	}
	return commands
}

// fits reports whether lines are those that a page shows.
func fits(want, got []string) bool {
	pattern := ""
	for _, l := range want {
		if l == "…" {
			pattern += `(?:.*\n)*?`
			continue
		}
		pattern += strings.ReplaceAll(regexp.QuoteMeta(l), "…", `.*`) + `\n`
	}
	text := ""
	for _, l := range got {
		text += l + "\n"
	}
	return regexp.MustCompile(`^` + pattern + `$`).MatchString(text)
}

// write makes a file of a block.
func (s *typist) write(file string, block []string) {
	name := filepath.Join(s.dir, file)
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(strings.Join(block, "\n")+"\n"), 0o666)); err != nil {
		s.t.Fatal(err)
	}
}

// edit changes a file as a block says.
func (s *typist) edit(block []string) error {
	if len(block) == 0 || !strings.HasPrefix(block[0], "--- ") {
		return fmt.Errorf("the edit names no file")
	}
	name := filepath.Join(s.dir, strings.TrimPrefix(block[0], "--- "))
	var before, after string
	for _, l := range block[1:] {
		switch {
		case strings.HasPrefix(l, "-"):
			before += l[1:] + "\n"
		case strings.HasPrefix(l, "+"):
			after += l[1:] + "\n"
		default:
			before, after = before+strings.TrimPrefix(l, " ")+"\n", after+strings.TrimPrefix(l, " ")+"\n"
		}
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if n := strings.Count("\n"+string(text), "\n"+before); n != 1 || before == after {
		return fmt.Errorf("%s has the place %d times:\n%s", name, n, before)
	}
	return os.WriteFile(name, []byte(strings.Replace("\n"+string(text), "\n"+before, "\n"+after, 1)[1:]), 0o666)
}

// What a page shows is what comes out, but for what it leaves out.
func TestFits(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		want, got string
		fits      bool
	}{
		{"a\nb", "a\nb", true},
		{"a\nb", "a", false},
		{"a", "a\nb", false},
		{"a.b", "axb", false},
		{"a … d", "a b c d", true},
		{"a … d", "a b\nc d", false},
		{"a\n…\nd", "a\nb\nc\nd", true},
		{"a\n…\nd", "a\nd", true},
		{"a\n…", "a\nb", true},
		{"a\n…", "b\na", false},
	} {
		if got := fits(strings.Split(test.want, "\n"), strings.Split(test.got, "\n")); got != test.fits {
			t.Errorf("%q fits %q: %v", test.got, test.want, got)
		}
	}
}

// A root that people made by hand becomes the repository that docs/migrating.md shows.
func TestMigrating(t *testing.T) {
	if testing.Short() {
		t.Skip("many processes")
	}
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("bash is not here")
	}
	t.Parallel()
	house, err := txtar.ParseFile(filepath.Join("testdata", "lindenhof.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	follow(t, filepath.Join("..", "..", "docs", "migrating.md"), func(sh *typist, before string) {
		if before != "" {
			return
		}
		for _, f := range house.Files {
			sh.write(filepath.Join("tftp", f.Name), strings.Split(strings.TrimSuffix(string(f.Data), "\n"), "\n"))
		}
	})
}
