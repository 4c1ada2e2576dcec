// Package lineartest holds, in tests, that time grows with the size of what is given, and
// not with its square, on machines of any speed.
package lineartest

import (
	"testing"
	"time"
)

// Hold fails a test if ten times as much takes far more than ten times as long, however
// often it is tried: a machine may be busy with something else. Prepare gets ready for a
// size, and what it returns is measured.
func Hold(t testing.TB, size int, prepare func(size int) (work func())) {
	t.Helper()
	const (
		far   = 40                   // a square would be a hundred
		least = 2 * time.Millisecond // less is chance
		tries = 5
	)
	few, many := prepare(size/10), prepare(size)
	for n := 1; ; n++ {
		short, long := max(took(few), least), took(many)
		if long <= far*short {
			return
		}
		if n == tries {
			t.Errorf("%d take %v, and %d take %v", size/10, short, size, long)
			return
		}
	}
}

func took(work func()) time.Duration {
	start := time.Now()
	work()
	return time.Since(start)
}
