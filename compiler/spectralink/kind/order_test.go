package kind

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"provc/compiler/diag"
	"provc/compiler/spectralink/facts"
	"provc/compiler/vendor"
)

// foreign are files of others, by their names.
func foreign(names ...string) (files []facts.Foreign) {
	for _, n := range names {
		files = append(files, facts.Foreign{Name: n})
	}
	return files
}

// A handset takes the leftmost of the files that set a parameter: files of others before
// ours and behind them, the handset's own first, then those of its group, of its model
// and of all. Each name stands once, where it is strongest.
func TestAmong(t *testing.T) {
	around := func(of string) facts.Foreigners {
		return facts.Foreigners{Before: foreign(of+"-before", "shared"), After: foreign(of+"-after", "shared")}
	}
	handset, group, base := &facts.Layer{Foreign: around("handset")}, &facts.Layer{Foreign: around("group")}, &facts.Layer{Foreign: around("all")}
	plain := &facts.Layer{}
	model := facts.Model{Name: "8440", Foreign: around("model")}
	instead, none := model, model
	instead.Instead, none.Instead = foreign("other", "site"), []facts.Foreign{}
	for _, x := range []struct {
		name   string
		kind   Stack
		models []facts.Model
		want   string
	}{
		{"nobody's", Stack{plain, plain, plain}, nil, "phone site"},
		{"one of all", Stack{plain, plain, base}, nil, "all-before shared phone site all-after"},
		{"one of the handset", Stack{handset, plain, plain}, nil, "handset-before shared phone site handset-after"},
		{"one of the group", Stack{plain, group, plain}, nil, "group-before shared phone site group-after"},
		{"all layers", Stack{handset, group, base}, nil, "handset-before shared group-before all-before phone site handset-after group-after all-after"},
		{"no group", Stack{handset, base}, nil, "handset-before shared all-before phone site handset-after all-after"},
		{"a model", Stack{handset, group, base}, []facts.Model{model}, "handset-before shared group-before model-before all-before phone site handset-after group-after model-after all-after"},
		{"a model alone", Stack{plain}, []facts.Model{model}, "model-before shared phone site model-after"},
		{"a model's own list", Stack{plain, base}, []facts.Model{instead}, "model-before shared all-before other site model-after all-after"},
		{"a model's empty list", Stack{plain, base}, []facts.Model{none}, "model-before shared all-before model-after all-after"},
		{"behind alone", Stack{{Foreign: facts.Foreigners{After: foreign("x")}}}, nil, "phone site x"},
	} {
		if got := strings.Join(x.kind.Among([]string{"phone", "site"}, x.models...), " "); got != x.want {
			t.Errorf("%s: got %s, want %s", x.name, got, x.want)
		}
	}
}

// A finding is softened by the file that is declared to set what it rests on, whichever
// kind of handset reads it: an error becomes a warning where the file may set anything,
// and a note where it is taken at its word.
func TestUnless(t *testing.T) {
	at := func(line int) diag.Pos { return diag.Pos{File: "d.cue", Line: line} }
	some, any := facts.Foreign{Name: "some", Bounded: true, Sets: []string{"a.*"}, Pos: at(9)}, facts.Foreign{Name: "any", Pos: at(3)}
	early := facts.Foreign{Name: "early", Pos: at(2)}
	kind := func(files ...facts.Foreign) Stack { return Stack{{Foreign: facts.Foreigners{Before: files}}} }
	for _, x := range []struct {
		name  string
		kinds []Stack
		was   diag.Severity
		want  string
	}{
		{"none", []Stack{kind()}, diag.Error, "error it is wrong"},
		{"any", []Stack{kind(any)}, diag.Error, "warning it is wrong, unless any sets a.b | any is named here"},
		{"any, of a warning", []Stack{kind(any)}, diag.Warning, "note it is wrong, unless any sets a.b | any is named here"},
		{"any, of a note", []Stack{kind(any)}, diag.Note, "note it is wrong, unless any sets a.b | any is named here"},
		{"some", []Stack{kind(some)}, diag.Error, "note it is wrong, unless some sets a.b | some is named here"},
		{"both of one kind", []Stack{kind(any, some)}, diag.Error, "note it is wrong, unless some sets a.b | some is named here"},
		{"both of two kinds", []Stack{kind(some), kind(any)}, diag.Error, "note it is wrong, unless some sets a.b | some is named here"},
		{"both of two kinds, turned round", []Stack{kind(any), kind(some)}, diag.Error, "note it is wrong, unless some sets a.b | some is named here"},
		{"the first of two", []Stack{kind(any), kind(early)}, diag.Error, "warning it is wrong, unless early sets a.b | early is named here"},
		{"the first of two, turned round", []Stack{kind(early), kind(any)}, diag.Error, "warning it is wrong, unless early sets a.b | early is named here"},
	} {
		d := Unless(x.kinds, diag.Diagnostic{Severity: x.was, Summary: "it is wrong"}, "a.b", "a.c")
		got := d.Severity.String() + " " + d.Summary
		for _, r := range d.Related {
			got += " | " + r.Message
		}
		if got != x.want {
			t.Errorf("%s: got %s, want %s", x.name, got, x.want)
		}
	}
}

