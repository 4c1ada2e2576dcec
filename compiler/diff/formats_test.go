package diff

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"provc/compiler/schematest"
	"provc/compiler/vendors"
)

// hospital is a diff with a bit of everything: two goldens, one of each vendor.
func goldenDiff(t testing.TB, old, new string) *Diff {
	t.Helper()
	a, err := Folder("../../golden/"+old, vendors.All())
	if err != nil {
		t.Fatal(err)
	}
	b, err := Folder("../../golden/"+new, vendors.All())
	if err != nil {
		t.Fatal(err)
	}
	return Compare(a, b, Options{})
}

// What is printed as JSON is what docs/diff.schema.json describes, and the
// schema refuses what is not.
func TestJSONSchema(t *testing.T) {
	t.Parallel()
	valid := schematest.Valid(t, "../../docs", "diff.schema.json")
	rule := folder(t, "-- default.xml --\n<flat-profile><Profile_Rule>http://a.example/x</Profile_Rule></flat-profile>\n")
	rule2 := folder(t, "-- default.xml --\n<flat-profile><Profile_Rule>http://b.example/x</Profile_Rule></flat-profile>\n")
	for name, d := range map[string]*Diff{
		"spectralink": goldenDiff(t, "clinic", "hospital"),
		"vendors":     goldenDiff(t, "hospital", "conference-rooms"),
		"nothing":     goldenDiff(t, "clinic", "clinic"),
		"failed":      {},
		"rule":        Compare(rule, rule2, Options{}),
	} {
		var b bytes.Buffer
		if err := WriteJSON(&b, d, policies); err != nil {
			t.Fatal(err)
		}
		if err := valid(b.Bytes()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var doc struct {
			Files  []*docFile
			Reach  []docReach  `json:"audiences"`
			Caught []Violation `json:"violations"`
		}
		if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, f := range doc.Files {
			for _, ch := range f.Changes {
				if ch.Audience >= len(doc.Reach) {
					t.Errorf("%s: audience %d of %d", name, ch.Audience, len(doc.Reach))
				}
			}
		}
		if name == "rule" && (len(doc.Caught) == 0 || doc.Files[0].Changes[0].Rule == nil) {
			t.Errorf("no changed rule: %s", b.String())
		}
		for _, bad := range [][2]string{{`"version": 2`, `"version": 3`}, {`"added": `, `"added": -1`}} {
			if valid(bytes.Replace(b.Bytes(), []byte(bad[0]), []byte(bad[1]), 1)) == nil {
				t.Errorf("%s: the schema takes %s", name, bad[1])
			}
		}
	}
}

// However large, the comment stays below what a pull request takes, says what
// was cut, and leaves nothing open.
func TestMarkdownLimit(t *testing.T) {
	t.Parallel()
	var old, new strings.Builder
	for _, b := range []*strings.Builder{&old, &new} {
		b.WriteString("-- 000000000000.cfg --\n<MASTER_CONFIG><CONFIGURATION CONFIG_FILES=\"site.cfg\"/><DIRECTORIES USER_PROFILES_DIRECTORY=\"people\"/></MASTER_CONFIG>\n")
		fmt.Fprintf(b, "-- site.cfg --\n<handsetConfig><x prov.login.enabled=\"1\" up.a=\"%s%d\"/></handsetConfig>\n", strings.Repeat("long | `value` ", 9000), b.Len())
		for n := range 1000 {
			fmt.Fprintf(b, "-- people/u%d.cfg --\n<handsetConfig><x x%d.label=\"%p\"/></handsetConfig>\n", n, n, b)
		}
	}
	d := Compare(folder(t, old.String()), folder(t, new.String()), Options{})
	var b strings.Builder
	if err := WriteMarkdown(&b, d, d.Violations(policies)); err != nil {
		t.Fatal(err)
	}
	got := b.String()
	if len(got) > 65_000 || len(got) < 30_000 {
		t.Errorf("%d bytes", len(got))
	}
	if !strings.Contains(got, "which a comment has no room for; `provc diff --verbose` tells all._") {
		t.Error("it does not say what was cut:", got[len(got)-200:])
	}
	if strings.Count(got, "<details>") != strings.Count(got, "</details>") {
		t.Error("details are left open")
	}
}

// Values cannot break out of a table, a code span or the page.
func TestHostileValues(t *testing.T) {
	t.Parallel()
	const hostile = "a | `b` </script><img src=x onerror=alert(1)> @team &amp;"
	attr := strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(hostile)
	d := Compare(changed(t), changed(t, `ptt.displayName="Ward"`, `ptt.displayName="`+attr+`"`), Options{})
	out := everyFormat(t, d, Options{})
	if strings.Contains(out["html"], "<img") || strings.Contains(out["html"], "</script><") {
		t.Error("markup in the page")
	}
	for line := range strings.Lines(out["markdown"]) {
		if strings.Contains(line, "onerror") && strings.Count(strings.ReplaceAll(line, `\|`, ""), "|") > 7 {
			t.Errorf("a value makes columns: %s", line)
		}
	}
	if strings.Contains(printed(t, Compare(changed(t), changed(t, `ptt.displayName="Ward"`, `ptt.displayName="&#x9b;31m&#10;x"`), Options{}), TextOptions{}), "\u009b") {
		t.Error("a value moves the cursor")
	}
}

// The same comparison prints the same bytes.
func TestSameDiffSameBytes(t *testing.T) {
	t.Parallel()
	first := everyFormat(t, goldenDiff(t, "clinic", "hospital"), Options{})
	for range 3 {
		for format, text := range everyFormat(t, goldenDiff(t, "clinic", "hospital"), Options{}) {
			if text != first[format] {
				t.Errorf("%s differs", format)
			}
		}
	}
}
