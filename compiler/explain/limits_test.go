package explain_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"provc/compiler"
	"provc/compiler/explain"
	"provc/compiler/filetest"
)

// many is a deployment of handsets each of which has a value of its own but the last
// three, which have the vendor's.
func many(t *testing.T, handsets int) (*explain.Fleet, func([]explain.Subject) *explain.Explanation) {
	t.Helper()
	var b strings.Builder
	b.WriteString("package w\n\nimport \"provc.internal/schema/spectralink\"\n\nw: spectralink.#Deployment & {\n\tparams: ptt: displayName: \"W\"\n")
	for i := range handsets {
		own := fmt.Sprintf("params: up: idleTimeout: %d", 100+i)
		if i >= handsets-3 {
			own = "{}"
		}
		fmt.Fprintf(&b, "\tphones: \"00907a0000%02d\": %s\n", i, own)
	}
	b.WriteString("}\n")
	result, err := compiler.Compile(t.Context(), compiler.Options{Dir: filetest.Folder(t, map[string]string{"w.cue": b.String()})})
	if err != nil || result.Findings.HasErrors() {
		t.Fatal(err, result)
	}
	r := result.Root("w")
	return explain.FleetOf(r, "w"), func(subjects []explain.Subject) *explain.Explanation {
		patterns, err := explain.Parse([]string{"up.idleTimeout"}, r.Facts, explain.Names(subjects))
		if err != nil {
			t.Fatal(err)
		}
		return explain.Of(r, "w", subjects, patterns)
	}
}

// Up to eight are told one by one, by letters; of more than twenty values those are told,
// and how many there are, or all; of more than three with one value two are named.
func TestLimits(t *testing.T) {
	t.Parallel()
	fleet, explained := many(t, 26)
	all, err := fleet.Choose("", "", true)
	if err != nil || len(all) != 27 {
		t.Fatal(err, len(all))
	}
	text := func(subjects []explain.Subject, o explain.TextOptions) string {
		var b bytes.Buffer
		if err := explain.WriteText(&b, explained(subjects), o); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	for n, want := range map[int]string{
		8:  "H  00907a000006, logged out\n",
		9:  "9 handsets and kinds of handset, nobody logged in\n",
		20: "20 handsets and kinds of handset, nobody logged in\n",
	} {
		if got := text(all[:n], explain.TextOptions{}); !strings.Contains(got, want) || strings.Contains(got, "A  ") != (n == 8) || strings.Contains(got, "other value") {
			t.Errorf("of %d:\n%s\nwant %s", n, got, want)
		}
	}
	for n, want := range map[int]string{21: "  and 1 other value or way to it (--verbose tells all)\n", 23: "  and 3 other values or ways to them (--verbose tells all)\n"} {
		if got := text(all[:n], explain.TextOptions{}); !strings.HasSuffix(got, want) || strings.Contains(got, "00907a000019: ") {
			t.Errorf("of %d:\n%s\nwant %s", n, got, want)
		}
		if got := text(all[:n], explain.TextOptions{Verbose: true}); strings.Contains(got, "other value") || !strings.Contains(got, "00907a000019: 119") {
			t.Errorf("of %d, verbose:\n%s", n, got)
		}
	}
	for n, want := range map[int]string{
		25: "  every handset that is not listed and 00907a000023: 40\n",
		26: "  every handset that is not listed, 00907a000023 and 00907a000024: 40\n",
		27: "  every handset that is not listed, 00907a000023 and 2 more: 40\n",
	} {
		if got := text(append(all[:10:10], all[24:n]...), explain.TextOptions{}); !strings.Contains(got, want) {
			t.Errorf("of %d alike:\n%s\nwant %s", n, got, want)
		}
	}
}
