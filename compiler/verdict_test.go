package compiler

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/errors"

	"provc/compiler/cuevet"
	"provc/compiler/diag"
)

// Native checks and plain CUE under the full schema give the same verdict on
// generated deployments, and name the same place. -cases 20000 makes it long.
var cases = flag.Int("cases", 300, "generated deployments to compare with plain CUE")

// batch is how many deployments are evaluated at a time: loading the schema
// costs more than one, and memory grows with each.
const batch = 100

// beyond are errors that plain CUE cannot see, since they are about files.
var beyond = []string{"path-collision", "config-files-too-long", "contacts-elsewhere", "unlisted-letter-case"}

func TestSameVerdict(t *testing.T) {
	cases := *cases
	if testing.Short() {
		cases = min(cases, batch/4)
	}
	for first := 0; first < cases; first += batch {
		t.Run(fmt.Sprint(first), func(t *testing.T) {
			t.Parallel()
			var all []*generated
			for i := first; i < min(first+batch, cases); i++ {
				all = append(all, generate(uint64(i), i))
			}
			sameVerdict(t, all)
		})
	}
}

func FuzzSameVerdict(f *testing.F) {
	f.Add(uint64(1 << 40))
	f.Fuzz(func(t *testing.T, seed uint64) {
		sameVerdict(t, []*generated{generate(seed, 0)})
	})
}

func sameVerdict(t *testing.T, all []*generated) {
	t.Helper()
	b := strings.Builder{}
	b.WriteString("package p\n\nimport \"provc.internal/schema/spectralink\"\n\n")
	type place struct {
		of   *generated
		path []string
	}
	places := []place{{}, {}, {}, {}, {}} // by line
	texts := map[string]string{}
	for _, g := range all {
		text, paths := g.text()
		texts[g.name] = text
		b.WriteString(text)
		for _, p := range paths {
			places = append(places, place{g, p})
		}
	}
	files := map[string]string{"a.cue": b.String()}

	type verdict struct {
		errors, beyond diag.List
		paths          [][]string
	}
	verdicts := map[string]*verdict{}
	for _, g := range all {
		verdicts[g.name] = &verdict{}
	}
	for _, d := range native(t, files).Findings {
		if d.Severity != diag.Error {
			continue
		}
		if d.Pos.Line >= len(places) || places[d.Pos.Line].of == nil {
			t.Errorf("finding without a place: %s %s", d.Pos, d.Message())
			continue
		}
		at := places[d.Pos.Line]
		v := verdicts[at.of.name]
		v.paths = append(v.paths, at.path)
		if slices.Contains(beyond, d.Check) {
			v.beyond.Add(d)
		} else {
			v.errors.Add(d)
		}
	}

	inst := cuevet.Instance(t, files)
	if inst.Err != nil {
		t.Fatal(inst.Err)
	}
	root := cuecontext.New().BuildInstance(inst)
	refused := 0
	for _, g := range all {
		said := errors.Errors(root.LookupPath(cue.MakePath(cue.Str(g.name))).Validate(cue.Concrete(true)))
		v := verdicts[g.name]
		if len(said) > 0 {
			refused++
		}
		switch {
		case len(said) == 0 && len(v.errors) > 0:
			t.Errorf("%s: plain CUE accepts\n%s\nprovc says\n%s", g.what, texts[g.name], text(v.errors))
		case len(said) > 0 && len(v.errors)+len(v.beyond) == 0:
			t.Errorf("%s: provc accepts\n%s\nplain CUE says\n%v", g.what, texts[g.name], said)
		}
		for _, e := range said {
			path := e.Path()
			if len(path) < 2 || slices.Contains(path, "_relations") {
				continue // said of relations by sentence: see TestChecks
			}
			if !slices.ContainsFunc(v.paths, func(p []string) bool { return related(p, path[1:]) }) {
				t.Errorf("%s: plain CUE refuses %q, provc\n%s\nof\n%s", g.what, path, text(v.errors), texts[g.name])
			}
		}
	}
	t.Logf("%d deployments, %d refused", len(all), refused)
}

// related reports whether two paths name the same value, or one a part of the
// other.
func related(line, path []string) bool {
	for i := range min(len(line), len(path)) {
		if line[i] != strings.Trim(path[i], `"`) {
			return false
		}
	}
	return true
}
