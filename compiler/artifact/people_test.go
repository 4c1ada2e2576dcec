package artifact

import (
	"fmt"
	"slices"
	"testing"

	"provc/compiler/diag"
)

// Accounts are compared by user and host, however their hosts are written.
func TestAccount(t *testing.T) {
	for address, want := range map[string][2]string{
		"1044":                      {"1044", ""},
		"1044@pbx.example":          {"1044", "pbx.example"},
		"sip:1044@PBX.Example.":     {"1044", "pbx.example"},
		"sip:ana@pbx.example:5060":  {"ana", "pbx.example"},
		"Ana@pbx.example":           {"Ana", "pbx.example"},
		"sips:1@a":                  {"sips:1", "a"},
		"1@2001:db8::1":             {"1", "2001:db8::1"},
		"1@[2001:DB8::1]:5060":      {"1", "[2001:db8::1]:5060"},
		"1@pbx.example:":            {"1", "pbx.example"},
		"1@":                        {"1", ""},
		"1@proxy.pbx.example.:5061": {"1", "proxy.pbx.example"},
	} {
		if user, host := Account(address); user != want[0] || host != want[1] {
			t.Errorf("%s: %s at %s, want %q", address, user, host, want)
		}
	}
}

func at(line int) diag.Pos { return diag.Pos{File: "a.cue", Line: line, Column: 1} }

// said is a finding in a line, with the places beside it.
func said(list diag.List) string {
	s := ""
	for _, d := range list {
		s += fmt.Sprintf("%d %s %s: %s", d.Pos.Line, d.Severity, d.Check, d.Message())
		for _, r := range d.Related {
			s += fmt.Sprintf(" | %d %s", r.Pos.Line, r.Message)
		}
	}
	return s
}

// An extension of several people is told at the last of them, beside the first, with the
// names of few. One ID is one person.
func TestSameExtension(t *testing.T) {
	ana, ben, zoe, dan := Holder{"ana", at(4)}, Holder{"ben", at(2)}, Holder{"zoe", at(3)}, Holder{"dan", at(5)}
	const reaches = ", and its calls reach whichever of them registered last; give each their own, or share it"
	for _, x := range []struct {
		people []Holder
		want   string
	}{
		{nil, ""},
		{[]Holder{ana}, ""},
		{[]Holder{ana, {"ANA", at(9)}, {"ana", at(1)}}, ""},
		{[]Holder{zoe, ana}, "4 warning extension-twice: extension 1044 belongs to ana and zoe" + reaches + " | 3 another is here"},
		{[]Holder{zoe, ana, ben}, "4 warning extension-twice: extension 1044 belongs to ana, ben and zoe" + reaches + " | 2 another is here"},
		{[]Holder{dan, zoe, ana, ben}, "5 warning extension-twice: extension 1044 belongs to 4 people, ana and ben among them" + reaches + " | 2 another is here"},
		{[]Holder{{"b", at(7)}, {"a", at(7)}}, "7 warning extension-twice: extension 1044 belongs to a and b" + reaches},
		{[]Holder{{"d", at(7)}, {"c", at(7)}, {"b", at(7)}, {"a", at(7)}}, "7 warning extension-twice: extension 1044 belongs to 4 people, a and b among them" + reaches},
	} {
		if got := said(SameExtension("1044", slices.Clone(x.people), "share it")); got != x.want {
			t.Errorf("%v\ngot  %s\nwant %s", x.people, got, x.want)
		}
	}
}

// One password of several people is told at the first, beside the second, and never
// shown.
func TestSamePassword(t *testing.T) {
	const opens = " opens the profiles of 3 people: each of them can log in as the others"
	for _, x := range []struct {
		first, second Password
		want          string
	}{
		{Password{"ward", at(2)}, Password{"ward", at(3)}, "2 note shared-secret: secret ward" + opens + " | 3 another is here"},
		{Password{"", at(2)}, Password{"", at(3)}, "2 note shared-secret: one password" + opens + " | 3 another is here"},
		{Password{"ward", at(2)}, Password{"ward", at(2)}, "2 note shared-secret: secret ward" + opens},
	} {
		if got := said(SamePassword(x.first, x.second, 3)); got != x.want {
			t.Errorf("got  %s\nwant %s", got, x.want)
		}
	}
}
