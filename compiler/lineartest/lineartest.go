// Package lineartest holds, in tests, that time grows with the size of what is given, and
// not with its square, on machines of any speed.
package lineartest

import (
	"testing"
	"time"
)

// Hold fails a test if ten times as much takes far more than ten times as long. Prepare
// gets ready for a size, and what it returns is measured.
func Hold(t testing.TB, size int, prepare func(size int) (work func())) {
	t.Helper()
	took := func(size int) time.Duration {
		work, least := prepare(size), time.Hour
		for range 3 { // whatever else the machine does
			start := time.Now()
			work()
			least = min(least, time.Since(start))
		}
		return max(least, time.Millisecond)
	}
	const far = 50 // a square would be a hundred
	if few, many := took(size/10), took(size); many > far*few {
		t.Errorf("%d take %v, and %d take %v", size/10, few, size, many)
	}
}
