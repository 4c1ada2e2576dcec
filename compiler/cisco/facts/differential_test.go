package facts_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"provc/compiler/catalogue"
	"provc/compiler/cisco/deploytest"
	"provc/compiler/cisco/facts"
	"provc/compiler/diag"
)

// allowedDefault is the vendor's default as CUE has it, which every parameter must take.
func allowedDefault(t *testing.T, p catalogue.Param) string {
	text, _ := p.Field.Meta.Default("")
	for _, literal := range []string{fmt.Sprintf("%q", text), text, map[string]string{"Yes": "true", "No": "false"}[text]} {
		if literal != "" && deploytest.Admits(p.Field.Type, literal) {
			return literal
		}
	}
	t.Errorf("%s does not take its default %q", p.Name, text)
	return "true"
}

// ones are the lowest indexes of a parameter.
func ones(p catalogue.Param) []int { return slices.Repeat([]int{1}, len(p.Indexes)) }

// Native checks and plain CUE give the same verdict on every parameter of
// Cisco's catalogue: one value that is allowed, and one that is not.
func TestEveryParameter(t *testing.T) {
	slow(t)
	t.Parallel()
	var good, bad strings.Builder
	names, refusable := 0, 0
	facts.Schema().Params(func(p catalogue.Param) bool {
		name := p.Fill(ones(p)...)
		switch name {
		case "EM_Login_State", "EM_Mobile_User_ID", "EM_Mobile_Password", "EM_Phone_User_ID", "EM_Phone_Password", "EM_User_Domain", "Profile_Rule":
			return true // nobody declares these
		}
		names++
		value := allowedDefault(t, p)
		fmt.Fprintf(&good, "%q: %s\n", name, value)
		refusable++
		fmt.Fprintf(&bad, "%q: [1]\n", name)
		return true
	})
	if names < 800 {
		t.Fatalf("only %d parameters", names)
	}
	// Phones that know all parameters between them.
	const phones = `phones: {
	"0026cb5f1a20": {model: "SPA525G2", userID: "a", password: secret: "a"}
	"0026cb5f1a21": {model: "SPA509G", userID: "b", password: secret: "b"}
	"0026cb5f1a22": {model: "SPA514G", userID: "c", password: secret: "c"}
}
`
	body := func(params string) string { return deploytest.Server + phones + "params: {\n" + params + "}\n" }
	if found := deploytest.Compile(t, body(good.String())).Findings; found.HasErrors() {
		t.Errorf("provc refuses good values:\n%s", deploytest.Text(found))
	}
	if said := deploytest.Plain(t, body(good.String())); len(said) > 0 {
		t.Errorf("plain CUE refuses good values:\n%s", strings.Join(said, "\n"))
	}
	refused := 0
	for _, d := range deploytest.Compile(t, body(bad.String())).Findings {
		if d.Severity == diag.Error && strings.Contains(d.Summary, " must ") {
			refused++
		}
	}
	if refused != refusable {
		t.Errorf("provc refuses %d of %d bad values", refused, refusable)
	}
	if said := deploytest.Plain(t, body(bad.String())); len(said) < refusable {
		t.Errorf("plain CUE refuses %d of %d bad values", len(said), refusable)
	}
}

// What families.cue says of parameters that a family lacks, or that are secret,
// is what the parameter files say.
func TestFamiliesAreTheSame(t *testing.T) {
	slow(t)
	t.Parallel()
	var all, secret strings.Builder
	facts.Schema().Params(func(p catalogue.Param) bool {
		value := allowedDefault(t, p)
		for _, name := range slices.Compact([]string{p.Fill(ones(p)...), p.Fill(p.Indexes...)}) {
			fmt.Fprintf(&all, "%q: %s\n", name, value)
			if p.Field.Meta.Secret {
				fmt.Fprintf(&secret, "%q: secret: \"x\"\n", name)
			} else {
				fmt.Fprintf(&secret, "%q: %s\n", name, value)
			}
		}
		return true
	})
	var b strings.Builder
	b.WriteString(deploytest.Server)
	for _, model := range []string{"SPA301", "SPA303", "SPA509G", "SPA514G", "SPA525G2"} {
		fmt.Fprintf(&b, "models: %s: params: {\n%s}\n", model, all.String())
	}
	fmt.Fprintf(&b, "default: params: {\n%s}\n", secret.String())
	about := func(s string) bool {
		return strings.Contains(s, " has no ") || strings.HasSuffix(s, "anybody can fetch the default profile")
	}
	var want, got []string
	for _, d := range deploytest.Compile(t, b.String()).Findings {
		if about(d.Summary) {
			want = append(want, d.Summary)
		}
	}
	for _, s := range deploytest.Plain(t, b.String()) {
		if about(s) {
			got = append(got, s)
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if len(want) < 1000 {
		t.Fatalf("only %d findings", len(want))
	}
	for _, s := range want {
		if _, ok := slices.BinarySearch(got, s); !ok {
			t.Errorf("plain CUE does not say: %s", s)
		}
	}
	for _, s := range got {
		if _, ok := slices.BinarySearch(want, s); !ok {
			t.Errorf("only plain CUE says: %s", s)
		}
	}
}

// slow leaves a test to the full run: CUE's evaluator takes seconds over the whole
// schema.
func slow(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("left to the run without -short")
	}
}
