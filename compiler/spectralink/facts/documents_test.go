package facts_test

import (
	"slices"
	"testing"

	"provc/compiler/checktest"
	"provc/compiler/spectralink/deploytest"
	"provc/compiler/spectralink/facts"
)

func TestDocuments(t *testing.T) { checktest.Run(t, facts.Checks()) }

func TestChecks(t *testing.T) {
	deploytest.Run(t, slices.Concat(textChecks, valueChecks, unlistedChecks))
}
