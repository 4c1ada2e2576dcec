package fault

import (
	"cuelang.org/go/cue/errors"

	"provc/compiler/diag"
	"provc/compiler/load"
)

func wrongEncoding(l *load.Loader, err errors.Error) diag.Diagnostic {
	return CUESyntax.At(l.Position(err.Position()), "the file is not UTF-8").WithDetail("found %s", err).WithHint("save it in that encoding")
}
