package compiler

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler/artifact"
	phones "provc/compiler/cisco/files"
	handsets "provc/compiler/spectralink/files"
	"provc/compiler/syntax"
	"provc/compiler/vendors"
)

// Files of real deployments are read, whatever their roots. They are not ours
// to keep: PROVC_SAMPLES names a folder with one subfolder a vendor. Nothing is wrong
// with the dial plans and other texts in them.
func TestSamplesAreRead(t *testing.T) {
	samples := os.Getenv("PROVC_SAMPLES")
	if samples == "" {
		t.Skip("PROVC_SAMPLES is not set")
	}
	for vendor, read := range map[string]func([]byte) ([]artifact.Param, error){
		"spectralink": handsets.ReadParams,
		"cisco":       phones.ReadParams,
	} {
		known, texts := 0, 0
		err := filepath.Walk(filepath.Join(samples, vendor), func(name string, info os.FileInfo, err error) error {
			if err != nil || info.IsDir() || strings.HasSuffix(name, "-directory.xml") {
				return err
			}
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			params, err := read(data)
			if err != nil || len(params) == 0 {
				t.Errorf("%s: %d parameters, %v", name, len(params), err)
			}
			for _, p := range params {
				schema := vendors.All().Find(vendor).Schema()
				if c, ok := schema.Param(p.Name); ok {
					known++
					if language := schema.Languages[c.Field.Meta.Check]; language != nil {
						texts++
						for _, found := range language(p.Value) {
							t.Errorf("%s: %s: %s, at %s", name, p.Name, found.Message, syntax.Place(p.Value, found.Offset))
						}
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if known < 100 {
			t.Errorf("%s: only %d parameters are in the catalogue", vendor, known)
		}
		if texts == 0 {
			t.Errorf("%s: no text in a language of its own was read", vendor)
		}
	}
}
