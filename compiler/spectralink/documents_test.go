package spectralink_test

import (
	"testing"

	"provc/compiler/checktest"
	"provc/compiler/spectralink"
)

func TestDocuments(t *testing.T) { checktest.Run(t, spectralink.OwnChecks) }
