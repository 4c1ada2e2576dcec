//go:build !unix

package source

const noWait = 0
