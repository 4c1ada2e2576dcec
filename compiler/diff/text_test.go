package diff

import (
	"strings"
	"testing"

	"provc/compiler/diag"
	"provc/compiler/layout"
)

// Text fits the width that it is given, but for what is one word or a command to be
// copied.
func TestTextFits(t *testing.T) {
	t.Parallel()
	for name, d := range map[string]*Diff{
		"wards":  goldenDiff(t, "clinic", "hospital"),
		"rooms":  goldenDiff(t, "conference-rooms", "hospital"),
		"labels": Compare(labelled("1", "a"), labelled("2", "b"), Options{}),
	} {
		for _, width := range []int{40, 80, 200} {
			for _, o := range []TextOptions{{Width: width}, {Width: width, Colour: true}, {Width: width, Verbose: true}} {
				for line := range strings.Lines(printed(t, d, o)) {
					line = strings.TrimSuffix(line, "\n")
					words := strings.Fields(line)
					if layout.Width(line) > width && len(words) > 2 && words[0] != "mv" {
						t.Errorf("%s at %d columns: %q", name, width, line)
					}
				}
			}
		}
	}
}

// What is decided is told in words where its table is too wide.
func TestRuleInWords(t *testing.T) {
	t.Parallel()
	rule := func(host string) *Side {
		return folder(t, `
-- default.xml --
<flat-profile><Profile_Rule>("$EMS" eq "mobile" and "$MUID" ne "") ? https://`+host+`/phones/mobile/$MUID.xml | https://`+host+`/phones/default.xml</Profile_Rule></flat-profile>
-- spa303.cfg --
<flat-profile><Profile_Rule>("$EMS" eq "mobile" and "$MUID" ne "") ? https://`+host+`/phones/mobile/$MUID.xml | https://`+host+`/phones/default.xml</Profile_Rule><Station_Name>`+host+`</Station_Name></flat-profile>
`)
	}
	d := Compare(rule("one.example"), rule("two.example"), Options{})
	const words = `      $EMS "mobile", $MUID set:
        - https://one.example/phones/mobile/$MUID.xml, credentials no
        + https://two.example/phones/mobile/$MUID.xml, credentials no
      otherwise:
        - https://one.example/phones/default.xml, credentials no
        + https://two.example/phones/default.xml, credentials no
`
	if got := printed(t, d, TextOptions{Width: 76}); strings.Count(got, words) != 1 || !strings.Contains(got, "      as in default.xml\n") {
		t.Errorf("at 76 columns:\n%s", got)
	}
	if got := printed(t, d, TextOptions{Width: 120}); !strings.Contains(got, `      -  "mobile"  set    https://one.example/phones/mobile/$MUID.xml  no`) {
		t.Errorf("at 120 columns:\n%s", got)
	}
}

// Signs and colours say what happened: what came is green, what went is red.
func TestSigns(t *testing.T) {
	t.Parallel()
	for kind, want := range map[Kind]string{Added: "+32", Removed: "-31", Changed: "~33", Renamed: ">36", Unknown: "?2", Moved: "*33"} {
		if got := symbols[kind] + colours[kind]; got != want {
			t.Errorf("%s has %s, want %s", kind, got, want)
		}
		colour := &text{TextOptions: TextOptions{Colour: true}}
		if got, want := colour.symbol(kind), "\x1b["+want[1:]+"m"+want[:1]+"\x1b[0m"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		if got := (&text{}).symbol(kind); got != want[:1] {
			t.Errorf("without colour: %q", got)
		}
	}
	if got := (&text{TextOptions: TextOptions{Colour: true}}).paint("1", ""); got != "" {
		t.Errorf("nothing is painted: %q", got)
	}
}

