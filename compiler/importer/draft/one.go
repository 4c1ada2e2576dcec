package draft

import (
	"strings"

	"provc/compiler/effective"
	"provc/compiler/importer/tree"
)

// One is a single phone, read of a file that was saved from it.
type One struct {
	MAC    string
	Says   Layer
	Frame  *Value // what is no parameter, such as its model
	Desk   *Desk
	Vendor string
	Notes  []string // what people should know of the whole, each a sentence without a full stop

	// Secret names the secret of a parameter.
	Secret func(name string) string
	// Initial is the vendor's default of a parameter, if it is known.
	Initial func(name string) (string, bool)
	// Beneath finds what the phone acts on before it says anything itself: the phone, or
	// those that nobody listed; nil where a root has nothing for it.
	Beneath func(*effective.Account) *effective.Handset
}

// PhoneMaker is a Maker that can read what was saved from a phone.
type PhoneMaker interface {
	Maker
	// Phone reads a file of one phone, or returns nil if it is none of the vendor's.
	Phone(f *tree.File, mac string, w Wishes, p *Package) *One
}

// Snippet writes fields without a package around them.
func Snippet(fields ...*Field) ([]byte, error) {
	p := Package{Name: "snippet"}
	text, err := p.Source(fields)
	if err != nil {
		return nil, err
	}
	_, rest, _ := strings.Cut(string(text), "\n")
	return []byte(strings.TrimLeft(rest, "\n")), nil
}
