//go:build unix

package source

import "syscall"

// noWait keeps a pipe that took the place of a file from waiting for somebody.
const noWait = syscall.O_NONBLOCK
