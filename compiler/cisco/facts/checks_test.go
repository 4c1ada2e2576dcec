package facts_test

import (
	"slices"
	"testing"

	"provc/compiler/cisco/deploytest"
)

func TestChecks(t *testing.T) { deploytest.Run(t, slices.Concat(valueTests, unlistedTests)) }
