package handset

import (
	"provc/compiler/catalogue"
	"provc/compiler/value"
)

// FactsOf are what a catalogue says. Of parameters that it lacks nothing is known but
// what their names tell.
func FactsOf(schema *catalogue.Schema) Facts {
	return Facts{
		Restarts: func(name string) catalogue.Restart {
			if p, ok := schema.Param(name); ok {
				return p.Field.Meta.Restart
			}
			return catalogue.RestartUnknown
		},
		Default: func(name string) (string, bool) {
			if p, ok := schema.Param(name); ok {
				return p.Default("")
			}
			return "", false
		},
		Hides: func(name string) bool {
			if p, ok := schema.Param(name); ok {
				return p.Field.Meta.Secret
			}
			return value.LooksSecret(name)
		},
	}
}
