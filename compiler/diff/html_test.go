package diff

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler/catalogue"
	"provc/compiler/diag"
)

// paged is a diff as a page, without what stands in every page.
func paged(t *testing.T, d *Diff, caught ...Violation) string {
	t.Helper()
	var b strings.Builder
	if err := WriteHTML(&b, d, caught); err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(b.String(), "<body>")
	body, _, _ = strings.Cut(body, "<script>")
	return body
}

// has reports what of some texts a page lacks.
func lacks(t *testing.T, page string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(page, w) {
			t.Errorf("no %s in\n%s", w, page)
		}
	}
}

// Pieces of a value are what went, came and stayed: whole values where they are short or
// one word, and nothing but names of secrets.
func TestPieces(t *testing.T) {
	t.Parallel()
	say := func(all []pageText) string {
		var b strings.Builder
		for _, p := range all {
			b.WriteString(symbols[p.Kind] + "[" + p.Text + "]")
		}
		return b.String()
	}
	for _, x := range []struct {
		set  func(*Change)
		want string
	}{
		{func(*Change) {}, "-[1] | +[2] | -[1]+[2]"},
		{func(ch *Change) { ch.from = true }, " | +[2] | +[2]"},
		{func(ch *Change) { ch.to = true }, "-[1] |  | -[1]"},
		{func(ch *Change) { ch.Old, ch.New = Value{Hidden: true}, Value{Hidden: true} }, "[(secret)] | [(secret), changed] | [(secret), changed]"},
		{func(ch *Change) { ch.Old, ch.New = Value{Secret: "a, bcdefgh"}, Value{Secret: "a, bcdefgi"} }, "-[secret a, bcdefgh] | +[secret a, bcdefgi] | -[secret a, bcdefgh]+[secret a, bcdefgi]"},
		{func(ch *Change) { ch.Old.Text, ch.New.Text = "a.cfg,b", "a.cfg,c" }, "[a.cfg,]-[b] | [a.cfg,]+[c] | [a.cfg,]-[b]+[c]"},
		{func(ch *Change) { ch.Old.Text, ch.New.Text = "a.cf,b", "a.cf,c" }, "-[a.cf,b] | +[a.cf,c] | -[a.cf,b]+[a.cf,c]"},
		{func(ch *Change) { ch.Old.Text, ch.New.Text = "aaaaaaaab", "aaaaaaaac" }, "-[aaaaaaaab] | +[aaaaaaaac] | -[aaaaaaaab]+[aaaaaaaac]"},
	} {
		ch := made(ofHandsets, Changed, 0, Impact{})
		x.set(ch)
		before, after, both := pieces(ch)
		if got := say(before) + " | " + say(after) + " | " + say(both); got != x.want {
			t.Errorf("got %s, want %s", got, x.want)
		}
	}
	c := pageChange{entry: &entry{Change: made(ofHandsets, Changed, 0, Impact{})}}
	for n, files := range []int{2, 1, 1, 1} {
		c.values = append(c.values, variant{Value{Text: fmt.Sprint(n)}, Value{Text: "x"}, files})
	}
	c.cut()
	if got, want := say(c.Inline), "-[0]+[x][ (2 files)][; ]-[1]+[x][ (1 file)][; ]-[2]+[x][ (1 file)][; ][and 1 more][]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := say(c.Old), "-[0][ (2 files)][; ]-[1][ (1 file)][; ]-[2][ (1 file)][; ][and 1 more][]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// The line that a finding is about is shown from its first letter, with the word marked.
func TestMarkedLine(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		text  string
		caret int
		want  string
	}{
		{"  prov.login_1: true", 2, "|prov.login_1|: true"}, {"  a: #x", 5, "a: |#x|"}, {"\ta\x1bb", 1, `\t|a|\x1bb`}, {"ab", 9, "ab||"}, {"ä: über()", 3, "ä: |über|()"},
	} {
		var parts []string
		for n, p := range marked(&diag.Excerpt{Text: x.text, Caret: x.caret}) {
			if parts = append(parts, p.Text); (p.Kind == Changed) != (n == 1) {
				t.Errorf("%q is marked as %q", p.Text, p.Kind)
			}
		}
		if got := strings.Join(parts, "|"); got != x.want {
			t.Errorf("got %s, want %s", got, x.want)
		}
	}
	if marked(nil) != nil {
		t.Error("no line is marked")
	}
}

