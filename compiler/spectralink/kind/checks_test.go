package kind_test

import (
	"testing"

	"provc/compiler/spectralink/deploytest"
)

func TestChecks(t *testing.T) { deploytest.Run(t, foreignChecks) }
