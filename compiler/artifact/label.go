package artifact

import (
	"encoding/binary"
	"iter"
	"strings"
	"unicode/utf8"

	"provc/compiler/diag"
)

// maxLabel is how many characters of a label a sentence shows.
const maxLabel = 60

// Called is how sentences call a handset or a person: by the label that people know
// it by, where there is one, and the ID. Whatever is in them stays on its line.
func Called(label, id string) string {
	if utf8.RuneCountInString(label) > maxLabel {
		label = string([]rune(label)[:maxLabel-1]) + "…"
	}
	switch {
	case label == "" || label == id:
		return diag.Quoted(id)
	case id == "":
		return diag.Quoted(label)
	}
	return diag.Quoted(label) + " (" + diag.Quoted(id) + ")"
}

// Listing is handsets of which nothing is known but that they are listed, and their
// labels. There may be hundreds of thousands, so they are packed.
type Listing struct {
	Folder string // of the root, that the handsets are sent to
	packed strings.Builder
}

// Add lists a handset.
func (l *Listing) Add(mac, label string) {
	for _, s := range []string{mac, label} {
		l.packed.Write(binary.AppendUvarint(nil, uint64(len(s))))
		l.packed.WriteString(s)
	}
}

// Join adds the handsets of another listing.
func (l *Listing) Join(other *Listing) { l.packed.WriteString(other.packed.String()) }

// All goes through the MACs and labels, in the order in which they were added.
func (l *Listing) All() iter.Seq2[string, string] {
	return func(yield func(mac, label string) bool) {
		rest := l.packed.String()
		next := func() (s string) {
			n, size := binary.Uvarint([]byte(rest[:min(len(rest), binary.MaxVarintLen64)]))
			end := size + int(n)
			s, rest = rest[size:end], rest[end:]
			return s
		}
		for rest != "" {
			if mac := next(); !yield(mac, next()) {
				return
			}
		}
	}
}