// How values are told in a line: what is absent, hidden or a list; in colour, which part
// of them changes, but of no secret.
func TestTextValues(t *testing.T) {
	t.Parallel()
	plain, colour, all := &text{Diff: ward()}, &text{Diff: ward(), TextOptions: TextOptions{Colour: true}}, &text{Diff: ward(), TextOptions: TextOptions{Verbose: true}}
	secret := func(ch *Change) { ch.Old, ch.New = Value{Secret: "ab"}, Value{Secret: "ac"} }
	for _, x := range []struct {
		set                  func(*Change)
		plain, colour, whole string // where they are others
	}{
		{func(*Change) {}, "1 → 2", "\x1b[31;1m1\x1b[0m → \x1b[32;1m2\x1b[0m", ""},
		{func(ch *Change) { ch.Kind, ch.from = Added, true }, "2", "", ""},
		{func(ch *Change) { ch.Kind, ch.to = Removed, true }, "1", "", ""},
		{func(ch *Change) { ch.Kind, ch.from = Moved, true }, "nothing → 2", "", ""},
		{func(ch *Change) { ch.Kind, ch.to = Moved, true }, "1 → nothing", "", ""},
		{func(ch *Change) { ch.Old, ch.New = Value{Hidden: true}, Value{Hidden: true} }, "(secret), changed", "", ""},
		{func(ch *Change) { ch.Old = Value{Hidden: true} }, "(secret) → 2", "", ""},
		{func(ch *Change) { ch.New = Value{Hidden: true} }, "1 → (secret)", "", ""},
		{secret, "secret ab → secret ac", "", ""},
		{func(ch *Change) { ch.Old.Text, ch.New.Text = "ward 1", "ward 2" }, "ward 1 → ward 2", "ward \x1b[31;1m1\x1b[0m → ward \x1b[32;1m2\x1b[0m", ""},
		{func(ch *Change) { ch.Decides = &Decisions{} }, "decides otherwise", "", "1 → 2"},
		{func(ch *Change) { ch.file.Role, ch.Parameter = ofMaster, "CONFIG_FILES" }, "adds 2, drops 1", "", "1 → 2"},
	} {
		ch := made(ofHandsets, Changed, 0, Impact{})
		x.set(ch)
		if x.colour == "" {
			x.colour = x.plain
		}
		if x.whole == "" {
			x.whole = x.plain
		}
		for want, w := range map[string]*text{"plain: " + x.plain: plain, "colour: " + x.colour: colour, "all: " + x.whole: all} {
			if how, want, _ := strings.Cut(want, ": "); w.values(ch) != want {
				t.Errorf("%s: got %q, want %q", how, w.values(ch), want)
			}
		}
	}
}

// A place stands behind the line that it is about, or below where there is no room.
func TestPlaced(t *testing.T) {
	t.Parallel()
	pos := diag.Pos{File: "a.cue", Line: 3}
	for _, x := range []struct {
		width int
		pos   diag.Pos
		want  string
	}{
		{0, pos, "  ~ up.x: 1    a.cue:3\n"}, {22, pos, "  ~ up.x: 1    a.cue:3\n"}, {21, pos, "  ~ up.x: 1\n      a.cue:3\n"}, {21, diag.Pos{}, "  ~ up.x: 1\n"},
	} {
		w := &text{TextOptions: TextOptions{Width: x.width}}
		w.placed("  ~ up.x: 1", x.pos)
		if got := w.b.String(); got != x.want {
			t.Errorf("at %d columns: %q, want %q", x.width, got, x.want)
		}
	}
}

