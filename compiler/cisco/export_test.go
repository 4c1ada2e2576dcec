package cisco

import "provc/compiler/diag"

// OwnChecks are those of this package.
var OwnChecks = diag.Join("Cisco", relationsSet())

// How a proof is made of files and a product.
var (
	FetchableOf = fetchable
	ValuesIn    = valuesOf
	ModelFor    = modelOf
)
