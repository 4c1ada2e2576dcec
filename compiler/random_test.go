package compiler_test

import (
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

var (
	packages    = flag.Int("packages", 30, "random packages to compare with plain CUE; 2000 for the long run")
	firstSeed   = flag.Uint64("seed", 0, "the first random package")
	divergences = flag.String("divergences", "", "folder for a file of each random package of which provc and plain CUE say different things")
)

// Random packages, in which what people write meets: provc's verdict is CUE's, what CUE
// calls incomplete is not built, and what is built has CUE's values. What CUE refuses is
// tried again without the lines that it names, so that some of it is built.
func TestRandomPackages(t *testing.T) {
	n := *packages
	if testing.Short() {
		n = min(n, 3)
	}
	var compared, accepted atomic.Int32
	t.Run("all", func(t *testing.T) {
		for seed := *firstSeed; seed < *firstSeed+uint64(n); seed++ {
			t.Run(fmt.Sprint(seed), func(t *testing.T) {
				t.Parallel()
				for s := random(seed); s != nil; {
					compared.Add(1)
					cue := sameAsCUE(t, s)
					if len(cue.errors) == 0 {
						accepted.Add(1)
						break
					}
					s = s.mended(cue)
				}
			})
		}
	})
	t.Logf("%d packages, of which CUE accepts %d", compared.Load(), accepted.Load())
}

// sameAsCUE holds what provc makes of a package against CUE. Of a package that they
// differ about, it shows the smallest that it finds.
func sameAsCUE(t *testing.T, s *sample) outcome {
	t.Helper()
	outcomes := func(s *sample) (cue, provc outcome) {
		dir := folder(t, s.files())
		defer os.RemoveAll(dir)
		return plainCUE(dir, s.tags...), built(t, dir, s.tags...)
	}
	said, provc := outcomes(s)
	first, _, _ := strings.Cut(difference(said, provc), " ")
	if first == "" {
		return said
	}
	s = s.shrunk(func(s *sample) bool {
		differs := difference(outcomes(s))
		return differs != "" && strings.HasPrefix(differs, "provc ") == (first == "provc")
	})
	cue, provc := outcomes(s)
	report := compared(s.files(), cue, provc)
	if len(s.tags) > 0 {
		report += fmt.Sprintf("tags: %v\n", s.tags)
	}
	if *divergences != "" {
		name := filepath.Join(*divergences, path.Base(t.Name())+".md")
		if err := os.WriteFile(name, []byte(report), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	holds(t, report)
	return said
}
