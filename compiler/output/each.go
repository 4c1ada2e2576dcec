package output

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// each calls f for 0 to n-1, several at once, and stops at the first error or
// when the context ends. Of several errors it returns that of the lowest index.
// It hands out neighbours together, since their files lie in one folder.
func each(ctx context.Context, workers, n int, f func(i int) error) error {
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	var (
		batch = max(1, min(64, n/(8*workers)))
		next  atomic.Int64
		stop  atomic.Bool
		wg    sync.WaitGroup
		mu    sync.Mutex
		first error
		at    = n
	)
	fail := func(i int, err error) {
		stop.Store(true)
		mu.Lock()
		defer mu.Unlock()
		if i < at {
			first, at = err, i
		}
	}
	for range min(workers, n) {
		wg.Go(func() {
			for ctx.Err() == nil {
				end := int(next.Add(int64(batch)))
				for i := end - batch; i < min(end, n); i++ {
					if stop.Load() {
						return
					}
					if err := f(i); err != nil {
						fail(i, err)
						return
					}
				}
				if end >= n {
					return
				}
			}
		})
	}
	wg.Wait()
	if first == nil {
		return ctx.Err()
	}
	return first
}
