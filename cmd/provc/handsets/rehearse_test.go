package handsets

import (
	"bytes"
	"testing"

	"github.com/spf13/cobra"
)

// Of the handsets in trouble of a kind five are named, each once; only faults fail.
func TestTell(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		kinds map[string][]string
		want  string
		fails bool
	}{
		"nothing":       {nil, "", false},
		"five":          {map[string][]string{"? odd": {"e", "d", "c", "b", "a", "a"}}, "? odd\n    5 handsets: a, b, c, d, e\n", false},
		"six":           {map[string][]string{"! bad": {"f", "e", "d", "c", "b", "a"}}, "! bad\n    6 handsets: a, b, c, d, e and 1 more\n", true},
		"one of either": {map[string][]string{"? odd": {"a"}, "! bad": {"b"}}, "! bad\n    1 handset: b\n? odd\n    1 handset: a\n", true},
	} {
		cmd := &cobra.Command{}
		var out bytes.Buffer
		cmd.SetOut(&out)
		if fails := (&simulator{}).tell(cmd, x.kinds); fails != x.fails || out.String() != x.want {
			t.Errorf("%s: %q, it fails: %t", name, &out, fails)
		}
	}
}
