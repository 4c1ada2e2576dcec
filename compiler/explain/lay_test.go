package explain_test

import (
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler"
	"provc/compiler/explain"
	"provc/compiler/filetest"
)

// What handsets wrote is laid over a package; what is not theirs, or of nobody, is told.
func TestLay(t *testing.T) {
	t.Parallel()
	result, err := compiler.Compile(t.Context(), compiler.Options{Dir: filetest.Folder(t, map[string]string{"w.cue": `package w

import "provc.internal/schema/spectralink"

w: spectralink.#Deployment & {
	params: ptt: displayName: "W"
	phones: "00907a000001": {}
}
`})})
	if err != nil || result.Findings.HasErrors() {
		t.Fatal(err, result)
	}
	const settings = `<PHONE_CONFIG><OVERRIDES up.idleTimeout="7"/></PHONE_CONFIG>`
	file := filepath.Join(filetest.Folder(t, map[string]string{"a": ""}), "a")
	for name, x := range map[string]struct {
		dir         string
		notes, fail string
	}{
		"no folder":          {filepath.Join(filepath.Dir(file), "none"), "", "there is no such folder"},
		"a file":             {file, "", "is a file, not a folder"},
		"nothing":            {t.TempDir(), "Handsets have written no settings in DIR, or not where this package has them write.", ""},
		"nothing of theirs":  {filetest.Folder(t, map[string]string{"site.cfg": settings, "00907a000001-app.log": "x"}), "Handsets have written no settings in DIR, or not where this package has them write.", ""},
		"of a handset":       {filetest.Folder(t, map[string]string{"00907a000001-phone.cfg": settings}), "", ""},
		"in capitals":        {filetest.Folder(t, map[string]string{"00907A000001-WEB.CFG": settings}), "", ""},
		"of nobody":          {filetest.Folder(t, map[string]string{"00907a000001-phone.cfg": settings, "eve-phone.cfg": settings}), "One of the files that handsets wrote is of nobody in this package: provc drift tells which.", ""},
		"of nobody, empty":   {filetest.Folder(t, map[string]string{"eve-phone.cfg": "<PHONE_CONFIG/>"}), "", ""},
		"contacts of nobody": {filetest.Folder(t, map[string]string{"eve-directory.xml": `<directory><item_list><item><ct>1</ct></item></item_list></directory>`}), "", ""},
	} {
		notes, err := explain.Lay(result.Root("w"), x.dir)
		if (err != nil) != (x.fail != "") || err != nil && (!strings.HasPrefix(err.Error(), "--overrides "+x.dir) || !strings.Contains(err.Error(), x.fail)) {
			t.Errorf("%s: %v, want %s", name, err, x.fail)
		}
		if got := strings.ReplaceAll(strings.Join(notes, "\n"), x.dir, "DIR"); got != x.notes {
			t.Errorf("%s: it notes %s\nwant %s", name, got, x.notes)
		}
	}
}
