package cisco_test

import (
	"testing"

	"provc/compiler/checktest"
	"provc/compiler/cisco"
)

func TestDocuments(t *testing.T) { checktest.Run(t, cisco.OwnChecks) }
