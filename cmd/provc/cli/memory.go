package cli

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
)

// How often the garbage collector runs, by what a command does; GOGC says
// otherwise.

// CollectWhileReading lets more garbage lie: CUE's evaluator leaves much of it
// beside a syntax tree that is looked through each time.
func CollectWhileReading() { collectAt(115) }

// CollectWhileTyping has much garbage lie, since somebody waits for each check, but not
// more than a machine can spare for an editor; GOMEMLIMIT says otherwise.
func CollectWhileTyping() {
	collectAt(300)
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(512 << 20)
	}
}

// CollectWhileComparing lets more lie still: what is read of two folders is held to the end.
func CollectWhileComparing() { collectAt(250) }

// CollectAfterReading has little garbage lie where much else is in memory. From
// then on files are made one by one, and each can be let go of at once.
func CollectAfterReading() {
	const much = 32 << 20
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	if live[0].Value.Kind() == metrics.KindUint64 && live[0].Value.Uint64() > much {
		collectAt(50)
	} else {
		collectAt(100)
	}
}

func collectAt(percent int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}
