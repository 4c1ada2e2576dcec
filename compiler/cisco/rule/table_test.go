package rule

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

func mustParse(t testing.TB, text string, c Context) *Rule {
	t.Helper()
	r, err := Parse(text, c)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return r
}

func TestTableNote(t *testing.T) {
	d := Table(mustParse(t, noteRule, Profile))
	const text = `The first row that matches applies.

alternative  $EMS      $MUID  $MPWD  $PUID  $PPWD  fetches                            credentials
-----------  --------  -----  -----  -----  -----  ---------------------------------  -----------
1            "mobile"  set    set    any    any    http://domain.com/mobilephone.cfg  yes
2            any       any    any    set    set    http://domain.com/hostphone.cfg    yes
3            any       any    any    any    any    http://domain.com/default.cfg      no`
	if got := d.Text(); got != text {
		t.Errorf("got\n%s", got)
	}
	const markdown = "The first row that matches applies.\n" + `
| alternative | ~$EMS~ | ~$MUID~ | ~$MPWD~ | ~$PUID~ | ~$PPWD~ | fetches | credentials |
| --- | --- | --- | --- | --- | --- | --- | --- |
| 1 | "mobile" | set | set | any | any | ~http://domain.com/mobilephone.cfg~ | yes |
| 2 | any | any | any | set | set | ~http://domain.com/hostphone.cfg~ | yes |
| 3 | any | any | any | any | any | ~http://domain.com/default.cfg~ | no |`
	if got := strings.ReplaceAll(d.Markdown(), "`", "~"); got != markdown {
		t.Errorf("got\n%s", got)
	}
}

