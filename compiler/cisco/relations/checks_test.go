package relations_test

import (
	"slices"
	"testing"

	"provc/compiler/cisco/deploytest"
)

func TestChecks(t *testing.T) {
	deploytest.Run(t, slices.Concat(checkTests, lineTests, fetchingTests, ruleTests))
}
