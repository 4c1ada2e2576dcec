package cli

import (
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"
)

// Progress says on a terminal what goes on, once it takes longer than a moment, and
// for how long. The function that it returns ends that, and wipes the line.
func Progress(cmd *cobra.Command, what string) (done func()) {
	w := cmd.ErrOrStderr()
	if quiet(cmd) || !isTerminal(w) || os.Getenv("TERM") == "dumb" {
		return func() {}
	}
	return progress(w, func() string { return what }, time.Second)
}

// Counting is Progress that also tells how many things there have been so far, and of how
// many; of is 0 while nobody knows that.
func Counting(cmd *cobra.Command, what, things string) (tell func(n, of int), done func()) {
	w := cmd.ErrOrStderr()
	if quiet(cmd) || !isTerminal(w) || os.Getenv("TERM") == "dumb" {
		return func(int, int) {}, func() {}
	}
	c := counting{what: what, things: things}
	return c.tell, progress(w, c.said, time.Second)
}

// counting is how far something has come.
type counting struct {
	what, things string
	n, of        atomic.Int64
}

func (c *counting) tell(n, of int) {
	c.n.Store(int64(n))
	c.of.Store(int64(of))
}

func (c *counting) said() string {
	switch n, of := c.n.Load(), c.of.Load(); {
	case n == 0:
		return c.what
	case of == 0:
		return fmt.Sprintf("%s: %d %s found", c.what, n, c.things)
	default:
		return fmt.Sprintf("%s: %d of %d %s", c.what, n, of, c.things)
	}
}

func progress(w io.Writer, what func() string, every time.Duration) (done func()) {
	stop := make(chan struct{})
	var ended sync.WaitGroup
	ended.Go(func() {
		tick := time.NewTicker(every)
		defer tick.Stop()
		for n := 1; ; n++ {
			select {
			case <-tick.C:
				fmt.Fprintf(w, "\r%s … %s\x1b[K", what(), time.Duration(n)*every)
			case <-stop:
				if n > 1 {
					fmt.Fprint(w, "\r\x1b[K")
				}
				return
			}
		}
	})
	return sync.OnceFunc(func() {
		close(stop)
		ended.Wait()
	})
}
