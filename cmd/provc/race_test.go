//go:build race

package main

// Commands that scripts run are this very program, which the race detector makes ten
// times as slow.
func init() { raced = true }