// A page has the counts as bars, in parts of their share, what policies catch, losses,
// findings and notes, each where there is one.
func TestPageHead(t *testing.T) {
	t.Parallel()
	d := losing(2)
	for _, r := range []catalogue.Restart{catalogue.RestartYes, catalogue.RestartNo, catalogue.RestartNo, catalogue.RestartUnknown} {
		d.Handsets = append(d.Handsets, Handset{ID: "a", Restart: r})
	}
	d.Handsets = append(d.Handsets, Handset{Unlisted: "rest", Restart: catalogue.RestartUnknown})
	d.Users = []User{{ID: "ana", Own: true, Restart: catalogue.RestartYes}, {ID: "bo", Own: true, New: true, Restart: catalogue.RestartNo}}
	d.LosesRegistration = []Loss{{Who: "a1", Label: "Desk", Why: "line 1", Pos: diag.Pos{File: "a.cue", Line: 3}}}
	d.Notes = []*Note{{Says: "<it>", Commands: []string{"mv 'a' b", "mv c d"}, Pos: diag.Pos{File: "a.cue", Line: 4}}}
	d.Findings = diag.List{{Check: "w-x", Severity: diag.Warning, Summary: "second"}, {Check: "e-x", Severity: diag.Error, Summary: "first", Pos: diag.Pos{File: "b.cue", Line: 9}}}
	d.Title = Title{Packages: []string{"wards"}, Old: Origin{"main", Commit{ID: "3f2", Day: "2026-11-20"}}}
	got := paged(t, d, Violation{PolicyProfile, "u0 <x>"})
	lacks(t, got,
		`<p class="kicker">Phone provisioning of wards</p>`, `<span>main</span> <small>3f2 of 2026-11-20</small>`, `<p class="line">`+d.Summary().Line()+`</p>`,
		`aria-label="4 handsets affected: 1 restart; 1 may restart; 2 no restart;"`,
		`<rect class="restart" x="0" y="0" width="25" height="4"/><rect class="restart-unknown" x="25" y="0" width="25" height="4"/><rect class="no-restart" x="50" y="0" width="50" height="4"/>`,
		`aria-label="also handsets that are not listed: may restart;"`, `aria-label="2 users (1 new) at log-in: 1 restart at log-in; 1 no restart;"`, `<rect class="restart-at-log-in" x="0" y="0" width="50" height="4"/><rect class="no-restart" x="50"`,
		`<h2>Needs consent</h2><ul><li><strong>loses-profile</strong>: u0 &lt;x&gt;</li></ul>`,
		`<h2>Users who can no longer log in</h2>`, `<li><strong>u1</strong>: the *profile*</li>`, `<h2>Handsets that lose a registration</h2>`, `<li><strong>Desk (a1)</strong>: line 1 <code class="pos">a.cue:3</code></li>`,
		`<li>&lt;it&gt; <code class="pos">a.cue:4</code><pre><code>mv &#39;a&#39; b`+"\nmv c d\n", `<section class="found" aria-label="Findings">`, `<code class="pos">b.cue:9</code> first`)
	if strings.Index(got, " first ") > strings.Index(got, "second") {
		t.Error("findings are not in order")
	}
	empty := paged(t, &Diff{Old: "a", New: "b"})
	lacks(t, empty, `<p class="line">No difference.</p>`)
	for _, not := range []string{"<h2>", "<form", "<svg"} {
		if strings.Contains(empty, not) {
			t.Errorf("%s of nothing", not)
		}
	}
}

// Changes can be filtered by how much attention they ask for; what has no effect is folded
// at first, unless there is nothing else.
func TestPageLevels(t *testing.T) {
	t.Parallel()
	box := func(level Level, checked string) string {
		return fmt.Sprintf(`<input type="checkbox" name="level" value="%s"%s><i class="%[1]s"></i>%[3]s</label>`, level, checked, level.label())
	}
	d := several(3)
	d.Files[0].Changes[1].Impact = Impact{}
	got := paged(t, d)
	lacks(t, got, box(LevelRestart, " checked"), box(LevelHarmless, " checked"), box(LevelNone, ""), `data-level="restart" data-reach="0" data-parameter="up.p2"`, `data-level="no-effect" data-reach="1" data-parameter="up.p1"`, `<script type="application/json" id="reach">[{"h":["a1"],"u":[]},{"h":[],"u":[]}]</script>`)
	if strings.Contains(got, box(LevelUnknown, " checked")) || strings.Contains(got, `value="new"`) {
		t.Error("there is a filter for nothing")
	}
	for _, ch := range d.Files[0].Changes {
		ch.Impact = Impact{}
	}
	lacks(t, paged(t, d), box(LevelNone, " checked"))
}

