package rule

import (
	"strings"
	"testing"
)

// Render shows the line of text that the error is about, with a caret under
// the exact place.
func (e *Error) Render(text string) string {
	return Caret(text, Span{e.Offset, e.Offset + e.Len})
}

func TestCaret(t *testing.T) {
	long := strings.Repeat("a", 200)
	for _, test := range []struct {
		name string
		text string // the span stands between » and «
		want string
	}{
		{"short", `("$A" »or« true)? /a`, "(\"$A\" or true)? /a\n      ^^"},
		{"end", `http://host»«`, "http://host\n           ^"},
		{"empty", `»«`, "\n^"},
		{"second line", "first\nsecond »x« line\nthird", "second x line\n       ^"},
		{"over lines", "a »b\nc« d", "a b\n  ^"},
		{"characters, not bytes", "é€ »ü« x", "é€ ü x\n   ^"},
		{"tab", "\ta »b«", " a b\n   ^"},
		{"long before", long + "»X«", "…" + long[:73] + "X\n" + strings.Repeat(" ", 74) + "^"},
		{"long after", "»X«" + long, "X" + long[:73] + "…\n^"},
		{"long both", long + "»X«" + long, "…" + long[:36] + "X" + long[:36] + "…\n" + strings.Repeat(" ", 37) + "^"},
		{"long span", "»" + long + "«", long[:55] + "…\n" + strings.Repeat("^", 55)},
		{"secret", `[--pwd hunter2 »--foo« --key "hunter2"] /x`, "[--pwd ******* --foo --key \"*******\"] /x\n               ^^^^^"},
		{"secret in blanks", `[--pwd my hunter2] »/x« y`, "[--pwd ** *******] /x y\n                   ^^"},
		{"long behind few", "ab»X«" + long, "abX" + long[:71] + "…\n  ^"},
		{"few behind long", long + "»X«ab", "…" + long[:71] + "Xab\n" + strings.Repeat(" ", 72) + "^"},
		{"at a line's end", "a»\n«b", "a\n ^"},
		{"secret up to a bar", `[--pwd my hunter2 | »/x« y`, "[--pwd ** ******* | /x y\n                    ^^"},
		{"secret up to an option", `[--pwd my hunter2 --uid »j«`, "[--pwd ** ******* --uid j\n                        ^"},
		{"key in quotes", `[--key "hunter2" »x«`, "[--key \"*******\" x\n                 ^"},
		{"just fits", "»X«" + long[:74], "X" + long[:74] + "\n^"},
		{"just does not", "»X«" + long[:75], "X" + long[:73] + "…\n^"},
		{"assigned at the beginning", `Password_1_ = "hunter2" »x«`, "Password_1_ = \"*******\" x\n                        ^"},
		{"no value", `[»--key« `, "[--key\n ^^^^^"},
		{"no value at all", `[»--key«`, "[--key\n ^^^^^"},
		{"open quote", `»[«--key "hunter2`, "[--key \"*******\n^"},
		{"open bracket", `»[«--pwd hunter2`, "[--pwd *******\n^"},
		{"escaped quote", `»[«--key "hun\"ter2" --uid "hu"]`, "[--key \"*********\" --uid \"hu\"]\n^"},
		{"escape at the end", `»[«--key "hunter2\`, "[--key \"********\n^"},
		{"assigned, escaped", `»(«Password_1_="hun\"ter2"; a = "x\`, "(Password_1_=\"*********\"; a = \"x\\\n^"},
		{"not assigned", `»(«"Password_1_" eq "hunter2")`, "(\"Password_1_\" eq \"hunter2\")\n^"},
		{"special purpose parameter", `»(«GPP_SA = "hunter2"; GPP_A = "x";)!`, "(GPP_SA = \"*******\"; GPP_A = \"x\";)!\n^"},
		{"two in quotes", `[--key "hunter2" --pwd "hunter2" »/x«`, "[--key \"*******\" --pwd \"*******\" /x\n                                 ^^"},
		{"behind the quote", `[--key "hun"ter2 »/x«`, "[--key \"***\"**** /x\n                 ^^"},
		{"another spelling", `[--Pwd hunter2 --Password "hunter2"] »/x«`, "[--Pwd ******* --Password \"*******\"] /x\n                                     ^^"},
		{"assigned without quotes", `(Password_1_ = my hunter2; a = »x«`, "(Password_1_ = ** *******; a = x\n                               ^"},
		{"compared, not assigned", `(Password_1_ == "hunter2" »x«`, "(Password_1_ == \"*******\" x\n                          ^"},
		{"assigned macro", `(Password_1_ = "$A"; b = »x«`, "(Password_1_ = \"$A\"; b = x\n                         ^"},
		{"in a URL", `http://h/?password=hunter2|»x«`, "http://h/?password=*******|x\n                           ^"},
		{"user in a URL", `ftp://joe:hunter2@h/ »x«`, "ftp://joe:*******@h/ x\n                     ^"},
		{"port in a URL", `http://h:8080/a@b »x«`, "http://h:8080/a@b x\n                  ^"},
		{"key in a query", `http://h/?a=b&pwd=hunter2|»x«`, "http://h/?a=b&pwd=*******|x\n                          ^"},
		{"macro is no secret", `[--pwd $MPWD »--foo«] /x`, "[--pwd $MPWD --foo] /x\n             ^^^^^"},
		{"assigned secret", `(Password_1_ = "hunter2"; »q« = "x";)!`, "(Password_1_ = \"*******\"; q = \"x\";)!\n                          ^"},
	} {
		before, rest, _ := strings.Cut(test.text, "»")
		place, after, _ := strings.Cut(rest, "«")
		got := Caret(before+place+after, Span{len(before), len(before) + len(place)})
		if got != test.want {
			t.Errorf("%s: got\n%s\nwant\n%s", test.name, got, test.want)
		}
		for _, line := range strings.Split(got, "\n") {
			if n := len([]rune(line)); n > caretWidth {
				t.Errorf("%s: %d columns", test.name, n)
			}
		}
	}
	for _, text := range []string{`[--pwd=hunter2] /x`, `( http://joe:hunter2@h/x`, `( http://h/?token=hunter2`, `[--uid a] /x --pwd hunter2`, `[--uid a] /x [--pwd hunter2]`} {
		_, err := Parse(text, Profile)
		if err == nil {
			t.Errorf("%s: parses", text)
		} else if strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: a secret shows: %v", text, err)
		}
	}
	if got := Caret("abc", Span{-5, 99}); got != "abc\n^^^" {
		t.Error(got)
	}
}

func TestContextOf(t *testing.T) {
	for name, want := range map[string]Context{
		"Profile_Rule": Profile, "Profile_Rule_B": Profile, "Profile_Rule_C": Profile, "Profile_Rule_D": Profile, "Custom_CA_RULE": Profile, "Custom_CA_URL": Profile,
		"Upgrade_Rule": Upgrade, "Upgrade_Rule_B": Upgrade, "Report_Rule": Report, "Resync_Trigger_1": Trigger, "Resync_Trigger_2": Trigger,
		"options": OptionString, "assignments": AssignmentOnly,
	} {
		if got, ok := ContextOf(name); !ok || got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
	for _, name := range []string{"Display_Name_1_", "Profile_Rule_E", "Resync_Trigger_3", "profile_rule", ""} {
		if _, ok := ContextOf(name); ok {
			t.Errorf("%s holds a rule", name)
		}
	}
	for c, want := range map[Context]string{Profile: "profile rule", Upgrade: "upgrade rule", Report: "report rule", Trigger: "resync trigger", OptionString: "options", AssignmentOnly: "assignments", 9: "unknown context"} {
		if c.String() != want {
			t.Errorf("a context is called %s, want %s", c, want)
		}
	}
}

// What stands where a secret is expected is not told, not even masked.
func TestFoundSecrets(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`(Password_1_ = hunter2)! /x`: "expected a value in double quotes",
		`(GPP_SA = hunter2)! /x`:      "expected a value in double quotes",
		`(GPP_A = hunter2)! /x`:       `expected a value in double quotes, found "hunter2"`,
		`[--pwd my hunter2] /x`:       `expected an option such as --key, or "]"`,
		`[--uid my hunter2] /x`:       `expected an option such as --key, or "]", found "hunter2"`,
	} {
		_, err := Parse(text, Profile)
		if err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

// Other quotes than straight double ones are told to be such.
func TestOtherQuotes(t *testing.T) {
	t.Parallel()
	for _, quoted := range []string{"“x”", "„x“", "«x»", "»x«", "'x'", "`x`"} {
		_, err := Parse(`("$A" eq `+quoted+`)? /x`, Profile)
		e, ok := err.(*Error)
		if !ok || !strings.Contains(e.Hint, "straight double quotes") {
			t.Errorf("%s: %v", quoted, err)
		}
	}
}
