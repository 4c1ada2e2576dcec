package mend_test

import (
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/format"
	"cuelang.org/go/cue/parser"
	"cuelang.org/go/cue/token"

	"provc/compiler/diag"
	"provc/compiler/mend"
)

// examples are the files of those that people start from.
func examples(t *testing.T) map[string][]byte {
	t.Helper()
	texts := map[string][]byte{}
	err := filepath.WalkDir("../../examples", func(name string, d fs.DirEntry, err error) error {
		if !strings.HasSuffix(name, ".cue") || strings.Contains(name, "cue.mod") || err != nil {
			return err
		}
		texts[name], err = os.ReadFile(name)
		return err
	})
	if err != nil || len(texts) < 4 {
		t.Fatal(len(texts), err)
	}
	return texts
}

// leaf is a field whose value is no struct that is written out, or an empty one.
type leaf struct {
	labels []string
	places []token.Pos // of the labels
	value  string
}

// leavesOf are those of declarations, within structs alone.
func leavesOf(t *testing.T, decls []ast.Decl, above leaf) (all []leaf) {
	for _, d := range decls {
		f, ok := d.(*ast.Field)
		if !ok {
			continue
		}
		name, _, err := ast.LabelName(f.Label)
		if err != nil {
			continue
		}
		here := leaf{append(slices.Clone(above.labels), name), append(slices.Clone(above.places), f.Label.Pos()), ""}
		if s, ok := f.Value.(*ast.StructLit); ok && len(s.Elts) > 0 {
			all = append(all, leavesOf(t, s.Elts, here)...)
			continue
		}
		text, err := format.Node(f.Value)
		if err != nil {
			t.Fatal(err)
		}
		here.value = strings.Join(strings.Fields(string(text)), " ")
		all = append(all, here)
	}
	return all
}

func leavesIn(t *testing.T, text []byte) []leaf {
	t.Helper()
	f, err := parser.ParseFile("a.cue", text, parser.ParseComments)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return leavesOf(t, f.Decls, leaf{})
}

func counted(all []leaf) map[string]int {
	n := map[string]int{}
	for _, l := range all {
		if l.value != "{}" { // what is taken out may leave an empty struct
			n[strings.Join(l.labels, "|")+" = "+l.value]++
		}
	}
	return n
}

// Whatever labels a field of the examples gets, and however it is written, the text says
// the same afterwards but for that field, and notes stay.
func TestMovesAtRandom(t *testing.T) {
	if testing.Short() {
		t.Skip("very many texts")
	}
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	done := 0
	texts := examples(t)
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		text := texts[name]
		all := leavesIn(t, text)
		for range 300 {
			if len(all) == 0 {
				break
			}
			l := all[r.IntN(len(all))]
			at := r.IntN(len(l.labels))
			from := r.IntN(at + 1)
			old := l.labels[from : at+1]
			to := changedLabels(r, old)
			pos := l.places[at]
			fix := diag.Relabel(strings.Join(old, "."), to)
			edits := mend.New("a.cue", text).Edits(diag.Diagnostic{Pos: diag.Pos{File: "a.cue", Line: pos.Line(), Column: pos.Column()}, Fix: &fix})
			if len(edits) == 0 {
				continue
			}
			done++
			mended := mend.Apply(text, edits)
			want := slices.Clone(all)
			for i, o := range all {
				if at < len(o.places) && o.places[at] == pos {
					want[i].labels = slices.Concat(o.labels[:from], to, o.labels[at+1:])
				}
			}
			if got, want := counted(leavesIn(t, mended)), counted(want); !maps.Equal(got, want) {
				t.Fatalf("%s: %s of %s becomes %s:\n%s", name, fmt.Sprint(pos), fix.Moves[0].From, strings.Join(to, "."), mended)
			}
			if a, b := strings.Count(string(text), "//"), strings.Count(string(mended), "//"); a != b {
				t.Fatalf("%s: %d notes, then %d:\n%s", name, a, b, mended)
			}
		}
	}
	if done < 300 {
		t.Errorf("only %d fields were moved", done)
	}
}

// Wherever a finding is, in whatever text, its fix ends somehow, and within the text.
func TestAnywhere(t *testing.T) {
	if testing.Short() {
		t.Skip("very many texts")
	}
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	done := 0
	texts := examples(t)
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		for range 200 {
			text := slices.Clone(texts[name])
			for range r.IntN(3) {
				text[r.IntN(len(text))] = "{}[]:,\"'\n x/\xff"[r.IntN(13)]
			}
			file := []string{"a.cue", "a.csv"}[r.IntN(8)/7]
			words := strings.FieldsFunc(string(text), func(c rune) bool { return strings.ContainsRune(" \n\t\":,", c) })
			word := words[r.IntN(len(words))]
			for _, f := range []diag.Fix{
				diag.Relabel(word, []string{"x", word}), diag.Rename(word, "x"), diag.Literal(`"x"`), diag.Respell(word, "x"), {Gone: word}, {Quote: true},
				{Text: []diag.Edit{{At: r.IntN(3), Cut: r.IntN(3), New: `"`}}}, {Edits: []diag.Edit{{At: r.IntN(9) - 4, Cut: r.IntN(99), New: "x"}}},
			} {
				pos := diag.Pos{File: file, Line: r.IntN(60), Column: r.IntN(40)}
				if i := strings.Index(string(text), word); r.IntN(4) > 0 { // where it may mean something
					pos.Line = 1 + strings.Count(string(text[:i]), "\n")
					pos.Column = i - strings.LastIndexByte(string(text[:i]), '\n')
				}
				edits := mend.New(file, text).Edits(diag.Diagnostic{Pos: pos, Fix: &f})
				if len(edits) > 0 {
					done++
					mend.Apply(text, edits)
				}
			}
		}
	}
	if done < 1000 {
		t.Errorf("only %d fixes did something", done)
	}
}

// changedLabels are labels with some replaced, left out or added.
func changedLabels(r *rand.Rand, old []string) []string {
	for {
		var to []string
		for _, l := range old {
			switch r.IntN(6) {
			case 0:
				to = append(to, "zz")
			case 1:
			case 2:
				to = append(to, "y-y", l)
			default:
				to = append(to, l)
			}
		}
		if len(to) > 0 && !slices.Equal(to, old) {
			return to
		}
	}
}
