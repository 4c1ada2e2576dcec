package output

import (
	"cmp"
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// each calls f for 0 to n-1, several at once, and stops at the first error or when
// the context ends. Neighbours are done together, since their files lie in one folder.
func each(ctx context.Context, workers, n int, f func(i int) error) error {
	workers = cmp.Or(workers, runtime.GOMAXPROCS(0))
	batch := max(1, min(64, n/(8*workers)))
	group, working := errgroup.WithContext(ctx)
	group.SetLimit(workers)
	for from := 0; from < n && working.Err() == nil; from += batch {
		group.Go(func() error {
			for i := from; i < min(from+batch, n) && working.Err() == nil; i++ {
				if err := f(i); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return cmp.Or(group.Wait(), ctx.Err())
}
