package compiler

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/cisco"
	"provc/compiler/spectralink"
	"provc/compiler/vendors"
)

// Files of real deployments are read, whatever their roots. They are not ours
// to keep: PROVC_SAMPLES names a folder with one subfolder a vendor.
func TestSamplesAreRead(t *testing.T) {
	samples := os.Getenv("PROVC_SAMPLES")
	if samples == "" {
		t.Skip("PROVC_SAMPLES is not set")
	}
	for vendor, read := range map[string]func([]byte) ([]artifact.Param, error){
		spectralink.Vendor: spectralink.ReadParams,
		cisco.Vendor:       cisco.ReadParams,
	} {
		known := 0
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
				if _, ok := vendors.All().Find(vendor).Schema().Param(p.Name); ok {
					known++
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
	}
}