func TestTable(t *testing.T) {
	for _, test := range []struct {
		context Context
		text    string
		rows    string // cells, then the action, of each row
		dead    string
	}{
		{Profile, ``, `nothing`, ``},
		{Profile, `/a`, `/a`, ``},
		{Profile, `("$A" eq "")? /a`, "empty /a\nany nothing", ``},
		{Profile, `("$A" eq "x")? /1 | ("$A" ne "x")? /2 | /3`, "\"x\" /1\nnot \"x\" /2", `3: one of the alternatives 1 and 2 always holds first`},
		{Profile, `("$A" eq "x")? /1 | ("$A" ne "x")? /2`, "\"x\" /1\nnot \"x\" /2", ``},
		{Profile, `("$A" eq "x" and "$B" eq "y")? /1 | ("$A" eq "x")? /2 | ("$B" eq "y" and "$A" eq "x")? /3`,
			"\"x\" \"y\" /1\n\"x\" any /2\nany any nothing", `3: alternative 1 holds whenever it would`},
		{Profile, `("$A" eq "x" and "$A" eq "y")? /1 | /2`, "/2", `1: its condition never holds`},
		{Profile, `("a" eq "b")? /1 | (true)? /2 | /3`, "/2", `1: its condition never holds 3: alternative 2 holds whenever it would`},
		{Profile, `("$A" ne "" and "$A" ne "x")? /1`, "not empty, not \"x\" /1\nany nothing", ``},
		{Profile, `($SWVER lt 2.0.6)? /1 | ($SWVER ge 2.0.6 and $SWVER lt 7.5)? /2 | ($SWVER ge 7.5)? /3 | /4`,
			"< 2.0.6 /1\n>= 2.0.6 and < 7.5 /2\n>= 7.5 /3", `4: one of the alternatives 1, 2 and 3 always holds first`},
		{Profile, `($SWVER ne 2.0)? /1 | ($SWVER eq 2.0.0) ? /2 | /3`, "not 2.0 /1\n2.0 /2", `3: one of the alternatives 1 and 2 always holds first`},
		{Profile, `($REGTMR1 lt 5)? /1 | ($REGTMR1 gt 4)? /2 | /3`, "<= 4 /1\n>= 5 /2", `3: one of the alternatives 1 and 2 always holds first`},
		// A general purpose parameter may hold no number at all.
		{Profile, `($A lt 5)? /1 | ($A ge 5)? /2 | /3`, "< 5 /1\n>= 5 /2\nany /3", ``},
		{Profile, `(2.0 le $SWVER)? /1`, ">= 2.0 /1\nany nothing", ``},
		{Profile, `("$A" eq "$B")? /1`, "yes /1\nany nothing", ``},
		{Profile, `("$(EMS)" eq "host")? /1 | ("$EMS" eq "host")? /2`, "\"host\" /1\nany nothing", `2: alternative 1 holds whenever it would`},
		{Profile, `($UPGCOND)? /1 | /2`, "/1", `2: alternative 1 holds whenever it would`},
		{Profile, `("$A" eq "x")? (b = "1"; Password_1_ = "pw";)! | [--post a] http://h/2`, "\"x\" nothing\nany POST http://h/2", ``},
		{Profile, `("$A" lt "x" and "$A" eq 2.0)? /1`, "nothing", `1: its condition never holds`},
		{Trigger, `$PRVTMR gt 600`, "> 600 resync\nany no resync", ``},
		{Profile, `("$A" eq 5)? /1 | /2`, "/2", `1: its condition never holds`},
		{Profile, `($A eq "x")? /1 | /2`, "/2", `1: its condition never holds`},
		{Profile, `("$(A)b" eq "x")? /1`, "\"x\" /1\nany nothing", ``},
		{Profile, `($REGTMR1 gt 5 and $REGTMR1 ne 7)? /1`, "> 5 and < 7 or > 7 /1\nany nothing", ``},
		{Profile, `($REGTMR1 le 5)? /1 | ($REGTMR1 eq 6)? /2`, "<= 5 /1\n6 /2\nany nothing", ``},
		{Profile, `(5 gt $REGTMR1)? /1 | (5 lt $REGTMR1)? /2`, "< 5 /1\n> 5 /2\nany nothing", ``},
		{Profile, `(5 ge $REGTMR1 and 3 le $REGTMR1)? /1`, ">= 3 and <= 5 /1\nany nothing", ``},
		{Profile, `("x" eq "$A")? /1 | ("y" ne "$A")? /2`, "\"x\" /1\nnot \"y\" /2\nany nothing", ``},
		{Profile, `(5 eq $REGTMR1)? /1 | (6 ne $REGTMR1)? /2`, "5 /1\nnot 6 /2\nany nothing", ``},
		{Profile, `(1.0 lt $SWVER and 2.0 ge $SWVER)? /1`, "> 1.0 and <= 2.0 /1\nany nothing", ``},
		{Profile, `("$A" eq "x" and "$B" eq "y")? /1 | ("$A" ne "x")? /2 | ("$B" ne "y")? /3 | /4`,
			"\"x\" \"y\" /1\nnot \"x\" any /2\nany not \"y\" /3", `4: one of the alternatives 1, 2 and 3 always holds first`},
		// Up to five of those that hold first are named.
		{Profile, `($PRVTMR lt 1)? /1 | ($PRVTMR eq 1)? /2 | ($PRVTMR eq 2)? /3 | ($PRVTMR eq 3)? /4 | ($PRVTMR gt 3)? /5 | /6`,
			"< 1 /1\n1 /2\n2 /3\n3 /4\n> 3 /5", `6: one of the alternatives 1, 2, 3, 4 and 5 always holds first`},
		{Profile, `($PRVTMR lt 1)? /1 | ($PRVTMR eq 1)? /2 | ($PRVTMR eq 2)? /3 | ($PRVTMR eq 3)? /4 | ($PRVTMR eq 4)? /5 | ($PRVTMR gt 4)? /6 | /7`,
			"< 1 /1\n1 /2\n2 /3\n3 /4\n4 /5\n> 4 /6", `7: one of those before it always holds first`},
	} {
		d := Table(mustParse(t, test.text, test.context))
		var rows, dead []string
		for _, row := range d.Rows {
			rows = append(rows, strings.Join(append(row.Cells, row.Action), " "))
		}
		for _, u := range d.Unreachable {
			dead = append(dead, fmt.Sprintf("%d: %s", u.Alternative+1, u.Reason))
		}
		if got := strings.Join(rows, "\n"); got != test.rows {
			t.Errorf("%q: rows\n%s\nwant\n%s", test.text, got, test.rows)
		}
		if got := strings.Join(dead, " "); got != test.dead {
			t.Errorf("%q: unreachable %q, want %q", test.text, got, test.dead)
		}
	}
}

