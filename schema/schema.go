// Package schema embeds the CUE module provc.internal/schema, the source of
// truth for what may be declared: one folder a vendor.
package schema

import "embed"

// Module is the import path under which users import the schema; a vendor's
// package is Module/<vendor>.
const Module = "provc.internal/schema"

// FS holds one folder of CUE files a vendor.
//
//go:embed spectralink/*.cue cisco/*.cue
var FS embed.FS

// ModuleFile is cue.mod/module.cue of the module.
//
//go:embed cue.mod/module.cue
var ModuleFile []byte
