package cli

import (
	"bytes"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestProgress(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var b bytes.Buffer
		done := progress(&b, func() string { return "compiling" }, time.Second)
		time.Sleep(999 * time.Millisecond)
		done()
		done()
		if b.Len() > 0 {
			t.Errorf("after less than a second it says %q", b.String())
		}
		done = progress(&b, func() string { return "compiling" }, time.Second)
		time.Sleep(2500 * time.Millisecond)
		done()
		if got := b.String(); !strings.HasPrefix(got, "\rcompiling … 1s\x1b[K\rcompiling … 2s\x1b[K") || !strings.HasSuffix(got, "\r\x1b[K") {
			t.Errorf("it says %q", got)
		}
	})
}

func TestCounting(t *testing.T) {
	t.Parallel()
	c := counting{what: "reading tftp", things: "files"}
	for _, x := range []struct {
		n, of int
		want  string
	}{
		{0, 0, "reading tftp"},
		{128, 0, "reading tftp: 128 files found"},
		{64, 1000, "reading tftp: 64 of 1000 files"},
	} {
		c.tell(x.n, x.of)
		if got := c.said(); got != x.want {
			t.Errorf("%d of %d: %q, want %q", x.n, x.of, got, x.want)
		}
	}
}
