package cli

import (
	"fmt"
	"io"
	"os"
	"sync"
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
	return progress(w, what, time.Second)
}

func progress(w io.Writer, what string, every time.Duration) (done func()) {
	stop := make(chan struct{})
	var ended sync.WaitGroup
	ended.Go(func() {
		tick := time.NewTicker(every)
		defer tick.Stop()
		for n := 1; ; n++ {
			select {
			case <-tick.C:
				fmt.Fprintf(w, "\r%s … %s", what, time.Duration(n)*every)
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
