package drift_test

import (
	"testing"

	"provc/compiler/checktest"
	"provc/compiler/drift"
)

func TestDocuments(t *testing.T) { checktest.Run(t, drift.Checks()) }
