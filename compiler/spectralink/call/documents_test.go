package call_test

import (
	"slices"
	"testing"

	"provc/compiler/checktest"
	"provc/compiler/spectralink/call"
	"provc/compiler/spectralink/deploytest"
)

func TestDocuments(t *testing.T) { checktest.Run(t, call.Checks()) }

func TestChecks(t *testing.T) { deploytest.Run(t, slices.Concat(authorizedChecks, emergencyChecks)) }