// A file is told with what it is, where it is declared, who is told with it, and each
// change with its place, sign, badge, effects, default and reach.
func TestPageFiles(t *testing.T) {
	t.Parallel()
	d := several(1)
	f, five := d.Files[0], "5"
	f.Kind, f.OldPath, f.Pos, f.opaque = Renamed, "old.cfg", diag.Pos{File: "a.cue", Line: 9}, true
	ch := f.Changes[0]
	ch.Kind, ch.from, ch.Default, ch.Emergency = Added, true, &five, true
	unknown := made(ofHandsets, Unknown, 0, Impact{})
	unknown.file = f
	f.Changes = append(f.Changes, unknown)
	got := paged(t, d)
	lacks(t, got, `<section class="file renamed" data-file="site.cfg old.cfg">`, `<span class="path">old.cfg → site.cfg</span>`, `<p class="note">declared at <code class="pos">a.cue:9</code></p>`, `<p class="note">Its content differs beside parameters.</p>`,
		`<p class="note">Secrets that one side names and the other spells out are not compared.</p>`, `<span class="sign added" title="added">&#43;</span>`, `<code><ins>2</ins></code> <span class="initial">default 5</span>`, `<em>not set</em>`,
		`<span class="badge restart">restart</span> <span class="effect">at boot</span> <span class="effect">decides who can be called for help</span> handset a1 <code class="pos">a.cue:1</code>`)
	if strings.Count(got, `<li class="change"`) != 1 {
		t.Error("what is not compared is a change")
	}

	d = several(1)
	ch = d.Files[0].Changes[0]
	for want, set := range map[string]func(){
		`>told elsewhere</span> what it does is told at b.cfg`: func() { ch.Impact = Impact{Elsewhere: []string{"b.cfg"}} },
		`>no effect</span> no effect: no handset reads this`:   func() { ch.Impact = Impact{} },
		`>list of files</span>`:                                func() { ch.Parameter, d.Files[0].Role = "CONFIG_FILES", ofMaster },
	} {
		was, role := *ch, d.Files[0].Role
		set()
		lacks(t, paged(t, d), want)
		*ch, d.Files[0].Role = was, role
	}
	ch.Decides = &Decisions{Columns: []string{"$A", "does"}, conditions: 1, carriers: []string{"site.cfg", "b.cfg"}, Rows: []Decision{{Removed, []string{"1", "/x"}}, {"", []string{"any", "/z"}}}}
	lacks(t, paged(t, d), `<p class="rule">the same in b.cfg</p>`, `<caption>What it decides</caption>`, `<tr class="removed"><td>−</td><td><code>1</code></td><td><code>/x</code></td></tr><tr class=""><td></td>`, `<dt>otherwise</dt><dd class=""><span></span> <code>/z</code></dd>`)
	ch.Decides.carriers = []string{"a.cfg", "site.cfg"}
	if got := paged(t, d); strings.Contains(got, "What it decides") || !strings.Contains(got, `<code>decides otherwise, as in a.cfg</code>`) {
		t.Errorf("the table stands twice:\n%s", got)
	}
}

// What nobody declares of a phone that comes is counted, and not told one by one.
func TestPageUndeclared(t *testing.T) {
	t.Parallel()
	const was = "-- default.xml --\nEM_Enable=Yes\n"
	got := paged(t, Compare(built(t, was), built(t, was+"-- host/board.xml|0026cb000001|Board --\nText_Logo=A\nStation_Name=B@0\nTime_Zone=C@0\n"), Options{}))
	lacks(t, got, `<p class="note">no effect: 2 more parameters, which a new phone has as the vendor made it</p>`, `data-parameter="Text_Logo"`)
	if strings.Contains(got, `data-parameter="Station_Name"`) {
		t.Errorf("all are told in\n%s", got)
	}
}
