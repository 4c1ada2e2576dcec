// Package cisco compiles deployments of Cisco SPA 300 and 500 series phones with
// extension mobility (OL-20443-01) into the profiles that the phones fetch.
//
// A phone just started asks for spa<psn>.cfg, which gives it the profile rule.
// From then on the rule says what it fetches: the mobile profile of whoever has
// logged in, else the host profile of the phone, else the default profile. A
// parameter that a profile does not mention keeps its value, so every profile
// sets whatever another may have left: see closure.go.
package cisco

import (
	"sync"

	"provc/compiler/catalogue"
	"provc/compiler/catalogue/settings"
	"provc/compiler/cisco/daylight"
	"provc/compiler/cisco/dialplan"
	"provc/compiler/cisco/linekey"
	"provc/compiler/diag"
	"provc/compiler/syntax"
	"provc/schema"
)

// Vendor is the name of the vendor, of its schema's folder and of the vendor
// field of a deployment.
const Vendor = "cisco"

// Schema is the catalogue of the phones' parameters and the shape of a
// deployment.
var Schema = sync.OnceValue(func() *catalogue.Schema {
	s, err := catalogue.Open(schema.FS, Vendor)
	if err != nil {
		panic(err) // embedded: tests read it whole
	}
	s.Checks = diag.Join("", checks, settings.Checks())
	s.Languages = map[string]syntax.Language{
		dialPlanSyntax.ID:         dialplan.Check,
		extendedFunctionSyntax.ID: linekey.Check,
		daylightRuleSyntax.ID:     daylight.Check,
	}
	return s
})
