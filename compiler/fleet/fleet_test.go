package fleet

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/value"
)

// people are entities by number; wrong has no label that can be made.
type people struct{ n, wrong int }

func (p people) Len() int           { return p.n }
func (p people) Label(i int) string { return fmt.Sprintf("u%06d", i) }

func (p people) At(i int, _ *value.Arena) (value.Field, *diag.Diagnostic) {
	if i == p.wrong {
		return value.Field{}, &diag.Diagnostic{Summary: "a row has no ID"}
	}
	n := &value.Node{Kind: value.Struct, Fields: []value.Field{{Label: "label", Value: &value.Node{Kind: value.String, Text: "Person"}}}}
	return value.Field{Label: p.Label(i), Value: n, Pos: diag.Pos{File: "t.csv", Line: i + 2}}, nil
}

// decoder knows whether it is ready, and whether entities were checked before.
type decoder struct{ ready, checked bool }

func (d *decoder) Reset() { d.ready = true }

// use is what each entity is decoded with once.
func (d *decoder) use(t *testing.T, checked bool) {
	if !d.ready || d.checked != checked {
		t.Errorf("a decoder that is ready: %v, of what was checked: %v", d.ready, d.checked)
	}
	d.ready = false
}

// A pass sees each entity once, in runs that come back in order; what it lists is there
// in that order, each file made anew when it is asked for, by a decoder of entities that
// have been checked. A secret is noted once a parameter, however many have it.
func TestPass(t *testing.T) {
	const n = 5000 // are worth several workers
	f := New("house", func(checked bool) *decoder { return &decoder{checked: checked} })
	profile := f.Files(Files{Phase: artifact.Leaf}, func(d *decoder, i int) *artifact.File {
		d.use(t, true)
		return &artifact.File{Path: fmt.Sprintf("people/u%06d.cfg", i), Entity: fmt.Sprintf("u%06d", i)}
	})
	stage := f.Files(Files{Phase: artifact.Leaf, Stage: true}, func(d *decoder, i int) *artifact.File {
		d.use(t, true)
		return &artifact.File{Path: fmt.Sprintf("stage/u%06d.cfg", i)}
	})
	type seen struct{ is []int }
	workers := Pass(f, people{n: n, wrong: -1}, func() *seen { return &seen{} }, func(w *seen, l *Look[*decoder], i int) {
		l.Decoder.use(t, false)
		w.is = append(w.is, i)
		id := fmt.Sprintf("u%06d", i)
		l.List(profile, "people/"+id+".cfg", id, i)
		l.List(profile, "", id, i) // it has none
		if i%1000 == 0 {
			l.List(stage, "stage/"+id+".cfg", id, i)
			l.Bare(id, "bare")
		}
		l.Secret(&artifact.Param{Name: "password"})
		l.Secret(&artifact.Param{Name: "password", Secret: "all"})
		l.Secret(&artifact.Param{Name: "pin", Secret: "all"})
	})
	var is []int
	for _, w := range workers {
		is = append(is, w.is...)
	}
	if len(is) != n || !slices.IsSorted(is) || len(slices.Compact(is)) != n {
		t.Errorf("%d entities were seen, in order: %v", len(is), slices.IsSorted(is))
	}
	var secrets []string
	for _, p := range f.Made.Secrets {
		secrets = append(secrets, p.Secret+" for "+p.Name)
	}
	slices.Sort(secrets)
	if got := strings.Join(slices.Compact(secrets), ", "); got != "all for password, all for pin" || len(f.Made.Secrets) > 2*len(workers) {
		t.Errorf("%d secrets: %s", len(f.Made.Secrets), got)
	}
	for of, made := range map[*artifact.Made]int{&f.Made: n, &f.Staged: n / 1000} {
		tree := &artifact.Tree{Made: *of}
		tree.Sort()
		if tree.Len() != made {
			t.Errorf("%d files, want %d", tree.Len(), made)
		}
		for i := range tree.Len() {
			if h, file := tree.Head(i), tree.File(i); h.Path != file.Path || h.Owner != "house" {
				t.Errorf("%s of %s is made as %s", h.Path, h.Owner, file.Path)
			}
		}
	}
}

// Phones are those that a row makes, with what a vendor adds.
func TestPhones(t *testing.T) {
	var got []string
	for p := range Phones(people{n: 3, wrong: 1}, "wards", func(p *artifact.Phone, n *value.Node) { p.Group = strings.ToLower(n.Get("label").Str("")) }) {
		got = append(got, fmt.Sprint(p.MAC, p.Folder, p.Label, p.Group, p.Pos.Line))
	}
	if want := []string{"u000000wardsPersonperson2", "u000002wardsPersonperson4"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for p := range Phones(people{n: 3, wrong: -1}, "", nil) {
		if p.MAC != "u000000" || p.Group != "" {
			t.Errorf("%v", p)
		}
		break
	}
}