func TestMarkdownEscapes(t *testing.T) {
	d := Table(mustParse(t, `("$A" eq "a|b*" and "$(B:1)" ne "x|")? (c = "1|2";)! | http://h/`+"`x`", Profile))
	got := d.Markdown()
	for _, want := range []string{"| \"a\\|b\\*\" |", "`$(B:1)`", "`GPP_C = \"1\\|2\"`", "`` http://h/`x` ``"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

// Who sends a user name or a password, and what is sent where.
func TestTableColumns(t *testing.T) {
	for _, x := range []struct {
		context Context
		text    string
		want    string // the header and first row of the table in Markdown
	}{
		{Profile, `("$B" eq "x" and "$B" eq "y")? /1 | ("$A" eq "x")? /2 | /3`, `alternative|$A|fetches|credentials 2|"x"|/2|no`}, // $B is tested in vain
		{Profile, `[--uid $A] http://h/x`, "alternative|fetches|credentials 1|http://h/x|yes"},
		{Profile, `[--pwd $A] http://h/x`, "alternative|fetches|credentials 1|http://h/x|yes"},
		{Profile, `[--key $A] http://h/x`, "alternative|fetches|credentials 1|http://h/x|no"},
		{Report, `[--post a] http://h/x`, "alternative|sends to|credentials 1|POST http://h/x|no"},
		{Report, `[--post a] /x`, "alternative|sends to|credentials 1|/x|no"},
		{Trigger, `$PRVTMR gt 600`, "alternative|$PRVTMR|does 1|> 600|resync"},
		{Profile, `(a = "1"; b = "2";)! /x`, `alternative|sets|fetches|credentials 1|GPP_A = "1"; GPP_B = "2"|/x|no`},
		{Profile, `("$A" eq "x")? (a = "1";)! | /x`, `alternative|$A|sets|fetches|credentials 1|"x"|GPP_A = "1"|nothing|no`},
		{Profile, `("$A" eq "x")? /x | (a = "1";)! /y`, `alternative|$A|sets|fetches|credentials 1|"x"|-|/x|no`},
	} {
		cells := Table(mustParse(t, x.text, x.context)).cells()
		if got := strings.Join(cells[0], "|") + " " + strings.Join(cells[1], "|"); got != x.want {
			t.Errorf("%s: %s, want %s", x.text, got, x.want)
		}
	}
}

// A rule has a column for each of 24 subjects, and one for all of more.
func TestColumnsOfManySubjects(t *testing.T) {
	for n, want := range map[int]int{maxColumns: maxColumns, maxColumns + 1: 1} {
		var terms []string
		for i := range n {
			terms = append(terms, fmt.Sprintf(`"$(A:%d)" eq "x"`, i+1))
		}
		d := Table(mustParse(t, "("+strings.Join(terms, " and ")+")? /1", Profile))
		if len(d.Columns) != want || len(d.Rows[0].Cells) != want {
			t.Errorf("%d subjects have columns %q and cells %q", n, d.Columns, d.Rows[0].Cells)
		}
		if want == 1 && !strings.HasPrefix(d.Rows[0].Cells[0], `$(A:1): "x"; $(A:2): "x"; `) {
			t.Errorf("all of them are %s", d.Rows[0].Cells)
		}
		if last := d.Rows[1].Cells; strings.Trim(strings.Join(last, ""), "any") != "" || len(last) != want {
			t.Errorf("in the last row they are %s", last)
		}
	}
	if maxColumns != 24 {
		t.Error("not 24")
	}
}

// TestWideTable has more subjects than columns, and more alternatives than the
// search for unreachable ones can finish.
func TestWideTable(t *testing.T) {
	var b strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&b, `("$(A:%d)" ne "x" and "$(B:%d)" eq "y" and $(C:%d) gt %d)? /%d | `, i, i%30, i%7, i, i)
	}
	d := Table(mustParse(t, b.String()+"/last", Profile))
	if len(d.Rows) != 1001 || len(d.Columns) != 1 || !d.Partial {
		t.Errorf("%d rows, columns %v, partial %t", len(d.Rows), d.Columns, d.Partial)
	}
	if want := `$(A:1): not "x"; $(B:1): "y"; $(C:1): > 1`; d.Rows[1].Cells[0] != want {
		t.Errorf("cell %q, want %q", d.Rows[1].Cells[0], want)
	}
}

