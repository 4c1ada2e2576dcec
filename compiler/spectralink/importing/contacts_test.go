package importing

import (
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler/filetest"
	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
)

// A contact directory is taken in whole or not at all: why not is told with the line, or
// with the entry where no line lacks anything.
func TestContacts(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("9", 128)
	for items, want := range map[string]string{
		`<item><ct>100</ct></item>`: `contacts: [{ct: "100"}]`,
		`<item><fn>A</fn><ct> 100 </ct><sd>1</sd><bw>1</bw><bb>0</bb></item>`: `contacts: [{fn: "A", ct: "100", sd: 1, bw: true, bb: false}]`,
		`<item><ct>` + long + `</ct></item>`:                                  `contacts: [{ct: "` + long + `"}]`,
		`<item><ct>` + long + `9</ct></item>`:                                 `in line 2, ct must be printable text of 1 to 128 characters`,
		`<item><fn>A</fn><ct>1</ct></item>
<item><fn>A</fn><ct>2</ct></item>`: `contacts: [{fn: "A", ct: "1"}, {fn: "A", ct: "2"}]`,
		`<item><ct>1</ct></item>
<item><ct>1</ct></item>`: `line 3 has a ct that another entry has, too`,
		`<item><ct>1</ct><sd>7</sd></item>
<item><ct>2</ct><sd>7</sd></item>`: `line 3 has a sd that another entry has, too`,
		`<item><ct>1</ct></item>
<item><ln>B</ln></item>`: `entry 2 has no ct, the number that it calls`,
		`<item><ct>1</ct><sd>x</sd></item>`:       `in line 2, sd must be `,
		`<item><ct>1</ct><bw>2</bw></item>`:       `in line 2, bw must be `,
		`<item><ct>1</ct><zip>80331</zip></item>`: `line 2 holds zip, which is no element of an entry`,
		`<item><ct>1</ct><ct>2</ct></item>`:       `line 2 has a second ct of one entry`,
		`<item n="1"><ct>1</ct></item>`:           `line 2 holds n, which is no element of an entry`,
	} {
		name := filepath.Join(t.TempDir(), "000000000000-directory.xml")
		filetest.Put(t, name, "<directory><item_list>\n"+items+"\n</item_list></directory>")
		f, err := tree.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		list, got := entries(f)
		if got == "" {
			text, err := draft.Snippet(&draft.Field{Label: "contacts", Value: list})
			if err != nil {
				t.Fatal(err)
			}
			got = strings.NewReplacer("[ ", "[", "{ ", "{", " }", "}", ", ]", "]").Replace(strings.Join(strings.Fields(string(text)), " "))
		}
		if got != want && !(strings.HasSuffix(want, " must be ") && strings.HasPrefix(got, want)) {
			t.Errorf("%s\ngot  %s\nwant %s", items, got, want)
		}
	}
}
