package settings

import (
	"embed"

	"provc/compiler/diag"
)

//go:embed checks/*.txtar
var documents embed.FS

var checks = diag.NewSet("Fields and parameters", documents)

// Checks returns the package's checks.
func Checks() *diag.Set { return checks }

// The checks of values, those that vendors make among them.
var (
	FieldMissing       = checks.New("field-missing")
	FieldUnknown       = checks.New("field-unknown")
	FieldValue         = checks.New("field-value")
	LiteralSecret      = checks.New("literal-secret")
	ParameterIndex     = checks.New("parameter-index")
	ParameterUnknown   = checks.New("parameter-unknown")
	ParameterValue     = checks.New("parameter-value")
	RestartKnown       = checks.New("restart-known")
	SecretInQuery      = checks.New("secret-in-query")
	UnlistedElsewhere  = checks.New("unlisted-elsewhere")
	UnlistedKnown      = checks.New("unlisted-known")
	UnlistedLetterCase = checks.New("unlisted-letter-case")
	UnlistedParameter  = checks.New("unlisted-parameter")
	UnlistedTwice      = checks.New("unlisted-twice")

	// The schemas name it, as @check(…).
	_ = checks.New("time-of-day")
)
