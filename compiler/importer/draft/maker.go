package draft

import (
	"path"
	"slices"
	"strconv"

	"provc/compiler/importer/tree"
)

// Maker is what a vendor has for import.
type Maker interface {
	// Vendor is what the vendor field of a deployment says.
	Vendor() string

	// Import decides about the files of the vendor's phones, and adds deployments to a
	// package. What other vendors' makers have decided stays. Notes are what people
	// should know of the whole, each a sentence without a full stop.
	Import(t *tree.Tree, w Wishes, p *Package) (notes []string)
}

// Wishes are what the user wants to have made.
type Wishes struct {
	Lift    bool              // what many phones or people share is said once
	Origins bool              // the file and line that a parameter comes from stand beside it
	Others  []string          // patterns of files that somebody else makes: they stay as they are
	Server  string            // URL that phones fetch from, where the files do not tell
	Models  map[string]string // by MAC or identity, or empty for all: where the files do not tell
	MACs    map[string]string // by identity: where the files do not tell
}

// Deployment adds a deployment of a vendor to the package, called after its folder of
// the root or, if it is the root itself, after the package. A name that is taken, if
// only by the schema, gets the vendor's behind it.
func (p *Package) Deployment(folder, vendor string) *Field {
	name := p.Name
	if folder != "." {
		name = Ident(path.Base(folder))
	}
	has := func(name string) bool {
		return name == vendor || slices.ContainsFunc(p.Imports, func(i string) bool { return path.Base(i) == name }) || slices.ContainsFunc(p.Fields, func(f *Field) bool { return f.Label == name })
	}
	wanted := name
	key := wanted + " " + vendor
	if p.wanted == nil {
		p.wanted = map[string]int{}
	}
	for has(name) {
		p.wanted[key]++
		switch {
		case wanted == vendor:
			name = vendor + "_phones"
		default:
			name = wanted + "_" + vendor
		}
		if n := p.wanted[key]; n > 1 {
			name += strconv.Itoa(n)
		}
	}
	if i := "provc.internal/schema/" + vendor; !slices.Contains(p.Imports, i) {
		p.Imports = append(p.Imports, i)
		slices.Sort(p.Imports)
	}
	f := &Field{Label: name, Value: &Value{With: []string{vendor + ".#Deployment"}}}
	p.Fields = append(p.Fields, f)
	return f
}
