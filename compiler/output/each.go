package output

import (
	"cmp"
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// each calls f for 0 to n-1, several at once, and stops at the first error or when the
// context ends. Neighbours, whose files lie in one folder, are done together; the workers
// begin far from each other, since the kernel changes a folder for one at a time.
func each(ctx context.Context, workers, n int, f func(i int) error) error {
	workers = cmp.Or(workers, runtime.GOMAXPROCS(0))
	batch := max(1, min(64, n/(8*workers)))
	region := (n + workers - 1) / workers
	group, working := errgroup.WithContext(ctx)
	group.SetLimit(workers)
	for from := 0; from < region; from += batch {
		for start := from; start < n && working.Err() == nil; start += region {
			group.Go(func() error {
				for i := start; i < min(start+batch, start-from+region, n) && working.Err() == nil; i++ {
					if err := f(i); err != nil {
						return err
					}
				}
				return nil
			})
		}
	}
	return cmp.Or(group.Wait(), ctx.Err())
}
