package files_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"provc/compiler/cisco/deploytest"
)

// Labels stay with the files of whom they are, in CUE and in rows; none is written.
func TestLabels(t *testing.T) {
	t.Parallel()
	c := deploytest.Compile(t, deploytest.Server+`, phones: {
	"0026cb5f1a20": {label: "Board room", model: "SPA504G", userID: "board", password: secret: "x", previous: [{userID: "old", password: secret: "x"}]}
	"0026cb5f1a21": {label: "Door", model: "SPA504G"}
}, users: ann: {label: "Ann Lee", password: secret: "y", params: User_ID_1_: "2044"}, inventory: users: {file: "users.csv", id: "{id}", each: {label: "{name}", password: secret: "z"}}
`, "users.csv", "id,name\nbo,Bo Ray\n")
	if c.Findings.HasErrors() {
		t.Fatal(deploytest.Text(c.Findings))
	}
	var got []string
	for _, path := range slices.Sorted(maps.Keys(c.Files)) {
		f := c.Files[path]
		if f.Label != "" {
			got = append(got, f.Path+" "+f.Label)
		}
		data, err := f.Bytes(func(string) (string, bool) { return "s3cret", true })
		if err != nil || strings.Contains(string(data), "Ann Lee") || strings.Contains(string(data), "Board room") {
			t.Errorf("%s holds a label: %v", path, err)
		}
	}
	want := []string{"0026cb5f1a21.xml Door", "host/board.xml Board room", "host/old.xml Board room", "mobile/ann.xml Ann Lee", "mobile/bo.xml Bo Ray"}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
