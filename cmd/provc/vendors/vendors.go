// Package vendors is the registry of commands that are for the phones of one
// vendor, and of what other commands say of them.
package vendors

import (
	"strings"

	"github.com/spf13/cobra"

	"provc/cmd/provc/cisco"
)

// Vendor is what the command line has for the phones of a vendor.
type Vendor struct {
	ID       string
	Title    string // of the phones
	Commands []*cobra.Command
	Simulate []string // examples of provc simulate
}

// All lists them.
func All() []Vendor {
	return []Vendor{
		{
			ID: "spectralink", Title: "Spectralink handsets",
			Simulate: []string{
				"provc simulate spectralink --root /srv/provisioning --phone 00907a0e7fe5",
				"provc simulate spectralink --root http://prov.clinic.example --phone 00907a0e7fe5 --user brian --secrets secrets.yaml",
				"provc simulate spectralink ./wards --write-expectations tests",
				"provc simulate --root /srv/provisioning --secrets secrets.yaml --expect tests/spectralink.yaml",
				"provc simulate spectralink ./wards --root http://prov.clinic.example --all --jobs 16",
			},
		},
		{
			ID: "cisco", Title: "Cisco phones",
			Commands: cisco.Commands(),
			Simulate: []string{
				"provc simulate cisco --root https://prov.clinic.example/cisco --phone 0026cb5f1a20 --model SPA504G --phone-identity board-room --user jsmith --secrets secrets.yaml",
			},
		},
	}
}

// Simulate lists the examples of provc simulate, each in a line of its own.
func Simulate() string {
	var lines []string
	for _, v := range All() {
		for _, example := range v.Simulate {
			lines = append(lines, "  "+example)
		}
	}
	return strings.Join(lines, "\n")
}
