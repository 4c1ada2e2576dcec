package diag_test

import (
	"testing"

	"provc/compiler/checktest"
	"provc/compiler/diag"
)

func TestDocuments(t *testing.T) { checktest.Run(t, diag.Checks()) }
