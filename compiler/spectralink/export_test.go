package spectralink

import "provc/compiler/diag"

// OwnChecks are those of this package.
var OwnChecks = diag.Join("Spectralink", relationsSet())
