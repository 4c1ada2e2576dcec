//go:build race

package scripttest

// Commands that scripts run are the test itself, which the race detector makes ten times
// as slow.
func init() { raced = true }
