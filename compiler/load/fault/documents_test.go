package fault_test

import (
	"testing"

	"provc/compiler/checktest"
	"provc/compiler/load/fault"
)

func TestDocuments(t *testing.T) { checktest.Run(t, fault.Checks()) }
