package output_test

import (
	"testing"

	"provc/compiler/checktest"
	"provc/compiler/output"
)

func TestDocuments(t *testing.T) { checktest.Run(t, output.Checks()) }
