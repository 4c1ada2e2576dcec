package explain_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler"
	"provc/compiler/explain"
	"provc/compiler/filetest"
)

var update = flag.Bool("update", false, "rewrite what is expected")

// written are what handsets wrote into the root of testdata/told.
var written = map[string]string{
	"ward/over/00907a000001-phone.cfg":     `<PHONE_CONFIG><OVERRIDES up.idleTimeout="7"/></PHONE_CONFIG>`,
	"ward/over/00907a000001-web.cfg":       `<PHONE_CONFIG><WEB up.idleTimeout="6" up.backlight.timeout="9"/></PHONE_CONFIG>`,
	"ward/over/ana-phone.cfg":              `<PHONE_CONFIG><OVERRIDES up.idleTimeout="8" prov.login.localPassword="hunter-2"/></PHONE_CONFIG>`,
	"ward/over/stranger-phone.cfg":         `<PHONE_CONFIG><OVERRIDES up.idleTimeout="8"/></PHONE_CONFIG>`,
	"ward/over/dee-phone.cfg":              `<PHONE_CONFIG><OVERRIDES up.idleTimeout="8">`,
	"ward/book/ana-directory.xml":          `<directory><item_list><item><ct>1</ct></item></item_list></directory>`,
	"ward/book/00907a000002-directory.xml": `<directory/>`,
	"ward/over/notes.txt":                  "not a file of a handset",
}

// questions are what is asked: a handset or -, a person or -, and parameters. With ! all
// handsets are asked of.
var questions = []string{
	"- - up prov Station_Name", "- - up.idleTimeout", "! - up.idleTimeout", "! - reg.1", "! - Station_Name",
	"Desk - up", "00:90:7A:00:00:01 - up.idleTimeout", "door -", "Store - up.idleTimeout",
	"Desk ana up.idleTimeout", "Door Ana up", "Door cy up", "Desk cy up.idleTimeout", "00907a000004 bo up.idleTimeout", "- ana up", "- bo", "- bo up.idleTimeout",
	"hall - Station_Name Time_Zone Display_Name_1_", "bay - Station_Name", "0026cb000002 - Station_Name", "hall ana Station_Name", "bay dan Station_Name", "- dan Station_Name",
	"Desk - up.idleTimeout up.backlight.x", "Desk - ptt.*", "Desk - reg.9", "Desk - reg.x.address", "Desk - reg.x.auth", "Desk - up.b*",
	// What there is not.
	"00907a000009 -", "0090.7A00.0009 -", "Dsk -", "- an", "Desk bo", "Store ana", "00907a000004 ana", "- nobody",
	"Desk - up.idelTimeout", "Desk - [", "Desk - nothing.at.all", "Desk - zz*",
}

// Each question has the answer that is expected: which layer gives a value, what it beats,
// why it is there, and who was meant.
func TestTold(t *testing.T) {
	t.Parallel()
	result, err := compiler.Compile(t.Context(), compiler.Options{Dir: filepath.Join("testdata", "told")})
	if err != nil || result.Findings.HasErrors() {
		t.Fatal(err, result)
	}
	r := result.Root("told")
	notes, err := explain.Lay(r, filetest.Folder(t, written))
	if err != nil {
		t.Fatal(err)
	}
	f := explain.FleetOf(r, "told")
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\n%s\n", strings.Join(notes, "\n"), strings.Join(f.Kinds(), "\n"))
	for _, q := range questions {
		fmt.Fprintf(&b, "\n$ explain %s\n", q)
		phone, rest, _ := strings.Cut(q, " ")
		user, names, _ := strings.Cut(rest, " ")
		every := phone == "!"
		subjects, err := f.Choose(strings.Trim(phone, "-!"), strings.Trim(user, "-"), every)
		if err != nil {
			fmt.Fprintln(&b, err)
			continue
		}
		patterns, err := explain.Parse(strings.Fields(names), r.Facts, explain.Names(subjects))
		if err != nil {
			fmt.Fprintln(&b, err)
			continue
		}
		e := explain.Of(r, "told", subjects, patterns)
		traced, err := result.Trace(result.Packages[0], e.Entities())
		if err != nil {
			t.Fatal(err)
		}
		e.Trace(traced)
		if err := explain.WriteText(&b, e, explain.TextOptions{Width: 100}); err != nil {
			t.Fatal(err)
		}
	}
	golden := filepath.Join("testdata", "told.txt")
	if *update {
		if err := os.WriteFile(golden, b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(golden); err != nil || string(want) != b.String() {
		t.Errorf("%s: got\n%s", golden, b.String())
	}
}
