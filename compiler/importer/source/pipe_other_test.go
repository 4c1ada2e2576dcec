//go:build !unix

package source

func makePipe(string) bool { return false }
