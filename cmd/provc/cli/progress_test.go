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
		done := progress(&b, "compiling", time.Second)
		time.Sleep(999 * time.Millisecond)
		done()
		done()
		if b.Len() > 0 {
			t.Errorf("after less than a second it says %q", b.String())
		}
		done = progress(&b, "compiling", time.Second)
		time.Sleep(2500 * time.Millisecond)
		done()
		if got := b.String(); !strings.HasPrefix(got, "\rcompiling … 1s\rcompiling … 2s") || !strings.HasSuffix(got, "\r\x1b[K") {
			t.Errorf("it says %q", got)
		}
	})
}
