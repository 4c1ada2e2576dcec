// Package cisco compiles deployments of Cisco SPA 300 and 500 series phones with
// extension mobility (OL-20443-01) into the profiles that the phones fetch.
//
// A phone just started asks for spa<psn>.cfg, which gives it the profile rule.
// From then on the rule says what it fetches: the mobile profile of whoever has
// logged in, else the host profile of the phone, else the default profile. A
// parameter that a profile does not mention keeps its value, so every profile
// sets whatever another may have left: see files/closure.go.
package cisco

import (
	"bytes"
	"path"
	"regexp"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/cisco/facts"
	"provc/compiler/cisco/files"
	"provc/compiler/cisco/readers"
	"provc/compiler/cisco/relations"
	"provc/compiler/cisco/rule"
	"provc/compiler/diag"
	"provc/compiler/value"
	"provc/compiler/vendor"
	"provc/compiler/xmlfile"
)

// Phones is Cisco as a vendor.
type Phones struct{}

func (Phones) Name() string              { return facts.Vendor }
func (Phones) Schema() *catalogue.Schema { return facts.Schema() }
func (Phones) Checks() *diag.Set         { return allChecks }

// allChecks are those of all rooms.
var allChecks = diag.Join("Cisco", facts.Checks(), relations.Checks())

func (Phones) Compile(d *value.Deployment) (vendor.Compiled, diag.List) { return Compile(d) }
func (Phones) Readers(root artifact.Root) artifact.Readers              { return readers.Of(root) }

func (Phones) Read(name string, data []byte) ([]artifact.Param, error) {
	root := xmlfile.Root(data)
	if !xmlfile.IsNamed(name) || root != files.ProfileRoot && (root != files.Wrapper || !bytes.Contains(data, []byte("<"+files.ProfileRoot))) {
		return nil, vendor.ErrForeign
	}
	return files.ReadParams(data)
}

func (Phones) Starts(name string) bool {
	name = path.Base(name)
	return name == facts.PublicName || facts.Asked()[name]
}

func (Phones) StartNames() string {
	return "Cisco profiles (" + facts.PublicName + " or " + facts.AskedBy("<model>") + ")"
}

// Decides reports whether a parameter holds a rule.
func (Phones) Decides(parameter string) bool {
	_, ok := rule.ContextOf(parameter)
	return ok
}

// Decisions is the decision table of a rule.
func (Phones) Decisions(parameter, value string) *vendor.Table {
	context, _ := rule.ContextOf(parameter)
	r, err := rule.Parse(value, context)
	if err != nil {
		return nil
	}
	decision := rule.Table(r)
	t := &vendor.Table{Conditions: decision.Columns, Results: []string{"does", "credentials"}}
	for _, row := range decision.Rows {
		does, credentials := row.Action, "no"
		if row.Assignments != "" {
			does = strings.TrimSpace(row.Assignments + "; " + does)
		}
		if row.Credentials {
			credentials = "yes"
		}
		t.Rows = append(t.Rows, vendor.Row{Conditions: row.Cells, Results: []string{does, credentials}})
	}
	return t
}

// Selects reports whether a rule says which profiles a phone fetches.
func (Phones) Selects(parameter string) bool { return strings.HasPrefix(parameter, facts.ProfileRule) }

// HoldsPassword reports whether a rule may hold a literal password or key.
func (Phones) HoldsPassword(_, value string) bool { return credentials.MatchString(value) }

var credentials = regexp.MustCompile(`(?i)--(pwd|key)\s+"?[^\s"$\]]|(passw|pwd|GPP_S|key)[^=()]*=\s*"[^"$]`)
