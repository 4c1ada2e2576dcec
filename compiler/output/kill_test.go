//go:build unix

package output

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// childEnv holds an order for a process that the tests start of themselves.
const childEnv = "PROVC_OUTPUT_TEST_CHILD"

type order struct {
	Do      string // build, check, phones or bench
	Config  config
	Options Options
}

// result is what a child says of its build.
type result struct {
	Error  string
	Report *Report
}

func (c config) MarshalJSON() ([]byte, error) {
	return json.Marshal([]any{c.generation, c.users, c.phones})
}

func (c *config) UnmarshalJSON(data []byte) error {
	return json.Unmarshal(data, &[]any{&c.generation, &c.users, &c.phones})
}

// MarshalJSON leaves out what a process cannot hand to another.
func (o Options) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]any{"Root": o.Root, "Mode": o.Mode, "NoSync": o.NoSync, "Force": o.Force, "Adopt": o.Adopt})
}

// atEnd tidies up after all tests.
var atEnd []func()

func TestMain(m *testing.M) {
	text := os.Getenv(childEnv)
	if text == "" {
		code := m.Run()
		for _, f := range atEnd {
			f()
		}
		os.Exit(code)
	}
	var o order
	if err := json.Unmarshal([]byte(text), &o); err != nil {
		panic(err)
	}
	fmt.Println("ready")
	switch o.Do {
	case "phones":
		actAsPhones(o.Options.Root)
	case "bench":
		benchChild(o)
	case "check":
		r, err := Check(context.Background(), o.Config.tree(), withPin(o.Options))
		answer(r, err)
	default:
		r, err := Write(context.Background(), o.Config.tree(), withPin(o.Options))
		answer(r, err)
	}
}

func withPin(o Options) Options {
	o.Secret = pin
	return o
}

func answer(r *Report, err error) {
	res := result{Report: r}
	if err != nil {
		res.Error = err.Error()
	}
	json.NewEncoder(os.Stdout).Encode(res)
}

// start runs a child, and returns once it is about to do what it is told. It
// ends when its standard input does.
func start(t testing.TB, binary string, o order, attr *syscall.SysProcAttr) (*exec.Cmd, *bufio.Reader, io.Closer) {
	t.Helper()
	text, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(binary)
	// The race detector would let each process linger for a second.
	cmd.Env = append(os.Environ(), childEnv+"="+string(text), "GORACE=atexit_sleep_ms=0")
	cmd.Stderr = os.Stderr
	cmd.SysProcAttr = attr
	in, _ := cmd.StdinPipe()
	out, _ := cmd.StdoutPipe()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	if line, err := lines.ReadString('\n'); line != "ready\n" {
		t.Fatalf("child: %q %v", line, err)
	}
	return cmd, lines, in
}

// TestKilledBuilds is the claim of this package in one test: 200 builds of a
// root of some 500 files, one configuration over the other, each killed at a
// random moment. After each, handsets find what they are referred to; whenever
// a build is let to its end, the root is exact.
func TestKilledBuilds(t *testing.T) {
	a, b := config{"A", 460, 104}, config{"B", 460, 104}
	builds := 120
	if testing.Short() {
		builds = 20
	}
	root := newRoot(t)
	phones := plantPhones(t, root, 40)
	wants := map[string]map[string]string{}
	for _, c := range []config{b, a} {
		dir := newRoot(t)
		plantPhones(t, dir, 40)
		mustWrite(t, c.tree(), Options{Root: dir, NoSync: true})
		wants[c.generation] = snapshot(t, dir)
	}
	files := len(a.tree().Files)
	if files < 490 {
		t.Fatalf("only %d files", files)
	}

	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var usual time.Duration // how long a build takes that nobody kills
	for n := range 6 {
		cmd, _, in := start(t, binary, order{Config: []config{a, b}[n%2], Options: Options{Root: root, NoSync: true}}, nil)
		began := time.Now()
		cmd.Wait()
		usual += time.Since(began) / 6
		in.Close()
	}
	random := rand.New(rand.NewPCG(1, 2))
	killed, underway := 0, 0
	// Some builds end before they are killed, and some are killed before they
	// write: it goes on until enough were killed, and enough of those at work.
	for n := 0; (killed < builds || underway < builds/10) && n < 10*builds; n++ {
		c := []config{b, a}[n%2]
		cmd, _, in := start(t, binary, order{Config: c, Options: Options{Root: root, NoSync: n%10 != 0}}, nil)
		time.Sleep(time.Duration(random.Int64N(int64(usual))))
		cmd.Process.Kill()
		if err := cmd.Wait(); err != nil {
			killed++
		}
		in.Close()
		if _, err := os.Stat(filepath.Join(root, nextPath)); err == nil {
			underway++
		}
		readAsHandset(t, root, a, b)
		if n%3 == 2 {
			c := []config{a, b}[random.IntN(2)]
			mustWrite(t, c.tree(), Options{Root: root, NoSync: true})
			sameState(t, wants[c.generation], snapshot(t, root))
		}
		for name, data := range phones {
			if get(t, root, name) != data {
				t.Errorf("%s was touched", name)
			}
		}
		if t.Failed() {
			t.Fatalf("build %d", n)
		}
	}
	mustWrite(t, a.tree(), Options{Root: root, NoSync: true})
	sameState(t, wants["A"], snapshot(t, root))
	t.Logf("%d files; %d builds killed, %d of them with a record begun", files, killed, underway)
	if killed < builds || underway < builds/10 {
		t.Errorf("only %d builds were killed, %d of them while writing", killed, underway)
	}
}

