package importer_test

import (
	"testing"

	"provc/compiler/importer/importtest"
)

func TestCases(t *testing.T) { importtest.Cases(t) }
