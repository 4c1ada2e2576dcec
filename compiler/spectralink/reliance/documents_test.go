package reliance_test

import (
	"slices"
	"testing"

	"provc/compiler/checktest"
	"provc/compiler/spectralink/deploytest"
	"provc/compiler/spectralink/reliance"
)

func TestDocuments(t *testing.T) { checktest.Run(t, reliance.Checks()) }

func TestChecks(t *testing.T) { deploytest.Run(t, slices.Concat(deviceChecks, switchChecks)) }
