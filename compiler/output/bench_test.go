//go:build unix

package output

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"provc/compiler/artifact"
	"provc/compiler/output/disk"
)

// benchFiles is the size of a large deployment.
const benchFiles = 50_000

// benchTree is one profile of 700 bytes a user.
func benchTree(files int) *artifact.Tree {
	t := &artifact.Tree{PhoneWritten: phoneWrites, Dirs: []string{"logs"}}
	params := make([]artifact.Param, 12)
	for i := range params {
		params[i] = artifact.Param{Name: fmt.Sprintf("reg.%d.server.1.expires.overlap", i+1), Value: "a value of twenty ch."}
	}
	for i := range files {
		id := fmt.Sprintf("user%06d", i)
		t.Files = append(t.Files, &artifact.File{Path: "users/" + id + ".cfg", Owner: "ward", Entity: id, Params: params, Format: render})
	}
	return t
}

type measured struct {
	First, Again time.Duration // the first build; one that changes nothing
	Idle, Peak   int64         // kB resident, before the build and at most
}

// benchChild builds in a process of its own, so that its memory can be told.
func benchChild(o order) {
	tree := benchTree(benchFiles)
	var m measured
	m.Idle = maxRSS()
	for _, d := range []*time.Duration{&m.First, &m.Again} {
		began := time.Now()
		if _, err := Write(context.Background(), tree, o.Options); err != nil {
			panic(err)
		}
		*d = time.Since(began)
	}
	m.Peak = maxRSS()
	json.NewEncoder(os.Stdout).Encode(m)
}

func maxRSS() int64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return u.Maxrss
}

// BenchmarkBesideCp writes 50,000 files and has cp -r copy the same tree, in
// one run, since only the ratio means something on a shared machine.
//
//	go test -run - -bench BesideCp -benchtime 5x ./compiler/output
func BenchmarkBesideCp(b *testing.B) {
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	for _, bb := range []struct {
		name           string
		memory, noSync bool
	}{{"memory", true, true}, {"disk", false, true}, {"disk+sync", false, false}} {
		b.Run(bb.name, func(b *testing.B) {
			var build, cp, again time.Duration
			var m measured
			for b.Loop() {
				root := benchRoot(b, bb.memory)
				cmd, out, in := start(b, self, order{Do: "bench", Options: Options{Root: root, NoSync: bb.noSync}}, nil)
				if err := json.NewDecoder(out).Decode(&m); err != nil {
					b.Fatal(err)
				}
				in.Close()
				cmd.Wait()
				build += m.First
				again += m.Again
				began := time.Now()
				if out, err := exec.Command("cp", "-r", root, root+".copy").CombinedOutput(); err != nil {
					b.Fatalf("%s", out)
				}
				cp += time.Since(began)
				os.RemoveAll(filepath.Dir(root))
			}
			n := float64(b.N)
			b.ReportMetric(build.Seconds()/n, "s/build")
			b.ReportMetric(again.Seconds()/n, "s/rebuild")
			b.ReportMetric(cp.Seconds()/n, "s/cp")
			b.ReportMetric(float64(build)/float64(cp), "build/cp")
			b.ReportMetric(float64(m.Idle)/1024, "MB-idle")
			b.ReportMetric(float64(m.Peak)/1024, "MB-peak")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// BenchmarkWrite builds a root in memory that was empty, or is right as it is.
//
//	go test -run - -bench Write -benchtime 5x ./compiler/output
func BenchmarkWrite(b *testing.B) {
	tree := benchTree(benchFiles)
	perFile := func(b *testing.B, n float64, unit string) { b.ReportMetric(n/float64(b.N*benchFiles), unit) }
	b.Run("fresh", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			opt := Options{Root: benchRoot(b, true), NoSync: true}
			b.StartTimer()
			mustBuild(b, tree, opt)
			b.StopTimer()
			os.RemoveAll(opt.Root)
			b.StartTimer()
		}
		perFile(b, float64(b.Elapsed().Nanoseconds()), "ns/file")
		b.StopTimer()
		b.ReportMetric(liveOfBuild(b, tree, Options{NoSync: true}), "live-B/file")
	})
	b.Run("unchanged", func(b *testing.B) {
		opt := Options{Root: benchRoot(b, true), NoSync: true}
		mustBuild(b, tree, opt)
		for b.Loop() {
			mustBuild(b, tree, opt)
		}
		perFile(b, float64(b.Elapsed().Nanoseconds()), "ns/file")
	})
}

// BenchmarkUpToDate looks at a hundred roots of 400 files each.
func BenchmarkUpToDate(b *testing.B) {
	dir := benchRoot(b, true)
	var roots []string
	for i := range 100 {
		roots = append(roots, filepath.Join(dir, fmt.Sprint(i)))
		mustBuild(b, benchTree(400), Options{Root: roots[i], NoSync: true, Inputs: []byte("x")})
	}
	look := func(b *testing.B, opt Options) {
		for b.Loop() {
			for _, root := range roots {
				if _, ok := UpToDate(root, []byte("x"), opt); !ok {
					b.Fatal(root)
				}
			}
		}
	}
	b.Run("at first", func(b *testing.B) { look(b, Options{}) })
	b.Run("later", func(b *testing.B) { look(b, Options{Inputs: []byte("x")}) })
}

func mustBuild(b testing.TB, tree *artifact.Tree, opt Options) {
	r, err := Write(context.Background(), tree, opt)
	if err != nil || r.Findings.HasErrors() {
		b.Fatal(r, err)
	}
}

// A fresh root of very many files takes little memory beside the tree.
func TestMemory(t *testing.T) {
	if live := liveOfBuild(t, benchTree(20_000), Options{NoSync: true}); live > 60 {
		t.Errorf("%.1f bytes a file", live)
	}
}

// liveOfBuild is the live heap a file of a build whose files are all in place,
// without the tree.
func liveOfBuild(b testing.TB, tree *artifact.Tree, opt Options) float64 {
	var live int64
	opt.Root = benchRoot(b, true)
	before := liveHeap()
	opt.open = func(dir string) (disk.FS, error) {
		disk, err := disk.Open(dir)
		return &atTheEnd{disk, func() { live = liveHeap() - before }}, err
	}
	mustBuild(b, tree, opt)
	return float64(live) / float64(tree.Len())
}

func liveHeap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// atTheEnd calls a function when the record takes its place.
type atTheEnd struct {
	disk.FS
	f func()
}

func (a *atTheEnd) Rename(from, to string) error {
	if to == manifestPath {
		a.f()
	}
	return a.FS.Rename(from, to)
}

// benchRoot is where a build is measured; what syncing costs shows on a disk.
func benchRoot(b testing.TB, memory bool) string {
	dir := ""
	if memory {
		dir = "/dev/shm"
	}
	dir, err := os.MkdirTemp(dir, "provc-bench-")
	if err != nil {
		b.Skip(err)
	}
	b.Cleanup(func() { os.RemoveAll(dir) })
	return filepath.Join(dir, "root")
}
