package editor_test

import (
	"path/filepath"
	"strings"
	"testing"

	"cuelang.org/go/cue/parser"
)

// parses reports whether a text is CUE.
func parses(text string) bool {
	_, err := parser.ParseFile("x.cue", text)
	return err == nil
}

// At each offset of the examples there is an answer, whatever the text up to there, and
// what is proposed leaves a text that CUE still parses, once it has a value.
func TestEachOffset(t *testing.T) {
	step := 11
	if testing.Short() {
		step = 59
	}
	proposals := 0
	for _, name := range []string{"clinic", "conference-rooms", "campus", "hospital", "pbx", "no-login"} {
		p, texts := example(t, name)
		for file, text := range texts {
			for offset := len(filepath.Base(file)) % step; offset <= len(text); offset += step {
				p.Hover(file, text, offset)
				p.Hover(file, text[:offset], offset)
				p.Complete(file, text[:offset], offset)
				items, _ := p.Complete(file, text, offset)
				for i, x := range items {
					if i > 2 && i%40 != 0 {
						continue
					}
					proposals++
					if x.From > offset || x.To < offset {
						t.Fatalf("%s at %d: %+v replaces another word", file, offset, x)
					}
					insert := x.Insert
					switch {
					case strings.HasSuffix(insert, ": "):
						insert += "_, "
					case strings.HasSuffix(insert, "{"):
						insert += "}"
					}
					if with := string(text[:x.From]) + insert + string(text[x.To:]); !parses(with) {
						line := strings.LastIndexByte(with[:x.From], '\n') + 1
						t.Errorf("%s at %d: with %q it does not parse: %s", file, offset, x.Insert, strings.SplitN(with[line:], "\n", 2)[0])
					}
				}
			}
		}
	}
	if proposals < 300 {
		t.Errorf("only %d proposals", proposals)
	}
}
