package cisco

import "provc/compiler/diag"

// OwnChecks are those of this package.
var OwnChecks = diag.Join("Cisco", relationsSet())
