package offer_test

import (
	"slices"
	"testing"

	"provc/compiler/checktest"
	"provc/compiler/spectralink/deploytest"
	"provc/compiler/spectralink/offer"
)

func TestDocuments(t *testing.T) { checktest.Run(t, offer.Checks()) }

func TestChecks(t *testing.T) { deploytest.Run(t, slices.Concat(clashChecks, macroChecks)) }