// A new root whose build is killed at a random moment is not there or whole, and the next
// build leaves nothing beside it.
func TestKilledNewRoots(t *testing.T) {
	c := config{"A", 460, 104}
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	root := filepath.Join(newRoot(t), "root")
	random := rand.New(rand.NewPCG(3, 4))
	usual := time.Duration(0) // how long a build takes that nobody kills
	aside := 0
	for n := 0; aside < 10 && n < 400; n++ {
		cmd, _, in := start(t, binary, order{Config: c, Options: Options{Root: root, NoSync: true}}, nil)
		began := time.Now()
		if n > 0 {
			time.Sleep(time.Duration(random.Int64N(int64(usual))))
			cmd.Process.Kill()
		}
		cmd.Wait()
		in.Close()
		if n == 0 {
			usual = time.Since(began)
		}
		if _, err := os.Lstat(asideOf(root)); err == nil {
			aside++
		}
		if _, err := os.Lstat(root); err == nil {
			if r := mustCheck(t, c.tree(), Options{Root: root}); !r.Clean() || len(r.Findings) > 0 {
				t.Fatalf("build %d left a root that is not whole: %d missing, %v", n, len(r.Created), r.Findings)
			}
			os.RemoveAll(root)
		}
		if n%3 == 0 {
			mustWrite(t, c.tree(), Options{Root: root, NoSync: true})
			if got := beside(t, root); got != "root" {
				t.Fatalf("beside the root lies %q", got)
			}
			os.RemoveAll(root)
		}
	}
	t.Logf("%d builds killed while writing", aside)
	if aside < 10 {
		t.Errorf("only %d builds were killed while writing", aside)
	}
}

// phoneFiles is how many files the handsets of TestPhonesAtWork keep.
const phoneFiles = 60

// actAsPhones does what handsets do, in the folders that provc writes into,
// until its standard input ends: rewrite a file in place, replace it by a
// rename, add one. Last it says what each must hold.
func actAsPhones(root string) {
	ended := make(chan bool)
	go func() {
		io.Copy(io.Discard, os.Stdin)
		close(ended)
	}()
	state := map[string]string{}
	random := rand.New(rand.NewPCG(7, 7))
	for n := 0; ; n++ {
		select {
		case <-ended:
			json.NewEncoder(os.Stdout).Encode(state)
			return
		default:
		}
		i := n % phoneFiles
		dir := []string{"users", "logs", ".", "users"}[i%4]
		name := filepath.Join(dir, fmt.Sprintf("user%04d-phone.cfg", i))
		data := fmt.Sprintf("%d of %d", n, i) + strings.Repeat(".", random.IntN(3000))
		file := filepath.Join(root, name)
		var err error
		if n%3 == 0 {
			temp := filepath.Join(root, dir, fmt.Sprintf("user%04d-calls.xml", i))
			if err = os.WriteFile(temp, []byte(data), 0o644); err == nil {
				err = os.Rename(temp, file)
			}
		} else {
			err = os.WriteFile(file, []byte(data), 0o644)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "phones:", err)
			os.Exit(1)
		}
		state[name] = data
		time.Sleep(20 * time.Microsecond)
	}
}

// Fifty builds while handsets write: none of their files is lost or changed.
func TestPhonesAtWork(t *testing.T) {
	root := newRoot(t)
	a, b := config{"A", 60, 20}, config{"B", 60, 20}
	mustWrite(t, a.tree(), Options{Root: root, NoSync: true})
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	phones, out, in := start(t, binary, order{Do: "phones", Options: Options{Root: root}}, nil)
	for n := range 50 {
		c := []config{b, a}[n%2]
		mustWrite(t, c.tree(), Options{Root: root, NoSync: n%5 != 0})
		readAsHandset(t, root, c, c)
	}
	in.Close()
	var state map[string]string
	if err := json.NewDecoder(out).Decode(&state); err != nil {
		t.Fatal(err)
	}
	phones.Wait()
	if len(state) != phoneFiles {
		t.Errorf("the handsets have written %d files, not %d", len(state), phoneFiles)
	}
	for name, data := range state {
		if get(t, root, name) != data {
			t.Errorf("%s was changed", name)
		}
	}
	noTemps(t, root)
	if r := mustCheck(t, a.tree(), Options{Root: root}); !r.Clean() {
		t.Errorf("%+v", r)
	}
}
