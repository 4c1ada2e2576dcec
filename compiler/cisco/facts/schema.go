// Package facts makes facts of a checked deployment: its layers, phones and people, what
// exact products know, and what files and parameters are called. Schema is the catalogue by
// which it checks.
package facts

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
