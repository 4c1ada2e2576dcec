package spectralink

import (
	"slices"
	"testing"
)

func TestChecks(t *testing.T) {
	run(t, slices.Concat(lineChecks, handsetChecks, authorizedChecks, emergencyChecks, userChecks, loginChecks, foreignChecks, fileChecks, textChecks, valueChecks, deviceChecks, switchChecks, clashChecks, macroChecks, countChecks, unlistedChecks))
}