// randomRule makes a rule over few macros and values, so that conditions often
// overlap.
func randomRule(rng *rand.Rand) string {
	pick := func(of ...string) string { return of[rng.IntN(len(of))] }
	term := func() string {
		switch rng.IntN(8) {
		case 0, 1, 2:
			return `"$` + pick("A", "B") + `" ` + pick("eq", "ne") + ` "` + pick("", "x", "y") + `"`
		case 3, 4:
			return "$REGTMR1 " + pick("eq", "ne", "lt", "le", "gt", "ge") + " " + pick("1", "2", "4")
		case 5:
			return pick("", "$SWVER ") + pick("eq", "ne", "lt", "le", "gt", "ge") + " " + pick("1.0", "2.0.6", "2.0.6b")
		case 6:
			return "$C " + pick("eq", "ne", "lt", "ge") + " " + pick("1", "2", "4")
		}
		return pick("true", `"a" ne "a"`, `"$A" eq "$B"`, `"$EMS" eq "mobile"`)
	}
	var b strings.Builder
	for i := range 1 + rng.IntN(5) {
		b.WriteString("(" + term())
		for range rng.IntN(3) {
			b.WriteString(" and " + term())
		}
		fmt.Fprintf(&b, ")? /%d | ", i)
	}
	return b.String() + "/last"
}

// TestTableAgreesWithEval: the model behind the table and the evaluator take
// the same alternative in every state, none is called unreachable that a state
// reaches, and where all states are tried the others are.
func TestTableAgreesWithEval(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	// One value of every class that the rules tell apart, for every macro.
	var states []State
	for _, a := range []string{"", "x", "y", "z"} {
		for _, b := range []string{"", "x", "y", "z"} {
			for _, c := range []string{"0", "1", "3", "5", "no"} {
				for _, reg := range []string{"0", "1", "2", "3", "4", "5"} {
					for _, version := range []string{"0.9", "1.0", "1.5", "2.0.6", "2.0.6a", "2.0.6b", "3.0"} {
						states = append(states, state(t, "A", a, "B", b, "C", c, "REGTMR1", reg, "SWVER", version, "EMS", "mobile"))
					}
				}
			}
		}
	}
	for range 300 {
		text := randomRule(rng)
		r := mustParse(t, text, Profile)
		reach := newModel(r).reachability()
		for range 60 {
			s := states[rng.IntN(len(states))]
			if s.Get("C") == "no" && strings.Contains(text, "$C") {
				continue // breaks the rule
			}
			res, err := Eval(text, Profile, s)
			if err != nil {
				t.Fatalf("%q in %s: %v", text, s, err)
			}
			if reach[res.Alternative].unreachable() {
				t.Fatalf("%q: alternative %d is reached by %s", text, res.Alternative+1, s)
			}
			if got := firstBox(newModel(r), s); got != res.Alternative {
				t.Fatalf("%q in %s: the table takes %d, the phone %d\n%s", text, s, got+1, res.Alternative+1, Table(r).Text())
			}
		}
	}
}

// firstBox finds the first alternative whose box a state is in.
func firstBox(m *model, s State) int {
next:
	for i := range m.boxes {
		if m.boxes[i].never {
			continue
		}
		for _, side := range m.boxes[i].sides {
			if !side.in.has(m.subjects[side.subject].class(s)) {
				continue next
			}
		}
		return i
	}
	return -1
}

// class is the class of a subject that a state is in.
func (s *subject) class(st State) int {
	value := expand(s.key, st).text
	switch s.kind {
	case String:
		if i, ok := s.index[value]; ok {
			return i
		}
		return s.last()
	case Unknown: // "$A" eq "$B"
		if st.Get("A") == st.Get("B") {
			return 1
		}
		return 0
	}
	for i, c := range s.constants {
		switch order := s.order(value, c); {
		case order == 0:
			return 2*i + 1
		case order < 0:
			return 2 * i
		}
	}
	return s.last()
}

// TestReachability compares with the plain method, which tries every class of
// every subject.
func TestReachability(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		r := mustParse(t, randomRule(rng), Profile)
		m := newModel(r)
		got := m.reachability()
		reached := make([]bool, len(m.boxes))
		classes := make([]int, len(m.subjects))
		var try func(int)
		try = func(n int) {
			if n < len(classes) {
				for _, in := range m.subjects[n].full {
					for classes[n] = in.lo; classes[n] <= in.hi; classes[n]++ {
						try(n + 1)
					}
				}
				return
			}
		next:
			for i := range m.boxes {
				if m.boxes[i].never {
					continue
				}
				for _, side := range m.boxes[i].sides {
					if !side.in.has(classes[side.subject]) {
						continue next
					}
				}
				reached[i] = true
				return
			}
		}
		try(0)
		for i := range reached {
			if reached[i] == got[i].unreachable() || got[i].unknown {
				t.Fatalf("%s: alternative %d is reached: %t, found %+v", r, i+1, reached[i], got[i])
			}
		}
	}
}
