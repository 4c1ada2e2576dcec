package secret

import (
	"strings"
	"testing"
)

// A file of secrets from anywhere is read or refused, and what refuses it does
// not repeat what stands in it behind a name.
func FuzzParse(f *testing.F) {
	f.Add([]byte("a: hunter2planted\nb: 5\n"))
	f.Add([]byte("a: &x hunter2planted\nb: *x\n"))
	f.Add([]byte("a: [hunter2planted]\n"))
	f.Add([]byte("a: 'hunter2planted\n"))
	f.Add([]byte("a: hunter2planted\na: hunter2planted\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		values, err := parse("s.yaml", data)
		if err != nil && strings.Contains(err.Error(), "hunter2planted") && !strings.Contains(err.Error(), `"hunter2planted`) {
			t.Errorf("the error shows a value: %v", err)
		}
		for name, v := range values {
			if v.String() != mask {
				t.Errorf("%s prints as %s", name, v)
			}
		}
	})
}
