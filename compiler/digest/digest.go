// Package digest sums up a provisioning root, and what changes from one to another, in
// a line of text: what was approved can be told from what is not, without the files and
// without the value of any secret.
//
// A digest is of what phones read. It is made of the paths of files, their parameters,
// what they hold beside parameters, and the folders that phones write into; secrets are
// in it by their names. How the CUE is written, and how the XML is laid out, is not.
package digest

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"strconv"
	"strings"
)

// Kind says what a digest is of.
type Kind string

const (
	State  Kind = "state"  // a provisioning root
	Change Kind = "change" // what is another from one root to another
)

// format is the version of what digests are made of. It grows when the same root, or the
// same change, gets another digest than before.
const format = 1

// Digest is a sum of a kind.
type Digest struct {
	kind Kind
	sum  [sha256.Size]byte
}

// String is the digest as people keep it: its kind, the version of its format, and
// the sum.
func (d Digest) String() string { return fmt.Sprintf("%s-%d:%x", d.kind, format, d.sum) }

// made says which command makes a digest of a kind.
var made = map[Kind]string{State: "provc build --digest", Change: "provc diff --digest"}

// Parse reads a digest of a kind. An error says what is wrong with the text.
func Parse(text string, want Kind) (Digest, error) {
	d := Digest{kind: want}
	head, sum, found := strings.Cut(strings.TrimSpace(text), ":")
	kind, version, versioned := strings.Cut(head, "-")
	n, err := strconv.Atoi(version)
	raw, wrong := hex.DecodeString(sum)
	other := map[Kind]Kind{State: Change, Change: State}[want]
	switch {
	case !found || !versioned || err != nil || Kind(kind) != want && Kind(kind) != other:
		return d, fmt.Errorf("a digest is what %s prints, such as %s-%d:0f3c…; this is %q", made[want], want, format, short(text))
	case Kind(kind) == other:
		return d, fmt.Errorf("this is the digest of a %s, as %s prints it; here goes that of a %s, as %s prints it", other, made[other], want, made[want])
	case n != format:
		return d, fmt.Errorf("this digest has format %d, and this provc makes format %d: make it anew with %s, or use the provc that made it", n, format, made[want])
	case wrong != nil || len(raw) != len(d.sum):
		return d, fmt.Errorf("a digest ends in %d characters, each 0 to 9 or a to f; this one is %q: was it copied whole?", 2*len(d.sum), short(text))
	}
	copy(d.sum[:], raw)
	return d, nil
}

// short is the beginning of a text that is none of ours.
func short(text string) string {
	const enough = 80
	if r := []rune(text); len(r) > enough {
		return string(r[:enough]) + "…"
	}
	return text
}

// summer adds up texts and numbers so that no two sequences have one sum.
type summer struct{ hash.Hash }

func newSum(of string) summer {
	s := summer{sha256.New()}
	s.text(of)
	s.number(format)
	return s
}

func (s summer) number(n int) {
	var b [binary.MaxVarintLen64]byte
	s.Write(b[:binary.PutUvarint(b[:], uint64(n))])
}

func (s summer) text(t string) {
	s.number(len(t))
	s.Write([]byte(t))
}

func (s summer) sum() (sum [sha256.Size]byte) {
	s.Sum(sum[:0])
	return sum
}

// facts are what a file says, each under a name of its own.
type fact struct {
	about, name string // such as parameter reg.1.address
	says        string
}

func (f fact) compare(g fact) int {
	return cmp.Or(cmp.Compare(f.about, g.about), cmp.Compare(f.name, g.name))
}

func (s summer) fact(f fact) {
	s.text(f.about)
	s.text(f.name)
	s.text(f.says)
}