// handset is one with settings of its own that checks look at.
func handset(mac, group string, says ...string) (*facts.Phone, []*facts.Setting) {
	p := &facts.Phone{MAC: mac, Group: group}
	for i := 0; i < len(says); i += 2 {
		s := facts.Setting{}
		s.Name, s.Value = says[i], says[i+1]
		p.Params = append(p.Params, s)
	}
	var all []*facts.Setting
	for i := range p.Params {
		all = append(all, &p.Params[i])
	}
	return p, all
}

// Handsets that differ in nothing but the numbers of their lines are one kind, of which
// each is counted; whatever else one says makes it another. It is the same whether one
// went through all of them or several went through some.
func TestKindsOfHandset(t *testing.T) {
	dir := "icu"
	d := &facts.Deployment{}
	special := func(mac string) (*facts.Phone, []*facts.Setting) {
		p, says := handset(mac, "", "reg.1.address", "5")
		p.Directory = &dir
		return p, says
	}
	said := func(mac string, say func(p *facts.Phone)) func() (*facts.Phone, []*facts.Setting) {
		return func() (*facts.Phone, []*facts.Setting) {
			p, says := handset(mac, "", "reg.1.address", "5")
			say(p)
			return p, says
		}
	}
	all := []func() (*facts.Phone, []*facts.Setting){
		func() (*facts.Phone, []*facts.Setting) { return handset("01", "", "reg.1.address", "1") },
		func() (*facts.Phone, []*facts.Setting) { return handset("02", "", "reg.1.address", "2") },
		func() (*facts.Phone, []*facts.Setting) { return handset("03", "", "reg.2.address", "3") },
		func() (*facts.Phone, []*facts.Setting) { return handset("04", "other", "reg.1.address", "4") },
		func() (*facts.Phone, []*facts.Setting) { return special("05") },
		func() (*facts.Phone, []*facts.Setting) { return handset("06", "", "reg.1.address", "6", "up.x", "1") },
		func() (*facts.Phone, []*facts.Setting) { return handset("07", "", "reg.1.address", "7", "up.x", "1") },
		func() (*facts.Phone, []*facts.Setting) { return handset("08", "", "reg.1.address", "") },
		func() (*facts.Phone, []*facts.Setting) { return handset("09", "", "reg.1.address", "9") },
		func() (*facts.Phone, []*facts.Setting) { return handset("10", "") },
		said("11", func(p *facts.Phone) { p.HasNumbers = true }),
		said("12", func(p *facts.Phone) { p.Foreign.After = foreign("pbx.cfg") }),
		said("13", func(p *facts.Phone) { p.Accepts = &vendor.Acceptor{} }),
	}
	for _, parts := range [][]int{{13}, {2, 13}, {1, 2, 3, 13}, {5, 9, 11, 13}} {
		whole := New(d)
		from := 0
		for _, to := range parts {
			k := New(d)
			for _, make := range all[from:to] {
				p, says := make()
				k.Handset(p, says)
			}
			whole.Join(k)
			from = to
		}
		whole.Stacks = append(whole.Stacks, Stack{&d.Base})
		whole.Sort()
		var got []string
		for _, s := range whole.Stacks {
			got = append(got, fmt.Sprintf("%s x%d in %q", s[0].Title, whole.Handsets(s), s.Profiles()))
		}
		slices.Sort(got)
		want := []string{" x1 in \"\"", "handset 01 x3 in \"\"", "handset 03 x1 in \"\"", "handset 04 x1 in \"\"", "handset 05 x1 in \"icu\"", "handset 06 x1 in \"\"", "handset 07 x1 in \"\"", "handset 08 x1 in \"\"", "handset 11 x1 in \"\"", "handset 12 x1 in \"\"", "handset 13 x1 in \"\""}
		if !slices.Equal(got, want) {
			t.Errorf("in parts that end at %d: got\n%s\nwant\n%s", parts, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		if n := whole.Listed[&d.Base]; n != 1 {
			t.Errorf("%d handsets say nothing of their own, not 1", n)
		}
		if in, real := len(whole.InFolder["icu"]), len(whole.Real["icu"]); in != 1 || real != 1 {
			t.Errorf("%d kinds look into icu, %d of which are there", in, real)
		}
	}
}

// Where handsets of a directory are listed, those are the handsets there are; where none
// is, there may be one of every kind.
func TestActualKinds(t *testing.T) {
	icu, ward := "icu", "ward"
	d := &facts.Deployment{}
	listed, silent, alone := &facts.Layer{Title: "handset 01", Directory: &icu}, &facts.Layer{Title: "group g", Directory: &icu}, &facts.Layer{Title: "group h", Directory: &ward}
	k := New(d)
	for _, l := range []*facts.Layer{listed, silent, alone} {
		k.Stacks = append(k.Stacks, Stack{l, &d.Base})
	}
	k.Listed[listed] = 1
	k.Sort()
	titles := func(kinds []Stack) string {
		var all []string
		for _, s := range kinds {
			all = append(all, s[0].Title)
		}
		return strings.Join(all, ", ")
	}
	for dir, want := range map[string]string{"icu": "handset 01", "ward": "group h"} {
		if got := titles(k.Real[dir]); got != want {
			t.Errorf("handsets of %s are %s, not %s", dir, got, want)
		}
	}
	if got := titles(k.InFolder["icu"]); got != "group g, handset 01" {
		t.Errorf("kinds of icu are %s", got)
	}
	if got := k.Actual("icu", []Stack{{silent, &d.Base}}); len(got) != 0 {
		t.Errorf("%s is of icu, where others are listed", titles(got))
	}
}
