package secret

import (
	"fmt"
	"io"
	"log/slog"
)

// mask stands for a value wherever one would be printed.
const mask = "•••"

// Value is a secret's text. However it is printed, logged or marshalled, it
// comes out masked; only Reveal tells it.
type Value struct {
	// A pointer, since fmt prints the fields of structs that it cannot call
	// methods of: it then shows an address.
	text *string
}

// NewValue makes a text secret.
func NewValue(text string) Value { return Value{&text} }

// Reveal returns the text, for the file that it is meant for.
func (v Value) Reveal() string {
	if v.text == nil {
		return ""
	}
	return *v.text
}

func (v Value) String() string { return mask }

// GoString is what %#v prints.
func (v Value) GoString() string { return mask }

// Format is what every verb of fmt prints.
func (v Value) Format(f fmt.State, _ rune) { io.WriteString(f, mask) }

// MarshalText is what JSON and YAML hold.
func (v Value) MarshalText() ([]byte, error) { return []byte(mask), nil }

// LogValue is what log/slog writes.
func (v Value) LogValue() slog.Value { return slog.StringValue(mask) }
