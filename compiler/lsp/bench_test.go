package lsp_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"time"

	"provc/compiler/lsptest"
)

// Ten thousand handsets and people, in one of whom somebody types: how long it takes until
// the findings in the new text are there, and an answer that is asked for meanwhile.
//
//	go test ./compiler/lsp -run '^$' -bench Typing -benchtime 200x
func BenchmarkTyping(b *testing.B) {
	for _, of := range []struct {
		form, file string
		place      *regexp.Regexp
	}{
		{"literal", "fleet.cue", regexp.MustCompile(`label: +"`)},
		{"template", "fleet.cue", regexp.MustCompile(`label: +"`)},
		{"inventory", "users.csv", regexp.MustCompile(`(?m)^\w+,`)},
		{"inventory", "fleet.cue", regexp.MustCompile(`label: +"`)},
		{"computed", "fleet.cue", regexp.MustCompile(`: +"`)},
		{"comprehension", "fleet.cue", regexp.MustCompile(`: +"`)},
	} {
		b.Run(of.form+"/"+of.file, func(b *testing.B) {
			dir := filepath.Join(b.TempDir(), "fleet")
			if err := os.MkdirAll(dir, 0o777); err != nil {
				b.Fatal(err)
			}
			made := exec.CommandContext(b.Context(), "go", "run", "../../recipes/bench/fleet", "-phones", "3333", "-users", "6667", "-form", of.form, dir)
			if out, err := made.CombinedOutput(); err != nil {
				b.Fatalf("%v\n%s", err, out)
			}
			s := serve(b, dir)
			s.Open(of.file)
			s.WaitDiagnostics(of.file)
			r := rand.New(rand.NewPCG(1, 1))
			var findings, answers []time.Duration
			for b.Loop() {
				text := s.Text(of.file)
				places := of.place.FindAllStringIndex(text, -1)
				at := lsptest.At(text, places[r.IntN(len(places))][1])
				began := time.Now()
				s.Type(of.file, at, "x")
				s.Completion(of.file, at)
				answers = append(answers, time.Since(began))
				s.WaitDiagnostics(of.file)
				findings = append(findings, time.Since(began))
			}
			for what, all := range map[string][]time.Duration{"findings": findings, "answer": answers} {
				slices.Sort(all)
				b.ReportMetric(float64(all[len(all)/2].Microseconds())/1000, fmt.Sprintf("ms-%s-median", what))
				b.ReportMetric(float64(all[len(all)-1].Microseconds())/1000, fmt.Sprintf("ms-%s-worst", what))
			}
		})
	}
}
