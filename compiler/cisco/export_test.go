package cisco

// How a proof is made of files and a product.
var (
	FetchableOf = fetchable
	ValuesIn    = valuesOf
	ModelFor    = modelOf
)
