//go:build unix

package source

import "syscall"

func makePipe(name string) bool { return syscall.Mkfifo(name, 0o644) == nil }
