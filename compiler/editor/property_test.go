package editor_test

import (
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cuelang.org/go/cue/parser"

	"provc/compiler/editor"
	"provc/compiler/vendors"
)

// parses reports whether a text is CUE.
func parses(text string) bool {
	_, err := parser.ParseFile("x.cue", text)
	return err == nil
}

// At each offset of the examples there is an answer, whatever the text up to there, and
// what is proposed leaves a text that CUE still parses, once it has a value.
func TestEachOffset(t *testing.T) {
	step := 7
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

// Whatever somebody types into a package that was compiled, there is an answer.
func TestRandomEdits(t *testing.T) {
	const file = "hospital/hospital.cue"
	p, texts := example(t, "hospital")
	random := rand.New(rand.NewPCG(3, 4))
	pieces := []string{"{", "}", "[", "\"", "\n", ":", "params: ", "_line", " & ", "\\(", "//", "spectralink.#", "secret: \"", "accept: [{check: "}
	edits := 1000
	if testing.Short() {
		edits = 100
	}
	text := texts[file]
	for i := range edits {
		if i%25 == 0 {
			text = texts[file]
		}
		from := random.IntN(len(text) + 1)
		to := min(len(text), from+random.IntN(8)*random.IntN(2))
		piece := pieces[random.IntN(len(pieces))]
		text = slices.Concat(text[:from], []byte(piece), text[to:])
		at := from + len(piece)
		p.Hover(file, text, at)
		items, _ := p.Complete(file, text, at)
		for _, x := range items {
			if x.From > at || x.To < at || x.To > len(text) || x.Insert == "" {
				t.Fatalf("%+v at %d of\n%s", x, at, text)
			}
		}
		for _, l := range p.Lenses(file, text) {
			if l.From > l.To || l.To > len(text) || l.Title == "" {
				t.Fatalf("%+v of\n%s", l, text)
			}
		}
	}
}

// Of any text something is known, or nothing.
func FuzzPackage(f *testing.F) {
	for _, text := range []string{
		handsets + "ward: spectralink.#Deployment & {params: prov: lo", desks + "a: cisco.#Deployment & {models: SPA504G: params: {", both + "_a: _b\n_b: _a & {\nx: ",
		handsets + "w: {vendor: \"cisco\", inventory: users: each: {", handsets + "w: spectralink.#Deployment & {phones: {for m in _x {(m): group: \"", "a: b.", "_a: _a", "a: [{b: [",
	} {
		f.Add([]byte(text), len(text))
	}
	f.Fuzz(func(t *testing.T, text []byte, offset int) {
		p := editor.New(vendors.All(), map[string][]byte{"q.cue": []byte(both + "_q: {}\n")})
		offset = min(max(offset, 0), len(text))
		if h, ok := p.Hover("p.cue", text, offset); ok && (h.From > h.To || h.To > len(text)) {
			t.Fatalf("%+v", h)
		}
		items, _ := p.Complete("p.cue", text, offset)
		for _, x := range items {
			if x.From > offset || x.To < offset || x.To > len(text) || x.Insert == "" {
				t.Fatalf("%+v", x)
			}
		}
		p.Lenses("p.cue", text)
	})
}

// Names and values that are proposed are those that a compile accepts.
func TestProposalsAreAccepted(t *testing.T) {
	for _, x := range []struct{ head, groups string }{
		{handsets + "ward: spectralink.#Deployment & {\n\tparams: ", "up ptt call feature powerSaving video tone"},
		{desks + "rooms: cisco.#Deployment & {\n\tserver: \"https://a.example\"\n\tparams: ", ""},
	} {
		p := editor.New(vendors.All(), nil)
		var lines []string
		var walk func(path string)
		walk = func(path string) {
			text := x.head + path
			items, _ := p.Complete("p.cue", []byte(text+"\n}\n"), len(text))
			for _, item := range items {
				switch {
				case strings.HasPrefix(item.Label, "EM_"): // of which some are the phone's own
				case item.Kind == editor.KindValue:
					lines = append(lines, path+item.Insert)
					return // one value of each
				case item.Kind == editor.KindParameter && (item.Label == "1" || !isNumber(item.Label)):
					if path != "" || x.groups == "" || slices.Contains(strings.Fields(x.groups), item.Label) {
						walk(path + item.Insert)
					}
				}
			}
		}
		walk("")
		if len(lines) < 50 {
			t.Errorf("only %d values are proposed", len(lines))
		}
		text := strings.TrimSuffix(x.head, "params: ")
		for _, line := range lines {
			text += "params: " + line + "\n"
		}
		written(t, map[string]string{"p.cue": text + "}\n"})
	}
}

func isNumber(label string) bool { return strings.Trim(label, "0123456789") == "" }
