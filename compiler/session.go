package compiler

import (
	"sync"

	"provc/compiler/extract"
)

// Session is what several runs over the same packages have in common, while somebody
// edits these. Runs of a session wait for each other.
type Session struct {
	// Unsaved are texts of files that are read instead of what is on the disk, by
	// absolute name. Whoever compiles must not change them meanwhile.
	Unsaved map[string][]byte

	running sync.Mutex
	memory  extract.Memory
}