// Twelve losses of a kind are told, and twelve commands of a note, unless all are asked
// for. A note with something to do has a sign.
func TestTextLimits(t *testing.T) {
	t.Parallel()
	for _, n := range []int{12, 13} {
		d := losing(n)
		note := &Note{Says: "x"}
		for range n {
			note.Commands = append(note.Commands, "mv a b")
		}
		d.Notes = []*Note{note, {Says: "y"}}
		short, all := printed(t, d, TextOptions{}), printed(t, d, TextOptions{Verbose: true})
		if strings.Count(short, "the *profile*") != 12 || strings.Count(short, "      mv a b\n") != 12 || strings.Count(all, "the *profile*") != n || strings.Count(all, "      mv a b\n") != n {
			t.Errorf("%d are told as\n%s\nand\n%s", n, short, all)
		}
		if got := strings.Contains(short, "\n  and 1 more\n\n") && strings.Contains(short, "\n      and 1 command more\n"); got != (n > 12) || strings.Contains(all, " more") {
			t.Errorf("%d are told as\n%s", n, short)
		}
		if !strings.Contains(short, "! x\n") || !strings.Contains(short, "\n  y\n\n! users who lose their profile:\n  u0: the *profile*\n") {
			t.Errorf("got\n%s", short)
		}
	}
}

// Where nothing differs it is said, with how many cannot be compared; else a line sums up
// at the end.
func TestTextEnds(t *testing.T) {
	t.Parallel()
	unknown := made(ofHandsets, Unknown, 0, Impact{})
	d := &Diff{Files: []*File{{Path: "a.cfg", Kind: Changed, Changes: []*Change{unknown}}}}
	if got := printed(t, &Diff{}, TextOptions{}); got != "no difference\n" {
		t.Errorf("got %q", got)
	}
	if got := printed(t, d, TextOptions{}); got != "no difference\n1 not compared for want of secrets\n" {
		t.Errorf("got %q", got)
	}
	f := &File{Path: " b.cfg", OldPath: "a.cfg", Kind: Renamed, Role: ofHandsets, Entity: "a1", Label: "Desk", Pos: diag.Pos{File: "a.cue", Line: 3}}
	d.Files = append(d.Files, f, &File{Path: "c.ld", Kind: Changed, opaque: true, Role: ofHandsets, Pos: diag.Pos{File: "a.cue", Line: 4}})
	const want = "> a.cfg → \" b.cfg\", handset Desk (a1)    a.cue:3\n\n~ c.ld\n  ~ its content\n\n0 added, 0 removed, 1 changed, 1 renamed; 0 handsets affected; 1 not compared for want of secrets\n"
	if got := printed(t, d, TextOptions{}); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := printed(t, d, TextOptions{Verbose: true}); !strings.HasPrefix(got, "~ a.cfg\n  ? up.x: 1 → 2\n    cannot be compared without the values of secrets\n") {
		t.Errorf("got\n%s", got)
	}
}

// What several changes do is told once, behind the last of them.
func TestTextTogether(t *testing.T) {
	t.Parallel()
	d := several(4)
	d.Files[0].Changes[1].Impact.Handsets = []int{3}
	const want = `~ site.cfg
  ~ up.p3: 1 → 2    a.cue:4
    handset a1 · restart · at boot
  ~ up.p0: 1 → 2    a.cue:1
  ~ up.p2: 1 → 2    a.cue:3
    handset a1 · no restart · at boot
  ~ up.p1: 1 → 2    a.cue:2
    handset a4 · no restart · at boot

`
	if got := printed(t, d, TextOptions{}); !strings.HasPrefix(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// All who see a change are named if all is to be told, also of files alike.
func TestTextNamesAll(t *testing.T) {
	t.Parallel()
	old := phones(mac1+" A up.b=1", mac2+" B up.b=1", mac3+" C up.b=1", mac4+" D up.b=1")
	d := Compare(built(t, old), built(t, strings.Replace(old, "up.backlight=1", "up.backlight=2", 1)), Options{})
	short, all := printed(t, d, TextOptions{}), printed(t, d, TextOptions{Verbose: true})
	if !strings.Contains(short, "    4 handsets, user ana · ") || !strings.Contains(all, "    handsets A (00907a000001), B (00907a000002), C (00907a000003) and D (00907a000004), user ana · ") {
		t.Errorf("got\n%s\nand\n%s", short, all)
	}
}
