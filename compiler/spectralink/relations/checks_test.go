package relations_test

import (
	"slices"
	"testing"

	"provc/compiler/spectralink/deploytest"
)

func TestChecks(t *testing.T) {
	deploytest.Run(t, slices.Concat(lineChecks, handsetChecks, userChecks, loginChecks, countChecks))
}
