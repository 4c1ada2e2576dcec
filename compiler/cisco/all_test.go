package cisco

import (
	"slices"
	"testing"
)

func TestChecks(t *testing.T) {
	run(t, slices.Concat(checkTests, lineTests, fetchingTests, valueTests, ruleTests, unlistedTests))
}
