package lookup_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/parser"

	"provc/compiler/lookup"
	"provc/compiler/value"
	"provc/compiler/vendors"
)

var update = flag.Bool("update", false, "rewrite docs/parameters")

// What people type leads to what they mean.
func TestFind(t *testing.T) {
	t.Parallel()
	for words, want := range map[string][]string{
		"reg.2.label":         {"reg.2.label"},
		"REG.2.LABEL":         {"reg.2.label"},
		"reg.x.label":         {"reg.x.label"},
		"login":               {"prov.login.enabled"},
		"prov.login":          {"prov.login.enabled", "prov.login.required", "prov.login.persistent"},
		"authorized":          {"phoneLock.authorized.x.value", "phoneLock.authorized.x.description"},
		"log out":             {"prov.login.automaticLogout"},
		"push to talk":        {"ptt.pttMode.enable"},
		"EM_":                 {"EM_Enable", "EM_User_Domain"},
		"voice mail":          {"Voice_Mail_Number", "feature.voicemail.enabled"},
		"newRequests":         {"voIpProt.server.x.failOver.failBack.mode"},
		"prov.login.auto*":    {"prov.login.automaticLogout"},
		"ptt.channel.24.*":    {"ptt.channel.24.subscribed"},
		"emergency number":    {"Emergency_Number_x_", "dialplan.routing.emergency.x.value"},
		"the screen saver":    {"Screen_Saver_Enable"},
		"screen lock":         {"up.idleTimeout"}, // nothing has both words
		"User_ID_2_":          {"User_ID_2_"},
		"frobnicate the knob": nil,
	} {
		hits, err := lookup.Find(vendors.All().Catalogues(), strings.Fields(words))
		if err != nil {
			t.Errorf("%s: %v", words, err)
		}
		var first []string
		for _, h := range hits[:min(12, len(hits))] {
			first = append(first, h.Param.Name)
		}
		for _, name := range want {
			if !slices.Contains(first, name) {
				t.Errorf("%s: the first hits lack %s: %q", words, name, first)
			}
		}
		if want == nil && len(hits) > 0 {
			t.Errorf("%s: %q", words, first)
		}
	}
	if _, err := lookup.Find(vendors.All().Catalogues(), []string{"reg[*"}); err == nil {
		t.Error("reg[* is a pattern")
	}
	if near := lookup.Nearest(vendors.All().Catalogues(), []string{"reg.x.adress"}); near != "reg.x.address" {
		t.Errorf("nearest %q", near)
	}
}

// What is to be pasted is CUE that the schema takes, of every parameter: the first of what
// may be chosen, true, or a number, where one is allowed.
func TestPaste(t *testing.T) {
	t.Parallel()
	for _, h := range lookup.All(vendors.All().Catalogues()) {
		e := lookup.Describe(h)
		name, rest := "", ast.Expr(nil)
		rest, err := parser.ParseExpr(e.Name, "{"+e.Write+"}")
		for err == nil {
			s, ok := rest.(*ast.StructLit)
			if !ok || len(s.Elts) != 1 {
				break
			}
			f := s.Elts[0].(*ast.Field)
			label, _, labelErr := ast.LabelName(f.Label)
			if err = labelErr; name != "" {
				name += "."
			}
			if name += label; strings.HasSuffix(name, ".secret") && e.Secret {
				name = strings.TrimSuffix(name, ".secret")
			}
			rest = f.Value
		}
		if _, ok := h.Schema.Param(name); err != nil || !ok {
			t.Errorf("%s: %s names %q: %v", e.Name, e.Write, name, err)
		}
		if e.Secret {
			continue
		}
		admits := h.Param.Field.Type.Admits
		text := func(s string) *value.Node { return &value.Node{Kind: value.String, Text: s} }
		sample := strings.TrimPrefix(e.Write, h.Param.First().Spell()+" ")
		switch word, isText := strings.CutPrefix(sample, `"`); {
		case len(e.Choices) > 0 && admits(text(e.Choices[0])):
			if sample != strconv.Quote(e.Choices[0]) {
				t.Errorf("%s: %s, the first choice is %s", e.Name, e.Write, e.Choices[0])
			}
		case !isText && sample != "true" && !admits(&value.Node{Kind: value.Int, Text: sample}):
			t.Errorf("%s: %s is not allowed", e.Name, e.Write)
		case admits(&value.Node{Kind: value.Bool, Text: "true"}) != (sample == "true"):
			t.Errorf("%s: %s", e.Name, e.Write)
		case isText && admits(&value.Node{Kind: value.Int, Text: "1"}):
			t.Errorf("%s: %s, and a number is allowed", e.Name, e.Write)
		case isText && word != `…"`:
			t.Errorf("%s: %s is no example", e.Name, e.Write)
		}
	}
}

func TestJSON(t *testing.T) {
	t.Parallel()
	hits, err := lookup.Find(vendors.All().Catalogues(), []string{"ptt.channel.24.subscribed"})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := lookup.Print(&b, "json", hits, 1); err != nil {
		t.Fatal(err)
	}
	var got []lookup.Entry
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 || got[0].Default != "1" || got[0].Restart != "yes" || got[0].Home != "features.cfg" || got[0].Write != `ptt: channel: "24": subscribed: true` {
		t.Errorf("%+v", got)
	}
}

// docs/parameters is what the schema says.
func TestPages(t *testing.T) {
	t.Parallel()
	for _, s := range vendors.All().Catalogues() {
		dir := filepath.Join("..", "..", "docs", "parameters", s.Vendor)
		pages := lookup.Pages(s)
		if *update {
			if err := os.RemoveAll(dir); err != nil {
				t.Fatal(err)
			}
			if err := os.MkdirAll(dir, 0o777); err != nil {
				t.Fatal(err)
			}
			for name, text := range pages {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		}
		files, err := filepath.Glob(filepath.Join(dir, "*"))
		if err != nil {
			t.Fatal(err)
		}
		for i := range files {
			files[i] = filepath.Base(files[i])
		}
		if want := slices.Sorted(maps.Keys(pages)); !slices.Equal(files, want) {
			t.Errorf("%s has %q, and should have %q", dir, files, want)
		}
		for name, text := range pages {
			if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != text {
				t.Errorf("%s is old: make golden", filepath.Join(dir, name))
			}
		}
	}
}
