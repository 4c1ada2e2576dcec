package proof

import (
	"bytes"
	"strings"
	"testing"

	"provc/compiler/importer"
	"provc/compiler/schematest"
)

// reports are one in which all is well, and one in which as much as possible is not.
func reports(t *testing.T) map[string]*Report {
	bad := prove(t, lay(t, messy), nil, func(i *importer.Import) {
		for _, f := range i.Package.Fields {
			f.Value.At("phones").Fields = nil
			f.Value.At("users").Fields = nil
		}
	})
	bad.fault("site.cfg", 3, "a.b", "it is lost")
	return map[string]*Report{"good": prove(t, lay(t, messy), nil, nil), "bad": bad}
}

// What is printed as JSON is what docs/import.schema.json describes, and the schema
// refuses what is not.
func TestJSONSchema(t *testing.T) {
	valid := schematest.Valid(t, "../../../docs", "import.schema.json")
	for name, r := range reports(t) {
		var b bytes.Buffer
		if err := WriteJSON(&b, r); err != nil {
			t.Fatal(err)
		}
		if err := valid(b.Bytes()); err != nil {
			t.Errorf("%s: %v\n%s", name, err, &b)
		}
		for _, bad := range [][2]string{
			{`"version": 1`, `"version": 2`}, {`"kind": "master"`, `"kind": "slave"`}, {`"went": "dropped"`, `"went": "away"`}, {`"arrived": `, `"found": `},
			{`"kind": "person"`, `"kind": "human"`}, {`"refused": "template"`, `"refused": "no"`}, {`"line": 6`, `"line": -6`},
		} {
			wrong := bytes.Replace(b.Bytes(), []byte(bad[0]), []byte(bad[1]), 1)
			if !bytes.Equal(wrong, b.Bytes()) && valid(wrong) == nil {
				t.Errorf("%s: %s is valid", name, bad[1])
			}
			if name == "bad" && bytes.Equal(wrong, b.Bytes()) {
				t.Errorf("%s is not tried", bad[0])
			}
		}
	}
}

// No format shows a password, and each tells what differs, and for whom.
func TestFormats(t *testing.T) {
	for name, r := range reports(t) {
		for format, write := range map[string]func(*bytes.Buffer) error{
			"text": func(b *bytes.Buffer) error { return WriteText(b, r, TextOptions{Width: 80}) },
			"json": func(b *bytes.Buffer) error { return WriteJSON(b, r) },
			"html": func(b *bytes.Buffer) error { return WriteHTML(b, r) },
		} {
			var b bytes.Buffer
			if err := write(&b); err != nil {
				t.Fatal(err)
			}
			got := b.String()
			for _, password := range []string{"a&b", "a&amp;b", "1234"} {
				if strings.Contains(got, password) {
					t.Errorf("%s, %s: a password is shown\n%s", name, format, got)
				}
			}
			for _, want := range []string{"could log in before, and cannot after", "it is lost"} {
				if strings.Contains(got, want) != (name == "bad") {
					t.Errorf("%s, %s: whether %q is told\n%s", name, format, want, got)
				}
			}
			if format == "text" {
				for line := range strings.Lines(got) {
					if len([]rune(strings.TrimRight(line, "\n"))) > 80 && strings.Contains(strings.TrimSpace(line), " ") {
						t.Errorf("a line of the text is too long: %s", line)
					}
				}
			}
		}
	}
}

// What differs alike for many is told once.
func TestDifferencesAreJoined(t *testing.T) {
	archive := "-- 000000000000.cfg --\n<APPLICATION CONFIG_FILES=\"[PHONE_MAC_ADDRESS]-reg.cfg, site.cfg\"/>\n-- site.cfg --\n<a up.idleTimeout=\"60\"/>\n"
	for i := range 30 {
		archive += "-- 00907a0000" + string("0123456789abcdef"[i/16]) + string("0123456789abcdef"[i%16]) + "-reg.cfg --\n<a reg.1.type=\"shared\"/>\n"
	}
	r := prove(t, lay(t, archive), nil, func(i *importer.Import) { i.Package.Fields[0].Value.At("phones").Fields = nil })
	if r.Same() {
		t.Fatal("the same")
	}
	if got := text(t, r); strings.Count(got, "reg.1.type: shared") != 1 || !strings.Contains(got, "and 20 more") {
		t.Errorf("told is\n%s", got)
	}
}

// A value that differs is shown without the passwords within URLs, and no more of it than
// anybody reads.
func TestDifferingValues(t *testing.T) {
	dir := lay(t, `
-- 000000000000.cfg --
<APPLICATION CONFIG_FILES="site.cfg"/>
-- site.cfg --
<a dialplan.digitmap="`+strings.Repeat("[2-9]11|", 60)+`x" feature.presence.enabled="{$later}" prov.polling.time="http://ann:s3cr3t@h.example/x"/>
`)
	r := prove(t, dir, nil, nil)
	if r.Same() {
		t.Fatal("the same, and the file is a template")
	}
	for _, format := range Formats {
		var b strings.Builder
		if err := map[string]func() error{
			"text": func() error { return WriteText(&b, r, TextOptions{Width: 80}) },
			"json": func() error { return WriteJSON(&b, r) },
			"html": func() error { return WriteHTML(&b, r) },
		}[format](); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(b.String(), "s3cr3t") {
			t.Errorf("%s shows a password", format)
		}
		if format == "text" && (strings.Count(b.String(), "[2-9]11") > 20 || !strings.Contains(b.String(), "(481")) {
			t.Errorf("the text shows all of a value:\n%s", b.String())
		}
	}
}
