// Package spectralink compiles deployments of Spectralink 84-Series handsets
// with User Profiles (CS-15-10) into the files that the handsets fetch.
package spectralink

import (
	"path"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/diag"
	"provc/compiler/spectralink/call"
	"provc/compiler/spectralink/facts"
	"provc/compiler/spectralink/files"
	"provc/compiler/spectralink/offer"
	"provc/compiler/spectralink/readers"
	"provc/compiler/spectralink/relations"
	"provc/compiler/spectralink/reliance"
	"provc/compiler/value"
	"provc/compiler/vendor"
	"provc/compiler/xmlfile"
)

// Handsets is Spectralink as a vendor.
type Handsets struct{}

func (Handsets) Name() string              { return facts.Vendor }
func (Handsets) Schema() *catalogue.Schema { return facts.Schema() }
func (Handsets) Checks() *diag.Set         { return allChecks }

// allChecks are those of all rooms.
var allChecks = diag.Join("Spectralink", facts.Checks(), files.Checks(), call.Checks(), reliance.Checks(), offer.Checks(), relations.Checks())

func (Handsets) Compile(d *value.Deployment) (vendor.Compiled, diag.List) { return Compile(d) }
func (Handsets) Readers(root artifact.Root) artifact.Readers              { return readers.Of(root) }

func (Handsets) Read(name string, data []byte) ([]artifact.Param, error) {
	return files.Read(name, data)
}

func (Handsets) PhoneWritten(name string) (entity string, ok bool) { return facts.PhoneWritten(name) }

// ReadWritten reads any XML, as handsets do, but for what a web server says instead of a
// file.
func (Handsets) ReadWritten(name string, data []byte) ([]artifact.Param, []xmlfile.Fault) {
	name = strings.ToLower(path.Base(name))
	if strings.HasSuffix(name, ".log") || strings.HasSuffix(name, "-license.cfg") {
		return nil, nil
	}
	if strings.EqualFold(xmlfile.Root(data), "html") {
		return nil, []xmlfile.Fault{{Line: 1, What: "it is a page of a web server, which no handset wrote"}}
	}
	params, faults := xmlfile.Salvage(data)
	if strings.HasSuffix(name, ".xml") {
		params = nil // a contact directory or a call list
	}
	return params, faults
}

func (Handsets) Password() string { return facts.LocalPassword }

func (Handsets) Starts(name string) bool { return facts.MasterName.MatchString(path.Base(name)) }
func (Handsets) StartNames() string {
	return "a master configuration file (" + facts.AllHandsets + ".cfg or <MAC>.cfg)"
}
